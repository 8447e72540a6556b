/* `helder profile --types`: the words of the language and the fields of a data set as
 * LuaCATS definitions, for lua-language-server. Costs what it writes. */
#ifndef HELDER_COMMANDS_PROFILE_TYPES_H
#define HELDER_COMMANDS_PROFILE_TYPES_H
#include "base/error.h"

/* `path`: a CSV file, or a policy (a folder, or a file that ends with .lua), whose own data
 * is read and whose labels and attributes are written as well. False with the Error filled. */
bool profile_types(const char *path, bool skip_bad_rows, Buffer *out, Error *error);
#endif

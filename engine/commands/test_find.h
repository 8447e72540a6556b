/* Which test files are meant. Costs a walk through the folders. */
#ifndef HELDER_COMMANDS_TEST_FIND_H
#define HELDER_COMMANDS_TEST_FIND_H
#include "base/error.h"

/* The files that end with _test.lua below these paths, by name, each once; a path that is
 * such a file is meant itself, and a policy's file means the tests beside it. In folders
 * only those with a policy beside them count; hidden folders and `runs` are passed over. NULL with
 * the Error filled: there are none. */
const char **test_find(Arena *arena, const char *const *paths, size_t path_count, size_t *count,
                       Error *error);
#endif

/* A first policy over a file of customers: what `helder init --data` writes. Costs reading
 * the file and a sort of each column. The Arena owns what is made. */
#ifndef HELDER_COMMANDS_INIT_SKELETON_H
#define HELDER_COMMANDS_INIT_SKELETON_H
#include "base/error.h"

enum { INIT_MOST_FILES = 8 };

typedef struct InitFile {
  const char *name;
  Text content;
} InitFile;

/* Makes policy.lua and policy_test.lua for a folder. *key is the first customer's. False
 * with the Error filled: the file cannot be read, or no column tells its rows apart. */
bool init_skeleton(Arena *arena, const char *folder, const char *data, InitFile *files,
                   size_t *count, const char **key, Error *error);
#endif

/* The Lua files of scripts/ and the first policy that `helder init` writes (scripts/start),
 * built into the binary by scripts/embed.sh. */
#ifndef HELDER_POLICY_SCRIPTS_H
#define HELDER_POLICY_SCRIPTS_H
#include <stddef.h>

typedef struct ShippedScript {
  const char *name; /* "vocabulary" for scripts/vocabulary.lua */
  const char *bytes;
  size_t length;
} ShippedScript;

/* Each ends with a NULL name. */
extern const ShippedScript shipped_scripts[];
extern const ShippedScript shipped_start[]; /* "policy.lua", … as the files are called */
#endif

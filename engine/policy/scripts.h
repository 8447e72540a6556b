/* The Lua files of scripts/ and the first policy that `helder init` writes (scripts/start),
 * built into the binary by scripts/embed.c. */
#ifndef HELDER_POLICY_SCRIPTS_H
#define HELDER_POLICY_SCRIPTS_H
#include <stddef.h>

typedef struct ShippedScript {
  const char *name;  /* "vocabulary" for scripts/vocabulary.lua */
  const char *bytes; /* of shipped_scripts: bytecode; of the others: the file's own */
  size_t length;
} ShippedScript;

/* Each ends with a NULL name. */
extern const ShippedScript shipped_scripts[];
extern const ShippedScript shipped_texts[]; /* "types": Lua that is shown and never run */
extern const ShippedScript shipped_start[]; /* "policy.lua", … as the files are called */
#endif

/* The Lua files of scripts/, built into the binary by scripts/embed.sh. */
#ifndef HELDER_POLICY_SCRIPTS_H
#define HELDER_POLICY_SCRIPTS_H
#include <stddef.h>

typedef struct ShippedScript {
  const char *name; /* "vocabulary" for scripts/vocabulary.lua */
  const char *bytes;
  size_t length;
} ShippedScript;

extern const ShippedScript shipped_scripts[]; /* ends with a NULL name */
#endif

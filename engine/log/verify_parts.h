/* The parts of verify_run. Each adds its findings to verifying->verified. */
#ifndef HELDER_LOG_VERIFY_PARTS_H
#define HELDER_LOG_VERIFY_PARTS_H
#include "log/verify.h"

typedef struct Verifying {
  Arena *arena;
  const RunBytes *bytes;
  const NoteKey *key;
  bool *known; /* [file]: it is a part of this run */
  Verified *verified;
} Verifying;

/* Lines against leaves and root, and the index against the lines. NULL: leaves or index are not
 * there; the lines are held against the root alone, which no line that was erased is part of. */
void verify_lines(Verifying *verifying, Text lines, const Text *leaves, const Text *index);

/* Leaves without lines: against the root. */
void verify_leaves(Verifying *verifying, Text leaves);

/* rejected.csv and rejected.seals against the checkpoint's line about them. */
void verify_rejected(Verifying *verifying);

/* Notes that this file is a part of the run. */
void verify_known(Verifying *verifying, const char *name);
#endif

/* Differences between two policies: what decides in one and not in the other, one thing at a
 * time, and the policy after with some of it as it was before (scripts/differences.lua).
 *
 * Listing costs a short-lived worker that reads the files and runs nothing of them; undoing
 * costs loading a policy. The Arena owns all. */
#ifndef HELDER_POLICY_DIFFERENCES_H
#define HELDER_POLICY_DIFFERENCES_H
#include "policy/policy.h"

/* Bytes of a file of the policy after, and what stood there before. */
typedef struct DifferenceEdit {
  size_t file;       /* in the files of the policy after */
  size_t first, end; /* from first, before end; the same: `with` is put there */
  Text with;
} DifferenceEdit;

typedef struct PolicyDifference {
  Text says;   /* "WARNINGS went from 3 to 2" */
  Text kind;   /* "number", "setting", "rule" */
  bool by_day; /* the text is the same: of a dated number another one holds */
  bool idle;   /* of a dated number one that holds on neither day */
  DifferenceEdit *edits;
  size_t edit_count;
} PolicyDifference;

/* Those of the first file by place, then of the others by name. NULL with the Error filled. */
const PolicyDifference *differences_list(Arena *arena, const Policy *before, const Policy *after,
                                         size_t *count, Error *error);

typedef struct Undoing {
  const Policy *before, *after;
  const PolicyDifference *const *undone;
  size_t count;
  int32_t as_of;
} Undoing;

/* The policy after, these undone, as of a day. NULL with the Error filled: that is no policy,
 * such as a rule without the constant it names. */
Policy *differences_undo(Arena *arena, const Undoing *undoing, Error *error);
#endif

/* Verdict: what a condition says of a customer; and why it could not say.
 *
 * `unknown` comes from a Lua error inside the condition. When the error is that a
 * missing value was used where Lua needs one, the fields to blame are named:
 * a read of a missing field is to blame exactly when a poison value in its place
 * (one that fails in every operation, is true as a condition and equals nothing)
 * makes the condition fail on that poison. If none is and the error's text speaks
 * of nil, every missing field that was read is. Else it is an error in the rule. */
#ifndef HELDER_CONDITION_VERDICT_H
#define HELDER_CONDITION_VERDICT_H
#include <stdint.h>

#include "base/text.h"

typedef enum Verdict {
  VERDICT_NO,
  VERDICT_YES,
  VERDICT_UNKNOWN,
  VERDICT_NOT_ASKED /* the answer was already known without it */
} Verdict;

/* What went wrong, shared by all rows where the same went wrong. */
typedef struct TroubleDetail {
  Text *missing; /* the fields to blame, in order of first read; NULL for an error */
  size_t missing_count;
  Text message; /* an error's text, without position; empty when fields are missing */
  Text file;    /* where it went wrong */
  int line;
} TroubleDetail;

typedef struct Trouble {
  uint32_t row;
  uint16_t step;   /* the step of the asking (policy/ask.h) */
  uint16_t detail; /* index into the details */
} Trouble;
#endif

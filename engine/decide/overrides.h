/* Overrides: outcomes that people set by hand, from a CSV file with the columns
 * key,rule,outcome,reason,by,until and, if it is there, made: the day it was decided.
 *
 * A rule is written `selection quiet Sunday`, `segmentation guest` or `exclusion
 * membership paused`; its outcome is `selected` or `not selected`, the name of a
 * segment, `excluded` or `not excluded`. `until` is the last day on which the override
 * holds, `made` the first; all cells must be there. Whatever is not known is refused, with its line
 * and "did you mean"; so is a second override of the same customer and rule. Expired
 * ones, and those not made yet, are counted, not applied. Costs a look-up a line. The Arena owns
 * the answer. */
#ifndef HELDER_DECIDE_OVERRIDES_H
#define HELDER_DECIDE_OVERRIDES_H
#include "base/error.h"
#include "base/sha256.h"
#include "log/decisions.h"
#include "policy/policy.h"

/* An override whose last day has passed. */
typedef struct ExpiredOverride {
  Text key, rule;
  int32_t until;
} ExpiredOverride;

/* One line of the file, in force or not. */
typedef struct OverrideLine {
  Text key, rule, outcome, by;
  int32_t until, made; /* made: where the file tells */
  long line;
  bool in_force;
} OverrideLine;

typedef struct Overrides {
  const char *path; /* NULL: no file was given */
  uint64_t bytes;
  char sha256[SHA256_HEX + 1];
  Override *held; /* hold on as_of, by row, then as listed */
  size_t held_count;
  long *held_lines; /* of the file, beside them */
  bool dated;       /* the file has the column made */
  size_t not_yet;   /* made after as_of */
  OverrideLine *lines;
  size_t line_count;
  ExpiredOverride *expired;
  size_t expired_count;
} Overrides;

/* `as_of` is the policy's. False with the Error filled: file, line, column. */
bool overrides_read(Arena *arena, const char *path, const Policy *policy, const Table *table,
                    Overrides *overrides, Error *error);
#endif

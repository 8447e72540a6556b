/* Check: what is wrong with a policy, found before it decides about anyone.
 *
 * Some findings are proven: they hold whatever the data. Others hold on this data; for
 * those the policy is held against a table, its attributes are added to it as columns,
 * and every condition is asked once. CHECKS.md tells each finding with an example.
 * Costs one asking of the policy (less after a run: `decided`), a look at each number column
 * that is compared with a number, and some milliseconds a rule for the proofs. The
 * Arena owns the findings; shared pages are given back before check_policy answers. */
#ifndef HELDER_DECIDE_CHECK_H
#define HELDER_DECIDE_CHECK_H
#include "decide/asker.h"
#include "table/events.h"
#include "table/range.h"

typedef enum CheckLevel {
  CHECK_NOTE, /* to know; nothing is wrong */
  CHECK_WARNING,
  CHECK_ERROR /* it cannot work as it is written */
} CheckLevel;

typedef struct Finding {
  const char *id; /* "unknown-field": a heading of CHECKS.md */
  CheckLevel level;
  bool proven; /* whatever the data; else on this data */
  Position at;
  Text message; /* what is so */
  Text advice;  /* what to do; empty: the message says it */
} Finding;

typedef struct Findings {
  Arena *arena;
  Finding *list; /* by place, after check_policy */
  size_t count, capacity;
} Findings;

/* Adds one; its texts are to be filled. */
Finding *findings_add(Findings *findings, const char *id, CheckLevel level, Position at);

/* One that says what an Error says: id and place are given where the Error has none. */
void findings_add_error(Findings *findings, const char *id, const Error *error, Position at);

typedef struct CheckInput {
  Policy *policy;
  Table *table;          /* NULL: no data; gets the attributes as columns */
  Table **sides;         /* its side tables, as read; NULL: no data, or `events`. Taken over */
  Events *const *events; /* or as they were joined to the table; they stay the caller's */
  JailLimits limits;
  size_t threads;
  const uint32_t *by_key; /* order_by_key of the table, where it is known; NULL */
  ColumnRange *ranges;    /* of the table's first `range_count` columns: whoever checks over it
                             again keeps what was found; NULL, 0: nobody does */
  size_t range_count;
  const Asker *decided;   /* asked when this policy just decided about this very table (decide.h),
                             its answers not dropped yet: what it asked of everyone is not asked
                             again; NULL: it did not decide */
  size_t decided_columns; /* that the table had then, with the attributes; they are still there */
  AskFunction *ask;       /* policy_ask */
  DropFunction *drop;
} CheckInput;

/* False with the Error filled when the policy could not be asked. */
bool check_policy(const CheckInput *input, Findings *findings, Error *error);
#endif

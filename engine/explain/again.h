/* Asking a run's own policy copy again, on the values in one decision line, or in many.
 *
 * Costs two short-lived workers (some milliseconds). The Arena owns everything;
 * again_close gives shared pages back. */
#ifndef HELDER_EXPLAIN_AGAIN_H
#define HELDER_EXPLAIN_AGAIN_H
#include "log/run_read.h"
#include "policy/ask.h"
#include "policy/mask.h"

typedef struct Again {
  Policy *policy;
  Table *table;   /* a row a line: the values of `read` */
  json_t *line;   /* the decision line that is told about … */
  size_t row;     /* … and its row */
  json_t **lines; /* all of them */
  size_t line_count;
  Answers *answers; /* every condition, asked without guards; by function number */
  size_t *step_of;  /* [function number]: its step; SIZE_MAX when it was not asked */
  size_t function_count;
  Mask mask; /* what the run kept out of its log */
} Again;

/* NULL with the Error filled: the folder's policy or line cannot be read. */
Again *again_ask(Arena *arena, const Run *run, Text line, Error *error);

/* The same of many lines; what follows is told of line 0 until again_turn says another. Which
 * lines of the policy ran is known only where there is one. */
Again *again_ask_lines(Arena *arena, const Run *run, const Text *lines, size_t count, Error *error);
void again_turn(Again *again, size_t number);

/* The same of a customer at hand: a row of a table that holds the policy's attributes. */
Again *again_ask_row(Arena *arena, Policy *policy, const Table *table, size_t row, Error *error);
void again_close(Again *again);

/* What a function says now; VERDICT_NOT_ASKED when the rule has none. */
Verdict again_verdict(const Again *again, const Function *function);

/* Why it could not say; NULL when it could. */
const TroubleDetail *again_trouble(const Again *again, const Function *function);

/* The next line that ran of a function that only the VM can answer, from *at (first 0)
 * on; false: there is none. */
bool again_ran(const Again *again, const Function *function, size_t *at, const LineRan **line);

/* Whether this function reads values that the run kept out of its log: what it says now
 * means nothing then. */
bool again_blind(const Again *again, const Function *function);

/* Whether the customer has a value of this name, kept out of the log. */
bool again_hides(const Again *again, Text name);

/* A field or attribute of the customer; VALUE_MISSING when it is missing or kept out of
 * the log. False: the line holds no such name. */
bool again_value(const Again *again, Text name, Value *value);
#endif

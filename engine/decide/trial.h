/* A trial: one test of a test file, decided the way a run decides.
 *
 * Its customers become a table: a column for every field that the policy names, missing
 * where the test gives nothing. Texts that are days are a date column, as in a file.
 * The events that it gives its customers become the policy's side tables, which are empty
 * where it gives none. Attributes that are given are not worked out for that customer. Costs a run
 * over these few rows. The Arena owns what is made, except shared pages and the table: trial_drop.
 */
#ifndef HELDER_DECIDE_TRIAL_H
#define HELDER_DECIDE_TRIAL_H
#include "decide/decide.h"
#include "policy/tests.h"

typedef struct Trial {
  const Policy *policy;
  const Test *test;
  Table *table;
  Events **events; /* of each side table of the policy */
  Decided decided;
} Trial;

typedef struct TrialInput {
  Policy *policy;
  const Test *test;
  AskFunction *ask;
  bool interpret; /* the VM for all */
} TrialInput;

/* Binds the policy to the trial's table; `ask`: policy_ask, or one like it. False with the Error
 * filled: the test names what the policy does not know (file, line, column of the test), or a rule
 * could not be asked. To be dropped in any case. */
bool trial_run(Arena *arena, const TrialInput *input, Trial *trial, Error *error);
void trial_drop(Trial *trial);

/* Fills the Error: the test names something that is not there; suggests what is. */
bool trial_refuse_name(const char *what, Text name, Position at, const Text *names, size_t count,
                       Error *error);
#endif

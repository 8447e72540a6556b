/* What would change it: the smallest change of a customer's own values that gives a wanted
 * outcome, from a run folder alone. For `why` and `letter`.
 *
 * change_open costs microseconds a rule, once a run; change_find some hundred microseconds
 * a customer and outcome. What is told is true of the values as the rules see them: with
 * the parts' values, and all else as it is in the run, the run's own policy gives the
 * outcome; the engine was asked again for the values nearest by. It says nothing of other
 * customers: where they matter, `others` is true and `then` says how. The Arena owns all. */
#ifndef HELDER_EXPLAIN_CHANGE_H
#define HELDER_EXPLAIN_CHANGE_H
#include "explain/again.h"
#include "explain/change_goal.h"

typedef struct Changes Changes; /* a run's policy, prepared */

typedef enum ChangeStatus {
  CHANGE_MINIMAL,  /* nothing that costs less does it */
  CHANGE_UNPROVEN, /* it does it (or, without parts, nothing was found); something that costs
                      less might: the search came to its limit, a rule stays with the VM, or
                      places among others weigh in */
  CHANGE_NONE,     /* nothing the customer can change does it: `decided_by` does */
  CHANGE_SO        /* the outcome is so already */
} ChangeStatus;

typedef struct ChangePart {
  Text name;    /* of the field or attribute */
  Phrase label; /* both languages filled */
  Value now;
  Phrase now_text; /* "21 May 2026", "not known" */
  json_t *range;   /* {"from":7}, {"to":2}, {"is":true}, {"one_of":[…]}, {"none_of":[…]},
                      {"example":[…]}, {"any":true}; owned by the Arena */
  Phrase text;     /* "7 or more" / "7 of meer" */
} ChangePart;

/* What stands in the way, or what the log was not to tell. */
typedef struct ChangeFact {
  Text name; /* of the field or attribute; empty: no value of his (the lot, the rules) */
  Phrase label, now_text; /* as of a ChangePart; without a name the label is all */
  Phrase text;            /* all in a sentence */
} ChangeFact;

typedef struct ChangeAnswer {
  ChangeWant want;
  Phrase outcome; /* "not excluded by …", as --want takes it; nl for people */
  Phrase reached; /* of a segment that was wanted left: "segment guest=regular"; else empty */
  ChangeStatus status;
  double cost;
  ChangePart *parts;
  size_t part_count;
  bool others;            /* it holds if nothing else changes: others weigh in */
  Phrase then;            /* what is decided after that, among all; empty: nothing is */
  Phrase held;            /* places among all that were taken as they are; empty: none */
  ChangeFact *decided_by; /* CHANGE_NONE: the facts that stand in the way; CHANGE_UNPROVEN:
                             what the log was not to tell */
  size_t decided_count;
} ChangeAnswer;

/* NULL with the Error filled. The policy must stay. */
Changes *change_open(Arena *arena, const Run *run, const Policy *policy, Error *error);

/* What a customer may want by himself: out of each exclusion, another segment, and each
 * selection that did not take him (or, where it did, what would lose it). */
size_t change_wants(Arena *arena, const Policy *policy, const Again *again, ChangeWant **wants);

/* 'segment guest=keeper of the calm', 'selected quiet Sunday', 'eligible …', 'not selected …',
 * 'excluded by …', 'not excluded by …', 'not excluded', 'not segment guest=…'. False with
 * the Error filled, "did you mean" included. */
bool change_want_read(Arena *arena, const Policy *policy, Text words, ChangeWant *want,
                      Error *error);

/* NULL with the Error filled: the policy could not be asked. Places that the run itself gave
 * or did not give are so already. Where others want one too, its loss is MINIMAL, or NONE,
 * only where nothing cheaper could lose it to them; and a place is not told to be won by
 * MINIMAL where an equal score, which leaves it to the key, costs less. */
const ChangeAnswer *change_find(Arena *arena, Changes *changes, const Again *again, ChangeWant want,
                                Error *error);

/* The same without a run folder: for the bench and tests. */
typedef struct ChangeCustomer {
  const void *context;
  bool (*value)(const void *context, Text name, Value *value);
  Verdict (*verdict)(const void *context, const Function *function); /* as it is now */
} ChangeCustomer;

Changes *change_prepare(Arena *arena, const ChangeFacts *facts, Error *error);
const ChangeAnswer *change_find_for(Arena *arena, Changes *changes, const ChangeCustomer *customer,
                                    ChangeWant want, Error *error);
#endif

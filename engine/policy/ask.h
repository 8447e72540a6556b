/* Asking a policy's functions of every customer.
 *
 * An asking is a list of steps, each one function of the policy with a guard that
 * says for whom it is asked. Answers come by column: a verdict a row for conditions,
 * a Column for values. By default a step whose function has a condition tree is
 * answered over columns by the condition room, the others (and all, with
 * `interpret`) by the Lua VM in forked, jailed workers; the answers are the same.
 * Costs: about 90 ns a step and customer in the VM. The Arena owns the Answers,
 * except their shared pages: answers_drop gives those back. */
#ifndef HELDER_POLICY_ASK_H
#define HELDER_POLICY_ASK_H
#include "condition/verdict.h"
#include "policy/policy.h"

typedef enum StepKind {
  STEP_VERDICT, /* yes or no by Lua's truth */
  STEP_VALUE,   /* number, text, boolean or nil */
  STEP_NUMBER   /* a number or nil; anything else is an error in the rule */
} StepKind;

typedef enum GuardKind {
  GUARD_NONE,     /* asked of everyone */
  GUARD_IF_YES,   /* only where the step `first` said yes */
  GUARD_UNTIL_YES /* only where none of the steps first … last - 1 said yes */
} GuardKind;

typedef struct Step {
  const Function *function;
  Text rule; /* "exclusion \"membership paused\"", for messages */
  StepKind kind;
  GuardKind guard;
  size_t first, last;  /* earlier steps, for the guard */
  const uint8_t *skip; /* [row]: 1: not asked, whatever the guard says; NULL: no such row */
  /* Of a scenario: the function answers a list { name = value, … } or nil, and the value of
   * the step is that of parts[part]; no other names may be in it. NULL: the answer itself. */
  const Text *parts;
  size_t part_count, part;
} Step;

/* What a guarantee's `holds` sees of the decisions as `d`. `kind` is "segment",
 * "score", "selection" or "excluded"; fills at most `most` values and answers how
 * many there are (a segment in mode "all" has several). */
typedef size_t Outcome(const void *context, size_t row, Text kind, Text name, Value *out,
                       size_t most);

/* Customers answered so far, of all; called now and then, never by two threads at once. */
typedef void AskProgress(void *context, size_t done, size_t all);

/* What earlier askings of the same data answered (policy/ask_memory.h). */
typedef struct AskMemory AskMemory;

/* A line of the policy that ran for a step. */
typedef struct LineRan {
  size_t step;
  int line;
  Text file;
} LineRan;

typedef struct Asking {
  const Policy *policy;
  const Table *table;
  const Step *steps;
  size_t step_count;
  JailLimits limits;
  size_t threads;        /* 1 or more */
  bool trace;            /* note the lines that run in the VM: for one customer */
  bool interpret;        /* the VM for all */
  AskProgress *progress; /* NULL: nobody looks */
  void *progress_context;
  AskMemory *memory; /* NULL: every step is asked */
  Outcome *outcome;  /* NULL: the functions get no second argument */
  const void *outcome_context;
  const Text *outcome_names[3]; /* segmentations, selections, exclusions: for "did you mean" */
  size_t outcome_name_counts[3];
} Asking;

typedef struct Answers {
  size_t rows;
  size_t step_count;
  const uint8_t **verdicts; /* [step][row]: a Verdict; value steps: YES where there is a value,
                               NO where it is missing, UNKNOWN after an error, NOT_ASKED */
  Column **values;          /* [step]: for value steps; else NULL */
  const Trouble *troubles;  /* sorted by row, then step */
  size_t trouble_count;
  const TroubleDetail *details;
  size_t detail_count;
  const LineRan *ran; /* with `trace`: in the order in which each line first ran */
  size_t ran_count;
  void *shared; /* pages to give back */
} Answers;

/* NULL with the Error filled (ERROR_INTERRUPTED; ERROR_RULE: a rule that did not stop or wanted too
 * much memory: rule, line, customer). */
Answers *policy_ask(Arena *arena, const Asking *asking, Error *error);
void answers_drop(Answers *answers);
#endif

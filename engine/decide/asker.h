/* Asker: how the stages of a run get answers, and who gives their pages back.
 *
 * Each asker_ask is one policy_ask (policy/ask.h). The pages of its Answers live
 * until asker_drop, since attributes and verdicts stay where they were answered. */
#ifndef HELDER_DECIDE_ASKER_H
#define HELDER_DECIDE_ASKER_H
#include "decide/given.h"
#include "decide/places.h"
#include "policy/ask.h"

typedef Answers *AskFunction(Arena *arena, const Asking *asking, Error *error);
typedef void DropFunction(Answers *answers);

typedef struct Asker {
  AskFunction *ask; /* policy_ask; tests answer in its place */
  DropFunction *drop;
  Arena *arena;
  const Policy *policy;
  const Table *table;
  JailLimits limits;
  size_t threads;
  bool interpret;
  AskProgress *progress; /* NULL: nobody looks */
  void *progress_context;
  Givens givens;          /* attributes that need not be worked out for some */
  bool piece;             /* the table is a piece of a run: fair shares are counted, not judged */
  uint64_t before;        /* rows that stand before it */
  const Places *places;   /* of a run in pieces; NULL: nobody looks at others */
  Answers **answers;      /* all that were given */
  const Asking **askings; /* and to what */
  size_t count;
} Asker;

/* The steps asked of every customer. `outcomes` NULL, or what the asking has besides them
 * (its memory; outcome and what belongs to it). NULL with the Error filled. */
const Answers *asker_ask(Asker *asker, const Step *steps, size_t count, const Asking *outcomes,
                         Error *error);

/* The answers and the step (*step) with which everyone of this table was asked for the verdict
 * of this function, without a guard and without outcomes; NULL: there are none. */
const Answers *asker_find(const Asker *asker, const Function *function, const Table *table,
                          size_t *step);

/* Another that asks as this one does, without its answers. */
Asker asker_alike(const Asker *asker);

void asker_drop(Asker *asker);
#endif

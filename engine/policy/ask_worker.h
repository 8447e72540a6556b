/* A worker of an asking: asks its range of rows, step by step, 2,048 rows at a time. */
#ifndef HELDER_POLICY_ASK_WORKER_H
#define HELDER_POLICY_ASK_WORKER_H
#include "policy/ask_pages.h"
#include "policy/customer.h"
#include "policy/door.h"
#include "policy/plain.h"

/* What the parent gives to all its workers. */
typedef struct AskOrder {
  const Asking *asking;
  const AskPages *pages;
} AskOrder;

/* One worker at its work. */
typedef struct Asker {
  const Asking *asking;
  const AskPages *pages;
  AskRange *range;
  State *state;
  Customer *customer;
  size_t step, row, end; /* what is asked now, and the end of the chunk */
  Plain plain;
  Dictionary *details; /* troubles as bytes (ask_trouble.h) */
  Dictionary *ran;     /* lines, with `trace` */
  Dictionary **texts;  /* [step]: the texts of its values */
  size_t entered;      /* bytes in all these */
  size_t parcel_used;
  char said[160]; /* what is wrong with an answer, where that has a name in it */
} Asker;

/* Asks a range in a State that has loaded the policy. False with the seat's Error filled. */
bool ask_work_in(const AskOrder *order, size_t worker, State *state);

/* A JailWork; the context is an AskOrder. */
bool ask_work(void *context, size_t worker, JailSeat *seat);

/* Enters a text that goes to the parent; ends the worker when there are too many. */
uint32_t ask_enter(Asker *asker, Dictionary *dictionary, Text text);

/* Pushes the function that is asked and its arguments; answers how many these are. */
int ask_push_call(Asker *asker);
#endif

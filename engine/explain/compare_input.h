/* What a comparison is made of: two sides, and what decides about a world between them.
 * Nothing is owned here. */
#ifndef HELDER_EXPLAIN_COMPARE_INPUT_H
#define HELDER_EXPLAIN_COMPARE_INPUT_H
#include "log/ended.h"
#include "policy/mask.h"

enum { COMPARE_BEFORE, COMPARE_AFTER };

/* One of the two. */
typedef struct CompareSide {
  const Policy *policy; /* with its files */
  const Table *values;  /* a row a customer, with a key: fields, and attributes from a log */
  EndedList ended;      /* how they ended, by the same rows */
  const Column *const *contacts; /* [selection]: how often customers were contacted, missing
                                    where that is not told; NULL: events tell it */
  Mask mask;          /* values that are not told: where the other side tells them, those */
  const char *untold; /* why it may be that the values tell not all; NULL: they do */
} CompareSide;

/* What is to be decided about. */
typedef struct CompareWorld {
  Policy *policy;             /* bound to the table */
  Table *table;               /* fields; gets the attributes */
  const Column *const *given; /* attributes that are data here: not worked out */
  size_t given_count;
  const Column *const *contacts; /* [selection]: how often customers were contacted; NULL: it is
                                    to be counted */
} CompareWorld;

/* Without overrides. False with the Error filled. */
typedef bool CompareDecide(void *context, Arena *arena, const CompareWorld *world, EndedList *ended,
                           Error *error);

typedef struct CompareInput {
  CompareSide sides[2];
  bool by_log; /* values come from logs: what events say is in them, the events are not */
  CompareDecide *decide;
  void *context;
} CompareInput;
#endif

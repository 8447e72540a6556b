/* Compare: who ended otherwise in another run or by another policy, from where to where, and
 * what made the difference: changed data, a changed number, a changed rule, other customers.
 *
 * Everything is decided again in worlds between the two: as it was after, with one thing as
 * it was before (policy/differences.h; a field; the day; who the customers are). What alone
 * brings a customer's old outcome back made the difference; where nothing does, the only thing
 * that, done alone in the world before, gives the new outcome; else a set of which nothing can
 * be left out, together.
 *
 * A field counts as his own cause where it does when only customers who moved get their old
 * value back (in a selection, he alone: of the first 40 that are asked), else as that of other
 * customers. Customers are found by key. What decides is given by the caller (explain knows no
 * decide). Costs a deciding for each thing that differs, and more where several work together.
 * The Arena owns all. */
#ifndef HELDER_EXPLAIN_COMPARE_H
#define HELDER_EXPLAIN_COMPARE_H
#include "explain/compare_input.h"

typedef enum CompareKind {
  COMPARE_DATA,    /* his own */
  COMPARE_NUMBER,  /* a number or text of the policy */
  COMPARE_SETTING, /* a key of a rule: limit, lasts, … */
  COMPARE_RULE,
  COMPARE_DAY,
  COMPARE_OTHERS, /* other customers: their data, or that they came or left */
  COMPARE_HAND,   /* somebody decided it by hand, before or after */
  COMPARE_SEVERAL,
  COMPARE_UNTOLD /* the values do not give the outcomes again */
} CompareKind;

const char *compare_kind_name(CompareKind kind); /* "data", "number", … */

typedef struct CompareMover {
  uint32_t before, after; /* his rows */
  Text from, to;
  CompareKind kind;
  Text because; /* "visits_12m went from 3 to 2" */
  Text about;   /* the same without his values: "visits_12m changed" */
} CompareMover;

/* Who moved the same way for the same reason. */
typedef struct CompareGroup {
  Text from, to, because;
  CompareKind kind;
  const CompareMover *const *movers; /* by row after */
  size_t count;
} CompareGroup;

typedef struct ComparedRule {
  Text rule;             /* "exclusion membership paused" */
  const Ended *ended[2]; /* NULL: there is no such rule; of an exclusion all are not excluded */
  Moves moves;           /* none where one of them is NULL */
  CompareMover *movers;
  size_t mover_count;
  CompareGroup *groups; /* the largest first */
  size_t group_count;
} ComparedRule;

typedef struct Comparison {
  const CompareInput *input;
  size_t both;
  const uint32_t *only[2]; /* rows of customers who are in one of the two alone */
  size_t only_count[2];
  ComparedRule *rules; /* of the policy after, in its order, then those that are gone */
  size_t rule_count;
  size_t moved;      /* customers who moved in a rule or more */
  Text *differences; /* all that differs, in words */
  size_t difference_count;
} Comparison;

/* NULL with the Error filled. */
const Comparison *compare(Arena *arena, const CompareInput *input, Error *error);

/* The key of a customer, by his row on a side. */
Text compare_key(const Comparison *comparison, int side, uint32_t row);
#endif

/* Fair shares: of each group of customers, how many a selection chose.
 *
 * Chosen is who was selected or held out (the lot has no favourites), and whom staff put
 * on the list by hand; not who was taken off it by hand. A group's share is its chosen
 * over its customers; a missing value is a group of its own. Groups of fewer customers
 * than the guarantee's `least` are told but not judged. Where nobody was chosen at all,
 * nothing is unfair. Costs a pass over the customers. The Arena owns the answer. */
#ifndef HELDER_DECIDE_SHARES_H
#define HELDER_DECIDE_SHARES_H
#include "base/error.h"
#include "log/decisions.h"
#include "policy/policy.h"

enum { SHARES_MOST_GROUPS = 200 };

typedef struct ShareGroup {
  Text name;   /* "(missing)" where there is no value */
  Value value; /* of its first customer; a text is the name */
  size_t customers, chosen;
  double ratio;     /* of its share to the highest of those that are judged; 0 without one */
  bool judged;      /* it is large enough */
  bool falls_short; /* and gets less than the guarantee's part */
} ShareGroup;

typedef struct Shares {
  ShareGroup *groups; /* numbers by value, then texts by their bytes, the missing last */
  size_t count;
  size_t judged, falling_short;
  ColumnType type; /* of `by`, as far as it has values */
  bool typed;      /* it has some */
  bool too_many;   /* groups, more than SHARES_MOST_GROUPS: they are not all here */
} Shares;

/* Whether `by` makes groups of all customers that can be compared; attributes are columns.
 * False with the Error filled. */
bool shares_check(const Guarantee *guarantee, const Table *table, Error *error);

/* `concerned` says whom it is about, a Verdict a customer; NULL: everyone. False with the
 * Error filled: `by` makes no groups, or more than SHARES_MOST_GROUPS. */
bool shares_make(Arena *arena, const Guarantee *guarantee, const Decisions *decisions,
                 const uint8_t *concerned, Shares *shares, Error *error);

/* The same in steps, for pieces of a run: count each, add them up in the order of the rows, and
 * judge the sum. `sum` begins as zeros; the arena owns its groups. */
bool shares_count(Arena *arena, const Guarantee *guarantee, const Decisions *decisions,
                  const uint8_t *concerned, Shares *shares, Error *error);
void shares_add(Arena *arena, Shares *sum, const Shares *more);
bool shares_judge(const Guarantee *guarantee, Shares *shares, Error *error);
#endif

/* Groups: customers with the same value of a column (a household, a day).
 *
 * Numbers are the same group when they are equal (3 and 3.0), texts when their bytes
 * are. A missing value, or NaN, is in no group. Costs a hash look-up a customer (none
 * for texts). The caller frees with groups_drop. */
#ifndef HELDER_DECIDE_GROUPS_H
#define HELDER_DECIDE_GROUPS_H
#include "table/table.h"

#define NO_GROUP UINT32_MAX

typedef struct Groups {
  uint32_t *of; /* a group for each of the rows asked, in their order; or NO_GROUP */
  size_t count;
} Groups;

Groups groups_make(const Column *column, const uint32_t *rows, size_t count);
Groups groups_one(size_t count); /* all of them in one */
void groups_drop(Groups *groups);
#endif

/* Orders of customers: by key, and by a score.
 *
 * By key: integer keys by value, all others by the bytes of their text. By score:
 * stable, so that customers of equal score stay in the order they came in (by key);
 * a score that is missing, not a number (NaN) or not numeric at all comes last.
 * Costs: by key one pass where the rows stand in that order already, else a sort; by
 * score a pass for each byte in which scores differ. */
#ifndef HELDER_DECIDE_ORDER_H
#define HELDER_DECIDE_ORDER_H
#include "table/table.h"

typedef enum OrderDirection { ORDER_ASCENDING, ORDER_DESCENDING } OrderDirection;

/* All rows of the table; the arena owns them. */
const uint32_t *order_by_key(Arena *arena, const Table *table, size_t threads);

/* Reorders `rows`; answers how many have a score (they stand first). A column that
 * mixes integers and decimals is compared as decimals. */
size_t order_by_score(uint32_t *rows, size_t count, const Column *score, OrderDirection direction);

/* A cell as a number, for quotas and bins; false when it is none (missing, NaN, text).
 * Dates count as days, booleans as 0 and 1. */
bool order_number(const Column *column, size_t row, double *number);
bool order_value(Value value, double *number); /* the same of one that was taken out */
#endif

/* Events: a side table joined to the customers' table.
 *
 * Joining costs a look-up an event (about 5 ns where keys are numbers, or distinct texts
 * are few); it is done once. Keys compare as table_row compares them. An event that counts
 * for nobody (of an unknown customer, without a customer or a date, after as_of) keeps its
 * row, but has no customer; how many there are of each is told. After events_make only
 * events_by_customer changes anything. The Events own the side table; events_drop frees both. */
#ifndef HELDER_TABLE_EVENTS_H
#define HELDER_TABLE_EVENTS_H
#include "table/table.h"

#define NO_CUSTOMER UINT32_MAX

enum { EVENTS_NAMED = 3 };

typedef struct Events {
  Table *table;
  const Column *of, *on;           /* on: NULL where events have no date */
  size_t customers;                /* rows of the customers' table */
  uint32_t *customer;              /* [event]: its customer's row, or NO_CUSTOMER */
  size_t counted;                  /* events of somebody; with the next four: all rows */
  size_t nameless;                 /* without a customer's key */
  size_t unknown;                  /* of a key that no customer has */
  size_t undated, later;           /* without a date; after as_of */
  Text unknown_keys[EVENTS_NAMED]; /* the first, each once */
  size_t unknown_key_count;
  uint32_t *first, *rows; /* events_by_customer's; NULL until asked for */
} Events;

/* Takes over the side table. `of` names its column of keys, `on` its column of dates
 * (empty: none); they must be there, and `on` hold dates or nothing at all. */
Events *events_make(Table *side, Text of, Text on, const Table *customers, int32_t as_of,
                    size_t threads);
void events_drop(Events *events); /* NULL is fine */

/* Lists the events of each customer, in file order: those of `row` are
 * rows[first[row]] … rows[first[row + 1] - 1]. Not for two threads at once the first time. */
void events_by_customer(Events *events);
#endif

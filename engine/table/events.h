/* Events: a side table joined to the customers' table, its rows put in their order.
 *
 * Joining costs a look-up an event and a copy of each column, done once. Keys compare as
 * table_row compares them. Each customer's events stand side by side, in file order. An
 * event that counts for nobody (of an unknown customer, without a customer or a date, after
 * as_of) is left out; how many there are of each is told. After events_make nothing
 * changes any more. The Events own the side table; events_drop frees both. */
#ifndef HELDER_TABLE_EVENTS_H
#define HELDER_TABLE_EVENTS_H
#include "table/table.h"

enum { EVENTS_NAMED = 3 };

typedef struct Events {
  Table *table;          /* its rows are the events that count */
  const Column *of, *on; /* on: NULL where events have no date */
  size_t customers;      /* rows of the customers' table */
  uint32_t *customer;    /* [event]: its customer's row, ascending */
  uint32_t *first;       /* [customer]: his events are first[row] … first[row + 1] - 1 */
  size_t file_rows;      /* rows of the file: the sum of the next five */
  const size_t *missing; /* [column]: missing cells in the file */
  size_t counted;        /* events of somebody */
  size_t nameless;       /* without a customer's key */
  size_t unknown;        /* of a key that no customer has */
  size_t undated, later; /* without a date; after as_of */
  Text unknown_keys[EVENTS_NAMED]; /* the first, each once */
  size_t unknown_key_count;
} Events;

/* Takes over the side table. `of` names its column of keys, `on` its column of dates
 * (empty: none); they must be there, and `on` hold dates or nothing at all. */
Events *events_make(Table *side, Text of, Text on, const Table *customers, int32_t as_of,
                    size_t threads);
void events_drop(Events *events); /* NULL is fine */
#endif

/* A Keymap: from the keys in a column of another table to rows of the customers' table.
 *
 * Making it costs a pass over the customers' keys, or over the distinct texts of the
 * column; a look-up one or two reads where both columns hold numbers or the column holds
 * texts, else the text of the number. Keys are equal when their texts are (table_row). */
#ifndef HELDER_TABLE_KEYMAP_H
#define HELDER_TABLE_KEYMAP_H
#include "table/table.h"

typedef struct Keymap Keymap;

/* Both must outlive it. */
Keymap *keymap_make(const Table *customers, const Column *keys, size_t threads);
void keymap_drop(Keymap *map);

/* The rows of the customers that cells `first` … name; UINT32_MAX where there is none.
 * For several threads at once. A missing cell's answer means nothing. */
void keymap_rows(const Keymap *map, size_t first, size_t count, uint32_t *rows);
#endif

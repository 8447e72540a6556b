/* A Builder: one column while it is being filled, a batch at a time.
 *
 * The first cells tell its format (load/format.h); every later cell is checked
 * against it while it is stored. `fits` holds all formats that every cell so far
 * fits. When the format proves wrong, what is stored is converted if nothing was
 * lost by storing it (integers), else the column is `again`: it only goes on
 * checking, and is filled in a second reading, with its format known. Filling costs
 * about 5 to 15 ns a cell. The Builder owns its blocks until builder_column. */
#ifndef HELDER_TABLE_BUILDER_H
#define HELDER_TABLE_BUILDER_H
#include "load/format.h"
#include "load/records.h"
#include "table/table.h"

/* How to read what can be read in two ways. */
typedef struct Hints {
  char decimal;        /* '.' or ',' */
  uint32_t date_order; /* FORMAT_DMY or FORMAT_MDY */
} Hints;

typedef struct Builder {
  Text name;
  uint32_t allowed;  /* formats that the policy leaves open */
  uint32_t fits;     /* formats that every cell so far fits */
  uint32_t format;   /* the one it is stored in; 0: no cell was seen yet */
  bool is_key;       /* integers as in the file, or text with the code = the row */
  bool forced;       /* the policy gave its type: other cells are refused */
  bool again;        /* nothing is stored, read the file a second time */
  bool fixed;        /* second reading: the format cannot change any more */
  bool broken;       /* in the second reading a cell did not fit */
  bool spaced;       /* a cell had white space around it, or was only that */
  uint8_t bits;      /* of parts joined, which hold the cells: what builder_bits said */
  char example[32];  /* a cell that is no plain integer, for messages */
  const Text *words; /* cells that mean "missing" */
  size_t word_count;
  uint64_t word_lengths; /* bit min(length, 63) is set for each word */
  uint8_t width;
  void *cells;
  size_t rows, capacity;
  uint64_t *missing;
  size_t missing_words, missing_count;
  Dictionary *dictionary;
} Builder;

/* One format of these: the strictest, and by the hints where two are as strict. */
uint32_t builder_choose(uint32_t formats, const Hints *hints);

/* The first row from `from` on whose cell the forced type does not allow; the
 * batch's rows when there is none. To be called for a forced column before filling. */
size_t builder_check(Builder *builder, const Batch *batch, size_t column, size_t from);

void builder_fill(Builder *builder, const Batch *batch, size_t column, const Hints *hints);

/* Of a column of 0 and 1: 1 when 0 stands in it, 2 when 1 does, 3 when both do. Costs a look
 * at its cells until both were met. */
uint8_t builder_bits(const Builder *builder);

/* Changes what is stored to this format, by conversion or by `again`. */
void builder_settle(Builder *builder, uint32_t format);

/* Empties an `again` builder for the second reading. */
void builder_restart(Builder *builder);

/* Empties a builder for a piece of the second reading, in this format (0: no cell has told
 * any); what the column of the piece before took is not its own any more. */
void builder_piece(Builder *builder, uint32_t format);

/* Of the column that it will be. */
ColumnType builder_type(const Builder *builder);

/* The finished column; its blocks are the caller's (cells, missing by memory_free,
 * dictionary by dictionary_drop). `keys` is the dictionary of a key column. */
Column builder_column(Builder *builder, Dictionary *keys);
void builder_drop(Builder *builder);
#endif

/* Records: a CSV file record by record, in batches, split by libcsv in strict mode.
 * A line in which no quote opens a cell can only be split at its delimiters: that is
 * done here, and a quote inside such a cell is itself (they are counted).
 *
 * records_next fills a Batch with up to BATCH_ROWS whole records that have as many
 * cells as the header; it knows each record's line and raw bytes. What is malformed
 * (an open or stray quote, a ragged row, a NUL, bytes of no encoding) ends the
 * reading with an Error, or, with `skip`, is set aside: then reading goes on at the
 * next line. Memory: the window of the source and one batch. The Records own the
 * batch and all they answer; the rejected rows live in the caller's arena. */
#ifndef HELDER_LOAD_RECORDS_H
#define HELDER_LOAD_RECORDS_H
#include "base/arena.h"
#include "load/source.h"

enum { BATCH_ROWS = 1024 };

typedef struct Rejected {
  long line;
  Text why, bytes;
} Rejected;

/* A cell: bytes[start .. start + length) of its batch. */
typedef struct Cell {
  uint32_t start, length;
} Cell;

/* Cell c of row r is cells[r * columns + c]. */
typedef struct Batch {
  char *bytes;
  Cell *cells;
  size_t rows, columns;
  long lines[BATCH_ROWS];                         /* where each record begins */
  uint64_t starts[BATCH_ROWS], stops[BATCH_ROWS]; /* its raw bytes in the decoded text */
} Batch;

typedef struct Records Records;

/* Reads the header too: its cells, trimmed, are the names. With `skip`, bad rows
 * are noted in `arena`. NULL when the file cannot be read or has no good header. */
Records *records_open(const char *path, bool skip, Arena *arena, Error *error);
Records *records_of_memory(const char *name, Text bytes, bool skip, Arena *arena, Error *error);
void records_close(Records *records); /* NULL is fine */

/* Where the records after the header begin, in raw bytes; UINT64_MAX when this file cannot be
 * read in parts: a pipe, or not UTF-8 as far as was seen. */
uint64_t records_begin(const Records *records);

/* The records of a part of the file of `whole`, raw bytes from..until, which must begin and
 * end where a record does. Lines count from 1 in the part; nothing is set aside: a part with
 * a bad row fails. `whole` must outlive it, and not be read on; parts may be read at once. */
Records *records_part(const Records *whole, uint64_t from, uint64_t until, Arena *arena);

/* Adds to `whole` what was counted in a part; parts in their order, each read to its end. */
void records_absorb(Records *whole, const Records *part);

/* The next batch; false at the end, and on failure (then error->kind is set). */
bool records_next(Records *records, Error *error);
Batch *records_batch(Records *records);

const Text *records_names(const Records *records, size_t *count);
const Source *records_source(const Records *records);
char records_delimiter(const Records *records);
const char *records_newline(const Records *records); /* "LF", "CRLF", "CR", "mixed" */
size_t records_blank_lines(const Records *records, long *first_line);
size_t records_literal_quotes(const Records *records, long *first_line); /* lines with them */
const Rejected *records_rejected(const Records *records, size_t *count);
void records_sha256(Records *records, char hex[SHA256_HEX + 1]); /* after the end */

/* Refuses a row of the batch at its cell (SIZE_MAX: the whole row) for this reason:
 * false with the Error filled, or, with `skip`, true with the row set aside and
 * taken out of the batch. `why` is a sentence without a full stop. */
bool records_refuse(Records *records, size_t row, size_t cell, const char *why, Error *error);

/* Takes a row out of a batch. */
void batch_remove(Batch *batch, size_t row);

static inline Text batch_cell(const Batch *batch, size_t row, size_t column) {
  Cell cell = batch->cells[row * batch->columns + column];
  return (Text){batch->bytes + cell.start, cell.length};
}
#endif

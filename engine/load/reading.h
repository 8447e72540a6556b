/* The inside of Records, shared by the files of this room that make it up:
 * records.c opens and answers, split.c feeds libcsv line by line, fault.c refuses.
 * No other room includes this. */
#ifndef HELDER_LOAD_READING_H
#define HELDER_LOAD_READING_H
#include <csv.h>

#include "load/dialect.h"
#include "load/lines.h"
#include "load/records.h"

struct Records {
  Source source;
  Lines lines;
  Dialect dialect;
  struct csv_parser parser;
  bool skip, finished;
  bool row_ended;         /* libcsv met the end of a record in the last line */
  size_t at;              /* next byte of the window for libcsv */
  size_t record_start;    /* in the window */
  long line, record_line; /* of `at`, of the record */
  uint64_t batch_start;   /* first byte the batch still needs, in the decoded text */
  Batch batch;
  size_t used, bytes_capacity, cells, cells_capacity;
  size_t row_used, row_cells; /* used and cells when the record began */
  Text *names;
  Arena *arena;
  Rejected *rejected;
  size_t rejected_count, rejected_capacity;
  size_t blank_lines;
  long first_blank;
  size_t literal_lines; /* with quotes inside cells that do not begin with one */
  long first_literal;
};

/* split.c: a parser at the beginning of a record; the record that begins at `at`;
 * one step of reading (a line, a blank line, the end, or more bytes). */
void split_parser_start(Records *records);
void split_record_begins(Records *records);
bool split_step(Records *records, Error *error);

/* True when no quote of the line, the first of its record, opens a cell: each has something
 * before it in its cell that is no white space (37°36'37.8"N), so that it can only be itself. */
bool split_quotes_literal(Text line, char delimiter);

/* fault.c: each refuses the record (false), or sets it aside and makes the reading go
 * on after it (true). `end` is the end of what was read of it. */
bool fault_bytes(Records *records, size_t end, Error *error);
bool fault_stray_quote(Records *records, size_t at, size_t end, Error *error);
bool fault_open_quote(Records *records, size_t end, Error *error);
bool fault_ragged(Records *records, size_t found, Error *error);
bool fault_too_long(Records *records, size_t end, Error *error);
bool fault_header(Records *records, size_t cell, const char *why, Error *error);
#endif

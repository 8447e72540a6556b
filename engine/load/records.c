#include "load/records.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "load/reading.h"

enum { BATCH_BYTES = 256 * 1024, BATCH_CELLS = 64 * 1024 }; /* a batch ends early at these */

/* --- the header --------------------------------------------------------------- */

typedef struct Name {
  Text text;
  size_t cell;
} Name;

static int by_name(const void *a, const void *b) {
  const Name *left = a, *right = b;
  int order = text_compare(left->text, right->text);
  return order ? order : (left->cell > right->cell) - (left->cell < right->cell);
}

/* The second cell of two with the same name; SIZE_MAX when all differ. */
static size_t name_twice(const Text *names, size_t count) {
  Name *sorted = memory_array(count, sizeof *sorted);
  size_t twice = SIZE_MAX;
  for (size_t i = 0; i < count; i++)
    sorted[i] = (Name){names[i], i};
  qsort(sorted, count, sizeof *sorted, by_name);
  for (size_t i = 1; i < count; i++)
    if (text_equal(sorted[i].text, sorted[i - 1].text) && sorted[i].cell < twice)
      twice = sorted[i].cell;
  memory_free(sorted);
  return twice;
}

static bool header_take(Records *records, Error *error) {
  size_t count = records->batch.columns;
  Text *names = arena_array(records->arena, count, sizeof *names);
  for (size_t i = 0; i < count; i++) {
    names[i] = text_copy(records->arena, text_trim(batch_cell(&records->batch, 0, i)));
    char why[64];
    snprintf(why, sizeof why, "column %zu of the header has no name", i + 1);
    if (!names[i].length)
      return fault_header(records, i, why, error);
  }
  size_t twice = name_twice(names, count);
  if (twice != SIZE_MAX) {
    char why[200];
    snprintf(why, sizeof why, "the header has the name \"%.100s\" twice", names[twice].bytes);
    return fault_header(records, twice, why, error);
  }
  records->names = names;
  return true;
}

static bool header_read(Records *records, Error *error) {
  while (!records->finished && records->batch.rows == 0)
    if (!split_step(records, error))
      return false;
  if (records->batch.rows)
    return header_take(records, error);
  error_set(error, ERROR_INPUT, "this file is empty: its first line must name the columns");
  return error_at(error, text_of(records->source.path), 0, 0);
}

/* --- opening ------------------------------------------------------------------ */

static Records *start(Records *records, bool skip, Arena *arena, Error *error) {
  Source *source = &records->source;
  Text sample = {source->window, source->length};
  records->arena = arena;
  records->skip = skip;
  records->dialect = dialect_find(sample, source->raw_bytes == source->raw_size);
  records->at = records->dialect.preamble;
  records->line = records->dialect.preamble ? 2 : 1;
  lines_rewind(&records->lines);
  split_parser_start(records);
  split_record_begins(records);
  if (header_read(records, error))
    return records;
  records_close(records);
  return NULL;
}

Records *records_open(const char *path, bool skip, Arena *arena, Error *error) {
  Records *records = memory_new(sizeof *records);
  if (source_open(&records->source, path, error))
    return start(records, skip, arena, error);
  memory_free(records);
  return NULL;
}

Records *records_of_memory(const char *name, Text bytes, bool skip, Arena *arena, Error *error) {
  Records *records = memory_new(sizeof *records);
  if (source_of_memory(&records->source, name, bytes, error))
    return start(records, skip, arena, error);
  memory_free(records);
  return NULL;
}

void records_close(Records *records) {
  if (!records)
    return;
  csv_free(&records->parser);
  source_close(&records->source);
  memory_free(records->batch.bytes);
  memory_free(records->batch.cells);
  memory_free(records->rejected);
  memory_free(records);
}

/* --- reading ------------------------------------------------------------------ */

bool records_next(Records *records, Error *error) {
  Batch *batch = &records->batch;
  batch->rows = records->cells = records->used = 0;
  records->row_cells = records->row_used = 0;
  records->batch_start = records->source.base + records->record_start;
  *error = (Error){.kind = ERROR_NONE};
  while (!records->finished && batch->rows < BATCH_ROWS && records->used < BATCH_BYTES &&
         records->cells < BATCH_CELLS)
    if (!split_step(records, error))
      return false;
  return batch->rows > 0;
}

void batch_remove(Batch *batch, size_t row) {
  size_t after = batch->rows - row - 1;
  memmove(batch->cells + row * batch->columns, batch->cells + (row + 1) * batch->columns,
          after * batch->columns * sizeof *batch->cells);
  memmove(batch->lines + row, batch->lines + row + 1, after * sizeof *batch->lines);
  memmove(batch->starts + row, batch->starts + row + 1, after * sizeof *batch->starts);
  memmove(batch->stops + row, batch->stops + row + 1, after * sizeof *batch->stops);
  batch->rows--;
}

/* --- parts ---------------------------------------------------------------------- */

uint64_t records_begin(const Records *records) {
  const Source *source = &records->source;
  bool utf8 = source->encoding == SOURCE_UTF8 || source->encoding == SOURCE_UTF8_MARK;
  if (!utf8 || !source->is_regular)
    return UINT64_MAX;
  uint64_t mark = source->encoding == SOURCE_UTF8_MARK ? 3 : 0;
  return mark + source->base + records->record_start;
}

Records *records_part(const Records *whole, uint64_t from, uint64_t until, Arena *arena) {
  Records *part = memory_new(sizeof *part);
  source_part(&part->source, &whole->source, from, until);
  part->arena = arena;
  part->dialect = whole->dialect;
  part->names = whole->names;
  part->batch.columns = whole->batch.columns;
  part->line = 1;
  lines_rewind(&part->lines);
  split_parser_start(part);
  split_record_begins(part);
  return part;
}

void records_absorb(Records *whole, const Records *part) {
  long before = whole->line - 1;
  if (!whole->blank_lines && part->blank_lines)
    whole->first_blank = before + part->first_blank;
  if (!whole->literal_lines && part->literal_lines)
    whole->first_literal = before + part->first_literal;
  whole->blank_lines += part->blank_lines;
  whole->literal_lines += part->literal_lines;
  whole->line = before + part->line;
  lines_absorb(&whole->lines, &part->lines);
}

/* --- answers ------------------------------------------------------------------ */

Batch *records_batch(Records *records) {
  return &records->batch;
}

const Text *records_names(const Records *records, size_t *count) {
  *count = records->batch.columns;
  return records->names;
}

const Source *records_source(const Records *records) {
  return &records->source;
}

char records_delimiter(const Records *records) {
  return records->dialect.delimiter;
}

const char *records_newline(const Records *records) {
  return lines_style(&records->lines);
}

size_t records_blank_lines(const Records *records, long *first_line) {
  *first_line = records->first_blank;
  return records->blank_lines;
}

size_t records_literal_quotes(const Records *records, long *first_line) {
  *first_line = records->first_literal;
  return records->literal_lines;
}

const Rejected *records_rejected(const Records *records, size_t *count) {
  *count = records->rejected_count;
  return records->rejected;
}

void records_sha256(Records *records, char hex[SHA256_HEX + 1]) {
  source_sha256(&records->source, hex);
}

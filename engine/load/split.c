#include <endian.h>

#include "base/memory.h"
#include "load/reading.h"

enum { LONGEST_RECORD = 1 << 30, PARSER_BLOCK = 64 * 1024, SMALL_CELL = 16 };

/* --- libcsv ------------------------------------------------------------------- */

static void cells_grow(Records *records, size_t length) {
  records->batch.cells =
      memory_room(records->batch.cells, records->cells, &records->cells_capacity, sizeof(Cell));
  if (records->bytes_capacity - records->used < length + SMALL_CELL) {
    records->bytes_capacity = (records->used + length + SMALL_CELL) * 2;
    records->batch.bytes = memory_grow(records->batch.bytes, records->bytes_capacity);
  }
}

/* Small cells are copied by one move of fixed size: libcsv's buffer is longer. */
static void cell_met(void *bytes, size_t length, void *context) {
  Records *records = context;
  if (records->cells == records->cells_capacity ||
      records->bytes_capacity - records->used < length + SMALL_CELL)
    cells_grow(records, length);
  char *to = records->batch.bytes + records->used;
  if (length <= SMALL_CELL)
    memcpy(to, bytes, SMALL_CELL);
  else
    memcpy(to, bytes, length);
  records->batch.cells[records->cells++] = (Cell){(uint32_t)records->used, (uint32_t)length};
  records->used += length;
}

static void row_met(int ended_by, void *context) {
  (void)ended_by;
  ((Records *)context)->row_ended = true;
}

static int never_space(unsigned char byte) {
  (void)byte;
  return 0;
}

void split_parser_start(Records *records) {
  if (csv_init(&records->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    memory_exhausted(0);
  csv_set_realloc_func(&records->parser, memory_try_grow);
  csv_set_free_func(&records->parser, memory_free);
  csv_set_blk_size(&records->parser, PARSER_BLOCK);
  csv_set_space_func(&records->parser, never_space); /* cells are not trimmed */
  csv_set_delim(&records->parser, (unsigned char)records->dialect.delimiter);
}

void split_record_begins(Records *records) {
  records->record_start = records->at;
  records->record_line = records->line;
  records->row_used = records->used;
  records->row_cells = records->cells;
  records->row_ended = false;
}

/* --- line by line ------------------------------------------------------------- */

static bool more(Records *records, Error *error) {
  Source *source = &records->source;
  size_t keep = records->record_start;
  if (records->batch_start - source->base < keep)
    keep = (size_t)(records->batch_start - source->base);
  lines_shift(&records->lines, keep);
  records->at -= keep;
  records->record_start -= keep;
  return source_more(source, keep, error);
}

static bool row_done(Records *records, Error *error) {
  Batch *batch = &records->batch;
  size_t found = records->cells - records->row_cells;
  if (records->names && found != batch->columns)
    return fault_ragged(records, found, error);
  if (!records->names)
    batch->columns = found;
  batch->lines[batch->rows] = records->record_line;
  batch->starts[batch->rows] = records->source.base + records->record_start;
  batch->stops[batch->rows] = records->source.base + records->at;
  batch->rows++;
  return true;
}

/* Notes the cell that ends at `end`; answers where the next one begins. */
static inline size_t plain_cell(Records *records, size_t start, size_t end) {
  if (records->cells == records->cells_capacity)
    cells_grow(records, 0);
  records->batch.cells[records->cells++] = (Cell){(uint32_t)start, (uint32_t)(end - start)};
  return end + 1;
}

/* A whole record without a quote: copied at once, split at its delimiters, of which
 * eight bytes at a time are found (a zero byte in the word xor the delimiters). */
static bool line_plain(Records *records, size_t end, LineEnd kind, Error *error) {
  static const size_t ends[] = {[LINE_LF] = 1, [LINE_CRLF] = 2, [LINE_CR] = 1, [LINE_NONE] = 0};
  const uint64_t ones = 0x0101010101010101u, low = 0x7F7F7F7F7F7F7F7Fu;
  const uint64_t delimiters = ones * (unsigned char)records->dialect.delimiter;
  size_t length = end - ends[kind] - records->at;
  cells_grow(records, length);
  char *line = records->batch.bytes + records->used;
  memcpy(line, records->source.window + records->at, length);
  memset(line + length, 0, sizeof(uint64_t));
  size_t start = records->used;
  for (size_t i = 0; i < length; i += sizeof(uint64_t)) {
    uint64_t word;
    memcpy(&word, line + i, sizeof word);
    word = le64toh(word) ^ delimiters;
    for (uint64_t hits = ~(((word & low) + low) | word | low); hits; hits &= hits - 1)
      start = plain_cell(records, start, records->used + i + (size_t)__builtin_ctzll(hits) / 8);
  }
  plain_cell(records, start, records->used + length);
  records->used += length;
  records->at = end;
  records->line++;
  lines_count(&records->lines, kind);
  bool good = row_done(records, error);
  split_record_begins(records);
  return good;
}

/* Gives one line to libcsv; the window holds it up to `end`. */
static bool line_parse(Records *records, size_t end, LineEnd kind, Error *error) {
  Source *source = &records->source;
  size_t length = end - records->at;
  size_t taken =
      csv_parse(&records->parser, source->window + records->at, length, cell_met, row_met, records);
  if (taken < length) {
    if (csv_error(&records->parser) != CSV_EPARSE)
      memory_exhausted(length);
    return fault_stray_quote(records, records->at + taken, end, error);
  }
  records->at = end;
  records->line++;
  if (!records->row_ended)
    return true;
  lines_count(&records->lines, kind);
  bool good = row_done(records, error);
  split_record_begins(records);
  return good;
}

/* The end of the file: what is left is a last record without a line end, or nothing. A
 * part that ends inside a record was not cut at a record's end. */
static bool finish(Records *records, Error *error) {
  records->finished = true;
  if (records->at == records->record_start)
    return true;
  if (records->source.is_part && records->source.until < records->source.raw_size)
    return error_set(error, ERROR_INTERNAL, "a part of this file ends inside a record");
  if (csv_fini(&records->parser, cell_met, row_met, records) != 0)
    return fault_open_quote(records, records->source.length, error);
  bool good = row_done(records, error);
  split_record_begins(records);
  return good;
}

static bool blank_line(Records *records, size_t end) {
  size_t at = records->at;
  if (at != records->record_start || end - at > 2 ||
      (records->source.window[at] != '\n' && records->source.window[at] != '\r'))
    return false;
  if (!records->blank_lines++)
    records->first_blank = records->line;
  records->at = end;
  records->line++;
  split_record_begins(records);
  return true;
}

bool split_quotes_literal(Text line, char delimiter) {
  for (const char *quote = line.bytes, *end = line.bytes + line.length;; quote++) {
    quote = memchr(quote, '"', (size_t)(end - quote));
    if (!quote)
      return true;
    const char *before = quote;
    while (before > line.bytes && (before[-1] == ' ' || (before[-1] == '\t' && delimiter != '\t')))
      before--;
    if (before == line.bytes || before[-1] == delimiter)
      return false;
  }
}

/* A record by itself that needs no libcsv. */
static bool is_plain(Records *records, Text window, size_t end) {
  if (records->at != records->record_start)
    return false;
  if (!lines_quoted(&records->lines, window, records->at, end))
    return true;
  Text line = {window.bytes + records->at, end - records->at};
  if (!split_quotes_literal(line, records->dialect.delimiter))
    return false;
  if (!records->literal_lines++)
    records->first_literal = records->line;
  return true;
}

/* One step: a line, a blank line, the end, or more bytes. */
bool split_step(Records *records, Error *error) {
  Source *source = &records->source;
  Text window = {source->window, source->length};
  size_t end;
  LineEnd kind = lines_next(&records->lines, window, records->at, source->ended, &end);
  if (kind == LINE_CUT)
    return more(records, error);
  if (records->at == source->length)
    return finish(records, error);
  if (source->bad_at < end)
    return fault_bytes(records, end, error);
  if (end - records->record_start > LONGEST_RECORD)
    return fault_too_long(records, end, error);
  if (blank_line(records, end))
    return true;
  if (is_plain(records, window, end))
    return line_plain(records, end, kind, error);
  return line_parse(records, end, kind, error);
}

#include <stdio.h>

#include "base/memory.h"
#include "load/place.h"
#include "load/reading.h"

static void set_aside(Records *records, long line, Text why, Text bytes) {
  records->rejected = memory_room(records->rejected, records->rejected_count,
                                  &records->rejected_capacity, sizeof *records->rejected);
  while (bytes.length &&
         (bytes.bytes[bytes.length - 1] == '\n' || bytes.bytes[bytes.length - 1] == '\r'))
    bytes.length--;
  Buffer clean = {0};
  while (bytes.length) {
    size_t good = text_utf8_prefix(bytes);
    buffer_append(&clean, bytes.bytes, good);
    if (good < bytes.length)
      buffer_string(&clean, "\xEF\xBF\xBD"), good++;
    bytes.bytes += good, bytes.length -= good;
  }
  records->rejected[records->rejected_count++] = (Rejected){
      line, text_copy(records->arena, why), text_copy(records->arena, buffer_view(&clean))};
  buffer_free(&clean);
}

/* After the first line of the record, with a fresh parser. */
static void resume_after_line(Records *records, size_t end) {
  Text record = {records->source.window + records->record_start, end - records->record_start};
  records->at = records->record_start + place_after_line(record);
  records->line = records->record_line + 1;
  records->used = records->row_used;
  records->cells = records->row_cells;
  records->finished = false;
  csv_free(&records->parser);
  split_parser_start(records);
  lines_rewind(&records->lines);
  if (records->source.bad_at != SIZE_MAX && records->at > records->source.bad_at)
    source_check_from(&records->source, records->at);
  split_record_begins(records);
}

/* One thing wrong with the record that begins at record_start. */
typedef struct Fault {
  size_t at;  /* in the window */
  size_t end; /* of what was read of the record */
  Text text;  /* the offending text */
  const char *why, *hint;
} Fault;

static bool refuse(Records *records, Fault fault, Error *error) {
  Text record = {records->source.window + records->record_start, fault.end - records->record_start};
  long line = records->record_line, column;
  place_in_record(record, fault.at - records->record_start, &line, &column);
  Arena *arena = arena_make();
  Text quoted = error_quote(arena, fault.text, 60);
  error_set(error, ERROR_INPUT, "%s: %.*s", fault.why, TEXT_ARGS(quoted));
  arena_drop(arena);
  error_at(error, text_of(records->source.path), line, column);
  return error_hint(error, "%s", fault.hint);
}

/* Set aside or refused; true when the reading can go on. */
static bool bad_record(Records *records, Fault fault, Error *error) {
  if (!records->skip || !records->names)
    return refuse(records, fault, error);
  Text record = {records->source.window + records->record_start, fault.end - records->record_start};
  long line = records->record_line, column;
  place_in_record(record, fault.at - records->record_start, &line, &column);
  Text first = place_line(record, 0);
  Text why = text_format(records->arena, "line %ld, column %ld: %s", line, column, fault.why);
  set_aside(records, records->record_line, why, first);
  resume_after_line(records, fault.end);
  return true;
}

bool fault_bytes(Records *records, size_t end, Error *error) {
  static const char *const hint = "Save the file again as UTF-8, or use --skip-bad-rows.";
  Source *source = &records->source;
  Text text = {source->window + source->bad_at, end - source->bad_at};
  Fault fault = {source->bad_at, end, text, "this is not valid UTF-8", hint};
  if (source->mixed)
    fault.why = "the file is partly UTF-8 and partly Windows-1252; here they meet";
  else if (source->converter)
    fault.why = "a character that this encoding does not have (or a NUL)";
  else if (*text.bytes == '\0')
    fault.why = "a NUL byte, which no CSV file has";
  if (source->converter || *text.bytes == '\0')
    fault.text =
        place_line((Text){source->window + records->record_start, end - records->record_start},
                   source->bad_at - records->record_start);
  else if (fault.text.length > 4)
    fault.text.length = 4;
  return bad_record(records, fault, error);
}

bool fault_stray_quote(Records *records, size_t at, size_t end, Error *error) {
  Text record = {records->source.window + records->record_start, end - records->record_start};
  Fault fault = {at, end, place_line(record, at - records->record_start),
                 "a quote stands inside a cell that does not begin with one",
                 "Put the whole cell in quotes and double the quotes inside it."};
  if (records->parser.quoted)
    fault.why = "text follows the closing quote of a cell";
  return bad_record(records, fault, error);
}

bool fault_open_quote(Records *records, size_t end, Error *error) {
  Text record = {records->source.window + records->record_start, end - records->record_start};
  size_t open = place_of_open_quote(record, records->dialect.delimiter);
  open = open == SIZE_MAX ? 0 : open;
  Fault fault = {records->record_start + open, end,
                 place_line((Text){record.bytes + open, record.length - open}, 0),
                 "a quote is opened here and never closed",
                 "Close it, or double it if it belongs to the text."};
  return bad_record(records, fault, error);
}

bool fault_ragged(Records *records, size_t found, Error *error) {
  Text record = {records->source.window + records->record_start,
                 records->at - records->record_start};
  size_t wanted = records->batch.columns;
  char why[160];
  snprintf(why, sizeof why, "this row has %zu cell%s, the header has %zu", found,
           found == 1 ? "" : "s", wanted);
  size_t at = place_of_cell(record, records->dialect.delimiter, wanted);
  Text line = place_line(record, 0);
  if (found < wanted)
    at = line.length;
  Fault fault = {records->record_start + at, records->at, line, why,
                 "A cell that holds the delimiter must stand in quotes."};
  if (!records->skip)
    return refuse(records, fault, error);
  set_aside(records, records->record_line, text_of(why), record);
  records->used = records->row_used;
  records->cells = records->row_cells;
  return true;
}

bool records_refuse(Records *records, size_t row, size_t cell, const char *why, Error *error) {
  Batch *batch = &records->batch;
  Text record = {records->source.window + (batch->starts[row] - records->source.base),
                 (size_t)(batch->stops[row] - batch->starts[row])};
  if (records->skip) {
    set_aside(records, batch->lines[row], text_of(why), record);
    batch_remove(batch, row);
    return true;
  }
  long line = batch->lines[row], column = 0;
  if (cell != SIZE_MAX)
    place_in_record(record, place_of_cell(record, records->dialect.delimiter, cell), &line,
                    &column);
  error_set(error, ERROR_INPUT, "%s", why);
  return error_at(error, text_of(records->source.path), line, column);
}

bool fault_too_long(Records *records, size_t end, Error *error) {
  Text start = {records->source.window + records->record_start, 60};
  Fault fault = {records->record_start, end, start, "this row is longer than a gigabyte",
                 "Is a quote left open?"};
  return refuse(records, fault, error);
}

bool fault_header(Records *records, size_t cell, const char *why, Error *error) {
  size_t start = (size_t)(records->batch.starts[0] - records->source.base);
  size_t stop = (size_t)(records->batch.stops[0] - records->source.base);
  Text record = {records->source.window + start, stop - start};
  records->record_start = start;
  records->record_line = records->batch.lines[0];
  size_t at = start + place_of_cell(record, records->dialect.delimiter, cell);
  Fault fault = {at, stop, place_line(record, 0), why,
                 "The first line names the columns, each name once."};
  return refuse(records, fault, error);
}

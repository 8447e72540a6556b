/* table_read: one reading of the file fills every column whose format the first
 * cells told rightly; a second one fills the others. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "table/assume.h"
#include "table/detail.h"
#include "table/fill.h"
#include "table/linemap.h"
#include "table/spoiled.h"

typedef struct Reading {
  const char *path;
  const ReadOptions *options;
  Table *table;
  Records *records;
  Builder *builders;
  size_t count;
  Hints hints;
  LineMap lines;
  size_t rows;
  long *set_aside; /* lines of the rows this room refused, ascending */
  size_t set_aside_count, set_aside_capacity;
} Reading;

/* --- columns ------------------------------------------------------------------ */

static void missing_words(Builder *builder) {
  for (size_t i = 0; i < builder->word_count; i++) {
    size_t length = builder->words[i].length;
    builder->word_lengths |= (uint64_t)1 << (length < 63 ? length : 63);
  }
}

/* The first line as it was read: a title above the header, or no table at all, shows. */
static void hint_names(const Text *names, size_t count, Error *error) {
  Arena *arena = arena_make();
  Buffer line = {0};
  for (size_t i = 0; i < count && i < 5; i++) {
    Text name = error_quote(arena, names[i], 24);
    buffer_format(&line, "%s%.*s", i ? ", " : "", TEXT_ARGS(name));
  }
  error_hint(error, "The first line must name the columns; it reads %.*s%s.",
             TEXT_ARGS(buffer_view(&line)), count > 5 ? ", …" : "");
  buffer_free(&line);
  arena_drop(arena);
}

static bool key_find(Reading *reading, Error *error) {
  Text key = reading->options->key;
  Text *names = memory_array(reading->count, sizeof *names);
  for (size_t i = 0; i < reading->count; i++) {
    names[i] = reading->builders[i].name;
    if (key.length && text_equal(key, names[i]))
      reading->table->key = i;
  }
  bool good = !key.length || reading->table->key != SIZE_MAX;
  if (!good) {
    Text near = text_nearest(key, names, reading->count);
    error_set(error, ERROR_INPUT, "this file has no column \"%.*s\", which is to be the key",
              TEXT_ARGS(key));
    error_at(error, text_of(reading->path), 1, 0);
    if (near.length)
      error_hint(error, "Did you mean \"%.*s\"?", TEXT_ARGS(near));
    else
      hint_names(names, reading->count, error);
  }
  memory_free(names);
  return good;
}

/* Integers as in the file, or text: so that equal keys are equal texts. */
static void key_formats(Builder *builder) {
  builder->forced = false;
  builder->allowed = builder->allowed == FORMAT_TEXT ? FORMAT_TEXT : FORMAT_INTEGER | FORMAT_TEXT;
}

static bool builders_make(Reading *reading, Error *error) {
  const ReadOptions *options = reading->options;
  const Text *names = records_names(reading->records, &reading->count);
  reading->builders = memory_array(reading->count, sizeof *reading->builders);
  for (size_t i = 0; i < reading->count; i++) {
    Builder *builder = &reading->builders[i];
    builder->name = names[i];
    builder->allowed = builder->fits = FORMAT_ALL;
    builder->words = options->missing;
    builder->word_count = options->missing_count;
    for (size_t f = 0; f < options->field_count; f++)
      if (text_equal(options->fields[f].field, names[i]) &&
          !assume_option(builder, &options->fields[f], error))
        return false;
    missing_words(builder);
    if (options->link.length && text_equal(options->link, names[i]))
      key_formats(builder);
  }
  if (!key_find(reading, error))
    return false;
  if (reading->table->key != SIZE_MAX) {
    Builder *key = &reading->builders[reading->table->key];
    key->is_key = true;
    key_formats(key);
    reading->table->detail->keys = dictionary_make();
  }
  return true;
}

/* --- rows that cannot be taken -------------------------------------------------- */

/* Refuses the row; with skip_bad_rows takes it out of the batch instead. */
static bool row_refuse(Reading *reading, size_t row, size_t column, const char *why, Error *error) {
  long line = records_batch(reading->records)->lines[row];
  if (!records_refuse(reading->records, row, column, why, error))
    return false;
  if (reading->set_aside_count == reading->set_aside_capacity) {
    reading->set_aside_capacity = reading->set_aside_capacity * 2 + 16;
    reading->set_aside =
        memory_grow(reading->set_aside, reading->set_aside_capacity * sizeof *reading->set_aside);
  }
  reading->set_aside[reading->set_aside_count++] = line;
  return true;
}

/* The line of row `other`, which may stand earlier in this batch. */
static long line_of(const Reading *reading, const Batch *batch, size_t other) {
  if (other >= reading->rows)
    return batch->lines[other - reading->rows];
  return linemap_line(&reading->lines, other);
}

static void key_why(const Reading *reading, const Batch *batch, Text cell, size_t other,
                    char why[512]) {
  const Builder *key = &reading->builders[reading->table->key];
  Arena *arena = arena_make();
  Text quoted = error_quote(arena, cell, 60);
  if (other == SIZE_MAX)
    snprintf(why, 512, "the key \"%.*s\" is missing in this row", TEXT_ARGS(key->name));
  else
    snprintf(why, 512, "the key \"%.*s\" is %.*s here and already in line %ld",
             TEXT_ARGS(key->name), TEXT_ARGS(quoted), line_of(reading, batch, other));
  arena_drop(arena);
}

static bool is_word(const Builder *builder, Text cell) {
  for (size_t i = 0; i < builder->word_count; i++)
    if (text_equal(cell, builder->words[i]))
      return true;
  return false;
}

/* Every key is there and new; enters them, so that the code of a key is its row. */
static bool keys_check(Reading *reading, Error *error) {
  Batch *batch = records_batch(reading->records);
  Dictionary *keys = reading->table->detail->keys;
  size_t column = reading->table->key, row = 0;
  Text cells[BATCH_ROWS];
  for (;;) {
    for (size_t i = row; i < batch->rows; i++) {
      cells[i] = batch_cell(batch, i, column);
      if (!text_trim(cells[i]).length || is_word(&reading->builders[column], cells[i]))
        cells[i].bytes = NULL;
    }
    row += dictionary_enter_new(keys, cells + row, batch->rows - row);
    if (row == batch->rows)
      return true;
    uint32_t other = 0;
    bool missing = !cells[row].bytes || !dictionary_find(keys, cells[row], &other);
    char why[512];
    key_why(reading, batch, cells[row], missing ? SIZE_MAX : other, why);
    if (!row_refuse(reading, row, column, why, error))
      return false;
  }
}

/* Every cell of this column can be what the policy says it is. */
static bool forced_check(Reading *reading, size_t column, Error *error) {
  Builder *builder = &reading->builders[column];
  Batch *batch = records_batch(reading->records);
  const char *type = builder->allowed & FORMAT_DATES           ? "date"
                     : builder->allowed & FORMAT_BIT           ? "boolean"
                     : builder->allowed & FORMAT_DECIMAL_POINT ? "decimal number"
                     : builder->allowed & FORMAT_DECIMAL_COMMA ? "decimal number"
                                                               : "whole number";
  for (size_t row = 0;;) {
    row = builder_check(builder, batch, column, row);
    if (row == batch->rows)
      return true;
    char why[512];
    Arena *arena = arena_make();
    Text quoted = error_quote(arena, batch_cell(batch, row, column), 60);
    snprintf(why, sizeof why, "%.*s is no %s as the rest of \"%.*s\" is", TEXT_ARGS(quoted), type,
             TEXT_ARGS(builder->name));
    arena_drop(arena);
    if (!row_refuse(reading, row, column, why, error))
      return false;
  }
}

/* --- first reading -------------------------------------------------------------- */

static bool rows_check(Reading *reading, Error *error) {
  for (size_t i = 0; i < reading->count; i++)
    if (reading->builders[i].forced && !forced_check(reading, i, error))
      return false;
  return reading->table->key == SIZE_MAX || keys_check(reading, error);
}

static void progress(const Reading *reading) {
  const Source *source = records_source(reading->records);
  if (reading->options->progress)
    reading->options->progress(reading->options->progress_context, source->raw_bytes,
                               source->raw_size);
}

static bool read_batches(Reading *reading, Fill *fill, Error *error) {
  Batch *batch = records_batch(reading->records);
  while (records_next(reading->records, error)) {
    if (interrupt_stop(error) || !rows_check(reading, error))
      return false;
    fill_batch(fill, batch);
    for (size_t row = 0; row < batch->rows; row++)
      linemap_add(&reading->lines, reading->rows + row, batch->lines[row]);
    reading->rows += batch->rows;
    progress(reading);
  }
  return error->kind == ERROR_NONE;
}

static bool first_reading(Reading *reading, Error *error) {
  Fill *fill =
      fill_make(reading->builders, reading->count, &reading->hints, reading->options->threads);
  bool good = read_batches(reading, fill, error);
  fill_drop(fill);
  return good;
}

/* --- second reading ------------------------------------------------------------- */

static bool changed(const Reading *reading, Error *error) {
  error_set(error, ERROR_INPUT, "this file changed while it was read");
  error_at(error, text_of(reading->path), 0, 0);
  return error_hint(error, "Wait until it is written, then run again.");
}

static void take_out_again(const Reading *reading, Batch *batch, size_t *next) {
  for (size_t row = 0; row < batch->rows && *next < reading->set_aside_count;) {
    if (batch->lines[row] == reading->set_aside[*next]) {
      batch_remove(batch, row);
      ++*next;
    } else {
      row++;
    }
  }
}

static int by_line(const void *a, const void *b) {
  long left = *(const long *)a, right = *(const long *)b;
  return (left > right) - (left < right);
}

static bool fill_again(Reading *reading, Records *records, Error *error) {
  Batch *batch = records_batch(records);
  size_t next = 0, count;
  records_names(records, &count);
  if (count != reading->count)
    return changed(reading, error);
  while (records_next(records, error)) {
    if (interrupt_stop(error))
      return false;
    take_out_again(reading, batch, &next);
    for (size_t i = 0; i < reading->count; i++)
      if (reading->builders[i].fixed)
        builder_fill(&reading->builders[i], batch, i, &reading->hints);
  }
  char sha256[SHA256_HEX + 1];
  records_sha256(records, sha256);
  if (error->kind != ERROR_NONE)
    return false;
  return strcmp(sha256, reading->table->sha256) == 0 || changed(reading, error);
}

static bool second_reading(Reading *reading, Error *error) {
  bool needed = false;
  for (size_t i = 0; i < reading->count; i++) {
    if (!reading->builders[i].again)
      continue;
    builder_restart(&reading->builders[i]);
    needed = true;
  }
  if (!needed)
    return true;
  if (reading->set_aside_count)
    qsort(reading->set_aside, reading->set_aside_count, sizeof *reading->set_aside, by_line);
  Arena *arena = arena_make();
  Records *records = records_open(reading->path, reading->options->skip_bad_rows, arena, error);
  bool good = records && fill_again(reading, records, error);
  for (size_t i = 0; good && i < reading->count; i++)
    if (reading->builders[i].broken || reading->builders[i].rows != reading->rows)
      good = error_set(error, ERROR_INTERNAL, "the second reading of \"%.*s\" differs",
                       TEXT_ARGS(reading->builders[i].name));
  records_close(records);
  arena_drop(arena);
  return good;
}

/* --- the table ------------------------------------------------------------------ */

static int by_rejected_line(const void *a, const void *b) {
  return by_line(&((const RejectedRow *)a)->line, &((const RejectedRow *)b)->line);
}

static void rejected_copy(Reading *reading) {
  size_t count;
  const Rejected *rejected = records_rejected(reading->records, &count);
  RejectedRow *rows = arena_array(reading->table->detail->arena, count, sizeof *rows);
  for (size_t i = 0; i < count; i++)
    rows[i] = (RejectedRow){rejected[i].line, rejected[i].why, rejected[i].bytes};
  if (count)
    qsort(rows, count, sizeof *rows, by_rejected_line);
  reading->table->rejected = rows;
  reading->table->rejected_count = count;
}

static void facts_note(Reading *reading) {
  Table *table = reading->table;
  const Source *source = records_source(reading->records);
  Assumptions assumptions = {.arena = table->detail->arena};
  records_sha256(reading->records, table->sha256);
  table->path = arena_copy(table->detail->arena, reading->path, strlen(reading->path));
  table->bytes = source->raw_bytes;
  table->delimiter = records_delimiter(reading->records);
  table->encoding = source_encoding_name(source);
  table->newline = records_newline(reading->records);
  assume_file(reading->records, &assumptions);
  table->decimal =
      assume_formats(reading->builders, reading->count, table->delimiter, &assumptions);
  table->assumptions = assumptions.list;
  table->assumption_count = assumptions.count;
}

static void freeze(Reading *reading) {
  Table *table = reading->table;
  detail_columns_reserve(table, reading->count);
  table->detail->writing =
      arena_array(table->detail->arena, reading->count, sizeof *table->detail->writing);
  for (size_t i = 0; i < reading->count; i++)
    table->detail->writing[i] = assume_writing(&reading->builders[i]);
  for (size_t i = 0; i < reading->count; i++)
    table->columns[i] = builder_column(&reading->builders[i], table->detail->keys);
  table->column_count = table->detail->own_columns = reading->count;
  table->rows = reading->rows;
  if (table->detail->keys)
    dictionary_trim(table->detail->keys);
}

static bool read_all(Reading *reading, Error *error) {
  bool skip = reading->options->skip_bad_rows;
  reading->records = records_open(reading->path, skip, reading->table->detail->arena, error);
  if (!reading->records)
    return false;
  reading->hints = assume_hints(records_delimiter(reading->records));
  if (!builders_make(reading, error) || !first_reading(reading, error))
    return false;
  facts_note(reading);
  if (!second_reading(reading, error))
    return false;
  rejected_copy(reading);
  freeze(reading);
  spoiled_add(reading->table, reading->builders);
  return true;
}

static Text name_of(const char *path) {
  Text name = text_of(file_name(path));
  if (name.length > 4 && memcmp(name.bytes + name.length - 4, ".csv", 4) == 0)
    name.length -= 4;
  return name;
}

Table *table_read(const char *path, const ReadOptions *options, Error *error) {
  static const ReadOptions none;
  Reading reading = {.path = path, .options = options ? options : &none};
  reading.table = detail_table_make(name_of(path));
  bool good = read_all(&reading, error);
  for (size_t i = 0; reading.builders && i < reading.count; i++)
    builder_drop(&reading.builders[i]);
  memory_free(reading.builders);
  memory_free(reading.set_aside);
  linemap_drop(&reading.lines);
  records_close(reading.records);
  if (good)
    return reading.table;
  table_drop(reading.table);
  return NULL;
}

#include "table/reading.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "table/detail.h"
#include "table/fill.h"

/* --- rows that cannot be taken -------------------------------------------------- */

/* Refuses the row; with skip_bad_rows takes it out of the batch instead. */
static bool row_refuse(Reading *reading, size_t row, size_t column, const char *why, Error *error) {
  long line = records_batch(reading->records)->lines[row];
  if (!records_refuse(reading->records, row, column, why, error))
    return false;
  reading->set_aside = memory_room(reading->set_aside, reading->set_aside_count,
                                   &reading->set_aside_capacity, sizeof *reading->set_aside);
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
  const Builder *key = &reading->builders[reading->key];
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
  Dictionary *keys = reading->keys;
  size_t column = reading->key, row = 0;
  Text cells[BATCH_ROWS];
  for (;;) {
    for (size_t i = row; i < batch->rows; i++) {
      cells[i] = batch_cell(batch, i, column);
      if (!text_trim(cells[i]).length || is_word(&reading->builders[column], cells[i]))
        cells[i] = (Text){NULL, 0};
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

bool reading_rows_check(Reading *reading, Error *error) {
  for (size_t i = 0; i < reading->count; i++)
    if (reading->builders[i].forced && !forced_check(reading, i, error))
      return false;
  return reading->key == SIZE_MAX || keys_check(reading, error);
}

static void progress(const Reading *reading) {
  const Source *source = records_source(reading->records);
  if (reading->options->progress)
    reading->options->progress(reading->options->progress_context, reading->rows, source->raw_bytes,
                               source->raw_size);
}

static bool read_batches(Reading *reading, Fill *fill, Error *error) {
  Batch *batch = records_batch(reading->records);
  while (records_next(reading->records, error)) {
    if (interrupt_stop(error) || !reading_rows_check(reading, error))
      return false;
    fill_batch(fill, batch);
    for (size_t row = 0; row < batch->rows; row++)
      linemap_add(&reading->lines, reading->rows + row, batch->lines[row]);
    reading->rows += batch->rows;
    progress(reading);
  }
  return error->kind == ERROR_NONE;
}

bool reading_first(Reading *reading, Error *error) {
  Fill *fill =
      fill_make(reading->builders, reading->count, &reading->hints, reading->options->threads);
  bool good = read_batches(reading, fill, error);
  fill_drop(fill);
  return good;
}

/* --- what was set aside ---------------------------------------------------------- */

static int by_line(const void *a, const void *b) {
  long left = *(const long *)a, right = *(const long *)b;
  return (left > right) - (left < right);
}

static int row_by_line(const void *a, const void *b) {
  long left = ((const RejectedRow *)a)->line, right = ((const RejectedRow *)b)->line;
  return (left > right) - (left < right);
}

void reading_rejected(Reading *reading, Table *table) {
  size_t count;
  const Rejected *rejected = records_rejected(reading->records, &count);
  RejectedRow *rows = arena_array(table->detail->arena, count, sizeof *rows);
  for (size_t i = 0; i < count; i++)
    rows[i] = (RejectedRow){rejected[i].line, rejected[i].why, rejected[i].bytes};
  if (count)
    qsort(rows, count, sizeof *rows, row_by_line);
  if (reading->set_aside_count)
    qsort(reading->set_aside, reading->set_aside_count, sizeof *reading->set_aside, by_line);
  table->rejected = rows;
  table->rejected_count = count;
}

/* --- second reading ------------------------------------------------------------- */

bool reading_restart(Reading *reading) {
  bool needed = false;
  for (size_t i = 0; i < reading->count; i++) {
    if (!reading->builders[i].again)
      continue;
    builder_restart(&reading->builders[i]);
    needed = true;
  }
  return needed;
}

void reading_take_out(const Reading *reading, Batch *batch, size_t *next) {
  for (size_t row = 0; row < batch->rows && *next < reading->set_aside_count;) {
    if (batch->lines[row] == reading->set_aside[*next]) {
      batch_remove(batch, row);
      ++*next;
    } else {
      row++;
    }
  }
}

static bool fill_again(Reading *reading, Records *records, Error *error) {
  Batch *batch = records_batch(records);
  size_t next = 0;
  while (records_next(records, error)) {
    if (interrupt_stop(error))
      return false;
    reading_take_out(reading, batch, &next);
    for (size_t i = 0; i < reading->count; i++)
      if (reading->builders[i].fixed)
        builder_fill(&reading->builders[i], batch, i, &reading->hints);
  }
  return error->kind == ERROR_NONE;
}

bool reading_changed(const Reading *reading, Error *error) {
  error_set(error, ERROR_INPUT, "this file changed while it was read");
  error_at(error, text_of(reading->path), 0, 0);
  return error_hint(error, "Wait until it is written, then run again.");
}

bool reading_second(Reading *reading, Records *records, Error *error) {
  size_t count;
  records_names(records, &count);
  if (count != reading->count)
    return reading_changed(reading, error);
  if (!fill_again(reading, records, error))
    return false;
  for (size_t i = 0; i < reading->count; i++)
    if (reading->builders[i].broken || reading->builders[i].rows != reading->rows)
      return reading_changed(reading, error);
  return true;
}

void reading_drop(Reading *reading) {
  for (size_t i = 0; reading->builders && i < reading->count; i++)
    builder_drop(&reading->builders[i]);
  memory_free(reading->builders);
  memory_free(reading->set_aside);
  dictionary_drop(reading->keys);
  linemap_drop(&reading->lines);
}

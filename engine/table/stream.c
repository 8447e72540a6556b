#include "table/stream.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "table/assume.h"
#include "table/detail.h"
#include "table/fill.h"
#include "table/reading.h"
#include "table/spoiled.h"

/* A piece ends with the batch that reaches one of these; in builds for tests each batch does, or
 * that which reaches the rows that HELDER_PIECE says. */
enum { PIECE_ROWS = 1 << 15, PIECE_BYTES = 12 << 20 };

static uint64_t piece_rows(void) {
#ifdef HELDER_FAULTS
  const char *rows = getenv("HELDER_PIECE");
  return rows ? strtoull(rows, NULL, 10) : 1;
#else
  return PIECE_ROWS;
#endif
}

struct TableStream {
  Arena *arena;
  const char *path;
  ReadOptions options;
  Reading reading;
  Records *second;   /* the second reading's */
  uint32_t *formats; /* that the first reading settled on */
  uint8_t *bits;     /* of columns of 0 and 1: which of them it met */
  size_t assumed;    /* assumptions but for those of texts */
  Spoiled *spoiled;  /* of columns of texts */
  Fill *fill;
  Table *whole;
  uint64_t rows; /* of pieces that were given */
  bool given;    /* one was: a file without rows is one empty piece */
  size_t taken;  /* of the rows that were set aside, those this reading came by */
};

/* --- the first reading -------------------------------------------------------------------- */

/* Of the first reading only what the builders learned stays, never their cells. */
static void cells_forget(TableStream *stream) {
  Reading *reading = &stream->reading;
  for (size_t i = 0; i < reading->count; i++) {
    Builder *builder = &reading->builders[i];
    stream->bits[i] |= builder_bits(builder);
    if (builder->format == FORMAT_TEXT && !builder->is_key && !builder->again) {
      builder_drop(builder); /* no longer stores, goes on checking */
      builder->again = true;
      builder->missing_words = 0;
    }
    builder->rows = 0;
    for (size_t word = 0; word < builder->missing_words; word++)
      builder->missing[word] = 0;
  }
  if (stream->options.skip_bad_rows) /* a key that stands twice is set aside, wherever */
    return;
  dictionary_drop(reading->keys);
  reading->keys = dictionary_make();
}

static void told(const TableStream *stream, const Records *records, uint64_t rows) {
  const Source *source = records_source(records);
  if (stream->options.progress)
    stream->options.progress(stream->options.progress_context, rows, source->raw_bytes,
                             source->raw_size);
}

static void note_lines(TableStream *stream, const Batch *batch) {
  Reading *reading = &stream->reading;
  for (size_t row = 0; row < batch->rows; row++)
    linemap_add(&reading->lines, reading->rows + row, batch->lines[row]);
  reading->rows += batch->rows;
}

static bool learn(TableStream *stream, Error *error) {
  Reading *reading = &stream->reading;
  Batch *batch = records_batch(reading->records);
  while (records_next(reading->records, error)) {
    if (interrupt_stop(error) || !reading_rows_check(reading, error))
      return false;
    fill_batch(stream->fill, batch);
    cells_forget(stream);
    if (stream->options.skip_bad_rows)
      note_lines(stream, batch);
    stream->whole->rows += batch->rows;
    told(stream, reading->records, stream->whole->rows);
  }
  return error->kind == ERROR_NONE;
}

static void whole_make(TableStream *stream) {
  Reading *reading = &stream->reading;
  Table *whole = stream->whole;
  detail_columns_reserve(whole, reading->count);
  for (size_t i = 0; i < reading->count; i++) {
    const Builder *builder = &reading->builders[i];
    stream->formats[i] = builder->format;
    whole->columns[i] = (Column){.name = builder->name,
                                 .type = builder_type(builder),
                                 .width = 1,
                                 .rows = whole->rows,
                                 .missing_count = builder->format ? 0 : whole->rows};
  }
  whole->column_count = reading->count;
  whole->key = reading->key;
  whole->detail->keys = dictionary_make();
}

static void facts(TableStream *stream) {
  Reading *reading = &stream->reading;
  for (size_t i = 0; i < reading->count; i++)
    reading->builders[i].bits = stream->bits[i];
  stream->whole->bytes = records_source(reading->records)->raw_bytes;
  records_sha256(reading->records, stream->whole->sha256);
  reading_facts(reading, stream->whole);
  reading_rejected(reading, stream->whole);
}

static bool open_first(TableStream *stream, Error *error) {
  Reading *reading = &stream->reading;
  reading->records =
      records_open(stream->path, stream->options.skip_bad_rows, stream->arena, error);
  if (!reading->records)
    return false;
  reading->hints = assume_hints(records_delimiter(reading->records));
  if (!reading_builders(reading, error))
    return false;
  stream->formats = arena_array(stream->arena, reading->count, sizeof *stream->formats);
  stream->bits = arena_array(stream->arena, reading->count, 1);
  stream->spoiled = arena_array(stream->arena, reading->count, sizeof *stream->spoiled);
  stream->fill =
      fill_make(reading->builders, reading->count, &reading->hints, stream->options.threads);
  return true;
}

/* --- pieces ------------------------------------------------------------------------------- */

static void piece_begin(TableStream *stream) {
  Reading *reading = &stream->reading;
  for (size_t i = 0; i < reading->count; i++)
    builder_piece(&reading->builders[i], stream->formats[i]);
  linemap_drop(&reading->lines);
  reading->lines = (LineMap){.jumps = NULL};
  dictionary_drop(reading->keys);
  reading->keys = dictionary_make();
  reading->rows = 0;
}

/* The second reading's Records take the place of the first's. */
static bool second_open(TableStream *stream, Error *error) {
  stream->second = records_open(stream->path, stream->options.skip_bad_rows, stream->arena, error);
  if (!stream->second)
    return false;
  stream->reading.records = stream->second;
  return true;
}

TableStream *table_stream_open(const char *path, const ReadOptions *options, Error *error) {
  TableStream *stream = memory_new(sizeof *stream);
  stream->arena = arena_make();
  stream->path = arena_copy(stream->arena, path, strlen(path));
  stream->options = *options;
  stream->whole = detail_table_make(table_name_of(path));
  stream->reading = (Reading){.path = stream->path, .options = &stream->options, .key = SIZE_MAX};
  *error = (Error){.kind = ERROR_NONE};
  bool good = open_first(stream, error) && learn(stream, error);
  Records *first = stream->reading.records;
  if (good) {
    facts(stream);
    whole_make(stream);
    good = second_open(stream, error);
  }
  if (!good)
    stream->reading.records = NULL;
  records_close(first);
  if (good)
    return stream;
  table_stream_close(stream);
  return NULL;
}

static bool piece_is_full(const TableStream *stream, uint64_t from) {
  return stream->reading.rows >= piece_rows() ||
         records_source(stream->second)->raw_bytes - from >= PIECE_BYTES;
}

/* False with the Error filled; without rows at the end. */
static bool piece_read(TableStream *stream, Error *error) {
  Reading *reading = &stream->reading;
  Batch *batch = records_batch(stream->second);
  uint64_t from = records_source(stream->second)->raw_bytes;
  while (!piece_is_full(stream, from) && records_next(stream->second, error)) {
    reading_take_out(reading, batch, &stream->taken);
    if (interrupt_stop(error) || !reading_rows_check(reading, error))
      return false;
    fill_batch(stream->fill, batch);
    note_lines(stream, batch);
    told(stream, stream->second, stream->rows + reading->rows);
  }
  return error->kind == ERROR_NONE;
}

static Table *piece_table(TableStream *stream) {
  Reading *reading = &stream->reading;
  Table *piece = detail_table_make(stream->whole->name);
  detail_columns_reserve(piece, reading->count);
  piece->path = stream->whole->path;
  piece->rows = reading->rows;
  piece->key = reading->key;
  for (size_t i = 0; i < reading->count; i++) {
    piece->columns[i] = builder_column(&reading->builders[i], reading->keys);
    stream->whole->columns[i].missing_count +=
        stream->formats[i] ? piece->columns[i].missing_count : 0;
    if (piece->columns[i].type == COLUMN_TEXT && i != piece->key)
      spoiled_look(stream->arena, &stream->spoiled[i], piece->columns[i].dictionary);
  }
  piece->column_count = piece->detail->own_columns = reading->count;
  piece->detail->writing =
      arena_array(piece->detail->arena, reading->count, sizeof *piece->detail->writing);
  for (size_t i = 0; i < reading->count; i++)
    piece->detail->writing[i] = "";
  piece->detail->keys = reading->keys;
  reading->keys = NULL;
  return piece;
}

/* At the end: the file was still the one that was learned from. */
static bool end_good(TableStream *stream, Error *error) {
  char sha256[SHA256_HEX + 1];
  records_sha256(stream->second, sha256);
  if (stream->rows != stream->whole->rows || strcmp(sha256, stream->whole->sha256) != 0)
    return reading_changed(&stream->reading, error);
  stream->assumed = stream->whole->assumption_count;
  spoiled_add(stream->whole, stream->reading.builders, stream->spoiled);
  return true;
}

static bool is_broken(const Reading *reading) {
  for (size_t i = 0; i < reading->count; i++)
    if (reading->builders[i].broken)
      return true;
  return false;
}

Table *table_stream_next(TableStream *stream, Error *error) {
  Reading *reading = &stream->reading;
  error->kind = ERROR_NONE;
  piece_begin(stream);
  if (!piece_read(stream, error))
    return NULL;
  if (reading->rows == 0 && stream->given) {
    end_good(stream, error);
    return NULL;
  }
  if (is_broken(reading) || reading->rows > stream->whole->rows - stream->rows) {
    reading_changed(reading, error);
    return NULL;
  }
  stream->rows += reading->rows;
  stream->given = true;
  return piece_table(stream);
}

bool table_stream_restart(TableStream *stream, Error *error) {
  Table *whole = stream->whole;
  records_close(stream->second);
  stream->reading.records = NULL;
  stream->rows = stream->taken = 0;
  stream->given = false;
  whole->assumption_count = stream->assumed;
  for (size_t i = 0; i < whole->column_count; i++) {
    whole->columns[i].missing_count = stream->formats[i] ? 0 : whole->rows;
    stream->spoiled[i] = (Spoiled){.odd_count = 0};
  }
  return second_open(stream, error);
}

/* --- the whole ---------------------------------------------------------------------------- */

Table *table_stream_whole(TableStream *stream) {
  return stream->whole;
}

uint32_t table_stream_note(TableStream *stream, Text key) {
  bool is_new;
  return dictionary_enter(stream->whole->detail->keys, key, &is_new);
}

bool table_stream_again(TableStream *stream, uint64_t row, uint64_t other, Error *error) {
  Arena *arena = arena_make();
  const Reading *reading = &stream->reading;
  Records *records = records_open(stream->path, stream->options.skip_bad_rows, arena, error);
  uint64_t first = 0;
  long line = 0;
  bool told_it = false;
  while (records && !told_it && records_next(records, error)) {
    Batch *batch = records_batch(records);
    if (other >= first && other < first + batch->rows)
      line = batch->lines[other - first];
    if (row >= first && row < first + batch->rows) {
      char why[512];
      Text key = error_quote(arena, batch_cell(batch, row - first, reading->key), 60);
      snprintf(why, sizeof why, "the key \"%.*s\" is %.*s here and already in line %ld",
               TEXT_ARGS(reading->builders[reading->key].name), TEXT_ARGS(key), line);
      records_refuse(records, row - first, reading->key, why, error);
      told_it = true;
    }
    first += batch->rows;
  }
  records_close(records);
  arena_drop(arena);
  return told_it || error->kind != ERROR_NONE ? false : reading_changed(reading, error);
}

void table_stream_close(TableStream *stream) {
  if (!stream)
    return;
  if (stream->fill)
    fill_drop(stream->fill);
  reading_drop(&stream->reading);
  records_close(stream->second);
  table_drop(stream->whole);
  arena_drop(stream->arena);
  memory_free(stream);
}

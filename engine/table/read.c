/* table_read: one reading of the file fills every column whose format the first
 * cells told rightly; a second one fills the others. A large file is read in parts at
 * once; where that finds anything to refuse, one reading from the beginning tells it. */
#include "base/memory.h"
#include "table/assume.h"
#include "table/detail.h"
#include "table/kept.h"
#include "table/reading.h"
#include "table/spoiled.h"

typedef struct Loading {
  Reading reading;
  Table *table;
  bool at_once;
  PartReadings *parts; /* NULL: by one reading */
} Loading;

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
      reading->key = i;
  }
  bool good = !key.length || reading->key != SIZE_MAX;
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

bool reading_builders(Reading *reading, Error *error) {
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
  if (reading->key != SIZE_MAX) {
    Builder *key = &reading->builders[reading->key];
    key->is_key = true;
    key_formats(key);
    reading->keys = dictionary_make();
  }
  return true;
}

/* --- the table ------------------------------------------------------------------ */

void reading_facts(const Reading *reading, Table *table) {
  Assumptions assumptions = {.arena = table->detail->arena};
  table->path = arena_copy(table->detail->arena, reading->path, strlen(reading->path));
  table->delimiter = records_delimiter(reading->records);
  table->encoding = source_encoding_name(records_source(reading->records));
  table->newline = records_newline(reading->records);
  assume_file(reading->records, &assumptions);
  table->decimal =
      assume_formats(reading->builders, reading->count, table->delimiter, &assumptions);
  table->assumptions = assumptions.list;
  table->assumption_count = assumptions.count;
}

static void facts_note(Loading *loading) {
  const Source *source = records_source(loading->reading.records);
  Table *table = loading->table;
  table->bytes = loading->parts ? source->raw_size : source->raw_bytes;
  if (loading->parts)
    reading_parts_sha256(loading->parts, table->sha256);
  else
    records_sha256(loading->reading.records, table->sha256);
  reading_facts(&loading->reading, table);
}

static void freeze(Loading *loading) {
  Reading *reading = &loading->reading;
  Table *table = loading->table;
  detail_columns_reserve(table, reading->count);
  table->detail->writing =
      arena_array(table->detail->arena, reading->count, sizeof *table->detail->writing);
  for (size_t i = 0; i < reading->count; i++)
    table->detail->writing[i] = assume_writing(&reading->builders[i]);
  for (size_t i = 0; i < reading->count; i++)
    table->columns[i] = builder_column(&reading->builders[i], reading->keys);
  table->column_count = table->detail->own_columns = reading->count;
  table->rows = reading->rows;
  table->key = reading->key;
  table->detail->keys = reading->keys;
  reading->keys = NULL;
  if (table->detail->keys)
    dictionary_trim(table->detail->keys);
}

static bool read_again(Loading *loading, Error *error) {
  Reading *reading = &loading->reading;
  char sha256[SHA256_HEX + 1];
  if (!reading_restart(reading))
    return true;
  Arena *arena = arena_make();
  Records *records = records_open(reading->path, reading->options->skip_bad_rows, arena, error);
  bool good = records && reading_second(reading, records, error);
  if (good) {
    records_sha256(records, sha256);
    good = strcmp(sha256, loading->table->sha256) == 0 || reading_changed(reading, error);
  }
  records_close(records);
  arena_drop(arena);
  return good;
}

static bool first(Loading *loading, Error *error) {
  if (!loading->at_once)
    return reading_first(&loading->reading, error);
  return reading_parts_first(&loading->reading, &loading->parts, error);
}

static bool second(Loading *loading, Error *error) {
  if (!loading->at_once)
    return read_again(loading, error);
  return reading_parts_second(&loading->reading, loading->parts, error);
}

static bool read_all(Loading *loading, Error *error) {
  Reading *reading = &loading->reading;
  bool skip = reading->options->skip_bad_rows;
  reading->records = records_open(reading->path, skip, loading->table->detail->arena, error);
  if (!reading->records)
    return false;
  reading->hints = assume_hints(records_delimiter(reading->records));
  if (!reading_builders(reading, error) || !first(loading, error))
    return false;
  facts_note(loading);
  reading_rejected(reading, loading->table);
  if (!second(loading, error))
    return false;
  freeze(loading);
  spoiled_add(loading->table, reading->builders, NULL);
  return true;
}

/* NULL with no error: not to be read at once. */
static Table *load(const char *path, const ReadOptions *options, bool at_once, Error *error) {
  Loading loading = {.reading = {.path = path, .options = options, .key = SIZE_MAX},
                     .table = detail_table_make(table_name_of(path)),
                     .at_once = at_once};
  *error = (Error){.kind = ERROR_NONE};
  bool good = read_all(&loading, error);
  reading_parts_drop(loading.parts);
  reading_drop(&loading.reading);
  records_close(loading.reading.records);
  if (good)
    return loading.table;
  table_drop(loading.table);
  return NULL;
}

static Table *read_file(const char *path, const ReadOptions *options, Error *error) {
  bool at_once = options->threads > 1 || options->parts > 1;
  Table *table = at_once ? load(path, options, true, error) : NULL;
  if (table || (at_once && error->kind != ERROR_NONE))
    return table;
  return load(path, options, false, error);
}

Table *table_read(const char *path, const ReadOptions *options, Error *error) {
  static const ReadOptions none;
  Stamp stamp;
  options = options ? options : &none;
  bool keep = options->keep_from && stamp_of_path(path, &stamp) && stamp.size >= options->keep_from;
  Table *table = keep ? kept_open(path, options) : NULL;
  if (table)
    return table;
  keep = keep && stamp_is_settled(&stamp);
  table = read_file(path, options, error);
  if (table && keep)
    kept_put(table, options, &stamp);
  return table;
}

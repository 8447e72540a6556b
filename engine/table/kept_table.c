#include "table/kept_table.h"

#include "base/crew.h"
#include "base/date.h"
#include "table/detail.h"

/* What stands for the dictionary of a column. */
enum { DICTIONARY_NONE, DICTIONARY_OWN, DICTIONARY_KEYS };

/* --- putting ------------------------------------------------------------------------ */

static void put_dictionary(KeptMaking *making, const Dictionary *dictionary) {
  DictionaryView view = dictionary_view(dictionary);
  kept_number(making, view.used);
  kept_number(making, view.count);
  kept_number(making, view.run_count);
  kept_block(making, view.bytes, view.used);
  kept_block(making, view.ends, view.count * sizeof *view.ends);
  kept_block(making, view.runs, view.run_count * sizeof *view.runs);
}

static void put_column(KeptMaking *making, const Table *table, size_t number) {
  const Column *column = &table->columns[number];
  size_t words = column->missing ? (column->rows + 63) / 64 : 0;
  bool keys = column->dictionary && column->dictionary == table->detail->keys;
  kept_text(making, column->name);
  kept_text(making, text_of(table->detail->writing[number]));
  kept_number(making, column->type);
  kept_number(making, column->width);
  kept_number(making, column->missing_count);
  kept_number(making, keys                 ? DICTIONARY_KEYS
                      : column->dictionary ? DICTIONARY_OWN
                                           : DICTIONARY_NONE);
  kept_number(making, words);
  kept_block(making, column->cells, column->rows * column->width);
  kept_block(making, column->missing, words * sizeof *column->missing);
  if (column->dictionary && !keys)
    put_dictionary(making, column->dictionary);
}

void kept_table_put(KeptMaking *making, const Table *table) {
  kept_number(making, table->rows);
  kept_number(making, table->column_count);
  kept_number(making, table->key);
  kept_number(making, table->bytes);
  kept_text(making, text_of(table->sha256));
  kept_number(making, (uint64_t)(unsigned char)table->delimiter);
  kept_number(making, (uint64_t)(unsigned char)table->decimal);
  kept_text(making, text_of(table->encoding));
  kept_text(making, text_of(table->newline));
  kept_number(making, table->assumption_count);
  for (size_t i = 0; i < table->assumption_count; i++) {
    kept_text(making, table->assumptions[i].field);
    kept_text(making, table->assumptions[i].text);
    kept_text(making, table->assumptions[i].logged);
  }
  kept_number(making, table->rejected_count);
  for (size_t i = 0; i < table->rejected_count; i++) {
    kept_number(making, (uint64_t)table->rejected[i].line);
    kept_text(making, table->rejected[i].why);
    kept_text(making, table->rejected[i].bytes);
  }
  if (table->detail->keys)
    put_dictionary(making, table->detail->keys);
  for (size_t i = 0; i < table->column_count; i++)
    put_column(making, table, i);
}

/* --- taking ------------------------------------------------------------------------- */

/* How many of something that takes this many bytes of the notes at least. */
static size_t take_count(KeptFile *file, size_t bytes) {
  uint64_t count = kept_take_number(file);
  if (count > file->notes.length / bytes)
    file->bad = true;
  return file->bad ? 0 : (size_t)count;
}

static uint64_t take_most(KeptFile *file, uint64_t most) {
  uint64_t number = kept_take_number(file);
  if (number > most)
    file->bad = true;
  return file->bad ? 0 : number;
}

static const char *take_word(KeptFile *file, Arena *arena) {
  return text_copy(arena, kept_take_text(file)).bytes;
}

static Dictionary *take_dictionary(KeptFile *file, Arena *arena) {
  const uint64_t most = UINT64_C(1) << 40;
  DictionaryView view = {.used = take_most(file, most)};
  view.count = (uint32_t)take_most(file, UINT32_MAX - 1);
  view.run_count = (size_t)take_most(file, most);
  view.bytes = kept_take_block(file, view.used);
  view.ends = kept_take_block(file, view.count * sizeof *view.ends);
  view.runs = kept_take_block(file, view.run_count * sizeof *view.runs);
  Dictionary *dictionary = file->bad ? NULL : dictionary_of_view(&view, arena);
  file->bad = file->bad || !dictionary;
  return dictionary;
}

static void take_column(KeptFile *file, Table *table, size_t number) {
  Arena *arena = table->detail->arena;
  Column *column = &table->columns[number];
  *column = (Column){.name = text_copy(arena, kept_take_text(file)), .rows = table->rows};
  table->detail->writing[number] = take_word(file, arena);
  column->type = (ColumnType)take_most(file, COLUMN_TEXT);
  column->width = (uint8_t)take_most(file, 8);
  column->missing_count = (size_t)take_most(file, table->rows);
  uint64_t dictionary = take_most(file, DICTIONARY_KEYS), words = take_most(file, SIZE_MAX / 64);
  column->cells = kept_take_block(file, table->rows * column->width);
  column->missing = kept_take_block(file, words * sizeof *column->missing);
  if (!words)
    column->missing = NULL;
  if (words != (column->missing_count ? (table->rows + 63) / 64 : 0) || !column->width)
    file->bad = true;
  if (dictionary == DICTIONARY_OWN)
    column->dictionary = take_dictionary(file, arena);
  else if (dictionary == DICTIONARY_KEYS)
    column->dictionary = table->detail->keys;
  if ((column->type == COLUMN_TEXT) != (column->dictionary != NULL))
    file->bad = true;
}

static void take_notes(KeptFile *file, Table *table) {
  Arena *arena = table->detail->arena;
  table->assumption_count = take_count(file, 16);
  table->assumptions = arena_array(arena, table->assumption_count, sizeof *table->assumptions);
  for (size_t i = 0; i < table->assumption_count; i++) {
    table->assumptions[i].field = text_copy(arena, kept_take_text(file));
    table->assumptions[i].text = text_copy(arena, kept_take_text(file));
    table->assumptions[i].logged = text_copy(arena, kept_take_text(file));
  }
  table->rejected_count = take_count(file, 24);
  table->rejected = arena_array(arena, table->rejected_count, sizeof *table->rejected);
  for (size_t i = 0; i < table->rejected_count; i++) {
    table->rejected[i].line = (long)kept_take_number(file);
    table->rejected[i].why = text_copy(arena, kept_take_text(file));
    table->rejected[i].bytes = text_copy(arena, kept_take_text(file));
  }
}

static void take_table(KeptFile *file, Table *table) {
  Arena *arena = table->detail->arena;
  table->rows = (size_t)take_most(file, file->blocks.length);
  size_t columns = take_count(file, 64);
  table->key = (size_t)kept_take_number(file);
  table->bytes = kept_take_number(file);
  Text sha256 = kept_take_text(file);
  if (sha256.length == SHA256_HEX)
    memcpy(table->sha256, sha256.bytes, SHA256_HEX);
  table->delimiter = (char)take_most(file, 127);
  table->decimal = (char)take_most(file, 127);
  table->encoding = take_word(file, arena);
  table->newline = take_word(file, arena);
  take_notes(file, table);
  if (sha256.length != SHA256_HEX || (table->key != SIZE_MAX && table->key >= columns))
    file->bad = true;
  if (!file->bad && table->key != SIZE_MAX)
    table->detail->keys = take_dictionary(file, arena);
  detail_columns_reserve(table, columns);
  table->detail->writing = arena_array(arena, columns, sizeof *table->detail->writing);
  for (size_t i = 0; i < columns && !file->bad; i++)
    take_column(file, table, i);
  table->column_count = table->detail->own_columns = columns;
}

/* --- whether it can be a column ------------------------------------------------------- */

static bool missing_is_right(const Column *column) {
  size_t count = 0, words = column->missing ? (column->rows + 63) / 64 : 0;
  for (size_t i = 0; i < words; i++)
    count += (size_t)__builtin_popcountll(column->missing[i]);
  if (words && column->rows % 64 && column->missing[words - 1] >> column->rows % 64)
    return false;
  return count == column->missing_count;
}

/* A loop a width: so that many cells are looked at at once. */
static uint32_t largest_byte(const uint8_t *codes, size_t rows) {
  uint8_t largest = 0;
  for (size_t row = 0; row < rows; row++)
    largest = codes[row] > largest ? codes[row] : largest;
  return largest;
}

static uint32_t largest_short(const uint16_t *codes, size_t rows) {
  uint16_t largest = 0;
  for (size_t row = 0; row < rows; row++)
    largest = codes[row] > largest ? codes[row] : largest;
  return largest;
}

static uint32_t largest_word(const uint32_t *codes, size_t rows) {
  uint32_t largest = 0;
  for (size_t row = 0; row < rows; row++)
    largest = codes[row] > largest ? codes[row] : largest;
  return largest;
}

static bool codes_are_right(const Column *column) {
  uint32_t count = dictionary_count(column->dictionary), largest;
  if (column->width == 1)
    largest = largest_byte(column->cells, column->rows);
  else if (column->width == 2)
    largest = largest_short(column->cells, column->rows);
  else if (column->width == 4)
    largest = largest_word(column->cells, column->rows);
  else
    return false;
  return largest < count || (largest == 0 && column->missing_count == column->rows);
}

static bool days_are_right(const Column *column) {
  const int32_t *days = column->cells;
  int32_t first, last, smallest = 0, largest = 0;
  for (size_t row = 0; row < column->rows; row++) {
    smallest = days[row] < smallest ? days[row] : smallest;
    largest = days[row] > largest ? days[row] : largest;
  }
  return date_from_civil(1, 1, 1, &first) && date_from_civil(9999, 12, 31, &last) &&
         smallest >= first && largest <= last;
}

static bool bits_are_right(const Column *column) {
  const uint8_t *bits = column->cells;
  uint8_t all = 0;
  for (size_t row = 0; row < column->rows; row++)
    all |= bits[row];
  return all <= 1;
}

static bool column_is_right(const Column *column) {
  bool power = column->width == 1 || column->width == 2 || column->width == 4 || column->width == 8;
  if (!missing_is_right(column) || !power)
    return false;
  switch (column->type) {
  case COLUMN_TEXT:
    return codes_are_right(column);
  case COLUMN_DATE:
    return column->width == 4 && days_are_right(column);
  case COLUMN_BOOLEAN:
    return column->width == 1 && bits_are_right(column);
  case COLUMN_DECIMAL:
    return column->width == 8;
  default:
    return true;
  }
}

typedef struct Looking {
  const Table *table;
  bool *wrong; /* [column] */
} Looking;

static void column_look(void *context, size_t number) {
  const Looking *looking = context;
  looking->wrong[number] = !column_is_right(&looking->table->columns[number]);
}

static bool columns_are_right(Table *table, size_t threads) {
  Looking looking = {table, arena_array(table->detail->arena, table->column_count, sizeof(bool))};
  crew_run(threads, table->column_count, column_look, &looking);
  for (size_t i = 0; i < table->column_count; i++)
    if (looking.wrong[i])
      return false;
  const Dictionary *keys = table->detail->keys;
  return !keys || dictionary_count(keys) == table->rows;
}

Table *kept_table_take(KeptFile *file, const char *path, size_t threads) {
  Table *table = detail_table_make(table_name_of(path));
  table->detail->mapped = file->mapped;
  take_table(file, table);
  table->path = arena_copy(table->detail->arena, path, strlen(path));
  if (!file->bad && columns_are_right(table, threads))
    return table;
  table_drop(table);
  return NULL;
}

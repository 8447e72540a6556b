#include "base/json.h"
#include "base/memory.h"
#include "table/store.h"

/* --- changing the format ------------------------------------------------------ */

static void forget(Builder *builder) {
  memory_free(builder->cells);
  dictionary_drop(builder->dictionary);
  builder->cells = NULL;
  builder->dictionary = NULL;
  builder->width = 0;
}

static void integers_to_decimals(Builder *builder) {
  Column old = {.cells = builder->cells, .width = builder->width};
  double *cells = memory_array(builder->capacity, sizeof *cells);
  for (size_t row = 0; row < builder->rows; row++)
    cells[row] = (double)column_integer(&old, row);
  memory_free(builder->cells);
  builder->cells = cells;
  builder->width = sizeof *cells;
}

/* A plain integer is written in one way only, so its text can be had back. */
static void integers_to_texts(Builder *builder) {
  Column old = {.cells = builder->cells, .width = builder->width};
  Dictionary *dictionary = dictionary_make();
  uint32_t *codes = memory_array(builder->capacity, sizeof *codes);
  Buffer digits = {0};
  for (size_t row = 0; row < builder->rows; row++) {
    bool is_new;
    if (store_is_missing(builder, row))
      continue;
    digits.length = 0;
    json_put_integer(&digits, column_integer(&old, row));
    codes[row] = dictionary_enter(dictionary, buffer_view(&digits), &is_new);
  }
  buffer_free(&digits);
  memory_free(builder->cells);
  builder->cells = codes;
  builder->width = sizeof *codes;
  builder->dictionary = dictionary;
}

static bool integers_are_exact(const Builder *builder) {
  Column old = {.cells = builder->cells, .width = builder->width};
  for (size_t row = 0; old.width == 8 && row < builder->rows; row++)
    if (column_integer(&old, row) > 1LL << 53 || column_integer(&old, row) < -(1LL << 53))
      return false;
  return true;
}

/* Room for cells of a format of which none is stored yet. */
static void cells_begin(Builder *builder) {
  uint32_t format = builder->format;
  builder->width = 1;
  if (format == FORMAT_DECIMAL_POINT || format == FORMAT_DECIMAL_COMMA)
    builder->width = 8;
  else if (format & FORMAT_DATES)
    builder->width = 4;
  else if (format == FORMAT_TEXT)
    builder->dictionary = dictionary_make();
  builder->cells = memory_array(builder->capacity ? builder->capacity : 1, builder->width);
}

void builder_settle(Builder *builder, uint32_t format) {
  uint32_t old = builder->format;
  bool integers = old == FORMAT_INTEGER || old == FORMAT_BIT;
  bool decimal = format == FORMAT_DECIMAL_POINT || format == FORMAT_DECIMAL_COMMA;
  if (old == format)
    return;
  builder->format = format;
  if (builder->again) {
    return;
  } else if (builder->is_key && format == FORMAT_TEXT) {
    forget(builder);
  } else if (old == 0 && !(builder->spaced && format == FORMAT_TEXT)) {
    cells_begin(builder);
  } else if (integers &&
             (format & (FORMAT_INTEGER | FORMAT_INTEGER_COMMAS | FORMAT_INTEGER_DOTS))) {
    return;
  } else if (integers && decimal && integers_are_exact(builder)) {
    integers_to_decimals(builder);
  } else if (integers && format == FORMAT_TEXT && !builder->spaced) {
    integers_to_texts(builder);
  } else {
    builder->again = true;
    forget(builder);
  }
}

void builder_restart(Builder *builder) {
  memory_free(builder->missing);
  builder->missing = NULL;
  builder->missing_words = builder->missing_count = 0;
  builder->rows = builder->capacity = 0;
  builder->again = false;
  builder->fixed = true;
  cells_begin(builder);
}

static ColumnType type_of(uint32_t format) {
  if (format & (FORMAT_INTEGER | FORMAT_INTEGER_COMMAS | FORMAT_INTEGER_DOTS))
    return COLUMN_INTEGER;
  if (format & (FORMAT_DECIMAL_POINT | FORMAT_DECIMAL_COMMA))
    return COLUMN_DECIMAL;
  if (format & (FORMAT_BIT | FORMAT_WORD))
    return COLUMN_BOOLEAN;
  return format & FORMAT_DATES ? COLUMN_DATE : COLUMN_TEXT;
}

void builder_piece(Builder *builder, uint32_t format) {
  forget(builder);
  builder->format = format;
  builder_restart(builder);
  if (!format || (builder->is_key && format == FORMAT_TEXT))
    forget(builder); /* no cells of it are kept */
}

ColumnType builder_type(const Builder *builder) {
  return builder->format ? type_of(builder->format) : COLUMN_TEXT;
}

/* At the end: codes as narrow as their dictionary, and no room to grow. */
static void shrink(Builder *builder) {
  uint64_t count = builder->dictionary ? dictionary_count(builder->dictionary) : 0;
  if (builder->dictionary && column_code_width(count) < builder->width)
    store_narrow_codes(builder, column_code_width(count));
  if (builder->dictionary)
    dictionary_trim(builder->dictionary);
  builder->cells = memory_grow(builder->cells, builder->rows * builder->width + 1);
}

/* The codes of a key column: each row is its own. */
static void identity(Builder *builder) {
  builder->width = column_code_width(builder->rows);
  builder->cells = memory_array(builder->rows + 1, builder->width);
  for (size_t row = 0; row < builder->rows; row++) {
    int64_t code = (int64_t)row;
    column_cells_put(builder->cells, builder->width, row, &code, 1);
  }
}

/* As many words of missing rows as there are rows for. */
static void missing_fit(Builder *builder) {
  size_t words = (builder->rows + 63) / 64;
  builder->missing = memory_grow(builder->missing, words * sizeof *builder->missing);
  for (size_t i = builder->missing_words; i < words; i++)
    builder->missing[i] = 0;
  builder->missing_words = words;
}

Column builder_column(Builder *builder, Dictionary *keys) {
  if (!builder->format) { /* nothing but missing cells */
    builder->format = FORMAT_TEXT;
    if (!builder->is_key)
      cells_begin(builder);
  }
  bool by_row = builder->is_key && builder->format == FORMAT_TEXT;
  if (by_row)
    identity(builder);
  else
    shrink(builder);
  if (builder->missing_count)
    missing_fit(builder);
  Column column = {.name = builder->name,
                   .type = type_of(builder->format),
                   .width = builder->width,
                   .rows = builder->rows,
                   .cells = builder->cells,
                   .missing = builder->missing,
                   .missing_count = builder->missing_count,
                   .dictionary = by_row ? keys : builder->dictionary};
  builder->cells = NULL;
  builder->missing = NULL;
  builder->dictionary = NULL;
  return column;
}

void builder_drop(Builder *builder) {
  forget(builder);
  memory_free(builder->missing);
  builder->missing = NULL;
}

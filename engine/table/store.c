#include "table/store.h"

#include "base/date.h"
#include "base/memory.h"

/* --- room --------------------------------------------------------------------- */

/* Cells of `width` bytes from now on; those stored keep their value. */
static void widen(Builder *builder, uint8_t width) {
  Column old = {.cells = builder->cells, .width = builder->width};
  void *cells = memory_array(builder->capacity, width);
  for (size_t row = 0; old.width && row < builder->rows; row++) {
    int64_t slot =
        builder->format == FORMAT_TEXT ? column_code(&old, row) : column_integer(&old, row);
    column_cells_put(cells, width, row, &slot, 1);
  }
  memory_free(builder->cells);
  builder->cells = cells;
  builder->width = width;
}

void store_reserve(Builder *builder, size_t more) {
  if (builder->rows + more <= builder->capacity)
    return;
  builder->capacity = (builder->rows + more) * 2;
  if (builder->width)
    builder->cells = memory_grow(builder->cells, builder->capacity * builder->width);
}

void store_missing(Builder *builder, size_t row) {
  if (row / 64 >= builder->missing_words) {
    size_t words = (row / 64 + 1) * 2 + 16;
    builder->missing = memory_grow(builder->missing, words * sizeof(uint64_t));
    memset(builder->missing + builder->missing_words, 0,
           (words - builder->missing_words) * sizeof(uint64_t));
    builder->missing_words = words;
  }
  builder->missing[row / 64] |= (uint64_t)1 << (row % 64);
  builder->missing_count++;
}

bool store_is_missing(const Builder *builder, size_t row) {
  return row / 64 < builder->missing_words && (builder->missing[row / 64] >> (row % 64) & 1);
}

/* --- cells of one format ------------------------------------------------------- */

/* Each answers how many cells, from the first on, fit; a missing cell becomes 0. */

static size_t integers_of(const Text *cells, size_t count, int64_t *slots) {
  for (size_t i = 0; i < count; i++) {
    slots[i] = 0;
    if (cells[i].bytes && !format_integer(cells[i], &slots[i]))
      return i;
  }
  return count;
}

static size_t grouped_of(const Text *cells, size_t count, char mark, int64_t *slots) {
  for (size_t i = 0; i < count; i++) {
    slots[i] = 0;
    if (cells[i].bytes && !format_grouped(cells[i], mark, &slots[i]))
      return i;
  }
  return count;
}

static size_t decimals_of(const Text *cells, size_t count, char mark, double *decimals) {
  for (size_t i = 0; i < count; i++) {
    decimals[i] = 0;
    if (cells[i].bytes && !format_decimal(cells[i], mark, &decimals[i]))
      return i;
  }
  return count;
}

static inline bool is_same_day(Text cell, Text other) {
  return cell.length == DATE_ISO_LENGTH && other.length == DATE_ISO_LENGTH &&
         memcmp(cell.bytes, other.bytes, DATE_ISO_LENGTH) == 0;
}

/* Days often come in their order: one that stands above needs no calendar. */
static size_t dates_of(const Text *cells, size_t count, uint32_t format, int32_t *days) {
  for (size_t i = 0; i < count; i++) {
    days[i] = 0;
    if (i && is_same_day(cells[i], cells[i - 1]))
      days[i] = days[i - 1];
    else if (cells[i].bytes && !format_date(cells[i], format, &days[i]))
      return i;
  }
  return count;
}

/* Words are no digits and digits no words: a column of booleans holds one kind. White
 * space around a digit is noticed, as it is around every whole number. */
static size_t booleans_of(const Text *cells, size_t count, bool digits, uint8_t *out) {
  for (size_t i = 0; i < count; i++) {
    bool answer = false;
    if (cells[i].bytes && (!format_boolean(cells[i], &answer) ||
                           (digits ? cells[i].length != 1 : text_trim(cells[i]).length == 1)))
      return i;
    out[i] = answer;
  }
  return count;
}

static size_t store_integers(Builder *builder, const Text *cells, size_t count) {
  int64_t slots[BATCH_ROWS], smallest = 0, largest = 0;
  size_t stored = builder->format == FORMAT_INTEGER          ? integers_of(cells, count, slots)
                  : builder->format == FORMAT_INTEGER_COMMAS ? grouped_of(cells, count, '.', slots)
                                                             : grouped_of(cells, count, ',', slots);
  for (size_t i = 0; i < stored; i++) {
    smallest = slots[i] < smallest ? slots[i] : smallest;
    largest = slots[i] > largest ? slots[i] : largest;
  }
  uint8_t width = column_integer_width(smallest, largest);
  if (width > builder->width)
    widen(builder, width);
  column_cells_put(builder->cells, builder->width, builder->rows, slots, stored);
  return stored;
}

static void codes_put(Builder *builder, const uint32_t *codes, size_t count) {
  for (size_t i = 0; builder->width == 1 && i < count; i++)
    ((uint8_t *)builder->cells)[builder->rows + i] = (uint8_t)codes[i];
  for (size_t i = 0; builder->width == 2 && i < count; i++)
    ((uint16_t *)builder->cells)[builder->rows + i] = (uint16_t)codes[i];
  if (builder->width == 4 && count)
    memcpy((uint32_t *)builder->cells + builder->rows, codes, count * sizeof *codes);
}

static size_t store_texts(Builder *builder, const Text *cells, size_t count) {
  uint32_t codes[BATCH_ROWS];
  dictionary_enter_many(builder->dictionary, cells, count, codes);
  uint8_t width = column_code_width(dictionary_count(builder->dictionary));
  if (width > builder->width)
    widen(builder, width);
  codes_put(builder, codes, count);
  return count;
}

size_t store_cells(Builder *builder, const Text *cells, size_t count) {
  switch (builder->format) {
  case FORMAT_INTEGER:
  case FORMAT_INTEGER_COMMAS:
  case FORMAT_INTEGER_DOTS:
    return store_integers(builder, cells, count);
  case FORMAT_DECIMAL_POINT:
    return decimals_of(cells, count, '.', (double *)builder->cells + builder->rows);
  case FORMAT_DECIMAL_COMMA:
    return decimals_of(cells, count, ',', (double *)builder->cells + builder->rows);
  case FORMAT_BIT:
    return booleans_of(cells, count, true, (uint8_t *)builder->cells + builder->rows);
  case FORMAT_WORD:
    return booleans_of(cells, count, false, (uint8_t *)builder->cells + builder->rows);
  case FORMAT_TEXT:
    return store_texts(builder, cells, count);
  default:
    return dates_of(cells, count, builder->format, (int32_t *)builder->cells + builder->rows);
  }
}

void store_narrow_codes(Builder *builder, uint8_t width) {
  uint32_t *codes = builder->cells;
  uint8_t *cells = memory_array(builder->rows + 1, width);
  for (size_t row = 0; row < builder->rows; row++) {
    int64_t code = codes[row];
    column_cells_put(cells, width, row, &code, 1);
  }
  memory_free(codes);
  builder->cells = cells;
  builder->width = width;
}

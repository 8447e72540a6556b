#include "table/join.h"

#include "base/memory.h"

void join_learn(Builder *whole, const Builder *part) {
  whole->fits &= part->fits;
  whole->spaced |= part->spaced;
  whole->bits |= builder_bits(part);
  if (!whole->example[0])
    memcpy(whole->example, part->example, sizeof whole->example);
  if (part->format)
    whole->format = part->format;
}

/* --- cells ------------------------------------------------------------------------ */

static uint8_t widest(Builder *const *parts, size_t count) {
  uint8_t width = 0;
  for (size_t i = 0; i < count; i++)
    width = parts[i]->width > width ? parts[i]->width : width;
  return width;
}

/* The cells of a part at their width, to row `at` on of the whole. */
static void copy_cells(Builder *whole, const Builder *part, size_t at) {
  enum { SOME = 1024 };
  Column old = {.cells = part->cells, .width = part->width};
  int64_t slots[SOME];
  if (part->width == whole->width) {
    memcpy((char *)whole->cells + at * whole->width, part->cells, part->rows * whole->width);
    return;
  }
  for (size_t row = 0; row < part->rows; row += SOME) {
    size_t some = part->rows - row < SOME ? part->rows - row : SOME;
    for (size_t i = 0; i < some; i++)
      slots[i] = whole->dictionary ? column_code(&old, row + i) : column_integer(&old, row + i);
    column_cells_put(whole->cells, whole->width, at + row, slots, some);
  }
}

/* The same of texts: each code becomes what `codes` says; a missing cell is 0. */
static void copy_codes(Builder *whole, const Builder *part, size_t at, const uint32_t *codes) {
  enum { SOME = 1024 };
  Column old = {.cells = part->cells, .width = part->width};
  int64_t slots[SOME];
  for (size_t row = 0; row < part->rows; row += SOME) {
    size_t some = part->rows - row < SOME ? part->rows - row : SOME;
    for (size_t i = 0; i < some; i++)
      slots[i] = codes[column_code(&old, row + i)];
    for (size_t i = 0; part->missing_count && i < some; i++)
      if (row + i < part->missing_words * 64 && part->missing[(row + i) / 64] >> (row + i) % 64 & 1)
        slots[i] = 0;
    column_cells_put(whole->cells, whole->width, at + row, slots, some);
  }
}

/* The part's missing rows, at row `at` on. */
static void copy_missing(Builder *whole, const Builder *part, size_t at) {
  size_t words =
      part->missing_words < (part->rows + 63) / 64 ? part->missing_words : (part->rows + 63) / 64;
  for (size_t i = 0; part->missing_count && i < words; i++) {
    uint64_t bits = part->missing[i];
    size_t word = (at + i * 64) / 64, shift = at % 64;
    if (!bits)
      continue;
    whole->missing[word] |= bits << shift;
    if (shift && bits >> (64 - shift))
      whole->missing[word + 1] |= bits >> (64 - shift);
  }
  whole->missing_count += part->missing_count;
}

/* The first part's dictionary with the texts of the others; their new codes. */
static Dictionary *join_texts(Builder *const *parts, size_t count, uint32_t **codes) {
  Dictionary *texts = parts[0]->dictionary;
  parts[0]->dictionary = NULL;
  for (size_t i = 1; i < count; i++) {
    codes[i] = memory_array(dictionary_count(parts[i]->dictionary) + (size_t)1, sizeof **codes);
    dictionary_enter_all(texts, parts[i]->dictionary, codes[i]);
    dictionary_drop(parts[i]->dictionary);
    parts[i]->dictionary = NULL;
  }
  return texts;
}

static size_t rows_of(Builder *const *parts, size_t count) {
  size_t rows = 0;
  for (size_t i = 0; i < count; i++)
    rows += parts[i]->rows;
  return rows;
}

void join_cells(Builder *whole, Builder *const *parts, size_t count) {
  uint32_t **codes = memory_array(count, sizeof *codes);
  size_t rows = rows_of(parts, count), at = 0;
  whole->width = widest(parts, count);
  if (parts[0]->dictionary) {
    whole->dictionary = join_texts(parts, count, codes);
    whole->width = column_code_width(dictionary_count(whole->dictionary));
  }
  whole->cells = whole->width ? memory_array(rows + 1, whole->width) : NULL;
  whole->missing_words = rows / 64 + 2;
  whole->missing = memory_array(whole->missing_words, sizeof *whole->missing);
  for (size_t i = 0; i < count; i++) {
    if (codes[i])
      copy_codes(whole, parts[i], at, codes[i]);
    else if (whole->width)
      copy_cells(whole, parts[i], at);
    copy_missing(whole, parts[i], at);
    at += parts[i]->rows;
    memory_free(codes[i]);
    builder_drop(parts[i]);
  }
  whole->rows = whole->capacity = rows;
  if (!whole->missing_count) {
    memory_free(whole->missing);
    whole->missing = NULL;
    whole->missing_words = 0;
  }
  memory_free(codes);
}

bool join_keys(Dictionary **keys, Dictionary **parts, size_t count) {
  size_t all = 0, most = 0;
  for (size_t i = 0; i < count; i++) {
    all += dictionary_count(parts[i]);
    most = dictionary_count(parts[i]) > most ? dictionary_count(parts[i]) : most;
  }
  uint32_t *codes = memory_array(most + 1, sizeof *codes);
  dictionary_drop(*keys);
  *keys = parts[0];
  parts[0] = NULL;
  for (size_t i = 1; i < count; i++) {
    if (!dictionary_add_in_order(*keys, parts[i]))
      dictionary_enter_all(*keys, parts[i], codes);
    dictionary_drop(parts[i]);
    parts[i] = NULL;
  }
  memory_free(codes);
  return dictionary_count(*keys) == all;
}

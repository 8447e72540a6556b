#include "table/keymap.h"

#include "base/crew.h"
#include "base/memory.h"

#define NO_ROW UINT32_MAX

enum { TEXTS_PART = 1 << 15 };

typedef enum KeymapWay {
  KEYMAP_TEXTS, /* rows by code of the column's dictionary */
  KEYMAP_NEAR,  /* rows by number less the least one */
  KEYMAP_HASH,  /* rows by number, open addressing */
  KEYMAP_DIGITS /* each number written out: the customers' keys are texts */
} KeymapWay;

struct Keymap {
  const Table *customers;
  const Column *keys;
  KeymapWay way;
  uint32_t *rows;
  int64_t *numbers; /* KEYMAP_HASH: what stands in each place */
  int64_t least;    /* KEYMAP_NEAR */
  uint64_t places;  /* of rows; KEYMAP_HASH: a power of two */
};

/* --- texts ------------------------------------------------------------------------ */

/* Some codes, each a look-up. */
static void texts_part(void *context, size_t number) {
  Keymap *map = context;
  uint64_t first = (uint64_t)number * TEXTS_PART, left = map->places - first;
  uint64_t end = left < TEXTS_PART ? map->places : first + TEXTS_PART;
  for (uint64_t code = first; code < end; code++) {
    Text text = dictionary_text(map->keys->dictionary, (uint32_t)code);
    size_t row;
    map->rows[code] = table_row(map->customers, text, &row) ? (uint32_t)row : NO_ROW;
  }
}

static void texts_map(Keymap *map, size_t threads) {
  map->way = KEYMAP_TEXTS;
  map->places = map->keys->dictionary ? dictionary_count(map->keys->dictionary) : 0;
  map->rows = memory_array(map->places + 1, sizeof *map->rows);
  crew_run(threads, (map->places + TEXTS_PART - 1) / TEXTS_PART, texts_part, map);
}

/* --- numbers ---------------------------------------------------------------------- */

static uint64_t place_of(int64_t number, uint64_t places) {
  uint64_t hash = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15); /* Fibonacci hashing, Knuth */
  return (hash ^ hash >> 32) & (places - 1);
}

static void near_map(Keymap *map, const Column *own, int64_t least, uint64_t places) {
  map->way = KEYMAP_NEAR;
  map->least = least;
  map->places = places;
  map->rows = memory_array(places, sizeof *map->rows);
  memset(map->rows, 0xFF, places * sizeof *map->rows);
  for (size_t row = 0; row < own->rows; row++)
    map->rows[(uint64_t)column_integer(own, row) - (uint64_t)least] = (uint32_t)row;
}

static void hash_map(Keymap *map, const Column *own) {
  map->way = KEYMAP_HASH;
  map->places = 16;
  while (map->places < 2 * (uint64_t)own->rows)
    map->places *= 2;
  map->rows = memory_array(map->places, sizeof *map->rows);
  map->numbers = memory_array(map->places, sizeof *map->numbers);
  memset(map->rows, 0xFF, map->places * sizeof *map->rows);
  for (size_t row = 0; row < own->rows; row++) {
    int64_t number = column_integer(own, row);
    uint64_t place = place_of(number, map->places);
    while (map->rows[place] != NO_ROW)
      place = (place + 1) & (map->places - 1);
    map->rows[place] = (uint32_t)row;
    map->numbers[place] = number;
  }
}

/* The customers' keys stand close together: an array of them is no larger than a hash. */
static void numbers_map(Keymap *map, const Column *own) {
  int64_t least = INT64_MAX, most = INT64_MIN;
  for (size_t row = 0; row < own->rows; row++) {
    int64_t number = column_integer(own, row);
    least = number < least ? number : least;
    most = number > most ? number : most;
  }
  uint64_t places = own->rows ? (uint64_t)most - (uint64_t)least + 1 : 1;
  if (places && places <= 8 * (uint64_t)own->rows + 64)
    near_map(map, own, least, places);
  else
    hash_map(map, own);
}

Keymap *keymap_make(const Table *customers, const Column *keys, size_t threads) {
  Keymap *map = memory_new(sizeof *map);
  const Column *own = &customers->columns[customers->key];
  *map = (Keymap){.customers = customers, .keys = keys, .way = KEYMAP_DIGITS};
  if (keys->type == COLUMN_INTEGER && own->type == COLUMN_INTEGER) {
    numbers_map(map, own);
  } else if (keys->type == COLUMN_TEXT) {
    texts_map(map, threads);
  }
  return map;
}

void keymap_drop(Keymap *map) {
  memory_free(map->rows);
  memory_free(map->numbers);
  memory_free(map);
}

/* --- looking up ------------------------------------------------------------------- */

static uint32_t hash_row(const Keymap *map, int64_t number) {
  uint64_t place = place_of(number, map->places);
  while (map->rows[place] != NO_ROW && map->numbers[place] != number)
    place = (place + 1) & (map->places - 1);
  return map->rows[place];
}

/* Any other cell: by its text. */
static uint32_t text_row(const Keymap *map, size_t cell, Buffer *text) {
  size_t row;
  text->length = 0;
  value_plain(text, column_value(map->keys, cell));
  return table_row(map->customers, buffer_view(text), &row) ? (uint32_t)row : NO_ROW;
}

static void near_rows(const Keymap *map, size_t first, size_t count, uint32_t *rows) {
  for (size_t i = 0; i < count; i++) {
    uint64_t place = (uint64_t)column_integer(map->keys, first + i) - (uint64_t)map->least;
    rows[i] = place < map->places ? map->rows[place] : NO_ROW;
  }
}

void keymap_rows(const Keymap *map, size_t first, size_t count, uint32_t *rows) {
  if (map->way == KEYMAP_NEAR) {
    near_rows(map, first, count, rows);
  } else if (map->way == KEYMAP_TEXTS && map->places) {
    for (size_t i = 0; i < count; i++)
      rows[i] = map->rows[column_code(map->keys, first + i)];
  } else if (map->way == KEYMAP_HASH) {
    for (size_t i = 0; i < count; i++)
      rows[i] = hash_row(map, column_integer(map->keys, first + i));
  } else {
    Buffer text = {0};
    for (size_t i = 0; i < count; i++)
      rows[i] = text_row(map, first + i, &text);
    buffer_free(&text);
  }
}

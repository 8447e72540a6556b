#include "table/profile.h"

#include <stdlib.h>
#include <strings.h>

#include "base/date.h"
#include "base/memory.h"

/* Distinct values in order, each with how often it stands there. */
typedef struct Counted {
  ProfileValue *values;
  size_t count;
} Counted;

static int by_slot(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* Integers that stand in the order of the decimals they are made of, and back. */
static int64_t slot_of_decimal(double decimal) {
  int64_t bits;
  memcpy(&bits, &decimal, sizeof bits);
  return bits < 0 ? INT64_MIN - bits : bits;
}

static double decimal_of_slot(int64_t slot) {
  int64_t bits = slot < 0 ? INT64_MIN - slot : slot;
  double decimal;
  memcpy(&decimal, &bits, sizeof decimal);
  return decimal;
}

static int64_t slot_of(Value value) {
  switch (value.kind) {
  case VALUE_BOOLEAN:
    return value.boolean;
  case VALUE_INTEGER:
    return value.integer;
  case VALUE_DECIMAL:
    return value.decimal == 0 ? 0 : slot_of_decimal(value.decimal);
  default:
    return value.days;
  }
}

static Value value_of(ColumnType type, int64_t slot) {
  switch (type) {
  case COLUMN_BOOLEAN:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = slot != 0};
  case COLUMN_INTEGER:
    return (Value){.kind = VALUE_INTEGER, .integer = slot};
  case COLUMN_DECIMAL:
    return (Value){.kind = VALUE_DECIMAL, .decimal = decimal_of_slot(slot)};
  default:
    return (Value){.kind = VALUE_DATE, .days = (int32_t)slot};
  }
}

static Counted count_numbers(const Column *column) {
  int64_t *slots = memory_array(column->rows + 1, sizeof *slots);
  size_t present = 0;
  for (size_t row = 0; row < column->rows; row++)
    if (!column_missing(column, row))
      slots[present++] = slot_of(column_value(column, row));
  qsort(slots, present, sizeof *slots, by_slot);
  Counted counted = {NULL, 0};
  for (size_t i = 0; i < present; i++)
    counted.count += i == 0 || slots[i] != slots[i - 1];
  counted.values = memory_array(counted.count, sizeof *counted.values);
  for (size_t i = 0, at = 0; i < present; i++) {
    at += i > 0 && slots[i] != slots[i - 1];
    counted.values[at].value = value_of(column->type, slots[i]);
    counted.values[at].count++;
  }
  memory_free(slots);
  return counted;
}

static int by_text(const void *a, const void *b) {
  return text_compare(((const ProfileValue *)a)->value.text, ((const ProfileValue *)b)->value.text);
}

static Counted count_texts(const Column *column) {
  uint32_t codes = dictionary_count(column->dictionary);
  Counted counted = {memory_array(codes, sizeof *counted.values), 0};
  size_t *counts = memory_array((size_t)codes + 1, sizeof *counts);
  for (size_t row = 0; row < column->rows; row++)
    if (!column_missing(column, row))
      counts[column_code(column, row)]++;
  for (uint32_t code = 0; code < codes; code++) {
    Value value = {.kind = VALUE_TEXT, .text = dictionary_text(column->dictionary, code)};
    if (counts[code])
      counted.values[counted.count++] = (ProfileValue){value, counts[code]};
  }
  qsort(counted.values, counted.count, sizeof *counted.values, by_text);
  memory_free(counts);
  return counted;
}

/* --- what looks like no answer -------------------------------------------------- */

static bool text_is_suspect(Text text) {
  static const char *const words[] = {"",
                                      "-",
                                      "--",
                                      ".",
                                      "?",
                                      "unknown",
                                      "onbekend",
                                      "n/a",
                                      "na",
                                      "#n/a",
                                      "nvt",
                                      "n.v.t.",
                                      "null",
                                      "nil",
                                      "none",
                                      "nan",
                                      "missing",
                                      "undefined",
                                      "geen",
                                      "leeg",
                                      "empty",
                                      "blank",
                                      "not available",
                                      "not applicable",
                                      "(null)",
                                      "<null>"};
  Text word = text_trim(text);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == word.length && strncasecmp(words[i], word.bytes, word.length) == 0)
      return true;
  return false;
}

static double number_of(Value value) {
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

/* 999, 9999, …: three nines or more and nothing else. */
static bool all_nines(double number) {
  for (double nines = 999; nines < 1e10; nines = nines * 10 + 9)
    if (number == nines)
      return true;
  return false;
}

/* The only negative number, or nines far above all others. */
static bool number_is_suspect(Counted counted, size_t at) {
  double number = number_of(counted.values[at].value);
  bool first = at == 0, last = at + 1 == counted.count;
  if (counted.count < 2)
    return false;
  if (number < 0)
    return first && number_of(counted.values[1].value) >= 0 &&
           (number == -1 || number == -9 || number == -99 || all_nines(-number));
  return last && all_nines(number) && number_of(counted.values[at - 1].value) * 2 < number;
}

static bool date_is_suspect(int32_t days) {
  static const char *const dates[] = {"0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31",
                                      "1900-01-01", "1970-01-01", "9999-12-31", "2999-12-31"};
  char iso[DATE_ISO_LENGTH];
  date_to_iso(days, iso);
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
    if (memcmp(iso, dates[i], sizeof iso) == 0)
      return true;
  return false;
}

static bool is_suspect(Counted counted, size_t at) {
  Value value = counted.values[at].value;
  switch (value.kind) {
  case VALUE_TEXT:
    return text_is_suspect(value.text);
  case VALUE_DATE:
    return date_is_suspect(value.days);
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
    return number_is_suspect(counted, at);
  default:
    return false;
  }
}

/* --- one column ----------------------------------------------------------------- */

/* Keeps the list in order of count; an equal count comes after those before it. */
static void frequent_add(ColumnProfile *profile, ProfileValue value) {
  size_t at = profile->frequent_count;
  while (at > 0 && profile->frequent[at - 1].count < value.count)
    at--;
  if (at == PROFILE_FREQUENT)
    return;
  if (profile->frequent_count < PROFILE_FREQUENT)
    profile->frequent_count++;
  memmove(profile->frequent + at + 1, profile->frequent + at,
          (profile->frequent_count - at - 1) * sizeof value);
  profile->frequent[at] = value;
}

static void profile_column(ColumnProfile *profile, const Column *column) {
  Counted counted = column->type == COLUMN_TEXT ? count_texts(column) : count_numbers(column);
  profile->column = column;
  profile->distinct = counted.count;
  if (counted.count) {
    profile->smallest = counted.values[0].value;
    profile->largest = counted.values[counted.count - 1].value;
  }
  for (size_t i = 0; i < counted.count; i++) {
    frequent_add(profile, counted.values[i]);
    if (profile->suspect_count < PROFILE_SUSPECTS && is_suspect(counted, i))
      profile->suspects[profile->suspect_count++].is = counted.values[i];
  }
  memory_free(counted.values);
}

ColumnProfile *profile_table(const Table *table, Arena *arena) {
  ColumnProfile *profiles = arena_array(arena, table->column_count, sizeof *profiles);
  for (size_t i = 0; i < table->column_count; i++) {
    profiles[i].writing = table_column_writing(table, i);
    profile_column(&profiles[i], &table->columns[i]);
  }
  return profiles;
}

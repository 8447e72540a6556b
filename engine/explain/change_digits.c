#include "explain/change_digits.h"

#include <math.h>

#include "log/line_read.h"
#include "log/piece.h"
#include "log/read_back.h"

enum { LINES_LOOKED_AT = 48 };

typedef struct Digits {
  Arena *arena;
  Text *quoted; /* the names as JSON */
  const ColumnType *types;
  size_t count;
  int *found; /* -1: no number yet */
} Digits;

/* The fewest with which the decimal is the double nearest to it. */
static int digits_of(double number) {
  double power = 1;
  for (int digits = 0; digits < DIGITS_MOST; digits++, power *= 10)
    if (rint(number * power) / power == number)
      return digits;
  return DIGITS_MOST;
}

static double number_of(Value value) {
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

/* Up to what is no value; an erased line has none. */
static void look_at(const Digits *digits, Text line) {
  Text salt, rest;
  bool good = line_rest(line, &salt, &rest);
  for (size_t i = 0; good && i < digits->count; i++) {
    Value value;
    good = read_back(digits->arena, &rest, digits->quoted[i], &value);
    if (!good || digits->types[i] != COLUMN_DECIMAL ||
        (value.kind != VALUE_INTEGER && value.kind != VALUE_DECIMAL))
      continue;
    int found = digits_of(number_of(value));
    digits->found[i] = found > digits->found[i] ? found : digits->found[i];
  }
}

/* The line that begins at or after this byte; empty: none does. */
static Text line_after(Text all, size_t byte) {
  const char *start = all.bytes + byte, *end = all.bytes + all.length;
  if (byte) {
    const char *newline = memchr(start - 1, '\n', (size_t)(end - start + 1));
    start = newline ? newline + 1 : end;
  }
  const char *newline = memchr(start, '\n', (size_t)(end - start));
  return (Text){start, (size_t)((newline ? newline : end) - start)};
}

const int *change_digits(Arena *arena, const Run *run, const Text *names, const ColumnType *types,
                         size_t count) {
  bool any = false;
  Digits digits = {arena, arena_array(arena, count + 1, sizeof *digits.quoted), types, count,
                   arena_array(arena, count + 1, sizeof *digits.found)};
  for (size_t i = 0; i < count; i++) {
    digits.quoted[i] = piece_quoted(arena, names[i]);
    any = any || types[i] == COLUMN_DECIMAL;
    digits.found[i] = types[i] == COLUMN_DECIMAL ? -1 : 0;
  }
  for (size_t i = 0; any && i < LINES_LOOKED_AT; i++)
    look_at(&digits, line_after(run->decisions, run->decisions.length / LINES_LOOKED_AT * i));
  for (size_t i = 0; i < count; i++)
    if (digits.found[i] < 0)
      digits.found[i] = DIGITS_MOST;
  return digits.found;
}

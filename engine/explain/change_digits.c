#include "explain/change_digits.h"

#include <math.h>

enum { LINES_LOOKED_AT = 48 };

typedef struct Digits {
  const Text *names;
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

static void look_at(const Digits *digits, const json_t *line) {
  const json_t *read = json_object_get(line, "read");
  for (size_t i = 0; i < digits->count; i++) {
    bool decimal = digits->types[i] == COLUMN_DECIMAL;
    const json_t *number = decimal ? json_object_get(read, digits->names[i].bytes) : NULL;
    if (!json_is_number(number))
      continue;
    int found = digits_of(json_number_value(number));
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
  Digits digits = {names, types, count, arena_array(arena, count + 1, sizeof *digits.found)};
  for (size_t i = 0; i < count; i++) {
    any = any || types[i] == COLUMN_DECIMAL;
    digits.found[i] = types[i] == COLUMN_DECIMAL ? -1 : 0;
  }
  for (size_t i = 0; any && i < LINES_LOOKED_AT; i++) {
    Text line = line_after(run->decisions, run->decisions.length / LINES_LOOKED_AT * i);
    json_t *json = json_loadb(line.bytes, line.length, 0, NULL);
    look_at(&digits, json);
    json_decref(json);
  }
  for (size_t i = 0; i < count; i++)
    if (digits.found[i] < 0)
      digits.found[i] = DIGITS_MOST;
  return digits.found;
}

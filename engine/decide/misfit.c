#include "decide/misfit.h"

#include <math.h>
#include <stdlib.h>

static const double LARGEST = 1e100; /* its square can still be summed */

/* --- what kind of wishes ------------------------------------------------------------ */

typedef enum WishKind { WISH_NONE, WISH_NUMBER, WISH_TEXT, WISH_YES_OR_NO, WISH_OTHER } WishKind;

static WishKind kind_of_value(Value value) {
  switch (value.kind) {
  case VALUE_MISSING:
    return WISH_NONE;
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
    return WISH_NUMBER;
  case VALUE_BOOLEAN:
    return WISH_YES_OR_NO;
  case VALUE_TEXT:
    return WISH_TEXT;
  case VALUE_DATE:
    break;
  }
  return WISH_OTHER;
}

static WishKind kind_of(const Column *column) {
  WishKind kind = WISH_NONE;
  for (size_t row = 0; row < column->rows && kind != WISH_OTHER; row++) {
    WishKind one = kind_of_value(column_value(column, row));
    if (kind == WISH_NONE)
      kind = one;
    else if (one != WISH_NONE && one != kind)
      kind = WISH_OTHER;
  }
  return kind;
}

static bool refuse(const Need *need, const char *problem, const char *hint, Error *error) {
  error_set(error, ERROR_INPUT, "need \"%.*s\": \"%.*s\" %s", TEXT_ARGS(need->name),
            TEXT_ARGS(need->field), problem);
  error_at(error, need->at.file, need->at.line, need->at.column);
  return error_hint(error, "%s", hint);
}

/* --- reading them ------------------------------------------------------------------- */

static bool read_numbers(const Need *need, const Column *column, double *wish, Error *error) {
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    double number = value.kind == VALUE_INTEGER   ? (double)value.integer
                    : value.kind == VALUE_DECIMAL ? value.decimal
                                                  : NAN;
    wish[row] = isfinite(number) ? number : NAN;
    if (fabs(wish[row]) > LARGEST)
      return refuse(need, "holds numbers too large to be squared",
                    "use an attribute in larger units", error);
  }
  return true;
}

static int compare_values(const void *one, const void *other) {
  const Value *a = one, *b = other;
  return a->kind == VALUE_TEXT ? text_compare(a->text, b->text) : a->boolean - b->boolean;
}

static size_t find_choice(const Wishes *wishes, Value value) {
  size_t at = 0;
  while (at < wishes->choice_count && !value_equal(wishes->choices[at], value))
    at++;
  return at;
}

static bool read_choices(const Need *need, const Column *column, Wishes *wishes, double *wish,
                         Error *error) {
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    if (value.kind == VALUE_MISSING || find_choice(wishes, value) < wishes->choice_count)
      continue;
    if (wishes->choice_count == CHOICES_MOST)
      return refuse(need, "holds more than 50 different texts: too many to choose from",
                    "sort them into kinds by an attribute", error);
    wishes->choices[wishes->choice_count++] = value;
  }
  qsort(wishes->choices, wishes->choice_count, sizeof(Value), compare_values);
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    wish[row] = value.kind == VALUE_MISSING ? NAN : (double)find_choice(wishes, value);
  }
  return true;
}

bool wishes_read(Arena *arena, const Need *need, const Table *table, Wishes *wishes, Error *error) {
  const Column *column = table_column(table, need->field);
  double *wish = arena_array(arena, table->rows, sizeof *wish);
  WishKind kind = column ? kind_of(column) : WISH_OTHER;
  *wishes = (Wishes){.choice = kind == WISH_TEXT || kind == WISH_YES_OR_NO, .wish = wish};
  if (kind == WISH_OTHER)
    return refuse(need, "must hold numbers, texts or yes and no, and one of these only",
                  "a date can be counted in days by an attribute: days_since(…)", error);
  return wishes->choice ? read_choices(need, column, wishes, wish, error)
                        : read_numbers(need, column, wish, error);
}

/* --- serving a group ---------------------------------------------------------------- */

double misfit_at(const Wishes *wishes, const uint32_t *rows, size_t count, double way) {
  double misfit = 0;
  for (size_t i = 0; i < count; i++) {
    double off = wishes->wish[rows[i]] - way;
    misfit += wishes->choice ? off != 0 : off * off;
  }
  return misfit;
}

static double mean_of(const double *wish, const uint32_t *rows, size_t count) {
  double sum = 0;
  bool alike = true;
  for (size_t i = 0; i < count; i++) {
    sum += wish[rows[i]];
    alike = alike && wish[rows[i]] == wish[rows[0]];
  }
  return alike ? wish[rows[0]] : sum / (double)count; /* no rounding where none is needed */
}

static double most_common(const Wishes *wishes, const uint32_t *rows, size_t count) {
  size_t counts[CHOICES_MOST] = {0}, best = 0;
  for (size_t i = 0; i < count; i++)
    counts[(size_t)wishes->wish[rows[i]]]++;
  for (size_t choice = 1; choice < wishes->choice_count; choice++)
    if (counts[choice] > counts[best])
      best = choice;
  return (double)best;
}

Served misfit_best(const Wishes *wishes, const uint32_t *rows, size_t count) {
  if (count == 0)
    return (Served){0};
  double way =
      wishes->choice ? most_common(wishes, rows, count) : mean_of(wishes->wish, rows, count);
  return (Served){count, way, misfit_at(wishes, rows, count, way)};
}

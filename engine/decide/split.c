#include "decide/split.h"

#include <math.h>

#include "base/memory.h"
#include "decide/order.h"

/* What is looked at while cuts are tried: the sums of the part as it grows. Of numbers
 * these are distances from the group's mean, so that they stay small. */
typedef struct Trying {
  const Wishes *wishes;
  const uint32_t *rows;
  size_t count;
  Served group;
  size_t all[CHOICES_MOST], in[CHOICES_MOST]; /* of a choice: customers by choice */
  size_t in_count;
  double in_sum;
  Split *best;
} Trying;

static void part_empty(Trying *trying) {
  memset(trying->in, 0, sizeof trying->in);
  trying->in_count = 0;
  trying->in_sum = 0;
}

static void part_add(Trying *trying, uint32_t row) {
  double wish = trying->wishes->wish[row];
  trying->in_count++;
  if (trying->wishes->choice)
    trying->in[(size_t)wish]++;
  else
    trying->in_sum += wish - trying->group.way;
}

/* The misfit that goes when part and rest are each served best. */
static double part_gain(const Trying *trying) {
  double in = (double)trying->in_count, out = (double)(trying->count - trying->in_count);
  if (!trying->wishes->choice)
    return trying->in_sum * trying->in_sum * (1 / in + 1 / out);
  size_t most_in = 0, most_out = 0;
  for (size_t i = 0; i < trying->wishes->choice_count; i++) {
    size_t rest = trying->all[i] - trying->in[i];
    most_in = trying->in[i] > most_in ? trying->in[i] : most_in;
    most_out = rest > most_out ? rest : most_out;
  }
  return (double)(most_in + most_out) - ((double)trying->count - trying->group.misfit);
}

static void try_part(Trying *trying, const Column *field, Value value) {
  if (trying->in_count < PART_LEAST || trying->count - trying->in_count < PART_LEAST)
    return;
  trying->best->tried++;
  double gain = part_gain(trying);
  if (gain <= trying->best->gain)
    return;
  trying->best->gain = gain;
  trying->best->field = field;
  trying->best->value = value;
}

/* --- one field ---------------------------------------------------------------------- */

/* From the highest value down: the part grows by all customers of one value at a time. */
static void try_values(Trying *trying, const Column *field) {
  uint32_t *rows = memory_array(trying->count, sizeof *rows);
  memcpy(rows, trying->rows, trying->count * sizeof *rows);
  size_t known = order_by_score(rows, trying->count, field, ORDER_DESCENDING);
  part_empty(trying);
  for (size_t i = 0; i + 1 < known; i++) {
    double here, below;
    part_add(trying, rows[i]);
    order_number(field, rows[i], &here);
    order_number(field, rows[i + 1], &below);
    if (here > below)
      try_part(trying, field, column_value(field, rows[i]));
  }
  memory_free(rows);
}

/* The rows of each text together, in the order of the texts; who has none, last. */
static size_t sort_by_text(const Trying *trying, const Column *field, uint32_t *rows) {
  const uint32_t *ranks = dictionary_ranks(field->dictionary);
  size_t texts = dictionary_count(field->dictionary), known = 0;
  size_t *first = memory_array(texts + 2, sizeof *first);
  for (size_t i = 0; i < trying->count; i++)
    if (!column_missing(field, trying->rows[i]))
      first[ranks[column_code(field, trying->rows[i])] + 1]++, known++;
  for (size_t i = 1; i <= texts; i++)
    first[i] += first[i - 1];
  for (size_t i = 0; i < trying->count; i++)
    if (!column_missing(field, trying->rows[i]))
      rows[first[ranks[column_code(field, trying->rows[i])]]++] = trying->rows[i];
  memory_free(first);
  return known;
}

static void try_texts(Trying *trying, const Column *field) {
  uint32_t *rows = memory_array(trying->count, sizeof *rows);
  size_t known = sort_by_text(trying, field, rows);
  part_empty(trying);
  for (size_t i = 0; i < known; i++) {
    bool last = i + 1 == known || column_code(field, rows[i]) != column_code(field, rows[i + 1]);
    part_add(trying, rows[i]);
    if (!last)
      continue;
    try_part(trying, field, column_value(field, rows[i]));
    part_empty(trying);
  }
  memory_free(rows);
}

/* --- the best, looked at closely ------------------------------------------------------ */

static bool is_in_part(const Split *split, uint32_t row) {
  double here, from = 0;
  if (column_missing(split->field, row))
    return false;
  if (split->field->type == COLUMN_TEXT)
    return text_equal(column_value(split->field, row).text, split->value.text);
  Value value = split->value;
  from = value.kind == VALUE_DECIMAL   ? value.decimal
         : value.kind == VALUE_INTEGER ? (double)value.integer
         : value.kind == VALUE_DATE    ? value.days
                                       : value.boolean;
  return order_number(split->field, row, &here) && here >= from;
}

static void part_rows(Arena *arena, const Trying *trying, Split *split) {
  split->part = arena_array(arena, trying->count, sizeof *split->part);
  split->rest = arena_array(arena, trying->count, sizeof *split->rest);
  for (size_t i = 0; i < trying->count; i++)
    if (is_in_part(split, trying->rows[i]))
      split->part[split->part_count++] = trying->rows[i];
    else
      split->rest[split->rest_count++] = trying->rows[i];
}

/* A choice as a number whose means differ where the choices of part and rest do: 1 for
 * who needs what the part is served, -1 for what the rest is, 0 for something else. */
static Wishes as_numbers(const Trying *trying, const Split *split, double *wish) {
  double part = misfit_best(trying->wishes, split->part, split->part_count).way;
  double rest = misfit_best(trying->wishes, split->rest, split->rest_count).way;
  for (size_t i = 0; i < trying->count; i++) {
    double one = trying->wishes->wish[trying->rows[i]];
    wish[trying->rows[i]] = (one == part) - (one == rest);
  }
  return (Wishes){.wish = wish};
}

/* The two-sided probability of a difference between two means as large as this one, by
 * the normal distribution: F = between / (within / (n - 2)). */
static double chance_of(const Wishes *numbers, const Split *split) {
  Served part = misfit_best(numbers, split->part, split->part_count);
  Served rest = misfit_best(numbers, split->rest, split->rest_count);
  double within = (part.misfit + rest.misfit) / (double)(part.number + rest.number - 2);
  double apart = part.way - rest.way;
  double error = sqrt(within * (1 / (double)part.number + 1 / (double)rest.number));
  return error > 0 ? erfc(fabs(apart) / error / sqrt(2)) : 0;
}

static double chance_of_choice(const Trying *trying, const Split *split) {
  uint32_t highest = 0;
  for (size_t i = 0; i < trying->count; i++)
    highest = trying->rows[i] > highest ? trying->rows[i] : highest;
  double *wish = memory_array((size_t)highest + 1, sizeof *wish);
  Wishes numbers = as_numbers(trying, split, wish);
  double chance = chance_of(&numbers, split);
  memory_free(wish);
  return chance;
}

static void look_closely(Arena *arena, const Trying *trying, Split *split) {
  part_rows(arena, trying, split);
  double chance =
      trying->wishes->choice ? chance_of_choice(trying, split) : chance_of(trying->wishes, split);
  split->chance = fmin(1, chance * (double)split->tried);
}

Split split_best(Arena *arena, const Wishes *wishes, const uint32_t *rows, size_t count,
                 const Column *const *fields, size_t field_count) {
  Split split = {.chance = 1};
  Trying trying = {.wishes = wishes, .rows = rows, .count = count, .best = &split};
  trying.group = misfit_best(wishes, rows, count);
  for (size_t i = 0; wishes->choice && i < count; i++)
    trying.all[(size_t)wishes->wish[rows[i]]]++;
  for (size_t i = 0; i < field_count; i++) {
    if (fields[i]->type == COLUMN_TEXT)
      try_texts(&trying, fields[i]);
    else if (fields[i]->type != COLUMN_MIXED)
      try_values(&trying, fields[i]);
  }
  if (split.field)
    look_closely(arena, &trying, &split);
  return split;
}

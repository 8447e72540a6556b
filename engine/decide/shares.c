#include "decide/shares.h"

#include <stdlib.h>

#include "base/memory.h"
#include "condition/verdict.h"
#include "decide/groups.h"
#include "decide/order.h"

/* A group while it is counted. */
typedef struct Tally {
  ShareGroup group;
  bool is_number, is_missing;
  double number;
} Tally;

static const SelectionDecision *selection_of(const Decisions *decisions, Text name) {
  for (size_t i = 0; i < decisions->selection_count; i++)
    if (text_equal(decisions->selections[i].name, name))
      return &decisions->selections[i];
  return NULL;
}

/* A byte a customer: 1 for who is chosen in the end. */
static uint8_t *chosen_of(const Decisions *decisions, const SelectionDecision *selection) {
  uint8_t *chosen = memory_array(decisions->rows + 1, 1);
  Buffer rule = {0};
  for (size_t row = 0; row < decisions->rows; row++)
    chosen[row] = selection->state[row] == STATE_SELECTED || selection->state[row] == STATE_HOLDOUT;
  buffer_format(&rule, "selection %.*s", TEXT_ARGS(selection->name));
  for (size_t i = 0; i < decisions->override_count; i++) {
    const Override *override = &decisions->overrides[i];
    if (text_equal(override->rule, buffer_view(&rule)))
      chosen[override->row] = text_equal(override->outcome, TEXT("selected"));
  }
  buffer_free(&rule);
  return chosen;
}

/* The customers that it is about; answers how many. */
static size_t rows_concerned(const Decisions *decisions, const uint8_t *concerned, uint32_t *rows) {
  size_t count = 0;
  for (size_t row = 0; row < decisions->rows; row++)
    if (!concerned || concerned[row] == VERDICT_YES)
      rows[count++] = (uint32_t)row;
  return count;
}

static void name_group(Arena *arena, const Column *column, uint32_t row, Tally *tally) {
  Value value = column_value(column, row);
  Buffer name = {0};
  tally->is_missing = value.kind == VALUE_MISSING;
  tally->is_number = value.kind != VALUE_TEXT && order_number(column, row, &tally->number);
  if (tally->is_missing)
    buffer_string(&name, "(missing)");
  else
    value_plain(&name, value);
  tally->group.name = text_copy(arena, buffer_view(&name));
  buffer_free(&name);
}

/* What is no number at all (nan) is missing. */
static Tally *tally_of(Tally *tallies, const Groups *groups, size_t i) {
  return &tallies[groups->of[i] == NO_GROUP ? groups->count : groups->of[i]];
}

static int in_order(const void *left, const void *right) {
  const Tally *a = left, *b = right;
  if (a->is_missing != b->is_missing)
    return a->is_missing ? 1 : -1;
  if (a->is_number != b->is_number)
    return a->is_number ? -1 : 1;
  if (a->is_number && a->number != b->number)
    return a->number < b->number ? -1 : 1;
  return text_compare(a->group.name, b->group.name);
}

static bool refuse(const Guarantee *guarantee, const char *found, Error *error) {
  error_set(error, ERROR_INPUT, "by of guarantee \"%.*s\" makes groups of \"%.*s\", which has %s",
            TEXT_ARGS(guarantee->name), TEXT_ARGS(guarantee->by), found);
  error_at(error, guarantee->at.file, guarantee->at.line, guarantee->at.column);
  return error_hint(error, "a few groups can be compared: make them with "
                           "attribute \"…\" { ntile = 5, of = \"…\" } or bins");
}

/* A part of the highest, equal up to the last digits of a calculation. */
static bool is_enough(const ShareGroup *group, double at_least) {
  return group->ratio >= at_least * (1 - 1e-12);
}

static void judge(const Guarantee *guarantee, Shares *shares) {
  double highest = 0;
  for (size_t i = 0; i < shares->count; i++) {
    ShareGroup *group = &shares->groups[i];
    group->judged = group->customers >= (size_t)guarantee->least;
    double share = (double)group->chosen / (double)group->customers;
    highest = group->judged && share > highest ? share : highest;
  }
  for (size_t i = 0; i < shares->count; i++) {
    ShareGroup *group = &shares->groups[i];
    if (highest > 0)
      group->ratio = (double)group->chosen / (double)group->customers / highest;
    group->falls_short = group->judged && highest > 0 && !is_enough(group, guarantee->at_least);
    shares->judged += group->judged;
    shares->falling_short += group->falls_short;
  }
}

/* Those that anyone is in; false: too many. */
static bool take_groups(Arena *arena, Tally *tallies, size_t count, Shares *shares) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (tallies[i].group.customers)
      tallies[kept++] = tallies[i];
  if (kept > SHARES_MOST_GROUPS)
    return false;
  if (kept)
    qsort(tallies, kept, sizeof *tallies, in_order);
  shares->groups = arena_array(arena, kept, sizeof *shares->groups);
  for (size_t i = 0; i < kept; i++)
    shares->groups[i] = tallies[i].group;
  shares->count = kept;
  return true;
}

/* Counts each group of `rows`. */
static Tally *count_groups(Arena *arena, const Column *by, const uint32_t *rows,
                           const Groups *groups, const uint8_t *chosen, size_t count) {
  Tally *tallies = memory_array(groups->count + 1, sizeof *tallies);
  size_t named = 0;
  for (size_t i = 0; i < count; i++) {
    Tally *tally = tally_of(tallies, groups, i);
    if (tally->group.customers++ == 0 && named++ <= SHARES_MOST_GROUPS)
      name_group(arena, by, rows[i], tally);
    tally->group.chosen += chosen[rows[i]];
  }
  return tallies;
}

/* Texts, yes or no, whole numbers. */
static bool check_kind(const Guarantee *guarantee, const Column *by, Error *error) {
  if (by->missing_count == by->rows || (by->type != COLUMN_DECIMAL && by->type != COLUMN_DATE))
    return true;
  return refuse(guarantee, by->type == COLUMN_DATE ? "dates" : "numbers with a point", error);
}

bool shares_check(const Guarantee *guarantee, const Table *table, Error *error) {
  const Column *by = table_column(table, guarantee->by);
  uint32_t *rows = memory_array(table->rows + 1, sizeof *rows);
  for (size_t row = 0; row < table->rows; row++)
    rows[row] = (uint32_t)row;
  Groups groups = groups_make(by, rows, table->rows);
  bool few = groups.count + (by->missing_count > 0) <= SHARES_MOST_GROUPS;
  groups_drop(&groups);
  memory_free(rows);
  return check_kind(guarantee, by, error) &&
         (few || refuse(guarantee, "more than 200 different values", error));
}

bool shares_make(Arena *arena, const Guarantee *guarantee, const Decisions *decisions,
                 const uint8_t *concerned, Shares *shares, Error *error) {
  const SelectionDecision *selection = selection_of(decisions, guarantee->selection);
  const Column *by = table_column(decisions->table, guarantee->by);
  if (!selection || !by)
    return error_set(error, ERROR_INTERNAL, "the guarantee \"%.*s\" names what is not there",
                     TEXT_ARGS(guarantee->name));
  if (!check_kind(guarantee, by, error))
    return false;
  uint8_t *chosen = chosen_of(decisions, selection);
  uint32_t *rows = memory_array(decisions->rows + 1, sizeof *rows);
  size_t count = rows_concerned(decisions, concerned, rows);
  Groups groups = groups_make(by, rows, count);
  Tally *tallies = count_groups(arena, by, rows, &groups, chosen, count);
  *shares = (Shares){0};
  bool good = take_groups(arena, tallies, groups.count + 1, shares);
  if (good)
    judge(guarantee, shares);
  memory_free(tallies);
  groups_drop(&groups);
  memory_free(rows);
  memory_free(chosen);
  return good || refuse(guarantee, "more than 200 different values", error);
}

#include "decide/shares.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "condition/verdict.h"
#include "decide/groups.h"
#include "decide/order.h"

static const char many[] = "more than 200 different values";

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

static void name_group(Arena *arena, const Column *column, uint32_t row, ShareGroup *group) {
  Buffer name = {0};
  group->value = column_value(column, row);
  if (group->value.kind == VALUE_MISSING)
    buffer_string(&name, "(missing)");
  else
    value_plain(&name, group->value);
  group->name = text_copy(arena, buffer_view(&name));
  if (group->value.kind == VALUE_TEXT)
    group->value.text = group->name;
  buffer_free(&name);
}

/* What is no number at all (nan) is missing. */
static ShareGroup *group_of(ShareGroup *all, const Groups *groups, size_t i) {
  return &all[groups->of[i] == NO_GROUP ? groups->count : groups->of[i]];
}

static int in_order(const void *left, const void *right) {
  const ShareGroup *a = left, *b = right;
  bool lacks[2] = {a->value.kind == VALUE_MISSING, b->value.kind == VALUE_MISSING};
  double numbers[2] = {0, 0};
  bool is_number[2] = {order_value(a->value, &numbers[0]), order_value(b->value, &numbers[1])};
  if (lacks[0] != lacks[1])
    return lacks[0] ? 1 : -1;
  if (is_number[0] != is_number[1])
    return is_number[0] ? -1 : 1;
  if (is_number[0] && numbers[0] != numbers[1])
    return numbers[0] < numbers[1] ? -1 : 1;
  return text_compare(a->name, b->name);
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

/* Those that anyone is in. */
static void take_groups(Arena *arena, const ShareGroup *groups, size_t count, Shares *shares) {
  shares->groups = arena_array(arena, SHARES_MOST_GROUPS, sizeof *shares->groups);
  for (size_t i = 0; i < count && !shares->too_many; i++) {
    if (groups[i].customers == 0)
      continue;
    shares->too_many = shares->count == SHARES_MOST_GROUPS;
    if (!shares->too_many)
      shares->groups[shares->count++] = groups[i];
  }
}

/* Counts each group of `rows`. */
static ShareGroup *count_groups(Arena *arena, const Column *by, const uint32_t *rows,
                                const Groups *groups, const uint8_t *chosen, size_t count) {
  ShareGroup *all = memory_array(groups->count + 1, sizeof *all);
  size_t named = 0;
  for (size_t i = 0; i < count; i++) {
    ShareGroup *group = group_of(all, groups, i);
    if (group->customers++ == 0 && named++ <= SHARES_MOST_GROUPS)
      name_group(arena, by, rows[i], group);
    group->chosen += chosen[rows[i]];
  }
  return all;
}

/* Texts, yes or no, whole numbers. */
static bool check_kind(const Guarantee *guarantee, ColumnType type, bool typed, Error *error) {
  if (!typed || (type != COLUMN_DECIMAL && type != COLUMN_DATE))
    return true;
  return refuse(guarantee, type == COLUMN_DATE ? "dates" : "numbers with a point", error);
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
  return check_kind(guarantee, by->type, by->missing_count < by->rows, error) &&
         (few || refuse(guarantee, many, error));
}

bool shares_count(Arena *arena, const Guarantee *guarantee, const Decisions *decisions,
                  const uint8_t *concerned, Shares *shares, Error *error) {
  const SelectionDecision *selection = selection_of(decisions, guarantee->selection);
  const Column *by = table_column(decisions->table, guarantee->by);
  if (!selection || !by)
    return error_set(error, ERROR_INTERNAL, "the guarantee \"%.*s\" names what is not there",
                     TEXT_ARGS(guarantee->name));
  *shares = (Shares){.type = by->type, .typed = by->missing_count < by->rows};
  uint8_t *chosen = chosen_of(decisions, selection);
  uint32_t *rows = memory_array(decisions->rows + 1, sizeof *rows);
  size_t count = rows_concerned(decisions, concerned, rows);
  Groups groups = groups_make(by, rows, count);
  ShareGroup *all = count_groups(arena, by, rows, &groups, chosen, count);
  take_groups(arena, all, groups.count + 1, shares);
  memory_free(all);
  groups_drop(&groups);
  memory_free(rows);
  memory_free(chosen);
  return true;
}

/* --- pieces ------------------------------------------------------------------------------- */

static bool is_number(Value value) {
  return value.kind == VALUE_INTEGER || value.kind == VALUE_DECIMAL;
}

/* As groups.h: numbers by their value, what is no number at all as missing. */
static bool same_group(Value a, Value b) {
  bool lacks[2] = {a.kind == VALUE_MISSING || (a.kind == VALUE_DECIMAL && isnan(a.decimal)),
                   b.kind == VALUE_MISSING || (b.kind == VALUE_DECIMAL && isnan(b.decimal))};
  if (lacks[0] || lacks[1])
    return lacks[0] && lacks[1];
  return (a.kind == b.kind || (is_number(a) && is_number(b))) && value_equal(a, b);
}

static void add_group(Arena *arena, Shares *sum, const ShareGroup *more) {
  for (size_t i = 0; i < sum->count; i++)
    if (same_group(sum->groups[i].value, more->value)) {
      sum->groups[i].customers += more->customers;
      sum->groups[i].chosen += more->chosen;
      return;
    }
  sum->too_many = sum->too_many || sum->count == SHARES_MOST_GROUPS;
  if (sum->too_many)
    return;
  ShareGroup *group = &sum->groups[sum->count++];
  *group = *more;
  group->name = text_copy(arena, more->name);
  if (group->value.kind == VALUE_TEXT)
    group->value.text = group->name;
}

void shares_add(Arena *arena, Shares *sum, const Shares *more) {
  if (!sum->groups)
    sum->groups = arena_array(arena, SHARES_MOST_GROUPS, sizeof *sum->groups);
  if (more->typed)
    sum->type = sum->typed && sum->type != more->type ? COLUMN_MIXED : more->type;
  sum->typed = sum->typed || more->typed;
  sum->too_many = sum->too_many || more->too_many;
  for (size_t i = 0; i < more->count && !sum->too_many; i++)
    add_group(arena, sum, &more->groups[i]);
}

/* --- judging ------------------------------------------------------------------------------ */

bool shares_judge(const Guarantee *guarantee, Shares *shares, Error *error) {
  if (!check_kind(guarantee, shares->type, shares->typed, error))
    return false;
  if (shares->too_many)
    return refuse(guarantee, many, error);
  if (shares->count)
    qsort(shares->groups, shares->count, sizeof *shares->groups, in_order);
  judge(guarantee, shares);
  return true;
}

bool shares_make(Arena *arena, const Guarantee *guarantee, const Decisions *decisions,
                 const uint8_t *concerned, Shares *shares, Error *error) {
  return shares_count(arena, guarantee, decisions, concerned, shares, error) &&
         shares_judge(guarantee, shares, error);
}

#include "explain/compare.h"

#include <stdlib.h>

#include "base/memory.h"
#include "explain/compare_parts.h"

Text compare_key(const Comparison *comparison, int side, uint32_t row) {
  char scratch[24];
  return table_key(comparison->input->sides[side].values, row, scratch);
}

/* --- the rules of both ------------------------------------------------------------------ */

static bool is_exclusion(Text rule) {
  return rule.length > 10 && memcmp(rule.bytes, "exclusion ", 10) == 0;
}

/* Of an exclusion that is not there: nobody is excluded. */
static const Ended *nobody(Comparing *comparing, Text rule, int side) {
  size_t rows = comparing->input->sides[side].values->rows;
  Dictionary *labels = dictionary_make();
  bool is_new;
  dictionary_enter(labels, TEXT("excluded"), &is_new);
  uint32_t none = dictionary_enter(labels, TEXT("not excluded"), &is_new);
  uint32_t *of = arena_array(comparing->arena, rows + 1, sizeof *of);
  for (size_t row = 0; row < rows; row++)
    of[row] = none;
  Ended *ended = arena_new(comparing->arena, sizeof *ended);
  *ended = (Ended){rule, dictionary_freeze(labels, comparing->arena), of, rows};
  return ended;
}

static void add_rule(Comparing *comparing, Text name) {
  const CompareSide *sides = comparing->input->sides;
  ComparedRule *rule = &comparing->comparison->rules[comparing->comparison->rule_count++];
  *rule = (ComparedRule){.rule = name};
  for (int side = 0; side < 2; side++) {
    rule->ended[side] = ended_find(&sides[side].ended, name);
    if (!rule->ended[side] && is_exclusion(name))
      rule->ended[side] = nobody(comparing, name, side);
  }
  if (rule->ended[0] && rule->ended[1])
    rule->moves = ended_moves(comparing->arena, rule->ended[0], rule->ended[1],
                              comparing->partner[COMPARE_BEFORE]);
}

static void add_rules(Comparing *comparing) {
  const CompareSide *sides = comparing->input->sides;
  const EndedList *before = &sides[COMPARE_BEFORE].ended, *after = &sides[COMPARE_AFTER].ended;
  comparing->comparison->rules = arena_array(comparing->arena, before->count + after->count + 1,
                                             sizeof *comparing->comparison->rules);
  for (size_t i = 0; i < after->count; i++)
    add_rule(comparing, after->list[i].rule);
  for (size_t i = 0; i < before->count; i++)
    if (!ended_find(after, before->list[i].rule))
      add_rule(comparing, before->list[i].rule);
}

/* --- who moved ------------------------------------------------------------------------- */

static bool by_hand(Text label) {
  static const char hand[] = " by hand";
  size_t length = sizeof hand - 1;
  return label.length > length && memcmp(label.bytes + label.length - length, hand, length) == 0;
}

static void add_mover(Comparing *comparing, ComparedRule *rule, const Move *move, uint32_t row) {
  CompareMover *mover = &rule->movers[rule->mover_count++];
  *mover = (CompareMover){.before = row,
                          .after = comparing->partner[COMPARE_BEFORE][row],
                          .from = move->from,
                          .to = move->to};
  OpenMover open = {.mover = mover, .rule = rule};
  if (by_hand(move->from) || by_hand(move->to)) {
    mover->kind = COMPARE_HAND;
    compare_say(comparing, &open);
  } else {
    comparing->open[comparing->open_count++] = open;
  }
}

static void list_movers(Comparing *comparing) {
  Comparison *comparison = comparing->comparison;
  size_t all = 0;
  for (size_t i = 0; i < comparison->rule_count; i++)
    all += comparison->rules[i].moves.customers;
  comparing->open = arena_array(comparing->arena, all + 1, sizeof *comparing->open);
  for (size_t i = 0; i < comparison->rule_count; i++) {
    ComparedRule *rule = &comparison->rules[i];
    rule->movers = arena_array(comparing->arena, rule->moves.customers + 1, sizeof *rule->movers);
    for (size_t m = 0; m < rule->moves.count; m++)
      for (size_t k = 0; k < rule->moves.list[m].customers; k++)
        add_mover(comparing, rule, &rule->moves.list[m], rule->moves.list[m].rows[k]);
  }
}

static size_t count_moved(const Comparison *comparison) {
  size_t rows = comparison->input->sides[COMPARE_AFTER].values->rows, count = 0;
  uint8_t *moved = memory_array(rows + 1, sizeof *moved);
  for (size_t i = 0; i < comparison->rule_count; i++)
    for (size_t k = 0; k < comparison->rules[i].mover_count; k++) {
      uint8_t *customer = &moved[comparison->rules[i].movers[k].after];
      count += !*customer;
      *customer = 1;
    }
  memory_free(moved);
  return count;
}

/* --- groups ----------------------------------------------------------------------------- */

static int by_way(const void *left, const void *right) {
  const CompareMover *a = *(const CompareMover *const *)left;
  const CompareMover *b = *(const CompareMover *const *)right;
  int order = text_compare(a->from, b->from);
  order = order ? order : text_compare(a->to, b->to);
  order = order ? order : text_compare(a->about, b->about);
  return order ? order : (a->after > b->after) - (a->after < b->after);
}

static int by_size(const void *left, const void *right) {
  const CompareGroup *a = left, *b = right;
  if (a->count != b->count)
    return a->count < b->count ? 1 : -1;
  return by_way(a->movers, b->movers);
}

static bool same_way(const CompareMover *a, const CompareMover *b) {
  return text_equal(a->from, b->from) && text_equal(a->to, b->to) && text_equal(a->about, b->about);
}

/* His own words where all share them. */
static Text words(Arena *arena, const CompareGroup *group) {
  const CompareMover *first = group->movers[0];
  for (size_t i = 1; i < group->count; i++)
    if (!text_equal(group->movers[i]->because, first->because))
      return text_format(arena, "%.*s (like: %.*s)", TEXT_ARGS(first->about),
                         TEXT_ARGS(first->because));
  return first->because;
}

static void make_groups(Arena *arena, ComparedRule *rule) {
  const CompareMover **movers = arena_array(arena, rule->mover_count + 1, sizeof *movers);
  rule->groups = arena_array(arena, rule->mover_count + 1, sizeof *rule->groups);
  for (size_t i = 0; i < rule->mover_count; i++)
    movers[i] = &rule->movers[i];
  qsort(movers, rule->mover_count, sizeof *movers, by_way);
  for (size_t i = 0; i < rule->mover_count; i++) {
    if (i == 0 || !same_way(movers[i - 1], movers[i]))
      rule->groups[rule->group_count++] = (CompareGroup){.from = movers[i]->from,
                                                         .to = movers[i]->to,
                                                         .kind = movers[i]->kind,
                                                         .movers = &movers[i]};
    rule->groups[rule->group_count - 1].count++;
  }
  for (size_t i = 0; i < rule->group_count; i++)
    rule->groups[i].because = words(arena, &rule->groups[i]);
  qsort(rule->groups, rule->group_count, sizeof *rule->groups, by_size);
}

static void name_differences(const Comparing *comparing) {
  Comparison *comparison = comparing->comparison;
  comparison->difference_count = comparing->difference_count;
  comparison->differences =
      arena_array(comparing->arena, comparing->difference_count + 1, sizeof(Text));
  for (size_t i = 0; i < comparing->difference_count; i++)
    comparison->differences[i] = comparing->differences[i].field == SIZE_MAX
                                     ? comparing->differences[i].says
                                     : text_format(comparing->arena, "%.*s changed",
                                                   TEXT_ARGS(comparing->differences[i].says));
}

const Comparison *compare(Arena *arena, const CompareInput *input, Error *error) {
  Comparison *comparison = arena_new(arena, sizeof *comparison);
  Comparing comparing = {.arena = arena, .input = input, .comparison = comparison, .error = error};
  comparison->input = input;
  compare_data(&comparing);
  if (!compare_differences(&comparing, error))
    return NULL;
  name_differences(&comparing);
  add_rules(&comparing);
  list_movers(&comparing);
  compare_causes(&comparing);
  if (comparing.stopped)
    return NULL;
  for (size_t i = 0; i < comparison->rule_count; i++)
    make_groups(arena, &comparison->rules[i]);
  comparison->moved = count_moved(comparison);
  return comparison;
}

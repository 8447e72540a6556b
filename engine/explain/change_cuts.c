#include "explain/change_cuts.h"

#include <math.h>

#include "base/json_read.h"
#include "log/line_read.h"
#include "log/state.h"

static const json_t *named_item(const json_t *list, Text name) {
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    if (text_equal(json_text(json_object_get(item, "name")), name))
      return item;
  }
  return NULL;
}

static Value score_of(const json_t *score) {
  if (json_is_integer(score))
    return (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(score)};
  double number;
  if (json_decimal(score, &number) && !isnan(number)) /* which comes last, as none does */
    return (Value){.kind = VALUE_DECIMAL, .decimal = number};
  return (Value){.kind = VALUE_MISSING};
}

static double number_of(Value score) {
  return score.kind == VALUE_MISSING   ? -INFINITY
         : score.kind == VALUE_INTEGER ? (double)score.integer
                                       : score.decimal;
}

static json_int_t count_of(const json_t *item, State state) {
  return json_integer_value(json_object_get(json_object_get(item, "funnel"), state_name(state)));
}

/* Every place was taken, and nobody was left behind them. */
static bool is_just_full(const Selection *selection, const json_t *item) {
  return selection->limit > 0 && selection->rank.number >= 0 &&
         count_of(item, STATE_BELOW_THE_CUT) == 0 &&
         count_of(item, STATE_SELECTED) + count_of(item, STATE_HOLDOUT) >= selection->limit;
}

/* The lowest score of those who have a place, this line's included. */
static void look_at(const json_t *logged, Value *last, bool *any) {
  State state = STATE_COUNT;
  state_from_name(json_text(json_object_get(logged, "state")), &state);
  if (state != STATE_SELECTED && state != STATE_HOLDOUT)
    return;
  Value score = score_of(json_object_get(logged, "score"));
  if (!*any || number_of(score) < number_of(*last))
    *last = score;
  *any = true;
}

static bool names_a_place(Text line) {
  return memmem(line.bytes, line.length, "\"state\":\"selected\"", 18) ||
         memmem(line.bytes, line.length, "\"state\":\"holdout\"", 17);
}

/* Of the selections that are just full: the score of the last who has a place. */
static void find_last(const Run *run, const ChangeFacts *facts, const bool *full, Value *cuts,
                      bool *made) {
  Text line;
  bool whole;
  for (size_t at = 0; line_next(run->decisions, &at, &line, &whole);) {
    if (!names_a_place(line))
      continue;
    json_t *json = json_loadb(line.bytes, line.length, 0, NULL);
    const json_t *all = json_object_get(json, "selections");
    for (size_t i = 0; i < facts->policy->selection_count; i++) {
      Text name = facts->policy->selections[i].name;
      if (full[i])
        look_at(json_object_getn(all, name.bytes, name.length), &cuts[i], &made[i]);
    }
    json_decref(json);
  }
}

void change_cuts(Arena *arena, const Run *run, ChangeFacts *facts) {
  const Policy *policy = facts->policy;
  const json_t *counts = json_object_get(run->manifest, "counts");
  Value *cuts = arena_array(arena, policy->selection_count + 1, sizeof *cuts);
  bool *made = arena_array(arena, policy->selection_count + 1, sizeof *made);
  bool *full = arena_array(arena, policy->selection_count + 1, sizeof *full), any_full = false;
  for (size_t i = 0; i < policy->selection_count; i++) {
    const Selection *selection = &policy->selections[i];
    const json_t *item = named_item(json_object_get(counts, "selections"), selection->name);
    made[i] = count_of(item, STATE_BELOW_THE_CUT) > 0 || selection->limit == 0;
    cuts[i] = score_of(json_object_get(item, "cut"));
    if (selection->limit == 0) /* no score has a place */
      cuts[i] = (Value){.kind = VALUE_DECIMAL, .decimal = INFINITY};
    full[i] = is_just_full(selection, item);
    any_full = any_full || full[i];
  }
  if (any_full)
    find_last(run, facts, full, cuts, made);
  facts->cuts = cuts;
  facts->cut_made = made;
}

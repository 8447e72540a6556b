#include "explain/change_places.h"

#include <math.h>

#include "base/json_read.h"
#include "condition/number.h"
#include "explain/change_say.h"
#include "log/state.h"
#include "policy/draw.h"
#include "policy/find.h"

/* --- places in a selection: what the run says ----------------------------------- */

static bool state_in_run(const Policy *policy, const Again *again, ChangeWant want, State *state) {
  if (want.kind != CHANGE_SELECTED && want.kind != CHANGE_NOT_ELIGIBLE)
    return false;
  Text name = policy->selections[want.rule].name;
  const json_t *all = json_object_get(again->line, "selections");
  const json_t *logged = json_object_getn(all, name.bytes, name.length);
  const json_t *told = json_object_get(logged, "state");
  return json_is_string(told) &&
         state_from_name((Text){json_string_value(told), json_string_length(told)}, state);
}

/* He takes part, and others stand before him: no value of his is what is missing. */
static Phrase among_others(State state) {
  switch (state) {
  case STATE_CONTACTED_ENOUGH:
    return (Phrase){TEXT("This customer takes part already, and was contacted enough for now."),
                    TEXT("Deze klant doet al mee, en is voorlopig genoeg benaderd.")};
  case STATE_TAKEN_ELSEWHERE:
    return (Phrase){TEXT("This customer takes part already; another selection came first."),
                    TEXT("Deze klant doet al mee; een andere selectie ging voor.")};
  default:
    return (Phrase){
        TEXT("This customer takes part already; others came first, by rank, room and lot."),
        TEXT("Deze klant doet al mee; anderen gingen voor, op volgorde, plaats en loting.")};
  }
}

/* The lot is drawn by the key, in every run alike: no value moves it. */
static bool is_kept_apart(const Policy *policy, const Again *again, ChangeWant want) {
  const Selection *selection = &policy->selections[want.rule];
  Text key = json_text(json_object_get(again->line, "key"));
  return want.kind == CHANGE_SELECTED && selection->holdout > 0 && key.length &&
         draw_bucket(draw_start(policy->name, selection->name), key) < selection->holdout;
}

static ChangeFact by_lot(void) {
  return (ChangeFact){
      .label = {TEXT("the lot that goes with your number"),
                TEXT("het lot dat bij uw nummer hoort")},
      .text = {TEXT("the lot keeps you apart, to compare: no value of yours changes that"),
               TEXT("het lot houdt u apart, om te vergelijken: geen waarde van u verandert dat")}};
}

static ChangeFact by_key(const Selection *selection) {
  if (selection->limit == 0)
    return change_say_never();
  return (ChangeFact){
      .label = {TEXT("the order of all numbers"), TEXT("de volgorde van alle nummers")},
      .text = {TEXT("the order of the keys: no score ranks who takes part"),
               TEXT("de volgorde van de sleutels: geen score rangschikt wie meedoet")}};
}

/* By what no value of his moves. */
static void settle_none(Arena *arena, ChangeAnswer *answer, ChangeFact by) {
  answer->status = CHANGE_NONE;
  answer->decided_by = arena_new(arena, sizeof *answer->decided_by);
  answer->decided_by[0] = by;
  answer->decided_count = 1;
}

bool change_places_settle(Arena *arena, const Policy *policy, const Again *again,
                          ChangeAnswer *answer) {
  State state;
  ChangeWant want = answer->want;
  if (!state_in_run(policy, again, want, &state))
    return false;
  bool ranked = policy->selections[want.rule].rank.number >= 0;
  if ((state == STATE_SELECTED) == (want.kind == CHANGE_SELECTED)) {
    answer->status = CHANGE_SO;
    return true;
  }
  if (is_kept_apart(policy, again, want)) {
    settle_none(arena, answer, by_lot());
    return true;
  }
  bool behind = state >= STATE_CONTACTED_ENOUGH && state <= STATE_BELOW_THE_CUT &&
                (state != STATE_BELOW_THE_CUT || !ranked);
  if (want.kind != CHANGE_SELECTED || !behind)
    return false;
  answer->status = CHANGE_UNPROVEN;
  if (state == STATE_BELOW_THE_CUT)
    settle_none(arena, answer, by_key(&policy->selections[want.rule]));
  answer->others = true;
  answer->then = among_others(state);
  return true;
}

void change_places_tied(ChangeAnswer *answer) {
  answer->status = CHANGE_UNPROVEN;
  answer->decided_count = 0;
  answer->others = true;
  answer->then = (Phrase){
      TEXT("Who is chosen among all who take part is decided after that: by rank, room and lot. "
           "With the same score as the last who was chosen, the key decides."),
      TEXT("Wie er van alle deelnemers wordt gekozen, wordt daarna beslist: op volgorde, plaats en "
           "loting. Bij dezelfde score als de laatste die is gekozen, beslist de sleutel.")};
}

/* --- places in a selection: losing one -------------------------------------------- */

static bool by_limit(const ChangeFacts *facts, size_t selection) {
  return facts->policy->selections[selection].limit >= 0 && facts->cut_made[selection];
}

/* What other selections do with him weighs in: that is not looked at. */
static bool by_selections(const Selection *selection) {
  return selection->group.length || selection->pressure.max > 0;
}

bool change_places_pressed(const ChangeFacts *facts, size_t number) {
  const Selection *selection = &facts->policy->selections[number];
  return by_limit(facts, number) || selection->one_per.length || selection->quota ||
         by_selections(selection);
}

typedef struct Keeping {
  Arena *arena;
  const SearchInput *input;
  double limit;
} Keeping;

/* What the term is now, and all that it can become. False: it fails now. */
static bool look(const Keeping *keeping, Term *term, Value *now, Interval *all) {
  Prover *prover = keeping->input->goal->rules->prover;
  if (!change_search_cheaper(keeping->arena, keeping->input, keeping->limit, term, all))
    *all = interval_of_kinds(INTERVAL_VALUES | INTERVAL_ERROR);
  probe_point_start(prover, keeping->input->now);
  return probe_point(prover, term, now);
}

static bool is_number(Value value) {
  return number_is(value) && !(value.kind == VALUE_DECIMAL && isnan(value.decimal));
}

/* It stays where it is, or goes up; with a cut of scores it may fall as far as above that. */
static bool keeps_score(const Keeping *keeping, Term *rank) {
  const ChangeRules *rules = keeping->input->goal->rules;
  size_t number = keeping->input->goal->want.rule;
  const Selection *selection = &rules->facts.policy->selections[number];
  bool cut = by_limit(&rules->facts, number) && !selection->quota && !selection->one_per.length;
  Value now, least = rules->facts.cuts[number];
  Interval all;
  if (!rank)
    return true;
  if (!look(keeping, rank, &now, &all) || !is_number(now))
    return true; /* the last of all already */
  if (all.kinds & ~(unsigned)INTERVAL_NUMBER)
    return false;
  return !number_less(all.low, now) || (cut && is_number(least) && number_less(least, all.low));
}

static bool keeps_value(const Keeping *keeping, Text name) {
  Value now;
  Interval all;
  if (!name.length)
    return true;
  bool told = look(keeping, probe_field(keeping->input->goal->rules->prover, name), &now, &all);
  return told && !(all.kinds & INTERVAL_ERROR) && interval_is_point(&all, &now);
}

/* He takes as much of the quota, or less. */
static bool keeps_need(const Keeping *keeping, Text name) {
  Value now;
  Interval all;
  if (!name.length)
    return true;
  bool told = look(keeping, probe_field(keeping->input->goal->rules->prover, name), &now, &all);
  return told && is_number(now) && !(all.kinds & ~(unsigned)INTERVAL_NUMBER) &&
         !number_less(now, all.high);
}

static bool rests_on_places(const Goal *goal) {
  for (size_t i = 0; i < goal->rules->value_count; i++)
    if (goal->uses[i].named && goal->rules->values[i].attribute &&
        movable_is_place(goal->rules->values[i].attribute))
      return true;
  return false;
}

bool change_places_kept(Arena *arena, const SearchInput *input, double limit) {
  const Goal *goal = input->goal;
  const Selection *selection = &goal->rules->facts.policy->selections[goal->want.rule];
  Keeping keeping = {arena, input, limit};
  return !by_selections(selection) && !rests_on_places(goal) &&
         keeps_score(&keeping, change_rules_term(goal->rules, &selection->rank)) &&
         keeps_value(&keeping, selection->one_per) && keeps_value(&keeping, selection->quota_per) &&
         keeps_need(&keeping, selection->quota_of);
}

/* --- places among all ----------------------------------------------------------------- */

/* Walks all that a place is worked out from. */
typedef struct Feeds {
  const ChangeRules *rules;
  const ChangeAnswer *answer; /* NULL: whether any can move; else whether one of its parts is */
} Feeds;

static bool feeds(const Feeds *walk, Text name);

static bool any_feeds(const Feeds *walk, const Text *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (feeds(walk, names[i]))
      return true;
  return false;
}

static bool is_moved(const Feeds *walk, Text name) {
  const FieldInfo *info = policy_field(walk->rules->facts.policy, name);
  for (size_t i = 0; walk->answer && i < walk->answer->part_count; i++)
    if (text_equal(walk->answer->parts[i].name, name))
      return true;
  return !walk->answer && !(info && (info->fixed || info->sensitive));
}

static bool feeds_place(const Feeds *walk, const Attribute *place) {
  return feeds(walk, place->of) || (place->order.length && feeds(walk, place->order)) ||
         (place->only && any_feeds(walk, place->only->reads, place->only->read_count));
}

static bool feeds(const Feeds *walk, Text name) {
  const Attribute *attribute = policy_attribute(walk->rules->facts.policy, name);
  if (!attribute || (attribute->kind == ATTRIBUTE_EVENTS && !movable_is_place(attribute)))
    return is_moved(walk, name);
  if (attribute->kind == ATTRIBUTE_EVENTS)
    return false;
  return attribute->kind == ATTRIBUTE_IS
             ? any_feeds(walk, attribute->is.reads, attribute->is.read_count)
             : feeds_place(walk, attribute);
}

/* By own value: a place that the goal rests on and that own values move. How many. */
static size_t find_moving(const Goal *goal, bool *moving) {
  const ChangeRules *rules = goal->rules;
  Feeds any = {rules, NULL};
  size_t count = 0;
  for (size_t i = 0; i < rules->value_count; i++) {
    const Attribute *attribute = rules->values[i].attribute;
    moving[i] = goal->uses[i].named && attribute && attribute->kind != ATTRIBUTE_EVENTS &&
                movable_is_place(attribute) && feeds_place(&any, attribute);
    count += moving[i];
  }
  return count;
}

/* The change moves none of these places. */
static bool leaves_places(const ChangeRules *rules, const bool *moving,
                          const ChangeAnswer *answer) {
  Feeds parts = {rules, answer};
  for (size_t i = 0; i < rules->value_count; i++)
    if (moving[i] && feeds_place(&parts, rules->values[i].attribute))
      return false;
  return true;
}

/* Nothing cheaper does it, wherever among all those places put him. */
static bool holds_anywhere(Arena *arena, const SearchInput *input, const bool *moving,
                           const ChangeAnswer *answer) {
  SearchInput anywhere = *input;
  anywhere.drifts = moving;
  anywhere.ask = NULL;
  Searched searched = change_search(arena, &anywhere);
  if (answer->status == CHANGE_NONE)
    return searched.proven && !searched.found;
  return searched.proven && searched.cost > answer->cost - 1e-9 &&
         leaves_places(input->goal->rules, moving, answer);
}

void change_places_doubt(Arena *arena, const SearchInput *input, ChangeAnswer *answer) {
  const ChangeRules *rules = input->goal->rules;
  bool *moving = arena_array(arena, rules->value_count + 1, sizeof *moving);
  if (answer->status == CHANGE_SO || !find_moving(input->goal, moving))
    return;
  bool certain = answer->status != CHANGE_UNPROVEN && holds_anywhere(arena, input, moving, answer);
  if (certain)
    return;
  if (answer->status == CHANGE_NONE)
    answer->decided_count = 0;
  answer->status = CHANGE_UNPROVEN;
  answer->held = change_say_held(arena, rules, moving);
}

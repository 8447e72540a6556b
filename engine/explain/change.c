#include "explain/change.h"

#include <math.h>

#include "base/json_read.h"
#include "explain/change_cuts.h"
#include "explain/change_deciding.h"
#include "explain/change_digits.h"
#include "explain/change_engine.h"
#include "explain/change_places.h"
#include "explain/change_say.h"

/* What is prepared for one wanted outcome. */
typedef struct Prepared {
  ChangeWant want;
  const Goal *goal;
  const Reach *reach;
  const Reach **freed; /* by own value: where it moves freely, once it was needed */
  struct Prepared *next;
} Prepared;

struct Changes {
  Arena *arena;
  ChangeFacts facts;
  ChangeRules *rules;
  Prepared *prepared;
};

/* --- the run's own numbers ---------------------------------------------------- */

static void read_names(Arena *arena, const Run *run, ChangeFacts *facts) {
  const json_t *read = json_object_get(json_object_get(run->manifest, "inputs"), "read");
  size_t i, count = json_array_size(read);
  json_t *item;
  Text *names = arena_array(arena, count + 1, sizeof *names);
  ColumnType *types = arena_array(arena, count + 1, sizeof *types);
  json_array_foreach(read, i, item) {
    names[i] = json_text(json_object_get(item, "name"));
    types[i] = COLUMN_MIXED;
    column_type_from_name(json_text(json_object_get(item, "type")), &types[i]);
  }
  facts->names = names;
  facts->types = types;
  facts->name_count = count;
  facts->digits = change_digits(arena, run, names, types, count);
}

Changes *change_open(Arena *arena, const Run *run, const Policy *policy, Error *error) {
  ChangeFacts facts = {.policy = policy};
  read_names(arena, run, &facts);
  change_cuts(arena, run, &facts);
  return change_prepare(arena, &facts, error);
}

Changes *change_prepare(Arena *arena, const ChangeFacts *facts, Error *error) {
  Changes *changes = arena_new(arena, sizeof *changes);
  *changes = (Changes){.arena = arena, .facts = *facts};
  changes->rules = change_rules_make(arena, facts, error);
  return changes->rules ? changes : NULL;
}

static const Prepared *prepare(Changes *changes, ChangeWant want) {
  for (const Prepared *known = changes->prepared; known; known = known->next)
    if (known->want.kind == want.kind && known->want.rule == want.rule &&
        known->want.segment == want.segment)
      return known;
  Prepared *prepared = arena_new(changes->arena, sizeof *prepared);
  *prepared = (Prepared){.want = want, .next = changes->prepared};
  prepared->goal = goal_make(changes->rules, want);
  prepared->reach = reach_make(prepared->goal, SIZE_MAX);
  prepared->freed =
      arena_array(changes->arena, changes->rules->value_count + 1, sizeof *prepared->freed);
  return changes->prepared = prepared;
}

/* --- the customer ------------------------------------------------------------- */

static Value opaque_now(const Changes *changes, const ChangeCustomer *customer,
                        const ChangeValue *value) {
  Value now = {.kind = VALUE_MISSING};
  if (!value->is_rule) {
    customer->value(customer->context, change_value_name(changes->rules, value), &now);
    return now;
  }
  Verdict verdict = customer->verdict(customer->context, value->opaque);
  if (verdict != VERDICT_YES && verdict != VERDICT_NO)
    return (Value){.kind = (ValueKind)PROBE_FAILS};
  return (Value){.kind = VALUE_BOOLEAN, .boolean = verdict == VERDICT_YES};
}

static void note_masked(const ChangeCustomer *customer, const ChangeRules *rules, size_t number,
                        bool *masked) {
  const ChangeValue *value = &rules->values[number];
  Value now;
  for (size_t i = 0; i < value->rests_count; i++)
    note_masked(customer, rules, value->rests_on[i], masked);
  masked[number] = !value->opaque && !customer->value(customer->context, value->name, &now);
}

/* What the goal rests on and the log does not tell. False: there is nothing such. */
static bool tell_masked(Arena *arena, const Changes *changes, const ChangeCustomer *customer,
                        const Goal *goal, ChangeAnswer *answer) {
  const ChangeRules *rules = changes->rules;
  bool *masked = arena_array(arena, rules->value_count + 1, sizeof *masked);
  answer->decided_by = arena_array(arena, rules->value_count + 1, sizeof *answer->decided_by);
  for (size_t i = 0; i < rules->value_count; i++)
    if (goal->uses[i].named)
      note_masked(customer, rules, i, masked);
  for (size_t i = 0; i < rules->value_count; i++)
    if (masked[i])
      answer->decided_by[answer->decided_count++] = change_say_masked(arena, rules, i);
  return answer->decided_count > 0;
}

static Value *values_now(Arena *arena, const Changes *changes, const ChangeCustomer *customer) {
  const ChangeRules *rules = changes->rules;
  Value *now = arena_array(arena, rules->value_count + 1, sizeof *now);
  for (size_t i = 0; i < rules->value_count; i++) {
    if (rules->values[i].opaque)
      now[i] = opaque_now(changes, customer, &rules->values[i]);
    else
      customer->value(customer->context, rules->values[i].name, &now[i]);
  }
  return now;
}

/* --- asking the engine ------------------------------------------------------------ */

enum { CONFIRMED_ROWS = 3 }; /* the values found, and the two ends of their regions */

static Value changed_value(const Changes *changes, const Region *regions, size_t count, Text name,
                           size_t row, Value now) {
  for (size_t i = 0; i < count; i++) {
    const Region *region = &regions[i];
    if (text_equal(changes->rules->values[region->number].name, name))
      return row == 0 ? region->to : row == 1 ? region_nearest(region) : region_farthest(region);
  }
  return now;
}

/* For the search: of one customer with other values. */
typedef struct Asked {
  Arena *arena;
  const Changes *changes;
  const ChangeCustomer *customer;
  ChangeWant want;
  Error *error;
} Asked;

static bool ask_engine(void *context, const Value *own) {
  const Asked *asked = context;
  const ChangeFacts *facts = &asked->changes->facts;
  const ChangeRules *rules = asked->changes->rules;
  Value *row = arena_array(asked->arena, facts->name_count + 1, sizeof *row);
  const Value **values = arena_array(asked->arena, facts->name_count + 1, sizeof *values);
  ChangeReached reached = {false, SIZE_MAX};
  for (size_t i = 0; i < facts->name_count; i++) {
    asked->customer->value(asked->customer->context, facts->names[i], &row[i]);
    for (size_t j = 0; j < rules->value_count; j++)
      if (!rules->values[j].opaque && text_equal(rules->values[j].name, facts->names[i]))
        row[i] = own[j];
    values[i] = &row[i];
  }
  ChangeRows rows = {facts, values, 1};
  return change_engine_ask(asked->arena, &rows, asked->want, &reached, asked->error) && reached.so;
}

/* What the engine says of the values found and of their regions' ends. False with the Error
 * filled. */
static bool confirm(Arena *arena, const Changes *changes, const ChangeCustomer *customer,
                    const Region *regions, const ChangeAnswer *answer, ChangeReached *reached,
                    Error *error) {
  const ChangeFacts *facts = &changes->facts;
  const Value **values = arena_array(arena, facts->name_count + 1, sizeof *values);
  for (size_t i = 0; i < facts->name_count; i++) {
    Value now = {.kind = VALUE_MISSING};
    Value *rows = arena_array(arena, CONFIRMED_ROWS, sizeof *rows);
    customer->value(customer->context, facts->names[i], &now);
    for (size_t row = 0; row < CONFIRMED_ROWS; row++)
      rows[row] = changed_value(changes, regions, answer->part_count, facts->names[i], row, now);
    values[i] = rows;
  }
  ChangeRows rows = {facts, values, CONFIRMED_ROWS};
  return change_engine_ask(arena, &rows, answer->want, reached, error);
}

/* --- what stands in the way --------------------------------------------------------- */

static void find_deciding(Arena *arena, const Changes *changes, const Prepared *prepared,
                          const SearchInput *input, ChangeAnswer *answer) {
  const ChangeRules *rules = changes->rules;
  size_t *list = arena_array(arena, rules->value_count + 1, sizeof *list);
  answer->decided_count = change_deciding(arena, input, prepared->freed, list);
  for (size_t i = 0; i < answer->decided_count; i++)
    answer->decided_by[i] = change_say_fact(arena, rules, list[i], input->now[list[i]]);
  if (!answer->decided_count)
    answer->decided_by[answer->decided_count++] = change_say_never();
}

/* --- others ----------------------------------------------------------------------------- */

static bool is_contest(const Selection *selection) {
  return selection->limit >= 0 || selection->one_per.length || selection->quota ||
         selection->holdout > 0 || selection->group.length || selection->pressure.max > 0;
}

static void tell_others(const Changes *changes, const SearchInput *input, ChangeAnswer *answer) {
  const ChangeRules *rules = changes->rules;
  for (size_t i = 0; i < rules->value_count; i++)
    if (input->goal->uses[i].named && rules->values[i].attribute)
      answer->others = true;
  if (answer->want.kind != CHANGE_SELECTED || !answer->part_count ||
      !is_contest(&changes->facts.policy->selections[answer->want.rule]))
    return;
  answer->others = true;
  answer->then = (Phrase){
      TEXT("Who is chosen among all who take part is decided after that: by rank, room and lot."),
      TEXT("Wie er van alle deelnemers wordt gekozen, wordt daarna beslist: op volgorde, plaats en "
           "loting.")};
}

/* --- all -------------------------------------------------------------------------------- */

/* The first where its goal uses the value, else the second. */
static const Reach *reach_of_both(Arena *arena, const Prepared *first, const SearchInput *second) {
  size_t count = first->goal->rules->value_count;
  Reach *both = arena_array(arena, count + 1, sizeof *both);
  for (size_t i = 0; i < count; i++)
    both[i] = first->goal->uses[i].named ? first->reach[i] : second->reach[i];
  return both;
}

/* The values found, and what is about them; of another segment only as far as it stays the
 * same one. False with the Error filled. */
static bool take_regions(Arena *arena, Changes *changes, const ChangeCustomer *customer,
                         const SearchInput *input, const Searched *searched, ChangeAnswer *answer,
                         Region **regions, ChangeReached *reached, Error *error) {
  SearchInput narrow = *input;
  *regions = region_make(arena, input, searched);
  if (!confirm(arena, changes, customer, *regions, answer, reached, error))
    return false;
  bool other_segment = answer->want.kind == CHANGE_NOT_SEGMENT && reached[0].segment != SIZE_MAX;
  const Segmentation *groups = changes->facts.policy->segmentations;
  if (!other_segment || groups[answer->want.rule].mode == SEGMENTATION_ALL)
    return true;
  ChangeWant other = {CHANGE_SEGMENT, answer->want.rule, reached[0].segment};
  const Prepared *prepared = prepare(changes, other);
  narrow.goal = prepared->goal;
  narrow.reach = reach_of_both(arena, prepared, input);
  *regions = region_make(arena, &narrow, searched);
  answer->reached = change_say_want(arena, changes->facts.policy, other);
  return confirm(arena, changes, customer, *regions, answer, reached, error);
}

/* Tells what was found, once the engine confirms it. */
static bool tell_found(Arena *arena, Changes *changes, const ChangeCustomer *customer,
                       const SearchInput *input, const Searched *searched, ChangeAnswer *answer,
                       Error *error) {
  Region *regions;
  ChangeReached reached[CONFIRMED_ROWS];
  answer->part_count = searched->step_count;
  if (!take_regions(arena, changes, customer, input, searched, answer, &regions, reached, error))
    return false;
  bool so = reached[0].so && reached[1].so && reached[2].so;
  answer->parts = arena_array(arena, answer->part_count + 1, sizeof *answer->parts);
  for (size_t i = 0; so && i < answer->part_count; i++)
    answer->parts[i] = change_say_part(arena, changes->rules, &regions[i]);
  answer->part_count = so ? answer->part_count : 0;
  answer->cost = searched->cost;
  answer->status = searched->proven && so ? CHANGE_MINIMAL : CHANGE_UNPROVEN;
  return true;
}

const ChangeAnswer *change_find_for(Arena *arena, Changes *changes, const ChangeCustomer *customer,
                                    ChangeWant want, Error *error) {
  const Prepared *prepared = prepare(changes, want);
  Asked asked = {arena, changes, customer, want, error};
  ChangeAnswer *answer = arena_new(arena, sizeof *answer);
  *answer =
      (ChangeAnswer){.want = want, .outcome = change_say_want(arena, changes->facts.policy, want)};
  SearchInput input = {.goal = prepared->goal,
                       .reach = prepared->reach,
                       .now = values_now(arena, changes, customer),
                       .most = SEARCH_BOXES_MOST,
                       .ask = ask_engine,
                       .context = &asked};
  answer->status = CHANGE_UNPROVEN;
  if (tell_masked(arena, changes, customer, prepared->goal, answer))
    return answer;
  Searched searched = change_search(arena, &input);
  if (error->kind != ERROR_NONE)
    return NULL;
  if (searched.found && searched.step_count == 0)
    answer->status = CHANGE_SO;
  else if (searched.found &&
           !tell_found(arena, changes, customer, &input, &searched, answer, error))
    return NULL;
  if (!searched.found && searched.proven) {
    answer->status = CHANGE_NONE;
    find_deciding(arena, changes, prepared, &input, answer);
  }
  change_places_doubt(arena, &input, answer);
  tell_others(changes, &input, answer);
  return answer;
}

static bool again_value_of(const void *context, Text name, Value *value) {
  return !again_hides(context, name) && again_value(context, name, value);
}

static Verdict again_verdict_of(const void *context, const Function *function) {
  return again_verdict(context, function);
}

/* A place is lost to others too, by a lower score for example: that is not searched for, so
 * the loss is told as the smallest only where nothing cheaper touches the place. */
static void doubt_loss(Arena *arena, Changes *changes, const ChangeCustomer *customer,
                       ChangeAnswer *answer) {
  ChangeAnswer masked = {.status = CHANGE_UNPROVEN};
  size_t number = answer->want.rule;
  if (answer->want.kind != CHANGE_NOT_ELIGIBLE || answer->status == CHANGE_SO ||
      !change_places_pressed(&changes->facts, number))
    return;
  const Prepared *place = prepare(changes, (ChangeWant){CHANGE_PLACE, number, 0});
  SearchInput input = {.goal = place->goal,
                       .reach = place->reach,
                       .now = values_now(arena, changes, customer),
                       .most = SEARCH_BOXES_MOST};
  double limit = answer->part_count ? answer->cost : INFINITY;
  answer->others = true;
  if (answer->status == CHANGE_UNPROVEN ||
      (!tell_masked(arena, changes, customer, place->goal, &masked) &&
       change_places_kept(arena, &input, limit)))
    return;
  answer->status = CHANGE_UNPROVEN;
  answer->decided_count = 0;
}

/* A score equal to the one at the cut leaves the place to the key of a customer who is not
 * told of: he may win it by less. */
static void doubt_gain(Arena *arena, Changes *changes, const ChangeCustomer *customer,
                       ChangeAnswer *answer) {
  if (answer->want.kind != CHANGE_SELECTED || !prepare(changes, answer->want)->goal->by_cut ||
      (answer->status != CHANGE_MINIMAL && answer->status != CHANGE_NONE))
    return;
  const Prepared *tied = prepare(changes, (ChangeWant){CHANGE_TIED, answer->want.rule, 0});
  SearchInput input = {.goal = tied->goal,
                       .reach = tied->reach,
                       .now = values_now(arena, changes, customer),
                       .most = SEARCH_BOXES_MOST};
  Searched searched = change_search(arena, &input);
  double least = answer->part_count ? answer->cost : INFINITY;
  bool lost = searched.found && searched.step_count == 0; /* he has it, and it did not do */
  if (!lost && (searched.cost < least - 1e-9 || !searched.proven))
    change_places_tied(answer);
}

const ChangeAnswer *change_find(Arena *arena, Changes *changes, const Again *again, ChangeWant want,
                                Error *error) {
  ChangeAnswer *answer = arena_new(arena, sizeof *answer);
  *answer =
      (ChangeAnswer){.want = want, .outcome = change_say_want(arena, changes->facts.policy, want)};
  if (change_places_settle(arena, changes->facts.policy, again, answer))
    return answer;
  ChangeCustomer customer = {again, again_value_of, again_verdict_of};
  const ChangeAnswer *found = change_find_for(arena, changes, &customer, want, error);
  if (!found)
    return NULL;
  *answer = *found;
  doubt_loss(arena, changes, &customer, answer);
  doubt_gain(arena, changes, &customer, answer);
  return answer;
}

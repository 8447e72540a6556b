#include "commands/compare_sides.h"

#include "commands/run_data.h"
#include "log/contacts_read.h"
#include "log/ended_read.h"
#include "log/run_policy.h"
#include "log/run_values.h"

/* --- deciding --------------------------------------------------------------------------- */

/* The events of a side table by its name, of either side: both read the same file. */
static Events *events_named(const CompareSides *sides, Text name) {
  for (int side = COMPARE_AFTER; side >= COMPARE_BEFORE; side--) {
    const RunRead *read = &sides->reads[side];
    for (size_t i = 0; read->events && i < read->policy->side_table_count; i++)
      if (text_equal(read->policy->side_tables[i].name, name))
        return read->events[i];
  }
  return NULL;
}

static Events **events_of(const CompareSides *sides, Arena *arena, const Policy *policy) {
  Events **events = arena_array(arena, policy->side_table_count + 1, sizeof(Events *));
  for (size_t i = 0; i < policy->side_table_count; i++) {
    events[i] = events_named(sides, policy->side_tables[i].name);
    if (!events[i])
      return NULL;
  }
  return events;
}

static Givens givens_of(Arena *arena, const CompareWorld *world) {
  Given *list = arena_array(arena, world->given_count + 1, sizeof *list);
  uint8_t *all = arena_array(arena, world->table->rows + 1, sizeof *all);
  memset(all, 1, world->table->rows);
  for (size_t i = 0; i < world->given_count; i++)
    list[i] = (Given){world->given[i]->name, world->given[i], all};
  return (Givens){list, world->given_count};
}

/* The caller drops what was decided. False with the Error filled. */
static bool decide_world(const CompareSides *sides, Arena *arena, const CompareWorld *world,
                         Decided *decided, Error *error) {
  DecideInput input = {.policy = world->policy,
                       .table = world->table,
                       .events =
                           sides->input.by_log ? NULL : events_of(sides, arena, world->policy),
                       .limits = jail_limits_default(),
                       .threads = sides->threads,
                       .givens = givens_of(arena, world),
                       .contacts = world->contacts,
                       .ask = policy_ask,
                       .drop = answers_drop};
  return decide_run(arena, &input, decided, error);
}

static bool decide(void *context, Arena *arena, const CompareWorld *world, EndedList *ended,
                   Error *error) {
  Decided decided;
  bool good = decide_world(context, arena, world, &decided, error);
  if (good)
    *ended = ended_of(arena, &decided.decisions);
  decide_drop(&decided);
  return good;
}

/* --- runs --------------------------------------------------------------------------------- */

static const char *untold(const Run *run, const CompareSide *read) {
  if (read->mask.count)
    return "values that were kept out of the log";
  if (read->values->rows < run->rows)
    return "something of customers who were erased from the log";
  return NULL;
}

static size_t count_of(const json_t *item, const char *name) {
  return (size_t)json_integer_value(json_object_get(item, name));
}

static void read_guarantees(CompareSides *sides, int side) {
  const json_t *counts = json_object_get(sides->runs[side]->manifest, "counts");
  const json_t *list = json_object_get(counts, "guarantees");
  size_t i;
  json_t *item;
  GuaranteeCounts *all = arena_array(sides->arena, json_array_size(list) + 1, sizeof *all);
  json_array_foreach(list, i, item) {
    const json_t *name = json_object_get(item, "name");
    Text told = {json_string_value(name), json_string_length(name)};
    all[i] = (GuaranteeCounts){told, count_of(item, "asked"), count_of(item, "held"),
                               count_of(item, "broken"), count_of(item, "unknown")};
  }
  sides->guarantees[side] = all;
  sides->guarantee_count[side] = json_array_size(list);
}

static bool read_run(CompareSides *sides, int side, Error *error) {
  CompareSide *read = &sides->input.sides[side];
  Run *run = sides->runs[side] = run_open(sides->arena, sides->names[side], error);
  const Policy *policy = run ? run_policy(sides->arena, run, error) : NULL;
  if (!policy)
    return false;
  sides->tables[side] = run_values(sides->arena, run, policy->read.key, error);
  if (!sides->tables[side] || !ended_read(sides->arena, run, policy, &read->ended, error))
    return false;
  read->contacts = contacts_read(sides->arena, run, policy, error);
  if (!read->contacts)
    return false;
  read_guarantees(sides, side);
  read->policy = policy;
  read->values = sides->tables[side];
  read->mask = run_mask(sides->arena, run);
  read->untold = untold(run, read);
  return true;
}

size_t compare_sides_erased(const CompareSides *sides, int side) {
  return sides->runs[side] ? sides->runs[side]->rows - sides->input.sides[side].values->rows : 0;
}

static void begin(CompareSides *sides, bool by_log) {
  sides->input.by_log = by_log;
  sides->input.decide = decide;
  sides->input.context = sides;
}

bool compare_sides_of_runs(CompareSides *sides, Error *error) {
  begin(sides, true);
  return read_run(sides, COMPARE_BEFORE, error) && read_run(sides, COMPARE_AFTER, error);
}

/* --- policies ------------------------------------------------------------------------------ */

static void keep_guarantees(CompareSides *sides, int side, const Decided *decided) {
  GuaranteeCounts *all = arena_array(sides->arena, decided->guarantee_count + 1, sizeof *all);
  for (size_t i = 0; i < decided->guarantee_count; i++) {
    const GuaranteeResult *result = &decided->guarantees[i];
    all[i] = (GuaranteeCounts){result->name, result->asked, result->held, result->broken,
                               result->unknown};
  }
  sides->guarantees[side] = all;
  sides->guarantee_count[side] = decided->guarantee_count;
}

static bool decide_policy(CompareSides *sides, int side, const RunOptions *options, Policy *policy,
                          Error *error) {
  CompareSide *decided = &sides->input.sides[side];
  if (!run_read(sides->arena, options, policy, &sides->progress, &sides->reads[side], error)) {
    sides->reads[side] = (RunRead){0};
    return false;
  }
  run_progress_say(&sides->progress, "deciding");
  CompareWorld world = {.policy = policy, .table = sides->reads[side].table};
  Decided all;
  decided->policy = policy;
  decided->values = world.table;
  bool good = decide_world(sides, sides->arena, &world, &all, error);
  if (good) {
    decided->ended = ended_of(sides->arena, &all.decisions);
    keep_guarantees(sides, side, &all);
  }
  decide_drop(&all);
  return good;
}

bool compare_sides_of_policies(CompareSides *sides, const RunOptions *options, Error *error) {
  Policy *policies[2];
  RunOptions data = *options;
  begin(sides, false);
  for (int side = 0; side < 2; side++) {
    policies[side] =
        policy_load(sides->arena, sides->names[side], options->as_of, jail_limits_default(), error);
    if (!policies[side])
      return false;
  }
  data.data = run_data_path(sides->arena, options->data, policies[COMPARE_AFTER], error);
  sides->threads = options->threads;
  return data.data && /* that of after first: events are asked of it */
         decide_policy(sides, COMPARE_AFTER, &data, policies[COMPARE_AFTER], error) &&
         decide_policy(sides, COMPARE_BEFORE, &data, policies[COMPARE_BEFORE], error);
}

void compare_sides_drop(CompareSides *sides) {
  for (int side = 0; side < 2; side++) {
    run_close(sides->runs[side]);
    table_drop(sides->tables[side]);
    if (sides->reads[side].policy)
      run_read_drop(&sides->reads[side]);
  }
}

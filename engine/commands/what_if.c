#include "commands/what_if.h"

#include "base/memory.h"

/* --- which worlds ------------------------------------------------------------------ */

static const Scenario *scenario_named(Arena *arena, const Policy *policy, Text name, Error *error) {
  Text *names = arena_array(arena, policy->scenario_count, sizeof *names);
  for (size_t i = 0; i < policy->scenario_count; i++) {
    names[i] = policy->scenarios[i].name;
    if (text_equal(names[i], name))
      return &policy->scenarios[i];
  }
  Text near = text_nearest(name, names, policy->scenario_count);
  error_set(error, ERROR_INPUT, "this policy has no scenario \"%.*s\"", TEXT_ARGS(name));
  error_at(error, policy->files[0].path, 0, 0);
  if (near.length)
    error_hint(error, "did you mean \"%.*s\"?", TEXT_ARGS(near));
  else if (policy->scenario_count)
    error_hint(error, "its first is \"%.*s\"", TEXT_ARGS(names[0]));
  else
    error_hint(error, "write scenario \"%.*s\" { change = function(c) return { … } end }",
               TEXT_ARGS(name));
  return NULL;
}

/* What --set says is read with the policy, but is no part of the run's policy. */
static bool read_settings(Arena *arena, const RunOptions *options, WhatIfPlan *plan, Error *error) {
  if (options->set_count == 0)
    return true;
  plan->setting = policy_load_setting(arena, options->policy, options->as_of, options->sets,
                                      options->set_count, error);
  if (!plan->setting)
    return false;
  plan->asked[plan->count++] = &plan->setting->scenarios[plan->setting->scenario_count - 1];
  return true;
}

bool what_if_plan(Arena *arena, const RunOptions *options, const Policy *policy, WhatIfPlan *plan,
                  Error *error) {
  size_t most = options->scenario_count + 1;
  *plan = (WhatIfPlan){.asked = arena_array(arena, most, sizeof *plan->asked),
                       .what_ifs = arena_array(arena, most, sizeof *plan->what_ifs),
                       .decided = arena_array(arena, most, sizeof *plan->decided)};
  for (size_t i = 0; i < options->scenario_count; i++) {
    plan->asked[i] = scenario_named(arena, policy, options->scenarios[i], error);
    if (!plan->asked[i])
      return false;
    plan->count++;
  }
  return read_settings(arena, options, plan, error);
}

bool what_if_bind(const WhatIfPlan *plan, const Table *table, Error *error) {
  return !plan->setting || policy_bind(plan->setting, table, error);
}

/* --- deciding ---------------------------------------------------------------------- */

static bool decide(const RunReport *report, const RunRead *read, const WhatIf *what_if,
                   Decided *decided, Error *error) {
  DecideInput input = {.policy = report->policy,
                       .table = what_if->table,
                       .events = read->events,
                       .overrides = report->options->overrides,
                       .limits = report->limits,
                       .threads = report->options->threads,
                       .interpret = report->options->interpret,
                       .givens = what_if->givens,
                       .ask = policy_ask,
                       .drop = answers_drop};
  return decide_run(report->arena, &input, decided, error);
}

/* The scenario is asked of the customers as they are. */
static bool decide_other(WhatIfPlan *plan, size_t number, const RunReport *report,
                         const RunRead *read, Error *error) {
  Asker asker = asker_alike(&report->decided->asker);
  WhatIf *what_if = &plan->what_ifs[number];
  if (plan->setting && number + 1 == plan->count)
    asker.policy = plan->setting;
  bool made = what_if_make(&asker, report->field_count, plan->asked[number], what_if, error);
  asker_drop(&asker);
  return made && decide(report, read, what_if, &plan->decided[number], error);
}

/* --- what it comes to ---------------------------------------------------------------- */

static size_t count_moved(const OtherWorld *world, size_t rules, size_t rows) {
  uint8_t *moved = memory_array(rows + 1, 1);
  size_t count = 0;
  for (size_t i = 0; i < rules; i++)
    for (size_t j = 0; j < world->moves[i].count; j++)
      for (size_t k = 0; k < world->moves[i].list[j].customers; k++) {
        uint8_t *customer = &moved[world->moves[i].list[j].rows[k]];
        count += !*customer;
        *customer = 1;
      }
  memory_free(moved);
  return count;
}

static bool has_mistake(const WhatIf *what_if) {
  for (size_t i = 0; i < what_if->unknown_count; i++)
    if (what_if->unknown[i].missing_count == 0)
      return true;
  return false;
}

static OtherWorld compare(const WhatIfPlan *plan, size_t number, const WhatIfReport *told) {
  const RunReport *report = told->as_is;
  RunReport there = *report;
  OtherWorld world = {.what_if = &plan->what_ifs[number], .decided = &plan->decided[number]};
  there.decided = world.decided;
  world.ended = ended_of(report->arena, &world.decided->decisions);
  world.moves = arena_array(report->arena, told->ended.count, sizeof *world.moves);
  for (size_t i = 0; i < told->ended.count; i++)
    world.moves[i] = ended_moves(report->arena, &told->ended.list[i], &world.ended.list[i], NULL);
  world.moved = count_moved(&world, told->ended.count, report->table->rows);
  world.finding = run_finding(&there) || has_mistake(world.what_if);
  return world;
}

const WhatIfReport *what_if_decide(WhatIfPlan *plan, const RunReport *report, const RunRead *read,
                                   Error *error) {
  for (size_t i = 0; i < plan->count; i++)
    if (!decide_other(plan, i, report, read, error))
      return NULL;
  WhatIfReport *told = arena_new(report->arena, sizeof *told);
  OtherWorld *worlds = arena_array(report->arena, plan->count, sizeof *worlds);
  *told = (WhatIfReport){report, ended_of(report->arena, &report->decided->decisions), worlds,
                         plan->count};
  for (size_t i = 0; i < plan->count; i++)
    worlds[i] = compare(plan, i, told);
  return told;
}

void what_if_end(WhatIfPlan *plan) {
  for (size_t i = 0; i < plan->count; i++) {
    decide_drop(&plan->decided[i]);
    what_if_drop(&plan->what_ifs[i]);
  }
}

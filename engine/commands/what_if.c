#include "commands/what_if.h"

#include "base/memory.h"
#include "commands/run_read.h"
#include "commands/what_if_report.h"

bool what_if_asked(const RunOptions *options) {
  return options->scenario_count || options->set_count;
}

/* --- which worlds ------------------------------------------------------------------ */

static bool check_options(const RunOptions *options, Error *error) {
  const char *word = options->out_given     ? "--out"
                     : options->key         ? "--key"
                     : options->seed.length ? "--seed"
                     : options->mask_count  ? "--mask"
                                            : NULL;
  if (!word)
    return true;
  error_set(error, ERROR_USAGE, "%s does not go with %s: a what-if writes nothing", word,
            options->set_count ? "--set" : "--scenario");
  return error_hint(error, "leave out %s", word);
}

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

/* Those of --scenario in the order given, then that of --set. */
static const Scenario **asked_scenarios(Arena *arena, const RunOptions *options,
                                        const Policy *policy, size_t *count, Error *error) {
  const Scenario **asked = arena_array(arena, options->scenario_count + 1, sizeof *asked);
  for (size_t i = 0; i < options->scenario_count; i++) {
    asked[i] = scenario_named(arena, policy, options->scenarios[i], error);
    if (!asked[i])
      return NULL;
  }
  *count = options->scenario_count;
  if (options->set_count)
    asked[(*count)++] = &policy->scenarios[policy->scenario_count - 1];
  return asked;
}

/* --- deciding ---------------------------------------------------------------------- */

/* What a run of either world is given. */
typedef struct Worlds {
  RunReport *report;
  RunRead *read;
  WhatIf *what_ifs;
  Decided *decided;
  OtherWorld *others;
  size_t count;
} Worlds;

static bool decide(const Worlds *worlds, Table *table, Givens givens, Decided *decided,
                   Error *error) {
  const RunReport *report = worlds->report;
  DecideInput input = {.policy = report->policy,
                       .table = table,
                       .events = worlds->read->events,
                       .overrides = report->options->overrides,
                       .limits = report->limits,
                       .threads = report->options->threads,
                       .interpret = report->options->interpret,
                       .givens = givens,
                       .ask = policy_ask,
                       .drop = answers_drop};
  return decide_run(report->arena, &input, decided, error);
}

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

static void compare(const Worlds *worlds, const EndedList *as_is, size_t number) {
  RunReport *report = worlds->report;
  OtherWorld *world = &worlds->others[number];
  RunReport there = *report;
  there.decided = &worlds->decided[number];
  world->what_if = &worlds->what_ifs[number];
  world->decided = &worlds->decided[number];
  world->ended = ended_of(report->arena, &world->decided->decisions);
  world->moves = arena_array(report->arena, as_is->count, sizeof *world->moves);
  for (size_t i = 0; i < as_is->count; i++)
    world->moves[i] = ended_moves(report->arena, &as_is->list[i], &world->ended.list[i], NULL);
  world->moved = count_moved(world, as_is->count, report->table->rows);
  world->finding = run_finding(&there) || has_mistake(world->what_if);
}

static int tell(const WhatIfReport *report, bool json, Buffer *out) {
  bool finding = false;
  if (json)
    what_if_json(report, out);
  else
    what_if_text(report, out);
  for (size_t i = 0; i < report->count; i++)
    finding |= report->worlds[i].finding;
  return finding;
}

static bool decide_others(const Worlds *worlds, const Scenario *const *asked, Decided *as_is,
                          Error *error) {
  for (size_t i = 0; i < worlds->count; i++) {
    WhatIf *what_if = &worlds->what_ifs[i];
    if (!what_if_make(&as_is->asker, worlds->report->field_count, asked[i], what_if, error) ||
        !decide(worlds, what_if->table, what_if->givens, &worlds->decided[i], error))
      return false;
  }
  return true;
}

static int decide_all(RunReport *report, RunRead *read, const Scenario *const *asked, size_t count,
                      Buffer *out, Error *error) {
  Arena *arena = report->arena;
  Worlds worlds = {.report = report,
                   .read = read,
                   .what_ifs = arena_array(arena, count, sizeof(WhatIf)),
                   .decided = arena_array(arena, count, sizeof(Decided)),
                   .others = arena_array(arena, count, sizeof(OtherWorld)),
                   .count = count};
  Decided as_is;
  int code = 0;
  report->decided = &as_is;
  bool good = decide(&worlds, read->table, (Givens){NULL, 0}, &as_is, error) &&
              decide_others(&worlds, asked, &as_is, error);
  if (good) {
    WhatIfReport told = {report, ended_of(arena, &as_is.decisions), worlds.others, count};
    for (size_t i = 0; i < count; i++)
      compare(&worlds, &told.ended, i);
    code = tell(&told, report->options->json, out);
  }
  for (size_t i = 0; i < count; i++) {
    decide_drop(&worlds.decided[i]);
    what_if_drop(&worlds.what_ifs[i]);
  }
  decide_drop(&as_is);
  return code;
}

int what_if_run(Arena *arena, const RunOptions *options, Buffer *out, Error *error) {
  RunProgress progress = {0};
  RunRead read;
  size_t count = 0;
  if (!check_options(options, error))
    return 0;
  Policy *policy = policy_load_setting(arena, options->policy, options->as_of, options->sets,
                                       options->set_count, error);
  const Scenario **asked = policy ? asked_scenarios(arena, options, policy, &count, error) : NULL;
  if (!asked || !run_read(arena, options, policy, &progress, &read, error))
    return 0;
  RunReport report = {.arena = arena,
                      .options = options,
                      .policy = policy,
                      .table = read.table,
                      .events = read.events,
                      .field_count = read.table->column_count,
                      .limits = jail_limits_default()};
  run_progress_say(&progress, "deciding");
  int code = decide_all(&report, &read, asked, count, out, error);
  run_progress_end(&progress);
  run_read_drop(&read);
  return code;
}

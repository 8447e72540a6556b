/* What would change it, held against the engine's own decisions about every customer that
 * one could become: existence, cost, and all that is told of the ranges. */
#include <stdio.h>
#include <stdlib.h>

/* An assertion that holds costs nothing, whereas Check writes to a file for each of its own. */
#define must(condition, ...) ((condition) ? (void)0 : ck_abort_msg(__VA_ARGS__))

#include "change_says.h"
#include "change_scene.h"
#include "condition/verdict.h"

#ifdef HELDER_SANITIZED
enum { ROUNDS = 300 };
#else
enum { ROUNDS = 3000 };
#endif

static size_t rounds(size_t otherwise) {
  const char *rounds = getenv("HELDER_ROUNDS");
  return rounds ? (size_t)atol(rounds) : otherwise;
}

/* --- what the engine decides ------------------------------------------------ */

static bool engine_says(const Scene *scene, const Decisions *decisions, ChangeWant want,
                        size_t row) {
  Says says = {&scene->policy, decisions, scene->cuts, scene->cut_made};
  return says_so(&says, want, row);
}

/* --- one customer ----------------------------------------------------------- */

typedef struct Trial {
  Scene scene;
  Decided decided;
  size_t itself; /* the row of the customer as he is */
  Changes *changes;
  size_t answers, found, none, named, unproven;
} Trial;

static bool value_of(const void *context, Text name, Value *value) {
  const Trial *trial = context;
  const Column *column = table_column(trial->scene.grid, name);
  if (column)
    *value = column_value(column, trial->itself);
  return column != NULL;
}

static Verdict verdict_of(const void *context, const Function *function) {
  (void)context;
  (void)function;
  return VERDICT_UNKNOWN; /* there is nothing that only the VM could tell */
}

static bool is_within(const json_t *range, Value value) {
  size_t i;
  json_t *item;
  Buffer out = {0};
  if (value.kind == VALUE_MISSING)
    return false;
  value_json(&out, value);
  json_t *json = json_loadb(out.bytes, out.length, JSON_DECODE_ANY, NULL);
  buffer_free(&out);
  const json_t *from = json_object_get(range, "from"), *to = json_object_get(range, "to");
  const json_t *is = json_object_get(range, "is"), *none = json_object_get(range, "none_of");
  bool within = json_object_get(range, "any") || none;
  json_array_foreach(none, i, item) {
    within = within && !json_equal(item, json);
  }
  json_array_foreach(json_object_get(range, "one_of"), i, item) {
    within = within || json_equal(item, json);
  }
  json_array_foreach(json_object_get(range, "example"), i, item) {
    within = within || json_equal(item, json);
  }
  if (is)
    within = json_equal(is, json);
  if (from || to)
    within = true;
  if (json_is_string(from) || json_is_string(to)) {
    within = !from || strcmp(json_string_value(json), json_string_value(from)) >= 0;
    within = within && (!to || strcmp(json_string_value(json), json_string_value(to)) <= 0);
  } else {
    within = within && (!from || json_number_value(json) >= json_number_value(from));
    within = within && (!to || json_number_value(json) <= json_number_value(to));
  }
  json_decref(json);
  return within;
}

/* Whether a customer of the grid has changed just as is told. */
static bool is_told(const Trial *trial, const ChangeAnswer *answer, size_t row) {
  for (size_t field = 0; field < trial->scene.field_count; field++) {
    const Column *column = &trial->scene.grid->columns[field];
    const ChangePart *part = NULL;
    for (size_t i = 0; i < answer->part_count; i++)
      if (text_equal(answer->parts[i].name, column->name))
        part = &answer->parts[i];
    Value value = column_value(column, row);
    if (part ? !is_within(part->range, value) : !scene_same(value, trial->scene.now[field]))
      return false;
  }
  return true;
}

/* Every customer of the grid within the ranges has the outcome, and there is one. */
static void check_ranges(const Trial *trial, const ChangeAnswer *answer, const char *what) {
  size_t within = 0;
  for (size_t row = 0; row < trial->scene.rows; row++) {
    if (!is_told(trial, answer, row))
      continue;
    within++;
    must(engine_says(&trial->scene, &trial->decided.decisions, answer->want, row),
         "%s: row %zu is within the ranges and has not the outcome", what, row);
  }
  must(within > 0, "%s: the ranges hold nobody", what);
}

/* --- what stands in the way ------------------------------------------------- */

/* Whether some customer of the grid has the outcome, if these fields change freely. */
static bool freed_reaches(const Trial *trial, ChangeWant want, const bool *freed) {
  const Scene *scene = &trial->scene;
  for (size_t row = 0; row < scene->rows; row++) {
    bool can_be = true;
    for (size_t field = 0; can_be && field < scene->field_count; field++) {
      Value value = column_value(&scene->grid->columns[field], row);
      can_be =
          freed[field] && value.kind != VALUE_MISSING ? true : scene_cost(scene, field, value) >= 0;
    }
    if (can_be && engine_says(scene, &trial->decided.decisions, want, row))
      return true;
  }
  return false;
}

static bool is_named(const ChangeAnswer *answer, Text field) {
  for (size_t i = 0; i < answer->decided_count; i++) {
    Text said = answer->decided_by[i].text.en;
    bool longer = said.length > field.length && said.bytes[field.length] == ':';
    if (longer && memcmp(said.bytes, field.bytes, field.length) == 0)
      return true;
  }
  return false;
}

/* The fields that are named are those that alone would do it; else some that would together,
 * but not without one of them; else the grid, which ends where they do, does not tell. */
static void check_decided(Trial *trial, const ChangeAnswer *answer, const char *what) {
  const Scene *scene = &trial->scene;
  bool named[SCENE_FIELDS] = {false}, held[SCENE_FIELDS] = {false}, alone[SCENE_FIELDS] = {false};
  bool any_alone = false;
  for (size_t i = 0; i < scene->field_count; i++) {
    bool one[SCENE_FIELDS] = {false};
    const FieldInfo *info = &scene->infos[i];
    named[i] = is_named(answer, scene->names[i]);
    one[i] = held[i] = info->fixed || info->sensitive || info->only != DIRECTION_ANY;
    alone[i] = held[i] && freed_reaches(trial, answer->want, one);
    any_alone = any_alone || alone[i];
  }
  must(answer->decided_count > 0, "%s: it is not told what decides", what);
  if (!answer->decided_by[0].name.length) {
    bool every[SCENE_FIELDS];
    memset(every, true, sizeof every);
    must(!freed_reaches(trial, answer->want, every), "%s: some values would do it", what);
    return;
  }
  trial->named++;
  if (!any_alone && !freed_reaches(trial, answer->want, held))
    return;
  must(freed_reaches(trial, answer->want, named), "%s: what is named would not do it", what);
  for (size_t i = 0; i < scene->field_count; i++) {
    bool rest[SCENE_FIELDS];
    memcpy(rest, named, sizeof rest);
    rest[i] = false;
    must(!any_alone || named[i] == alone[i], "%s: field %zu would do it alone: %d, is named: %d",
         what, i, alone[i], named[i]);
    must(any_alone || !named[i] || !freed_reaches(trial, answer->want, rest),
         "%s: field %zu is named and does not count", what, i);
  }
}

/* --- one want ----------------------------------------------------------------- */

static void check_want(Trial *trial, ChangeWant want, uint64_t seed) {
  char what[100];
  Error error = {.kind = ERROR_NONE};
  const Scene *scene = &trial->scene;
  ChangeCustomer customer = {trial, value_of, verdict_of};
  const ChangeAnswer *answer =
      change_find_for(scene->arena, trial->changes, &customer, want, &error);
  snprintf(what, sizeof what, "seed %llu, kind %d, rule %zu, segment %zu", (unsigned long long)seed,
           want.kind, want.rule, want.segment);
  must(answer != NULL, "%s: %s", what, error.message);
  double best = INFINITY;
  for (size_t row = 0; row < scene->rows; row++)
    if (scene->costs[row] < best && engine_says(scene, &trial->decided.decisions, want, row))
      best = scene->costs[row];
  trial->answers++;
  trial->unproven += answer->status == CHANGE_UNPROVEN;
  if (answer->status == CHANGE_SO || best == 0) {
    must(best == 0 && answer->status == CHANGE_SO, "%s: so already, or not: %g, %d", what, best,
         answer->status);
  } else if (isinf(best)) {
    trial->none++;
    must(answer->status == CHANGE_NONE, "%s: nothing does it, but status %d cost %g", what,
         answer->status, answer->cost);
    check_decided(trial, answer, what);
  } else {
    trial->found++;
    must(answer->status == CHANGE_MINIMAL, "%s: %g does it, but status %d", what, best,
         answer->status);
    must(fabs(answer->cost - best) < 1e-9, "%s: cost %.12g, but %.12g does it", what, answer->cost,
         best);
    check_ranges(trial, answer, what);
  }
}

static void check_wants(Trial *trial, uint64_t seed) {
  const Policy *policy = &trial->scene.policy;
  check_want(trial, (ChangeWant){CHANGE_NOT_EXCLUDED, SIZE_MAX, 0}, seed);
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    check_want(trial, (ChangeWant){CHANGE_NOT_EXCLUDED, i, 0}, seed);
    check_want(trial, (ChangeWant){CHANGE_EXCLUDED, i, 0}, seed);
  }
  for (size_t i = 0; i < policy->selection_count; i++) {
    check_want(trial, (ChangeWant){CHANGE_ELIGIBLE, i, 0}, seed);
    check_want(trial, (ChangeWant){CHANGE_NOT_ELIGIBLE, i, 0}, seed);
    check_want(trial, (ChangeWant){CHANGE_SELECTED, i, 0}, seed);
  }
  for (size_t i = 0; i < policy->segmentation_count; i++)
    for (size_t j = 0; j < policy->segmentations[i].segment_count; j++) {
      check_want(trial, (ChangeWant){CHANGE_SEGMENT, i, j}, seed);
      check_want(trial, (ChangeWant){CHANGE_NOT_SEGMENT, i, j}, seed);
    }
}

static void find_itself(Trial *trial) {
  for (size_t row = 0; row < trial->scene.rows; row++)
    if (trial->scene.costs[row] == 0)
      trial->itself = row;
}

static void check_policy_of(Trial *totals, uint64_t seed) {
  Trial trial = {.answers = 0};
  Error error = {.kind = ERROR_NONE};
  scene_start(&trial.scene, seed);
  DecideInput input = {.policy = &trial.scene.policy,
                       .table = trial.scene.grid,
                       .limits = jail_limits_default(),
                       .threads = 1,
                       .ask = policy_ask,
                       .drop = answers_drop};
  must(decide_run(trial.scene.arena, &input, &trial.decided, &error), "seed %llu: %s",
       (unsigned long long)seed, error.message);
  find_itself(&trial);
  trial.changes = change_prepare(trial.scene.arena, &trial.scene.facts, &error);
  must(trial.changes != NULL, "%s", error.message);
  check_wants(&trial, seed);
  totals->answers += trial.answers;
  totals->found += trial.found;
  totals->none += trial.none;
  totals->unproven += trial.unproven;
  totals->named += trial.named;
  decide_drop(&trial.decided);
  scene_end(&trial.scene);
}

START_TEST(random_policies) {
  Trial totals = {.answers = 0};
  size_t most = rounds(ROUNDS);
  for (uint64_t seed = 1; seed <= most; seed++)
    check_policy_of(&totals, seed);
  printf("what would change it: %zu policies, %zu outcomes wanted: %zu reached, %zu beyond reach, "
         "of %zu of those it is told what decides\n",
         most, totals.answers, totals.found, totals.none, totals.named);
  ck_assert_uint_gt(totals.named, totals.none / 20);
  ck_assert_uint_eq(totals.unproven, 0);
}
END_TEST

Suite *explain_change_suite(void) {
  Suite *suite = suite_create("explain_change");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 600);
  tcase_add_test(all, random_policies);
  suite_add_tcase(suite, all);
  return suite;
}

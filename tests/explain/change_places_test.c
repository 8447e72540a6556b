/* Losing a place among others, and places among all: what is told is held against whole runs
 * over all customers, in which one of them is each of those he could become. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "decide/decide.h"
#include "explain/change.h"
#include "log/state.h"

#define must(condition, ...) ((condition) ? (void)0 : ck_abort_msg(__VA_ARGS__))

enum { CUSTOMERS = 7, SCORES = 6, NEEDS = 3, GRID = SCORES * NEEDS, AS_OF = 20778 };

#ifdef HELDER_SANITIZED
enum { ROUNDS = 2 };
#else
enum { ROUNDS = 12 };
#endif

static const char source[] =
    "policy \"Places\" { version = \"1\" }\n"
    "customers \"guests\" { key = \"id\", fields = { score = { min = 0, max = 5 },\n"
    "  need = { min = 1, max = 3 }, home = { fixed = true }, day = { fixed = true } } }\n"
    "attribute \"third\" { ntile = 3, of = \"score\" }\n"
    "local function some(g) return g.score >= 2 end\n"
    "local function few(g) return g.need <= 2 end\n"
    "local function score(g) return g.score end\n"
    "local function need(g) return g.need end\n"
    "selection \"limit\" { when = some, because = \"A.\", rank = score, limit = 3 }\n"
    "selection \"other\" { when = few, because = \"A.\", rank = score, limit = 3 }\n"
    "selection \"itself\" { when = few, because = \"A.\", rank = need, limit = 2 }\n"
    "selection \"by key\" { when = some, because = \"A.\", limit = 2 }\n"
    "selection \"home\" { when = few, because = \"A.\", rank = score, one_per = \"home\" }\n"
    "selection \"quota\" { when = some, because = \"A.\", rank = score, limit = 4,\n"
    "  quota = { per = \"day\", max = 4, of = \"need\" } }\n"
    "selection \"third\" { when = function(g) return g.third == 3 or g.need == 1 end, "
    "because = \"A.\" }\n"
    "selection \"nearly\" { when = function(g) return g.third >= 2 and g.score >= 4 end, "
    "because = \"A.\" }\n";

typedef struct World {
  Arena *arena;
  Error error;
  char folder[64];
  Policy *policy;
  uint64_t random;
  Value fields[4][CUSTOMERS]; /* score, need, home, day */
  Table *table;
  Decided decided;
  Changes *changes;
  size_t row;            /* the customer that is asked about */
  uint8_t *states[GRID]; /* [selection]: his state, with other values */
  size_t minimal, unproven, none;
} World;

static uint64_t chance(World *world, uint64_t below) {
  world->random = world->random * 6364136223846793005u + 1442695040888963407u;
  return (world->random >> 33) % below;
}

static void start(World *world, uint64_t seed) {
  *world = (World){
      .arena = arena_make(), .folder = "/tmp/helder-places-XXXXXX", .random = seed * 7919 + 1};
  ck_assert_ptr_nonnull(mkdtemp(world->folder));
  const char *path = file_join(world->arena, world->folder, "policy.lua");
  must(file_put(path, (Text){source, sizeof source - 1}, &world->error), "%s",
       world->error.message);
  world->policy = policy_load(world->arena, path, AS_OF, jail_limits_default(), &world->error);
  must(world->policy != NULL, "%s", world->error.message);
  for (size_t i = 0; i < CUSTOMERS; i++) {
    world->fields[0][i] = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)chance(world, SCORES)};
    world->fields[1][i] =
        (Value){.kind = VALUE_INTEGER, .integer = 1 + (int64_t)chance(world, NEEDS)};
    world->fields[2][i] = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)chance(world, 4)};
    world->fields[3][i] = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)chance(world, 2)};
  }
}

static void end(World *world) {
  file_folder_remove(world->folder);
  arena_drop(world->arena);
}

static void decide(World *world, Table **table, Decided *decided) {
  static const char *const names[] = {"score", "need", "home", "day"};
  Column *columns[5];
  Value keys[CUSTOMERS];
  for (size_t i = 0; i < 4; i++)
    columns[i] = column_from_values(world->arena, text_of(names[i]), world->fields[i], CUSTOMERS);
  for (size_t i = 0; i < CUSTOMERS; i++)
    keys[i] = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)i};
  columns[4] = column_from_values(world->arena, TEXT("id"), keys, CUSTOMERS);
  *table = table_of_columns(TEXT("guests"), columns, 5, CUSTOMERS, 4);
  must(policy_bind(world->policy, *table, &world->error), "%s", world->error.message);
  DecideInput input = {.policy = world->policy,
                       .table = *table,
                       .limits = jail_limits_default(),
                       .threads = 1,
                       .ask = policy_ask,
                       .drop = answers_drop};
  must(decide_run(world->arena, &input, decided, &world->error), "%s", world->error.message);
}

static void prepare(World *world) {
  const Policy *policy = world->policy;
  ColumnType *types = arena_array(world->arena, policy->named_count + 1, sizeof *types);
  Value *cuts = arena_array(world->arena, policy->selection_count + 1, sizeof *cuts);
  bool *made = arena_array(world->arena, policy->selection_count + 1, sizeof *made);
  for (size_t i = 0; i < policy->named_count; i++)
    types[i] = table_column(world->table, policy->named[i])->type;
  for (size_t i = 0; i < policy->selection_count; i++) {
    made[i] = world->decided.decisions.selections[i].cut_made;
    cuts[i] = world->decided.decisions.selections[i].cut;
  }
  ChangeFacts facts = {policy, policy->named, types, policy->named_count, NULL, cuts, made};
  world->changes = change_prepare(world->arena, &facts, &world->error);
  must(world->changes != NULL, "%s", world->error.message);
}

/* His state in each selection, with each of the values he could have. */
static void decide_grid(World *world) {
  size_t row = world->row, count = world->policy->selection_count;
  Value score = world->fields[0][row], need = world->fields[1][row];
  for (size_t i = 0; i < GRID; i++) {
    Table *table;
    Decided decided;
    world->fields[0][row].integer = (int64_t)(i % SCORES);
    world->fields[1][row].integer = 1 + (int64_t)(i / SCORES);
    decide(world, &table, &decided);
    world->states[i] = arena_array(world->arena, count, sizeof(uint8_t));
    for (size_t j = 0; j < count; j++)
      world->states[i][j] = decided.decisions.selections[j].state[row];
    decide_drop(&decided);
    table_drop(table);
  }
  world->fields[0][row] = score;
  world->fields[1][row] = need;
}

static bool is_placed(uint8_t state) {
  return state == STATE_SELECTED;
}

/* The least that it costs him to be placed, or no longer placed. */
static double least_cost(const World *world, size_t selection, bool placed) {
  double least = INFINITY;
  double score = (double)world->fields[0][world->row].integer;
  double need = (double)world->fields[1][world->row].integer;
  for (size_t i = 0; i < GRID; i++) {
    double cost = fabs((double)(i % SCORES) - score) / fmax(score, 1) +
                  fabs(1 + (double)(i / SCORES) - need) / fmax(need, 1);
    if (is_placed(world->states[i][selection]) == placed && cost < least)
      least = cost;
  }
  return least;
}

static Again *again_of(World *world) {
  Again *again =
      again_ask_row(world->arena, world->policy, world->table, world->row, &world->error);
  must(again != NULL, "%s", world->error.message);
  json_t *states = json_object();
  for (size_t i = 0; i < world->policy->selection_count; i++) {
    uint8_t state = world->decided.decisions.selections[i].state[world->row];
    json_object_set_new(states, world->policy->selections[i].name.bytes,
                        json_pack("{s:s}", "state", state_name((State)state)));
  }
  again->line = json_pack("{s:o}", "selections", states);
  return again;
}

/* The loss of a place that he has is told exactly; a place that he has not may not be won by
 * what is told, as others stand before him, but never by less. */
static void check_want(World *world, const Again *again, size_t selection, size_t seed) {
  bool placed = is_placed(world->decided.decisions.selections[selection].state[world->row]);
  const char *name = world->policy->selections[selection].name.bytes;
  ChangeWant want = {placed ? CHANGE_NOT_ELIGIBLE : CHANGE_SELECTED, selection, 0};
  const ChangeAnswer *answer =
      change_find(world->arena, world->changes, again, want, &world->error);
  must(answer != NULL, "%s", world->error.message);
  double least = least_cost(world, selection, !placed);
  must(answer->status != CHANGE_SO, "%zu, customer %zu, %s: told to be so", seed, world->row, name);
  must(answer->status != CHANGE_NONE || isinf(least), "%zu, customer %zu, %s: none, but %g", seed,
       world->row, name, least);
  must(!placed || answer->status != CHANGE_MINIMAL || fabs(answer->cost - least) < 1e-9,
       "%zu, customer %zu, %s: minimal %g, but %g", seed, world->row, name, answer->cost, least);
  must(answer->status != CHANGE_MINIMAL || answer->cost < least + 1e-9,
       "%zu, customer %zu, %s: minimal %g, but %g does it", seed, world->row, name, answer->cost,
       least);
  must(!placed || !answer->part_count || answer->cost > least - 1e-9,
       "%zu, customer %zu, %s: %g does not do it", seed, world->row, name, answer->cost);
  world->minimal += placed && answer->status == CHANGE_MINIMAL;
  world->unproven += answer->status == CHANGE_UNPROVEN;
  world->none += answer->status == CHANGE_NONE;
}

static void check_world(World *totals, size_t seed) {
  World world;
  start(&world, seed);
  decide(&world, &world.table, &world.decided);
  prepare(&world);
  for (world.row = 0; world.row < CUSTOMERS; world.row++) {
    decide_grid(&world);
    Again *again = again_of(&world);
    for (size_t i = 0; i < world.policy->selection_count; i++)
      check_want(&world, again, i, seed);
    json_decref(again->line);
    again_close(again);
  }
  totals->minimal += world.minimal;
  totals->unproven += world.unproven;
  totals->none += world.none;
  decide_drop(&world.decided);
  table_drop(world.table);
  end(&world);
}

START_TEST(places_are_lost_as_told) {
  World totals = {.minimal = 0};
  for (size_t seed = 1; seed <= ROUNDS; seed++)
    check_world(&totals, seed);
  printf("places: %zu minimal losses, %zu unproven, %zu none\n", totals.minimal, totals.unproven,
         totals.none);
  ck_assert_uint_gt(totals.minimal, 5 * ROUNDS);
  ck_assert_uint_gt(totals.none, 0);
}
END_TEST

Suite *explain_change_places_suite(void) {
  Suite *suite = suite_create("explain_change_places");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 300);
  tcase_add_test(all, places_are_lost_as_told);
  suite_add_tcase(suite, all);
  return suite;
}

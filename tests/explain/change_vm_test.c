/* Rules that only the VM can ask, and what would change them: every customer of a small grid
 * wants each outcome, and what is told is held against the engine's decisions about all that
 * he could become. What is called minimal is; what is called none has none. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "change_says.h"

#define must(condition, ...) ((condition) ? (void)0 : ck_abort_msg(__VA_ARGS__))

enum { VISITS = 13, SCORES = 5, AS_OF = 20778 };

#ifdef HELDER_SANITIZED
enum { EVERY = 23 };
#else
enum { EVERY = 5 };
#endif

static const char source[] =
    "policy \"Loops\" { version = \"1\" }\n"
    "customers \"guests\" { key = \"id\", fields = {\n"
    "  visits = { min = 0, max = 12 }, score = { min = 0, max = 4 } } }\n"
    "local function bits(n)\n"
    "  local sum = 0\n"
    "  while n > 0 do sum, n = sum + n % 2, n // 2 end\n"
    "  return sum\n"
    "end\n"
    "attribute \"weight\" { is = function(g) return bits(g.visits) end }\n"
    "exclusion \"odd\" { when = function(g) return bits(g.score) >= 2 end, because = \"Odd.\" }\n"
    "segmentation \"kind\" {\n"
    "  segment \"even\" { when = function(g) return bits(g.visits) == g.score end, because = "
    "\"E.\" },\n"
    "  segment \"heavy\" { when = function(g) return g.weight >= 3 or g.score == 4 end, because = "
    "\"H.\" },\n"
    "  segment \"never\" { when = function(g) return g.visits > 12 and g.weight > 1 end, because = "
    "\"N.\" },\n"
    "  otherwise \"light\" { because = \"Light.\" },\n"
    "}\n"
    "selection \"lucky\" { when = function(g) return g.visits >= 2 and g.weight >= g.score end, "
    "because "
    "= \"You are.\" }\n";

typedef struct Grid {
  Arena *arena;
  Error error;
  char folder[64];
  Policy *policy;
  Table *table;
  Decided decided;
  Changes *changes;
  size_t row;
  size_t minimal, unproven, none, so;
} Grid;

static void put(Grid *grid, const char *name, Text content) {
  const char *path = file_join(grid->arena, grid->folder, name);
  must(file_put(path, content, &grid->error), "%s", grid->error.message);
}

static void start(Grid *grid) {
  *grid = (Grid){.arena = arena_make(), .folder = "/tmp/helder-change-XXXXXX"};
  ck_assert_ptr_nonnull(mkdtemp(grid->folder));
  Buffer csv = {0};
  buffer_string(&csv, "id,visits,score\n");
  for (int i = 0; i < VISITS * SCORES; i++)
    buffer_format(&csv, "G%02d,%d,%d\n", i, i % VISITS, i / VISITS);
  put(grid, "guests.csv", buffer_view(&csv));
  put(grid, "policy.lua", (Text){source, sizeof source - 1});
  buffer_free(&csv);
  const char *path = file_join(grid->arena, grid->folder, "policy.lua");
  grid->policy = policy_load(grid->arena, path, AS_OF, jail_limits_default(), &grid->error);
  must(grid->policy != NULL, "%s", grid->error.message);
  path = file_join(grid->arena, grid->folder, "guests.csv");
  grid->table = table_read(path, &grid->policy->read, &grid->error);
  must(grid->table != NULL, "%s", grid->error.message);
  DecideInput input = {.policy = grid->policy,
                       .table = grid->table,
                       .limits = jail_limits_default(),
                       .threads = 1,
                       .ask = policy_ask,
                       .drop = answers_drop};
  must(policy_bind(grid->policy, grid->table, &grid->error), "%s", grid->error.message);
  must(decide_run(grid->arena, &input, &grid->decided, &grid->error), "%s", grid->error.message);
}

static void prepare(Grid *grid) {
  const Policy *policy = grid->policy;
  ColumnType *types = arena_array(grid->arena, policy->named_count + 1, sizeof *types);
  Value *cuts = arena_array(grid->arena, policy->selection_count + 1, sizeof *cuts);
  bool *made = arena_array(grid->arena, policy->selection_count + 1, sizeof *made);
  for (size_t i = 0; i < policy->named_count; i++)
    types[i] = table_column(grid->table, policy->named[i])->type;
  ChangeFacts facts = {policy, policy->named, types, policy->named_count, NULL, cuts, made};
  grid->changes = change_prepare(grid->arena, &facts, &grid->error);
  must(grid->changes != NULL, "%s", grid->error.message);
}

static void end(Grid *grid) {
  decide_drop(&grid->decided);
  table_drop(grid->table);
  file_folder_remove(grid->folder);
  arena_drop(grid->arena);
}

static bool value_of(const void *context, Text name, Value *value) {
  const Grid *grid = context;
  const Column *column = table_column(grid->table, name);
  if (column)
    *value = column_value(column, grid->row);
  return column != NULL;
}

static Verdict verdict_of(const void *context, const Function *function) {
  const Grid *grid = context;
  Error error = {.kind = ERROR_NONE};
  Step step = {.function = function, .rule = TEXT("a rule"), .kind = STEP_VERDICT};
  Asking asking = {.policy = grid->policy,
                   .table = grid->table,
                   .steps = &step,
                   .step_count = 1,
                   .limits = jail_limits_default(),
                   .threads = 1};
  Answers *answers = policy_ask(grid->arena, &asking, &error);
  must(answers != NULL, "%s", error.message);
  Verdict verdict = (Verdict)answers->verdicts[0][grid->row];
  answers_drop(answers);
  return verdict;
}

/* What a customer pays to become another. */
static double cost_of(size_t from, size_t to) {
  double visits = (double)(from % VISITS), score = (double)(from / VISITS);
  return fabs((double)(to % VISITS) - visits) / fmax(visits, 1) +
         fabs((double)(to / VISITS) - score) / fmax(score, 1);
}

static void check_want(Grid *grid, ChangeWant want) {
  Says says = {grid->policy, &grid->decided.decisions, NULL, (bool[]){false}};
  ChangeCustomer customer = {grid, value_of, verdict_of};
  double best = INFINITY;
  bool tells_truth = false;
  const ChangeAnswer *answer =
      change_find_for(grid->arena, grid->changes, &customer, want, &grid->error);
  must(answer != NULL, "%s", grid->error.message);
  for (size_t row = 0; row < VISITS * SCORES; row++) {
    double cost = cost_of(grid->row, row);
    bool so = says_so(&says, want, row);
    best = so && cost < best ? cost : best;
    tells_truth = tells_truth || (so && fabs(cost - answer->cost) < 1e-9);
  }
  bool found = answer->part_count > 0;
  grid->minimal += answer->status == CHANGE_MINIMAL;
  grid->unproven += answer->status == CHANGE_UNPROVEN;
  grid->none += answer->status == CHANGE_NONE;
  grid->so += answer->status == CHANGE_SO;
  must((answer->status == CHANGE_SO) == (best == 0), "row %zu: so already, or not", grid->row);
  must(answer->status != CHANGE_NONE || isinf(best), "row %zu, kind %d, rule %zu: none, but %g",
       grid->row, want.kind, want.rule, best);
  must(answer->status != CHANGE_MINIMAL || fabs(answer->cost - best) < 1e-9,
       "row %zu, kind %d: minimal %g, but %g", grid->row, want.kind, answer->cost, best);
  must(!found || tells_truth, "row %zu: nothing of cost %g does it", grid->row, answer->cost);
}

START_TEST(what_only_the_vm_can_tell) {
  Grid grid;
  start(&grid);
  prepare(&grid);
  for (grid.row = 0; grid.row < VISITS * SCORES; grid.row += EVERY) {
    check_want(&grid, (ChangeWant){CHANGE_NOT_EXCLUDED, 0, 0});
    check_want(&grid, (ChangeWant){CHANGE_EXCLUDED, 0, 0});
    check_want(&grid, (ChangeWant){CHANGE_ELIGIBLE, 0, 0});
    for (size_t segment = 0; segment < 4; segment++)
      check_want(&grid, (ChangeWant){CHANGE_SEGMENT, 0, segment});
  }
  printf("what only the VM can tell: %zu so already, %zu minimal, %zu unproven, %zu none\n",
         grid.so, grid.minimal, grid.unproven, grid.none);
  ck_assert_uint_gt(grid.minimal, 0);
  ck_assert_uint_gt(grid.unproven, 0);
  ck_assert_uint_gt(grid.none, 0);
  end(&grid);
}
END_TEST

Suite *explain_change_vm_suite(void) {
  Suite *suite = suite_create("explain_change_vm");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 300);
  tcase_add_test(all, what_only_the_vm_can_tell);
  suite_add_tcase(suite, all);
  return suite;
}

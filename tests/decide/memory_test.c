/* Saves of a policy, one after the other, decided with a memory (policy/ask_memory.h) and without
 * any: the answers must be the same to the last trouble. A save is a random one: numbers and
 * fields change, rules come, go, move and get other names, an attribute becomes another. */
#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "decide/decide.h"
#include "policy/ask_memory.h"

enum { SAVES = 30, ROWS = 5000, RULES_MOST = 12, FIELDS = 4, PLAIN = 6 };

/* %1$s and %2$s are fields, %3$d a number. What needs a guard stands in a segmentation. */
static const char *const conditions[] = {
    "g.%1$s > %3$d", "g.%1$s and g.%2$s >= %3$d", "g.%1$s + g.%2$s <= %3$d.5", "g.city == 'C%3$d'",
    "one_of(g.city, { 'C1', 'C%3$d' }) or g.%1$s < %3$d", "days_since(g.since) > %3$d * 9",
    /* these are the VM's, or read an attribute */
    "g.%1$s // (g.%2$s - %3$d) > 1", /* fails where that is 0 */
    "g.%1$s < 'text'", "loop(g.%1$s, %3$d) > 4", "g.share > 0.%3$d"};

typedef struct Rule {
  int kind, condition, fields[2], number, name;
} Rule;

typedef struct Saves {
  Arena *arena;
  uint64_t random;
  char folder[40];
  Table *table;
  size_t columns;
  AskMemory *memory;
  Rule rules[RULES_MOST];
  int count, names;
  int divisor; /* in the attribute */
  size_t taken;
} Saves;

static int any(Saves *saves, int below) {
  saves->random = saves->random * 6364136223846793005u + 1442695040888963407u;
  return (int)((saves->random >> 33) % (uint64_t)below);
}

/* --- the data ------------------------------------------------------------------- */

static Value cell(Saves *saves, int column) {
  if (any(saves, 10) == 0)
    return (Value){.kind = VALUE_MISSING};
  if (column < 2)
    return (Value){.kind = VALUE_INTEGER, .integer = any(saves, 10)};
  if (column < FIELDS)
    return (Value){.kind = VALUE_DECIMAL, .decimal = any(saves, 40) / 4.0};
  if (column == FIELDS)
    return (Value){.kind = VALUE_DATE, .days = 20700 - any(saves, 100)};
  return (Value){.kind = VALUE_TEXT, .text = text_format(saves->arena, "C%d", any(saves, 9))};
}

static void table_fill(Saves *saves) {
  static const char *const names[] = {"f0", "f1", "f2", "f3", "since", "city", "id"};
  Column *columns[7];
  Value *values = arena_array(saves->arena, ROWS, sizeof *values);
  for (int c = 0; c < 7; c++) {
    for (int row = 0; row < ROWS; row++)
      values[row] = c == 6 ? (Value){.kind = VALUE_INTEGER, .integer = row} : cell(saves, c);
    columns[c] = column_from_values(saves->arena, text_of(names[c]), values, ROWS);
  }
  saves->table = table_of_columns(TEXT("rows"), columns, 7, ROWS, 6);
  saves->columns = saves->table->column_count;
}

/* --- the policy ----------------------------------------------------------------- */

/* Most in one segmentation, where each is asked only of whom the earlier ones left. */
static Rule rule_any(Saves *saves) {
  int most = any(saves, 3) ? PLAIN : (int)(sizeof conditions / sizeof *conditions);
  return (Rule){.kind = any(saves, 2) ? 1 : any(saves, 3),
                .condition = any(saves, most),
                .fields = {any(saves, FIELDS), any(saves, FIELDS)},
                .number = any(saves, 9),
                .name = saves->names++};
}

static void change(Saves *saves) {
  int at = saves->count ? any(saves, saves->count) : 0,
      to = saves->count ? any(saves, saves->count) : 0;
  Rule *rule = &saves->rules[at], kept = *rule;
  switch (any(saves, 8)) {
  case 0:
    if (saves->count < RULES_MOST)
      saves->rules[saves->count++] = rule_any(saves);
    break;
  case 1:
    if (saves->count > 3)
      *rule = saves->rules[--saves->count];
    break;
  case 2:
    *rule = saves->rules[to];
    saves->rules[to] = kept;
    break;
  case 3:
    rule->name = saves->names++;
    break;
  case 4:
    rule->fields[any(saves, 2)] = any(saves, FIELDS);
    break;
  case 5:
    saves->divisor = 1 + any(saves, 9);
    break;
  default:
    rule->number = any(saves, 9);
  }
}

static void rule_put(const Rule *rule, Buffer *out) {
  char condition[200], fields[2][4];
  for (int i = 0; i < 2; i++)
    snprintf(fields[i], sizeof fields[i], "f%d", rule->fields[i]);
  snprintf(condition, sizeof condition, conditions[rule->condition], fields[0], fields[1],
           rule->number);
  buffer_format(out, "segment \"r%d\" { because = \"b\", when = function(g) return %s end },\n",
                rule->name, condition);
}

/* Rules of one kind: each alone in its segmentation, or in one, where the first takes. */
static void rules_put(Saves *saves, int kind, const char *mode, Buffer *out) {
  bool any_of_kind = false;
  for (int i = 0; i < saves->count; i++) {
    if (saves->rules[i].kind != kind)
      continue;
    if (!any_of_kind)
      buffer_format(out, "segmentation \"k%d\" { mode = \"%s\",\n", kind, mode);
    any_of_kind = true;
    rule_put(&saves->rules[i], out);
  }
  buffer_string(out, any_of_kind ? "}\n" : "");
}

static Policy *policy_save(Saves *saves, Arena *arena) {
  Error error = {.kind = ERROR_NONE};
  Buffer out = {0};
  int32_t as_of;
  for (int i = any(saves, 3); i > 0; i--)
    buffer_string(&out, "-- a line more\n");
  buffer_string(&out, "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n"
                      "local function loop(x, n) for i = 1, n do x = x + i end return x end\n");
  buffer_format(&out, "attribute \"share\" { is = function(g) return g.f0 / %d end }\n",
                saves->divisor);
  buffer_string(&out, "segmentation \"fixed\" { segment \"s\" { because = \"b\","
                      " when = function(g) return g.share > 0.4 end } }\n");
  rules_put(saves, 0, "all", &out);
  rules_put(saves, 1, "first", &out);
  rules_put(saves, 2, "unique", &out);
  char *path = file_join(arena, saves->folder, "policy.lua");
  unlink(path);
  ck_assert(file_put(path, buffer_view(&out), &error));
  buffer_free(&out);
  ck_assert(date_from_iso(TEXT("2026-11-21"), &as_of));
  saves->table->column_count = saves->columns;
  Policy *policy = policy_load(arena, path, as_of, jail_limits_default(), &error);
  ck_assert_msg(policy && policy_bind(policy, saves->table, &error), "%s", error.message);
  return policy;
}

/* --- deciding -------------------------------------------------------------------- */

static void decide(Saves *saves, Arena *arena, const Policy *policy, AskMemory *memory,
                   Decided *decided) {
  Error error = {.kind = ERROR_NONE};
  saves->table->column_count = saves->columns;
  DecideInput input = {.policy = policy,
                       .table = saves->table,
                       .limits = jail_limits_default(),
                       .threads = 1 + (size_t)any(saves, 2),
                       .without_near = true,
                       .ask = policy_ask,
                       .drop = answers_drop,
                       .memory = memory};
  ck_assert_msg(decide_run(arena, &input, decided, &error), "%s", error.message);
}

static void same_detail(const TroubleDetail *a, const TroubleDetail *b) {
  ck_assert(text_equal(a->message, b->message) && text_equal(a->file, b->file));
  ck_assert_int_eq(a->line, b->line);
  ck_assert_uint_eq(a->missing_count, b->missing_count);
  for (size_t i = 0; i < a->missing_count; i++)
    ck_assert(text_equal(a->missing[i], b->missing[i]));
}

static void same_answers(const Answers *a, const Answers *b) {
  ck_assert_uint_eq(a->step_count, b->step_count);
  for (size_t step = 0; step < a->step_count; step++)
    ck_assert_mem_eq(a->verdicts[step], b->verdicts[step], a->rows);
  ck_assert_uint_eq(a->trouble_count, b->trouble_count);
  for (size_t i = 0; i < a->trouble_count; i++)
    if (memcmp(&a->troubles[i], &b->troubles[i], sizeof *a->troubles) != 0)
      ck_abort_msg("trouble %zu differs", i);
  ck_assert_uint_eq(a->detail_count, b->detail_count);
  for (size_t i = 0; i < a->detail_count; i++)
    same_detail(&a->details[i], &b->details[i]);
}

static void one_save(Saves *saves) {
  Arena *arena = arena_make();
  Policy *policy = policy_save(saves, arena);
  Decided with, without;
  decide(saves, arena, policy, saves->memory, &with);
  decide(saves, arena, policy, NULL, &without);
  ck_assert_uint_eq(with.asker.count, without.asker.count);
  for (size_t i = 0; i < with.asker.count; i++)
    same_answers(with.asker.answers[i], without.asker.answers[i]);
  saves->taken += ask_memory_taken(saves->memory);
  decide_drop(&with);
  decide_drop(&without);
  arena_drop(arena);
}

START_TEST(the_same_as_asked_anew) {
  Saves saves = {.arena = arena_make(),
                 .random = (uint64_t)_i + 1,
                 .divisor = 9,
                 .folder = "/tmp/helder-saves-XXXXXX"};
  ck_assert_ptr_nonnull(mkdtemp(saves.folder));
  table_fill(&saves);
  saves.memory = ask_memory_make();
  for (saves.count = 0; saves.count < 8;)
    saves.rules[saves.count++] = rule_any(&saves);
  for (int save = 0; save < SAVES; save++) {
    one_save(&saves);
    for (int changes = any(&saves, 3); changes >= 0; changes--)
      change(&saves);
  }
  ck_assert_uint_gt(saves.taken, SAVES);
  ask_memory_drop(saves.memory);
  table_drop(saves.table);
  unlink(file_join(saves.arena, saves.folder, "policy.lua"));
  rmdir(saves.folder);
  arena_drop(saves.arena);
}
END_TEST

Suite *decide_memory_suite(void);
Suite *decide_memory_suite(void) {
  Suite *suite = suite_create("decide: memory");
  TCase *tests = tcase_create("memory");
  tcase_set_timeout(tests, 120);
  tcase_add_loop_test(tests, the_same_as_asked_anew, 0, 2);
  suite_add_tcase(suite, tests);
  return suite;
}

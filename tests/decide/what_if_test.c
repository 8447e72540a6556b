/* What if: the other world is the one that a run over data with the changed cells, written
 * by hand, gives; over random customers, with the trees and with the Lua machine. */
#include "../policy/trial.h"
#include "decide/decide.h"
#include "decide/what_if.h"
#include "log/ended.h"

enum { ROWS = 300, FIELDS = 5 };
enum { FIELD_ID, FIELD_A, FIELD_B, FIELD_CITY, FIELD_SINCE };

static uint64_t random_state;

static uint64_t chance(uint64_t below) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (random_state >> 33) % below;
}

static const Value none = {.kind = VALUE_MISSING};

static Value maybe(Value value) {
  return chance(8) ? value : none;
}

typedef struct Cells {
  Value of[FIELDS][ROWS];
} Cells;

static void fill(Arena *arena, Cells *cells) {
  static const char *const cities[] = {"Delft", "Breda", "Gouda"};
  for (size_t row = 0; row < ROWS; row++) {
    cells->of[FIELD_ID][row] =
        (Value){.kind = VALUE_TEXT, .text = text_format(arena, "C-%zu", row)};
    cells->of[FIELD_A][row] = maybe(trial_integer((int64_t)chance(12)));
    cells->of[FIELD_B][row] =
        maybe((Value){.kind = VALUE_DECIMAL, .decimal = (double)chance(40) / 4});
    cells->of[FIELD_CITY][row] = maybe(trial_text(cities[chance(3)]));
    cells->of[FIELD_SINCE][row] =
        maybe((Value){.kind = VALUE_DATE, .days = 20000 + (int32_t)chance(400)});
  }
}

static Table *table_of(Arena *arena, const Cells *cells) {
  static const char *const names[] = {"id", "a", "b", "city", "since"};
  Column *columns[FIELDS];
  for (size_t i = 0; i < FIELDS; i++)
    columns[i] = column_from_values(arena, text_of(names[i]), cells->of[i], ROWS);
  return table_of_columns(TEXT("rows"), columns, FIELDS, ROWS, 0);
}

static const char rules[] =
    "attribute \"twice\" { is = function(g) return g.a * 2 end }\n"
    "attribute \"fifth\" { ntile = 5, of = \"b\" }\n"
    "attribute \"sum\" { is = function(g) return g.twice + g.fifth end }\n"
    "exclusion \"far\" { because = \"b\", when = function(g) return g.city == \"Breda\" end }\n"
    "exclusion \"new\" { because = \"b\", when = function(g) return days_since(g.since) < 100 "
    "end,\n"
    "  lasts = days(60), since = \"since\" }\n"
    "segmentation \"kind\" {\n"
    "  segment \"high\" { because = \"b\", when = function(g) return g.sum > 15 end },\n"
    "  segment \"b\" { because = \"b\", when = function(g) return g.b > 6 end },\n"
    "  otherwise \"rest\" { because = \"b\" } }\n"
    "segmentation \"all\" { mode = \"all\",\n"
    "  segment \"a\" { because = \"b\", when = function(g) return g.a > 5 end },\n"
    "  segment \"fifth\" { because = \"b\", when = function(g) return g.fifth == 5 end } }\n"
    "selection \"call\" { because = \"b\", when = function(g) return g.sum > 8 end,\n"
    "  rank = function(g) return g.b end, limit = 40, holdout = 0.2,\n"
    "  quota = { per = \"city\", max = 70, of = \"a\" } }\n";

/* --- the changes, in Lua and by hand ------------------------------------------------- */

typedef void ByHand(Cells *cells, size_t row);

static void all_near(Cells *cells, size_t row) {
  cells->of[FIELD_CITY][row] = trial_text("Delft");
}

static void one_more(Cells *cells, size_t row) {
  if (cells->of[FIELD_A][row].kind == VALUE_INTEGER)
    cells->of[FIELD_A][row].integer++;
}

static void move_house(Cells *cells, size_t row) {
  const Value *city = &cells->of[FIELD_CITY][row];
  if (city->kind == VALUE_TEXT && text_equal(city->text, TEXT("Gouda"))) {
    cells->of[FIELD_CITY][row] = trial_text("Breda");
    cells->of[FIELD_B][row] = trial_integer(3);
  }
}

static void swap(Cells *cells, size_t row) {
  Value *a = &cells->of[FIELD_A][row], *b = &cells->of[FIELD_B][row];
  if (a->kind != VALUE_INTEGER || b->kind != VALUE_DECIMAL)
    return; /* one is missing: nothing of the two can be worked out */
  Value half = {.kind = VALUE_DECIMAL, .decimal = (double)a->integer / 2};
  *a = (Value){.kind = VALUE_DECIMAL, .decimal = b->decimal * 2};
  *b = half;
}

static void all_today(Cells *cells, size_t row) {
  cells->of[FIELD_SINCE][row] = trial_date("2026-11-21");
}

static void forget_b(Cells *cells, size_t row) {
  cells->of[FIELD_B][row] = none;
}

static void counted(Cells *cells, size_t row) {
  Value *a = &cells->of[FIELD_A][row];
  if (a->kind == VALUE_INTEGER && a->integer > 2)
    cells->of[FIELD_B][row] = trial_integer(a->integer * (a->integer + 1) / 2);
}

static const struct {
  const char *scenario;
  ByHand *by_hand;
} changes[] = {
    {"change = function(c) return { city = \"Delft\" } end", all_near},
    {"change = function(c) return { a = c.a + 1 } end", one_more},
    {"change = function(c) if c.city == \"Gouda\" then return { city = \"Breda\", b = 3 } end end",
     move_house},
    {"change = function(c) return c.city == \"Gouda\" and { city = \"Breda\", b = 3 } end",
     move_house},
    {"change = function(c) return { a = c.b * 2, b = c.a / 2 } end", swap},
    {"change = function(c) return { since = as_of } end", all_today},
    {"forget = { \"b\" }", forget_b},
    {"sets = { \"b\" }, change = function(c)\n"
     "  if not c.a or c.a <= 2 then return end\n"
     "  local t, sum = {}, 0 for i = 1, c.a do sum = sum + i end t.b = sum return t end",
     counted},
};
enum { CHANGES = sizeof changes / sizeof *changes };

/* --- both worlds --------------------------------------------------------------------- */

static Text source_of(Arena *arena, const char *attribute, const char *scenario) {
  return text_format(arena,
                     "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n%s%s"
                     "scenario \"s\" { %s }\n",
                     attribute, rules, scenario);
}

static void decide(Trial *trial, Table *table, Givens givens, bool interpret, Decided *decided) {
  DecideInput input = {.policy = trial->policy,
                       .table = table,
                       .limits = trial->limits,
                       .threads = 2,
                       .interpret = interpret,
                       .givens = givens,
                       .ask = policy_ask,
                       .drop = answers_drop};
  ck_assert_msg(decide_run(trial->arena, &input, decided, &trial->error), "%s", trial_said(trial));
}

static void check_same(Arena *arena, const Decided *one, const Decided *other) {
  EndedList a = ended_of(arena, &one->decisions), b = ended_of(arena, &other->decisions);
  ck_assert_uint_eq(a.count, b.count);
  for (size_t i = 0; i < a.count; i++) {
    Moves moves = ended_moves(arena, &a.list[i], &b.list[i], NULL);
    ck_assert_msg(moves.customers == 0, "%.*s: %zu from %.*s to %.*s", TEXT_ARGS(a.list[i].rule),
                  moves.list[0].customers, TEXT_ARGS(moves.list[0].from),
                  TEXT_ARGS(moves.list[0].to));
  }
  for (size_t i = 0; i < one->decisions.selection_count; i++) /* scores and places too */
    ck_assert_int_eq(
        memcmp(one->decisions.selections[i].state, other->decisions.selections[i].state, ROWS), 0);
}

static size_t customers_told(const WhatIf *what_if) {
  size_t count = 0;
  for (size_t i = 0; i < what_if->unknown_count; i++)
    count += what_if->unknown[i].customers;
  return count;
}

START_TEST(the_other_world_is_the_one_made_by_hand) {
  Trial *trial = trial_make();
  Cells cells;
  Decided as_is, would_be, by_hand;
  WhatIf what_if;
  bool interpret = _i % 2;
  size_t number = (size_t)_i / 2 % CHANGES;
  random_state = (uint64_t)_i;
  fill(trial->arena, &cells);
  Text source = source_of(trial->arena, "", changes[number].scenario);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  Table *table = table_of(trial->arena, &cells);
  ck_assert_msg(policy_bind(trial->policy, table, &trial->error), "%s", trial_said(trial));
  decide(trial, table, (Givens){NULL, 0}, interpret, &as_is);
  ck_assert_msg(
      what_if_make(&as_is.asker, FIELDS, &trial->policy->scenarios[0], &what_if, &trial->error),
      "%s", trial_said(trial));
  decide(trial, what_if.table, what_if.givens, interpret, &would_be);
  size_t missing = 0;
  for (size_t row = 0; row < ROWS; row++) {
    missing += cells.of[FIELD_A][row].kind == VALUE_MISSING ||
               (number == 4 && cells.of[FIELD_B][row].kind == VALUE_MISSING);
    changes[number].by_hand(&cells, row);
  }
  ck_assert_uint_eq(customers_told(&what_if), number == 1 || number == 4 ? missing : 0);
  Table *other = table_of(trial->arena, &cells);
  decide(trial, other, (Givens){NULL, 0}, false, &by_hand);
  check_same(trial->arena, &by_hand, &would_be);
  decide_drop(&as_is), decide_drop(&would_be), decide_drop(&by_hand);
  what_if_drop(&what_if);
  table_drop(table), table_drop(other);
  trial_drop(trial);
}
END_TEST

/* An attribute that is set is not worked out: as in a policy that says so itself. */
START_TEST(attributes_can_be_set) {
  static const char set[] = "change = function(c) if c.a and c.a > 4 then return { twice = 1, "
                            "fifth = 5 } end end";
  Trial *trial = trial_make();
  Cells cells;
  Decided as_is, would_be;
  WhatIf what_if;
  random_state = (uint64_t)_i;
  fill(trial->arena, &cells);
  Text source = source_of(trial->arena, "", set);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  Table *table = table_of(trial->arena, &cells);
  ck_assert(policy_bind(trial->policy, table, &trial->error));
  decide(trial, table, (Givens){NULL, 0}, false, &as_is);
  ck_assert(
      what_if_make(&as_is.asker, FIELDS, &trial->policy->scenarios[0], &what_if, &trial->error));
  decide(trial, what_if.table, what_if.givens, _i % 2, &would_be);
  for (size_t row = 0; row < ROWS; row++) {
    Value a = cells.of[FIELD_A][row];
    bool is_set = a.kind == VALUE_INTEGER && a.integer > 4;
    Value before = column_value(table_column(table, TEXT("fifth")), row);
    Value twice = column_value(table_column(what_if.table, TEXT("twice")), row);
    Value fifth = column_value(table_column(what_if.table, TEXT("fifth")), row);
    Value sum = column_value(table_column(what_if.table, TEXT("sum")), row);
    ck_assert(value_equal(fifth, is_set ? trial_integer(5) : before));
    if (is_set)
      ck_assert(value_equal(twice, trial_integer(1)) && value_equal(sum, trial_integer(6)));
    else if (a.kind == VALUE_INTEGER)
      ck_assert(value_equal(twice, trial_integer(a.integer * 2)));
  }
  decide_drop(&as_is), decide_drop(&would_be);
  what_if_drop(&what_if);
  table_drop(table);
  trial_drop(trial);
}
END_TEST

/* --- what does not fit ----------------------------------------------------------------- */

static const struct {
  const char *change, *said;
} misfits[] = {
    {"{ a = \"many\" }",
     "policy.lua:19:1: scenario \"s\" gives \"a\" the value \"many\" for customer C-0; that field "
     "holds numbers"},
    {"{ a = 0/0 }", "policy.lua:19:1: scenario \"s\" gives \"a\" the value of a division by 0, "
                    "which is no number, for customer C-0; that field holds numbers"},
    {"{ fifth = 1/0 }",
     "policy.lua:19:1: scenario \"s\" gives \"fifth\" the value of a division by 0, "
     "which is no number, for customer C-0; that attribute holds numbers"},
    {"{ twice = \"much\" }", "policy.lua:19:1: scenario \"s\" gives \"twice\" the value \"much\" "
                             "for customer C-0; that attribute holds numbers"},
    {"{ fifth = true }", "policy.lua:19:1: scenario \"s\" gives \"fifth\" the value true "
                         "for customer C-0; that attribute holds numbers"},
    {"{ city = 3 }", "policy.lua:19:1: scenario \"s\" gives \"city\" the value 3 for customer C-0; "
                     "that field holds texts"},
    {"{ since = \"21-05-2026\" }",
     "policy.lua:19:1: scenario \"s\" gives \"since\" the value \"21-05-2026\" for customer C-0; "
     "that field holds dates, like \"2026-05-21\""},
    {"{ since = 3 }", "policy.lua:19:1: scenario \"s\" gives \"since\" the value 3 for customer "
                      "C-0; that field holds dates, like \"2026-05-21\""},
    {"{ city = true }",
     "policy.lua:19:1: scenario \"s\" gives \"city\" the value true for customer "
     "C-0; that field holds texts"},
};

START_TEST(a_value_of_another_kind_is_refused) {
  Trial *trial = trial_make();
  Cells cells;
  Decided as_is;
  WhatIf what_if;
  fill(trial->arena, &cells);
  Text change = text_format(trial->arena, "change = function(c) return %s end", misfits[_i].change);
  Text source = source_of(trial->arena, "", change.bytes);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  Table *table = table_of(trial->arena, &cells);
  ck_assert(policy_bind(trial->policy, table, &trial->error));
  decide(trial, table, (Givens){NULL, 0}, false, &as_is);
  ck_assert(
      !what_if_make(&as_is.asker, FIELDS, &trial->policy->scenarios[0], &what_if, &trial->error));
  const char *said = strstr(trial_said(trial), "policy.lua");
  ck_assert_ptr_nonnull(said);
  ck_assert_str_eq(said, misfits[_i].said);
  decide_drop(&as_is);
  what_if_drop(&what_if);
  table_drop(table);
  trial_drop(trial);
}
END_TEST

/* What only the Lua machine can find: names that are computed, answers that are no list. */
static const struct {
  const char *body, *said;
} wrong[] = {
    {"local t = {} t[\"na\" .. \"me\"] = 1 return t",
     "it sets \"name\", which its sets = { … } lacks"},
    {"local t = { 3 } return t", "it sets \"\", which its sets = { … } lacks"},
    {"local t = 3 return t", "the answer must be a list of fields, like { nps = 10 }"},
    {"local t = { a = {} } return t", "the answer must be a number, a text, true or false"},
    {"return { a = c.city + 1 }", "cannot calculate with a text and a number"},
};

START_TEST(a_mistake_in_a_change_is_told_and_changes_nothing) {
  Trial *trial = trial_make();
  Cells cells;
  Decided as_is;
  WhatIf what_if;
  fill(trial->arena, &cells);
  for (size_t row = 0; row < ROWS; row++)
    cells.of[FIELD_CITY][row] = trial_text("Delft");
  Text change =
      text_format(trial->arena, "sets = { \"a\" }, change = function(c) %s end", wrong[_i].body);
  Text source = source_of(trial->arena, "", change.bytes);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  Table *table = table_of(trial->arena, &cells);
  ck_assert(policy_bind(trial->policy, table, &trial->error));
  decide(trial, table, (Givens){NULL, 0}, false, &as_is);
  ck_assert(
      what_if_make(&as_is.asker, FIELDS, &trial->policy->scenarios[0], &what_if, &trial->error));
  ck_assert_uint_eq(what_if.unknown_count, 1);
  ck_assert_uint_eq(what_if.unknown[0].customers, ROWS);
  Text message = what_if.unknown[0].message;
  ck_assert_msg(text_equal(message, text_of(wrong[_i].said)), "%.*s", TEXT_ARGS(message));
  ck_assert_uint_eq(what_if.fields[0].customers, 0);
  decide_drop(&as_is);
  what_if_drop(&what_if);
  table_drop(table);
  trial_drop(trial);
}
END_TEST

Suite *decide_what_if_suite(void) {
  Suite *suite = suite_create("decide_what_if");
  TCase *tests = tcase_create("what_if");
  tcase_set_timeout(tests, 60);
  tcase_add_loop_test(tests, the_other_world_is_the_one_made_by_hand, 0, 4 * CHANGES);
  tcase_add_loop_test(tests, attributes_can_be_set, 0, 4);
  tcase_add_loop_test(tests, a_value_of_another_kind_is_refused, 0,
                      (int)(sizeof misfits / sizeof *misfits));
  tcase_add_loop_test(tests, a_mistake_in_a_change_is_told_and_changes_nothing, 0,
                      (int)(sizeof wrong / sizeof *wrong));
  suite_add_tcase(suite, tests);
  return suite;
}

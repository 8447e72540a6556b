/* Random conditions over random rows: kernels, scalar and blame against Lua itself. */
#include <check.h>
#include <jansson.h>
#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "condition/evaluate.h"

static int32_t as_of_day(void) {
  int32_t days;
  ck_assert(date_from_iso(TEXT("2026-11-21"), &days));
  return days;
}

/* --- Lua ------------------------------------------------------------------------- */

static lua_State *oracle_open(void) {
  lua_State *lua = luaL_newstate();
  luaL_openlibs(lua);
  const char *start = "package.path = 'scripts/?.lua;tests/scripts/?.lua;tests/condition/?.lua' "
                      "return require 'oracle'";
  ck_assert_msg(luaL_dostring(lua, start) == LUA_OK, "%s", lua_tostring(lua, -1));
  return lua;
}

static json_t *oracle_round(lua_State *lua, int seed, int rows, int conditions) {
  json_error_t problem;
  lua_getfield(lua, 1, "round"); /* `require` answers two values */
  lua_pushinteger(lua, seed);
  lua_pushinteger(lua, rows);
  lua_pushinteger(lua, conditions);
  ck_assert_msg(lua_pcall(lua, 3, 1, 0) == LUA_OK, "%s", lua_tostring(lua, -1));
  json_t *round = json_loads(lua_tostring(lua, -1), 0, &problem);
  ck_assert_msg(round != NULL, "%s", problem.text);
  lua_pop(lua, 1);
  return round;
}

/* --- the table ------------------------------------------------------------------- */

static Value value_of(const json_t *json) {
  static volatile double zero = 0;
  const char *word = json_string_value(json_object_get(json, "decimal"));
  if (word)
    return (Value){.kind = VALUE_DECIMAL,
                   .decimal = word[0] == 'n'   ? zero / zero
                              : word[0] == '-' ? -INFINITY
                                               : INFINITY};
  if (json_is_boolean(json))
    return (Value){.kind = VALUE_BOOLEAN, .boolean = json_is_true(json)};
  if (json_is_integer(json))
    return (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(json)};
  if (json_is_real(json))
    return (Value){.kind = VALUE_DECIMAL, .decimal = json_real_value(json)};
  if (json_is_string(json))
    return (Value){.kind = VALUE_TEXT, .text = {json_string_value(json), json_string_length(json)}};
  return (Value){.kind = VALUE_MISSING};
}

/* `rows` values, the given ones over and over. */
static Value *values_of(Arena *arena, const json_t *cells, const char *type, size_t rows) {
  Value *values = arena_array(arena, rows, sizeof *values);
  size_t given = json_array_size(cells);
  for (size_t row = 0; row < rows; row++) {
    values[row] = value_of(json_array_get(json_array_get(cells, row % given), 0));
    int32_t days;
    if (strcmp(type, "day") == 0 && values[row].kind == VALUE_TEXT) {
      ck_assert(date_from_iso(values[row].text, &days));
      values[row] = (Value){.kind = VALUE_DATE, .days = days};
    }
  }
  return values;
}

static void cell_narrow(const Column *column, size_t row, uint8_t width, void *cells) {
  int64_t integer = column_integer(column, row);
  if (width == 1)
    ((int8_t *)cells)[row] = (int8_t)integer;
  else if (width == 2)
    ((int16_t *)cells)[row] = (int16_t)integer;
  else if (width == 4)
    ((int32_t *)cells)[row] = (int32_t)integer;
  else
    ((int64_t *)cells)[row] = integer;
}

/* Columns of the widths that the names promise. */
static void width_set(Arena *arena, Column *column, const char *type) {
  uint8_t width = strcmp(type, "small") == 0    ? 1
                  : strcmp(type, "middle") == 0 ? 2
                  : strcmp(type, "wide") == 0   ? 4
                                                : 8;
  if (column->type != COLUMN_INTEGER || column->width == width)
    return;
  void *cells = arena_array(arena, column->rows, width);
  for (size_t row = 0; row < column->rows; row++)
    cell_narrow(column, row, width, cells);
  column->cells = cells;
  column->width = width;
}

static Table *table_of(Arena *arena, const json_t *described, size_t rows) {
  Column *columns[32];
  size_t count = 0, i;
  json_t *one;
  json_array_foreach(described, i, one) {
    const char *name = json_string_value(json_object_get(one, "name"));
    const char *type = json_string_value(json_object_get(one, "type"));
    Value *values = values_of(arena, json_object_get(one, "cells"), type, rows);
    if (strcmp(name, "gone") == 0)
      continue;
    columns[count] = column_from_values(arena, text_of(name), values, rows);
    width_set(arena, columns[count++], type);
  }
  return table_of_columns(TEXT("rows"), columns, count, rows, SIZE_MAX);
}

/* --- comparing ------------------------------------------------------------------- */

static bool same_value(Value a, Value b) {
  if (a.kind != b.kind)
    return false;
  if (a.kind == VALUE_DECIMAL)
    return (isnan(a.decimal) && isnan(b.decimal)) ||
           (a.decimal == b.decimal && signbit(a.decimal) == signbit(b.decimal));
  return value_equal(a, b);
}

static const char *shown(Arena *arena, Value value) {
  Buffer out = {0};
  value_plain(&out, value);
  const char *text = arena_copy(arena, out.bytes ? out.bytes : "", out.length);
  buffer_free(&out);
  return arena_format(arena, "%s (kind %d)", text, value.kind);
}

typedef struct Checked {
  Arena *arena;
  const Condition *condition;
  ConditionScratch *scratch;
  const json_t *given;
  size_t given_rows;
  const char *source;
} Checked;

static void blame_check(const Checked *checked, size_t row) {
  const json_t *expected =
      json_array_get(json_object_get(checked->given, "blame"), row % checked->given_rows);
  const Tree *tree = condition_tree(checked->condition);
  ConditionBlame blame;
  bool told = condition_blame(checked->condition, checked->scratch, row, &blame);
  ck_assert_msg(told == json_is_array(expected), "row %zu blame %d: %s", row, told,
                checked->source);
  ck_assert_msg(!told || blame.count == json_array_size(expected), "row %zu blames %zu, Lua %s: %s", row,
                blame.count, json_dumps(expected, JSON_ENCODE_ANY), checked->source);
  for (size_t i = 0; told && i < blame.count; i++)
    ck_assert_msg(text_equal(tree->fields[blame.fields[i]],
                             text_of(json_string_value(json_array_get(expected, i)))),
                  "row %zu blames another: %s", row, checked->source);
}

static void batch_check(const Checked *checked, ConditionRows rows) {
  uint8_t verdicts[CONDITION_BATCH], value_verdicts[CONDITION_BATCH];
  Value *values = arena_array(checked->arena, CONDITION_BATCH, sizeof *values);
  const char *expected = json_string_value(json_object_get(checked->given, "verdicts"));
  condition_verdicts(checked->condition, checked->scratch, rows, verdicts);
  condition_values(checked->condition, checked->scratch, rows, values, value_verdicts);
  for (size_t i = 0; i < rows.count; i++) {
    size_t row = (rows.first + i) % checked->given_rows;
    char verdict = "ny?-"[verdicts[i]];
    if (rows.asked && !rows.asked[i]) {
      ck_assert(verdict == '-' && value_verdicts[i] == VERDICT_NOT_ASKED);
      continue;
    }
    ck_assert_msg(verdict == expected[row], "row %zu: %c, Lua says %c: %s", row, verdict,
                  expected[row], checked->source);
    ck_assert_msg((value_verdicts[i] == VERDICT_UNKNOWN) == (verdict == '?'), "row %zu: value: %s",
                  row, checked->source);
    if (verdict == '?')
      continue;
    const json_t *given = json_array_get(json_object_get(checked->given, "values"), row);
    Value lua = value_of(json_array_get(given, 0));
    ck_assert_msg(same_value(values[i], lua), "row %zu: %s, Lua says %s: %s", row,
                  shown(checked->arena, values[i]), shown(checked->arena, lua), checked->source);
  }
}

static void case_check(const Table *table, const json_t *given, size_t given_rows, int turn) {
  Error error;
  Arena *arena = arena_make();
  const Tree *tree = tree_read(arena, json_object_get(given, "tree"), &error);
  ck_assert_msg(tree != NULL, "%s", error.message);
  Checked checked = {.arena = arena,
                     .condition = condition_prepare(arena, tree, table, as_of_day()),
                     .given = given,
                     .given_rows = given_rows,
                     .source = json_string_value(json_object_get(given, "source"))};
  checked.scratch = condition_scratch_make(&checked.condition, 1);
  uint8_t asked[CONDITION_BATCH];
  for (size_t i = 0; i < CONDITION_BATCH; i++)
    asked[i] = (i * 7 + (size_t)turn) % 3 != 0;
  for (size_t first = 0; first < table->rows; first += CONDITION_BATCH) {
    size_t left = table->rows - first;
    batch_check(&checked, (ConditionRows){.first = first,
                                          .count = left < CONDITION_BATCH ? left : CONDITION_BATCH,
                                          .asked = turn % 2 ? asked : NULL});
  }
  const char *verdicts = json_string_value(json_object_get(given, "verdicts"));
  for (size_t row = 0; row < given_rows; row++)
    if (verdicts[row] == '?')
      blame_check(&checked, row);
  condition_scratch_drop(checked.scratch);
  arena_drop(arena);
}

static void rounds_check(int first_seed, int rounds, int rows, size_t table_rows, int conditions) {
  lua_State *lua = oracle_open();
  for (int seed = first_seed; seed < first_seed + rounds; seed++) {
    json_t *round = oracle_round(lua, seed, rows, conditions), *given;
    Arena *arena = arena_make();
    Table *table = table_of(arena, json_object_get(round, "columns"), table_rows);
    size_t i;
    json_array_foreach(json_object_get(round, "cases"), i, given) {
      case_check(table, given, (size_t)rows, (int)i);
    }
    table_drop(table);
    arena_drop(arena);
    json_decref(round);
  }
  lua_close(lua);
}

START_TEST(many_conditions_few_rows) {
  const char *rounds = getenv("HELDER_ROUNDS");
  rounds_check(1, rounds ? atoi(rounds) : 100, 40, 40, 200);
}
END_TEST

START_TEST(few_conditions_many_rows) {
  rounds_check(100001, 4, 97, 5000, 100);
}
END_TEST

Suite *condition_random_suite(void);
Suite *condition_random_suite(void) {
  Suite *suite = suite_create("condition_random");
  TCase *cases = tcase_create("against Lua");
  tcase_set_timeout(cases, 600);
  tcase_add_test(cases, many_conditions_few_rows);
  tcase_add_test(cases, few_conditions_many_rows);
  suite_add_tcase(suite, cases);
  return suite;
}

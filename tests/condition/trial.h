/* Conditions from Lua source, and tables from JSON, for the tests of this room. */
#ifndef HELDER_TESTS_CONDITION_TRIAL_H
#define HELDER_TESTS_CONDITION_TRIAL_H
#include <jansson.h>
#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "condition/evaluate.h"

/* What is not so ends the test: with a message in a unit test, with a crash in a fuzzer. An
 * assertion that holds costs nothing, whereas Check writes to a file for each of its own. */
#ifdef TRIAL_FUZZES
#define must_end(...) (fprintf(stderr, __VA_ARGS__), abort())
#else
#include <check.h>
#define must_end(...) ck_abort_msg(__VA_ARGS__)
#endif
#define must(condition, ...)                                                                       \
  do {                                                                                             \
    if (!(condition))                                                                              \
      must_end(__VA_ARGS__);                                                                       \
  } while (0)

static inline int32_t trial_day(void) {
  int32_t days;
  must(date_from_iso(TEXT("2026-11-21"), &days), "no date");
  return days;
}

/* --- Lua ------------------------------------------------------------------------- */

static inline lua_State *oracle_open(void) {
  lua_State *lua = luaL_newstate();
  luaL_openlibs(lua);
  const char *start = "package.path = 'scripts/?.lua;tests/scripts/?.lua;tests/condition/?.lua' "
                      "return require 'oracle'";
  must(luaL_dostring(lua, start) == LUA_OK, "%s", lua_tostring(lua, -1));
  return lua;
}

/* What a function of the oracle answers, as JSON; its arguments are on top. */
static inline json_t *oracle_call(lua_State *lua, int arguments) {
  json_error_t problem;
  must(lua_pcall(lua, arguments, 1, 0) == LUA_OK, "%s", lua_tostring(lua, -1));
  json_t *answer = json_loads(lua_tostring(lua, -1), 0, &problem);
  must(answer != NULL, "%s", problem.text);
  lua_pop(lua, 1);
  return answer;
}

static inline json_t *oracle_round(lua_State *lua, int seed, int rows, int conditions) {
  lua_getfield(lua, 1, "round"); /* `require` answers two values */
  lua_pushinteger(lua, seed);
  lua_pushinteger(lua, rows);
  lua_pushinteger(lua, conditions);
  return oracle_call(lua, 3);
}

/* {tree, columns, verdict, value} of a chunk that returns a condition, and of one customer, written
 * as a Lua table; {why} when it stays with the VM. */
static inline json_t *oracle_trial(lua_State *lua, const char *source, const char *customer) {
  lua_getfield(lua, 1, "trial");
  lua_pushstring(lua, source);
  lua_pushstring(lua, customer);
  return oracle_call(lua, 2);
}

/* --- the table ------------------------------------------------------------------- */

static inline Value value_of(const json_t *json) {
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
static inline Value *values_of(Arena *arena, const json_t *cells, const char *type, size_t rows) {
  Value *values = arena_array(arena, rows, sizeof *values);
  size_t given = json_array_size(cells);
  for (size_t row = 0; row < rows; row++) {
    values[row] = value_of(json_array_get(json_array_get(cells, row % given), 0));
    int32_t days;
    if (strcmp(type, "day") == 0 && values[row].kind == VALUE_TEXT) {
      must(date_from_iso(values[row].text, &days), "no date");
      values[row] = (Value){.kind = VALUE_DATE, .days = days};
    }
  }
  return values;
}

static inline void cell_narrow(const Column *column, size_t row, uint8_t width, void *cells) {
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
static inline void width_set(Arena *arena, Column *column, const char *type) {
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

static inline Table *table_of(Arena *arena, const json_t *described, size_t rows) {
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
#endif

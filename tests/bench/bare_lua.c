#include "bare_lua.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include "base/date.h"
#include "figure.h"

/* The words of a policy, as far as they are needed to get at its functions. */
static const char words[] =
    "local whens = {}\n"
    "local function skip() return function() end end\n"
    "local function rule() return function(t) whens[#whens + 1] = t.when end end\n"
    "policy, customers, attribute, segmentation, otherwise = skip, skip, skip, skip, skip\n"
    "exclusion, segment, point, selection = rule, rule, rule, rule\n"
    "function dated(t) return (select(2, next(t, next(t) == 'because' and 'because' or nil))) end\n"
    "return whens\n";

typedef struct Customer {
  const Table *table;
  size_t row;
} Customer;

static int32_t days_argument(lua_State *lua, int index) {
  size_t length;
  int32_t days;
  const char *text = luaL_checklstring(lua, index, &length);
  if (!date_from_iso((Text){text, length}, &days))
    luaL_error(lua, "not a date: %s", text);
  return days;
}

static int word_days_since(lua_State *lua) {
  lua_pushinteger(lua, lua_tointeger(lua, lua_upvalueindex(1)) - days_argument(lua, 1));
  return 1;
}

static int word_known(lua_State *lua) {
  lua_pushboolean(lua, !lua_isnoneornil(lua, 1));
  return 1;
}

static int word_one_of(lua_State *lua) {
  lua_Unsigned count = lua_rawlen(lua, 2);
  for (lua_Unsigned i = 1; i <= count; i++) {
    lua_rawgeti(lua, 2, (lua_Integer)i);
    if (lua_rawequal(lua, 1, -1)) {
      lua_pushboolean(lua, 1);
      return 1;
    }
    lua_pop(lua, 1);
  }
  lua_pushboolean(lua, 0);
  return 1;
}

static int word_max(lua_State *lua) {
  int largest = 1;
  for (int i = 2; i <= lua_gettop(lua); i++)
    if (lua_compare(lua, largest, i, LUA_OPLT))
      largest = i;
  lua_pushvalue(lua, largest);
  return 1;
}

static void push_value(lua_State *lua, Value value) {
  char iso[DATE_ISO_LENGTH];
  switch (value.kind) {
  case VALUE_BOOLEAN:
    lua_pushboolean(lua, value.boolean);
    break;
  case VALUE_INTEGER:
    lua_pushinteger(lua, value.integer);
    break;
  case VALUE_DECIMAL:
    lua_pushnumber(lua, value.decimal);
    break;
  case VALUE_DATE:
    date_to_iso(value.days, iso);
    lua_pushlstring(lua, iso, sizeof iso);
    break;
  case VALUE_TEXT:
    lua_pushlstring(lua, value.text.bytes, value.text.length);
    break;
  default:
    lua_pushnil(lua);
  }
}

/* customer.field: the column is found in a Lua table, upvalue 1. */
static int customer_field(lua_State *lua) {
  const Customer *customer = lua_touserdata(lua, 1);
  lua_pushvalue(lua, 2);
  lua_rawget(lua, lua_upvalueindex(1));
  const Column *column = lua_touserdata(lua, -1);
  if (column)
    push_value(lua, column_value(column, customer->row));
  else
    lua_pushnil(lua);
  return 1;
}

/* Leaves the customer on the stack. */
static Customer *customer_make(lua_State *lua, const Table *table) {
  Customer *customer = lua_newuserdatauv(lua, sizeof *customer, 0);
  *customer = (Customer){.table = table};
  lua_createtable(lua, 0, 1);
  lua_createtable(lua, 0, (int)table->column_count);
  for (size_t i = 0; i < table->column_count; i++) {
    const Column *column = &table->columns[i];
    lua_pushlstring(lua, column->name.bytes, column->name.length);
    lua_pushlightuserdata(lua, (void *)(uintptr_t)column);
    lua_rawset(lua, -3);
  }
  lua_pushcclosure(lua, customer_field, 1);
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, -2);
  return customer;
}

static void words_add(lua_State *lua, int32_t as_of) {
  static const luaL_Reg library[] = {
      {"known", word_known}, {"one_of", word_one_of}, {"max", word_max}, {NULL, NULL}};
  lua_pushglobaltable(lua);
  luaL_setfuncs(lua, library, 0);
  lua_pop(lua, 1);
  lua_pushinteger(lua, as_of);
  lua_pushcclosure(lua, word_days_since, 1);
  lua_setglobal(lua, "days_since");
}

/* Stack: 1 the list of functions, 2 the customer. */
static void ask_all(lua_State *lua, Customer *customer, Bare *bare) {
  size_t rows = customer->table->rows;
  for (size_t row = 0; row < rows; row++) {
    customer->row = row;
    for (size_t rule = 0; rule < bare->rules; rule++) {
      lua_rawgeti(lua, 1, (lua_Integer)rule + 1);
      lua_pushvalue(lua, 2);
      if (lua_pcall(lua, 1, 1, 0) != LUA_OK)
        bare->failed++;
      else
        bare->yes[rule] += (size_t)lua_toboolean(lua, -1);
      lua_pop(lua, 1);
    }
  }
}

Bare bare_lua_ask(const char *policy, const Table *table, int32_t as_of) {
  lua_State *lua = luaL_newstate();
  luaL_openlibs(lua);
  words_add(lua, as_of);
  if (luaL_dostring(lua, words) || luaL_dofile(lua, policy))
    figure_fail("%s", lua_tostring(lua, -1));
  lua_settop(lua, 1);
  Bare bare = {.rules = lua_rawlen(lua, 1)};
  if (bare.rules > BARE_RULES_MOST)
    figure_fail("%s: more than %d rules", policy, BARE_RULES_MOST);
  Customer *customer = customer_make(lua, table);
  double start = figure_worked();
  ask_all(lua, customer, &bare);
  bare.seconds = figure_worked() - start;
  lua_close(lua);
  return bare;
}

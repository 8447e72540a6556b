#include <math.h>
#include <string.h>

#include "base/date.h"
#include "policy/library.h"
#include "policy/state.h"

/* --- arguments ---------------------------------------------------------------- */

static Text text_needed(lua_State *lua, int index, const char *word) {
  Text text;
  if (lua_type(lua, index) != LUA_TSTRING)
    library_refuse(lua, index, word, "a text");
  text.bytes = lua_tolstring(lua, index, &text.length);
  return text;
}

static void number_needed(lua_State *lua, int index, const char *word) {
  if (lua_type(lua, index) != LUA_TNUMBER)
    library_refuse(lua, index, word, "a number");
}

static int32_t date_needed(lua_State *lua, const char *word) {
  static const char what[] = "a date like \"2026-05-21\"";
  int32_t days = 0;
  if (lua_type(lua, 1) != LUA_TSTRING)
    library_refuse(lua, 1, word, what);
  Text text;
  text.bytes = lua_tolstring(lua, 1, &text.length);
  if (!date_from_iso(text, &days))
    luaL_error(lua, "'%s' needs %s, got another text", word, what);
  return days;
}

/* --- the words ---------------------------------------------------------------- */

static int word_known(lua_State *lua) {
  lua_pushboolean(lua, !lua_isnoneornil(lua, 1));
  return 1;
}

static int word_one_of(lua_State *lua) {
  if (lua_isnoneornil(lua, 1) || lua_isuserdata(lua, 1))
    return library_refuse(lua, 1, "one_of", "a value");
  if (!lua_istable(lua, 2))
    return library_refuse(lua, 2, "one_of", "a list { … }");
  lua_Integer count = luaL_len(lua, 2);
  bool found = false;
  for (lua_Integer i = 1; i <= count && !found; i++) {
    lua_geti(lua, 2, i);
    found = lua_rawequal(lua, 1, -1);
    lua_pop(lua, 1);
  }
  lua_pushboolean(lua, found);
  return 1;
}

static int word_lower(lua_State *lua) {
  Text text = text_needed(lua, 1, "lower");
  luaL_Buffer buffer;
  char *small = luaL_buffinitsize(lua, &buffer, text.length);
  for (size_t i = 0; i < text.length; i++) {
    char letter = text.bytes[i];
    small[i] = letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
  }
  luaL_pushresultsize(&buffer, text.length);
  return 1;
}

static int word_starts_with(lua_State *lua) {
  Text text = text_needed(lua, 1, "starts_with");
  Text start = text_needed(lua, 2, "starts_with");
  lua_pushboolean(lua, start.length <= text.length &&
                           memcmp(text.bytes, start.bytes, start.length) == 0);
  return 1;
}

static int word_contains(lua_State *lua) {
  Text text = text_needed(lua, 1, "contains");
  Text part = text_needed(lua, 2, "contains");
  lua_pushboolean(lua, memmem(text.bytes, text.length, part.bytes, part.length) != NULL);
  return 1;
}

/* The first that no other is before (after, for the largest). */
static int extreme(lua_State *lua, const char *word, bool smallest) {
  int count = lua_gettop(lua), best = 1;
  number_needed(lua, 1, word);
  for (int i = 2; i <= count; i++) {
    number_needed(lua, i, word);
    if (smallest ? lua_compare(lua, i, best, LUA_OPLT) : lua_compare(lua, best, i, LUA_OPLT))
      best = i;
  }
  lua_pushvalue(lua, best);
  return 1;
}

static int word_min(lua_State *lua) {
  return extreme(lua, "min", true);
}

static int word_max(lua_State *lua) {
  return extreme(lua, "max", false);
}

static int word_abs(lua_State *lua) {
  number_needed(lua, 1, "abs");
  if (lua_isinteger(lua, 1)) {
    lua_Integer number = lua_tointeger(lua, 1);
    lua_pushinteger(lua, number < 0 ? (lua_Integer)(0u - (lua_Unsigned)number) : number);
  } else {
    lua_pushnumber(lua, fabs(lua_tonumber(lua, 1)));
  }
  return 1;
}

static int whole(lua_State *lua, const char *word, double (*rounded)(double)) {
  lua_Integer integer;
  number_needed(lua, 1, word);
  if (lua_isinteger(lua, 1)) {
    lua_settop(lua, 1);
    return 1;
  }
  double number = rounded(lua_tonumber(lua, 1));
  if (lua_numbertointeger(number, &integer))
    lua_pushinteger(lua, integer);
  else
    lua_pushnumber(lua, number);
  return 1;
}

static int word_floor(lua_State *lua) {
  return whole(lua, "floor", floor);
}

static int word_round(lua_State *lua) {
  return whole(lua, "round", round);
}

static int word_days_since(lua_State *lua) {
  int32_t days = date_needed(lua, "days_since");
  lua_pushinteger(lua, (lua_Integer)state_of(lua)->as_of - days);
  return 1;
}

static int word_year(lua_State *lua) {
  int year, month, day;
  date_to_civil(date_needed(lua, "year"), &year, &month, &day);
  lua_pushinteger(lua, year);
  return 1;
}

static int word_month(lua_State *lua) {
  int year, month, day;
  date_to_civil(date_needed(lua, "month"), &year, &month, &day);
  lua_pushinteger(lua, month);
  return 1;
}

const luaL_Reg library_words[] = {{"known", word_known},
                                  {"one_of", word_one_of},
                                  {"lower", word_lower},
                                  {"starts_with", word_starts_with},
                                  {"contains", word_contains},
                                  {"min", word_min},
                                  {"max", word_max},
                                  {"abs", word_abs},
                                  {"floor", word_floor},
                                  {"round", word_round},
                                  {"days_since", word_days_since},
                                  {"year", word_year},
                                  {"month", word_month},
                                  {NULL, NULL}};

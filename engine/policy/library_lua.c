/* Functions that stand before Lua's own, which is upvalue 1 of each. */
#include <string.h>

#include "policy/blame.h"
#include "policy/door.h"
#include "policy/library.h"

enum { MOST_MOVED = 10000000 };

/* Lua's own with the arguments as they are now, in this frame: its errors name the
 * line that called. None of these functions has upvalues of its own. */
static int lua_own(lua_State *lua) {
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

static void poison_refused(lua_State *lua, int index) {
  if (blame_is_poison(lua, index))
    door_raise_poison(lua);
}

/* --- without a module --------------------------------------------------------- */

static int base_type(lua_State *lua) {
  luaL_checkany(lua, 1);
  poison_refused(lua, 1);
  lua_pushstring(lua, luaL_typename(lua, 1));
  return 1;
}

static int base_tonumber(lua_State *lua) {
  poison_refused(lua, 1);
  return lua_own(lua);
}

/* What a value is as text when it is no text, number, boolean or nil: no address. */
static bool shown_by_type(lua_State *lua, int index) {
  poison_refused(lua, index);
  if (lua_type(lua, index) != LUA_TTABLE && lua_type(lua, index) < LUA_TFUNCTION)
    return false;
  lua_pushstring(lua, lua_isuserdata(lua, index) ? "customer" : luaL_typename(lua, index));
  return true;
}

static int base_tostring(lua_State *lua) {
  luaL_checkany(lua, 1);
  return shown_by_type(lua, 1) ? 1 : lua_own(lua);
}

const luaL_Reg library_base[] = {
    {"type", base_type}, {"tonumber", base_tonumber}, {"tostring", base_tostring}, {NULL, NULL}};

/* --- string ------------------------------------------------------------------- */

static int string_rep(lua_State *lua) {
  size_t length, between = 0;
  luaL_checklstring(lua, 1, &length);
  luaL_optlstring(lua, 3, "", &between);
  if (length + between > 0)
    return lua_own(lua);
  luaL_checkinteger(lua, 2);
  lua_pushliteral(lua, "");
  return 1;
}

static int string_format(lua_State *lua) {
  const char *at = luaL_checkstring(lua, 1);
  int argument = 1;
  while ((at = strchr(at, '%')) != NULL) {
    at += 1 + strspn(at + 1, "-+ #0123456789.");
    if (*at == '%') {
      at++;
      continue;
    }
    argument++;
    if (*at == 'p')
      return luaL_error(lua, "'string.format' has no '%%p' in a policy");
    if (*at == 's' && argument <= lua_gettop(lua) && shown_by_type(lua, argument))
      lua_replace(lua, argument);
  }
  return lua_own(lua);
}

const luaL_Reg library_strings[] = {{"rep", string_rep}, {"format", string_format}, {NULL, NULL}};

/* --- table -------------------------------------------------------------------- */

static int table_concat(lua_State *lua) {
  if (blame_is_live(lua) && lua_istable(lua, 1))
    for (lua_Integer i = luaL_len(lua, 1); i >= 1; i--) {
      lua_geti(lua, 1, i);
      poison_refused(lua, -1);
      lua_pop(lua, 1);
    }
  return lua_own(lua);
}

static int table_move(lua_State *lua) {
  lua_Integer first = luaL_checkinteger(lua, 2), last = luaL_checkinteger(lua, 3);
  if (last >= first && (lua_Unsigned)last - (lua_Unsigned)first >= MOST_MOVED)
    return luaL_error(lua, "'table.move' cannot move more than %d values", MOST_MOVED);
  return lua_own(lua);
}

const luaL_Reg library_tables[] = {{"concat", table_concat}, {"move", table_move}, {NULL, NULL}};

/* --- math --------------------------------------------------------------------- */

/* Answers nil for what is no number: poison must not pass for that. */
static int math_asks(lua_State *lua) {
  poison_refused(lua, 1);
  return lua_own(lua);
}

const luaL_Reg library_maths[] = {{"type", math_asks}, {"tointeger", math_asks}, {NULL, NULL}};

/* The module "host": what shipped scripts need from C. state.h says what each does. */
#include <stdio.h>

#include <lauxlib.h>

#include "policy/library.h"
#include "policy/state.h"

static void copy_fields(lua_State *lua, int from, int to) {
  for (lua_pushnil(lua); lua_next(lua, from);) {
    lua_pushvalue(lua, -2);
    lua_insert(lua, -2);
    lua_rawset(lua, to);
  }
}

static int host_environment(lua_State *lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 1);
  lua_newtable(lua);
  library_push(lua);
  copy_fields(lua, 3, 2);
  copy_fields(lua, 1, 2);
  lua_settop(lua, 2);
  library_freeze(lua);
  return 1;
}

/* What Lua says of a chunk named =x: "x:12: message". */
static void trouble_push(lua_State *lua, const char *message) {
  int line = 0, length = 0;
  if (sscanf(message, "x:%d: %n", &line, &length) < 1)
    length = 0;
  lua_createtable(lua, 0, 2);
  lua_pushinteger(lua, line);
  lua_setfield(lua, -2, "line");
  lua_pushstring(lua, message + length);
  lua_setfield(lua, -2, "message");
}

static int host_load(lua_State *lua) {
  size_t length;
  const char *source = luaL_checklstring(lua, 1, &length);
  const char *name = lua_pushfstring(lua, "@%s", luaL_checkstring(lua, 2));
  luaL_checktype(lua, 3, LUA_TTABLE);
  if (luaL_loadbufferx(lua, source, length, name, "t") == LUA_OK) {
    lua_pushvalue(lua, 3);
    lua_setupvalue(lua, -2, 1);
    return 1;
  }
  lua_pushnil(lua);
  luaL_loadbufferx(lua, source, length, "=x", "t"); /* a name of known length */
  trouble_push(lua, lua_tostring(lua, -1));
  lua_remove(lua, -2);
  return 2;
}

static int host_upvalues(lua_State *lua) {
  const char *name;
  luaL_checktype(lua, 1, LUA_TFUNCTION);
  lua_settop(lua, 1);
  lua_newtable(lua);
  lua_newtable(lua);
  for (int i = 1; (name = lua_getupvalue(lua, 1, i)) != NULL; i++) {
    lua_setfield(lua, 2, name);
    lua_pushstring(lua, name);
    lua_rawseti(lua, 3, i);
  }
  return 2;
}

static int host_place(lua_State *lua) {
  lua_Debug found;
  luaL_checktype(lua, 1, LUA_TFUNCTION);
  lua_settop(lua, 1);
  lua_getinfo(lua, ">S", &found);
  lua_pushstring(lua, found.source[0] == '@' ? found.source + 1 : "");
  lua_pushinteger(lua, found.linedefined);
  lua_pushinteger(lua, found.lastlinedefined);
  return 3;
}

/* Ascending. */
static int host_lines(lua_State *lua) {
  lua_Debug found;
  luaL_checktype(lua, 1, LUA_TFUNCTION);
  lua_settop(lua, 1);
  lua_pushvalue(lua, 1);
  lua_getinfo(lua, ">SL", &found);
  lua_newtable(lua);
  for (int line = found.linedefined, count = 0; line <= found.lastlinedefined; line++) {
    bool active = lua_rawgeti(lua, 2, line) != LUA_TNIL;
    lua_pop(lua, 1);
    if (!active)
      continue;
    lua_pushinteger(lua, line);
    lua_rawseti(lua, 3, ++count);
  }
  return 1;
}

static int host_line(lua_State *lua) {
  lua_Debug found;
  if (!state_where(lua, &found))
    return 0;
  lua_pushinteger(lua, found.currentline);
  lua_pushstring(lua, found.source + 1);
  return 2;
}

int state_host_open(lua_State *lua) {
  static const luaL_Reg host[] = {{"environment", host_environment},
                                  {"load", host_load},
                                  {"upvalues", host_upvalues},
                                  {"place", host_place},
                                  {"lines", host_lines},
                                  {"line", host_line},
                                  {NULL, NULL}};
  luaL_newlib(lua, host);
  library_push(lua);
  lua_setfield(lua, -2, "library");
  return 1;
}

#include "policy/versions.h"

#include <lauxlib.h>
#include <lua-lpeg.h>
#include <lua.h>

Text versions_lua(void) {
  return text_of(LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE);
}

/* lpeg.version is a function until LPeg 1.0 and a text from 1.1 on. */
Text versions_lpeg(Arena *arena) {
  lua_State *lua = luaL_newstate();
  Text version = TEXT("");
  if (!lua)
    return version;
  luaL_requiref(lua, "lpeg", luaopen_lpeg, 0);
  if (lua_getfield(lua, -1, "version") == LUA_TFUNCTION)
    lua_call(lua, 0, 1);
  if (lua_type(lua, -1) == LUA_TSTRING)
    version = text_copy(arena, text_of(lua_tostring(lua, -1)));
  lua_close(lua);
  return version;
}

#include "policy/blame.h"

#include <lauxlib.h>

#include "policy/door.h"

static const char poison_place; /* key of the metatable in the registry */

static int never_equal(lua_State *lua) {
  lua_pushboolean(lua, 0);
  return 1;
}

void blame_open(lua_State *lua) {
  static const char *const operations[] = {
      "__add",   "__sub",      "__mul",   "__div",    "__mod",  "__pow", "__unm",
      "__idiv",  "__band",     "__bor",   "__bxor",   "__bnot", "__shl", "__shr",
      "__index", "__newindex", "__call",  "__concat", "__len",  "__lt",  "__le",
      "__close", "__tostring", "__pairs", NULL};
  lua_newtable(lua);
  for (const char *const *operation = operations; *operation; operation++) {
    lua_pushcfunction(lua, door_raise_poison);
    lua_setfield(lua, -2, *operation);
  }
  lua_pushcfunction(lua, never_equal);
  lua_setfield(lua, -2, "__eq");
  lua_pushliteral(lua, BLAME_POISON_NAME);
  lua_setfield(lua, -2, "__name");
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &poison_place);
}

void blame_push_poison(lua_State *lua) {
  lua_newuserdatauv(lua, 0, 0);
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &poison_place);
  lua_setmetatable(lua, -2);
}

bool blame_is_poison(lua_State *lua, int index) {
  if (!blame_is_live(lua) || lua_type(lua, index) != LUA_TUSERDATA || !lua_getmetatable(lua, index))
    return false;
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &poison_place);
  bool poison = lua_rawequal(lua, -1, -2);
  lua_pop(lua, 2);
  return poison;
}

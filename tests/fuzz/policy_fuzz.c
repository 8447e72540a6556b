/* The policy loader on arbitrary bytes: grammar, vocabulary and all they call, in one
 * Lua state of the engine's own making, without the fork. Whatever comes in, there is a
 * description or one message for people. */
#include <stdlib.h>

#include <lauxlib.h>

#include "base/memory.h"
#include "policy/state.h"

enum { MOST_STEPS = 5000000 };

static void stop(lua_State *lua, lua_Debug *now) {
  (void)now;
  luaL_error(lua, "fuzz: too long");
}

static lua_State *state_once(void) {
  static JailSeat seat;
  static State *state;
  JailLimits limits = {1.0, 512 << 20};
  if (!state)
    state = state_make(&seat, limits);
  return state->lua;
}

static void file_set(lua_State *lua, const char *key, const char *bytes, size_t length) {
  lua_newtable(lua);
  lua_pushlstring(lua, bytes, length);
  lua_setfield(lua, -2, "policy.lua");
  lua_setfield(lua, -2, key);
}

/* state_json(vocabulary.run(order)) */
static int load(lua_State *lua) {
  const Text *source = lua_touserdata(lua, 1);
  lua_pushcfunction(lua, state_json);
  lua_getglobal(lua, "require");
  lua_pushliteral(lua, "vocabulary");
  lua_call(lua, 1, 1);
  lua_getfield(lua, -1, "run");
  lua_remove(lua, -2);
  lua_newtable(lua);
  file_set(lua, "files", source->bytes, source->length);
  file_set(lua, "paths", "policy.lua", 10);
  lua_pushliteral(lua, "policy.lua");
  lua_setfield(lua, -2, "main");
  lua_pushliteral(lua, "2026-11-21");
  lua_setfield(lua, -2, "as_of");
  lua_call(lua, 1, 1);
  lua_call(lua, 1, 1);
  return 1;
}

/* A message for people, or a limit of this test or the state. */
static void check_refusal(lua_State *lua) {
  size_t length = 0;
  if (lua_type(lua, -1) == LUA_TSTRING) {
    const char *text = lua_tostring(lua, -1);
    if (!strstr(text, "fuzz: too long") && !strstr(text, "not enough memory"))
      abort();
    return;
  }
  if (lua_type(lua, -1) != LUA_TTABLE || lua_getfield(lua, -1, "message") != LUA_TSTRING)
    abort();
  const char *message = lua_tolstring(lua, -1, &length);
  if (!length || text_utf8_prefix((Text){message, length}) != length)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  Text source = {(const char *)bytes, length};
  if (text_utf8_prefix(source) != length)
    return 0;
  lua_State *lua = state_once();
  lua_sethook(lua, stop, LUA_MASKCOUNT, MOST_STEPS);
  lua_pushcfunction(lua, load);
  lua_pushlightuserdata(lua, &source);
  if (lua_pcall(lua, 1, 1, 0) != LUA_OK)
    check_refusal(lua);
  lua_settop(lua, 0);
  return 0;
}

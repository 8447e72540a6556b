/* libFuzzer: bytes choose the rows and conditions; the trees and Lua must agree. Run from
 * the project's root. Many conditions an input: libFuzzer looks for leaks after each. */
#include <stdint.h>

#define TRIAL_FUZZES
#include "../condition/compare.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static lua_State *lua;
  if (!lua)
    lua = oracle_open();
  lua_getfield(lua, 1, "round");
  lua_pushinteger(lua, (lua_Integer)size);
  lua_pushinteger(lua, 8);
  lua_pushinteger(lua, 20);
  lua_pushlstring(lua, (const char *)data, size);
  json_t *round = oracle_call(lua, 4);
  round_check(round, 8);
  json_decref(round);
  return 0;
}

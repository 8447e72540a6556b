#include "policy/plain.h"

#include <stdio.h>
#include <string.h>

#include "policy/door.h"

/* (said) -> plain, or nil */
static int plain_ask(lua_State *lua) {
  state_push_script(lua, "mishap", "plain");
  lua_insert(lua, 1);
  lua_call(lua, 1, 1);
  return 1;
}

const char *plain_words(State *state, Plain *plain, const char *said) {
  DoorTrouble trouble;
  if (strcmp(plain->said, said) == 0)
    return plain->plain;
  snprintf(plain->said, sizeof plain->said, "%s", said);
  snprintf(plain->plain, sizeof plain->plain, "%s", said);
  lua_pushcfunction(state->lua, plain_ask);
  lua_pushstring(state->lua, said);
  if (door_call(state, 1, 1, &trouble)) {
    if (lua_type(state->lua, -1) == LUA_TSTRING)
      snprintf(plain->plain, sizeof plain->plain, "%s", lua_tostring(state->lua, -1));
    lua_pop(state->lua, 1);
  }
  return plain->plain;
}

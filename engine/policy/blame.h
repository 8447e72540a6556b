/* Whose fault an unknown verdict is: condition/verdict.h, done by the Lua VM.
 *
 * A poison value stands in for a missing one: every operation on it, and every
 * function of the library but known(), fails with an error that can be told from
 * others; truth takes it for a value, and it equals nothing but itself. */
#ifndef HELDER_POLICY_BLAME_H
#define HELDER_POLICY_BLAME_H
#include "policy/state.h"

/* What C libraries call a poison value in "number expected, got …". */
#define BLAME_POISON_NAME "\001poison"

/* Makes what poison values are; once for a Lua state. */
void blame_open(lua_State *lua);

/* Pushes a new poison value. */
void blame_push_poison(lua_State *lua);
bool blame_is_poison(lua_State *lua, int index);

/* True while a condition is asked again with poison in it. */
static inline bool blame_is_live(lua_State *lua) {
  return state_of(lua)->poisoned;
}
#endif

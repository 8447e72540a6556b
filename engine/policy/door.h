/* The one door into Lua: the only protected call of the engine.
 *
 * An error comes back with its place in the policy's files and a text without one;
 * no address is in it. Running out of memory does not come back: it ends the worker.
 * Costs: about 50 ns a call; an error about 2 µs. */
#ifndef HELDER_POLICY_DOOR_H
#define HELDER_POLICY_DOOR_H
#include "policy/state.h"

/* What went wrong behind the door. */
typedef struct DoorTrouble {
  Error error;    /* kind ERROR_RULE; file, line, column, message, hint */
  bool on_poison; /* the poison value was used (policy/blame.h) */
} DoorTrouble;

/* Calls the function below `arguments` values. False with the trouble filled and
 * all of them popped. */
bool door_call(State *state, int arguments, int results, DoorTrouble *trouble);

/* Raises the error that says: the poison value was used. Does not return. */
int door_raise_poison(lua_State *lua);
#endif

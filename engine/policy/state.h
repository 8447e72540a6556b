/* A State: one Lua state inside a jailed worker, that has run one policy.
 *
 * state_make takes under a millisecond; state_load as long as the policy's files and
 * the shipped scripts take to run, again in every worker. A State is made and used
 * in a worker only (policy/jail.h); the parent never has one. It dies with the worker.
 *
 * state_load calls scripts/vocabulary.lua:
 *     description, functions = vocabulary.run {
 *       main = "policy.lua", path = "rules/spa/policy.lua", as_of = "2026-11-21",
 *       files = { [name] = source }, paths = { [name] = path as people know it },
 *       sets = { "nps=10", … } or nil,
 *       functions_only = true or false }        -- true: the description is not needed
 * which raises { file =, line =, column =, message =, hint = } for a wrong policy.
 * `functions` is an array of closures; the description (a plain table) names them by
 * number from 0 = functions[1].
 *
 * Shipped scripts `require` one another, "lpeg" and "host" (state_host.c):
 *   host.environment(words)  the policy's _ENV: library, words, then what it defines;
 *                            library and words cannot be redefined. One for all files
 *   host.load(source, path, env)  a function, or nil and { line =, message = }
 *   host.library             name -> value of the safe library (policy/library.h)
 *   host.upvalues(f)         { name = value } of what f closes over, and an array of the names
 *   host.place(f)            file, first line, last line of a function of a policy file
 *   host.lines(f)            the lines of a function on which something runs, ascending
 *   host.line()              line, file of the policy code that is running now; nil if none */
#ifndef HELDER_POLICY_STATE_H
#define HELDER_POLICY_STATE_H
#include <lua.h>

#include "policy/jail.h"
#include "policy/policy.h"

typedef struct State {
  lua_State *lua;
  uint32_t beats;              /* state_beat was called */
  JailSeat *seat;              /* where the worker's end is recorded */
  size_t bytes;                /* of Lua memory in use */
  size_t most;                 /* allowed */
  int32_t as_of;               /* the run's date, for days_since */
  bool poisoned;               /* a poison value is about (policy/blame.h) */
  void *tracing;               /* whose lines are noted (policy/ask_trace.h); NULL: nobody's */
  bool refused;                /* memory was asked for and not given since the door was passed */
  struct DoorTrouble *trouble; /* where the door's error goes */
} State;

typedef struct PolicySource {
  const PolicyFile *files; /* [0] is the policy; paths as people know them */
  size_t file_count;
  int32_t as_of;
  bool functions_only;
  const char *script; /* the shipped script whose `run` reads them; NULL: vocabulary */
  const Text *sets;   /* policy->sets */
  size_t set_count;
} PolicySource;

/* Ends the worker when it cannot be made. */
State *state_make(JailSeat *seat, JailLimits limits);

/* For JailPlan.asked: the first time, notes the line that runs as soon as Lua is at
 * one and ends the worker; the second time, does so at once. */
void state_stop_asked(int signal);

/* For JailPlan.crashed: notes the line that runs and ends the worker. */
void state_crashed(int signal);

/* Runs the policy. False with the seat's Error filled. */
bool state_load(State *state, const PolicySource *source);

/* The description as JSON; lives as long as the State. False with the Error filled. */
bool state_description(State *state, Text *json);

/* Pushes function `number` of the policy. */
void state_push_function(State *state, int number);

/* Pushes a function of a shipped script; raises what goes wrong: behind the door only. */
void state_push_script(lua_State *lua, const char *script, const char *name);

/* Moves the seat's row on, outside of rules: the parent sees that it does not stand still. */
void state_beat(State *state);

/* Notes in the seat which line of the policy is running. */
void state_note_line(State *state);

/* Finds the nearest running line of a policy's file. False when there is none. */
bool state_where(lua_State *lua, lua_Debug *found);

/* (value) -> its JSON, without spaces. A table with a first element is an array, and so is an
 * empty one; any other is an object, its keys in byte order. Numbers read back the same (a
 * decimal with a point or exponent), the others as in base/json.h; a text that is not UTF-8
 * or holds a zero byte is {"hex":"…"}. Raises what there is no JSON for (state_json.c). */
int state_json(lua_State *lua);

/* Opens the module "host" for shipped scripts. */
int state_host_open(lua_State *lua);

/* The State of this Lua state. */
static inline State *state_of(lua_State *lua) {
  return *(State **)lua_getextraspace(lua);
}
#endif

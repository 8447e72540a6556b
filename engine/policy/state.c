#include "policy/state.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua-lpeg.h>
#include <lualib.h>

#include "base/date.h"
#include "base/memory.h"
#include "policy/blame.h"
#include "policy/door.h"
#include "policy/library.h"
#include "policy/scripts.h"

enum { CALM_BYTES = 16 << 20 };

static const char functions_place, modules_place, description_place; /* keys in the registry */

/* --- memory and time ---------------------------------------------------------- */

bool state_where(lua_State *lua, lua_Debug *found) {
  for (int level = 0; lua_getstack(lua, level, found); level++) {
    lua_getinfo(lua, "Sl", found);
    if (found->source[0] == '@' && found->currentline > 0)
      return true;
  }
  return false;
}

void state_note_line(State *state) {
  lua_Debug found;
  if (!state->lua || !state_where(state->lua, &found))
    return;
  snprintf(state->seat->file, sizeof state->seat->file, "%s", found.source + 1);
  state->seat->line = found.currentline;
}

/* What Lua calls for all its memory. */
static void *allocate(void *context, void *block, size_t before, size_t bytes) {
  State *state = context;
  size_t had = block ? before : 0;
  if (bytes == 0) {
    memory_free(block);
    state->bytes -= had;
    return NULL;
  }
  void *grown = NULL;
  if (bytes <= had || bytes - had <= state->most - state->bytes)
    grown = memory_try_grow(block, bytes);
  if (!grown) {
    state->refused = true;
    state_note_line(state);
    return NULL;
  }
  state->bytes += bytes - had;
  return grown;
}

static State *volatile signalled; /* of this worker: a signal handler has no context */

/* Called between two steps of the Lua VM. */
static void stopped_at_line(lua_State *lua, lua_Debug *now) {
  (void)now;
  State *state = state_of(lua);
  state_note_line(state);
  jail_leave(state->seat, JAIL_TIME);
}

/* First: stop at the next step. Again: it never came, C is at work; the process
 * ends here, so reading the frames in the middle of it is as good as it gets. */
void state_stop_asked(int signal) {
  static volatile sig_atomic_t asked;
  (void)signal;
  if (!signalled) {
    return;
  } else if (asked++) {
    state_note_line(signalled);
    jail_leave(signalled->seat, JAIL_TIME);
  }
  lua_sethook(signalled->lua, stopped_at_line,
              LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

void state_crashed(int signal) {
  if (signalled)
    state_note_line(signalled);
  _exit(signal);
}

/* --- what shipped scripts see ------------------------------------------------- */

/* Not even shipped scripts have these. */
static const char *const never[] = {"dofile", "loadfile",       "load", "print",
                                    "warn",   "collectgarbage", NULL};

static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base},       {LUA_STRLIBNAME, luaopen_string},
    {LUA_TABLIBNAME, luaopen_table}, {LUA_MATHLIBNAME, luaopen_math},
    {LUA_UTF8LIBNAME, luaopen_utf8}, {NULL, NULL}};

/* Modules that are C. */
static const luaL_Reg modules[] = {
    {"lpeg", luaopen_lpeg}, {"host", state_host_open}, {"needs", library_needs_open}, {NULL, NULL}};

static bool script_find(lua_State *lua, const char *name) {
  for (const luaL_Reg *module = modules; module->name; module++)
    if (strcmp(module->name, name) == 0) {
      lua_pushcfunction(lua, module->func);
      return true;
    }
  for (const ShippedScript *script = shipped_scripts; script->name; script++)
    if (strcmp(script->name, name) == 0) {
      lua_pushfstring(lua, "=helder %s", name);
      if (luaL_loadbufferx(lua, script->bytes, script->length, lua_tostring(lua, -1), "b") !=
          LUA_OK)
        lua_error(lua);
      lua_remove(lua, -2);
      return true;
    }
  return false;
}

/* require of shipped scripts: each runs once. */
static int script_require(lua_State *lua) {
  const char *name = luaL_checkstring(lua, 1);
  lua_settop(lua, 1);
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &modules_place);
  if (lua_getfield(lua, 2, name) != LUA_TNIL)
    return 1;
  if (!script_find(lua, name))
    return luaL_error(lua, "no shipped script \"%s\"", name);
  lua_pushvalue(lua, 1);
  lua_call(lua, 1, 1);
  lua_pushvalue(lua, -1);
  lua_setfield(lua, 2, name);
  return 1;
}

/* Most policies leave less garbage behind than looking for it costs: Lua collects for the
 * first time when CALM_BYTES are in use, from then on as it always does. (It waits for what
 * survived a collection, times a factor of at most ten: here, a block that is then let go.
 * The block's pages are never touched.) A full memory is collected in any case. */
static void collector_calm(lua_State *lua) {
  lua_newuserdatauv(lua, CALM_BYTES / 10, 0);
  lua_gc(lua, LUA_GCINC, 1000, 0, 0);
  lua_gc(lua, LUA_GCCOLLECT);
  lua_gc(lua, LUA_GCINC, 200, 0, 0);
  lua_pop(lua, 1);
}

static int state_open(lua_State *lua) {
  collector_calm(lua);
  for (const luaL_Reg *library = libraries; library->name; library++) {
    luaL_requiref(lua, library->name, library->func, 1);
    lua_pop(lua, 1);
  }
  for (const char *const *name = never; *name; name++) {
    lua_pushnil(lua);
    lua_setglobal(lua, *name);
  }
  lua_newtable(lua);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &modules_place);
  lua_register(lua, "require", script_require);
  blame_open(lua);
  library_open(lua);
  return 0;
}

State *state_make(JailSeat *seat, JailLimits limits) {
  State *state = memory_new(sizeof *state);
  DoorTrouble trouble;
  state->seat = seat;
  state->most = limits.bytes;
  lua_State *lua = lua_newstate(allocate, state);
  if (!lua)
    jail_leave(seat, JAIL_MEMORY);
  *(State **)lua_getextraspace(lua) = state;
  state->lua = lua;
  signalled = state;
  lua_pushcfunction(lua, state_open);
  if (!door_call(state, 0, 0, &trouble)) {
    seat->error = trouble.error;
    jail_leave(seat, JAIL_FAILED);
  }
  return state;
}

/* --- running the policy ------------------------------------------------------- */

static void files_push(lua_State *lua, const PolicySource *source) {
  lua_newtable(lua);
  lua_newtable(lua);
  for (size_t i = 0; i < source->file_count; i++) {
    const PolicyFile *file = &source->files[i];
    lua_pushlstring(lua, file->name.bytes, file->name.length);
    lua_pushvalue(lua, -1);
    lua_pushlstring(lua, file->content.bytes, file->content.length);
    lua_rawset(lua, -5);
    lua_pushlstring(lua, file->path.bytes, file->path.length);
    lua_rawset(lua, -3);
  }
}

static void text_set(lua_State *lua, const char *name, Text text) {
  lua_pushlstring(lua, text.bytes, text.length);
  lua_setfield(lua, -2, name);
}

static void sets_push(lua_State *lua, const PolicySource *source) {
  lua_createtable(lua, (int)source->set_count, 0);
  for (size_t i = 0; i < source->set_count; i++) {
    lua_pushlstring(lua, source->sets[i].bytes, source->sets[i].length);
    lua_rawseti(lua, -2, (lua_Integer)i + 1);
  }
}

/* What vocabulary.run takes. */
static void order_push(lua_State *lua, const PolicySource *source) {
  char day[DATE_ISO_LENGTH];
  date_to_iso(source->as_of, day);
  lua_createtable(lua, 0, 6);
  files_push(lua, source);
  lua_setfield(lua, -3, "paths");
  lua_setfield(lua, -2, "files");
  text_set(lua, "main", source->files[0].name);
  text_set(lua, "path", source->files[0].path);
  text_set(lua, "as_of", (Text){day, sizeof day});
  if (source->set_count) {
    sets_push(lua, source);
    lua_setfield(lua, -2, "sets");
  }
  lua_pushboolean(lua, source->functions_only);
  lua_setfield(lua, -2, "functions_only");
}

void state_push_script(lua_State *lua, const char *script, const char *name) {
  lua_pushcfunction(lua, script_require);
  lua_pushstring(lua, script);
  lua_call(lua, 1, 1);
  lua_getfield(lua, -1, name);
  lua_remove(lua, -2);
}

/* (source) -> nothing; leaves description and functions in the registry. */
static int policy_run(lua_State *lua) {
  const PolicySource *source = lua_touserdata(lua, 1);
  state_push_script(lua, source->script ? source->script : "vocabulary", "run");
  order_push(lua, source);
  lua_call(lua, 1, 2);
  luaL_checktype(lua, -1, LUA_TTABLE);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &functions_place);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &description_place);
  return 0;
}

static bool fail(State *state, const DoorTrouble *trouble) {
  state->seat->error = trouble->error;
  state->seat->error.kind = ERROR_INPUT;
  return false;
}

bool state_load(State *state, const PolicySource *source) {
  DoorTrouble trouble;
  state->as_of = source->as_of;
  lua_pushcfunction(state->lua, policy_run);
  lua_pushlightuserdata(state->lua, (void *)source);
  return door_call(state, 1, 0, &trouble) || fail(state, &trouble);
}

static int description_encode(lua_State *lua) {
  lua_pushcfunction(lua, state_json);
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &description_place);
  lua_call(lua, 1, 1);
  luaL_checktype(lua, -1, LUA_TSTRING);
  lua_pushvalue(lua, -1);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &description_place);
  return 1;
}

bool state_description(State *state, Text *json) {
  DoorTrouble trouble;
  lua_pushcfunction(state->lua, description_encode);
  if (!door_call(state, 0, 1, &trouble))
    return fail(state, &trouble);
  json->bytes = lua_tolstring(state->lua, -1, &json->length);
  lua_pop(state->lua, 1);
  return true;
}

void state_beat(State *state) {
  state->seat->step = JAIL_NO_STEP;
  state->seat->row = state->beats++;
}

void state_push_function(State *state, int number) {
  lua_rawgetp(state->lua, LUA_REGISTRYINDEX, &functions_place);
  lua_rawgeti(state->lua, -1, (lua_Integer)number + 1);
  lua_remove(state->lua, -2);
}

#include "policy/door.h"

#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "policy/blame.h"

enum { LOOK_BACK = 16 }; /* frames in which the place that Lua wrote is looked for */

static const char poison_mark; /* its address is the error value */

int door_raise_poison(lua_State *lua) {
  lua_pushlightuserdata(lua, (void *)&poison_mark);
  return lua_error(lua);
}

/* The length of the "name:line: " that Lua put before a message; the frame that
 * it names is left in `found`. 0 when there is none. */
static size_t place_length(lua_State *lua, const char *message, lua_Debug *found) {
  char place[LUA_IDSIZE + 16];
  for (int level = 1; level <= LOOK_BACK && lua_getstack(lua, level, found); level++) {
    lua_getinfo(lua, "Sl", found);
    if (found->currentline < 0)
      continue;
    int length = snprintf(place, sizeof place, "%s:%d: ", found->short_src, found->currentline);
    if (length > 0 && strncmp(message, place, (size_t)length) == 0)
      return (size_t)length;
  }
  return 0;
}

static void message_fill(Error *error, Text message) {
  size_t length = 0;
  for (size_t i = 0; i < message.length && length + 1 < sizeof error->message; i++) {
    Text rest = {message.bytes + i, message.length - i > 4 ? 4 : message.length - i};
    bool plain = (unsigned char)message.bytes[i] >= 0x20 && message.bytes[i] != 0x7F;
    bool whole = (message.bytes[i] & 0xC0) == 0x80 || text_utf8_prefix(rest) > 0;
    error->message[length++] = plain && whole ? message.bytes[i] : '?';
  }
  error->message[text_utf8_prefix((Text){error->message, length})] = '\0';
}

static void text_caught(lua_State *lua, DoorTrouble *trouble) {
  lua_Debug place;
  size_t length;
  const char *message = lua_tolstring(lua, 1, &length);
  size_t skip = place_length(lua, message, &place);
  message_fill(&trouble->error, (Text){message + skip, length - skip});
  trouble->on_poison = strstr(message, BLAME_POISON_NAME) != NULL;
  if (skip && place.source[0] != '@')
    skip = 0;
  if (skip || state_where(lua, &place))
    error_at(&trouble->error, text_of(place.source + 1), place.currentline, 0);
}

static void field_copy(lua_State *lua, const char *name, char *out, size_t size) {
  lua_pushstring(lua, name);
  lua_rawget(lua, 1);
  const char *text = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "";
  snprintf(out, size, "%s", text);
  lua_pop(lua, 1);
}

static long field_number(lua_State *lua, const char *name) {
  lua_pushstring(lua, name);
  lua_rawget(lua, 1);
  long number = lua_isinteger(lua, -1) ? (long)lua_tointeger(lua, -1) : 0;
  lua_pop(lua, 1);
  return number;
}

/* What shipped scripts raise: { file =, line =, column =, message =, hint = }. */
static void table_caught(lua_State *lua, DoorTrouble *trouble) {
  Error *error = &trouble->error;
  field_copy(lua, "message", error->message, sizeof error->message);
  field_copy(lua, "file", error->file, sizeof error->file);
  field_copy(lua, "hint", error->hint, sizeof error->hint);
  error->line = field_number(lua, "line");
  error->column = field_number(lua, "column");
  if (!error->message[0])
    snprintf(error->message, sizeof error->message, "an error was raised with a table");
}

/* Runs where the error was raised, while the frames are still there. */
static int caught(lua_State *lua) {
  DoorTrouble *trouble = state_of(lua)->trouble;
  lua_Debug place;
  *trouble = (DoorTrouble){.error = {.kind = ERROR_RULE}};
  if (lua_islightuserdata(lua, 1)) {
    trouble->on_poison = true;
  } else if (lua_type(lua, 1) == LUA_TSTRING || lua_type(lua, 1) == LUA_TNUMBER) {
    text_caught(lua, trouble);
    return 1;
  } else if (lua_istable(lua, 1)) {
    table_caught(lua, trouble);
  } else {
    snprintf(trouble->error.message, sizeof trouble->error.message, "an error was raised with %s",
             lua_isnil(lua, 1) ? "nil" : luaL_typename(lua, 1));
  }
  if (!trouble->error.file[0] && state_where(lua, &place))
    error_at(&trouble->error, text_of(place.source + 1), place.currentline, 0);
  return 1;
}

/* C libraries say "not enough memory" by an ordinary error. */
static bool was_memory(const State *state, int status) {
  return status == LUA_ERRMEM ||
         (state->refused && strstr(state->trouble->error.message, "not enough memory"));
}

bool door_call(State *state, int arguments, int results, DoorTrouble *trouble) {
  lua_State *lua = state->lua;
  int handler = lua_gettop(lua) - arguments;
  state->refused = false;
  state->trouble = trouble;
  trouble->error.message[0] = '\0';
  lua_pushcfunction(lua, caught);
  lua_insert(lua, handler);
  int status = lua_pcall(lua, arguments, results, handler);
  if (status != LUA_OK && was_memory(state, status))
    jail_leave(state->seat, JAIL_MEMORY);
  lua_remove(lua, handler);
  if (status == LUA_OK)
    return true;
  if (status == LUA_ERRERR)
    error_set(&trouble->error, ERROR_RULE, "calls within calls without end");
  lua_pop(lua, 1);
  return false;
}

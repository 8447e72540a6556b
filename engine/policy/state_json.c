/* Writing JSON from Lua: the same text for the same value, always. state.h says how. */
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "policy/state.h"

enum { DEEPEST = 5000 }; /* lists within one another; conditions come to a thousand */

/* The table that is written is on top of Lua's stack. Nothing is raised before all is let go. */
typedef struct Writing {
  lua_State *lua;
  Buffer out;
  Text *keys; /* of the objects that are open, each behind those of the one around it */
  size_t key_count, key_room;
  int depth;
  const char *trouble; /* what there is no JSON for; NULL: nothing so far */
} Writing;

static void value_put(Writing *writing);

/* --- texts and numbers -------------------------------------------------------- */

static void text_put(Buffer *out, Text text) {
  if (!memchr(text.bytes, '\0', text.length) && text_utf8_prefix(text) == text.length) {
    json_put_text(out, text);
    return;
  }
  buffer_string(out, "{\"hex\":\"");
  for (size_t i = 0; i < text.length; i++)
    buffer_format(out, "%02x", (unsigned char)text.bytes[i]);
  buffer_string(out, "\"}");
}

static void number_put(Writing *writing) {
  if (lua_isinteger(writing->lua, -1))
    json_put_integer(&writing->out, lua_tointeger(writing->lua, -1));
  else
    json_put_decimal(&writing->out, lua_tonumber(writing->lua, -1));
}

static Text text_at(lua_State *lua, int index) {
  size_t length;
  const char *bytes = lua_tolstring(lua, index, &length);
  return (Text){bytes, length};
}

/* --- lists and objects -------------------------------------------------------- */

static void list_put(Writing *writing) {
  lua_Unsigned count = lua_rawlen(writing->lua, -1);
  buffer_byte(&writing->out, '[');
  for (lua_Unsigned i = 1; i <= count; i++) {
    if (i > 1)
      buffer_byte(&writing->out, ',');
    lua_rawgeti(writing->lua, -1, (lua_Integer)i);
    value_put(writing);
    lua_pop(writing->lua, 1);
  }
  buffer_byte(&writing->out, ']');
}

static int key_order(const void *one, const void *other) {
  const Text *a = one, *b = other;
  int order = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);
  return order ? order : (a->length > b->length) - (a->length < b->length);
}

static void key_add(Writing *writing, Text key) {
  writing->keys =
      memory_room(writing->keys, writing->key_count, &writing->key_room, sizeof *writing->keys);
  writing->keys[writing->key_count++] = key;
}

/* Adds the names in byte order; the table holds their bytes. */
static void keys_add(Writing *writing) {
  lua_State *lua = writing->lua;
  size_t first = writing->key_count;
  for (lua_pushnil(lua); lua_next(lua, -2); lua_pop(lua, 1))
    if (lua_type(lua, -2) == LUA_TSTRING)
      key_add(writing, text_at(lua, -2));
    else
      writing->trouble = "a name that is no text";
  if (writing->key_count > first + 1)
    qsort(writing->keys + first, writing->key_count - first, sizeof *writing->keys, key_order);
}

static void object_put(Writing *writing) {
  size_t first = writing->key_count;
  keys_add(writing);
  size_t end = writing->key_count;
  buffer_byte(&writing->out, '{');
  for (size_t i = first; i < end; i++) {
    Text key = writing->keys[i];
    if (i > first)
      buffer_byte(&writing->out, ',');
    text_put(&writing->out, key);
    buffer_byte(&writing->out, ':');
    lua_pushlstring(writing->lua, key.bytes, key.length);
    lua_rawget(writing->lua, -2);
    value_put(writing);
    lua_pop(writing->lua, 1);
  }
  buffer_byte(&writing->out, '}');
  writing->key_count = first;
}

static bool is_list(lua_State *lua) {
  bool empty = true;
  if (lua_rawgeti(lua, -1, 1) == LUA_TNIL) {
    lua_pushnil(lua);
    empty = !lua_next(lua, -3);
    lua_pop(lua, empty ? 0 : 2);
  }
  lua_pop(lua, 1);
  return empty;
}

static void table_put(Writing *writing) {
  if (writing->depth == DEEPEST || !lua_checkstack(writing->lua, 4)) {
    writing->trouble = "a list so deep";
    return;
  }
  writing->depth++;
  if (is_list(writing->lua))
    list_put(writing);
  else
    object_put(writing);
  writing->depth--;
}

static void value_put(Writing *writing) {
  lua_State *lua = writing->lua;
  switch (lua_type(lua, -1)) {
  case LUA_TTABLE:
    table_put(writing);
    break;
  case LUA_TSTRING:
    text_put(&writing->out, text_at(lua, -1));
    break;
  case LUA_TNUMBER:
    number_put(writing);
    break;
  case LUA_TBOOLEAN:
    buffer_string(&writing->out, lua_toboolean(lua, -1) ? "true" : "false");
    break;
  case LUA_TNIL:
    buffer_string(&writing->out, "null");
    break;
  default:
    writing->trouble = luaL_typename(lua, -1);
  }
}

int state_json(lua_State *lua) {
  Writing writing = {.lua = lua};
  lua_settop(lua, 1);
  value_put(&writing);
  if (!writing.trouble)
    lua_pushlstring(lua, writing.out.bytes, writing.out.length);
  memory_free(writing.keys);
  buffer_free(&writing.out);
  return writing.trouble ? luaL_error(lua, "no JSON for %s", writing.trouble) : 1;
}

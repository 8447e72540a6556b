#include "policy/outcome.h"

#include <lauxlib.h>

enum { MOST_VALUES = 512 }; /* segments of one segmentation */

/* What d has, and whose names its parts take: 0 segmentations, 1 selections, 2 exclusions. */
typedef struct Part {
  const char *name;
  const char *declared;
  int names;
} Part;

static const Part parts[] = {{"segment", "segmentation", 0},
                             {"score", "segmentation", 0},
                             {"told", "segmentation", 0},
                             {"selection", "selection", 1},
                             {"excluded", "exclusion", 2}};
enum { PART_SEGMENT, PART_SCORE, PART_TOLD, PART_SELECTION, PART_EXCLUDED, PART_COUNT };

typedef struct PartView {
  const Asking *asking;
  const Customer *customer;
  int part;
} PartView;

static bool name_is_declared(const PartView *view, Text name) {
  int names = parts[view->part].names;
  for (size_t i = 0; i < view->asking->outcome_name_counts[names]; i++)
    if (text_equal(view->asking->outcome_names[names][i], name))
      return true;
  return false;
}

static int refuse_name(lua_State *lua, const PartView *view, Text name) {
  const Part *part = &parts[view->part];
  Text nearest = text_nearest(name, view->asking->outcome_names[part->names],
                              view->asking->outcome_name_counts[part->names]);
  if (nearest.length == 0)
    return luaL_error(lua, "there is no %s \"%s\"", part->declared, name.bytes);
  lua_pushlstring(lua, nearest.bytes, nearest.length);
  return luaL_error(lua, "there is no %s \"%s\"; did you mean \"%s\"?", part->declared, name.bytes,
                    lua_tostring(lua, -1));
}

static bool has_many(const Asking *asking, Text name) {
  for (size_t i = 0; i < asking->policy->segmentation_count; i++)
    if (text_equal(asking->policy->segmentations[i].name, name))
      return asking->policy->segmentations[i].mode == SEGMENTATION_ALL;
  return false;
}

static void push_list(lua_State *lua, const Value *values, size_t count) {
  lua_createtable(lua, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    customer_push_value(lua, values[i]);
    lua_rawseti(lua, -2, (lua_Integer)i + 1);
  }
}

static int part_index(lua_State *lua) {
  const PartView *view = lua_touserdata(lua, 1);
  Value values[MOST_VALUES];
  Text name;
  if (lua_type(lua, 2) != LUA_TSTRING)
    return luaL_error(lua, "d.%s is read by name: d.%s[\"name\"]", parts[view->part].name,
                      parts[view->part].name);
  name.bytes = lua_tolstring(lua, 2, &name.length);
  if (!name_is_declared(view, name))
    return refuse_name(lua, view, name);
  const Asking *asking = view->asking;
  size_t count = asking->outcome(asking->outcome_context, view->customer->row,
                                 text_of(parts[view->part].name), name, values, MOST_VALUES);
  if (count == 0 || (values[0].kind == VALUE_BOOLEAN && !values[0].boolean))
    lua_pushnil(lua);
  else if (view->part == PART_SEGMENT && has_many(asking, name))
    push_list(lua, values, count);
  else
    customer_push_value(lua, values[0]);
  return 1;
}

static int outcome_index(lua_State *lua) {
  lua_pushvalue(lua, 2);
  if (lua_rawget(lua, lua_upvalueindex(1)) == LUA_TNIL)
    return luaL_error(lua,
                      "the outcome has d.segment, d.score, d.told, d.selection and d.excluded");
  return 1;
}

static int outcome_write(lua_State *lua) {
  return luaL_error(lua, "a guarantee cannot change what was decided");
}

static int outcome_refuse(lua_State *lua) {
  return luaL_error(lua, "the outcome is read by name: d.selection[\"name\"]");
}

/* Gives the userdata on top its metatable; __index is the function above it. */
static void behave(lua_State *lua) {
  static const luaL_Reg refused[] = {{"__newindex", outcome_write},
                                     {"__len", outcome_refuse},
                                     {"__pairs", outcome_refuse},
                                     {NULL, NULL}};
  luaL_newlib(lua, refused);
  lua_insert(lua, -2);
  lua_setfield(lua, -2, "__index");
  lua_pushliteral(lua, "outcome");
  lua_setfield(lua, -2, "__name");
  lua_setmetatable(lua, -2);
}

void outcome_push(lua_State *lua, const Asking *asking, const Customer *customer) {
  lua_newuserdatauv(lua, 0, 0);
  lua_newtable(lua);
  for (int part = 0; part < PART_COUNT; part++) {
    PartView *view = lua_newuserdatauv(lua, sizeof *view, 0);
    *view = (PartView){asking, customer, part};
    lua_pushcfunction(lua, part_index);
    behave(lua);
    lua_setfield(lua, -2, parts[part].name);
  }
  lua_pushcclosure(lua, outcome_index, 1);
  behave(lua);
}

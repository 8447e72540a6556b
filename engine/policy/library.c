#include "policy/library.h"

#include <string.h>

#include <lualib.h>

#include "policy/blame.h"
#include "policy/door.h"

/* --- what a policy may use, by name ------------------------------------------- */

/* Of Lua's own, as it is. */
static const char *const from_base[] = {"assert", "error", "ipairs", "select", NULL};
static const char *const from_string[] = {"byte",  "char",  "find",    "gmatch", "gsub",  "len",
                                          "lower", "match", "reverse", "sub",    "upper", NULL};
static const char *const from_table[] = {"insert", "pack", "remove", "unpack", NULL};
static const char *const from_math[] = {"abs",  "acos", "asin",  "atan",       "ceil",       "cos",
                                        "deg",  "exp",  "floor", "fmod",       "huge",       "log",
                                        "max",  "min",  "modf",  "pi",         "rad",        "sin",
                                        "sqrt", "tan",  "ult",   "maxinteger", "mininteger", NULL};
static const char *const from_utf8[] = {"char", "charpattern", "codepoint", "codes",
                                        "len",  "offset",      NULL};

/* Written in Lua (scripts/library.lua). */
static const char *const base_of_script[] = {"pairs", NULL};
static const char *const table_of_script[] = {"sort", NULL};

typedef struct Module {
  const char *name;             /* NULL: names without a dot */
  const char *const *from_lua;  /* taken over */
  const luaL_Reg *own;          /* in C */
  const char *const *of_script; /* in Lua */
} Module;

static const Module modules[] = {{LUA_STRLIBNAME, from_string, library_strings, NULL},
                                 {LUA_TABLIBNAME, from_table, library_tables, table_of_script},
                                 {LUA_MATHLIBNAME, from_math, library_maths, NULL},
                                 {LUA_UTF8LIBNAME, from_utf8, NULL, NULL},
                                 {NULL, from_base, library_base, base_of_script},
                                 {NULL, NULL, library_words, NULL}};

/* --- making it ---------------------------------------------------------------- */

static const char library_place; /* key in the registry */

/* Copies fields from the table on top into the one below it; pops the upper. */
static void take_over(lua_State *lua, const char *const *names) {
  for (; names && *names; names++)
    if (lua_getfield(lua, -1, *names) != LUA_TNIL)
      lua_setfield(lua, -3, *names);
    else
      luaL_error(lua, "this Lua has no %s", *names);
  lua_pop(lua, 1);
}

/* Fills the table on top with what a module has. Own functions find the one of
 * Lua that they stand before as their upvalue. */
static void module_fill(lua_State *lua, const Module *module) {
  lua_getglobal(lua, module->name ? module->name : LUA_GNAME);
  take_over(lua, module->from_lua);
  for (const luaL_Reg *own = module->own; own && own->name; own++) {
    lua_getglobal(lua, module->name ? module->name : LUA_GNAME);
    lua_getfield(lua, -1, own->name);
    lua_remove(lua, -2);
    lua_pushcclosure(lua, own->func, 1);
    lua_setfield(lua, -2, own->name);
  }
  if (!module->of_script)
    return;
  lua_getglobal(lua, "require");
  lua_pushliteral(lua, "library");
  lua_call(lua, 1, 1);
  take_over(lua, module->of_script);
}

/* Methods of texts: the safe ones, in a table that no policy can name. */
static void string_methods_set(lua_State *lua) {
  lua_pushliteral(lua, "");
  lua_getmetatable(lua, -1);
  lua_pushvalue(lua, -3);
  lua_setfield(lua, -2, "__index");
  lua_pop(lua, 2);
}

void library_open(lua_State *lua) {
  lua_newtable(lua);
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
    if (!modules[i].name) {
      module_fill(lua, &modules[i]);
      continue;
    }
    lua_newtable(lua);
    module_fill(lua, &modules[i]);
    if (strcmp(modules[i].name, LUA_STRLIBNAME) == 0)
      string_methods_set(lua);
    library_freeze(lua);
    lua_setfield(lua, -2, modules[i].name);
  }
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &library_place);
}

void library_push(lua_State *lua) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &library_place);
}

/* --- read-only tables --------------------------------------------------------- */

static int frozen_write(lua_State *lua) {
  if (lua_type(lua, 2) == LUA_TSTRING)
    return luaL_error(lua, "\"%s\" belongs to the policy language and cannot be changed",
                      lua_tostring(lua, 2));
  return luaL_error(lua, "this belongs to the policy language and cannot be changed");
}

static int frozen_next(lua_State *lua) {
  lua_settop(lua, 2);
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 2);
  return lua_next(lua, 2) ? 2 : (lua_pushnil(lua), 1);
}

/* For shipped scripts: the pairs of policies does not come here. */
static int frozen_pairs(lua_State *lua) {
  luaL_getmetafield(lua, 1, "__index");
  lua_pushcclosure(lua, frozen_next, 1);
  lua_pushvalue(lua, 1);
  return 2;
}

static int frozen_length(lua_State *lua) {
  luaL_getmetafield(lua, 1, "__index");
  lua_pushinteger(lua, (lua_Integer)lua_rawlen(lua, -1));
  return 1;
}

void library_freeze(lua_State *lua) {
  static const luaL_Reg rules[] = {{"__newindex", frozen_write},
                                   {"__pairs", frozen_pairs},
                                   {"__len", frozen_length},
                                   {NULL, NULL}};
  lua_newtable(lua);
  luaL_newlib(lua, rules);
  lua_pushvalue(lua, -3);
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, -2);
  lua_remove(lua, -2);
}

/* --- refusing ----------------------------------------------------------------- */

int library_refuse(lua_State *lua, int index, const char *word, const char *what) {
  static const char *const kinds[] = {"nil",    "a boolean",  "a value",      "a number", "a text",
                                      "a list", "a function", "the customer", "a value"};
  int type = lua_type(lua, index);
  if (blame_is_poison(lua, index))
    return door_raise_poison(lua);
  return luaL_error(lua, "'%s' needs %s, got %s", word, what,
                    kinds[type == LUA_TNONE ? LUA_TNIL : type]);
}

static int needs(lua_State *lua) {
  return library_refuse(lua, 3, luaL_checkstring(lua, 1), luaL_checkstring(lua, 2));
}

int library_needs_open(lua_State *lua) {
  lua_pushcfunction(lua, needs);
  return 1;
}

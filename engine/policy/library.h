/* The safe library: all that a policy can call besides the words it declares with.
 *
 * An allow-list (library.c), nothing else of Lua's libraries is reachable. What
 * differs from Lua's own: pairs goes through numbers ascending, then texts in byte
 * order, then false, true, and refuses other keys; table.sort is stable; tostring
 * of a list or function is its type; string.format has no %p; string.rep of empty
 * texts is the empty text at once; table.move is bounded. Library and environment are
 * read-only. All of it, and Lua's own operations, take as long as their work takes:
 * the watch of the jail ends what takes too long.
 *
 * The policy's own words (library_words.c); any other kind of value, nil too, is an
 * error that says so ("'floor' needs a number, got nil"); numeric text is no number:
 *   known(x)            x ~= nil; the only word that takes nil
 *   one_of(x, list)     x == list[i] for any i from 1 to #list
 *   lower(s)            text with A … Z made small; other letters stay
 *   starts_with(s, p)   text s begins with text p; contains(s, p): p is somewhere in s,
 *                       as it is written (no patterns)
 *   min(a, …) max(a, …) the first of the smallest, largest numbers, as it was given
 *   abs(n)              integer for integer (the smallest one stays), else decimal
 *   floor(n) round(n)   the integer below; the nearest, halves away from zero; a
 *                       decimal when no integer holds it (1e300, inf, nan)
 *   days_since(d)       as_of - d in days, an integer, negative for days to come
 *   year(d) month(d)    integers; d is text "2026-05-21" that is a day */
#ifndef HELDER_POLICY_LIBRARY_H
#define HELDER_POLICY_LIBRARY_H
#include <lua.h>

#include <lauxlib.h>

/* Makes the library; text methods (`s:lower()`) reach it and nothing more. Once,
 * after Lua's libraries were opened and `require` is there. */
void library_open(lua_State *lua);

/* Pushes name -> value of the library. */
void library_push(lua_State *lua);

/* Replaces the table on top by one that reads the same and cannot be written. */
void library_freeze(lua_State *lua);

/* Raises "'word' needs what, got …" about the value at `index`; when it is a poison
 * value, the error that says so. */
int library_refuse(lua_State *lua, int index, const char *word, const char *what);

/* Opens the module "needs" for scripts/library.lua: needs(word, what, value) raises that. */
int library_needs_open(lua_State *lua);

extern const luaL_Reg library_words[];   /* library_words.c */
extern const luaL_Reg library_base[];    /* library_lua.c: in place of Lua's own */
extern const luaL_Reg library_strings[]; /* of string */
extern const luaL_Reg library_tables[];  /* of table */
extern const luaL_Reg library_maths[];   /* of math */
#endif

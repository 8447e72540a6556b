/* The reference for plain-Lua evaluation: a C loop that calls a policy's `when`
 * functions of every customer, each in a protected call, fields fetched when they
 * are asked for. No jail, no record of who read what, no word on what was missing. */
#ifndef HELDER_BENCH_BARE_LUA_H
#define HELDER_BENCH_BARE_LUA_H
#include "table/table.h"

enum { BARE_RULES_MOST = 64 };

typedef struct Bare {
  size_t rules;
  size_t yes[BARE_RULES_MOST]; /* customers of whom the rule, in order of the file, holds */
  size_t failed;               /* calls that ended in an error */
  double seconds;              /* of the loop alone */
} Bare;

Bare bare_lua_ask(const char *policy, const Table *table, int32_t as_of);
#endif

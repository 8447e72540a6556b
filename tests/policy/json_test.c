/* What Lua holds as JSON: the same text for the same value. */
#include <check.h>
#include <string.h>

#include <lauxlib.h>
#include <lualib.h>

#include "policy/state.h"

static const struct {
  const char *value; /* in Lua */
  const char *json;  /* NULL: refused */
} cases[] = {
    {"1", "1"},
    {"-0.0", "-0.0"},
    {"3.0", "3.0"},
    {"0.1", "0.1"},
    {"1e300", "1e+300"},
    {"1/3", "0.3333333333333333"},
    {"math.mininteger", "-9223372036854775808"},
    {"2^53", "9007199254740992.0"},
    {"0.1 + 0.2", "0.30000000000000004"},
    {"5e-324", "4.94065645841247e-324"},
    {"0/0", "{\"decimal\":\"nan\"}"},
    {"math.huge", "{\"decimal\":\"inf\"}"},
    {"-math.huge", "{\"decimal\":\"-inf\"}"},
    {"'a\"\\\\\\n\\t\\b\\f\\r\\1\\31é\\127'",
     "\"a\\\"\\\\\\n\\t\\u0008\\u000c\\r\\u0001\\u001fé\x7f\""},
    {"''", "\"\""},
    {"'a\\0'", "{\"hex\":\"6100\"}"},
    {"'\\xff'", "{\"hex\":\"ff\"}"},
    {"'\\xed\\xa0\\x80'", "{\"hex\":\"eda080\"}"},
    {"{}", "[]"},
    {"{ 2, { true, {} }, 'x' }", "[2,[true,[]],\"x\"]"},
    {"{ b = 1, a = { 2, { c = false } }, aa = {}, ['é\"'] = 0, ['\\xc3'] = 4 }",
     "{\"a\":[2,{\"c\":false}],\"aa\":[],\"b\":1,{\"hex\":\"c3\"}:4,\"é\\\"\":0}"},
    {"nil", "null"},
    {"print", NULL},
    {"{ a = { print } }", NULL},
    {"{ [2] = 1 }", NULL},
    {"(function() local t = {} t[1] = t return t end)()", NULL},
};

START_TEST(values) {
  lua_State *lua = luaL_newstate();
  luaL_openlibs(lua);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lua_settop(lua, 0);
    lua_pushcfunction(lua, state_json);
    lua_pushfstring(lua, "return %s", cases[i].value);
    ck_assert_msg(luaL_loadstring(lua, lua_tostring(lua, -1)) == LUA_OK, "%s", cases[i].value);
    lua_remove(lua, -2);
    lua_call(lua, 0, 1);
    bool written = lua_pcall(lua, 1, 1, 0) == LUA_OK;
    const char *said = lua_tostring(lua, -1);
    ck_assert_msg(written == (cases[i].json != NULL), "%s: %s", cases[i].value, said);
    if (written)
      ck_assert_msg(strcmp(said, cases[i].json) == 0, "%s\n is  %s\n not %s", cases[i].value, said,
                    cases[i].json);
    else
      ck_assert_msg(strncmp(said, "no JSON for ", 12) == 0, "%s: %s", cases[i].value, said);
  }
  lua_close(lua);
}
END_TEST

Suite *policy_json_suite(void) {
  Suite *suite = suite_create("policy_json");
  TCase *tests = tcase_create("json");
  tcase_add_test(tests, values);
  suite_add_tcase(suite, tests);
  return suite;
}

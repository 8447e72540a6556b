/* Arithmetic on the least and the greatest integers of each width of column, against Lua's. */
#include "compare.h"

typedef struct Field {
  const char *name; /* and the width that trial.h gives to columns of this type */
  const char *ends[2];
} Field;

static const Field fields[] = {{"small", {"-128", "127"}},
                               {"middle", {"-32768", "32767"}},
                               {"wide", {"-2147483648", "2147483647"}},
                               {"huge", {"math.mininteger", "math.maxinteger"}}};

/* With x and y for two fields. */
static const char *const sources[] = {"x + y",
                                      "x - y",
                                      "x * y - x",
                                      "-x - abs(y)",
                                      "abs(x) * 2 <= y",
                                      "min(x, y, 5) - max(y, 1)",
                                      "(x or y) + (y or 1)",
                                      "x // y + x % 7",
                                      "x / max(y, 1) >= x + 0.5",
                                      "x - 1 < y - 1 and x + 1 == y + 1"};

static const char *source_of(Arena *arena, const char *source, const Field *x, const Field *y) {
  return arena_format(
      arena, "local function f(x, y) return %s end return function(g) return f(g.%s, g.%s) end",
      source, x->name, y->name);
}

static void ends_check(lua_State *lua, const char *source, const Field *x, const Field *y) {
  Arena *arena = arena_make();
  for (int ends = 0; ends < 4; ends++) {
    const char *customer = arena_format(arena, "{ %s = %s, %s = %s }", y->name, y->ends[ends / 2],
                                        x->name, x->ends[ends % 2]);
    json_t *trial = oracle_trial(lua, source_of(arena, source, x, y), customer), *column;
    json_t *columns = json_object_get(trial, "columns");
    size_t i;
    json_array_foreach(columns, i, column)
        json_object_set(column, "type", json_object_get(column, "name"));
    Table *table = table_of(arena, columns, 3);
    case_check(table, trial, 1, 0);
    table_drop(table);
    json_decref(trial);
  }
  arena_drop(arena);
}

START_TEST(ends_of_each_width) {
  lua_State *lua = oracle_open();
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    for (size_t x = 0; x < 4; x++)
      for (size_t y = 0; y < 4; y++)
        ends_check(lua, sources[i], &fields[x], &fields[y]);
  lua_close(lua);
}
END_TEST

Suite *condition_edges_suite(void);
Suite *condition_edges_suite(void) {
  Suite *suite = suite_create("condition_edges");
  TCase *tests = tcase_create("edges");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, ends_of_each_width);
  suite_add_tcase(suite, tests);
  return suite;
}

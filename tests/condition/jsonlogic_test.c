/* JsonLogic's cases as Lua conditions: the tree must say what Lua says of each, and where
 * Lua says something else than JsonLogic, one of the known differences must explain it. */
#include <stdio.h>

#include "trial.h"

/* --- a rule as Lua ------------------------------------------------------------------ */

typedef struct Writer {
  Buffer functions; /* for `if`: a value by choice is a function in Lua */
  int function_count;
  const json_t *data;
  const char *why; /* not NULL: Lua's conditions have no words for it */
} Writer;

static void write_rule(Writer *writer, const json_t *rule, Buffer *out);

static void give_up(Writer *writer, const char *why) {
  writer->why = writer->why ? writer->why : why;
}

static void write_text(Buffer *out, const json_t *text) {
  buffer_byte(out, '"');
  for (size_t i = 0; i < json_string_length(text); i++)
    buffer_format(out, "\\%03d", (unsigned char)json_string_value(text)[i]);
  buffer_byte(out, '"');
}

static const json_t *argument(const json_t *arguments, size_t i) {
  return json_is_array(arguments) ? json_array_get(arguments, i) : i == 0 ? arguments : NULL;
}

static size_t argument_count(const json_t *arguments) {
  return json_is_array(arguments) ? json_array_size(arguments) : 1;
}

/* var's second argument stands in for what is missing; val's is a path. */
static void write_field(Writer *writer, const json_t *arguments, size_t most, Buffer *out) {
  const json_t *name = argument(arguments, 0), *other = argument(arguments, 1);
  const json_t *value = json_object_get(writer->data, json_string_value(name));
  bool plain = json_is_string(name) && json_string_length(name) > 0 &&
               !strchr(json_string_value(name), '.') && argument_count(arguments) <= most;
  if (!plain || !json_is_object(writer->data) || json_is_array(value) || json_is_object(value)) {
    give_up(writer, "a path into the data");
    return;
  }
  buffer_string(out, other ? "default(g[" : "g[");
  write_text(out, name);
  buffer_string(out, "]");
  if (other) {
    buffer_string(out, ", ");
    write_rule(writer, other, out);
    buffer_string(out, ")");
  }
}

/* a op b op c, or a op b and b op c */
static void write_chain(Writer *writer, const json_t *arguments, const char *op, bool pairs,
                        Buffer *out) {
  size_t count = argument_count(arguments), last = pairs ? count - 1 : count;
  if (count < 2)
    give_up(writer, "an operator with one operand");
  buffer_byte(out, '(');
  for (size_t i = 0; i < last && !writer->why; i++) {
    buffer_string(out, i == 0 ? "" : pairs ? " and " : op);
    write_rule(writer, argument(arguments, i), out);
    if (pairs) {
      buffer_string(out, op);
      write_rule(writer, argument(arguments, i + 1), out);
    }
  }
  buffer_byte(out, ')');
}

static void write_if(Writer *writer, const json_t *arguments, Buffer *out) {
  Buffer body = {0};
  size_t count = argument_count(arguments), i = 0;
  int number = ++writer->function_count;
  for (; i + 1 < count; i += 2) {
    buffer_string(&body, "if ");
    write_rule(writer, argument(arguments, i), &body);
    buffer_string(&body, " then return ");
    write_rule(writer, argument(arguments, i + 1), &body);
    buffer_string(&body, " end ");
  }
  buffer_string(&body, "return ");
  if (i < count)
    write_rule(writer, argument(arguments, i), &body);
  else
    buffer_string(&body, "nil");
  buffer_format(&writer->functions, "local function choose%d() ", number);
  buffer_text(&writer->functions, buffer_view(&body));
  buffer_string(&writer->functions, " end\n");
  buffer_format(out, "choose%d()", number);
  buffer_free(&body);
}

static void write_in(Writer *writer, const json_t *arguments, Buffer *out) {
  const json_t *where = argument(arguments, 1), *item;
  size_t i;
  if (!json_is_array(where) && !json_is_string(where)) {
    give_up(writer, "a list as a value");
    return;
  }
  buffer_string(out, json_is_array(where) ? "one_of(" : "contains(");
  write_rule(writer, json_is_array(where) ? argument(arguments, 0) : where, out);
  buffer_string(out, json_is_array(where) ? ", {" : ", ");
  json_array_foreach(where, i, item) {
    buffer_string(out, i > 0 ? ", " : "");
    write_rule(writer, item, out);
  }
  if (json_is_string(where))
    write_rule(writer, argument(arguments, 0), out);
  buffer_string(out, json_is_array(where) ? "})" : ")");
}

static void write_call(Writer *writer, const char *word, const json_t *arguments, Buffer *out) {
  buffer_format(out, "%s(", word);
  for (size_t i = 0; i < argument_count(arguments); i++) {
    buffer_string(out, i > 0 ? ", " : "");
    write_rule(writer, argument(arguments, i), out);
  }
  buffer_byte(out, ')');
}

static const struct {
  const char *name, *op;
  bool pairs;
} chains[] = {{"==", " == ", true},   {"===", " == ", true}, {"!=", " ~= ", true},
              {"!==", " ~= ", true},  {"<", " < ", true},    {"<=", " <= ", true},
              {">", " > ", true},     {">=", " >= ", true},  {"and", " and ", false},
              {"or", " or ", false},  {"+", " + ", false},   {"-", " - ", false},
              {"*", " * ", false},    {"/", " / ", false},   {"%", " % ", false},
              {"cat", " .. ", false}, {NULL, NULL, false}};

static void write_operation(Writer *writer, const char *name, const json_t *arguments,
                            Buffer *out) {
  if (strcmp(name, "var") == 0 || strcmp(name, "val") == 0) {
    write_field(writer, arguments, name[2] == 'r' ? 2 : 1, out);
  } else if (strcmp(name, "if") == 0 || strcmp(name, "?:") == 0) {
    write_if(writer, arguments, out);
  } else if (strcmp(name, "in") == 0) {
    write_in(writer, arguments, out);
  } else if (strcmp(name, "min") == 0 || strcmp(name, "max") == 0) {
    write_call(writer, name, arguments, out);
  } else if (strcmp(name, "!") == 0 || strcmp(name, "!!") == 0) {
    buffer_string(out, name[1] ? "not not (" : "not (");
    write_rule(writer, argument(arguments, 0), out);
    buffer_string(out, ")");
  } else {
    size_t i = 0;
    while (chains[i].name && strcmp(chains[i].name, name) != 0)
      i++;
    if (chains[i].name)
      write_chain(writer, arguments, chains[i].op, chains[i].pairs, out);
    else
      give_up(writer, "an operator on lists, paths or parts of texts");
  }
}

static void write_rule(Writer *writer, const json_t *rule, Buffer *out) {
  if (json_is_null(rule)) {
    buffer_string(out, "nil");
  } else if (json_is_boolean(rule)) {
    buffer_string(out, json_is_true(rule) ? "true" : "false");
  } else if (json_is_integer(rule)) {
    buffer_format(out, "(%lld)", (long long)json_integer_value(rule));
  } else if (json_is_real(rule)) {
    buffer_format(out, "(%.17g)", json_real_value(rule));
  } else if (json_is_string(rule)) {
    write_text(out, rule);
  } else if (json_is_object(rule) && json_object_size(rule) == 1) {
    void *only = json_object_iter((json_t *)rule);
    write_operation(writer, json_object_iter_key(only), json_object_iter_value(only), out);
  } else {
    give_up(writer, "a list as a value");
  }
}

static void write_customer(const json_t *data, Buffer *out) {
  const char *name;
  json_t *value;
  Writer writer = {0};
  buffer_byte(out, '{');
  json_object_foreach((json_t *)data, name, value) {
    json_t *text = json_string(name);
    if (!json_is_array(value) && !json_is_object(value) && !json_is_null(value)) {
      buffer_byte(out, '[');
      write_text(out, text);
      buffer_string(out, "] = ");
      write_rule(&writer, value, out);
      buffer_byte(out, ',');
    }
    json_decref(text);
  }
  buffer_string(out, "}");
  buffer_byte(out, '\0');
}

/* --- why Lua may say something else ------------------------------------------------- */

static bool mentions(const json_t *ops, const char *const *names) {
  size_t i;
  json_t *op;
  json_array_foreach(ops, i, op) {
    for (const char *const *name = names; *name; name++)
      if (strcmp(json_string_value(op), *name) == 0)
        return true;
  }
  return false;
}

static const struct {
  const char *why;
  const char *const ops[10];
} differences[] = {
    {"% takes the sign of its right side, // and % by zero are errors", {"%", NULL}},
    {"/ by zero is inf, not an error", {"/", NULL}},
    {"arithmetic takes no nil and no boolean", {"+", "-", "*", NULL}},
    {".. takes no nil and no boolean; a decimal shows its point", {"cat", NULL}},
    {"< and > compare two numbers or two texts, nothing else", {"<", "<=", ">", ">=", NULL}},
    {"== converts nothing", {"==", "!=", NULL}},
    {"0 and the empty text are true", {"!", "!!", "and", "or", "if", "?:", NULL}}};

enum { DIFFERENCES = sizeof differences / sizeof *differences };

/* --- counting ----------------------------------------------------------------------- */

typedef struct Tally {
  size_t cases, same, different[DIFFERENCES], without_words;
} Tally;

static bool same_result(const json_t *given, const json_t *found, bool failed) {
  const json_t *expected = json_object_get(given, "result");
  if (failed)
    return json_object_get(given, "error") != NULL;
  if (!expected)
    return false;
  if (!found)
    return json_is_null(expected);
  if (json_is_number(expected) && json_is_number(found))
    return fabs(json_number_value(expected) - json_number_value(found)) < 1e-12;
  return json_equal(expected, found);
}

static void difference_count(Tally *tally, const json_t *given, FILE *report) {
  for (size_t i = 0; i < DIFFERENCES; i++)
    if (mentions(json_object_get(given, "ops"), differences[i].ops)) {
      char *rule = json_dumps(json_object_get(given, "rule"), JSON_COMPACT | JSON_ENCODE_ANY);
      fprintf(report, "%s: %s\n", differences[i].why, rule);
      free(rule);
      tally->different[i]++;
      return;
    }
  ck_abort_msg("a difference nobody knows: %s", json_dumps(given, JSON_COMPACT | JSON_ENCODE_ANY));
}

/* The tree of a translated rule says what Lua says. */
static void tree_check(const json_t *trial, const char *source) {
  Error error;
  uint8_t verdicts[CONDITION_BATCH];
  Value value[CONDITION_BATCH];
  Arena *arena = arena_make();
  const Tree *tree = tree_read(arena, json_object_get(trial, "tree"), &error);
  must(tree != NULL, "%s", source);
  Table *table = table_of(arena, json_object_get(trial, "columns"), 1);
  const Condition *condition = condition_prepare(arena, tree, table, trial_day());
  ConditionScratch *scratch = condition_scratch_make(&condition, 1);
  ConditionRows rows = {.first = 0, .count = 1};
  condition_verdicts(condition, scratch, rows, verdicts);
  const char *expected = json_string_value(json_object_get(trial, "verdicts"));
  must("ny?"[verdicts[0]] == expected[0], "%c, not %c: %s", "ny?"[verdicts[0]], expected[0],
       source);
  condition_values(condition, scratch, rows, value, verdicts);
  const json_t *given = json_array_get(json_array_get(json_object_get(trial, "values"), 0), 0);
  must(expected[0] == '?' || value_equal(value[0], value_of(given)), "another value: %s", source);
  condition_scratch_drop(scratch);
  table_drop(table);
  arena_drop(arena);
}

static void case_run(Tally *tally, lua_State *lua, const json_t *given, FILE *report) {
  Writer writer = {.data = json_object_get(given, "data")};
  Buffer answer = {0}, source = {0}, customer = {0};
  tally->cases++;
  write_rule(&writer, json_object_get(given, "rule"), &answer);
  if (writer.why) {
    fprintf(report, "no words for %s\n", writer.why);
    tally->without_words++;
  } else {
    buffer_string(&source, "local function default(v, other) if v == nil then return other end "
                           "return v end\nreturn function(g)\n");
    buffer_text(&source, buffer_view(&writer.functions));
    buffer_string(&source, "return ");
    buffer_text(&source, buffer_view(&answer));
    buffer_string(&source, "\nend");
    buffer_byte(&source, '\0');
    write_customer(writer.data, &customer);
    json_t *trial = oracle_trial(lua, source.bytes, customer.bytes);
    must(json_object_get(trial, "tree"), "stays with the VM (%s): %s",
         json_string_value(json_object_get(trial, "why")), source.bytes);
    tree_check(trial, source.bytes);
    bool failed = json_string_value(json_object_get(trial, "verdicts"))[0] == '?';
    const json_t *values = json_array_get(json_object_get(trial, "values"), 0);
    if (same_result(given, json_array_get(values, 0), failed))
      tally->same++;
    else
      difference_count(tally, given, report);
    json_decref(trial);
  }
  buffer_free(&answer);
  buffer_free(&source);
  buffer_free(&customer);
  buffer_free(&writer.functions);
}

START_TEST(the_simple_cases) {
  char *line = NULL;
  size_t room = 0, differing = 0;
  FILE *cases = fopen("../shared/data/jsonlogic/all_cases.jsonl", "r");
  if (!cases) {
    printf("skipped: no ../shared/data\n");
    return;
  }
  Tally tally = {0};
  FILE *report = fopen("build/jsonlogic.txt", "w");
  must(report != NULL, "cannot write build/jsonlogic.txt");
  lua_State *lua = oracle_open();
  while (getline(&line, &room, cases) > 0) {
    json_t *given = json_loads(line, 0, NULL);
    if (json_is_true(json_object_get(given, "simple_ops")))
      case_run(&tally, lua, given, report);
    json_decref(given);
  }
  free(line);
  fclose(cases);
  fclose(report);
  lua_close(lua);
  for (size_t i = 0; i < DIFFERENCES; i++) {
    printf("jsonlogic: %3zu cases: %s\n", tally.different[i], differences[i].why);
    differing += tally.different[i];
  }
  printf("jsonlogic: %zu as there, %zu as Lua, %zu without words; build/jsonlogic.txt lists them\n",
         tally.same, differing, tally.without_words);
  ck_assert_uint_eq(tally.cases, 824);
  ck_assert_uint_eq(tally.same + differing + tally.without_words, tally.cases);
  ck_assert_uint_eq(tally.same, 404);
}
END_TEST

Suite *condition_jsonlogic_suite(void);
Suite *condition_jsonlogic_suite(void) {
  Suite *suite = suite_create("condition_jsonlogic");
  TCase *cases = tcase_create("cases");
  tcase_set_timeout(cases, 120);
  tcase_add_test(cases, the_simple_cases);
  suite_add_tcase(suite, cases);
  return suite;
}

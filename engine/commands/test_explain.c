#include "commands/test_explain.h"

#include "explain/rule.h"

static void drop_json(void *json) {
  json_decref(json);
}

/* {"name":"visits_12m","value":"3"}: what was there, where there are no comparisons. */
static json_t *field_value(const Trial *trial, size_t row, Text name) {
  const Column *column = table_column(trial->table, name);
  json_t *fact = json_object();
  Buffer text = {0};
  if (!column || column_missing(column, row))
    buffer_string(&text, "none");
  else
    value_plain(&text, column_value(column, row));
  json_object_set_new(fact, "field", rule_text(name));
  json_object_set_new(fact, "value", rule_text(buffer_view(&text)));
  buffer_free(&text);
  return fact;
}

bool test_explain(Arena *arena, Policy *policy, const Trial *trial, TestFailure *failure,
                  Error *error) {
  failure->answers = json_array();
  arena_finally(arena, drop_json, failure->answers);
  for (size_t i = 0; i < failure->field_count; i++)
    json_array_append_new(failure->answers, field_value(trial, failure->row, failure->fields[i]));
  if (failure->rule_count == 0)
    return true;
  Again *again = again_ask_row(arena, policy, trial->table, failure->row, error);
  if (!again)
    return false;
  Telling telling = {.arena = arena, .again = again};
  for (size_t i = 0; i < failure->rule_count; i++) {
    const TestRule *rule = &failure->rules[i];
    json_array_append_new(failure->answers,
                          rule_answer(&telling, rule->name, rule->function, rule->because));
  }
  again_close(again);
  return true;
}

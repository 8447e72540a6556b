#include "base/date.h"
#include "decide/trial_parts.h"
#include "policy/find.h"

typedef struct Making {
  Arena *arena;
  const Policy *policy;
  const Test *test;
  Text *fields; /* the columns; the first is the key */
  size_t field_count;
  Error *error;
} Making;

/* --- names ----------------------------------------------------------------------- */

void trial_add_name(Text *names, size_t *count, Text name) {
  for (size_t i = 0; i < *count; i++)
    if (text_equal(names[i], name))
      return;
  names[(*count)++] = name;
}

/* Every field that the policy names: in its rules, or among its fields. */
static void list_fields(Making *making) {
  const Policy *policy = making->policy;
  making->fields = arena_array(making->arena, policy->mention_count + 1, sizeof(Text));
  trial_add_name(making->fields, &making->field_count, policy->read.key);
  for (size_t i = 0; i < policy->mention_count; i++)
    if (!policy_attribute(policy, policy->mentions[i].name))
      trial_add_name(making->fields, &making->field_count, policy->mentions[i].name);
}

bool trial_refuse_name(const char *what, Text name, Position at, const Text *names, size_t count,
                       Error *error) {
  Text near = text_nearest(name, names, count);
  error_set(error, ERROR_INPUT, "this policy has no %s \"%.*s\"", what, TEXT_ARGS(name));
  error_at(error, at.file, at.line, at.column);
  if (near.length)
    error_hint(error, "did you mean \"%.*s\"?", TEXT_ARGS(near));
  return false;
}

static bool refuse_given(const Making *making, const TestCell *cell) {
  const Policy *policy = making->policy;
  size_t count = making->field_count;
  Text *names = arena_array(making->arena, count + policy->attribute_count, sizeof *names);
  memcpy(names, making->fields, count * sizeof *names);
  for (size_t i = 0; i < policy->attribute_count; i++)
    names[count++] = policy->attributes[i].name;
  trial_refuse_name("field or attribute", cell->name, cell->at, names, count, making->error);
  if (making->error->hint[0])
    return false;
  return error_hint(making->error, "no rule reads it; fields that play no part are left out, or "
                                   "are named in customers { fields = { … } }");
}

static bool check_given(const Making *making) {
  for (size_t i = 0; i < making->test->customer_count; i++) {
    const TestCustomer *customer = &making->test->customers[i];
    for (size_t j = 0; j < customer->given_count; j++) {
      bool known = policy_attribute(making->policy, customer->given[j].name);
      for (size_t k = 0; k < making->field_count && !known; k++)
        known = text_equal(making->fields[k], customer->given[j].name);
      if (!known)
        return refuse_given(making, &customer->given[j]);
    }
  }
  return true;
}

/* --- columns --------------------------------------------------------------------- */

const TestCell *trial_cell(const TestCell *cells, size_t count, Text name) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(cells[i].name, name))
      return &cells[i];
  return NULL;
}

static const TestCell *cell_of(const TestCustomer *customer, Text name) {
  return trial_cell(customer->given, customer->given_count, name);
}

static bool is_text_by_policy(const Policy *policy, Text field) {
  for (size_t i = 0; i < policy->read.field_count; i++)
    if (text_equal(policy->read.fields[i].field, field))
      return text_equal(policy->read.fields[i].type, TEXT("text"));
  return false;
}

/* As a file's column would be: decimals where one of the numbers is. */
static void settle_numbers(Value *values, size_t rows) {
  bool decimals = false;
  for (size_t row = 0; row < rows; row++) {
    ValueKind kind = values[row].kind;
    decimals = decimals || kind == VALUE_DECIMAL;
    if (kind != VALUE_MISSING && kind != VALUE_INTEGER && kind != VALUE_DECIMAL)
      return;
  }
  for (size_t row = 0; decimals && row < rows; row++)
    if (values[row].kind == VALUE_INTEGER)
      values[row] = (Value){.kind = VALUE_DECIMAL, .decimal = (double)values[row].integer};
}

static void settle_dates(Value *values, size_t rows) {
  int32_t days;
  for (size_t row = 0; row < rows; row++)
    if (values[row].kind != VALUE_MISSING &&
        (values[row].kind != VALUE_TEXT || !date_from_iso(values[row].text, &days)))
      return;
  for (size_t row = 0; row < rows; row++)
    if (values[row].kind == VALUE_TEXT && date_from_iso(values[row].text, &days))
      values[row] = (Value){.kind = VALUE_DATE, .days = days};
}

void trial_settle(Value *values, size_t rows) {
  settle_numbers(values, rows);
  settle_dates(values, rows);
}

static Value *values_of(const Making *making, Text name) {
  size_t rows = making->test->customer_count;
  Value *values = arena_array(making->arena, rows, sizeof *values);
  for (size_t row = 0; row < rows; row++) {
    const TestCell *cell = cell_of(&making->test->customers[row], name);
    values[row] = cell ? cell->value : (Value){.kind = VALUE_MISSING};
  }
  if (!is_text_by_policy(making->policy, name))
    trial_settle(values, rows);
  return values;
}

/* The key: as it is given, else "customer", "customer 2", …; no two the same. */
static Column *key_column(const Making *making) {
  size_t rows = making->test->customer_count;
  Value *values = values_of(making, making->policy->read.key);
  for (size_t row = 0; row < rows; row++) {
    Buffer text = {0};
    if (values[row].kind == VALUE_MISSING)
      buffer_format(&text, row ? "customer %zu" : "customer", row + 1);
    else
      value_plain(&text, values[row]);
    values[row] = (Value){.kind = VALUE_TEXT, .text = text_copy(making->arena, buffer_view(&text))};
    buffer_free(&text);
  }
  return column_from_values(making->arena, making->policy->read.key, values, rows);
}

static bool check_keys(const Making *making, const Column *keys) {
  for (size_t row = 1; row < keys->rows; row++) {
    Text key = column_value(keys, row).text;
    for (size_t other = 0; other < row; other++) {
      Position at = making->test->customers[row].at;
      if (!text_equal(key, column_value(keys, other).text))
        continue;
      error_set(making->error, ERROR_INPUT, "two customers of this test have the key \"%.*s\"",
                TEXT_ARGS(key));
      return error_at(making->error, at.file, at.line, at.column);
    }
  }
  return true;
}

static Table *make_table(const Making *making) {
  Column **columns = arena_array(making->arena, making->field_count, sizeof(Column *));
  columns[0] = key_column(making);
  if (!check_keys(making, columns[0]))
    return NULL;
  for (size_t i = 1; i < making->field_count; i++)
    columns[i] = column_from_values(making->arena, making->fields[i],
                                    values_of(making, making->fields[i]), columns[0]->rows);
  return table_of_columns(making->policy->customers, columns, making->field_count, columns[0]->rows,
                          0);
}

static Givens given_attributes(const Making *making) {
  const Policy *policy = making->policy;
  size_t rows = making->test->customer_count, count = 0;
  Given *list = arena_array(making->arena, policy->attribute_count, sizeof *list);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    Text name = policy->attributes[i].name;
    uint8_t *given = arena_array(making->arena, rows, 1);
    bool any = false;
    for (size_t row = 0; row < rows; row++)
      any |= given[row] = cell_of(&making->test->customers[row], name) != NULL;
    if (any)
      list[count++] = (Given){
          name, column_from_values(making->arena, name, values_of(making, name), rows), given};
  }
  return (Givens){list, count};
}

/* --- the run --------------------------------------------------------------------- */

bool trial_run(Arena *arena, const TrialInput *input, Trial *trial, Error *error) {
  Policy *policy = input->policy;
  Making making = {.arena = arena, .policy = policy, .test = input->test, .error = error};
  *trial = (Trial){.policy = policy, .test = input->test};
  list_fields(&making);
  if (!check_given(&making))
    return false;
  trial->table = make_table(&making);
  if (!trial->table)
    return false;
  if (!policy_bind(policy, trial->table, error))
    return trial_blame_given(input, error);
  trial->events = trial_events(arena, input, trial->table, error);
  if (!trial->events)
    return false;
  DecideInput deciding = {.policy = policy,
                          .table = trial->table,
                          .events = trial->events,
                          .limits = jail_limits_default(),
                          .threads = 1,
                          .interpret = input->interpret,
                          .givens = given_attributes(&making),
                          .ask = input->ask,
                          .drop = answers_drop};
  return decide_run(arena, &deciding, &trial->decided, error);
}

void trial_drop(Trial *trial) {
  decide_drop(&trial->decided);
  for (size_t i = 0; trial->events && i < trial->policy->side_table_count; i++)
    events_drop(trial->events[i]);
  table_drop(trial->table);
}

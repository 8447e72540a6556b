#include "explain/again.h"

#include <math.h>

#include "base/date.h"
#include "base/file.h"
#include "base/json_read.h"
#include "base/memory.h"
#include "log/run_policy.h"

/* One JSON value of `read`; a text in a date column is a date again. */
static Value value_from_json(const json_t *json, bool is_date) {
  double number;
  Value value = {.kind = VALUE_MISSING};
  if (json_is_boolean(json))
    value = (Value){.kind = VALUE_BOOLEAN, .boolean = json_is_true(json)};
  else if (json_is_integer(json))
    value = (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(json)};
  else if (json_decimal(json, &number))
    value = (Value){.kind = VALUE_DECIMAL, .decimal = number};
  else if (json_is_string(json))
    value =
        (Value){.kind = VALUE_TEXT, .text = {json_string_value(json), json_string_length(json)}};
  int32_t days;
  if (is_date && value.kind == VALUE_TEXT && date_from_iso(value.text, &days))
    value = (Value){.kind = VALUE_DATE, .days = days};
  return value;
}

/* Whether the manifest says that this field or attribute holds dates. */
static bool is_date_column(const json_t *inputs, const char *name) {
  size_t i;
  json_t *column;
  json_array_foreach(json_object_get(inputs, "read"), i, column) {
    const char *found = json_string_value(json_object_get(column, "name"));
    const char *type = json_string_value(json_object_get(column, "type"));
    if (found && type && strcmp(found, name) == 0)
      return strcmp(type, "date") == 0;
  }
  return false;
}

/* One row: what the line read, what it missed, and the key. */
static Table *one_row(Arena *arena, const json_t *inputs, const json_t *line) {
  json_t *read = json_object_get(line, "read"), *missing = json_object_get(line, "missing");
  size_t count = 0, i;
  Column **made =
      arena_array(arena, json_object_size(read) + json_array_size(missing) + 1, sizeof *made);
  const char *name;
  json_t *item;
  json_object_foreach(read, name, item) {
    Value value = value_from_json(item, is_date_column(inputs, name));
    made[count++] = column_from_values(arena, text_copy(arena, text_of(name)), &value, 1);
  }
  json_array_foreach(missing, i, item) {
    Value value = {.kind = VALUE_MISSING};
    Text known = {json_string_value(item), json_string_length(item)};
    made[count++] = column_from_values(arena, text_copy(arena, known), &value, 1);
  }
  const json_t *key = json_object_get(line, "key");
  Value text = {.kind = VALUE_TEXT, .text = {json_string_value(key), json_string_length(key)}};
  made[count] = column_from_values(arena, TEXT("\x01key"), &text, 1);
  return table_of_columns(TEXT("customer"), made, count + 1, 1, count);
}

static Value named_value(const json_t *line, const json_t *field) {
  const char *name = json_string_value(json_object_get(field, "name"));
  const char *type = json_string_value(json_object_get(field, "type"));
  const json_t *found = json_object_get(json_object_get(line, "read"), name ? name : "");
  return found ? value_from_json(found, type && strcmp(type, "date") == 0)
               : (Value){.kind = VALUE_MISSING};
}

/* A row a line: all that the manifest says is in `read`, and the key. */
static Table *many_rows(Arena *arena, const json_t *inputs, json_t *const *lines, size_t count) {
  const json_t *read = json_object_get(inputs, "read");
  size_t fields = json_array_size(read);
  Column **made = arena_array(arena, fields + 1, sizeof *made);
  Value *values = memory_array(count, sizeof *values);
  for (size_t i = 0; i < fields; i++) {
    const json_t *field = json_array_get(read, i);
    const char *name = json_string_value(json_object_get(field, "name"));
    for (size_t row = 0; row < count; row++)
      values[row] = named_value(lines[row], field);
    Text known = text_copy(arena, text_of(name ? name : ""));
    made[i] = column_from_values(arena, known, values, count);
  }
  for (size_t row = 0; row < count; row++) {
    const json_t *key = json_object_get(lines[row], "key");
    values[row] =
        (Value){.kind = VALUE_TEXT, .text = {json_string_value(key), json_string_length(key)}};
  }
  made[fields] = column_from_values(arena, TEXT("\x01key"), values, count);
  memory_free(values);
  return table_of_columns(TEXT("customers"), made, fields + 1, count, fields);
}

static size_t add_step(Step *steps, size_t count, const Function *function, Text rule) {
  if (function->number < 0)
    return count;
  steps[count] = (Step){.function = function, .rule = rule, .kind = STEP_VERDICT};
  return count + 1;
}

/* Every condition of the policy, in its order. */
static size_t all_steps(const Policy *policy, Step *steps) {
  size_t count = 0;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    count = add_step(steps, count, &policy->exclusions[i].when, policy->exclusions[i].name);
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *group = &policy->segmentations[i];
    for (size_t j = 0; j < group->segment_count; j++)
      count = add_step(steps, count, &group->segments[j].when, group->segments[j].name);
    for (size_t j = 0; j < group->point_count; j++)
      count = add_step(steps, count, &group->points[j].when, group->points[j].name);
  }
  for (size_t i = 0; i < policy->selection_count; i++)
    count = add_step(steps, count, &policy->selections[i].when, policy->selections[i].name);
  return count;
}

static size_t most_steps(const Policy *policy) {
  size_t count = policy->exclusion_count + policy->selection_count;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    count += policy->segmentations[i].segment_count + policy->segmentations[i].point_count;
  return count;
}

static bool ask_all(Arena *arena, Again *again, Error *error) {
  Step *steps = arena_array(arena, most_steps(again->policy) + 1, sizeof *steps);
  size_t count = all_steps(again->policy, steps);
  for (size_t i = 0; i < count; i++)
    if ((size_t)steps[i].function->number >= again->function_count)
      again->function_count = (size_t)steps[i].function->number + 1;
  again->step_of = arena_array(arena, again->function_count, sizeof *again->step_of);
  for (size_t i = 0; i < again->function_count; i++)
    again->step_of[i] = SIZE_MAX;
  for (size_t i = 0; i < count; i++)
    again->step_of[steps[i].function->number] = i;
  Asking asking = {.policy = again->policy,
                   .table = again->table,
                   .steps = steps,
                   .step_count = count,
                   .limits = jail_limits_default(),
                   .threads = 1,
                   .trace = again->table->rows == 1};
  again->answers = policy_ask(arena, &asking, error);
  return again->answers != NULL;
}

static bool parse_lines(Arena *arena, const Run *run, const Text *lines, Again *again,
                        Error *error) {
  json_error_t why;
  for (size_t i = 0; i < again->line_count; i++) {
    again->lines[i] = json_loadb(lines[i].bytes, lines[i].length, JSON_ALLOW_NUL, &why);
    if (again->lines[i])
      continue;
    error_set(error, ERROR_INPUT, "this decision line is not JSON: %s", why.text);
    error_at(error, text_of(file_join(arena, run->folder, "decisions.ndjson")), 0, 0);
    return error_hint(error, "the log was changed after the run");
  }
  return true;
}

Again *again_ask_lines(Arena *arena, const Run *run, const Text *lines, size_t count,
                       Error *error) {
  const json_t *inputs = json_object_get(run->manifest, "inputs");
  Again *again = arena_new(arena, sizeof *again);
  again->lines = arena_array(arena, count, sizeof *again->lines);
  again->line_count = count;
  bool good = parse_lines(arena, run, lines, again, error);
  again->mask = run_mask(arena, run);
  again->policy = good ? run_policy(arena, run, error) : NULL;
  if (again->policy) {
    again->table = count == 1 ? one_row(arena, inputs, again->lines[0])
                              : many_rows(arena, inputs, again->lines, count);
    again_turn(again, 0);
    if (ask_all(arena, again, error))
      return again;
  }
  again_close(again);
  return NULL;
}

Again *again_ask(Arena *arena, const Run *run, Text line, Error *error) {
  return again_ask_lines(arena, run, &line, 1, error);
}

void again_turn(Again *again, size_t number) {
  again->row = number;
  again->line = again->lines[number];
}

Again *again_ask_row(Arena *arena, Policy *policy, const Table *table, size_t row, Error *error) {
  Again *again = arena_new(arena, sizeof *again);
  Column **columns = arena_array(arena, table->column_count, sizeof *columns);
  for (size_t i = 0; i < table->column_count; i++) {
    Value value = column_value(&table->columns[i], row);
    columns[i] = column_from_values(arena, table->columns[i].name, &value, 1);
  }
  again->policy = policy;
  again->table = table_of_columns(table->name, columns, table->column_count, 1, table->key);
  if (ask_all(arena, again, error))
    return again;
  again_close(again);
  return NULL;
}

void again_close(Again *again) {
  answers_drop(again->answers);
  table_drop(again->table);
  for (size_t i = 0; i < again->line_count; i++)
    json_decref(again->lines[i]);
}

static size_t step_of(const Again *again, const Function *function) {
  if (function->number < 0 || (size_t)function->number >= again->function_count)
    return SIZE_MAX;
  return again->step_of[function->number];
}

Verdict again_verdict(const Again *again, const Function *function) {
  size_t step = step_of(again, function);
  return step == SIZE_MAX ? VERDICT_NOT_ASKED : (Verdict)again->answers->verdicts[step][again->row];
}

bool again_ran(const Again *again, const Function *function, size_t *at, const LineRan **line) {
  size_t step = step_of(again, function);
  for (; step != SIZE_MAX && *at < again->answers->ran_count; (*at)++)
    if (again->answers->ran[*at].step == step) {
      *line = &again->answers->ran[(*at)++];
      return true;
    }
  return false;
}

/* The first trouble of this row: they are sorted. */
static size_t first_trouble(const Answers *answers, size_t row) {
  size_t low = 0, high = answers->trouble_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (answers->troubles[middle].row < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const TroubleDetail *again_trouble(const Again *again, const Function *function) {
  const Answers *answers = again->answers;
  size_t step = step_of(again, function), i = first_trouble(answers, again->row);
  for (; i < answers->trouble_count && answers->troubles[i].row == again->row; i++)
    if (answers->troubles[i].step == step)
      return &answers->details[answers->troubles[i].detail];
  return NULL;
}

bool again_blind(const Again *again, const Function *function) {
  return mask_touches(&again->mask, function);
}

bool again_hides(const Again *again, Text name) {
  const json_t *read = json_object_get(again->line, "read");
  return mask_hides(&again->mask, name) &&
         json_is_object(json_object_getn(read, name.bytes, name.length));
}

bool again_value(const Again *again, Text name, Value *value) {
  const Column *column = table_column(again->table, name);
  if (!column)
    return false;
  *value = column_value(column, again->row);
  return true;
}

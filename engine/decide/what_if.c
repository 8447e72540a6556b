#include "decide/what_if.h"

#include <math.h>

#include "base/date.h"
#include "base/memory.h"
#include "decide/questions.h"

typedef struct Making {
  Asker *asker;
  Arena *arena;
  const Scenario *scenario;
  Text title; /* scenario "a competitor", or --set: for messages */
  const Table *as_is;
  size_t as_is_fields;
  const Answers *answers; /* a step a change */
  WhatIf *what_if;
  Column *columns; /* of the other world's table */
  Given *givens;
  Error *error;
} Making;

/* --- asking ---------------------------------------------------------------------- */

static bool ask(Making *making) {
  const Scenario *scenario = making->scenario;
  Step *steps = arena_array(making->arena, scenario->change_count, sizeof *steps);
  for (size_t i = 0; i < scenario->change_count; i++) {
    const Change *change = &scenario->changes[i];
    steps[i] = (Step){.function = &change->function,
                      .rule = making->title,
                      .kind = STEP_VALUE,
                      .parts = change->parts,
                      .part_count = change->part_count,
                      .part = change->part};
  }
  making->answers = asker_ask(making->asker, steps, scenario->change_count, NULL, making->error);
  return making->answers != NULL;
}

/* Changes of one function stand or fall together. */
static bool same_function(const Scenario *scenario, size_t one, size_t other) {
  return scenario->changes[one].function.number == scenario->changes[other].function.number;
}

/* One trouble for each function and customer: all parts of a function tell the same. */
static void gather_unknown(Making *making) {
  const Answers *answers = making->answers;
  const Scenario *scenario = making->scenario;
  Decisions found = {.rows = making->as_is->rows};
  Unknowns *unknowns = unknowns_make(making->arena, making->as_is->rows);
  Trouble *troubles = memory_array(answers->trouble_count + 1, sizeof *troubles);
  Text *rules = arena_array(making->arena, scenario->change_count, sizeof *rules);
  Answers first = *answers;
  first.troubles = troubles;
  first.trouble_count = 0;
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *one = &answers->troubles[i];
    const Trouble *last = first.trouble_count ? &troubles[first.trouble_count - 1] : NULL;
    if (!last || last->row != one->row || !same_function(scenario, last->step, one->step))
      troubles[first.trouble_count++] = *one;
  }
  for (size_t i = 0; i < scenario->change_count; i++)
    rules[i] = questions_rule(making->arena, "scenario", scenario->name);
  unknowns_answers(unknowns, &first, rules);
  unknowns_finish(unknowns, &found, false);
  making->what_if->unknown = found.unknown_kinds;
  making->what_if->unknown_count = found.unknown_kind_count;
  memory_free(troubles);
}

/* --- what a customer's value becomes ----------------------------------------------- */

/* Whether a change of this function could not be worked out for the row. */
static bool failed(const Making *making, size_t number, size_t row) {
  const Scenario *scenario = making->scenario;
  for (size_t i = 0; i < scenario->change_count; i++)
    if (same_function(scenario, i, number) && making->answers->verdicts[i][row] == VERDICT_UNKNOWN)
      return true;
  return false;
}

/* False: it stays as it is. */
static bool becomes(const Making *making, size_t number, size_t row, Value *value) {
  uint8_t verdict = making->answers->verdicts[number][row];
  if (verdict == VERDICT_UNKNOWN || failed(making, number, row))
    return false;
  *value = column_value(making->answers->values[number], row);
  return verdict == VERDICT_YES || !making->scenario->changes[number].parts;
}

static bool has_no_end(Value value) {
  return value.kind == VALUE_DECIMAL && !isfinite(value.decimal);
}

/* A number without end stays one: a division by 0 that the policy has already. */
static bool is_number(Value old, Value value) {
  return value.kind == VALUE_INTEGER ||
         (value.kind == VALUE_DECIMAL && (!has_no_end(value) || has_no_end(old)));
}

/* Whether the value is of the column's kind; a date as text becomes a date. Where nobody has
 * a value, every kind is; but a number without end is none. */
static bool fits(const Column *column, Value old, Value *value) {
  int32_t days;
  if (value->kind == VALUE_DECIMAL && !is_number(old, *value))
    return false;
  if (value->kind == VALUE_MISSING || column->missing_count == column->rows)
    return true;
  switch (column->type) {
  case COLUMN_INTEGER:
  case COLUMN_DECIMAL:
    return is_number(old, *value);
  case COLUMN_BOOLEAN:
    return value->kind == VALUE_BOOLEAN;
  case COLUMN_TEXT:
    return value->kind == VALUE_TEXT;
  case COLUMN_DATE:
    if (value->kind == VALUE_TEXT && date_from_iso(value->text, &days))
      *value = (Value){.kind = VALUE_DATE, .days = days};
    return value->kind == VALUE_DATE;
  default:
    return true;
  }
}

static const char *wanted(ColumnType type) {
  return type == COLUMN_BOOLEAN ? "true or false"
         : type == COLUMN_DATE  ? "dates, like \"2026-05-21\""
         : type == COLUMN_TEXT  ? "texts"
                                : "numbers";
}

static bool is_attribute(const Making *making, const Column *column) {
  return column >= making->as_is->columns + making->as_is_fields;
}

static bool refuse(const Making *making, const Column *column, size_t row, Value value) {
  char scratch[24];
  Buffer shown = {0};
  Position at = making->scenario->at;
  if (has_no_end(value))
    buffer_string(&shown, "of a division by 0, which is no number,");
  else if (value.kind == VALUE_TEXT)
    value_json(&shown, value);
  else
    value_plain(&shown, value);
  Text key = table_key(making->as_is, row, scratch);
  error_set(making->error, ERROR_INPUT,
            "%.*s gives \"%.*s\" the value %.*s for customer %.*s; that %s holds %s",
            TEXT_ARGS(making->title), TEXT_ARGS(column->name), (int)shown.length, shown.bytes,
            TEXT_ARGS(key), is_attribute(making, column) ? "attribute" : "field",
            wanted(column->type));
  buffer_free(&shown);
  return error_at(making->error, at.file, at.line, at.column);
}

/* --- the other world ---------------------------------------------------------------- */

static WhatIfField *field_of(Making *making, Text name) {
  WhatIf *what_if = making->what_if;
  for (size_t i = 0; i < what_if->field_count; i++)
    if (text_equal(what_if->fields[i].name, name))
      return &what_if->fields[i];
  WhatIfField *field = &what_if->fields[what_if->field_count++];
  field->name = name;
  return field;
}

/* What a field of the table becomes; the last change of a field counts. */
static bool set_field(Making *making, size_t number, size_t column) {
  size_t rows = making->as_is->rows;
  const Column *before = &making->as_is->columns[column];
  WhatIfField *field = field_of(making, before->name);
  Value *values = memory_array(rows + 1, sizeof *values);
  bool good = true;
  field->customers = 0;
  for (size_t row = 0; row < rows && good; row++) {
    Value value, old = column_value(before, row);
    values[row] = column_value(&making->columns[column], row);
    if (becomes(making, number, row, &value)) {
      good = fits(before, old, &value) || refuse(making, before, row, value);
      values[row] = value;
    }
    field->customers += !value_equal(values[row], old);
  }
  if (good)
    making->columns[column] = *column_from_values(making->arena, before->name, values, rows);
  memory_free(values);
  return good;
}

static Given *given_of(Making *making, Text attribute) {
  Givens *givens = &making->what_if->givens;
  for (size_t i = 0; i < givens->count; i++)
    if (text_equal(making->givens[i].attribute, attribute))
      return &making->givens[i];
  return &making->givens[givens->count++];
}

static bool set_attribute(Making *making, size_t number, const Column *before) {
  size_t rows = making->as_is->rows;
  WhatIfField *field = field_of(making, before->name);
  Given *given = given_of(making, before->name);
  uint8_t *set = arena_array(making->arena, rows, 1);
  Value *values = memory_array(rows + 1, sizeof *values);
  bool good = true;
  field->customers = 0;
  for (size_t row = 0; row < rows && good; row++) {
    Value value, old = column_value(before, row);
    values[row] = given->rows ? column_value(given->values, row) : (Value){.kind = VALUE_MISSING};
    set[row] = given->rows && given->rows[row];
    if (becomes(making, number, row, &value)) {
      good = fits(before, old, &value) || refuse(making, before, row, value);
      values[row] = value;
      set[row] = 1;
    }
    field->customers += set[row] && !value_equal(values[row], old);
  }
  if (good)
    *given =
        (Given){before->name, column_from_values(making->arena, before->name, values, rows), set};
  memory_free(values);
  return good;
}

/* The place of a field among the columns; SIZE_MAX: it is an attribute. */
static size_t place_of(const Making *making, Text name) {
  for (size_t i = 0; i < making->as_is_fields; i++)
    if (text_equal(making->as_is->columns[i].name, name))
      return i;
  return SIZE_MAX;
}

static bool set_all(Making *making) {
  for (size_t i = 0; i < making->scenario->change_count; i++) {
    Text name = making->scenario->changes[i].field;
    size_t place = place_of(making, name);
    if (!(place == SIZE_MAX ? set_attribute(making, i, table_column(making->as_is, name))
                            : set_field(making, i, place)))
      return false;
  }
  return true;
}

static void forget(Making *making, Text name) {
  size_t rows = making->as_is->rows, place = place_of(making, name);
  const Column *before = table_column(making->as_is, name);
  Value *none = memory_array(rows + 1, sizeof *none); /* VALUE_MISSING is 0 */
  const Column *missing = column_from_values(making->arena, before->name, none, rows);
  memory_free(none);
  field_of(making, name)->customers = rows - before->missing_count;
  if (place != SIZE_MAX) {
    making->columns[place] = *missing;
    return;
  }
  uint8_t *all = arena_array(making->arena, rows, 1);
  memset(all, 1, rows);
  *given_of(making, name) = (Given){before->name, missing, all};
}

static void make_table(Making *making) {
  const Table *as_is = making->as_is;
  Column **columns = arena_array(making->arena, making->as_is_fields, sizeof *columns);
  for (size_t i = 0; i < making->as_is_fields; i++)
    columns[i] = &making->columns[i];
  making->what_if->table =
      table_of_columns(as_is->name, columns, making->as_is_fields, as_is->rows, as_is->key);
}

bool what_if_make(Asker *asker, size_t field_count, const Scenario *scenario, WhatIf *what_if,
                  Error *error) {
  Arena *arena = asker->arena;
  size_t most = scenario->change_count + scenario->forget_count;
  Making making = {.asker = asker,
                   .arena = arena,
                   .scenario = scenario,
                   .title = scenario->at.line ? questions_title(arena, "scenario", scenario->name)
                                              : scenario->name,
                   .as_is = asker->table,
                   .as_is_fields = field_count,
                   .what_if = what_if,
                   .columns = arena_array(arena, field_count, sizeof(Column)),
                   .givens = arena_array(arena, most, sizeof(Given)),
                   .error = error};
  *what_if =
      (WhatIf){.scenario = scenario, .fields = arena_array(arena, most, sizeof(WhatIfField))};
  what_if->givens.list = making.givens;
  memcpy(making.columns, asker->table->columns, field_count * sizeof(Column));
  if (!ask(&making) || !set_all(&making))
    return false;
  for (size_t i = 0; i < scenario->forget_count; i++)
    forget(&making, scenario->forget[i]);
  gather_unknown(&making);
  make_table(&making);
  return true;
}

void what_if_drop(WhatIf *what_if) {
  table_drop(what_if->table);
}

/* A value of a wrong kind is the test's slip, not the policy's: the test's cell is named. */
#include "base/date.h"
#include "decide/trial_parts.h"

static bool is_at(const Error *error, Position at) {
  return error->line == at.line && error->column == at.column &&
         text_equal(text_of(error->file), at.file);
}

static bool is_number(Value value) {
  return value.kind == VALUE_INTEGER || value.kind == VALUE_DECIMAL;
}

static bool is_day(Value value) {
  int32_t days;
  return value.kind == VALUE_DATE || (value.kind == VALUE_TEXT && date_from_iso(value.text, &days));
}

/* Whether this value may be what the role cannot do with. */
static bool is_odd(Text role, Value value) {
  if (value.kind == VALUE_MISSING)
    return false;
  if (text_equal(role, TEXT("since")))
    return !is_day(value);
  if (text_equal(role, TEXT("need.field")))
    return is_day(value);
  if (text_equal(role, TEXT("by")))
    return value.kind == VALUE_DECIMAL || is_day(value);
  return !is_number(value);
}

/* "sum in attribute "s" takes a number; "amt" of ev is text" -> the test's cell, and why. */
static bool blame(const TestCell *cell, Error *error) {
  Buffer shown = {0};
  Error told = *error;
  const char *end = strstr(told.message, "; \"");
  value_json(&shown, cell->value);
  error_set(error, ERROR_INPUT, "\"%.*s\" is given %.*s here, but %.*s (line %ld of %s)",
            TEXT_ARGS(cell->name), (int)shown.length, shown.bytes,
            (int)(end ? (size_t)(end - told.message) : strlen(told.message)), told.message,
            told.line, told.file);
  buffer_free(&shown);
  return error_at(error, cell->at.file, cell->at.line, cell->at.column);
}

static const TestCell *odd_cell(const TestCell *cells, size_t count, Text name, Text role) {
  const TestCell *cell = trial_cell(cells, count, name);
  return cell && is_odd(role, cell->value) ? cell : NULL;
}

bool trial_blame_given(const TrialInput *input, Error *error) {
  for (size_t i = 0; i < input->policy->mention_count; i++) {
    const Mention *mention = &input->policy->mentions[i];
    for (size_t k = 0; is_at(error, mention->at) && k < input->test->customer_count; k++) {
      const TestCustomer *customer = &input->test->customers[k];
      const TestCell *cell =
          odd_cell(customer->given, customer->given_count, mention->name, mention->role);
      if (cell)
        return blame(cell, error);
    }
  }
  return false;
}

static const TestCell *odd_event(const TestCustomer *customer, Text table, Text field) {
  for (size_t i = 0; i < customer->event_count; i++) {
    const TestEvents *events = &customer->events[i];
    for (size_t row = 0; text_equal(events->table, table) && row < events->row_count; row++) {
      const TestCell *cell =
          odd_cell(events->rows[row].cells, events->rows[row].cell_count, field, TEXT("of"));
      if (cell)
        return cell;
    }
  }
  return NULL;
}

bool trial_blame_event(const TrialInput *input, size_t side, Error *error) {
  const Policy *policy = input->policy;
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    bool concerned = attribute->kind == ATTRIBUTE_EVENTS && attribute->events.table == side &&
                     is_at(error, attribute->at);
    for (size_t k = 0; concerned && k < input->test->customer_count; k++) {
      const TestCell *cell = odd_event(&input->test->customers[k], policy->side_tables[side].name,
                                       attribute->events.of);
      if (cell)
        return blame(cell, error);
    }
  }
  return false;
}

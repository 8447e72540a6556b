/* The events that a test gives its customers, as side tables. */
#include "base/date.h"
#include "decide/trial_parts.h"

typedef struct Making {
  Arena *arena;
  const TrialInput *input;
  const Table *customers;
  const SideTable *side;
  Text *fields; /* of, on, then all that the policy names */
  size_t field_count, rows;
  Error *error;
} Making;

static void list_fields(Making *making) {
  const Policy *policy = making->input->policy;
  const SideTable *side = making->side;
  size_t most = policy->event_mention_count + side->field_count + 2;
  making->fields = arena_array(making->arena, most, sizeof(Text));
  making->field_count = 0;
  trial_add_name(making->fields, &making->field_count, side->of);
  if (side->on.length)
    trial_add_name(making->fields, &making->field_count, side->on);
  for (size_t i = 0; i < policy->event_mention_count; i++)
    if (text_equal(policy->event_mentions[i].table, side->name))
      trial_add_name(making->fields, &making->field_count, policy->event_mentions[i].name);
  for (size_t i = 0; i < side->field_count; i++)
    trial_add_name(making->fields, &making->field_count, side->fields[i].name);
}

/* What a customer's events of this side table are; NULL: none are given. */
static const TestEvents *given_to(const Making *making, size_t customer) {
  const TestCustomer *given = &making->input->test->customers[customer];
  for (size_t i = 0; i < given->event_count; i++)
    if (text_equal(given->events[i].table, making->side->name))
      return &given->events[i];
  return NULL;
}

/* --- what may be given ----------------------------------------------------------- */

static bool refuse_key(const Making *making, const TestCell *cell) {
  error_set(making->error, ERROR_INPUT, "\"%.*s\" says whose event it is; the test says that",
            TEXT_ARGS(cell->name));
  error_at(making->error, cell->at.file, cell->at.line, cell->at.column);
  return error_hint(making->error, "leave it out: these events are of the customer they are given");
}

static bool refuse_field(const Making *making, const TestCell *cell) {
  Text near = text_nearest(cell->name, making->fields + 1, making->field_count - 1);
  error_set(making->error, ERROR_INPUT, "the policy names no field \"%.*s\" of events \"%.*s\"",
            TEXT_ARGS(cell->name), TEXT_ARGS(making->side->name));
  error_at(making->error, cell->at.file, cell->at.line, cell->at.column);
  return near.length
             ? error_hint(making->error, "did you mean \"%.*s\"?", TEXT_ARGS(near))
             : error_hint(making->error, "no attribute looks at it; fields that play no part are "
                                         "left out, or are named in events { fields = { … } }");
}

static bool check_cell(const Making *making, const TestCell *cell) {
  int32_t days;
  if (text_equal(cell->name, making->side->of))
    return refuse_key(making, cell);
  bool known = false;
  for (size_t i = 1; i < making->field_count && !known; i++)
    known = text_equal(making->fields[i], cell->name);
  if (!known)
    return refuse_field(making, cell);
  if (!text_equal(cell->name, making->side->on) || cell->value.kind == VALUE_MISSING ||
      (cell->value.kind == VALUE_TEXT && date_from_iso(cell->value.text, &days)))
    return true;
  error_set(making->error, ERROR_INPUT, "\"%.*s\" is the day of the event, written like 2026-11-21",
            TEXT_ARGS(cell->name));
  return error_at(making->error, cell->at.file, cell->at.line, cell->at.column);
}

static bool check_cells(Making *making) {
  making->rows = 0;
  for (size_t i = 0; i < making->input->test->customer_count; i++) {
    const TestEvents *events = given_to(making, i);
    for (size_t row = 0; events && row < events->row_count; row++, making->rows++)
      for (size_t c = 0; c < events->rows[row].cell_count; c++)
        if (!check_cell(making, &events->rows[row].cells[c]))
          return false;
  }
  return true;
}

/* All tables that the test names are the policy's. */
static bool check_tables(Arena *arena, const TrialInput *input, Error *error) {
  const Policy *policy = input->policy;
  Text *names = arena_array(arena, policy->side_table_count, sizeof *names);
  for (size_t i = 0; i < policy->side_table_count; i++)
    names[i] = policy->side_tables[i].name;
  for (size_t i = 0; i < input->test->customer_count; i++)
    for (size_t k = 0; k < input->test->customers[i].event_count; k++) {
      const TestEvents *events = &input->test->customers[i].events[k];
      bool known = false;
      for (size_t s = 0; s < policy->side_table_count && !known; s++)
        known = text_equal(names[s], events->table);
      if (!known)
        return trial_refuse_name("events", events->table, events->at, names,
                                 policy->side_table_count, error);
    }
  return true;
}

/* --- the table ------------------------------------------------------------------- */

static Value value_of(const Making *making, size_t customer, const TestRow *row, size_t field) {
  if (field == 0)
    return column_value(&making->customers->columns[making->customers->key], customer);
  const TestCell *cell = trial_cell(row->cells, row->cell_count, making->fields[field]);
  return cell ? cell->value : (Value){.kind = VALUE_MISSING};
}

static Column *make_column(const Making *making, size_t field) {
  Value *values = arena_array(making->arena, making->rows, sizeof *values);
  size_t at = 0;
  for (size_t i = 0; i < making->input->test->customer_count; i++) {
    const TestEvents *events = given_to(making, i);
    for (size_t row = 0; events && row < events->row_count; row++)
      values[at++] = value_of(making, i, &events->rows[row], field);
  }
  if (field > 0)
    trial_settle(values, making->rows);
  return column_from_values(making->arena, making->fields[field], values, making->rows);
}

static Events *make_events(Making *making, size_t number) {
  const Policy *policy = making->input->policy;
  making->side = &policy->side_tables[number];
  list_fields(making);
  if (!check_cells(making))
    return NULL;
  Column **columns = arena_array(making->arena, making->field_count, sizeof *columns);
  for (size_t i = 0; i < making->field_count; i++)
    columns[i] = make_column(making, i);
  Table *table =
      table_of_columns(making->side->name, columns, making->field_count, making->rows, SIZE_MAX);
  if (!policy_bind_events(policy, number, table, making->error)) {
    trial_blame_event(making->input, number, making->error);
    table_drop(table);
    return NULL;
  }
  return events_make(table, making->side->of, making->side->on, making->customers, policy->as_of,
                     1);
}

Events **trial_events(Arena *arena, const TrialInput *input, const Table *customers, Error *error) {
  size_t count = input->policy->side_table_count;
  Making making = {.arena = arena, .input = input, .customers = customers, .error = error};
  Events **events = arena_array(arena, count + 1, sizeof *events);
  bool good = check_tables(arena, input, error);
  for (size_t i = 0; good && i < count; i++)
    good = (events[i] = make_events(&making, i)) != NULL;
  for (size_t i = 0; !good && i < count; i++)
    events_drop(events[i]);
  return good ? events : NULL;
}

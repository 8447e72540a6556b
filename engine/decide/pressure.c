#include "decide/pressure.h"

#include "base/memory.h"
#include "decide/measure.h"
#include "policy/span.h"

static bool has_pressure(const Selection *selection) {
  return selection->pressure.max > 0;
}

/* Zeros: nobody has events. */
static Column *nothing(Arena *arena, size_t customers) {
  Column *column = arena_new(arena, sizeof *column);
  *column = (Column){.type = COLUMN_INTEGER,
                     .width = 1,
                     .rows = customers,
                     .cells = arena_array(arena, customers + 1, 1)};
  return column;
}

const Column **pressure_counts(Arena *arena, const Policy *policy, Events *const *events,
                               size_t customers, size_t threads) {
  const Column **counts = arena_array(arena, policy->selection_count, sizeof *counts);
  Measure *measures = memory_array(policy->selection_count + 1, sizeof *measures);
  size_t count = 0, taken = 0;
  for (size_t i = 0; events && i < policy->selection_count; i++)
    if (has_pressure(&policy->selections[i]))
      measures[count++] =
          (Measure){.name = policy->selections[i].name,
                    .word = EVENT_COUNT,
                    .events = events[policy->selections[i].pressure.table],
                    .after = span_before(policy->selections[i].pressure.within, policy->as_of)};
  Column **columns = measures_take(arena, measures, count, threads);
  for (size_t i = 0; i < policy->selection_count; i++)
    if (has_pressure(&policy->selections[i]))
      counts[i] = events ? columns[taken++] : nothing(arena, customers);
  memory_free(measures);
  return counts;
}

/* How many of the selections before this one chose each customer. */
static uint16_t *count_chosen(Arena *arena, const SelectionInput *input) {
  uint16_t *chosen = arena_array(arena, input->table->rows, sizeof *chosen);
  for (size_t other = 0; other < input->number; other++)
    for (size_t row = 0; row < input->table->rows; row++)
      chosen[row] += input->earlier[other].state[row] == STATE_SELECTED;
  return chosen;
}

void pressure_apply(Arena *arena, const SelectionInput *input, uint8_t *state,
                    PressureDecision *decided) {
  const Pressure *pressure = &input->policy->selections[input->number].pressure;
  if (pressure->max <= 0 || !input->contacts)
    return;
  uint16_t *chosen = count_chosen(arena, input);
  for (size_t row = 0; row < input->table->rows; row++)
    if (state[row] == STATE_SELECTED &&
        column_integer(input->contacts, row) + chosen[row] >= pressure->max)
      state[row] = STATE_CONTACTED_ENOUGH;
  *decided = (PressureDecision){.events = input->policy->side_tables[pressure->table].name,
                                .counted = input->contacts,
                                .chosen = chosen,
                                .max = pressure->max,
                                .months = pressure->within.unit == SPAN_MONTHS,
                                .span = pressure->within.count};
}

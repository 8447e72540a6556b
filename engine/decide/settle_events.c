#include "decide/settle_events.h"

#include "decide/event_attributes.h"
#include "decide/pressure.h"

static void drop(void *table) {
  table_drop(table);
}

bool settle_events(Arena *arena, const DecideInput *input, size_t rows, SettledEvents *settled,
                   Error *error) {
  Table *table = table_of_columns(input->policy->customers, NULL, 0, rows, SIZE_MAX);
  Decisions *doubts = arena_new(arena, sizeof *doubts);
  Unknowns *unknowns = unknowns_make(arena, rows);
  Asker asker = {.ask = input->ask,
                 .drop = input->drop,
                 .arena = arena,
                 .policy = input->policy,
                 .table = table,
                 .limits = input->limits,
                 .threads = input->threads,
                 .interpret = input->interpret};
  arena_finally(arena, drop, table);
  bool good = event_attributes_add(&asker, table, input->events, unknowns, error);
  asker_drop(&asker);
  if (!good)
    return false;
  unknowns_finish(unknowns, doubts, true);
  settled->attributes = table;
  settled->doubts = doubts;
  settled->contacts = pressure_counts(arena, input->policy, input->events, rows, input->threads);
  return true;
}

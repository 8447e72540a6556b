#include "decide/event_attributes.h"

#include <stdlib.h>

#include "base/memory.h"
#include "decide/lost.h"
#include "decide/measure.h"
#include "decide/questions.h"
#include "policy/span.h"

typedef struct Adding {
  Asker *asker;
  Events *const *events;
  Unknowns *unknowns;
  Measure *measures;    /* of the attributes over events, in the policy's order */
  const Attribute **of; /* [measure] */
  size_t count;
} Adding;

static void list_measures(Adding *adding) {
  const Policy *policy = adding->asker->policy;
  Arena *arena = adding->asker->arena;
  adding->measures = arena_array(arena, policy->attribute_count, sizeof *adding->measures);
  adding->of = arena_array(arena, policy->attribute_count, sizeof *adding->of);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (attribute->kind != ATTRIBUTE_EVENTS)
      continue;
    const EventMeasure *told = &attribute->events;
    Events *events = adding->events[told->table];
    adding->of[adding->count] = attribute;
    adding->measures[adding->count++] =
        (Measure){.name = attribute->name,
                  .word = told->word == EVENT_LOST ? EVENT_COUNT : told->word,
                  .events = events,
                  .of = told->of.length ? table_column(events->table, told->of) : NULL,
                  .after = span_before(told->within, policy->as_of),
                  .none = told->none};
  }
}

/* --- events of which `where` is unknown -------------------------------------------- */

typedef struct Doubt {
  uint32_t customer, kind; /* kind: place of the detail among the sorted ones */
} Doubt;

static int by_customer(const void *left, const void *right) {
  const Doubt *a = left, *b = right;
  int order = (a->customer > b->customer) - (a->customer < b->customer);
  return order ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

static int compare_details(const TroubleDetail *a, const TroubleDetail *b) {
  int order = (a->line > b->line) - (a->line < b->line);
  if (order == 0)
    order = text_compare(a->message, b->message);
  if (order == 0)
    order = (a->missing_count > b->missing_count) - (a->missing_count < b->missing_count);
  for (size_t i = 0; order == 0 && i < a->missing_count; i++)
    order = text_compare(a->missing[i], b->missing[i]);
  return order;
}

/* The place of each detail in an order that rows have no part in. */
static uint32_t *rank_details(const Answers *answers) {
  uint32_t *ranks = memory_array(answers->detail_count + 1, sizeof *ranks);
  for (size_t i = 0; i < answers->detail_count; i++)
    for (size_t other = 0; other < answers->detail_count; other++)
      ranks[i] += compare_details(&answers->details[other], &answers->details[i]) < 0;
  return ranks;
}

static UnknownKind kind_of(Arena *arena, const Attribute *attribute, const SideTable *side,
                           const TroubleDetail *detail) {
  Text *missing = arena_array(arena, detail->missing_count, sizeof *missing);
  for (size_t i = 0; i < detail->missing_count; i++)
    missing[i] =
        text_format(arena, "%.*s.%.*s", TEXT_ARGS(side->name), TEXT_ARGS(detail->missing[i]));
  Text message = detail->message;
  if (message.length)
    message =
        text_format(arena, "%.*s, in a row of %.*s", TEXT_ARGS(message), TEXT_ARGS(side->name));
  return (UnknownKind){.rule = questions_rule(arena, "attribute", attribute->name),
                       .missing = missing,
                       .missing_count = detail->missing_count,
                       .message = message,
                       .line = detail->line};
}

/* Whether the event would count if `where` said yes. */
static bool is_concerned(const Measure *measure, size_t event) {
  const Events *events = measure->events;
  bool dated = measure->after != INT32_MIN && events->on && events->on->type == COLUMN_DATE;
  return (!dated || ((const int32_t *)events->on->cells)[event] > measure->after) &&
         (!measure->of || !column_missing(measure->of, event));
}

/* Those of customers who are given the attribute are nobody's concern. */
static size_t list_doubts(const Adding *adding, size_t number, const Answers *answers, size_t step,
                          const uint32_t *ranks, Doubt *doubts) {
  const Measure *measure = &adding->measures[number];
  const Given *given = givens_find(&adding->asker->givens, measure->name);
  size_t count = 0;
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *trouble = &answers->troubles[i];
    if (trouble->step != step || !is_concerned(measure, trouble->row))
      continue;
    uint32_t customer = measure->events->customer[trouble->row];
    if (!given || !given->rows[customer])
      doubts[count++] = (Doubt){customer, ranks[trouble->detail]};
  }
  if (count)
    qsort(doubts, count, sizeof *doubts, by_customer);
  return count;
}

static void note_doubts(const Adding *adding, size_t number, const Answers *answers,
                        const uint32_t *ranks, const Doubt *doubts, size_t count) {
  Measure *measure = &adding->measures[number];
  const Attribute *attribute = adding->of[number];
  Arena *arena = adding->asker->arena;
  uint64_t *unknown = arena_array(arena, measure->events->customers / 64 + 1, sizeof *unknown);
  uint32_t *kinds = memory_array(answers->detail_count + 1, sizeof *kinds); /* number + 1 */
  for (size_t i = 0; i < count; i++) {
    uint32_t row = doubts[i].customer, rank = doubts[i].kind;
    if (i > 0 && by_customer(&doubts[i - 1], &doubts[i]) == 0)
      continue;
    for (size_t d = 0; !kinds[rank] && d < answers->detail_count; d++)
      if (ranks[d] == rank)
        kinds[rank] =
            1 + unknowns_kind(adding->unknowns,
                              kind_of(arena, attribute,
                                      &adding->asker->policy->side_tables[attribute->events.table],
                                      &answers->details[d]));
    unknowns_note(adding->unknowns, row, kinds[rank] - 1);
    unknown[row / 64] |= (uint64_t)1 << (row % 64);
  }
  measure->unknown = unknown;
  memory_free(kinds);
}

static void take_doubts(const Adding *adding, size_t number, const Answers *answers, size_t step) {
  unknowns_stage(adding->unknowns);
  if (!answers->trouble_count)
    return;
  Doubt *doubts = memory_array(answers->trouble_count, sizeof *doubts);
  uint32_t *ranks = rank_details(answers);
  size_t count = list_doubts(adding, number, answers, step, ranks, doubts);
  if (count)
    note_doubts(adding, number, answers, ranks, doubts, count);
  memory_free(ranks);
  memory_free(doubts);
}

/* --- asking ------------------------------------------------------------------------ */

/* Each `where` over this side table, all in one asking. */
static bool ask_wheres(const Adding *adding, size_t table, Error *error) {
  Asker *asker = adding->asker;
  Step *steps = arena_array(asker->arena, adding->count, sizeof *steps);
  size_t *numbers = arena_array(asker->arena, adding->count, sizeof *numbers);
  size_t count = 0;
  for (size_t i = 0; i < adding->count; i++) {
    const Attribute *attribute = adding->of[i];
    if (attribute->events.table != table || attribute->events.where.number < 0)
      continue;
    numbers[count] = i;
    steps[count++] = (Step){.function = &attribute->events.where,
                            .rule = questions_title(asker->arena, "attribute", attribute->name),
                            .kind = STEP_VERDICT};
  }
  if (count == 0)
    return true;
  const Table *customers = asker->table;
  asker->table = adding->events[table]->table;
  const Answers *answers = asker_ask(asker, steps, count, NULL, error);
  asker->table = customers;
  for (size_t i = 0; answers && i < count; i++) {
    adding->measures[numbers[i]].where = answers->verdicts[i];
    take_doubts(adding, numbers[i], answers, i);
  }
  return answers != NULL;
}

static bool is_lost(const Adding *adding, size_t number) {
  return adding->of[number]->events.word == EVENT_LOST;
}

static Column *take_lost(const Adding *adding, size_t number) {
  const EventMeasure *told = &adding->of[number]->events;
  Lost lost = {.after = &adding->measures[number],
               .visits = adding->events[told->lost],
               .as_of = adding->asker->policy->as_of,
               .over = told->over};
  return lost_take(adding->asker->arena, &lost);
}

/* Nobody has any events. */
static void add_none(Asker *asker, Table *table) {
  const Policy *policy = asker->policy;
  Value *values = memory_array(table->rows + 1, sizeof *values);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (attribute->kind != ATTRIBUTE_EVENTS)
      continue;
    for (size_t row = 0; row < table->rows; row++)
      values[row] = measure_none(attribute->events.word, attribute->events.none);
    table_add(table, column_from_values(asker->arena, attribute->name, values, table->rows));
  }
  memory_free(values);
}

bool event_attributes_add(Asker *asker, Table *table, Events *const *events, Unknowns *unknowns,
                          Error *error) {
  Adding adding = {.asker = asker, .events = events, .unknowns = unknowns};
  if (!events) {
    add_none(asker, table);
    return true;
  }
  list_measures(&adding);
  if (adding.count == 0)
    return true;
  for (size_t i = 0; i < asker->policy->side_table_count; i++)
    if (!ask_wheres(&adding, i, error))
      return false;
  Column **columns = measures_take(asker->arena, adding.measures, adding.count, asker->threads);
  for (size_t i = 0; i < adding.count; i++)
    table_add(table, is_lost(&adding, i) ? take_lost(&adding, i) : columns[i]);
  return true;
}

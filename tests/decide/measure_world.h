/* Random events of random customers, and random measures of them. */
#ifndef HELDER_TESTS_DECIDE_MEASURE_WORLD_H
#define HELDER_TESTS_DECIDE_MEASURE_WORLD_H
#include <check.h>
#include <stdlib.h>

#include "condition/verdict.h"
#include "decide/measure.h"

enum { SEEDS = 60, MOST_EVENTS = 400, MOST_CUSTOMERS = 40, FIELDS = 10, MONEY = 3, TODAY = 20000 };

typedef struct World {
  Arena *arena;
  uint64_t state;
  size_t events, customers;
  Value *keys;           /* [event]: as the side table has them */
  Value *days;           /* [event] */
  Value *fields[FIELDS]; /* [event] */
  uint8_t *where;        /* [event], as the file has them */
  uint8_t *joined_where; /* as the Events have them */
  uint32_t *owner;       /* [event]: a customer, or one above all */
  uint64_t *unknown;
  Table *table;
  Events *joined;
} World;

static size_t chance(World *world, size_t most) {
  world->state = world->state * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (size_t)(world->state >> 33) % most;
}

static Value integer(int64_t number) {
  return (Value){.kind = VALUE_INTEGER, .integer = number};
}

static Value text(World *world, const char *before, size_t number) {
  return (Value){.kind = VALUE_TEXT, .text = text_format(world->arena, "%s%zu", before, number)};
}

static Value any(World *world, size_t field) {
  static const int64_t huge[] = {INT64_MAX, INT64_MIN, INT64_MAX - 1, 1, -1, 1000000007};
  static const double money[] = {19.99, 0.1, -0.1, 5, 0.02, 123456789.125, -7.5, 1e6};
  static const double wild[] = {1.0 / 3, 0.1, -0.1, 1e15, 0.02, 123456789.125, -7.5, 1e-3};
  switch (field) {
  case 0:
    return integer((int64_t)chance(world, 9) - 4);
  case 1:
    return integer((int64_t)chance(world, 200) * 1000 - 7);
  case 2:
    return integer(huge[chance(world, 6)]);
  case MONEY:
    return (Value){.kind = VALUE_DECIMAL, .decimal = money[chance(world, 8)]};
  case 4:
    return (Value){.kind = VALUE_DECIMAL, .decimal = wild[chance(world, 8)]};
  case 5:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = chance(world, 2)};
  case 6:
    return (Value){.kind = VALUE_DATE, .days = TODAY - (int32_t)chance(world, 50)};
  case 7:
    return text(world, "kind ", chance(world, 5));
  case 8:
    return text(world, "", chance(world, 150));
  default:
    return (Value){.kind = VALUE_MISSING};
  }
}

static void make_fields(World *world) {
  for (size_t field = 0; field < FIELDS; field++) {
    size_t gaps = chance(world, 3) * 4;
    world->fields[field] = arena_array(world->arena, MOST_EVENTS, sizeof(Value));
    for (size_t event = 0; event < world->events; event++)
      if (gaps == 0 || chance(world, gaps) > 0)
        world->fields[field][event] = any(world, field);
  }
}

static void make_events(World *world) {
  world->keys = arena_array(world->arena, MOST_EVENTS, sizeof(Value));
  world->days = arena_array(world->arena, MOST_EVENTS, sizeof(Value));
  world->where = arena_array(world->arena, MOST_EVENTS, 1);
  world->owner = arena_array(world->arena, MOST_EVENTS, sizeof(uint32_t));
  for (size_t event = 0; event < world->events; event++) {
    world->owner[event] = (uint32_t)chance(world, world->customers + 2);
    if (chance(world, 20) > 0)
      world->keys[event] = integer(1000 + (int64_t)world->owner[event]);
    if (chance(world, 20) > 0)
      world->days[event] =
          (Value){.kind = VALUE_DATE, .days = TODAY + 5 - (int32_t)chance(world, 60)};
    world->where[event] = (uint8_t)chance(world, 3);
  }
  make_fields(world);
}

static Table *make_customers(const World *world) {
  Value *keys = arena_array(world->arena, MOST_CUSTOMERS, sizeof *keys);
  for (size_t row = 0; row < world->customers; row++)
    keys[row] = integer(1000 + (int64_t)row);
  Column *column = column_from_values(world->arena, TEXT("id"), keys, world->customers);
  return table_of_columns(TEXT("customers"), &column, 1, world->customers, 0);
}

/* The side table with its rows in this order. */
static Events *join(const World *world, const uint32_t *order) {
  Column *columns[FIELDS + 2];
  for (size_t i = 0; i < FIELDS + 2; i++) {
    const Value *from = i == 0 ? world->keys : i == 1 ? world->days : world->fields[i - 2];
    Value *values = arena_array(world->arena, MOST_EVENTS, sizeof *values);
    for (size_t event = 0; event < world->events; event++)
      values[event] = from[order[event]];
    Text name = i == 0   ? TEXT("of")
                : i == 1 ? TEXT("on")
                         : text_format(world->arena, "field %zu", i - 2);
    columns[i] = column_from_values(world->arena, name, values, world->events);
  }
  Table *side = table_of_columns(TEXT("side"), columns, FIELDS + 2, world->events, SIZE_MAX);
  return events_make(side, TEXT("of"), TEXT("on"), world->table, TODAY, 2);
}

static bool is_counted(const World *world, size_t event) {
  return world->keys[event].kind != VALUE_MISSING && world->owner[event] < world->customers &&
         world->days[event].kind == VALUE_DATE && world->days[event].days <= TODAY;
}

/* Verdicts of the events that count, by customer, then in this order. */
static uint8_t *join_where(const World *world, const uint32_t *order) {
  uint8_t *where = arena_array(world->arena, MOST_EVENTS, 1);
  size_t count = 0;
  for (size_t row = 0; row < world->customers; row++)
    for (size_t i = 0; i < world->events; i++)
      if (world->owner[order[i]] == row && is_counted(world, order[i]))
        where[count++] = world->where[order[i]];
  return where;
}

static void start(World *world, uint64_t seed) {
  *world = (World){.arena = arena_make(), .state = seed * 7919 + 1};
  world->events = seed % 7 == 0 ? seed / 7 % 3 : chance(world, MOST_EVENTS);
  world->customers = chance(world, MOST_CUSTOMERS);
  make_events(world);
  world->unknown = arena_array(world->arena, 2, sizeof *world->unknown);
  for (size_t row = 0; row < world->customers; row++)
    world->unknown[row / 64] |= (uint64_t)(chance(world, 15) == 0) << (row % 64);
  world->table = make_customers(world);
  uint32_t order[MOST_EVENTS];
  for (uint32_t event = 0; event < world->events; event++)
    order[event] = event;
  world->joined = join(world, order);
  world->joined_where = join_where(world, order);
}

static void end(World *world) {
  events_drop(world->joined);
  table_drop(world->table);
  arena_drop(world->arena);
}

static bool fits(EventWord word, size_t field) {
  if (word == EVENT_SUM || word == EVENT_MEAN)
    return field <= 4 || field == 9;
  return (word != EVENT_MIN && word != EVENT_MAX) || field != 5;
}

/* What stands in for no events: of the field's kind, now and then one of another type. */
static Value none_of(World *world, EventWord word, size_t field) {
  if (chance(world, 2) || field == 9)
    return (Value){.kind = VALUE_MISSING};
  if (word == EVENT_COUNT || word == EVENT_DISTINCT || word == EVENT_SUM || word == EVENT_MEAN)
    return chance(world, 3) ? integer(7) : (Value){.kind = VALUE_DECIMAL, .decimal = 0.25};
  if (field == 7 || field == 8)
    return chance(world, 2) ? text(world, "never", 0) : text(world, "", 3);
  return field == 6 ? (Value){.kind = VALUE_DATE, .days = 5} : any(world, field);
}

static Measure random_measure(World *world, size_t *field) {
  Measure measure = {.name = TEXT("a"), .events = world->joined, .after = INT32_MIN};
  do {
    measure.word = (EventWord)chance(world, EVENT_DISTINCT + 1);
    *field = chance(world, FIELDS);
  } while (!fits(measure.word, *field));
  if (measure.word != EVENT_COUNT)
    measure.of = table_column(world->joined->table, text_format(world->arena, "field %zu", *field));
  if (chance(world, 2))
    measure.after = TODAY - (int32_t)chance(world, 70);
  if (chance(world, 2))
    measure.where = world->joined_where;
  if (chance(world, 3) == 0)
    measure.unknown = world->unknown;
  measure.none = none_of(world, measure.word, *field);
  return measure;
}
#endif

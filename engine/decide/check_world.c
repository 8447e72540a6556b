#include "decide/check_world.h"

#include <float.h>

#include "condition/number.h"
#include "policy/find.h"

#define MOST_IN_A_FILE INT64_C(999999999999999999) /* of 18 digits: load/format.h */

/* --- fields --------------------------------------------------------------------- */

static Interval of_type(ColumnType type) {
  Value most = number_integer(MOST_IN_A_FILE), least = number_integer(-MOST_IN_A_FILE);
  switch (type) {
  case COLUMN_INTEGER:
    return interval_numbers(INTERVAL_INTEGER, least, most);
  case COLUMN_DECIMAL:
    return interval_numbers(INTERVAL_DECIMAL, number_decimal_value(-DBL_MAX),
                            number_decimal_value(DBL_MAX));
  case COLUMN_BOOLEAN:
    return interval_of_kinds(INTERVAL_TRUE | INTERVAL_FALSE);
  case COLUMN_DATE:
    return interval_days();
  case COLUMN_TEXT:
    return interval_of_kinds(INTERVAL_TEXT);
  default:
    return interval_of_kinds(INTERVAL_VALUES);
  }
}

/* Whatever a file may hold; nan is not among it. */
static Interval of_any_file(void) {
  unsigned kinds = INTERVAL_VALUES & ~(unsigned)INTERVAL_NAN;
  return interval_numbers(kinds, number_decimal_value(-DBL_MAX), number_decimal_value(DBL_MAX));
}

/* Of a field that is read as the policy says, from this table (NULL: whatever the data). */
static Interval of_column(const ReadOptions *read, const Table *table, Text field) {
  ColumnType type;
  for (size_t i = 0; i < read->field_count; i++) {
    const FieldOption *option = &read->fields[i];
    if (text_equal(option->field, field) && column_type_from_name(option->type, &type))
      return of_type(type);
  }
  const Column *column = table ? table_column(table, field) : NULL;
  if (!column || column->missing_count == column->rows)
    return of_any_file();
  return of_type(column->type);
}

/* --- attributes ----------------------------------------------------------------- */

static Interval places(int64_t most) {
  return interval_numbers(INTERVAL_INTEGER, number_integer(1), number_integer(most));
}

/* Of a function that stays with the VM: the type that came out, but any number. */
static Interval of_opaque(const World *world, const Attribute *attribute) {
  const Column *column = world->table ? table_column(world->table, attribute->name) : NULL;
  if (!column || column->missing_count == column->rows)
    return interval_of_kinds(INTERVAL_VALUES);
  if (column->type == COLUMN_INTEGER || column->type == COLUMN_DECIMAL)
    return interval_of_kinds(INTERVAL_NUMBER | INTERVAL_NAN);
  return of_type(column->type);
}

/* What a word answers of the events that a customer has. */
static Interval of_events(const World *world, const EventMeasure *measure) {
  switch (measure->word) {
  case EVENT_COUNT:
  case EVENT_DISTINCT:
    return interval_numbers(INTERVAL_INTEGER, number_integer(0), number_integer(MOST_IN_A_FILE));
  case EVENT_SUM:
  case EVENT_MEAN:
  case EVENT_LOST:
    return interval_of_kinds(INTERVAL_NUMBER);
  default: {
    const Table *table = world->events ? world->events[measure->table]->table : NULL;
    return of_column(&world->policy->side_tables[measure->table].read, table, measure->of);
  }
  }
}

/* And of whoever has none. */
static Interval of_measure(const World *world, const EventMeasure *measure) {
  Interval some = of_events(world, measure);
  return measure->none.kind == VALUE_MISSING ? some
                                             : interval_join(some, interval_of(measure->none));
}

static Interval of_attribute(const World *world, size_t number) {
  const Attribute *attribute = &world->policy->attributes[number];
  const Tree *tree = world->attributes[number];
  Interval interval;
  if (attribute->kind == ATTRIBUTE_NTILE || attribute->kind == ATTRIBUTE_CUTS)
    interval = places(attribute->tiles);
  else if (attribute->kind == ATTRIBUTE_BINS)
    interval = places((int64_t)attribute->break_count + 1);
  else if (attribute->kind == ATTRIBUTE_SHARE)
    interval = interval_numbers(INTERVAL_DECIMAL, number_decimal_value(0), number_decimal_value(1));
  else if (attribute->kind == ATTRIBUTE_EVENTS)
    interval = of_measure(world, &attribute->events);
  else if (tree)
    interval = world_interval(world, tree, NULL);
  else
    interval = of_opaque(world, attribute);
  interval.kinds &= ~(unsigned)INTERVAL_ERROR; /* then it is missing */
  interval.kinds |= INTERVAL_MISSING;
  return interval;
}

/* --- both ----------------------------------------------------------------------- */

static Interval of_name(const World *world, Text name) {
  if (world->side)
    return of_column(&world->side->read, world->table, name);
  const Attribute *attribute = policy_attribute(world->policy, name);
  if (!attribute)
    return of_column(&world->policy->read, world->table, name);
  size_t number = (size_t)(attribute - world->policy->attributes);
  return number < world->interval_count ? world->intervals[number]
                                        : interval_of_kinds(INTERVAL_VALUES);
}

static Interval field_of(const void *context, Text name) {
  const World *world = context;
  Interval interval = of_name(world, name);
  interval.kinds |= INTERVAL_MISSING;
  if (world->missing.length && text_equal(world->missing, name))
    return interval_of_kinds(INTERVAL_MISSING);
  if (world->all_known && interval.kinds != INTERVAL_MISSING)
    interval.kinds &= ~(unsigned)INTERVAL_MISSING;
  return interval;
}

void world_complete(Arena *arena, World *world) {
  const Policy *policy = world->policy;
  world->intervals = arena_array(arena, policy->attribute_count, sizeof *world->intervals);
  world->prover = prover_make(arena, field_of, world, policy->as_of);
  for (size_t i = 0; i < policy->attribute_count && !world->side; i++) {
    world->intervals[i] = of_attribute(world, i);
    world->interval_count++;
  }
}

Interval world_interval(const World *world, const Tree *tree, const TreeNode *part) {
  return prover_interval(world->prover, prover_term(world->prover, tree, part));
}

/* Whom a rule is asked of: the customers, or the events of a side table. */
#include <ctype.h>

#include "decide/check_parts.h"

static World *world_of(const Checking *checking, int side, bool typed, bool all_known) {
  World *world = arena_new(checking->arena, sizeof *world);
  *world = (World){.policy = checking->policy,
                   .side = side < 0 ? NULL : &checking->policy->side_tables[side],
                   .attributes = checking->attribute_trees,
                   .all_known = all_known,
                   .missing = TEXT("")};
  if (typed) {
    world->events = checking->events;
    world->table = checking->places[side + 1].table;
  }
  return world;
}

static World *completed(const Checking *checking, World *world) {
  world_complete(checking->arena, world);
  return world;
}

static void make_place(Checking *checking, int side) {
  CheckPlace *place = &checking->places[side + 1];
  place->whom = side < 0 ? checking->policy->customers : checking->policy->side_tables[side].name;
  if (checking->table)
    place->table = side < 0 ? checking->table : checking->events[side]->table;
  place->whatever = completed(checking, world_of(checking, side, false, false));
  place->whatever_known = completed(checking, world_of(checking, side, false, true));
  if (!place->table)
    return;
  place->ranges = arena_array(checking->arena, place->table->column_count, sizeof *place->ranges);
  if (side < 0) {
    place->kept_ranges = checking->input->ranges;
    place->kept_count = checking->input->range_count;
  }
  place->typed = completed(checking, world_of(checking, side, true, false));
  place->typed_known = completed(checking, world_of(checking, side, true, true));
}

void check_places_make(Checking *checking) {
  size_t sides = checking->policy->side_table_count;
  checking->places = arena_array(checking->arena, sides + 1, sizeof *checking->places);
  for (int side = -1; side < (int)sides; side++)
    make_place(checking, side);
}

const CheckPlace *check_place(const Checking *checking, const CheckRule *rule) {
  return &checking->places[rule->side + 1];
}

World *check_world_without(const Checking *checking, const CheckRule *rule, Text field) {
  World *world = world_of(checking, rule->side, true, false);
  world->missing = field;
  return completed(checking, world);
}

Text check_parameter(const CheckRule *rule) {
  Text source = rule->function->source;
  const char *open = memchr(source.bytes, '(', source.length);
  if (!open)
    return TEXT("g");
  const char *first = open + 1, *end = source.bytes + source.length, *last;
  while (first < end && isspace((unsigned char)*first))
    first++;
  for (last = first; last < end && (isalnum((unsigned char)*last) || *last == '_');)
    last++;
  return last > first ? (Text){first, (size_t)(last - first)} : TEXT("g");
}

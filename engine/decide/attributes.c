#include "decide/attributes.h"

#include "decide/placing.h"
#include "decide/questions.h"

/* Does attribute `reader` read one of the attributes first … reader - 1? */
static bool reads_one_of(const Attribute *attributes, size_t first, size_t reader) {
  const Function *is = &attributes[reader].is;
  for (size_t i = 0; i < is->read_count; i++)
    for (size_t other = first; other < reader; other++)
      if (text_equal(is->reads[i], attributes[other].name))
        return true;
  return false;
}

/* The end of the run of `is` attributes from `first` that can be asked together. */
static size_t batch_end(const Policy *policy, size_t first) {
  size_t end = first + 1;
  while (end < policy->attribute_count && policy->attributes[end].kind == ATTRIBUTE_IS &&
         !reads_one_of(policy->attributes, first, end))
    end++;
  return end;
}

static bool add_batch(Asker *asker, Table *table, size_t first, size_t end, Unknowns *unknowns,
                      Error *error) {
  size_t count = end - first;
  Step *steps = arena_array(asker->arena, count, sizeof *steps);
  Text *rules = arena_array(asker->arena, count, sizeof *rules);
  for (size_t i = 0; i < count; i++) {
    const Attribute *attribute = &asker->policy->attributes[first + i];
    steps[i] = (Step){.function = &attribute->is,
                      .rule = questions_title(asker->arena, "attribute", attribute->name),
                      .kind = STEP_VALUE};
    const Given *given = givens_find(&asker->givens, attribute->name);
    steps[i].skip = given ? given->rows : NULL;
    rules[i] = questions_rule(asker->arena, "attribute", attribute->name);
  }
  const Answers *answers = asker_ask(asker, steps, count, NULL, error);
  if (!answers)
    return false;
  unknowns_answers(unknowns, answers, rules);
  for (size_t i = 0; i < count; i++) {
    Column column = *answers->values[i];
    column.name = asker->policy->attributes[first + i].name;
    table_add(table, &column);
  }
  return true;
}

/* Given values take the place of what was worked out for the last `count` columns. */
static void lay_given(const Asker *asker, Table *table, size_t count) {
  for (size_t i = table->column_count - count; i < table->column_count; i++) {
    const Given *given = givens_find(&asker->givens, table->columns[i].name);
    if (given)
      table->columns[i] = given_lay(asker->arena, given, &table->columns[i]);
  }
}

/* Events of all customers were measured before. */
static void lay_events(Asker *asker, Table *table, Unknowns *unknowns) {
  const Policy *policy = asker->policy;
  const Places *places = asker->places;
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Place *place = places_find(places, policy->attributes[i].name);
    if (policy->attributes[i].kind != ATTRIBUTE_EVENTS || !place->settled)
      continue;
    Column column = places_lay(asker->arena, place->settled, asker->before, table->rows);
    table_add(table, &column);
  }
  if (places->last && places->doubts)
    unknowns_lay(unknowns, places->doubts, asker->before);
}

bool attributes_add(Asker *asker, Table *table, Events *const *events, const uint32_t *by_key,
                    Unknowns *unknowns, Error *error) {
  const Policy *policy = asker->policy;
  Placing placing = {asker, table, by_key, unknowns};
  size_t fields = table->column_count;
  if (asker->places)
    lay_events(asker, table, unknowns);
  else if (!event_attributes_add(asker, table, events, unknowns, error))
    return false;
  lay_given(asker, table, table->column_count - fields);
  for (size_t at = 0; at < policy->attribute_count;) {
    if (policy->attributes[at].kind == ATTRIBUTE_EVENTS) {
      at++;
      continue;
    }
    bool asked = policy->attributes[at].kind == ATTRIBUTE_IS;
    size_t end = asked ? batch_end(policy, at) : at + 1;
    bool good = asked ? add_batch(asker, table, at, end, unknowns, error)
                      : placing_add(&placing, &policy->attributes[at], error);
    if (!good)
      return false;
    lay_given(asker, table, end - at);
    at = end;
  }
  return true;
}

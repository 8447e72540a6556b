#include "decide/placing.h"

#include "decide/order.h"
#include "decide/population.h"
#include "decide/questions.h"
#include "decide/tiles.h"

static bool refuse_kind(const Attribute *attribute, const char *role, Text name, const char *wanted,
                        const Column *column, Error *error) {
  error_set(error, ERROR_INPUT, "%s in attribute \"%.*s\" must be %s; \"%.*s\" is %s", role,
            TEXT_ARGS(attribute->name), wanted, TEXT_ARGS(name), column_type_name(column->type));
  return error_at(error, attribute->at.file, attribute->at.line, attribute->at.column);
}

/* The column that the attribute names in this place; NULL with the Error filled. */
static const Column *named_column(const Table *table, const Attribute *attribute, const char *role,
                                  Error *error) {
  Text name = strcmp(role, "order") == 0 ? attribute->order : attribute->of;
  const Column *column = table_column(table, name);
  if (!column) {
    error_set(error, ERROR_INTERNAL, "the attribute \"%.*s\" comes before \"%.*s\"",
              TEXT_ARGS(attribute->name), TEXT_ARGS(name));
    return NULL;
  }
  const char *wanted = policy_attribute_wants(attribute, text_of(role), column);
  if (wanted)
    refuse_kind(attribute, role, name, wanted, column, error);
  return wanted ? NULL : column;
}

/* What the attribute names; `order` is NULL where it names none. */
static bool named_columns(const Table *table, const Attribute *attribute, Population *population,
                          const Column **order, Error *error) {
  bool queue = attribute->kind == ATTRIBUTE_AHEAD;
  *order = NULL;
  population->reverse = attribute->reverse;
  population->of = named_column(table, attribute, queue ? "ahead" : "of", error);
  if (population->of && queue)
    *order = named_column(table, attribute, "order", error);
  return population->of && (!queue || *order);
}

static bool ask_only(const Placing *placing, const Attribute *attribute, Population *population,
                     Error *error) {
  if (!attribute->only)
    return true;
  Arena *arena = placing->asker->arena;
  Step step = {.function = attribute->only,
               .rule = questions_title(arena, "only of attribute", attribute->name),
               .kind = STEP_VERDICT};
  Text rule = questions_rule(arena, "attribute", attribute->name);
  const Answers *answers = asker_ask(placing->asker, &step, 1, NULL, error);
  if (!answers)
    return false;
  unknowns_answers(placing->unknowns, answers, &rule);
  population->only = answers->verdicts[0];
  return true;
}

/* Who is left out of a sum because the own number is no amount. */
static void note_no_amounts(const Placing *placing, const Attribute *attribute,
                            const Population *population) {
  uint32_t kind = UINT32_MAX;
  Arena *arena = placing->asker->arena;
  unknowns_stage(placing->unknowns);
  for (size_t row = 0; row < population->of->rows; row++) {
    double number;
    if (!population_has(population, row) || !order_number(population->of, row, &number) ||
        population_is_amount(number))
      continue;
    if (kind == UINT32_MAX) {
      UnknownKind made = {.rule = questions_rule(arena, "attribute", attribute->name),
                          .line = attribute->at.line};
      made.message = text_format(arena, "%s needs a number of 0 or more in %.*s",
                                 attribute->kind == ATTRIBUTE_SHARE ? "a share" : "ahead",
                                 TEXT_ARGS(attribute->of));
      kind = unknowns_kind(placing->unknowns, made);
    }
    unknowns_note(placing->unknowns, row, kind);
  }
}

static const Column *make_column(Arena *arena, const Attribute *attribute,
                                 const Population *population, const Column *order) {
  switch (attribute->kind) {
  case ATTRIBUTE_NTILE:
    return tiles_ntile(arena, population, attribute->tiles);
  case ATTRIBUTE_CUTS:
    return tiles_cuts(arena, population, attribute->tiles, attribute->added);
  case ATTRIBUTE_QUANTILE:
    return population_quantile(arena, population, attribute->fraction);
  case ATTRIBUTE_SHARE:
    return population_share(arena, population);
  case ATTRIBUTE_AHEAD:
    return population_ahead(arena, population, order);
  default:
    return tiles_bins(arena, population, attribute->breaks, attribute->break_count);
  }
}

static bool sums_amounts(const Attribute *attribute) {
  return attribute->kind == ATTRIBUTE_AHEAD || attribute->kind == ATTRIBUTE_SHARE;
}

/* Of a piece: who belongs, or its rows of what is settled. */
static bool add_place(const Placing *placing, const Attribute *attribute, Place *place,
                      Error *error) {
  const Asker *asker = placing->asker;
  Population population = {.of = table_column(placing->table, attribute->of)};
  bool tells = asker->places->last;
  place->only = NULL;
  if ((tells || !place->settled) && !ask_only(placing, attribute, &population, error))
    return false;
  place->only = population.only;
  if (!place->settled)
    return true;
  if (tells && sums_amounts(attribute))
    note_no_amounts(placing, attribute, &population);
  Column column = places_lay(asker->arena, place->settled, asker->before, placing->table->rows);
  column.name = attribute->name;
  table_add(placing->table, &column);
  return true;
}

bool placing_add(const Placing *placing, const Attribute *attribute, Error *error) {
  Population population = {.by_key = placing->by_key};
  const Column *order;
  Place *place = places_find(placing->asker->places, attribute->name);
  if (place)
    return add_place(placing, attribute, place, error);
  if (!named_columns(placing->table, attribute, &population, &order, error) ||
      !ask_only(placing, attribute, &population, error))
    return false;
  if (sums_amounts(attribute))
    note_no_amounts(placing, attribute, &population);
  Column column = *make_column(placing->asker->arena, attribute, &population, order);
  column.name = attribute->name;
  table_add(placing->table, &column);
  return true;
}

const Column *placing_settle(Arena *arena, const Attribute *attribute, const Table *table,
                             const uint32_t *by_key, const uint8_t *only, Error *error) {
  Population population = {.by_key = by_key, .only = only};
  const Column *order;
  if (!named_columns(table, attribute, &population, &order, error))
    return NULL;
  return make_column(arena, attribute, &population, order);
}

#include "decide/attributes.h"

#include "decide/questions.h"
#include "decide/tiles.h"

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

static bool refuse_texts(const Attribute *attribute, Error *error) {
  error_set(error, ERROR_INPUT,
            "attribute \"%.*s\" divides \"%.*s\", which holds texts; it takes numbers or dates",
            TEXT_ARGS(attribute->name), TEXT_ARGS(attribute->of));
  return error_at(error, attribute->at.file, attribute->at.line, attribute->at.column);
}

static bool add_divided(Arena *arena, const Attribute *attribute, Table *table,
                        const uint32_t *by_key, Error *error) {
  const Column *of = table_column(table, attribute->of);
  if (!of)
    return error_set(error, ERROR_INTERNAL, "the attribute \"%.*s\" comes before \"%.*s\"",
                     TEXT_ARGS(attribute->name), TEXT_ARGS(attribute->of));
  if (of->type == COLUMN_TEXT && of->missing_count < of->rows)
    return refuse_texts(attribute, error);
  const Column *divided = attribute->kind == ATTRIBUTE_NTILE
                              ? tiles_ntile(arena, of, attribute->tiles, by_key)
                              : tiles_bins(arena, of, attribute->breaks, attribute->break_count);
  Column column = *divided;
  column.name = attribute->name;
  table_add(table, &column);
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

bool attributes_add(Asker *asker, Table *table, const uint32_t *by_key, Unknowns *unknowns,
                    Error *error) {
  const Policy *policy = asker->policy;
  for (size_t at = 0; at < policy->attribute_count;) {
    bool asked = policy->attributes[at].kind == ATTRIBUTE_IS;
    size_t end = asked ? batch_end(policy, at) : at + 1;
    bool good = asked ? add_batch(asker, table, at, end, unknowns, error)
                      : add_divided(asker->arena, &policy->attributes[at], table, by_key, error);
    if (!good)
      return false;
    lay_given(asker, table, end - at);
    at = end;
  }
  return true;
}

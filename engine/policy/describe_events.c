#include "policy/describe_events.h"

#include "policy/describe.h"
#include "policy/describe_json.h"

static const char *const words[] = {
    [EVENT_COUNT] = "count", [EVENT_SUM] = "sum",           [EVENT_MEAN] = "mean",
    [EVENT_MIN] = "min",     [EVENT_MAX] = "max",           [EVENT_FIRST] = "first",
    [EVENT_LAST] = "last",   [EVENT_DISTINCT] = "distinct", [EVENT_LOST] = "lost",
};

const char *event_word_name(EventWord word) {
  return words[word];
}

void describe_side_tables(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list = json_object_get(description, "events");
  policy->side_table_count = json_array_size(list);
  policy->side_tables = arena_array(arena, policy->side_table_count, sizeof(SideTable));
  for (size_t i = 0; i < policy->side_table_count; i++) {
    const json_t *item = json_array_get(list, i);
    SideTable *side = &policy->side_tables[i];
    side->name = describe_text(item, "name");
    side->at = describe_at(item);
    side->of = describe_text(item, "of");
    side->on = describe_text(item, "on");
    side->fields = describe_fields(arena, item, &side->read);
    side->field_count = side->read.field_count;
    side->read.link = side->of;
    side->source = describe_phrase(item, "source");
  }
}

static size_t table_number(const Policy *policy, Text name) {
  size_t number = 0;
  while (number < policy->side_table_count && !text_equal(policy->side_tables[number].name, name))
    number++;
  return number;
}

EventMeasure describe_measure(Arena *arena, const json_t *attribute, const Policy *policy) {
  EventMeasure measure = {.table = table_number(policy, describe_text(attribute, "events")),
                          .of = describe_text(attribute, "of"),
                          .within = describe_span(attribute, "within"),
                          .where = describe_function(arena, attribute, "where"),
                          .none = describe_value(attribute, "none"),
                          .lost = table_number(policy, describe_text(attribute, "lost")),
                          .over = describe_span(attribute, "over").count};
  Text word = describe_text(attribute, "word");
  for (int i = EVENT_COUNT; i <= EVENT_LOST; i++)
    if (text_equal(word, text_of(words[i])))
      measure.word = (EventWord)i;
  return measure;
}

Pressure describe_pressure(const json_t *selection, const Policy *policy) {
  const json_t *pressure = json_object_get(selection, "pressure");
  return (Pressure){.table = table_number(policy, describe_text(pressure, "events")),
                    .max = describe_whole(pressure, "max", 0),
                    .within = describe_span(pressure, "within")};
}

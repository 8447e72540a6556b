#include "policy/describe.h"

#include "base/date.h"
#include "policy/describe_events.h"
#include "policy/describe_json.h"

/* The list under `key`, and room for as many items. */
static void *list_of(Arena *arena, const json_t *object, const char *key, size_t bytes,
                     const json_t **list, size_t *count) {
  *list = json_object_get(object, key);
  *count = json_array_size(*list);
  return arena_array(arena, *count, bytes);
}

static void describe_header(const json_t *description, Policy *policy) {
  const json_t *header = json_object_get(description, "policy");
  policy->name = describe_text(header, "name");
  policy->version = describe_text(header, "version");
  policy->owner = describe_text(header, "owner");
  policy->purpose = describe_text(header, "purpose");
  policy->data = describe_text(header, "data");
  policy->at = describe_at(header);
}

static FieldOption field_option(Arena *arena, const json_t *field) {
  Text decimal = describe_text(field, "decimal");
  FieldOption option = {.field = describe_text(field, "name"),
                        .decimal = decimal.length ? decimal.bytes[0] : 0,
                        .date_order = describe_text(field, "date_order"),
                        .type = describe_text(field, "type")};
  if (json_object_get(field, "missing"))
    option.missing = describe_texts(arena, field, "missing", &option.missing_count);
  return option;
}

static Direction describe_direction(Text only) {
  if (text_equal(only, TEXT("up")))
    return DIRECTION_UP;
  return text_equal(only, TEXT("down")) ? DIRECTION_DOWN : DIRECTION_ANY;
}

/* A number, or a date as text. */
static Value describe_bound(const json_t *field, const char *key) {
  const json_t *bound = json_object_get(field, key);
  int32_t days;
  if (json_is_integer(bound))
    return (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(bound)};
  if (json_is_real(bound))
    return (Value){.kind = VALUE_DECIMAL, .decimal = json_real_value(bound)};
  if (json_is_string(bound) && date_from_iso(describe_text(field, key), &days))
    return (Value){.kind = VALUE_DATE, .days = days};
  return (Value){.kind = VALUE_MISSING};
}

FieldInfo *describe_fields(Arena *arena, const json_t *table, ReadOptions *read) {
  const json_t *fields;
  size_t count;
  FieldInfo *infos = list_of(arena, table, "fields", sizeof(FieldInfo), &fields, &count);
  FieldOption *options = arena_array(arena, count, sizeof(FieldOption));
  for (size_t i = 0; i < count; i++) {
    const json_t *field = json_array_get(fields, i);
    infos[i] = (FieldInfo){
        describe_text(field, "name"),      describe_at(field),
        describe_phrase(field, "label"),   describe_flag(field, "sensitive"),
        describe_flag(field, "fixed"),     describe_direction(describe_text(field, "only")),
        describe_number(field, "step", 0), describe_bound(field, "min"),
        describe_bound(field, "max"),      describe_number(field, "cost", 1),
        describe_flag(field, "mask")};
    options[i] = field_option(arena, field);
  }
  *read = (ReadOptions){.fields = options, .field_count = count, .threads = 1};
  read->missing = describe_texts(arena, table, "missing", &read->missing_count);
  return infos;
}

static void describe_customers(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *customers = json_object_get(description, "customers");
  policy->customers = describe_text(customers, "name");
  policy->customers_at = describe_at(customers);
  policy->source = describe_phrase(customers, "source");
  policy->fields = describe_fields(arena, customers, &policy->read);
  policy->field_count = policy->read.field_count;
  policy->read.key = describe_text(customers, "key");
}

static AttributeKind attribute_kind(Text kind) {
  static const char *const names[] = {
      [ATTRIBUTE_IS] = "is",       [ATTRIBUTE_NTILE] = "ntile",       [ATTRIBUTE_BINS] = "bins",
      [ATTRIBUTE_CUTS] = "cuts",   [ATTRIBUTE_QUANTILE] = "quantile", [ATTRIBUTE_SHARE] = "share",
      [ATTRIBUTE_AHEAD] = "ahead", [ATTRIBUTE_EVENTS] = "events",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (text_equal(kind, text_of(names[i])))
      return (AttributeKind)i;
  return ATTRIBUTE_IS;
}

/* What looks at all customers. */
static void describe_population(Arena *arena, const json_t *item, Attribute *attribute) {
  attribute->of = describe_text(item, "of");
  attribute->tiles = describe_whole(item, "tiles", 1);
  attribute->breaks = describe_numbers(arena, item, "breaks", &attribute->break_count);
  attribute->added = describe_number(item, "added", 0);
  attribute->reverse = describe_flag(item, "reverse");
  attribute->fraction = describe_number(item, "fraction", 0);
  attribute->order = describe_text(item, "order");
  if (json_object_get(item, "only")) {
    Function *only = arena_new(arena, sizeof *only);
    *only = describe_function(arena, item, "only");
    attribute->only = only;
  }
}

static void describe_attributes(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list;
  policy->attributes =
      list_of(arena, description, "attributes", sizeof(Attribute), &list, &policy->attribute_count);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const json_t *item = json_array_get(list, i);
    Attribute *attribute = &policy->attributes[i];
    attribute->name = describe_text(item, "name");
    attribute->at = describe_at(item);
    attribute->kind = attribute_kind(describe_text(item, "kind"));
    attribute->label = describe_phrase(item, "label");
    if (!attribute->label.en.length)
      attribute->label.en = attribute->name;
    attribute->is = describe_function(arena, item, "is");
    if (attribute->kind == ATTRIBUTE_EVENTS)
      attribute->events = describe_measure(arena, item, policy);
    else
      describe_population(arena, item, attribute);
  }
}

static void describe_exclusions(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list;
  policy->exclusions =
      list_of(arena, description, "exclusions", sizeof(Exclusion), &list, &policy->exclusion_count);
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    const json_t *item = json_array_get(list, i);
    Exclusion *exclusion = &policy->exclusions[i];
    exclusion->name = describe_text(item, "name");
    exclusion->at = describe_at(item);
    exclusion->when = describe_function(arena, item, "when");
    exclusion->because = describe_phrase(item, "because");
    exclusion->appeal = describe_phrase(item, "appeal");
    exclusion->ignore_unknown = describe_flag(item, "ignore_unknown");
    exclusion->from = describe_texts(arena, item, "from", &exclusion->from_count);
    exclusion->lasts = describe_span(item, "lasts");
    exclusion->since = describe_text(item, "since");
  }
}

static SegmentationMode mode_of(Text mode) {
  if (text_equal(mode, TEXT("unique")))
    return SEGMENTATION_UNIQUE;
  if (text_equal(mode, TEXT("all")))
    return SEGMENTATION_ALL;
  return text_equal(mode, TEXT("score")) ? SEGMENTATION_SCORE : SEGMENTATION_FIRST;
}

static void describe_segments(Arena *arena, const json_t *item, Segmentation *segmentation) {
  const json_t *list;
  segmentation->segments =
      list_of(arena, item, "segments", sizeof(Segment), &list, &segmentation->segment_count);
  for (size_t i = 0; i < segmentation->segment_count; i++) {
    const json_t *one = json_array_get(list, i);
    segmentation->segments[i] = (Segment){describe_text(one, "name"),
                                          describe_at(one),
                                          describe_function(arena, one, "when"),
                                          describe_phrase(one, "because"),
                                          describe_flag(one, "otherwise"),
                                          describe_number(one, "from", 0)};
  }
}

static void describe_points(Arena *arena, const json_t *item, Segmentation *segmentation) {
  const json_t *list;
  segmentation->points =
      list_of(arena, item, "points", sizeof(Point), &list, &segmentation->point_count);
  for (size_t i = 0; i < segmentation->point_count; i++) {
    const json_t *one = json_array_get(list, i);
    segmentation->points[i] =
        (Point){describe_text(one, "name"), describe_at(one), describe_function(arena, one, "when"),
                describe_phrase(one, "because"), describe_number(one, "points", 0)};
  }
}

static void describe_segmentations(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list;
  policy->segmentations = list_of(arena, description, "segmentations", sizeof(Segmentation), &list,
                                  &policy->segmentation_count);
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const json_t *item = json_array_get(list, i);
    Segmentation *segmentation = &policy->segmentations[i];
    segmentation->name = describe_text(item, "name");
    segmentation->at = describe_at(item);
    segmentation->mode = mode_of(describe_text(item, "mode"));
    describe_segments(arena, item, segmentation);
    describe_points(arena, item, segmentation);
  }
}

static void describe_selections(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list;
  policy->selections =
      list_of(arena, description, "selections", sizeof(Selection), &list, &policy->selection_count);
  for (size_t i = 0; i < policy->selection_count; i++) {
    const json_t *item = json_array_get(list, i);
    Selection *selection = &policy->selections[i];
    selection->name = describe_text(item, "name");
    selection->at = describe_at(item);
    selection->when = describe_function(arena, item, "when");
    selection->because = describe_phrase(item, "because");
    selection->rank = describe_function(arena, item, "rank");
    selection->limit = describe_whole(item, "limit", -1);
    selection->one_per = describe_text(item, "one_per");
    selection->quota = describe_flag(item, "quota");
    selection->quota_per = describe_text(item, "quota_per");
    selection->quota_max = describe_number(item, "quota_max", 0);
    selection->quota_of = describe_text(item, "quota_of");
    selection->holdout = describe_number(item, "holdout", 0);
    selection->group = describe_text(item, "group");
    selection->label = describe_phrase(item, "label");
    selection->pressure = describe_pressure(item, policy);
  }
}

static void describe_guarantees(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list;
  policy->guarantees =
      list_of(arena, description, "guarantees", sizeof(Guarantee), &list, &policy->guarantee_count);
  for (size_t i = 0; i < policy->guarantee_count; i++) {
    const json_t *item = json_array_get(list, i);
    policy->guarantees[i] = (Guarantee){.name = describe_text(item, "name"),
                                        .at = describe_at(item),
                                        .when = describe_function(arena, item, "when"),
                                        .holds = describe_function(arena, item, "holds"),
                                        .because = describe_phrase(item, "because"),
                                        .selection = describe_text(item, "selection"),
                                        .by = describe_text(item, "by"),
                                        .at_least = describe_number(item, "at_least", 0),
                                        .least = describe_whole(item, "least", 1)};
  }
}

static Mention *describe_mentions(Arena *arena, const json_t *description, const char *key,
                                  size_t *count) {
  const json_t *list;
  Mention *mentions = list_of(arena, description, key, sizeof(Mention), &list, count);
  for (size_t i = 0; i < *count; i++) {
    const json_t *item = json_array_get(list, i);
    mentions[i] = (Mention){describe_text(item, "name"),  describe_text(item, "role"),
                            describe_text(item, "rule"),  describe_text(item, "attribute"),
                            describe_text(item, "table"), describe_at(item)};
  }
  return mentions;
}

/* Room for what policy_bind finds: at most each mention once. */
static void prepare_named(Arena *arena, Policy *policy) {
  policy->named = arena_array(arena, policy->mention_count, sizeof(Text));
}

void describe_policy(Arena *arena, const json_t *description, Policy *policy) {
  policy->description = description;
  describe_header(description, policy);
  describe_customers(arena, description, policy);
  describe_side_tables(arena, description, policy);
  describe_attributes(arena, description, policy);
  describe_exclusions(arena, description, policy);
  describe_segmentations(arena, description, policy);
  describe_selections(arena, description, policy);
  describe_guarantees(arena, description, policy);
  describe_needs(arena, description, policy);
  policy->mentions = describe_mentions(arena, description, "mentions", &policy->mention_count);
  policy->event_mentions =
      describe_mentions(arena, description, "event_mentions", &policy->event_mention_count);
  policy->outcome_mentions =
      describe_mentions(arena, description, "outcome_mentions", &policy->outcome_mention_count);
  describe_worlds(arena, description, policy);
  prepare_named(arena, policy);
}

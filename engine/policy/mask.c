#include "policy/mask.h"

#include "policy/find.h"
#include "policy/reads.h"

bool mask_hides(const Mask *mask, Text name) {
  return text_among(name, mask->names, mask->count);
}

bool mask_touches(const Mask *mask, const Function *function) {
  for (size_t i = 0; function->number >= 0 && i < function->read_count; i++)
    if (mask_hides(mask, function->reads[i]))
      return true;
  return false;
}

/* --- making one ------------------------------------------------------------------ */

static bool refuse_unknown(Arena *arena, const Policy *policy, const Table *table, Text name,
                           Error *error) {
  size_t count = 0;
  Text *names = arena_array(arena, table->column_count + policy->attribute_count, sizeof *names);
  for (size_t i = 0; i < table->column_count; i++)
    names[count++] = table->columns[i].name;
  for (size_t i = 0; i < policy->attribute_count; i++)
    names[count++] = policy->attributes[i].name;
  Text near = text_nearest(name, names, count);
  Text quoted = error_quote(arena, name, 60);
  error_set(error, ERROR_INPUT, "there is no field or attribute %.*s to mask", TEXT_ARGS(quoted));
  if (near.length)
    error_hint(error, "did you mean \"%.*s\"?", TEXT_ARGS(near));
  return false;
}

/* "incidents.kind": a field of events that the policy names; else 0, or -1 with the Error
 * filled: there are such events, but nothing of that name is read. */
static int check_event_field(const Policy *policy, Text name, Error *error) {
  for (size_t i = 0; i < policy->side_table_count; i++) {
    Text table = policy->side_tables[i].name;
    if (name.length <= table.length || name.bytes[table.length] != '.' ||
        memcmp(name.bytes, table.bytes, table.length) != 0)
      continue;
    Text field = {name.bytes + table.length + 1, name.length - table.length - 1};
    for (size_t j = 0; j < policy->event_mention_count; j++)
      if (text_equal(policy->event_mentions[j].table, table) &&
          text_equal(policy->event_mentions[j].name, field))
        return 1;
    error_set(error, ERROR_INPUT, "this policy names no field \"%.*s\" of %.*s", TEXT_ARGS(field),
              TEXT_ARGS(table));
    error_hint(error, "nothing of it is in the log: there is nothing to mask");
    return -1;
  }
  return 0;
}

static bool check_name(Arena *arena, const Policy *policy, const Table *table, Text name,
                       Error *error) {
  if (text_equal(name, policy->read.key)) {
    error_set(error, ERROR_INPUT, "the key \"%.*s\" cannot be masked", TEXT_ARGS(name));
    return error_hint(error, "each line of the log is about a customer; take another key, "
                             "one that tells nothing");
  }
  if (table_column(table, name) || policy_attribute(policy, name))
    return true;
  int event_field = check_event_field(policy, name, error);
  return event_field ? event_field > 0 : refuse_unknown(arena, policy, table, name, error);
}

/* Those that the policy itself masks, behind those asked for. */
static void add_own(Arena *arena, const Policy *policy, Text *names, size_t *count) {
  for (size_t i = 0; i < policy->field_count; i++)
    if (policy->fields[i].mask)
      names[(*count)++] = policy->fields[i].name;
  for (size_t i = 0; i < policy->side_table_count; i++) {
    const SideTable *table = &policy->side_tables[i];
    for (size_t j = 0; j < table->field_count; j++)
      if (table->fields[j].mask)
        names[(*count)++] = text_format(arena, "%.*s.%.*s", TEXT_ARGS(table->name),
                                        TEXT_ARGS(table->fields[j].name));
  }
}

static size_t most_names(const Policy *policy, Mask asked) {
  size_t most = asked.count + policy->field_count + policy->attribute_count;
  for (size_t i = 0; i < policy->side_table_count; i++)
    most += policy->side_tables[i].field_count;
  return most;
}

bool mask_make(Arena *arena, const Policy *policy, const Table *table, Mask asked, Mask *mask,
               Error *error) {
  Text *names = arena_array(arena, most_names(policy, asked), sizeof *names);
  Text *wanted = arena_array(arena, most_names(policy, asked), sizeof *wanted);
  size_t count = asked.count;
  *mask = (Mask){names, 0};
  if (count)
    memcpy(wanted, asked.names, count * sizeof *wanted);
  add_own(arena, policy, wanted, &count);
  for (size_t i = 0; i < count; i++) {
    if (!check_name(arena, policy, table, wanted[i], error))
      return false;
    if (!mask_hides(mask, wanted[i]))
      names[mask->count++] = wanted[i];
  }
  const bool *resting = reads_resting(arena, policy, names, mask->count);
  for (size_t i = 0; i < policy->attribute_count; i++)
    if (resting[i] && !mask_hides(mask, policy->attributes[i].name))
      names[mask->count++] = policy->attributes[i].name;
  return true;
}

/* --- the rules that read it ------------------------------------------------------ */

typedef struct Rules {
  Arena *arena;
  Text *list;
  size_t count;
} Rules;

static void add(Rules *rules, bool touched, const char *kind, Text name) {
  if (touched)
    rules->list[rules->count++] = text_format(rules->arena, "%s %.*s", kind, TEXT_ARGS(name));
}

static void add_segmentation(Rules *rules, const Mask *mask, const Segmentation *group) {
  for (size_t i = 0; i < group->segment_count; i++)
    add(rules, mask_touches(mask, &group->segments[i].when), "segment",
        text_format(rules->arena, "%.*s/%.*s", TEXT_ARGS(group->name),
                    TEXT_ARGS(group->segments[i].name)));
  for (size_t i = 0; i < group->point_count; i++)
    add(rules, mask_touches(mask, &group->points[i].when), "point",
        text_format(rules->arena, "%.*s/%.*s", TEXT_ARGS(group->name),
                    TEXT_ARGS(group->points[i].name)));
}

static void add_selection(Rules *rules, const Mask *mask, const Selection *selection) {
  add(rules, mask_touches(mask, &selection->when), "selection", selection->name);
  add(rules, mask_touches(mask, &selection->rank), "rank", selection->name);
  add(rules, mask_hides(mask, selection->quota_per) || mask_hides(mask, selection->quota_of),
      "quota", selection->name);
  add(rules, mask_hides(mask, selection->one_per), "one_per", selection->name);
}

static size_t most_rules(const Policy *policy) {
  size_t most = policy->attribute_count + policy->exclusion_count + 4 * policy->selection_count +
                policy->guarantee_count;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    most += policy->segmentations[i].segment_count + policy->segmentations[i].point_count;
  return most;
}

size_t mask_rules(Arena *arena, const Mask *mask, const Policy *policy, const Text **list) {
  Rules rules = {arena, arena_array(arena, most_rules(policy), sizeof(Text)), 0};
  *list = rules.list;
  for (size_t i = 0; i < policy->attribute_count; i++)
    add(&rules, mask_touches(mask, &policy->attributes[i].is), "attribute",
        policy->attributes[i].name);
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    const Exclusion *exclusion = &policy->exclusions[i];
    add(&rules, mask_touches(mask, &exclusion->when) || mask_hides(mask, exclusion->since),
        "exclusion", exclusion->name);
  }
  for (size_t i = 0; i < policy->segmentation_count; i++)
    add_segmentation(&rules, mask, &policy->segmentations[i]);
  for (size_t i = 0; i < policy->selection_count; i++)
    add_selection(&rules, mask, &policy->selections[i]);
  for (size_t i = 0; i < policy->guarantee_count; i++) {
    const Guarantee *guarantee = &policy->guarantees[i];
    add(&rules,
        mask_touches(mask, &guarantee->when) || mask_touches(mask, &guarantee->holds) ||
            mask_hides(mask, guarantee->by),
        "guarantee", guarantee->name);
  }
  return rules.count;
}

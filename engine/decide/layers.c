#include "decide/layers.h"

#include "policy/find.h"

bool layers_looks_at_all(AttributeKind kind) {
  return kind == ATTRIBUTE_NTILE || kind == ATTRIBUTE_CUTS || kind == ATTRIBUTE_QUANTILE ||
         kind == ATTRIBUTE_SHARE || kind == ATTRIBUTE_AHEAD || kind == ATTRIBUTE_EVENTS;
}

bool layers_contest(const Selection *selection) {
  return selection->rank.number >= 0 || selection->limit >= 0 || selection->one_per.length ||
         selection->quota || selection->pressure.max > 0;
}

/* --- what is named ------------------------------------------------------------------------- */

/* Called with each field or attribute that something names. */
typedef void Naming(void *context, Text name);

static void name_reads(const Function *function, Naming *naming, void *context) {
  for (size_t i = 0; i < function->read_count; i++)
    naming(context, function->reads[i]);
}

static void name_attribute(const Attribute *attribute, Naming *naming, void *context) {
  if (attribute->kind == ATTRIBUTE_IS)
    name_reads(&attribute->is, naming, context);
  naming(context, attribute->of);
  naming(context, attribute->order);
  if (attribute->only)
    name_reads(attribute->only, naming, context);
}

static void name_selections(const Policy *policy, Naming *naming, void *context) {
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    name_reads(&policy->exclusions[i].when, naming, context);
    naming(context, policy->exclusions[i].since);
  }
  for (size_t i = 0; i < policy->selection_count; i++) {
    const Selection *selection = &policy->selections[i];
    name_reads(&selection->when, naming, context);
    name_reads(&selection->rank, naming, context);
    naming(context, selection->one_per);
    naming(context, selection->quota_per);
    naming(context, selection->quota_of);
  }
}

/* --- readings ------------------------------------------------------------------------------ */

typedef struct Deepest {
  const Policy *policy;
  const size_t *layers; /* [attribute] */
  size_t layer;         /* the deepest of what was named */
} Deepest;

static void deepen(void *context, Text name) {
  Deepest *deepest = context;
  const Attribute *attribute = policy_attribute(deepest->policy, name);
  size_t layer = attribute ? deepest->layers[attribute - deepest->policy->attributes] : 0;
  if (layer > deepest->layer)
    deepest->layer = layer;
}

static bool has_pressure(const Policy *policy) {
  for (size_t i = 0; i < policy->selection_count; i++)
    if (policy->selections[i].pressure.max > 0)
      return true;
  return false;
}

Layers layers_make(Arena *arena, const Policy *policy) {
  Layers layers = {.attributes =
                       arena_array(arena, policy->attribute_count, sizeof *layers.attributes),
                   .count = policy->side_table_count > 0};
  for (size_t i = 0; i < policy->attribute_count; i++) { /* each needs only earlier ones */
    Deepest deepest = {policy, layers.attributes, 0};
    name_attribute(&policy->attributes[i], deepen, &deepest);
    layers.attributes[i] = deepest.layer + layers_looks_at_all(policy->attributes[i].kind);
    if (layers.attributes[i] > layers.count)
      layers.count = layers.attributes[i];
  }
  for (size_t i = 0; i < policy->selection_count && layers.selections == 0; i++) {
    Deepest deepest = {policy, layers.attributes, 0};
    if (!layers_contest(&policy->selections[i]))
      continue;
    name_selections(policy, deepen, &deepest);
    if (has_pressure(policy) && deepest.layer == 0)
      deepest.layer = 1;
    layers.selections = deepest.layer + 1;
  }
  if (layers.selections > layers.count)
    layers.count = layers.selections;
  return layers;
}

/* --- a reading ----------------------------------------------------------------------------- */

typedef struct Needed {
  const Policy *policy;
  bool *attributes;
} Needed;

static void need(void *context, Text name) {
  const Needed *needed = context;
  const Attribute *attribute = policy_attribute(needed->policy, name);
  if (attribute)
    needed->attributes[attribute - needed->policy->attributes] = true;
}

/* What is settled already needs nothing any more. */
static void need_all(const Needed *needed, const Layers *layers, size_t reading) {
  const Policy *policy = needed->policy;
  if (layers->selections == reading)
    name_selections(policy, need, (void *)(uintptr_t)needed);
  for (size_t i = policy->attribute_count; i-- > 0;) {
    const Attribute *attribute = &policy->attributes[i];
    bool at_all = layers_looks_at_all(attribute->kind);
    bool its_turn = at_all && layers->attributes[i] == reading;
    if (its_turn && attribute->kind != ATTRIBUTE_EVENTS) /* those are not gathered in pieces */
      needed->attributes[i] = true;
    if (needed->attributes[i] && (!at_all || its_turn))
      name_attribute(attribute, need, (void *)(uintptr_t)needed);
  }
}

Policy layers_view(Arena *arena, const Policy *policy, const Layers *layers, size_t reading) {
  Policy view = *policy;
  Needed needed = {policy, arena_array(arena, policy->attribute_count, sizeof(bool))};
  need_all(&needed, layers, reading);
  view.attributes = arena_array(arena, policy->attribute_count, sizeof *view.attributes);
  view.attribute_count = 0;
  for (size_t i = 0; i < policy->attribute_count; i++)
    if (needed.attributes[i])
      view.attributes[view.attribute_count++] = policy->attributes[i];
  view.segmentation_count = view.guarantee_count = 0;
  if (layers->selections != reading)
    view.selection_count = view.exclusion_count = 0;
  return view;
}

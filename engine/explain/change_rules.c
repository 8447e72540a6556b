#include "explain/change_rules.h"

#include "base/date.h"
#include "explain/change_digits.h"
#include "policy/find.h"
#include "policy/span.h"

typedef struct Making {
  ChangeRules *rules;
  const Function **opaque; /* [count]: functions that are values of their own, in order … */
  Text *opaque_names;      /* … and what they are called among the terms */
  bool *opaque_rules;
  size_t opaque_count;
  Error *error;
} Making;

/* --- what only the VM can ask ----------------------------------------------- */

static Term *opaque_term(Making *making, const Function *function, bool is_rule) {
  Prover *prover = making->rules->prover;
  Text name = text_format(making->rules->arena, "\x01%d", function->number);
  making->opaque[making->opaque_count] = function;
  making->opaque_names[making->opaque_count] = name;
  making->opaque_rules[making->opaque_count++] = is_rule;
  return probe_field(prover, name);
}

static bool function_term(Making *making, const Function *function, bool is_rule, Term **term) {
  ChangeRules *rules = making->rules;
  if (!function->tree) {
    *term = opaque_term(making, function, is_rule);
    return true;
  }
  const Tree *tree = tree_read(rules->arena, function->tree, making->error);
  *term = tree ? prover_term(rules->prover, tree, NULL) : NULL;
  return tree != NULL;
}

/* --- attributes ------------------------------------------------------------- */

static bool type_of(const ChangeFacts *facts, Text name, ColumnType *type) {
  for (size_t i = 0; i < facts->name_count; i++) {
    if (!text_equal(facts->names[i], name))
      continue;
    *type = facts->types[i];
    return true;
  }
  return false;
}

static int digits_of(const ChangeFacts *facts, Text name) {
  for (size_t i = 0; facts->digits && i < facts->name_count; i++)
    if (text_equal(facts->names[i], name))
      return facts->digits[i];
  return DIGITS_MOST;
}

/* Bins count where they are of a number, and of everybody. */
bool change_is_worked_out(const ChangeFacts *facts, const Attribute *attribute) {
  ColumnType type;
  if (attribute->kind == ATTRIBUTE_IS)
    return true;
  return attribute->kind == ATTRIBUTE_BINS && !attribute->only && !attribute->reverse &&
         type_of(facts, attribute->of, &type) && (type == COLUMN_INTEGER || type == COLUMN_DECIMAL);
}

static bool define_attribute(Making *making, const Attribute *attribute) {
  ChangeRules *rules = making->rules;
  ColumnType type;
  Term *term = NULL;
  if (!type_of(&rules->facts, attribute->name, &type))
    return true; /* no rule names it */
  if (attribute->kind == ATTRIBUTE_IS) {
    if (!function_term(making, &attribute->is, false, &term))
      return false;
  } else if (change_is_worked_out(&rules->facts, attribute)) {
    Term *of = probe_field(rules->prover, attribute->of);
    term = probe_bins(rules->prover, of, attribute->breaks, attribute->break_count);
  }
  if (term)
    probe_define(rules->prover, attribute->name, term);
  return true;
}

/* --- exclusions ------------------------------------------------------------- */

/* The last `since` on which the exclusion is over by now; false: on none. */
static bool last_ended(const Exclusion *exclusion, int32_t as_of, int32_t *day) {
  int32_t low = as_of - 40000, high = as_of + 1;
  if (span_end(exclusion->lasts, low) > as_of)
    return false;
  while (high - low > 1) {
    int32_t middle = low + (high - low) / 2;
    if (span_end(exclusion->lasts, middle) > as_of)
      high = middle;
    else
      low = middle;
  }
  *day = low;
  return true;
}

/* `when`, and not yet over. */
static Term *exclusion_term(const ChangeRules *rules, const Exclusion *exclusion) {
  Prover *prover = rules->prover;
  int32_t day, as_of = rules->facts.policy->as_of;
  Term *when = change_rules_term(rules, &exclusion->when);
  if (exclusion->lasts.unit == SPAN_NONE)
    return when;
  bool ends = last_ended(exclusion, as_of, &day);
  char *iso = arena_new(rules->arena, DATE_ISO_LENGTH + 1);
  if (ends)
    date_to_iso(day, iso);
  Value text = {.kind = VALUE_TEXT, .text = {iso, ends ? DATE_ISO_LENGTH : 0}};
  Term *since = probe_field(prover, exclusion->since);
  Term *ended = probe_compare(prover, since, TREE_LESS_EQUAL, text);
  Term *no = probe_truth(prover, false);
  return probe_if(prover, when, probe_if(prover, ended, no, probe_truth(prover, true)), no);
}

/* --- all rules -------------------------------------------------------------- */

static bool add_function(Making *making, const Function *function) {
  if (function->number < 0)
    return true;
  return function_term(making, function, true, &making->rules->functions[function->number]);
}

static bool add_segmentation(Making *making, const Segmentation *group) {
  bool good = true;
  for (size_t i = 0; good && i < group->segment_count; i++)
    good = add_function(making, &group->segments[i].when);
  for (size_t i = 0; good && i < group->point_count; i++)
    good = add_function(making, &group->points[i].when);
  return good;
}

static bool add_rules(Making *making) {
  const Policy *policy = making->rules->facts.policy;
  bool good = true;
  for (size_t i = 0; good && i < policy->attribute_count; i++)
    good = define_attribute(making, &policy->attributes[i]);
  for (size_t i = 0; good && i < policy->exclusion_count; i++)
    good = add_function(making, &policy->exclusions[i].when);
  for (size_t i = 0; good && i < policy->segmentation_count; i++)
    good = add_segmentation(making, &policy->segmentations[i]);
  for (size_t i = 0; good && i < policy->selection_count; i++)
    good = add_function(making, &policy->selections[i].when) &&
           add_function(making, &policy->selections[i].rank);
  return good;
}

static size_t count_functions(const Policy *policy) {
  int most = -1;
  for (size_t i = 0; i < policy->attribute_count; i++)
    most = policy->attributes[i].is.number > most ? policy->attributes[i].is.number : most;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    most = policy->exclusions[i].when.number > most ? policy->exclusions[i].when.number : most;
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *group = &policy->segmentations[i];
    for (size_t j = 0; j < group->segment_count; j++)
      most = group->segments[j].when.number > most ? group->segments[j].when.number : most;
    for (size_t j = 0; j < group->point_count; j++)
      most = group->points[j].when.number > most ? group->points[j].when.number : most;
  }
  for (size_t i = 0; i < policy->selection_count; i++) {
    most = policy->selections[i].when.number > most ? policy->selections[i].when.number : most;
    most = policy->selections[i].rank.number > most ? policy->selections[i].rank.number : most;
  }
  return (size_t)(most + 1);
}

/* --- the values ------------------------------------------------------------- */

/* The own values that the reads of an opaque function come down to. */
static void find_rests(ChangeRules *rules, ChangeValue *value) {
  size_t count = probe_count(rules->prover);
  ProbeUse *uses = arena_array(rules->arena, count + value->opaque->read_count, sizeof *uses);
  for (size_t i = 0; i < value->opaque->read_count; i++)
    probe_use(rules->prover, probe_field(rules->prover, value->opaque->reads[i]), true, uses);
  value->rests_on = arena_array(rules->arena, count + 1, sizeof *value->rests_on);
  for (size_t i = 0; i < count; i++)
    if (uses[i].named)
      value->rests_on[value->rests_count++] = i;
}

/* Those that no tree need name: all must be numbered before they are described. */
static void name_values(const Making *making) {
  Prover *prover = making->rules->prover;
  const Policy *policy = making->rules->facts.policy;
  for (size_t i = 0; i < making->opaque_count; i++)
    for (size_t j = 0; j < making->opaque[i]->read_count; j++)
      probe_field(prover, making->opaque[i]->reads[j]);
  for (size_t i = 0; i < policy->selection_count; i++) {
    if (policy->selections[i].one_per.length)
      probe_field(prover, policy->selections[i].one_per);
    if (policy->selections[i].quota_per.length)
      probe_field(prover, policy->selections[i].quota_per);
    if (policy->selections[i].quota_of.length)
      probe_field(prover, policy->selections[i].quota_of);
  }
}

static void describe_values(const Making *making) {
  ChangeRules *rules = making->rules;
  name_values(making);
  rules->value_count = probe_count(rules->prover);
  rules->values = arena_array(rules->arena, rules->value_count + 1, sizeof *rules->values);
  for (size_t i = 0; i < rules->value_count; i++) {
    ChangeValue *value = &rules->values[i];
    value->name = probe_name(rules->prover, i);
    value->type = COLUMN_MIXED;
    type_of(&rules->facts, value->name, &value->type);
    value->digits = digits_of(&rules->facts, value->name);
    value->info = policy_field(rules->facts.policy, value->name);
    value->attribute = policy_attribute(rules->facts.policy, value->name);
  }
  for (size_t i = 0; i < making->opaque_count; i++) {
    ChangeValue *value = &rules->values[probe_number(rules->prover, making->opaque_names[i])];
    value->opaque = making->opaque[i];
    value->is_rule = making->opaque_rules[i];
  }
  for (size_t i = 0; i < rules->value_count; i++)
    if (rules->values[i].opaque)
      find_rests(rules, &rules->values[i]);
}

ChangeRules *change_rules_make(Arena *arena, const ChangeFacts *facts, Error *error) {
  const Policy *policy = facts->policy;
  ChangeRules *rules = arena_new(arena, sizeof *rules);
  *rules = (ChangeRules){.arena = arena, .facts = *facts};
  rules->prover = probe_make(arena, policy->as_of);
  rules->function_count = count_functions(policy);
  rules->functions = arena_array(arena, rules->function_count + 1, sizeof(Term *));
  Making making = {.rules = rules, .error = error};
  making.opaque = arena_array(arena, rules->function_count + 1, sizeof *making.opaque);
  making.opaque_names = arena_array(arena, rules->function_count + 1, sizeof(Text));
  making.opaque_rules = arena_array(arena, rules->function_count + 1, sizeof(bool));
  if (!add_rules(&making))
    return NULL;
  rules->exclusions = arena_array(arena, policy->exclusion_count + 1, sizeof(Term *));
  for (size_t i = 0; i < policy->exclusion_count; i++)
    rules->exclusions[i] = exclusion_term(rules, &policy->exclusions[i]);
  describe_values(&making);
  return rules;
}

Text change_value_name(const ChangeRules *rules, const ChangeValue *value) {
  const Policy *policy = rules->facts.policy;
  for (size_t i = 0; value->opaque && !value->is_rule && i < policy->attribute_count; i++)
    if (policy->attributes[i].is.number == value->opaque->number)
      return policy->attributes[i].name;
  return value->opaque ? (Text){"", 0} : value->name;
}

Term *change_rules_term(const ChangeRules *rules, const Function *function) {
  return function->number < 0 ? NULL : rules->functions[function->number];
}

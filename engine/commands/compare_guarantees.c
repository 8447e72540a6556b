#include "commands/compare_guarantees.h"

#include "policy/reason.h"

typedef struct Looking {
  Arena *arena;
  ComparedGuarantee *compared;
} Looking;

static void add(const Looking *looking, Text change) {
  ComparedGuarantee *compared = looking->compared;
  size_t most = sizeof compared->changes / sizeof *compared->changes;
  for (size_t i = 0; i < compared->change_count; i++)
    if (text_equal(compared->changes[i], change))
      return;
  if (compared->change_count < most)
    compared->changes[compared->change_count++] = change;
}

static void add_went(const Looking *looking, Text name, Value was, Value is) {
  Buffer out = {0};
  if (was.kind == is.kind && value_equal(was, is))
    return;
  buffer_format(&out, "%.*s went from ", TEXT_ARGS(name));
  reason_value(&out, was, false);
  buffer_string(&out, " to ");
  reason_value(&out, is, false);
  add(looking, text_copy(looking->arena, buffer_view(&out)));
  buffer_free(&out);
}

static Value number(double decimal) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = decimal};
}

/* --- what it says ------------------------------------------------------------------------ */

/* Two parts of condition trees, wherever they stand (a node is [op, place, text, …]). */
static bool same_part(const json_t *a, const json_t *b) {
  size_t count = json_array_size(a);
  if (!json_is_array(a) || !json_is_array(b))
    return json_equal(a, b);
  bool same = count == json_array_size(b);
  for (size_t i = 0; same && i < count; i++)
    same = i == 1 || same_part(json_array_get(a, i), json_array_get(b, i));
  return same;
}

static const Value *value_named(const Function *function, Text name) {
  for (size_t i = 0; i < function->value_count; i++)
    if (text_equal(function->values[i].name, name))
      return &function->values[i].value;
  return NULL;
}

/* The numbers and texts it names, then its own words. A helper function it calls is in its tree. */
static void look_at_function(const Looking *looking, const char *name, const Function *was,
                             const Function *is) {
  size_t before = looking->compared->change_count;
  for (size_t i = 0; i < is->value_count; i++) {
    const Value *then = value_named(was, is->values[i].name);
    if (then)
      add_went(looking, is->values[i].name, *then, is->values[i].value);
  }
  bool same = text_equal(was->source, is->source);
  if (same && looking->compared->change_count == before && was->tree && is->tree)
    same = same_part(json_object_get(was->tree, "node"), json_object_get(is->tree, "node"));
  if (!same)
    add(looking, text_format(looking->arena, "%s changed", name));
}

static void look_at_words(const Looking *looking, const Guarantee *was, const Guarantee *is) {
  look_at_function(looking, "when", &was->when, &is->when);
  look_at_function(looking, "holds", &was->holds, &is->holds);
  if (!text_equal(was->selection, is->selection))
    add(looking, TEXT("selection changed"));
  if (!text_equal(was->by, is->by))
    add(looking, text_format(looking->arena, "by went from %.*s to %.*s", TEXT_ARGS(was->by),
                             TEXT_ARGS(is->by)));
  add_went(looking, TEXT("at_least"), number(was->at_least), number(is->at_least));
  add_went(looking, TEXT("least"), number((double)was->least), number((double)is->least));
  if (!text_equal(was->because.en, is->because.en) || !text_equal(was->because.nl, is->because.nl))
    add(looking, TEXT("because changed"));
}

/* --- all ----------------------------------------------------------------------------------- */

static const Guarantee *find(const Policy *policy, Text name) {
  for (size_t i = 0; i < policy->guarantee_count; i++)
    if (text_equal(policy->guarantees[i].name, name))
      return &policy->guarantees[i];
  return NULL;
}

static const GuaranteeCounts *counts_of(const CompareSides *sides, int side, Text name) {
  for (size_t i = 0; i < sides->guarantee_count[side]; i++)
    if (text_equal(sides->guarantees[side][i].name, name))
      return &sides->guarantees[side][i];
  return NULL;
}

static bool turned(const ComparedGuarantee *compared) {
  const GuaranteeCounts *was = compared->counts[COMPARE_BEFORE];
  const GuaranteeCounts *is = compared->counts[COMPARE_AFTER];
  return !was || !is || (was->broken > 0) != (is->broken > 0) ||
         (was->unknown > 0) != (is->unknown > 0);
}

const ComparedGuarantee *compare_guarantees(const CompareReport *report, size_t *count) {
  const CompareSides *sides = report->sides;
  const Policy *before = sides->input.sides[COMPARE_BEFORE].policy;
  const Policy *after = sides->input.sides[COMPARE_AFTER].policy;
  ComparedGuarantee *list =
      arena_array(sides->arena, before->guarantee_count + after->guarantee_count + 1, sizeof *list);
  *count = 0;
  for (size_t i = 0; i < after->guarantee_count; i++) {
    const Guarantee *is = &after->guarantees[i], *was = find(before, is->name);
    ComparedGuarantee compared = {.name = is->name};
    for (int side = 0; side < 2; side++)
      compared.counts[side] = counts_of(sides, side, is->name);
    if (was)
      look_at_words(&(Looking){sides->arena, &compared}, was, is);
    if (compared.change_count || turned(&compared))
      list[(*count)++] = compared;
  }
  for (size_t i = 0; i < before->guarantee_count; i++) {
    Text name = before->guarantees[i].name;
    if (!find(after, name))
      list[(*count)++] = (ComparedGuarantee){
          .name = name, .counts = {counts_of(sides, COMPARE_BEFORE, name), NULL}};
  }
  return list;
}

void compare_guarantee_put(const GuaranteeCounts *counts, Buffer *out) {
  buffer_format(out, "%s for %zu of %zu", counts->broken ? "BROKEN" : "held",
                counts->broken ? counts->broken : counts->held, counts->asked);
  if (counts->unknown)
    buffer_format(out, ", could not be decided for %zu", counts->unknown);
}

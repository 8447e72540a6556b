#include "decide/questions.h"

Text questions_title(Arena *arena, const char *kind, Text name) {
  return text_format(arena, "%s \"%.*s\"", kind, TEXT_ARGS(name));
}

Text questions_rule(Arena *arena, const char *kind, Text name) {
  return text_format(arena, "%s %.*s", kind, TEXT_ARGS(name));
}

static size_t most_steps(const Policy *policy) {
  size_t most = policy->exclusion_count + 2 * policy->selection_count;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    most += policy->segmentations[i].segment_count + policy->segmentations[i].point_count;
  return most;
}

/* The number of the new step; NO_STEP when the rule has no function. */
static size_t add_step(Arena *arena, Questions *questions, const Function *function,
                       const char *kind, Text name) {
  if (function->number < 0)
    return NO_STEP;
  questions->steps[questions->count] = (Step){.function = function,
                                              .rule = questions_title(arena, kind, name),
                                              .kind = STEP_VERDICT,
                                              .guard = GUARD_NONE};
  questions->rules[questions->count] = questions_rule(arena, kind, name);
  return questions->count++;
}

/* In mode first a segment is asked only of those that no earlier one took. */
static void add_segments(Arena *arena, Questions *questions, const Segmentation *group,
                         size_t *steps) {
  size_t first = questions->count;
  for (size_t i = 0; i < group->segment_count; i++) {
    Text name =
        text_format(arena, "%.*s/%.*s", TEXT_ARGS(group->name), TEXT_ARGS(group->segments[i].name));
    steps[i] = add_step(arena, questions, &group->segments[i].when, "segment", name);
    if (steps[i] == NO_STEP || group->mode != SEGMENTATION_FIRST || steps[i] == first)
      continue;
    questions->steps[steps[i]].guard = GUARD_UNTIL_YES;
    questions->steps[steps[i]].first = first;
    questions->steps[steps[i]].last = steps[i];
  }
}

static void add_points(Arena *arena, Questions *questions, const Segmentation *group,
                       size_t *steps) {
  for (size_t i = 0; i < group->point_count; i++) {
    Text name =
        text_format(arena, "%.*s/%.*s", TEXT_ARGS(group->name), TEXT_ARGS(group->points[i].name));
    steps[i] = add_step(arena, questions, &group->points[i].when, "point", name);
  }
}

static void add_selection(Arena *arena, Questions *questions, const Policy *policy, size_t number) {
  const Selection *selection = &policy->selections[number];
  size_t when = add_step(arena, questions, &selection->when, "selection", selection->name);
  size_t rank = add_step(arena, questions, &selection->rank, "rank", selection->name);
  questions->whens[number] = when;
  questions->ranks[number] = rank;
  if (rank == NO_STEP)
    return;
  questions->steps[rank].kind = STEP_NUMBER;
  questions->steps[rank].guard = GUARD_IF_YES;
  questions->steps[rank].first = when;
}

Questions questions_make(Arena *arena, const Policy *policy) {
  Questions questions = {.steps = arena_array(arena, most_steps(policy), sizeof(Step)),
                         .rules = arena_array(arena, most_steps(policy), sizeof(Text))};
  questions.exclusions = arena_array(arena, policy->exclusion_count, sizeof(size_t));
  questions.segments = arena_array(arena, policy->segmentation_count, sizeof(size_t *));
  questions.points = arena_array(arena, policy->segmentation_count, sizeof(size_t *));
  questions.whens = arena_array(arena, policy->selection_count, sizeof(size_t));
  questions.ranks = arena_array(arena, policy->selection_count, sizeof(size_t));
  for (size_t i = 0; i < policy->exclusion_count; i++)
    questions.exclusions[i] = add_step(arena, &questions, &policy->exclusions[i].when, "exclusion",
                                       policy->exclusions[i].name);
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *group = &policy->segmentations[i];
    questions.segments[i] = arena_array(arena, group->segment_count, sizeof(size_t));
    questions.points[i] = arena_array(arena, group->point_count, sizeof(size_t));
    add_segments(arena, &questions, group, questions.segments[i]);
    add_points(arena, &questions, group, questions.points[i]);
  }
  for (size_t i = 0; i < policy->selection_count; i++)
    add_selection(arena, &questions, policy, i);
  return questions;
}

const uint8_t *questions_verdicts(const Answers *answers, size_t step) {
  return step == NO_STEP ? NULL : answers->verdicts[step];
}

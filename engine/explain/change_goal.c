#include "explain/change_goal.h"

#include <math.h>

#include "condition/scalar.h"
#include "policy/find.h"

enum { NOT_YES = CLAIM_NO | CLAIM_UNKNOWN };

/* --- what each outcome requires --------------------------------------------- */

static void require(Goal *goal, Term *term, unsigned wanted) {
  if (term)
    goal->requirements[goal->count++] = (Requirement){.term = term, .wanted = wanted};
}

static void require_clear(Goal *goal, size_t number) {
  bool ignore = goal->rules->facts.policy->exclusions[number].ignore_unknown;
  require(goal, goal->rules->exclusions[number], ignore ? NOT_YES : CLAIM_NO);
}

/* What a quota counts by must be there, and be a number of 0 or more. */
static void require_quota(Goal *goal, const Selection *selection) {
  Prover *prover = goal->rules->prover;
  Value zero = {.kind = VALUE_INTEGER}, endless = {.kind = VALUE_DECIMAL, .decimal = INFINITY};
  if (selection->quota_per.length)
    require(goal, probe_known(prover, probe_field(prover, selection->quota_per)), CLAIM_YES);
  if (!selection->quota_of.length)
    return;
  Term *of = probe_field(prover, selection->quota_of);
  require(goal, probe_compare(prover, of, TREE_GREATER_EQUAL, zero), CLAIM_YES);
  require(goal, probe_compare(prover, of, TREE_LESS, endless), CLAIM_YES);
}

static void require_eligible(Goal *goal, const Selection *selection) {
  const Policy *policy = goal->rules->facts.policy;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    if (policy_exclusion_applies(&policy->exclusions[i], selection->name))
      require_clear(goal, i);
  require(goal, change_rules_term(goal->rules, &selection->when), CLAIM_YES);
  require_quota(goal, selection);
}

/* Any score comes before none: a cut without one is above nothing. */
static void require_cut(Goal *goal, const Selection *selection, TreeOp op) {
  const ChangeFacts *facts = &goal->rules->facts;
  Prover *prover = goal->rules->prover;
  Term *rank = change_rules_term(goal->rules, &selection->rank);
  Value cut = facts->cuts[goal->want.rule];
  if (!rank && selection->limit == 0)
    require(goal, probe_truth(prover, false), CLAIM_YES);
  if (!rank || !facts->cut_made[goal->want.rule])
    return;
  goal->by_cut = true;
  if (cut.kind != VALUE_MISSING) {
    require(goal, probe_compare(prover, rank, op, cut), CLAIM_YES);
  } else if (op == TREE_GREATER) {
    cut = (Value){.kind = VALUE_DECIMAL, .decimal = -INFINITY};
    require(goal, probe_compare(prover, rank, TREE_GREATER_EQUAL, cut), CLAIM_YES);
  }
}

/* The others' conditions up to `end`: none of them takes the customer. */
static void require_others(Goal *goal, const Segmentation *group, size_t end, size_t segment) {
  for (size_t i = 0; i < end; i++)
    if (i != segment)
      require(goal, change_rules_term(goal->rules, &group->segments[i].when), NOT_YES);
}

static void require_segment(Goal *goal, const Segmentation *group, size_t segment) {
  if (group->mode == SEGMENTATION_SCORE) {
    goal->requirements[goal->count++] = (Requirement){.score = group, .segment = segment};
    return;
  }
  bool otherwise = segment >= group->segment_count || group->segments[segment].otherwise;
  if (otherwise || group->mode == SEGMENTATION_UNIQUE)
    require_others(goal, group, group->segment_count, segment);
  else if (group->mode == SEGMENTATION_FIRST)
    require_others(goal, group, segment, segment);
  if (!otherwise)
    require(goal, change_rules_term(goal->rules, &group->segments[segment].when), CLAIM_YES);
}

static size_t most_requirements(const Policy *policy) {
  size_t most = policy->exclusion_count + 5;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    most += policy->segmentations[i].segment_count;
  return most;
}

static void require_all(Goal *goal) {
  const Policy *policy = goal->rules->facts.policy;
  const ChangeWant *want = &goal->want;
  switch (want->kind) {
  case CHANGE_NOT_EXCLUDED:
    for (size_t i = 0; i < policy->exclusion_count; i++)
      if (want->rule == SIZE_MAX || want->rule == i)
        require_clear(goal, i);
    break;
  case CHANGE_EXCLUDED:
    require(goal, goal->rules->exclusions[want->rule], CLAIM_YES);
    break;
  case CHANGE_NOT_ELIGIBLE:
  case CHANGE_ELIGIBLE:
    require_eligible(goal, &policy->selections[want->rule]);
    break;
  case CHANGE_SELECTED:
    require_eligible(goal, &policy->selections[want->rule]);
    require_cut(goal, &policy->selections[want->rule], TREE_GREATER);
    break;
  case CHANGE_TIED:
    require_eligible(goal, &policy->selections[want->rule]);
    require_cut(goal, &policy->selections[want->rule], TREE_GREATER_EQUAL);
    break;
  case CHANGE_PLACE:
    break;
  default:
    require_segment(goal, &policy->segmentations[want->rule], want->segment);
  }
}

/* --- what it is about ------------------------------------------------------- */

static void use_term(Goal *goal, Term *term) {
  if (!term)
    return;
  goal->terms[goal->term_count++] = term;
  probe_use(goal->rules->prover, term, false, goal->uses);
}

static void use_terms(Goal *goal) {
  size_t most = goal->count;
  for (size_t i = 0; i < goal->count; i++)
    most += goal->requirements[i].score ? goal->requirements[i].score->point_count : 0;
  goal->terms = arena_array(goal->rules->arena, most + 1, sizeof *goal->terms);
  for (size_t i = 0; i < goal->count; i++) {
    const Segmentation *group = goal->requirements[i].score;
    for (size_t j = 0; group && j < group->point_count; j++)
      use_term(goal, change_rules_term(goal->rules, &group->points[j].when));
    use_term(goal, goal->requirements[i].term);
  }
}

static void use_value(Goal *goal, Term *term) {
  if (term)
    probe_use(goal->rules->prover, term, true, goal->uses);
}

static void use_place(Goal *goal) {
  Prover *prover = goal->rules->prover;
  const Selection *selection = &goal->rules->facts.policy->selections[goal->want.rule];
  use_value(goal, change_rules_term(goal->rules, &selection->rank));
  if (selection->one_per.length)
    use_value(goal, probe_field(prover, selection->one_per));
  if (selection->quota_per.length)
    use_value(goal, probe_field(prover, selection->quota_per));
  if (selection->quota_of.length)
    use_value(goal, probe_field(prover, selection->quota_of));
}

/* What only the VM can tell weighs all that it rests on. */
static void use_rests(Goal *goal) {
  const ChangeRules *rules = goal->rules;
  for (size_t i = 0; i < rules->value_count; i++) {
    const ChangeValue *value = &rules->values[i];
    for (size_t j = 0; goal->uses[i].named && j < value->rests_count; j++) {
      ProbeUse *use = &goal->uses[value->rests_on[j]];
      use->named = use->mixed = true;
    }
  }
}

const Goal *goal_make(ChangeRules *rules, ChangeWant want) {
  Goal *goal = arena_new(rules->arena, sizeof *goal);
  *goal = (Goal){.rules = rules, .want = want};
  goal->negated = want.kind == CHANGE_NOT_ELIGIBLE || want.kind == CHANGE_NOT_SEGMENT;
  goal->requirements =
      arena_array(rules->arena, most_requirements(rules->facts.policy), sizeof *goal->requirements);
  require_all(goal);
  goal->uses = arena_array(rules->arena, rules->value_count + 1, sizeof *goal->uses);
  use_terms(goal);
  if (want.kind == CHANGE_PLACE)
    use_place(goal);
  use_rests(goal);
  return goal;
}

/* --- asking ----------------------------------------------------------------- */

typedef unsigned AskTerm(const Goal *goal, Term *term);

static unsigned verdicts_at_point(const Goal *goal, Term *term) {
  Value value;
  if (!probe_point(goal->rules->prover, term, &value))
    return CLAIM_UNKNOWN;
  return scalar_truth(value) ? CLAIM_YES : CLAIM_NO;
}

static unsigned verdicts_in_box(const Goal *goal, Term *term) {
  return probe_verdicts(probe_box(goal->rules->prover, term));
}

/* The least and the most that the points can add up to, as the engine adds them. */
static void sum_points(const Goal *goal, const Segmentation *group, AskTerm *ask, double sum[2]) {
  sum[0] = sum[1] = 0;
  for (size_t i = 0; i < group->point_count; i++) {
    const Point *point = &group->points[i];
    unsigned verdicts = ask(goal, change_rules_term(goal->rules, &point->when));
    bool can = verdicts & CLAIM_YES, can_not = verdicts & ~(unsigned)CLAIM_YES;
    if (can && !(can_not && point->points > 0))
      sum[0] += point->points;
    if (can && !(can_not && point->points < 0))
      sum[1] += point->points;
  }
}

/* From where on the sum is in a band above this one; infinite: from nowhere. */
static double next_band(const Segmentation *group, double from) {
  double next = INFINITY;
  for (size_t i = 0; i < group->segment_count; i++)
    if (!group->segments[i].otherwise && group->segments[i].from > from &&
        group->segments[i].from < next)
      next = group->segments[i].from;
  return next;
}

/* Of equal bands the first listed one takes all. */
static bool is_shadowed(const Segmentation *group, size_t segment) {
  for (size_t i = 0; i < segment; i++)
    if (!group->segments[i].otherwise && group->segments[i].from == group->segments[segment].from)
      return true;
  return false;
}

static unsigned ask_score(const Goal *goal, const Requirement *requirement, AskTerm *ask) {
  const Segmentation *group = requirement->score;
  size_t segment = requirement->segment;
  bool below_all = segment >= group->segment_count || group->segments[segment].otherwise;
  double sum[2], from = below_all ? -INFINITY : group->segments[segment].from;
  double end = next_band(group, from);
  if (!below_all && is_shadowed(group, segment))
    return GOAL_CAN_FAIL;
  sum_points(goal, group, ask, sum);
  unsigned answer = sum[1] >= from && sum[0] < end ? GOAL_CAN : 0;
  return sum[0] < from || sum[1] >= end ? answer | GOAL_CAN_FAIL : answer;
}

static unsigned ask_requirement(const Goal *goal, const Requirement *requirement, AskTerm *ask) {
  if (requirement->score)
    return ask_score(goal, requirement, ask);
  unsigned verdicts = ask(goal, requirement->term);
  unsigned answer = verdicts & requirement->wanted ? GOAL_CAN : 0;
  return verdicts & ~requirement->wanted ? answer | GOAL_CAN_FAIL : answer;
}

static unsigned ask_goal(const Goal *goal, AskTerm *ask) {
  unsigned can = GOAL_CAN, can_fail = 0;
  for (size_t i = 0; i < goal->count; i++) {
    unsigned answer = ask_requirement(goal, &goal->requirements[i], ask);
    can &= answer;
    can_fail |= answer & GOAL_CAN_FAIL;
    if (!can)
      break;
  }
  if (!can)
    can_fail = GOAL_CAN_FAIL;
  if (!goal->negated)
    return can | can_fail;
  return (can ? GOAL_CAN_FAIL : 0) | (can_fail ? GOAL_CAN : 0);
}

unsigned goal_ask_point(const Goal *goal) {
  return ask_goal(goal, verdicts_at_point);
}

unsigned goal_ask_box(const Goal *goal) {
  return ask_goal(goal, verdicts_in_box);
}

/* --- what must be so -------------------------------------------------------- */

/* Points without which the sum stays below the band, or above it. */
static size_t points_needed(const Goal *goal, const Requirement *requirement, ProbeNeed *list,
                            size_t most) {
  const Segmentation *group = requirement->score;
  bool below_all = requirement->segment >= group->segment_count ||
                   group->segments[requirement->segment].otherwise;
  double sum[2], from = below_all ? -INFINITY : group->segments[requirement->segment].from;
  double end = next_band(group, from);
  size_t count = 0;
  sum_points(goal, group, verdicts_in_box, sum);
  for (size_t i = 0; i < group->point_count && count < most; i++) {
    Term *term = change_rules_term(goal->rules, &group->points[i].when);
    double points = group->points[i].points, margin = 1e-9 * (1 + fabs(points));
    bool gives = points > 0 ? sum[1] - points < from - margin : sum[0] - points >= end + margin;
    bool takes = points > 0 ? sum[0] + points >= end + margin : sum[1] + points < from - margin;
    unsigned verdicts = verdicts_in_box(goal, term);
    bool can_be_both = verdicts & CLAIM_YES && verdicts & NOT_YES;
    if (can_be_both && gives != takes)
      count += probe_needs(goal->rules->prover, term, gives ? CLAIM_YES : NOT_YES, list + count,
                           most - count);
  }
  return count;
}

/* Where only one requirement can fail, a goal that not all may hold needs it to. */
static const Requirement *only_to_fail(const Goal *goal) {
  const Requirement *only = NULL;
  for (size_t i = 0; i < goal->count; i++) {
    if (!(ask_requirement(goal, &goal->requirements[i], verdicts_in_box) & GOAL_CAN_FAIL))
      continue;
    if (only)
      return NULL;
    only = &goal->requirements[i];
  }
  return only;
}

size_t goal_needs(const Goal *goal, ProbeNeed *list, size_t most) {
  size_t count = 0;
  if (goal->negated) {
    const Requirement *only = only_to_fail(goal);
    unsigned all = CLAIM_YES | CLAIM_NO | CLAIM_UNKNOWN;
    return only && only->term
               ? probe_needs(goal->rules->prover, only->term, all & ~only->wanted, list, most)
               : 0;
  }
  for (size_t i = 0; i < goal->count && count < most; i++) {
    const Requirement *requirement = &goal->requirements[i];
    if (requirement->score)
      count += points_needed(goal, requirement, list + count, most - count);
    else
      count += probe_needs(goal->rules->prover, requirement->term, requirement->wanted,
                           list + count, most - count);
  }
  return count;
}

/* --- where to look ---------------------------------------------------------- */

/* A condition of points that would move the sum the right way, then any. */
static size_t pick_points(const Goal *goal, const Requirement *requirement, const bool *open) {
  const Segmentation *group = requirement->score;
  double sum[2];
  size_t segment = requirement->segment;
  bool below_all = segment >= group->segment_count || group->segments[segment].otherwise;
  sum_points(goal, group, verdicts_at_point, sum);
  bool upwards = !below_all && sum[0] < group->segments[segment].from;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < group->point_count; i++) {
      Term *term = change_rules_term(goal->rules, &group->points[i].when);
      bool says_yes = verdicts_at_point(goal, term) == CLAIM_YES;
      bool useful = (group->points[i].points > 0) == (says_yes != upwards);
      size_t found =
          useful || pass ? probe_pick(goal->rules->prover, term, !says_yes, open) : SIZE_MAX;
      if (found != SIZE_MAX)
        return found;
    }
  return SIZE_MAX;
}

static size_t pick_requirement(const Goal *goal, const Requirement *requirement, const bool *open) {
  if (requirement->score)
    return pick_points(goal, requirement, open);
  bool truth = (requirement->wanted & CLAIM_YES) != 0;
  return probe_pick(goal->rules->prover, requirement->term, truth != goal->negated, open);
}

size_t goal_pick(const Goal *goal, const bool *open) {
  for (int pass = 0; pass < 2; pass++) /* first what is missed, then anything */
    for (size_t i = 0; i < goal->count; i++) {
      const Requirement *requirement = &goal->requirements[i];
      bool missed = ask_requirement(goal, requirement, verdicts_at_point) == GOAL_CAN_FAIL;
      if (!goal->negated && !missed && !pass)
        continue;
      size_t found = pick_requirement(goal, requirement, open);
      if (found != SIZE_MAX)
        return found;
    }
  return SIZE_MAX;
}

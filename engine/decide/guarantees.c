#include "decide/guarantees.h"

#include "decide/outcomes.h"
#include "decide/questions.h"

static void count_rows(const Answers *answers, size_t when, GuaranteeResult *result) {
  const uint8_t *concerned = answers->verdicts[when], *holds = answers->verdicts[when + 1];
  result->when = concerned;
  result->holds = holds;
  for (size_t row = 0; row < answers->rows; row++) {
    result->unknown += concerned[row] == VERDICT_UNKNOWN;
    if (concerned[row] != VERDICT_YES)
      continue;
    result->asked++;
    result->held += holds[row] == VERDICT_YES;
    result->unknown += holds[row] == VERDICT_UNKNOWN;
    if (holds[row] != VERDICT_NO)
      continue;
    if (result->broken++ < GUARANTEE_EXAMPLES)
      result->examples[result->example_count++] = (uint32_t)row;
  }
}

/* The names that `d` knows, for "did you mean". */
static void name_outcomes(Arena *arena, const Decisions *decisions, Asking *asking) {
  size_t counts[3] = {decisions->segmentation_count, decisions->selection_count,
                      decisions->exclusion_count};
  Text *names[3];
  for (int i = 0; i < 3; i++)
    names[i] = arena_array(arena, counts[i], sizeof(Text));
  for (size_t i = 0; i < counts[0]; i++)
    names[0][i] = decisions->segmentations[i].name;
  for (size_t i = 0; i < counts[1]; i++)
    names[1][i] = decisions->selections[i].name;
  for (size_t i = 0; i < counts[2]; i++)
    names[2][i] = decisions->exclusions[i].name;
  for (int i = 0; i < 3; i++) {
    asking->outcome_names[i] = names[i];
    asking->outcome_name_counts[i] = counts[i];
  }
}

/* Which steps answer a guarantee; NO_STEP where it has no such function. */
typedef struct GuaranteeSteps {
  size_t when, holds;
} GuaranteeSteps;

/* The steps of all; answers how many. */
static size_t add_steps(Arena *arena, const Policy *policy, Step *steps, GuaranteeSteps *of) {
  size_t count = 0;
  for (size_t i = 0; i < policy->guarantee_count; i++) {
    const Guarantee *guarantee = &policy->guarantees[i];
    Text title = questions_title(arena, "guarantee", guarantee->name);
    of[i] = (GuaranteeSteps){NO_STEP, NO_STEP};
    if (guarantee->when.number >= 0) {
      of[i].when = count;
      steps[count++] = (Step){.function = &guarantee->when, .rule = title};
    }
    if (guarantee->holds.number >= 0) {
      of[i].holds = count;
      steps[count++] = (Step){
          .function = &guarantee->holds, .rule = title, .guard = GUARD_IF_YES, .first = of[i].when};
    }
  }
  return count;
}

static void name_rules(Arena *arena, const Policy *policy, const GuaranteeSteps *of, Text *rules) {
  for (size_t i = 0; i < policy->guarantee_count; i++) {
    Text rule = questions_rule(arena, "guarantee", policy->guarantees[i].name);
    if (of[i].when != NO_STEP)
      rules[of[i].when] = rule;
    if (of[i].holds != NO_STEP)
      rules[of[i].holds] = rule;
  }
}

bool guarantee_judge(GuaranteeResult *result, Error *error) {
  if (!shares_judge(result->shared, &result->shares, error))
    return false;
  result->asked = result->shares.judged;
  result->broken = result->shares.falling_short;
  result->held = result->asked - result->broken;
  return true;
}

static bool share_out(const Asker *asker, const Guarantee *guarantee, const Decisions *decisions,
                      const uint8_t *concerned, GuaranteeResult *result, Error *error) {
  result->shared = guarantee;
  if (!shares_count(asker->arena, guarantee, decisions, concerned, &result->shares, error))
    return false;
  for (size_t row = 0; concerned && row < decisions->rows; row++)
    result->unknown += concerned[row] == VERDICT_UNKNOWN;
  return asker->piece || guarantee_judge(result, error);
}

static bool take_answers(Asker *asker, const Decisions *decisions, const GuaranteeSteps *of,
                         const Answers *answers, GuaranteeResult *results, Error *error) {
  for (size_t i = 0; i < asker->policy->guarantee_count; i++) {
    const Guarantee *guarantee = &asker->policy->guarantees[i];
    results[i].name = guarantee->name;
    if (guarantee->selection.length == 0)
      count_rows(answers, of[i].when, &results[i]);
    else if (!share_out(asker, guarantee, decisions, questions_verdicts(answers, of[i].when),
                        &results[i], error))
      return false;
  }
  return true;
}

GuaranteeResult *guarantees_check(Asker *asker, const Decisions *decisions, Unknowns *unknowns,
                                  Error *error) {
  const Policy *policy = asker->policy;
  size_t count = policy->guarantee_count;
  GuaranteeResult *results = arena_array(asker->arena, count, sizeof *results);
  if (count == 0)
    return results;
  Step *steps = arena_array(asker->arena, 2 * count, sizeof *steps);
  Text *rules = arena_array(asker->arena, 2 * count, sizeof *rules);
  GuaranteeSteps *of = arena_array(asker->arena, count, sizeof *of);
  size_t step_count = add_steps(asker->arena, policy, steps, of);
  name_rules(asker->arena, policy, of, rules);
  Outcomes outcomes = {policy, decisions};
  Asking asking = {.outcome = outcomes_of, .outcome_context = &outcomes};
  name_outcomes(asker->arena, decisions, &asking);
  const Answers *answers = asker_ask(asker, steps, step_count, &asking, error);
  if (!answers)
    return NULL;
  unknowns_answers(unknowns, answers, rules);
  return take_answers(asker, decisions, of, answers, results, error) ? results : NULL;
}

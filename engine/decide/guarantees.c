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

GuaranteeResult *guarantees_check(Asker *asker, const Decisions *decisions, Unknowns *unknowns,
                                  Error *error) {
  const Policy *policy = asker->policy;
  size_t count = policy->guarantee_count;
  GuaranteeResult *results = arena_array(asker->arena, count, sizeof *results);
  if (count == 0)
    return results;
  Step *steps = arena_array(asker->arena, 2 * count, sizeof *steps);
  Text *rules = arena_array(asker->arena, 2 * count, sizeof *rules);
  for (size_t i = 0; i < count; i++) {
    const Guarantee *guarantee = &policy->guarantees[i];
    Text title = questions_title(asker->arena, "guarantee", guarantee->name);
    rules[2 * i] = rules[2 * i + 1] = questions_rule(asker->arena, "guarantee", guarantee->name);
    steps[2 * i] = (Step){.function = &guarantee->when, .rule = title};
    steps[2 * i + 1] =
        (Step){.function = &guarantee->holds, .rule = title, .guard = GUARD_IF_YES, .first = 2 * i};
    results[i].name = guarantee->name;
  }
  Outcomes outcomes = {policy, decisions};
  Asking asking = {.outcome = outcomes_of, .outcome_context = &outcomes};
  name_outcomes(asker->arena, decisions, &asking);
  const Answers *answers = asker_ask(asker, steps, 2 * count, &asking, error);
  if (!answers)
    return NULL;
  unknowns_answers(unknowns, answers, rules);
  for (size_t i = 0; i < count; i++)
    count_rows(answers, 2 * i, &results[i]);
  return results;
}

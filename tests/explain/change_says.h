/* Whether decisions of the engine give a customer a wanted outcome. Where others weigh in
 * (limit, quota, household…), as `helder why` promises it: he takes part in the choice, and
 * scores above the cut that was. */
#ifndef HELDER_TESTS_EXPLAIN_CHANGE_SAYS_H
#define HELDER_TESTS_EXPLAIN_CHANGE_SAYS_H
#include <math.h>

#include "decide/decide.h"
#include "explain/change.h"
#include "log/state.h"

typedef struct Says {
  const Policy *policy;
  const Decisions *decisions;
  const Value *cuts; /* by selection */
  const bool *cut_made;
} Says;

static inline double says_number(Value value) {
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

static inline bool says_segment(const SegmentationDecision *group, size_t segment, size_t row) {
  if (group->style == SEGMENT_MANY)
    return group->members[segment][row] == VERDICT_YES;
  return group->segment[row] == segment;
}

static inline bool says_clear(const Says *says, size_t number, size_t row) {
  uint8_t verdict = says->decisions->exclusions[number].verdicts[row];
  bool ignore = says->policy->exclusions[number].ignore_unknown;
  return verdict == VERDICT_NO || (verdict == VERDICT_UNKNOWN && ignore);
}

static inline bool says_eligible(const Says *says, size_t number, size_t row) {
  return says->decisions->selections[number].state[row] >= STATE_CONTACTED_ENOUGH;
}

static inline bool says_above(const Says *says, size_t number, size_t row) {
  const SelectionDecision *decided = &says->decisions->selections[number];
  if (!decided->score || !says->cut_made[number])
    return says->policy->selections[number].limit != 0;
  Value score = column_value(decided->score, row), cut = says->cuts[number];
  bool scored =
      score.kind != VALUE_MISSING && !(score.kind == VALUE_DECIMAL && isnan(score.decimal));
  return scored && (cut.kind == VALUE_MISSING || says_number(score) > says_number(cut));
}

static inline bool says_so(const Says *says, ChangeWant want, size_t row) {
  bool all = true;
  switch (want.kind) {
  case CHANGE_NOT_EXCLUDED:
    for (size_t i = 0; i < says->decisions->exclusion_count; i++)
      if (want.rule == SIZE_MAX || want.rule == i)
        all = all && says_clear(says, i, row);
    return all;
  case CHANGE_EXCLUDED:
    return says->decisions->exclusions[want.rule].verdicts[row] == VERDICT_YES;
  case CHANGE_ELIGIBLE:
    return says_eligible(says, want.rule, row);
  case CHANGE_NOT_ELIGIBLE:
    return !says_eligible(says, want.rule, row);
  case CHANGE_SELECTED:
    return says_eligible(says, want.rule, row) && says_above(says, want.rule, row);
  case CHANGE_SEGMENT:
    return says_segment(&says->decisions->segmentations[want.rule], want.segment, row);
  default:
    return !says_segment(&says->decisions->segmentations[want.rule], want.segment, row);
  }
}
#endif

#include "decide/exclusions.h"

#include "base/date.h"
#include "policy/span.h"

/* The day a cell holds; text attributes hold dates as ISO text. */
static bool day_of(const Column *since, size_t row, int32_t *days) {
  Value value = column_value(since, row);
  if (value.kind == VALUE_DATE) {
    *days = value.days;
    return true;
  }
  return value.kind == VALUE_TEXT && date_from_iso(value.text, days);
}

static uint32_t since_missing(Arena *arena, const Exclusion *exclusion, Unknowns *unknowns) {
  Text *missing = arena_new(arena, sizeof *missing);
  *missing = exclusion->since;
  Text rule = text_format(arena, "exclusion %.*s", TEXT_ARGS(exclusion->name));
  return unknowns_kind(unknowns,
                       (UnknownKind){.rule = rule, .missing = missing, .missing_count = 1});
}

ExclusionDecision exclusion_decide(Arena *arena, const ExclusionInput *input, Unknowns *unknowns) {
  const Exclusion *exclusion = input->exclusion;
  if (exclusion->lasts.unit == SPAN_NONE || !input->since)
    return (ExclusionDecision){exclusion->name, input->asked};
  uint8_t *verdicts = arena_array(arena, input->rows, sizeof *verdicts);
  uint32_t kind = UINT32_MAX;
  unknowns_stage(unknowns);
  for (size_t row = 0; row < input->rows; row++) {
    int32_t day;
    verdicts[row] = input->asked[row];
    if (verdicts[row] != VERDICT_YES)
      continue;
    if (day_of(input->since, row, &day)) {
      if (input->as_of >= span_end(exclusion->lasts, day))
        verdicts[row] = VERDICT_NO;
      continue;
    }
    if (kind == UINT32_MAX)
      kind = since_missing(arena, exclusion, unknowns);
    verdicts[row] = VERDICT_UNKNOWN;
    unknowns_note(unknowns, row, kind);
  }
  return (ExclusionDecision){exclusion->name, verdicts};
}

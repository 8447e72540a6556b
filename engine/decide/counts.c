#include "decide/counts.h"

#include "condition/verdict.h"

static void count_exclusions_of(const Decisions *decisions, size_t row, Counts *counts) {
  size_t said_yes = 0, first = 0;
  for (size_t i = 0; i < decisions->exclusion_count; i++) {
    uint8_t verdict = decisions->exclusions[i].verdicts[row];
    counts->exclusions[i].unknown += verdict == VERDICT_UNKNOWN;
    if (verdict != VERDICT_YES)
      continue;
    counts->exclusions[i].gross++;
    if (said_yes++ == 0)
      first = i;
  }
  if (said_yes == 0)
    return;
  counts->excluded++;
  counts->exclusions[first].credited++;
  counts->exclusions[first].only += said_yes == 1;
}

static bool count_exclusions(Arena *arena, const Decisions *decisions, Counts *counts,
                             Error *error) {
  counts->exclusions = arena_array(arena, decisions->exclusion_count, sizeof *counts->exclusions);
  for (size_t row = 0; row < decisions->rows; row++)
    count_exclusions_of(decisions, row, counts);
  size_t credited = 0;
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    credited += counts->exclusions[i].credited;
  return credited == counts->excluded ||
         error_set(error, ERROR_INTERNAL,
                   "the exclusions credited %zu customers, but %zu are excluded", credited,
                   counts->excluded);
}

/* Answers how many memberships there are, counted by customer. */
static size_t count_members(const SegmentationDecision *decided, size_t rows,
                            SegmentationCount *count) {
  size_t memberships = 0;
  for (size_t row = 0; row < rows; row++) {
    size_t in = 0;
    for (size_t i = 0; i < decided->segment_count; i++)
      in += decided->members[i][row] == VERDICT_YES;
    count->none += in == 0;
    count->several += in > 1;
    memberships += in;
  }
  for (size_t i = 0; i < decided->segment_count; i++)
    for (size_t row = 0; row < rows; row++)
      count->segments[i] += decided->members[i][row] == VERDICT_YES;
  return memberships;
}

static void count_segments(const SegmentationDecision *decided, size_t rows,
                           SegmentationCount *count) {
  for (size_t row = 0; row < rows; row++) {
    uint16_t segment = decided->segment[row];
    if (segment < decided->segment_count)
      count->segments[segment]++;
    else if (segment == SEGMENT_CONFLICT)
      count->conflict++;
    else
      count->none += segment == NO_SEGMENT;
  }
}

/* In style MANY the segments hold as many as the customers say, else they hold each
 * customer once, with those in none or in conflict. */
static bool count_segmentation(Arena *arena, const Decisions *decisions, size_t number,
                               Counts *counts, Error *error) {
  const SegmentationDecision *decided = &decisions->segmentations[number];
  SegmentationCount *count = &counts->segmentations[number];
  count->segments = arena_array(arena, decided->segment_count, sizeof *count->segments);
  size_t expected = decisions->rows, sum = 0;
  if (decided->style == SEGMENT_MANY) {
    expected = count_members(decided, decisions->rows, count);
  } else {
    count_segments(decided, decisions->rows, count);
    sum = count->none + count->conflict;
  }
  for (size_t i = 0; i < decided->segment_count; i++)
    sum += count->segments[i];
  return sum == expected ||
         error_set(error, ERROR_INTERNAL, "the segmentation \"%.*s\" counts %zu customers of %zu",
                   TEXT_ARGS(decided->name), sum, expected);
}

static bool count_selection(const Decisions *decisions, size_t number, Counts *counts,
                            Error *error) {
  const SelectionDecision *decided = &decisions->selections[number];
  SelectionCount *count = &counts->selections[number];
  size_t sum = 0;
  for (size_t row = 0; row < decisions->rows; row++)
    if (decided->state[row] < STATE_COUNT)
      count->states[decided->state[row]]++;
  for (int state = 0; state < STATE_COUNT; state++)
    sum += count->states[state];
  return sum == decisions->rows ||
         error_set(error, ERROR_INTERNAL,
                   "the funnel of the selection \"%.*s\" holds %zu customers of %zu",
                   TEXT_ARGS(decided->name), sum, decisions->rows);
}

bool counts_make(Arena *arena, const Decisions *decisions, Counts *counts, Error *error) {
  *counts = (Counts){.rows = decisions->rows};
  counts->segmentations =
      arena_array(arena, decisions->segmentation_count, sizeof *counts->segmentations);
  counts->selections = arena_array(arena, decisions->selection_count, sizeof *counts->selections);
  if (!count_exclusions(arena, decisions, counts, error))
    return false;
  for (size_t i = 0; i < decisions->segmentation_count; i++)
    if (!count_segmentation(arena, decisions, i, counts, error))
      return false;
  for (size_t i = 0; i < decisions->selection_count; i++)
    if (!count_selection(decisions, i, counts, error))
      return false;
  return true;
}

#include "decide/counts.h"

#include "condition/verdict.h"

enum { BATCH = 2048 };

/* How many exclusions said yes, of each row of a batch; credits the first. */
static void batch_count(const uint8_t *verdicts, size_t count, uint8_t *said,
                        ExclusionCount *exclusion) {
  size_t gross = 0, credited = 0, unknown = 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t yes = verdicts[i] == VERDICT_YES;
    unknown += verdicts[i] == VERDICT_UNKNOWN;
    gross += yes;
    credited += yes & (said[i] == 0);
    said[i] = (uint8_t)(said[i] + (yes & (said[i] < 2))); /* two stand for more */
  }
  exclusion->gross += gross;
  exclusion->credited += credited;
  exclusion->unknown += unknown;
}

static size_t batch_only(const uint8_t *verdicts, size_t count, const uint8_t *said) {
  size_t only = 0;
  for (size_t i = 0; i < count; i++)
    only += (verdicts[i] == VERDICT_YES) & (said[i] == 1);
  return only;
}

static void count_exclusion_batch(const Decisions *decisions, size_t first, size_t count,
                                  Counts *counts) {
  uint8_t said[BATCH] = {0};
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    batch_count(decisions->exclusions[i].verdicts + first, count, said, &counts->exclusions[i]);
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    counts->exclusions[i].only +=
        batch_only(decisions->exclusions[i].verdicts + first, count, said);
  for (size_t i = 0; i < count; i++)
    counts->excluded += said[i] > 0;
}

static bool count_exclusions(Arena *arena, const Decisions *decisions, Counts *counts,
                             Error *error) {
  counts->exclusions = arena_array(arena, decisions->exclusion_count, sizeof *counts->exclusions);
  for (size_t first = 0; first < decisions->rows; first += BATCH) {
    size_t left = decisions->rows - first;
    count_exclusion_batch(decisions, first, left < BATCH ? left : BATCH, counts);
  }
  size_t credited = 0;
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    credited += counts->exclusions[i].credited;
  return credited == counts->excluded ||
         error_set(error, ERROR_INTERNAL,
                   "the exclusions credited %zu customers, but %zu are excluded", credited,
                   counts->excluded);
}

/* How many of the segments each row of a batch is in. */
static void batch_members(const SegmentationDecision *decided, size_t first, size_t count,
                          uint16_t *in) {
  memset(in, 0, count * sizeof *in);
  for (size_t i = 0; i < decided->segment_count; i++) {
    const uint8_t *members = decided->members[i] + first;
    for (size_t row = 0; row < count; row++)
      in[row] = (uint16_t)(in[row] + (members[row] == VERDICT_YES));
  }
}

/* Answers how many memberships there are, counted by customer. */
static size_t count_members(const SegmentationDecision *decided, size_t rows,
                            SegmentationCount *count) {
  size_t memberships = 0;
  uint16_t in[BATCH];
  for (size_t first = 0; first < rows; first += BATCH) {
    size_t left = rows - first < BATCH ? rows - first : BATCH;
    batch_members(decided, first, left, in);
    for (size_t row = 0; row < left; row++) {
      count->none += in[row] == 0;
      count->several += in[row] > 1;
      memberships += in[row];
    }
  }
  for (size_t i = 0; i < decided->segment_count; i++) {
    size_t members = 0;
    for (size_t row = 0; row < rows; row++)
      members += decided->members[i][row] == VERDICT_YES;
    count->segments[i] = members;
  }
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
  size_t states[4][256] = {{0}}; /* four rows at once: neighbours often have the same state */
  for (size_t row = 0; row < decisions->rows; row++)
    states[row % 4][decided->state[row]]++;
  for (int state = 0; state < STATE_COUNT; state++)
    count->states[state] =
        states[0][state] + states[1][state] + states[2][state] + states[3][state];
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

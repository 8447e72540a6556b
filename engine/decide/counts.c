#include "decide/counts.h"

#include "base/crew.h"
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

static void count_exclusions(const Decisions *decisions, Counts *counts) {
  for (size_t first = 0; first < decisions->rows; first += BATCH) {
    size_t left = decisions->rows - first;
    count_exclusion_batch(decisions, first, left < BATCH ? left : BATCH, counts);
  }
}

static bool exclusions_add_up(const Decisions *decisions, const Counts *counts, Error *error) {
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

static size_t batch_yes(const uint8_t *verdicts, size_t count) {
  uint16_t yes = 0;
  for (size_t row = 0; row < count; row++)
    yes = (uint16_t)(yes + (verdicts[row] == VERDICT_YES));
  return yes;
}

static void count_members(const SegmentationDecision *decided, size_t rows,
                          SegmentationCount *count) {
  uint16_t in[BATCH];
  for (size_t first = 0; first < rows; first += BATCH) {
    size_t left = rows - first < BATCH ? rows - first : BATCH;
    uint16_t none = 0, several = 0;
    batch_members(decided, first, left, in);
    for (size_t row = 0; row < left; row++) {
      none = (uint16_t)(none + (in[row] == 0));
      several = (uint16_t)(several + (in[row] > 1));
      count->memberships += in[row];
    }
    count->none += none;
    count->several += several;
    for (size_t i = 0; i < decided->segment_count; i++)
      count->segments[i] += batch_yes(decided->members[i] + first, left);
  }
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

static void count_segmentation(const Decisions *decisions, size_t number, Counts *counts) {
  const SegmentationDecision *decided = &decisions->segmentations[number];
  if (decided->style == SEGMENT_MANY)
    count_members(decided, decisions->rows, &counts->segmentations[number]);
  else
    count_segments(decided, decisions->rows, &counts->segmentations[number]);
}

/* In style MANY the segments hold as many as the customers say, else they hold each
 * customer once, with those in none or in conflict. */
static bool segmentation_adds_up(const Decisions *decisions, size_t number, const Counts *counts,
                                 Error *error) {
  const SegmentationDecision *decided = &decisions->segmentations[number];
  const SegmentationCount *count = &counts->segmentations[number];
  bool many = decided->style == SEGMENT_MANY;
  size_t expected = many ? count->memberships : decisions->rows;
  size_t sum = many ? 0 : count->none + count->conflict;
  for (size_t i = 0; i < decided->segment_count; i++)
    sum += count->segments[i];
  return sum == expected ||
         error_set(error, ERROR_INTERNAL, "the segmentation \"%.*s\" counts %zu customers of %zu",
                   TEXT_ARGS(decided->name), sum, expected);
}

static void count_selection(const Decisions *decisions, size_t number, Counts *counts) {
  const SelectionDecision *decided = &decisions->selections[number];
  SelectionCount *count = &counts->selections[number];
  size_t states[4][256] = {{0}}; /* four rows at once: neighbours often have the same state */
  for (size_t row = 0; row < decisions->rows; row++)
    states[row % 4][decided->state[row]]++;
  for (int state = 0; state < STATE_COUNT; state++)
    count->states[state] =
        states[0][state] + states[1][state] + states[2][state] + states[3][state];
}

static bool selection_adds_up(const Decisions *decisions, size_t number, const Counts *counts,
                              Error *error) {
  size_t sum = 0;
  for (int state = 0; state < STATE_COUNT; state++)
    sum += counts->selections[number].states[state];
  return sum == decisions->rows ||
         error_set(error, ERROR_INTERNAL,
                   "the funnel of the selection \"%.*s\" holds %zu customers of %zu",
                   TEXT_ARGS(decisions->selections[number].name), sum, decisions->rows);
}

typedef struct Counting {
  const Decisions *decisions;
  Counts *counts;
} Counting;

/* The exclusions together, a segmentation or a selection: each its own part of the Counts. */
static void count_job(void *context, size_t number) {
  const Counting *counting = context;
  size_t segmentations = counting->decisions->segmentation_count;
  if (number == 0)
    count_exclusions(counting->decisions, counting->counts);
  else if (number <= segmentations)
    count_segmentation(counting->decisions, number - 1, counting->counts);
  else
    count_selection(counting->decisions, number - 1 - segmentations, counting->counts);
}

bool counts_make(Arena *arena, const Decisions *decisions, size_t threads, Counts *counts,
                 Error *error) {
  size_t segmentations = decisions->segmentation_count, selections = decisions->selection_count;
  *counts = (Counts){
      .rows = decisions->rows,
      .exclusions = arena_array(arena, decisions->exclusion_count, sizeof *counts->exclusions),
      .segmentations = arena_array(arena, segmentations, sizeof *counts->segmentations),
      .selections = arena_array(arena, selections, sizeof *counts->selections)};
  for (size_t i = 0; i < segmentations; i++)
    counts->segmentations[i].segments =
        arena_array(arena, decisions->segmentations[i].segment_count, sizeof(size_t));
  Counting counting = {decisions, counts};
  crew_run(threads, 1 + segmentations + selections, count_job, &counting);
  bool good = exclusions_add_up(decisions, counts, error);
  for (size_t i = 0; good && i < segmentations; i++)
    good = segmentation_adds_up(decisions, i, counts, error);
  for (size_t i = 0; good && i < selections; i++)
    good = selection_adds_up(decisions, i, counts, error);
  return good;
}

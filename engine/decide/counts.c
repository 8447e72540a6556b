#include "decide/counts.h"

#include "base/bytes.h"
#include "base/crew.h"
#include "base/memory.h"
#include "condition/verdict.h"

enum { BATCH = 4096 }; /* small enough to stay at hand from rule to rule */

static size_t batch_rows(size_t rows, size_t first) {
  return rows - first < BATCH ? rows - first : BATCH;
}

/* One more for whoever the rule says yes of; two stand for more. */
static void say(uint8_t *restrict said, const uint8_t *restrict verdicts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t more = (uint8_t)(said[i] + (verdicts[i] == VERDICT_YES));
    said[i] = more < 2 ? more : 2;
  }
}

/* Of whom only this one said yes. */
static size_t batch_only(const uint8_t *restrict verdicts, size_t count,
                         const uint8_t *restrict said) {
  uint8_t only[BATCH];
  for (size_t i = 0; i < count; i++)
    only[i] = (verdicts[i] == VERDICT_YES) & (said[i] == 1);
  return bytes_count(only, count, 1);
}

static void count_exclusion_batch(const Decisions *decisions, size_t first, size_t count,
                                  Counts *counts) {
  uint8_t said[BATCH] = {0};
  size_t free = count; /* of whom none said yes yet */
  for (size_t i = 0; i < decisions->exclusion_count; i++) {
    const uint8_t *verdicts = decisions->exclusions[i].verdicts + first;
    ExclusionCount *exclusion = &counts->exclusions[i];
    size_t before = free;
    say(said, verdicts, count);
    free = bytes_count(said, count, 0);
    exclusion->credited += before - free;
    exclusion->gross += bytes_count(verdicts, count, VERDICT_YES);
    exclusion->unknown += bytes_count(verdicts, count, VERDICT_UNKNOWN);
  }
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    counts->exclusions[i].only +=
        batch_only(decisions->exclusions[i].verdicts + first, count, said);
  for (size_t i = 0; i < count; i++)
    counts->excluded += said[i] > 0;
}

static void count_exclusions(const Decisions *decisions, Counts *counts) {
  for (size_t first = 0; first < decisions->rows; first += BATCH)
    count_exclusion_batch(decisions, first, batch_rows(decisions->rows, first), counts);
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

/* A function of its own: put into the loop over the segments, compilers take two segments at
 * once and no longer several rows. */
__attribute__((noinline)) static void members_add(uint8_t *restrict in,
                                                  const uint8_t *restrict members, size_t count) {
  for (size_t row = 0; row < count; row++)
    in[row] = (uint8_t)(in[row] + (members[row] == VERDICT_YES));
}

/* In how many of some segments each row of a batch is; answers how many that are together. */
static size_t batch_members(const SegmentationDecision *decided, size_t segment, size_t end,
                            size_t first, size_t count, uint8_t *in) {
  size_t together = 0;
  memset(in, 0, count);
  for (; segment < end; segment++)
    members_add(in, decided->members[segment] + first, count);
  for (size_t row = 0; row < count; row++)
    together += in[row];
  return together;
}

static void count_member_batch(const SegmentationDecision *decided, size_t first, size_t rows,
                               SegmentationCount *count) {
  enum { MOST = 255 }; /* segments that a byte can count */
  uint8_t in[BATCH] = {0}, some[BATCH];
  for (size_t from = 0; from < decided->segment_count; from += MOST) {
    size_t end = from + MOST < decided->segment_count ? from + MOST : decided->segment_count;
    count->memberships += batch_members(decided, from, end, first, rows, some);
    for (size_t row = 0; row < rows; row++) { /* two stand for more */
      unsigned more = in[row] + (unsigned)some[row];
      in[row] = (uint8_t)(more < 2 ? more : 2);
    }
  }
  count->none += bytes_count(in, rows, 0);
  count->several += bytes_count(in, rows, 2);
  for (size_t i = 0; i < decided->segment_count; i++)
    count->segments[i] += bytes_count(decided->members[i] + first, rows, VERDICT_YES);
}

static void count_members(const SegmentationDecision *decided, size_t rows,
                          SegmentationCount *count) {
  for (size_t first = 0; first < rows; first += BATCH)
    count_member_batch(decided, first, batch_rows(rows, first), count);
}

static void count_segments(const SegmentationDecision *decided, size_t rows,
                           SegmentationCount *count) {
  enum { NONE, CONFLICT, OTHER, SLOTS }; /* behind those of the segments */
  size_t segments = decided->segment_count, most = UINT16_MAX;
  size_t *found = memory_array(2 * (segments + SLOTS), sizeof *found);
  for (size_t row = 0; row < rows; row++) { /* in turns: neighbours often have the same */
    size_t segment = decided->segment[row], behind = most - segment;
    size_t slot = segment < segments ? segment : segments + (behind < OTHER ? behind : OTHER);
    found[2 * slot + row % 2]++;
  }
  for (size_t i = 0; i < segments; i++)
    count->segments[i] = found[2 * i] + found[2 * i + 1];
  count->none = found[2 * (segments + NONE)] + found[2 * (segments + NONE) + 1];
  count->conflict = found[2 * (segments + CONFLICT)] + found[2 * (segments + CONFLICT) + 1];
  memory_free(found);
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
  for (size_t first = 0; first < decisions->rows; first += BATCH)
    for (int state = 0; state < STATE_COUNT; state++)
      count->states[state] +=
          bytes_count(decided->state + first, batch_rows(decisions->rows, first), (uint8_t)state);
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

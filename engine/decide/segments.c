#include "decide/segments.h"

#include "base/crew.h"
#include "condition/verdict.h"

static uint16_t *nobody_yet(Arena *arena, size_t rows) {
  uint16_t *segment = arena_array(arena, rows, sizeof *segment);
  memset(segment, 0xFF, rows * sizeof *segment);
  return segment;
}

static bool takes(const SegmentInput *input, size_t segment, size_t row) {
  return input->segments[segment] && input->segments[segment][row] == VERDICT_YES;
}

/* The number of the `otherwise` segment, or NO_SEGMENT. */
static uint16_t otherwise_of(const Segmentation *segmentation) {
  for (size_t i = 0; i < segmentation->segment_count; i++)
    if (segmentation->segments[i].otherwise)
      return (uint16_t)i;
  return NO_SEGMENT;
}

/* Whoever nobody took, and of whom this segment says yes. */
static void segment_take(uint16_t *segment, const uint8_t *verdicts, size_t rows, uint16_t number) {
  for (size_t row = 0; row < rows; row++) {
    uint16_t taken = segment[row] == NO_SEGMENT ? number : segment[row];
    segment[row] = verdicts[row] == VERDICT_YES ? taken : segment[row];
  }
}

static void decide_first(Arena *arena, const SegmentInput *input, SegmentationDecision *decided) {
  uint16_t *segment = nobody_yet(arena, input->rows);
  for (size_t i = 0; i < decided->segment_count; i++)
    if (input->segments[i])
      segment_take(segment, input->segments[i], input->rows, (uint16_t)i);
  decided->segment = segment;
}

static void decide_unique(Arena *arena, const SegmentInput *input, SegmentationDecision *decided) {
  uint16_t *segment = nobody_yet(arena, input->rows);
  for (size_t i = 0; i < decided->segment_count; i++)
    for (size_t row = 0; input->segments[i] && row < input->rows; row++)
      if (input->segments[i][row] == VERDICT_YES)
        segment[row] = segment[row] == NO_SEGMENT ? (uint16_t)i : SEGMENT_CONFLICT;
  decided->segment = segment;
}

/* Who is in no segment is in the one `otherwise`. */
static void fill_otherwise(SegmentationDecision *decided, uint16_t otherwise, size_t rows) {
  uint16_t *segment = (uint16_t *)(uintptr_t)decided->segment;
  for (size_t row = 0; otherwise != NO_SEGMENT && row < rows; row++)
    segment[row] = segment[row] == NO_SEGMENT ? otherwise : segment[row];
}

/* The verdicts as they are; `otherwise` has YES where no segment takes the customer
 * (modes all and unique: in the latter it is never part of a conflict). */
static const uint8_t *const *members_of(Arena *arena, const SegmentInput *input, bool all) {
  const Segmentation *segmentation = input->segmentation;
  const uint8_t **members = arena_array(arena, segmentation->segment_count, sizeof *members);
  for (size_t i = 0; i < segmentation->segment_count; i++) {
    members[i] = input->segments[i];
    if (members[i])
      continue;
    uint8_t *rest = arena_array(arena, input->rows, sizeof *rest);
    for (size_t row = 0; all && row < input->rows; row++) {
      bool taken = false;
      for (size_t other = 0; !taken && other < segmentation->segment_count; other++)
        taken = takes(input, other, row);
      rest[row] = taken ? VERDICT_NO : VERDICT_YES;
    }
    members[i] = rest;
  }
  return members;
}

static const Text *names_of(Arena *arena, const Segmentation *segmentation) {
  Text *names = arena_array(arena, segmentation->segment_count, sizeof *names);
  for (size_t i = 0; i < segmentation->segment_count; i++)
    names[i] = segmentation->segments[i].name;
  return names;
}

/* The bands by `from`, ascending; of equal ones the first listed last, so that it stays. */
static size_t bands_sort(const Segmentation *segmentation, uint16_t *bands) {
  size_t count = 0;
  for (size_t i = 0; i < segmentation->segment_count; i++) {
    const Segment *segments = segmentation->segments;
    size_t at = count;
    if (segments[i].otherwise)
      continue;
    for (; at > 0 && segments[bands[at - 1]].from >= segments[i].from; at--)
      bands[at] = bands[at - 1];
    bands[at] = (uint16_t)i;
    count++;
  }
  return count;
}

/* Who reaches it is in the band, whatever lower one he was in. */
static void band_take(uint16_t *segment, const double *sum, size_t rows, double from,
                      uint16_t band) {
  for (size_t row = 0; row < rows; row++)
    segment[row] = sum[row] >= from ? band : segment[row];
}

static void points_add(double *sum, const uint8_t *verdicts, size_t rows, double worth) {
  for (size_t row = 0; row < rows; row++)
    sum[row] += verdicts[row] == VERDICT_YES ? worth : 0;
}

typedef struct Scoring {
  const SegmentInput *input;
  double *sum;
  uint16_t *segment;
  const uint16_t *bands;
  size_t band_count;
} Scoring;

static void batch_score(const Scoring *scoring, size_t first, size_t rows) {
  const SegmentInput *input = scoring->input;
  const Segmentation *segmentation = input->segmentation;
  double *sum = scoring->sum + first;
  for (size_t i = 0; i < segmentation->point_count; i++)
    points_add(sum, input->points[i] + first, rows, segmentation->points[i].points);
  for (size_t i = 0; i < scoring->band_count; i++) {
    uint16_t band = scoring->bands[i];
    band_take(scoring->segment + first, sum, rows, segmentation->segments[band].from, band);
  }
}

static void range_score(void *context, size_t first, size_t end) {
  enum { BATCH = 4096 }; /* small enough to stay at hand from point to point */
  const Scoring *scoring = context;
  memset(scoring->segment + first, 0xFF, (end - first) * sizeof *scoring->segment);
  for (; first < end; first += BATCH)
    batch_score(scoring, first, end - first < BATCH ? end - first : BATCH);
}

static void decide_score(Arena *arena, const SegmentInput *input, SegmentationDecision *decided) {
  const Segmentation *segmentation = input->segmentation;
  Text *names = arena_array(arena, segmentation->point_count, sizeof *names);
  double *worth = arena_array(arena, segmentation->point_count, sizeof *worth);
  for (size_t i = 0; i < segmentation->point_count; i++) {
    names[i] = segmentation->points[i].name;
    worth[i] = segmentation->points[i].points;
  }
  uint16_t *bands = arena_array(arena, segmentation->segment_count, sizeof *bands);
  Scoring scoring = {.input = input,
                     .sum = arena_array(arena, input->rows, sizeof *scoring.sum),
                     .segment = arena_array(arena, input->rows, sizeof *scoring.segment),
                     .bands = bands,
                     .band_count = bands_sort(segmentation, bands)};
  crew_ranges(input->threads, input->rows, range_score, &scoring);
  decided->style = SEGMENT_SCORE;
  decided->segment = scoring.segment;
  decided->sum = scoring.sum;
  decided->point_names = names;
  decided->points = worth;
  decided->point_verdicts = input->points;
  decided->point_count = segmentation->point_count;
}

SegmentationDecision segments_decide(Arena *arena, const SegmentInput *input) {
  const Segmentation *segmentation = input->segmentation;
  SegmentationDecision decided = {.name = segmentation->name,
                                  .segment_names = names_of(arena, segmentation),
                                  .segment_count = segmentation->segment_count};
  switch (segmentation->mode) {
  case SEGMENTATION_FIRST:
    decide_first(arena, input, &decided);
    break;
  case SEGMENTATION_UNIQUE:
    decide_unique(arena, input, &decided);
    decided.members = members_of(arena, input, false);
    break;
  case SEGMENTATION_ALL:
    decided.style = SEGMENT_MANY;
    decided.members = members_of(arena, input, true);
    return decided;
  case SEGMENTATION_SCORE:
    decide_score(arena, input, &decided);
    break;
  }
  fill_otherwise(&decided, otherwise_of(segmentation), input->rows);
  return decided;
}

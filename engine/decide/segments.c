#include "decide/segments.h"

#include "base/crew.h"
#include "condition/verdict.h"

/* What the customers are put into. */
typedef struct Placement {
  const SegmentInput *input;
  uint16_t *segment;
  uint16_t otherwise; /* NO_SEGMENT: there is none */
  const uint16_t *bands;
  size_t band_count;
  double *sum; /* NULL: not asked for */
  const double *sums;
  const uint16_t *banded; /* [which points were given], with `sums`; NULL: too many points */
} Placement;

enum { BATCH = 4096 }; /* small enough to stay at hand from rule to rule */

/* Loops over the rows of a batch stay functions of their own: put into the loop over the rules,
 * compilers take two rules at once and no longer several rows. */
#define OVER_ROWS __attribute__((noinline))

/* Each batch of these rows. */
static void batches(void (*batch)(const Placement *placement, size_t first, size_t rows),
                    const Placement *placement, size_t first, size_t end) {
  for (; first < end; first += BATCH)
    batch(placement, first, end - first < BATCH ? end - first : BATCH);
}

static void fill(uint16_t *segment, size_t rows, uint16_t number) {
  for (size_t row = 0; row < rows; row++)
    segment[row] = number;
}

/* The number of the `otherwise` segment, or NO_SEGMENT. */
static uint16_t otherwise_of(const Segmentation *segmentation) {
  for (size_t i = 0; i < segmentation->segment_count; i++)
    if (segmentation->segments[i].otherwise)
      return (uint16_t)i;
  return NO_SEGMENT;
}

/* --- modes first and unique --------------------------------------------------------- */

OVER_ROWS static void segment_take(uint16_t *restrict segment, const uint8_t *restrict verdicts,
                                   size_t rows, uint16_t number) {
  for (size_t row = 0; row < rows; row++)
    segment[row] = verdicts[row] == VERDICT_YES ? number : segment[row];
}

/* The first that says yes is the last that is laid over. */
static void batch_first(const Placement *placement, size_t first, size_t rows) {
  const SegmentInput *input = placement->input;
  uint16_t *segment = placement->segment + first;
  fill(segment, rows, placement->otherwise);
  for (size_t i = input->segmentation->segment_count; i-- > 0;)
    if (input->segments[i])
      segment_take(segment, input->segments[i] + first, rows, (uint16_t)i);
}

OVER_ROWS static void segment_claim(uint16_t *restrict segment, const uint8_t *restrict verdicts,
                                    size_t rows, uint16_t number) {
  for (size_t row = 0; row < rows; row++) {
    uint16_t claimed = segment[row] == NO_SEGMENT ? number : SEGMENT_CONFLICT;
    segment[row] = verdicts[row] == VERDICT_YES ? claimed : segment[row];
  }
}

static void batch_unique(const Placement *placement, size_t first, size_t rows) {
  const SegmentInput *input = placement->input;
  uint16_t *segment = placement->segment + first;
  fill(segment, rows, NO_SEGMENT);
  for (size_t i = 0; i < input->segmentation->segment_count; i++)
    if (input->segments[i])
      segment_claim(segment, input->segments[i] + first, rows, (uint16_t)i);
  for (size_t row = 0; row < rows; row++)
    segment[row] = segment[row] == NO_SEGMENT ? placement->otherwise : segment[row];
}

static void range_first(void *placement, size_t first, size_t end) {
  batches(batch_first, placement, first, end);
}

static void range_unique(void *placement, size_t first, size_t end) {
  batches(batch_unique, placement, first, end);
}

/* --- mode all ------------------------------------------------------------------------- */

/* Who is in none of the segments that have a condition. */
typedef struct Rest {
  const SegmentInput *input;
  uint8_t *members;
} Rest;

static void range_rest(void *context, size_t first, size_t end) {
  const Rest *rest = context;
  const SegmentInput *input = rest->input;
  uint8_t *restrict members = rest->members;
  memset(members + first, VERDICT_YES, end - first);
  for (size_t i = 0; i < input->segmentation->segment_count; i++) {
    const uint8_t *restrict verdicts = input->segments[i];
    for (size_t row = first; verdicts && row < end; row++)
      members[row] = verdicts[row] == VERDICT_YES ? VERDICT_NO : members[row];
  }
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
    Rest rest = {input, arena_array(arena, input->rows, sizeof *rest.members)};
    if (all)
      crew_ranges(input->threads, input->rows, range_rest, &rest);
    members[i] = rest.members;
  }
  return members;
}

/* --- mode score ------------------------------------------------------------------------- */

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
OVER_ROWS static void band_take(uint16_t *segment, const double *sum, size_t rows, double from,
                                uint16_t band) {
  for (size_t row = 0; row < rows; row++)
    segment[row] = sum[row] >= from ? band : segment[row];
}

OVER_ROWS static void points_add(double *sum, const uint8_t *verdicts, size_t rows, double worth) {
  for (size_t row = 0; row < rows; row++)
    sum[row] += verdicts[row] == VERDICT_YES ? worth : 0;
}

static void bands_take(const Placement *placement, uint16_t *segment, const double *sum,
                       size_t rows) {
  fill(segment, rows, placement->otherwise);
  for (size_t i = 0; i < placement->band_count; i++) {
    uint16_t band = placement->bands[i];
    band_take(segment, sum, rows, placement->input->segmentation->segments[band].from, band);
  }
}

static void batch_score(const Placement *placement, size_t first, size_t rows) {
  const SegmentInput *input = placement->input;
  double own[BATCH], *sum = placement->sum ? placement->sum + first : own;
  for (size_t row = 0; row < rows; row++)
    sum[row] = 0;
  for (size_t i = 0; i < input->segmentation->point_count; i++)
    points_add(sum, input->points[i] + first, rows, input->segmentation->points[i].points);
  bands_take(placement, placement->segment + first, sum, rows);
}

OVER_ROWS static void given_add(uint8_t *restrict given, const uint8_t *restrict verdicts,
                                size_t rows, uint8_t bit) {
  for (size_t row = 0; row < rows; row++)
    given[row] |= (uint8_t) - (verdicts[row] == VERDICT_YES) & bit;
}

/* With few points all that can come of them is known before. */
static void batch_look_up(const Placement *placement, size_t first, size_t rows) {
  const SegmentInput *input = placement->input;
  uint8_t given[BATCH] = {0};
  for (size_t i = 0; i < input->segmentation->point_count; i++)
    given_add(given, input->points[i] + first, rows, (uint8_t)(1 << i));
  for (size_t row = 0; row < rows; row++)
    placement->segment[first + row] = placement->banded[given[row]];
  for (size_t row = 0; placement->sum && row < rows; row++)
    placement->sum[first + row] = placement->sums[given[row]];
}

static void range_score(void *context, size_t first, size_t end) {
  const Placement *placement = context;
  batches(placement->banded ? batch_look_up : batch_score, placement, first, end);
}

double segments_sum(const SegmentationDecision *decided, size_t row) {
  double sum = 0;
  for (size_t i = 0; i < decided->point_count; i++)
    sum += decided->point_verdicts[i][row] == VERDICT_YES ? decided->points[i] : 0;
  return sum;
}

/* What each choice of the points comes to. */
static void foresee(Arena *arena, Placement *placement) {
  enum { POINTS_MOST = 8 };
  const Segmentation *segmentation = placement->input->segmentation;
  if (segmentation->point_count > POINTS_MOST)
    return;
  size_t choices = (size_t)1 << segmentation->point_count;
  double *sums = arena_array(arena, choices, sizeof *sums);
  uint16_t *banded = arena_array(arena, choices, sizeof *banded);
  for (size_t choice = 0; choice < choices; choice++)
    for (size_t i = 0; i < segmentation->point_count; i++)
      sums[choice] += choice >> i & 1 ? segmentation->points[i].points : 0;
  bands_take(placement, banded, sums, choices);
  placement->sums = sums;
  placement->banded = banded;
}

static void decide_score(Arena *arena, Placement *placement, SegmentationDecision *decided) {
  const SegmentInput *input = placement->input;
  const Segmentation *segmentation = input->segmentation;
  Text *names = arena_array(arena, segmentation->point_count, sizeof *names);
  double *worth = arena_array(arena, segmentation->point_count, sizeof *worth);
  for (size_t i = 0; i < segmentation->point_count; i++) {
    names[i] = segmentation->points[i].name;
    worth[i] = segmentation->points[i].points;
  }
  uint16_t *bands = arena_array(arena, segmentation->segment_count, sizeof *bands);
  placement->bands = bands;
  placement->band_count = bands_sort(segmentation, bands);
  placement->sum =
      input->counts_only ? NULL : arena_array(arena, input->rows, sizeof *placement->sum);
  foresee(arena, placement);
  crew_ranges(input->threads, input->rows, range_score, placement);
  decided->style = SEGMENT_SCORE;
  decided->sum = placement->sum;
  decided->point_names = names;
  decided->points = worth;
  decided->point_verdicts = input->points;
  decided->point_count = segmentation->point_count;
}

/* --- all of them ------------------------------------------------------------------------ */

static const Text *names_of(Arena *arena, const Segmentation *segmentation) {
  Text *names = arena_array(arena, segmentation->segment_count, sizeof *names);
  for (size_t i = 0; i < segmentation->segment_count; i++)
    names[i] = segmentation->segments[i].name;
  return names;
}

SegmentationDecision segments_decide(Arena *arena, const SegmentInput *input) {
  const Segmentation *segmentation = input->segmentation;
  SegmentationDecision decided = {.name = segmentation->name,
                                  .segment_names = names_of(arena, segmentation),
                                  .segment_count = segmentation->segment_count};
  if (segmentation->mode == SEGMENTATION_ALL) {
    decided.style = SEGMENT_MANY;
    decided.members = members_of(arena, input, true);
    return decided;
  }
  Placement placement = {.input = input,
                         .segment = arena_array(arena, input->rows, sizeof *placement.segment),
                         .otherwise = otherwise_of(segmentation)};
  decided.segment = placement.segment;
  if (segmentation->mode == SEGMENTATION_FIRST)
    crew_ranges(input->threads, input->rows, range_first, &placement);
  else if (segmentation->mode == SEGMENTATION_SCORE)
    decide_score(arena, &placement, &decided);
  else
    crew_ranges(input->threads, input->rows, range_unique, &placement);
  if (segmentation->mode == SEGMENTATION_UNIQUE)
    decided.members = members_of(arena, input, false);
  return decided;
}

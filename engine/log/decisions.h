/* Decisions: all that a run decided about every customer, by column.
 *
 * decide/ fills them, log/ writes them, line by line; nobody changes them after.
 * The Arena of the run owns everything here. All arrays over customers have `rows`
 * items; names are those of the policy, in its order. */
#ifndef HELDER_LOG_DECISIONS_H
#define HELDER_LOG_DECISIONS_H
#include "table/table.h"

/* The ten states in which a customer can end a selection, in the order they are tested. */
typedef enum State {
  STATE_EXCLUDED,
  STATE_NOT_ELIGIBLE,
  STATE_UNDECIDED,
  STATE_CONTACTED_ENOUGH,
  STATE_TAKEN_ELSEWHERE,
  STATE_HOUSEHOLD,
  STATE_OVER_QUOTA,
  STATE_BELOW_THE_CUT,
  STATE_HOLDOUT,
  STATE_SELECTED,
  STATE_COUNT
} State;

/* "excluded", "not eligible", "undecided", "contacted enough", … */
const char *state_name(State state);
bool state_from_name(Text name, State *state);

typedef struct ExclusionDecision {
  Text name;
  const uint8_t *verdicts; /* a Verdict a customer; an ended one (`lasts`) is NO */
  bool ignore_unknown;
} ExclusionDecision;

enum { NO_SEGMENT = 0xFFFF };

typedef struct SegmentationDecision {
  Text name;
  bool many;  /* mode "all": `members` counts, not `segment` */
  bool score; /* mode "score" */
  const Text *segment_names;
  size_t segment_count;
  const uint16_t *segment;       /* the segment a customer is in, or NO_SEGMENT */
  const uint8_t *conflict;       /* mode "unique": 1 where several said yes; else NULL */
  const uint8_t *const *members; /* [segment][row]: 1 where in it (modes all and unique) */
  const double *sum;             /* mode "score" */
  const Text *point_names;       /* mode "score": the points, and [point][row] verdicts */
  const double *points;
  const uint8_t *const *point_verdicts;
  size_t point_count;
} SegmentationDecision;

enum { NOBODY = 0xFFFF };

typedef struct SelectionDecision {
  Text name;
  const uint8_t *state;     /* a State a customer */
  const uint16_t *by;       /* EXCLUDED: the credited exclusion; UNDECIDED: the exclusion that
                               was unknown, or NOBODY when it was `when`; TAKEN_ELSEWHERE: the
                               selection; else NOBODY */
  bool ranked;              /* the selection has a rank function */
  const double *rank;       /* own score, NaN when missing; meaningless before the rank stage */
  const uint32_t *place;    /* place in rank order among those admitted so far, from 1; for
                               OVER_QUOTA: in rank order among those of the same quota value;
                               0 when not ranked */
  int64_t limit;            /* -1: none */
  double cut;               /* the score of the last within the limit; NaN: no cut was made */
  const uint8_t *tie;       /* BELOW_THE_CUT: 1 where the score equals the cut (lost by key) */
  Text one_per;             /* empty: none */
  Text quota_per, quota_of; /* empty: none */
  double quota_max;
  const double *quota_taken; /* what was taken of this customer's quota value when his turn came */
  const double *quota_need;  /* what he would take */
  double holdout;            /* the fraction, 0: none */
  const double *bucket;      /* for all that reached the draw */
} SelectionDecision;

/* A rule that could not decide about a customer. `fields` or `error`. */
typedef struct UnknownDecision {
  uint32_t row;
  Text rule; /* "exclusion membership paused", "segment guest/keeper of the calm",
                "point fit/came often", "selection quiet Sunday", "rank quiet Sunday",
                "attribute spend_per_visit", "guarantee …" */
  const Text *missing;
  size_t missing_count;
  Text message;
  int line;
} UnknownDecision;

typedef struct Override {
  uint32_t row;
  Text rule, outcome, reason, by;
  int32_t until; /* last day it holds */
} Override;

typedef struct Decisions {
  const Table *table; /* with the attributes as columns */
  size_t rows;
  const Column *const *read; /* the columns that go into `read` and `missing` */
  size_t read_count;
  const ExclusionDecision *exclusions;
  size_t exclusion_count;
  const SegmentationDecision *segmentations;
  size_t segmentation_count;
  const SelectionDecision *selections;
  size_t selection_count;
  const UnknownDecision *unknowns; /* sorted by row */
  size_t unknown_count;
  const Override *overrides; /* sorted by row; only those that hold on as_of */
  size_t override_count;
} Decisions;
#endif

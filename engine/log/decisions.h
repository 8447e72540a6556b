/* Decisions: all that a run decided about every customer, by column.
 *
 * decide/ fills them, log/ writes them, line by line; nobody changes them after. Where counts
 * alone were asked for, what is told of one customer only is NULL: sum, by, place, within,
 * quota_taken, bucket, unknown_first; they cannot be written.
 * The Arena of the run owns everything here. All arrays over customers have `rows`
 * items; names are those of the policy, in its order. */
#ifndef HELDER_LOG_DECISIONS_H
#define HELDER_LOG_DECISIONS_H
#include "log/state.h"
#include "table/table.h"

typedef struct ExclusionDecision {
  Text name;
  const uint8_t *verdicts; /* a Verdict a customer; an ended one (`lasts`) is NO */
} ExclusionDecision;

typedef enum SegmentStyle {
  SEGMENT_ONE,  /* modes first and unique: the segment or none */
  SEGMENT_MANY, /* mode all */
  SEGMENT_SCORE /* mode score */
} SegmentStyle;

enum { NO_SEGMENT = 0xFFFF, SEGMENT_CONFLICT = 0xFFFE };

typedef struct SegmentationDecision {
  Text name;
  SegmentStyle style;
  const Text *segment_names;
  size_t segment_count;
  const uint16_t *segment;       /* the segment, NO_SEGMENT or SEGMENT_CONFLICT; NULL: MANY */
  const uint8_t *const *members; /* [segment][row]: VERDICT_YES where it is one of several (MANY,
                                    and ONE where conflicts are possible; else NULL) */
  const double *sum;             /* SCORE */
  const Text *point_names;       /* SCORE: the points … */
  const double *points;          /* … what each is worth */
  const uint8_t *const *point_verdicts; /* … and [point][row] its verdict */
  size_t point_count;
} SegmentationDecision;

/* SelectionDecision.by where the state is UNDECIDED and no exclusion is to blame. */
enum { BY_WHEN = 0xFFFF, BY_QUOTA = 0xFFFE };

/* How often each customer was contacted, and how often is enough. */
typedef struct PressureDecision {
  Text events;            /* the side table that is counted */
  const Column *counted;  /* its events in the window, by customer; NULL: no pressure */
  const uint16_t *chosen; /* selections of this run that chose the customer before */
  int64_t max;
  bool months; /* the window is `span` months, else days */
  int span;
} PressureDecision;

typedef struct SelectionDecision {
  Text name;
  const uint8_t *state;   /* a State a customer */
  const uint16_t *by;     /* EXCLUDED: the credited exclusion; UNDECIDED: the exclusion, BY_WHEN or
                             BY_QUOTA; TAKEN_ELSEWHERE: the selection */
  const Column *score;    /* what `rank` answered; NULL: no rank function */
  const uint32_t *place;  /* from HOUSEHOLD on: place in rank order; NULL: no order was asked for */
  const uint32_t *within; /* HOUSEHOLD: place in the household; later: among those of the same
                             quota value; NULL: neither one_per nor quota */
  int64_t limit;          /* -1: none */
  bool cut_made;          /* somebody is BELOW_THE_CUT */
  Value cut;              /* the score of the last within the limit */
  bool quota;             /* there is one */
  const Column *quota_per; /* NULL: one for all */
  const Column *quota_of;  /* NULL: each customer needs 1 */
  double quota_max;
  const double *quota_taken;                /* of this customer's quota value when the turn came */
  PressureDecision pressure;                /* told from CONTACTED_ENOUGH on */
  double holdout;                           /* the fraction, 0: none */
  const double *bucket;                     /* for all that reached the draw; NULL: no holdout */
  bool score_masked, per_masked, of_masked; /* score and cut, quota_per, quota_of: kept out of
                                               the log */
} SelectionDecision;

/* One way in which a rule could not decide; shared by all customers it befell. */
typedef struct UnknownKind {
  Text rule; /* as FORMAT.md names it: "selection quiet Sunday" */
  const Text *missing;
  size_t missing_count;
  Text message; /* an error in the rule; empty when fields are missing */
  int line;
  size_t customers; /* how many */
  uint32_t example; /* the first of them, by row */
  uint32_t met;     /* where in the order of deciding it was met first (decide/unknowns.h) */
  bool staged;      /* by a stage that notes by itself, not by asking a rule */
} UnknownKind;

typedef struct Override {
  uint32_t row;
  Text rule, outcome, reason, by;
  int32_t until;  /* last day it holds */
  bool dated;     /* the file says when it was made */
  int32_t made;   /* the day */
  uint32_t place; /* in the budget of staff's discretion, from 1; 0: it takes none of it */
} Override;

typedef struct Decisions {
  const Table *table; /* with the attributes as columns */
  size_t rows;
  uint64_t before; /* rows of the run that stand before these: of a run written in pieces */
  const Column *const *read; /* the columns that go into `read` and `missing` */
  const bool *masked;        /* [read]: its values are kept out of the log; NULL: none */
  size_t read_count;
  const ExclusionDecision *exclusions;
  size_t exclusion_count;
  const SegmentationDecision *segmentations;
  size_t segmentation_count;
  const SelectionDecision *selections;
  size_t selection_count;
  const UnknownKind *unknown_kinds;
  size_t unknown_kind_count;
  const uint32_t *unknowns;      /* indexes into the kinds, grouped by row … */
  const uint64_t *unknown_first; /* … row's are unknown_first[row] … [row + 1] - 1; NULL: none */
  const Override *overrides;     /* sorted by row; only those that hold on as_of */
  size_t override_count;
} Decisions;

/* The first override of this row or a later one (override_count: none). */
size_t decisions_override_first(const Decisions *decisions, size_t row);
#endif

/* A goal: an outcome of one rule for one customer, as requirements on terms.
 *
 * Made once a run for each outcome that is wanted; asked of points and boxes. The Arena of
 * the rules owns it. */
#ifndef HELDER_EXPLAIN_CHANGE_GOAL_H
#define HELDER_EXPLAIN_CHANGE_GOAL_H
#include "explain/change_rules.h"

typedef enum ChangeKind {
  CHANGE_NOT_EXCLUDED, /* by `rule`; SIZE_MAX: by none */
  CHANGE_EXCLUDED,
  CHANGE_ELIGIBLE, /* for the selection: it takes part in the choice */
  CHANGE_NOT_ELIGIBLE,
  CHANGE_SELECTED,    /* eligible, and above the cut of this run where there is one: a score
                         equal to it leaves the place to the key; with a limit of 0 nobody is */
  CHANGE_SEGMENT,     /* in `segment` of the segmentation */
  CHANGE_NOT_SEGMENT, /* no longer in it */
  CHANGE_PLACE,       /* inside explain: no outcome, but all that a place among others of the
                         selection is given by; asks for nothing */
  CHANGE_TIED         /* inside explain: eligible, and at the cut or above it */
} ChangeKind;

typedef struct ChangeWant {
  ChangeKind kind;
  size_t rule;    /* number of the exclusion, selection or segmentation */
  size_t segment; /* SIZE_MAX: none, of a segmentation without `otherwise` */
} ChangeWant;

typedef struct Requirement {
  Term *term;
  unsigned wanted;           /* its verdict is one of these (CLAIM_ bits) */
  const Segmentation *score; /* instead: the sum of its points reaches the band `segment` */
  size_t segment;
} Requirement;

typedef struct Goal {
  const ChangeRules *rules;
  ChangeWant want;
  Requirement *requirements; /* all must hold … */
  size_t count;
  bool negated; /* … or not all may */
  Term **terms; /* all conditions that it rests on */
  size_t term_count;
  ProbeUse *uses; /* by own value */
  bool by_cut;    /* the score at the cut is asked for */
} Goal;

/* NULL: a wanted outcome that is none (a segment without a condition in mode score…). */
const Goal *goal_make(ChangeRules *rules, ChangeWant want);

enum { GOAL_CAN = 1, GOAL_CAN_FAIL = 2 };

/* Of the point, or the box, that was started last: whether the goal can be reached in it,
 * and whether it can be missed. */
unsigned goal_ask_point(const Goal *goal);
unsigned goal_ask_box(const Goal *goal);

/* What must be so in the box that was asked last, as probe_needs. */
size_t goal_needs(const Goal *goal, ProbeNeed *list, size_t most);

/* The own value to look at more closely in a box where it can be reached and can be missed,
 * and was missed at the point; SIZE_MAX: none of those that are open. */
size_t goal_pick(const Goal *goal, const bool *open);
#endif

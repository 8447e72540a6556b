/* Counts: the funnels and tables of a run, made from its decisions alone, and the
 * check that they add up (law 1). One pass over the customers a rule, by several threads.
 * The Arena owns the arrays; items stand in the order of the Decisions. */
#ifndef HELDER_DECIDE_COUNTS_H
#define HELDER_DECIDE_COUNTS_H
#include "base/error.h"
#include "log/decisions.h"

typedef struct ExclusionCount {
  size_t gross;    /* said yes */
  size_t credited; /* said yes, and no exclusion before it did */
  size_t only;     /* said yes, and no other did */
  size_t unknown;
} ExclusionCount;

typedef struct SegmentationCount {
  size_t *segments; /* customers in each */
  size_t none, conflict;
  size_t several;     /* style MANY: in two or more */
  size_t memberships; /* style MANY: of all customers together */
} SegmentationCount;

typedef struct SelectionCount {
  size_t states[STATE_COUNT];
} SelectionCount;

typedef struct Counts {
  size_t rows;
  size_t excluded; /* by any exclusion */
  ExclusionCount *exclusions;
  SegmentationCount *segmentations;
  SelectionCount *selections;
} Counts;

/* False with ERROR_INTERNAL when a funnel or a segmentation does not sum to the
 * rows, or the credits do not sum to the excluded. */
bool counts_make(Arena *arena, const Decisions *decisions, size_t threads, Counts *counts,
                 Error *error);
#endif

/* Segments: from what each segment's and point's condition said to who is in what.
 *
 * A condition that is unknown does not take the customer and gives no points. One
 * pass over the customers a segment. The Arena owns what is answered; the verdict
 * arrays that come in must live as long. */
#ifndef HELDER_DECIDE_SEGMENTS_H
#define HELDER_DECIDE_SEGMENTS_H
#include "log/decisions.h"
#include "policy/policy.h"

typedef struct SegmentInput {
  const Segmentation *segmentation;
  const uint8_t *const *segments; /* [segment][row]: a Verdict; NULL where it has no condition */
  const uint8_t *const *points;   /* [point][row]: mode score */
  size_t rows;
  size_t threads;   /* 0 and 1: no other than this one */
  bool counts_only; /* what the points of a customer come to is not asked for */
} SegmentInput;

SegmentationDecision segments_decide(Arena *arena, const SegmentInput *input);

/* What the points of this customer come to (style SCORE), added in the policy's order. */
double segments_sum(const SegmentationDecision *decided, size_t row);
#endif

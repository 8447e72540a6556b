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
  size_t threads; /* 0 and 1: no other than this one */
} SegmentInput;

SegmentationDecision segments_decide(Arena *arena, const SegmentInput *input);
#endif

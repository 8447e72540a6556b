/* The part of a line that tells the segments: `"segments":{…}` (FORMAT.md).
 *
 * Prepared once, then written a row at a time by any number of threads. The Arena
 * owns the plan; the Decisions must outlive it. */
#ifndef HELDER_LOG_SEGMENT_PART_H
#define HELDER_LOG_SEGMENT_PART_H
#include "log/decisions.h"
#include "log/piece.h"

typedef struct SegmentationPart {
  const SegmentationDecision *decided;
  Text head;            /* pieces: `"kind":`, … */
  const Text *segments; /* … the segments' names as JSON strings, … */
  const Text *points;   /* … its points' names so, … */
  const Text *worth;    /* … and what each is worth */
  Answered members;     /* `["loyal","young"]`, by the segments' verdicts */
  Answered scored;      /* `{"orders often":20,…}}`, by the points' verdicts */
} SegmentationPart;

typedef struct SegmentPart {
  const SegmentationPart *segmentations;
  size_t count;
} SegmentPart;

SegmentPart segment_part(Arena *arena, const Decisions *decisions);
void segment_part_write(const SegmentPart *part, size_t row, Buffer *out);
#endif

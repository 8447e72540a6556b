/* The part of a line that tells the selections: `"selections":{…}` (FORMAT.md).
 *
 * Prepared once, then written a row at a time by any number of threads. The Arena
 * owns the plan; the Decisions must outlive it. */
#ifndef HELDER_LOG_SELECTION_PART_H
#define HELDER_LOG_SELECTION_PART_H
#include "log/decisions.h"
#include "log/piece.h"

typedef struct OneSelectionPart {
  const SelectionDecision *decided;
  Text quoted;             /* pieces: the selection's name as a JSON string, … */
  Text heads[STATE_COUNT]; /* … `"quiet Sunday":{"state":"excluded"`, by state, … */
  Text undecided_when;     /* … and the rules an UNDECIDED may be due to */
  Text undecided_quota;
  Text limit;     /* `,"limit":120`, or empty */
  Text cut;       /* `,"cut":7`, or empty */
  Text quota_per; /* `"per":"preferred_day","value":`, or empty */
  Text quota_max; /* `"max":40,"taken":`, or empty */
  Text pressure;  /* `,"pressure":{"events":"mailings","days":30,"counted":`, or empty */
  Text fraction;  /* `,"fraction":0.1`, or empty */
} OneSelectionPart;

typedef struct SelectionPart {
  const OneSelectionPart *selections;
  size_t count;
  const Text *exclusions;      /* pieces: names as JSON strings */
  const Text *exclusion_rules; /* "exclusion membership paused" so */
} SelectionPart;

SelectionPart selection_part(Arena *arena, const Decisions *decisions);
void selection_part_write(const SelectionPart *part, size_t row, Buffer *out);
#endif

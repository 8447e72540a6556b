/* What was decided about one customer, decision by decision, the weightiest first: what a
 * letter tells, and from what. Costs some microseconds; the Arena of the Telling owns it. */
#ifndef HELDER_EXPLAIN_LETTER_POINTS_H
#define HELDER_EXPLAIN_LETTER_POINTS_H
#include "explain/letter.h"
#include "log/state.h"

typedef enum PointKind { /* in the order in which a letter tells them */
                         POINT_HAND,
                         POINT_EXCLUDED,
                         POINT_SELECTED, /* or kept apart by lot */
                         POINT_SEGMENT,
                         POINT_UNDECIDED,
                         POINT_STAGE, /* eligible, and not chosen among others */
                         POINT_NOT_ELIGIBLE
} PointKind;

typedef struct LetterPoint {
  PointKind kind;
  size_t number;  /* of the exclusion, segmentation or selection; by hand: of what `rule` says */
  size_t segment; /* POINT_SEGMENT */
  State state;    /* of a selection */
  const json_t *logged;   /* what the line tells of the selection */
  const json_t *override; /* POINT_HAND */
  int32_t until;          /* POINT_EXCLUDED: the first day without; INT32_MAX: not said */
  bool first;             /* what the letter is about */
} LetterPoint;

typedef struct LetterPoints {
  LetterPoint *list;
  size_t count;
} LetterPoints;

/* False with the Error filled: the policy, asked again, does not say what was logged. */
bool letter_points(const LetterInput *input, LetterPoints *points, Error *error);

/* The override in force on this rule of the line; NULL: none. */
const json_t *letter_override(const Telling *telling, const char *kind, Text name);

/* The first day on which an exclusion no longer holds; INT32_MAX: it is not said. */
int32_t letter_until(const Telling *telling, const Exclusion *exclusion);

/* What the line tells of a selection; its state. */
const json_t *letter_logged(const Telling *telling, const Selection *selection, State *state);

#endif

/* Questions: all conditions and ranks of a policy as the steps of one asking, and
 * which step answers which rule. Costs nothing to speak of; the Arena owns all. */
#ifndef HELDER_DECIDE_QUESTIONS_H
#define HELDER_DECIDE_QUESTIONS_H
#include "policy/ask.h"

#define NO_STEP SIZE_MAX

typedef struct Questions {
  Step *steps;
  Text *rules; /* the step's rule as the log's FORMAT.md names it */
  size_t count;
  size_t *exclusions; /* [exclusion]: the step of its `when` */
  size_t **segments;  /* [segmentation][segment]; NO_STEP for `otherwise` and bands */
  size_t **points;    /* [segmentation][point] */
  size_t *whens;      /* [selection] */
  size_t *ranks;      /* [selection]; NO_STEP without a rank */
} Questions;

Questions questions_make(Arena *arena, const Policy *policy);

/* The verdicts that answer a step; NULL for NO_STEP. */
const uint8_t *questions_verdicts(const Answers *answers, size_t step);

/* "exclusion \"membership paused\"" (for messages) and "exclusion membership paused". */
Text questions_title(Arena *arena, const char *kind, Text name);
Text questions_rule(Arena *arena, const char *kind, Text name);
#endif

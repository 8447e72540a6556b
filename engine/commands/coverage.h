/* Coverage: which answers of a policy's comparisons some test has seen.
 *
 * A comparison (a leaf of a condition's tree) has two outcomes, yes and no; a line of a
 * rule that only the Lua VM can answer has one: that it ran. A comparison that several
 * rules share through a helper function is one. In mode "first" a segment counts only for
 * customers whom no earlier one took. Costs an explanation a rule and customer. The Arena
 * owns all. */
#ifndef HELDER_COMMANDS_COVERAGE_H
#define HELDER_COMMANDS_COVERAGE_H
#include "decide/trial.h"

typedef struct CoverageSpot {
  Position at;
  Text text; /* "phone_incidents >= WARNED_AT", or the line */
  Text rule; /* exclusion "warned": the first that it belongs to */
  bool is_line;
  bool yes, no; /* seen; of a line `yes`: it ran */
} CoverageSpot;

typedef struct Coverage {
  Arena *arena;
  CoverageSpot *spots; /* by place, after coverage_finish */
  size_t count, capacity;
  size_t seen, all; /* outcomes */
} Coverage;

Coverage *coverage_make(Arena *arena);

/* What one trial has seen. It must have been run with coverage_ask. The first call also
 * asks for the lines of the policy (a short-lived worker). False with the Error filled. */
bool coverage_add(Coverage *coverage, const Trial *trial, Error *error);

/* policy_ask that notes the lines that run. */
Answers *coverage_ask(Arena *arena, const Asking *asking, Error *error);

/* Sorts and counts. */
void coverage_finish(Coverage *coverage);

/* "never yes", "never no", "never asked", "never ran"; NULL: all of it was seen. */
const char *coverage_unseen(const CoverageSpot *spot);

/* 0 … 100; 100 where there is nothing to see. */
double coverage_percent(const Coverage *coverage);
#endif

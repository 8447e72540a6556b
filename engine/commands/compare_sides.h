/* The two sides of `helder compare`: two run folders, or two policies over the same data.
 * Costs reading the runs, or reading the data and deciding by both policies. */
#ifndef HELDER_COMMANDS_COMPARE_SIDES_H
#define HELDER_COMMANDS_COMPARE_SIDES_H
#include "commands/run_read.h"
#include "decide/decide.h"
#include "explain/compare.h"
#include "log/run_read.h"

/* How a guarantee came out; of fair shares, groups are counted (decide/guarantees.h). */
typedef struct GuaranteeCounts {
  Text name;
  size_t asked, held, broken, unknown;
} GuaranteeCounts;

typedef struct CompareSides {
  Arena *arena;
  const char *names[2]; /* as given: folders, or policies */
  Run *runs[2];         /* NULL: of policies */
  RunRead reads[2];     /* of policies: data and events */
  Table *tables[2];     /* of runs: what their lines read */
  GuaranteeCounts *guarantees[2];
  size_t guarantee_count[2];
  size_t threads;
  RunProgress progress;
  CompareInput input;
} CompareSides;

/* False with the Error filled; compare_sides_drop in any case. */
bool compare_sides_of_runs(CompareSides *sides, Error *error);
bool compare_sides_of_policies(CompareSides *sides, const RunOptions *options, Error *error);

/* Customers of a run whose lines were erased: nothing is known of them. */
size_t compare_sides_erased(const CompareSides *sides, int side);
void compare_sides_drop(CompareSides *sides);
#endif

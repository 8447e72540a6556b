/* What `helder compare` tells: as text, as a JSON document, as CSV with a line a mover. Costs
 * what it writes. */
#ifndef HELDER_COMMANDS_COMPARE_REPORT_H
#define HELDER_COMMANDS_COMPARE_REPORT_H
#include "commands/compare_sides.h"

typedef struct CompareReport {
  const CompareSides *sides;
  const Comparison *comparison;
} CompareReport;

void compare_text(const CompareReport *report, Buffer *out);
void compare_json(const CompareReport *report, Buffer *out);
void compare_csv(const CompareReport *report, Buffer *out); /* key,rule,from,to,cause */
#endif

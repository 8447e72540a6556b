/* rejected.csv: the rows that --skip-bad-rows set aside, `line,why,record`, with the
 * quotes that CSV needs. Costs its length. The Arena owns the answer. */
#ifndef HELDER_LOG_REJECTED_H
#define HELDER_LOG_REJECTED_H
#include "table/table.h"

Text rejected_csv(Arena *arena, const Table *table);
#endif

/* A Table into the container of kept columns, and out of it again (kept_file.h). */
#ifndef HELDER_TABLE_KEPT_TABLE_H
#define HELDER_TABLE_KEPT_TABLE_H
#include "table/kept_file.h"
#include "table/table.h"

/* Its columns must stay until it is written. */
void kept_table_put(KeptMaking *making, const Table *table);

/* NULL when anything in it is not as a table must be, whatever its checksums say; else the
 * table owns the mapping. `path` is the file's, as given. */
Table *kept_table_take(KeptFile *file, const char *path, size_t threads);
#endif

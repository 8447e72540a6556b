/* Kept columns: a table that was read once lies beside its file, in `.helder-cache/`, as it
 * stands in memory, and is mapped the next time in place of reading the file.
 *
 * It is taken only while the file's device, inode, size and both times are what they were,
 * and the file had been at rest for two seconds before it was read; only by the same build of
 * the engine, with the same ReadOptions (but for threads, parts and progress), for the user
 * who made it. Every byte has a checksum that is looked at first. Whatever is wrong with it,
 * the file is read. A folder that cannot be written is no error. Safe to delete; what is
 * stale is removed when a new one is made. The names hold the content's hash. */
#ifndef HELDER_TABLE_KEPT_H
#define HELDER_TABLE_KEPT_H
#include "base/stamp.h"
#include "table/table.h"

/* NULL: nothing that can be trusted is kept. Costs a look at every byte that is kept. */
Table *kept_open(const char *path, const ReadOptions *options);

/* Keeps a table that was just read; `stamp`: of the file before it was. Costs writing its
 * columns; in silence where that fails. */
void kept_put(const Table *table, const ReadOptions *options, const Stamp *stamp);

/* Removes all that is kept of this file, by whichever build and options; how many. */
size_t kept_remove(const char *path);
#endif

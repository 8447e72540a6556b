/* A TableStream: a CSV file as a row of small tables, for files of any size.
 *
 * The file is read twice. table_stream_open reads it once to its end and keeps no cell: it
 * learns what table_read would have learned, so that every piece has the very columns that
 * the whole table would have. Then each table_stream_next reads the next rows. Memory: one
 * piece, whatever the size. Rows are not held against those of other pieces: a key that
 * stands in two of them is the caller's to find (table_stream_again tells of it). The
 * TableStream owns the names that its tables use and must outlive them. */
#ifndef HELDER_TABLE_STREAM_H
#define HELDER_TABLE_STREAM_H
#include "table/table.h"

typedef struct TableStream TableStream;

/* NULL with the Error filled, as table_read; the options' keep_from is not looked at. Needs a
 * key. With skip_bad_rows all keys are in memory until it answers, to see those that stand
 * twice (4 bytes a key and its text; some 16 more where they are not in order). */
TableStream *table_stream_open(const char *path, const ReadOptions *options, Error *error);
void table_stream_close(TableStream *stream); /* NULL is fine */

/* The table without its cells: names, types, and the file. Rows and sizes are those of the
 * whole file at once; how many cells are missing, and what its texts let assume, once all
 * pieces were read. table_key answers the texts that table_stream_note noted. */
Table *table_stream_whole(TableStream *stream);

/* Notes a key; the row by which table_key of the whole answers it. */
uint32_t table_stream_note(TableStream *stream, Text key);

/* The next piece, the caller's to drop; NULL at the end (no error), or with the Error filled:
 * also when the file is no longer what it was. Never more rows than the whole has. */
Table *table_stream_next(TableStream *stream, Error *error);

/* Back to the first piece, after the last. False with the Error filled. */
bool table_stream_restart(TableStream *stream, Error *error);

/* Fills the Error that table_read would have given: the key of this row stands in row `other`,
 * an earlier one, too. Costs one more reading. Answers false. */
bool table_stream_again(TableStream *stream, uint64_t row, uint64_t other, Error *error);
#endif

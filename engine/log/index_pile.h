/* An IndexPile: index records of any number, sorted on the disk.
 *
 * Records are added in any order; every INDEX_PILE_ROWS of them are sorted and put into a
 * file of their own (unlinked while it is open: nothing remains of it); index_pile_merge writes the
 * index of all of them and tells of records of the same hash. Memory: 4 MB, and 8 MB for
 * the merge, whatever the number. Costs writing and reading each record once more. */
#ifndef HELDER_LOG_INDEX_PILE_H
#define HELDER_LOG_INDEX_PILE_H
#include "base/error.h"
#include "log/index.h"

enum { INDEX_PILE_ROWS = 1 << 17 };

typedef struct IndexPile IndexPile;

/* `path`: of the file that is sorted in; must not exist yet. NULL with the Error filled. */
IndexPile *index_pile_make(const char *path, Error *error);
void index_pile_drop(IndexPile *pile); /* NULL is fine */

bool index_pile_add(IndexPile *pile, const IndexRecord *records, size_t count, Error *error);

/* Two records that follow one another and have the same hash; false ends the merge. */
typedef bool IndexTwins(void *context, const IndexRecord *one, const IndexRecord *other,
                        Error *error);

/* The whole index into an open file, as index_bytes makes it. */
bool index_pile_merge(IndexPile *pile, int descriptor, const char *path, IndexTwins *twins,
                      void *context, Error *error);
#endif

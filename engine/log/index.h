/* The index of a run folder: from a key to its line at once (FORMAT.md).
 *
 * index_sort costs about two passes over the records; index_find a binary search: a
 * few page reads in a mapped file. A hash is no proof: the caller looks at the line.
 * Nothing here owns memory but index_sort's scratch. */
#ifndef HELDER_LOG_INDEX_H
#define HELDER_LOG_INDEX_H
#include <stdbool.h>

#include "base/text.h"

enum { INDEX_HEADER = 24, INDEX_RECORD = 16 };

typedef struct IndexRecord {
  uint64_t hash;   /* text_hash of the key */
  uint64_t offset; /* of the line */
} IndexRecord;

/* By hash, then offset. */
void index_sort(IndexRecord *records, size_t count);

/* The header of an index of so many records; one record. */
void index_header(uint64_t count, Buffer *out);
void index_record(const IndexRecord *record, Buffer *out);

/* The bytes of the whole file, header and records. */
void index_bytes(const IndexRecord *records, size_t count, Buffer *out);

/* False when the bytes are no index of a run of `rows` lines: a record for each that was
 * not erased. */
bool index_good(Text index, size_t rows);

/* The number of the first record with this hash, and how many there are. */
size_t index_find(Text index, uint64_t hash, size_t *first);

/* The offset in a record. */
uint64_t index_offset(Text index, size_t record);
#endif

/* Spool: one large file, written from front to end past the page cache.
 *
 * What is put is gathered in blocks of 4 MiB, and a thread of the spool's own hands each whole
 * block to the disk (O_DIRECT, open(2)) while the next is filled: the kernel copies nothing,
 * keeps nothing, and the sync at the end is short. Where the file system knows no such writes,
 * they go through the page cache and the disk is told at once (sync_file_range(2)). A file
 * under 4 MiB needs no thread.
 *
 * Memory: at most 16 MiB. Built with -DHELDER_FAULTS its writes fail in turn as those of
 * file.h do. */
#ifndef HELDER_BASE_SPOOL_H
#define HELDER_BASE_SPOOL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct Spool Spool;

/* Takes an empty file that is open for writing; `path` is for messages and must outlive it. */
Spool *spool_make(int descriptor, const char *path);

/* Puts these bytes behind all that were put before. Several threads may, never two at once.
 * False with the Error filled when a write failed, of these bytes or of some before. */
bool spool_put(Spool *spool, const void *bytes, size_t length, Error *error);

/* Bytes put so far. */
uint64_t spool_length(const Spool *spool);

/* Writes the rest, brings the file to the disk (fsync), closes it and frees the spool, also
 * where it fails. */
bool spool_end(Spool *spool, Error *error);

/* Closes the file as it is and frees the spool; NULL is fine. */
void spool_drop(Spool *spool);
#endif

/* The container of kept columns: notes (numbers and texts) and blocks (arrays as they stand
 * in memory, each at a multiple of 64 bytes), with checksums (XXH3, by libxxhash) of every
 * mebibyte and of the header. All or nothing: written under another name, then renamed.
 *
 *   header, notes, blocks, checksums   (KeptHeader in kept_file.c)
 *
 * A KeptFile answers for any bytes: what is not there is a zero or NULL, and `bad` is set. */
#ifndef HELDER_TABLE_KEPT_FILE_H
#define HELDER_TABLE_KEPT_FILE_H
#include "base/sha256.h"
#include "base/stamp.h"
#include "base/text.h"

typedef struct KeptBlock {
  const void *bytes;
  uint64_t offset, length; /* offset: after the notes */
} KeptBlock;

typedef struct KeptMaking {
  Buffer notes;
  KeptBlock *blocks;
  size_t count, capacity;
  uint64_t length; /* of all blocks */
} KeptMaking;

/* In the order in which they will be taken. A block's bytes must stay until it is written. */
void kept_number(KeptMaking *making, uint64_t number);
void kept_text(KeptMaking *making, Text text);
void kept_block(KeptMaking *making, const void *bytes, uint64_t length);
void kept_free(KeptMaking *making);

/* False: it could not be, and nothing remains. For the owner alone to read. */
bool kept_write(const KeptMaking *making, const Stamp *stamp, const char *path, size_t threads);

typedef struct KeptFile {
  Text mapped, notes, blocks;
  size_t at; /* in the notes */
  bool bad;
} KeptFile;

/* False, and nothing to unmap, when the file is not there, not this user's, of another stamp,
 * or a byte of it is not what was written. */
bool kept_map(KeptFile *file, const Stamp *stamp, const char *path, size_t threads);
void kept_unmap(KeptFile *file);

uint64_t kept_take_number(KeptFile *file);
Text kept_take_text(KeptFile *file);
const void *kept_take_block(KeptFile *file, uint64_t length); /* must be as long */
#endif

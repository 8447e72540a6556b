/* A Stamp: what the file system tells of a file without reading it. Two equal stamps mean
 * the same content, unless it was written within the clock's grain: stamp_is_settled. */
#ifndef HELDER_BASE_STAMP_H
#define HELDER_BASE_STAMP_H
#include <stdbool.h>
#include <stdint.h>

typedef struct Stamp {
  uint64_t device, inode, size;
  int64_t modified, changed; /* nanoseconds since 1970; `changed` no program can set back */
} Stamp;

/* False when there is no such regular file. */
bool stamp_of_path(const char *path, Stamp *stamp);
bool stamp_of_descriptor(int descriptor, Stamp *stamp);

bool stamp_equal(const Stamp *a, const Stamp *b);

/* True when the file was last written and changed two seconds ago or longer: a later write
 * would give it another stamp. */
bool stamp_is_settled(const Stamp *stamp);
#endif

/* A Pool: bytes for the texts that conditions make, given back all at once.
 *
 * After the first few batches it allocates no more. Owned by one thread. */
#ifndef HELDER_CONDITION_POOL_H
#define HELDER_CONDITION_POOL_H
#include "base/text.h"

typedef struct PoolBlock PoolBlock;
struct PoolBlock {
  PoolBlock *older;
  size_t size, used;
  char bytes[];
};

typedef struct Pool {
  PoolBlock *block; /* NULL at first */
} Pool;

/* `length` bytes that stay where they are until pool_reset. */
char *pool_new(Pool *pool, size_t length);

/* Every text made from the pool is gone; the largest block is kept for the next. */
void pool_reset(Pool *pool);
void pool_free(Pool *pool);
#endif

#include "condition/pool.h"

#include "base/memory.h"

enum { FIRST_BLOCK = 16384 };

char *pool_new(Pool *pool, size_t length) {
  PoolBlock *block = pool->block;
  if (!block || block->size - block->used < length) {
    size_t size = block ? block->size * 2 : FIRST_BLOCK;
    while (size < length)
      size *= 2;
    block = memory_new(sizeof *block + size);
    block->older = pool->block;
    block->size = size;
    pool->block = block;
  }
  char *bytes = block->bytes + block->used;
  block->used += length;
  return bytes;
}

static void drop_older(PoolBlock *block) {
  while (block) {
    PoolBlock *older = block->older;
    memory_free(block);
    block = older;
  }
}

void pool_reset(Pool *pool) {
  if (!pool->block)
    return;
  drop_older(pool->block->older);
  pool->block->older = NULL;
  pool->block->used = 0;
}

void pool_free(Pool *pool) {
  drop_older(pool->block);
  pool->block = NULL;
}

#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { FIRST_ROOM = 16 };

static void (*exhausted_handler)(size_t bytes);

void memory_when_exhausted(void (*handler)(size_t bytes)) {
  exhausted_handler = handler;
}

void memory_exhausted(size_t bytes) {
  if (exhausted_handler)
    exhausted_handler(bytes);
  abort();
}

#ifdef HELDER_FAULTS
/* True when this is the allocation that the test wants to fail. */
static int allocation_must_fail(void) {
  static long wanted = -1;
  static _Atomic long done = 0;
  if (wanted < 0) {
    const char *text = getenv("HELDER_FAIL_ALLOCATION");
    wanted = text ? strtol(text, NULL, 10) : 0;
  }
  return wanted > 0 && ++done == wanted;
}
#else
static int allocation_must_fail(void) {
  return 0;
}
#endif

/* A block of megabytes is wanted in large pages, where the system has them: fewer faults
 * while it is filled, fewer misses where it is read here and there. */
static void large_pages(void *block, size_t bytes) {
  const uintptr_t page = 2 << 20;
  uintptr_t from = ((uintptr_t)block + page - 1) / page * page;
  uintptr_t until = ((uintptr_t)block + bytes) / page * page;
  if (from < until)
    madvise((void *)from, until - from, MADV_HUGEPAGE); /* a wish; refused, all stays as it is */
}

void *memory_new(size_t bytes) {
  void *block = allocation_must_fail() ? NULL : calloc(1, bytes ? bytes : 1);
  if (!block)
    memory_exhausted(bytes);
  large_pages(block, bytes);
  return block;
}

void *memory_array(size_t count, size_t bytes) {
  if (bytes && count > SIZE_MAX / bytes)
    memory_exhausted(SIZE_MAX);
  return memory_new(count * bytes);
}

void *memory_try_grow(void *block, size_t bytes) {
  void *grown = allocation_must_fail() ? NULL : realloc(block, bytes ? bytes : 1);
  if (grown)
    large_pages(grown, bytes);
  return grown;
}

void *memory_grow(void *block, size_t bytes) {
  void *grown = memory_try_grow(block, bytes);
  if (!grown)
    memory_exhausted(bytes);
  return grown;
}

void *memory_room(void *items, size_t count, size_t *capacity, size_t bytes) {
  if (count < *capacity)
    return items;
  if (count > SIZE_MAX / 4 / bytes)
    memory_exhausted(SIZE_MAX);
  *capacity = 2 * count + FIRST_ROOM;
  return memory_grow(items, *capacity * bytes);
}

void memory_free(void *block) {
  free(block);
}

static void *pages_map(size_t bytes, int flags) {
  void *pages = MAP_FAILED;
  if (!allocation_must_fail())
    pages = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
  if (pages == MAP_FAILED)
    memory_exhausted(bytes);
  return pages;
}

void *memory_shared(size_t bytes) {
  return pages_map(bytes, MAP_SHARED | MAP_NORESERVE);
}

void *memory_pages(size_t bytes) {
  void *pages = pages_map(bytes, MAP_PRIVATE);
  large_pages(pages, bytes);
  return pages;
}

void memory_shared_free(void *block, size_t bytes) {
  if (block)
    munmap(block, bytes ? bytes : 1);
}

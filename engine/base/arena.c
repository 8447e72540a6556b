#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

enum { CHUNK_BYTES = 64 * 1024, ALIGNMENT = 16, FIRST_ROOM = 8 };

/* Arrays of a run share pages of their own, so that large ones serve them: an array alone seldom
 * begins where a large page does. Where misuse of memory is looked for, each stands alone. */
#ifdef HELDER_SANITIZED
enum { LARGE_BYTES = INT32_MAX, REGION_BYTES = 0 };
#else
enum { LARGE_BYTES = 256 * 1024, REGION_BYTES = 32 * 1024 * 1024 };
#endif

typedef struct Chunk {
  struct Chunk *older;
  size_t used, size;
  _Alignas(ALIGNMENT) unsigned char bytes[];
} Chunk;

typedef struct Ending {
  struct Ending *older;
  void (*end)(void *thing);
  void *thing;
} Ending;

struct Arena {
  Chunk *newest;
  Chunk *regions;  /* the newest first */
  Ending *endings; /* in the arena itself */
};

Arena *arena_make(void) {
  return memory_new(sizeof(Arena));
}

void arena_drop(Arena *arena) {
  if (!arena)
    return;
  for (Ending *ending = arena->endings; ending; ending = ending->older)
    ending->end(ending->thing);
  for (Chunk *chunk = arena->newest; chunk;) {
    Chunk *older = chunk->older;
    memory_free(chunk);
    chunk = older;
  }
  for (Chunk *region = arena->regions; region;) {
    Chunk *older = region->older;
    memory_shared_free(region, sizeof(Chunk) + region->size);
    region = older;
  }
  memory_free(arena);
}

/* A block larger than a chunk gets a chunk of its own, put behind the newest so
 * that the room left in the newest is not lost. */
static Chunk *chunk_add(Arena *arena, size_t bytes) {
  size_t size = bytes > CHUNK_BYTES / 4 ? bytes : CHUNK_BYTES;
  Chunk *chunk = memory_new(sizeof(Chunk) + size);
  chunk->size = size;
  if (arena->newest && size != CHUNK_BYTES) {
    chunk->older = arena->newest->older;
    arena->newest->older = chunk;
  } else {
    chunk->older = arena->newest;
    arena->newest = chunk;
  }
  return chunk;
}

/* The region has room for a block of that size. */
static Chunk *region_for(Arena *arena, size_t bytes) {
  if (arena->regions && arena->regions->size - arena->regions->used >= bytes)
    return arena->regions;
  size_t size = bytes > REGION_BYTES ? bytes : REGION_BYTES;
  Chunk *region = memory_pages(sizeof(Chunk) + size);
  *region = (Chunk){.older = arena->regions, .size = size};
  arena->regions = region;
  return region;
}

void *arena_new(Arena *arena, size_t bytes) {
  if (bytes > SIZE_MAX / 2)
    memory_exhausted(bytes);
  bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  Chunk *chunk = arena->newest;
  if (bytes >= LARGE_BYTES)
    chunk = region_for(arena, bytes);
  else if (!chunk || chunk->size - chunk->used < bytes)
    chunk = chunk_add(arena, bytes);
  void *block = chunk->bytes + chunk->used;
  chunk->used += bytes;
  return block;
}

void *arena_array(Arena *arena, size_t count, size_t bytes) {
  if (bytes && count > SIZE_MAX / bytes)
    memory_exhausted(SIZE_MAX);
  return arena_new(arena, count * bytes);
}

void *arena_room(Arena *arena, void *items, size_t count, size_t *capacity, size_t bytes) {
  if (count < *capacity)
    return items;
  *capacity = 2 * count + FIRST_ROOM;
  void *more = arena_array(arena, *capacity, bytes);
  if (count)
    memcpy(more, items, count * bytes);
  return more;
}

char *arena_copy(Arena *arena, const char *bytes, size_t length) {
  char *copy = arena_new(arena, length + 1);
  if (length)
    memcpy(copy, bytes, length);
  return copy;
}

char *arena_vformat(Arena *arena, const char *format, va_list list) {
  va_list again;
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  char *text = arena_new(arena, (size_t)(length < 0 ? 0 : length) + 1);
  if (length >= 0)
    vsnprintf(text, (size_t)length + 1, format, list);
  return text;
}

char *arena_format(Arena *arena, const char *format, ...) {
  va_list list;
  va_start(list, format);
  char *text = arena_vformat(arena, format, list);
  va_end(list);
  return text;
}

void arena_finally(Arena *arena, void (*end)(void *thing), void *thing) {
  Ending *ending = arena_new(arena, sizeof *ending);
  *ending = (Ending){arena->endings, end, thing};
  arena->endings = ending;
}

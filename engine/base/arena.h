/* An Arena: many small blocks that die together (habit 4: one arena a run).
 *
 * arena_new costs an addition, now and then a call to memory_new. Blocks are
 * zeroed, aligned for any type, and live until arena_drop; none is freed alone.
 * Not for two threads at once. The Arena owns every block it gave. */
#ifndef HELDER_BASE_ARENA_H
#define HELDER_BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_make(void);
void arena_drop(Arena *arena); /* NULL is fine */

void *arena_new(Arena *arena, size_t bytes);
void *arena_array(Arena *arena, size_t count, size_t bytes);

/* An array with room behind its `count` items of `bytes` each: the same while `*capacity`
 * leaves some, else a copy of at least twice the room. NULL and a capacity of 0 begin one. */
void *arena_room(Arena *arena, void *items, size_t count, size_t *capacity, size_t bytes);

/* A copy of `length` bytes with a NUL after them. */
char *arena_copy(Arena *arena, const char *bytes, size_t length);

/* printf into the arena; the answer ends with NUL. */
char *arena_vformat(Arena *arena, const char *format, va_list list);
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls end(thing) when the arena is dropped, the latest first: for what a library
 * allocated and must free itself. */
void arena_finally(Arena *arena, void (*end)(void *thing), void *thing);
#endif

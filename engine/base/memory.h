/* Memory for the whole engine: one door, so that running out of it is one event.
 *
 * No call here returns NULL. When the system has no more, the handler that main
 * installed is called with the number of bytes asked for; it says so to the user
 * and ends the process (exit 2). Nothing half-written can remain: a run folder has
 * a temporary name until it is whole, and log/ removes it from an exit hook.
 *
 * Built with -DHELDER_FAULTS, the environment variable HELDER_FAIL_ALLOCATION=n
 * makes the n-th allocation of the process fail (tests only; release builds do
 * not read it).
 *
 * Ownership: a block belongs to whoever asked for it, until memory_free. Prefer
 * an Arena (arena.h) for everything that lives as long as a run. */
#ifndef HELDER_BASE_MEMORY_H
#define HELDER_BASE_MEMORY_H
#include <stddef.h>

/* `bytes` zeroed bytes, aligned for any type; megabytes in large pages where the system has
 * them. */
void *memory_new(size_t bytes);

/* `count` zeroed items of `bytes` each; the product is checked for overflow. */
void *memory_array(size_t count, size_t bytes);

/* The block with its size changed to `bytes`; the new part is not zeroed. */
void *memory_grow(void *block, size_t bytes);

/* An array with room behind its `count` items of `bytes` each: the same while `*capacity`
 * leaves some, else grown to at least twice that; the new part is not zeroed. NULL and a
 * capacity of 0 begin one. */
void *memory_room(void *items, size_t count, size_t *capacity, size_t bytes);

/* Gives a block back; NULL is fine. */
void memory_free(void *block);

/* Installs what is called when there is no more memory; it must not return. */
void memory_when_exhausted(void (*handler)(size_t bytes));

/* Calls that handler: for libraries that report "no memory" themselves. */
_Noreturn void memory_exhausted(size_t bytes);

/* Like memory_grow, but NULL when exhausted: only for a library that handles
 * that itself (the Lua allocator). */
void *memory_try_grow(void *block, size_t bytes);

/* Zeroed pages shared with processes forked later; pages are taken as they are
 * touched, so asking for more than will be used costs nothing. Freed with
 * memory_shared_free. Counts as one allocation for HELDER_FAIL_ALLOCATION. */
void *memory_shared(size_t bytes);
void memory_shared_free(void *block, size_t bytes);

/* Zeroed pages of this process alone, in large ones where the system has them: for
 * blocks of megabytes that are written once. Freed with memory_shared_free. */
void *memory_pages(size_t bytes);
#endif

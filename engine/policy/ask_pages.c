#include "policy/ask_pages.h"

#include "base/memory.h"
#include "policy/ask_memory.h"

enum { LINE = 64 }; /* so that workers do not write to one line of the cache */

static size_t rounded(size_t bytes) {
  return (bytes + LINE - 1) / LINE * LINE;
}

/* The next `bytes` of a block; NULL for measuring, when the block is not there yet. */
static void *share(uint8_t *block, size_t *used, size_t bytes) {
  void *part = block ? block + *used : NULL;
  *used += rounded(bytes);
  return part;
}

static void ranges_set(AskPages *pages, size_t rows) {
  size_t chunks = (rows + ASK_CHUNK - 1) / ASK_CHUNK;
  for (size_t i = 0; i < pages->workers; i++) {
    size_t first = chunks * i / pages->workers * ASK_CHUNK;
    size_t end = chunks * (i + 1) / pages->workers * ASK_CHUNK;
    pages->ranges[i].first = first;
    pages->ranges[i].end = end < rows ? end : rows;
  }
}

static size_t kept_lay(AskPages *pages, const Asking *asking) {
  size_t used = 0;
  for (size_t i = 0; i < asking->step_count; i++)
    pages->verdicts[i] = share(pages->kept, &used, asking->table->rows);
  return used;
}

static size_t passing_lay(AskPages *pages, const Asking *asking) {
  size_t used = 0, rows = asking->table->rows;
  for (size_t i = 0; i < asking->step_count; i++)
    if (ask_step_has_values(&asking->steps[i])) {
      pages->kinds[i] = share(pages->passing, &used, rows);
      pages->slots[i] = share(pages->passing, &used, rows * sizeof(int64_t));
    }
  for (size_t i = 0; i < pages->workers; i++) {
    AskRange *range = &pages->ranges[i];
    range->most_troubles = (range->end - range->first) * asking->step_count;
    range->parcel_bytes = rounded(asking->limits.bytes);
    range->trouble_count = share(pages->passing, &used, sizeof(size_t));
    range->troubles = share(pages->passing, &used, range->most_troubles * sizeof(Trouble));
    range->parcel = share(pages->passing, &used, range->parcel_bytes);
  }
  return used;
}

AskPages *ask_pages_make(Arena *arena, const Asking *asking) {
  size_t rows = asking->table->rows, steps = asking->step_count;
  size_t chunks = (rows + ASK_CHUNK - 1) / ASK_CHUNK;
  AskPages *pages = arena_new(arena, sizeof *pages);
  pages->workers = asking->threads < chunks ? asking->threads : chunks;
  pages->ranges = arena_array(arena, pages->workers + 1, sizeof *pages->ranges);
  pages->verdicts = arena_array(arena, steps + 1, sizeof *pages->verdicts);
  pages->kinds = arena_array(arena, steps + 1, sizeof *pages->kinds);
  pages->slots = arena_array(arena, steps + 1, sizeof *pages->slots);
  pages->answered = arena_array(arena, steps + 1, sizeof *pages->answered);
  pages->again = arena_array(arena, steps + 1, sizeof *pages->again);
  ranges_set(pages, rows);
  pages->kept_bytes = kept_lay(pages, asking);
  pages->passing_bytes = passing_lay(pages, asking);
  pages->kept = ask_memory_pages(asking->memory, pages->kept_bytes);
  pages->passing = memory_shared(pages->passing_bytes);
  kept_lay(pages, asking);
  passing_lay(pages, asking);
  return pages;
}

void ask_pages_share(AskPages *pages, const Asking *asking) {
  uint8_t *own = pages->kept;
  pages->kept = memory_shared(pages->kept_bytes);
  memcpy(pages->kept, own, pages->kept_bytes);
  memory_shared_free(own, pages->kept_bytes);
  kept_lay(pages, asking);
}

void ask_pages_drop_kept(AskPages *pages) {
  if (!pages->lent)
    memory_shared_free(pages->kept, pages->kept_bytes);
  pages->kept = NULL;
}

void ask_pages_drop_passing(AskPages *pages) {
  memory_shared_free(pages->passing, pages->passing_bytes);
  pages->passing = NULL;
}

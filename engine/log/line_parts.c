#include "log/line_parts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "log/line_read.h"

enum { THREADS_MOST = 64, PARTS_A_THREAD = 4 };

size_t line_processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > THREADS_MOST ? THREADS_MOST : (size_t)count;
}

typedef struct Work {
  void (*work)(void *context, size_t part);
  void *context;
  size_t parts;
  atomic_size_t next;
} Work;

static void *take_parts(void *context) {
  Work *work = context;
  for (size_t part; (part = atomic_fetch_add(&work->next, 1)) < work->parts;)
    work->work(work->context, part);
  return NULL;
}

/* This thread works too; where no more threads are to be had, fewer do. */
void line_parts_work(size_t parts, void (*work)(void *context, size_t part), void *context) {
  Work shared = {.work = work, .context = context, .parts = parts};
  pthread_t threads[THREADS_MOST];
  size_t started = 0, wanted = line_processors();
  while (started + 1 < wanted && started + 1 < parts &&
         pthread_create(&threads[started], NULL, take_parts, &shared) == 0)
    started++;
  take_parts(&shared);
  for (size_t i = 0; i < started; i++)
    pthread_join(threads[i], NULL);
}

static void count_part(void *context, size_t number) {
  LinePart *part = (LinePart *)context + number;
  Text line;
  ErasedLine erased;
  bool whole;
  for (size_t at = 0; line_next(part->lines, &at, &line, &whole);) {
    part->lines_count++;
    part->rows_count += !line_erased(line, &erased);
  }
}

size_t line_parts(Arena *arena, Text lines, LinePart **parts) {
  size_t most = PARTS_A_THREAD * line_processors(), count = 0, at = 0;
  LinePart *list = arena_array(arena, most, sizeof *list);
  for (size_t i = 1; i <= most && (at < lines.length || !count); i++) {
    size_t end = lines.length / most * i;
    const char *stop =
        i < most && end > at ? memchr(lines.bytes + end, '\n', lines.length - end) : NULL;
    end = stop ? (size_t)(stop - lines.bytes) + 1 : i < most ? at : lines.length;
    if (end > at || i == most)
      list[count++] = (LinePart){.lines = {lines.bytes + at, end - at}};
    at = end;
  }
  line_parts_work(count, count_part, list);
  for (size_t i = 1; i < count; i++) {
    list[i].line = list[i - 1].line + list[i - 1].lines_count;
    list[i].row = list[i - 1].row + list[i - 1].rows_count;
  }
  *parts = list;
  return count;
}

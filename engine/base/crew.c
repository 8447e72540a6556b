#include "base/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { OTHERS_MOST = 63, RANGE_ROWS = 65536 };

typedef struct Crew {
  size_t count;
  void (*job)(void *context, size_t number);
  void *context;
  atomic_size_t next;
} Crew;

static void *work(void *shared) {
  Crew *crew = shared;
  size_t number;
  while ((number = atomic_fetch_add(&crew->next, 1)) < crew->count)
    crew->job(crew->context, number);
  return NULL;
}

size_t crew_processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > OTHERS_MOST + 1 ? OTHERS_MOST + 1 : (size_t)count;
}

void crew_run(size_t threads, size_t count, void (*job)(void *context, size_t number),
              void *context) {
  Crew crew = {.count = count, .job = job, .context = context};
  pthread_t others[OTHERS_MOST];
  size_t started = 0;
  while (started + 1 < threads && started + 1 < count && started < OTHERS_MOST)
    if (pthread_create(&others[started], NULL, work, &crew) != 0)
      break;
    else
      started++;
  work(&crew);
  for (size_t i = 0; i < started; i++)
    pthread_join(others[i], NULL);
}

typedef struct Ranges {
  size_t rows;
  void (*job)(void *context, size_t first, size_t end);
  void *context;
} Ranges;

static void range_job(void *context, size_t number) {
  const Ranges *ranges = context;
  size_t first = number * RANGE_ROWS, left = ranges->rows - first;
  ranges->job(ranges->context, first, first + (left < RANGE_ROWS ? left : RANGE_ROWS));
}

void crew_ranges(size_t threads, size_t rows, void (*job)(void *context, size_t first, size_t end),
                 void *context) {
  Ranges ranges = {rows, job, context};
  crew_run(threads, (rows + RANGE_ROWS - 1) / RANGE_ROWS, range_job, &ranges);
}

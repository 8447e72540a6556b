#include "base/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { OTHERS_MOST = 63, RANGE_LEAST = 4096, RANGE_MOST = 65536, RANGES_EACH = 8 };

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
  size_t rows, a_range;
  void (*job)(void *context, size_t first, size_t end);
  void *context;
} Ranges;

static void range_job(void *context, size_t number) {
  const Ranges *ranges = context;
  size_t first = number * ranges->a_range, left = ranges->rows - first;
  ranges->job(ranges->context, first, first + (left < ranges->a_range ? left : ranges->a_range));
}

void crew_ranges(size_t threads, size_t rows, void (*job)(void *context, size_t first, size_t end),
                 void *context) {
  size_t wanted = rows / (RANGES_EACH * (threads ? threads : 1));
  wanted = (wanted / RANGE_LEAST + 1) * RANGE_LEAST;
  Ranges ranges = {rows, wanted < RANGE_MOST ? wanted : RANGE_MOST, job, context};
  crew_run(threads, (rows + ranges.a_range - 1) / ranges.a_range, range_job, &ranges);
}

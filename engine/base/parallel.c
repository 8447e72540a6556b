#include "base/parallel.h"

#include <pthread.h>

enum { MOST_HELPERS = 63 };

typedef struct Parallel {
  size_t next, count;
  ParallelTask *task;
  void *context;
} Parallel;

static void *take_tasks(void *context) {
  Parallel *parallel = context;
  size_t number;
  while ((number = __atomic_fetch_add(&parallel->next, 1, __ATOMIC_RELAXED)) < parallel->count)
    parallel->task(parallel->context, number);
  return NULL;
}

void parallel_run(size_t threads, size_t count, ParallelTask *task, void *context) {
  Parallel parallel = {0, count, task, context};
  pthread_t helpers[MOST_HELPERS];
  size_t wanted = threads < count ? threads : count, started = 0;
  while (started + 1 < wanted && started < MOST_HELPERS &&
         pthread_create(&helpers[started], NULL, take_tasks, &parallel) == 0)
    started++;
  take_tasks(&parallel);
  for (size_t i = 0; i < started; i++)
    pthread_join(helpers[i], NULL);
}

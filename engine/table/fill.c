#include "table/fill.h"

#include <pthread.h>

#include "base/memory.h"

struct Fill {
  Builder *builders;
  size_t count;
  const Hints *hints;
  bool helped; /* there is a second thread */
  pthread_t helper;
  pthread_mutex_t lock; /* over what follows */
  pthread_cond_t begun, done;
  const Batch *batch; /* NULL: nothing to do */
  size_t next;        /* column that nobody has yet */
  size_t busy;        /* threads that fill one */
  bool leave;
};

/* Fills columns until none is left; the lock is held on the way in and out. */
static void take_columns(Fill *fill) {
  fill->busy++;
  while (fill->batch && fill->next < fill->count) {
    const Batch *batch = fill->batch;
    size_t column = fill->next++;
    pthread_mutex_unlock(&fill->lock);
    builder_fill(&fill->builders[column], batch, column, fill->hints);
    pthread_mutex_lock(&fill->lock);
  }
  fill->busy--;
}

static void *help(void *context) {
  Fill *fill = context;
  pthread_mutex_lock(&fill->lock);
  while (!fill->leave) {
    if (fill->batch && fill->next < fill->count) {
      take_columns(fill);
      pthread_cond_signal(&fill->done);
    } else {
      pthread_cond_wait(&fill->begun, &fill->lock);
    }
  }
  pthread_mutex_unlock(&fill->lock);
  return NULL;
}

Fill *fill_make(Builder *builders, size_t count, const Hints *hints, size_t threads) {
  Fill *fill = memory_new(sizeof *fill);
  fill->builders = builders;
  fill->count = count;
  fill->hints = hints;
  pthread_mutex_init(&fill->lock, NULL);
  pthread_cond_init(&fill->begun, NULL);
  pthread_cond_init(&fill->done, NULL);
  fill->helped = threads > 1 && count > 1 && pthread_create(&fill->helper, NULL, help, fill) == 0;
  return fill;
}

void fill_batch(Fill *fill, const Batch *batch) {
  pthread_mutex_lock(&fill->lock);
  fill->batch = batch;
  fill->next = 0;
  if (fill->helped)
    pthread_cond_signal(&fill->begun);
  take_columns(fill);
  while (fill->busy)
    pthread_cond_wait(&fill->done, &fill->lock);
  fill->batch = NULL;
  pthread_mutex_unlock(&fill->lock);
}

void fill_drop(Fill *fill) {
  pthread_mutex_lock(&fill->lock);
  fill->leave = true;
  pthread_cond_signal(&fill->begun);
  pthread_mutex_unlock(&fill->lock);
  if (fill->helped)
    pthread_join(fill->helper, NULL);
  pthread_cond_destroy(&fill->done);
  pthread_cond_destroy(&fill->begun);
  pthread_mutex_destroy(&fill->lock);
  memory_free(fill);
}

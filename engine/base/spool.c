#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

/* A block is a multiple of what any disk takes at once, and begins at a page. */
enum { BLOCK_BYTES = 4 << 20, BLOCKS = 4 };

struct Spool {
  int descriptor;
  const char *path;
  char *blocks[BLOCKS]; /* block n of the file is in blocks[n % BLOCKS]; NULL: not needed yet */
  size_t used;          /* bytes in the block that is being filled, which is number `handed` */
  bool direct;          /* past the page cache; the thread's own while there is one */
  bool threaded;
  pthread_t thread;
  pthread_mutex_t lock; /* over what follows */
  pthread_cond_t changed;
  size_t handed, written; /* blocks */
  bool ending, failed;
  Error error;
};

Spool *spool_make(int descriptor, const char *path) {
  Spool *spool = memory_new(sizeof *spool);
  spool->descriptor = descriptor;
  spool->path = path;
  pthread_mutex_init(&spool->lock, NULL);
  pthread_cond_init(&spool->changed, NULL);
  return spool;
}

static bool set_direct(Spool *spool, bool direct) {
  int flags = fcntl(spool->descriptor, F_GETFL);
  int wanted = direct ? flags | O_DIRECT : flags & ~O_DIRECT;
  return flags >= 0 && fcntl(spool->descriptor, F_SETFL, wanted) == 0;
}

/* A file system may take O_DIRECT and still refuse a write for it. */
static bool write_block(Spool *spool, size_t number, Error *error) {
  const char *bytes = spool->blocks[number % BLOCKS];
  uint64_t place = (uint64_t)number * BLOCK_BYTES;
  errno = 0;
  bool good = file_write_at(spool->descriptor, spool->path, bytes, BLOCK_BYTES, place, error);
  if (!good && spool->direct && errno == EINVAL) {
    spool->direct = false;
    good = set_direct(spool, false) &&
           file_write_at(spool->descriptor, spool->path, bytes, BLOCK_BYTES, place, error);
  }
  if (good && !spool->direct)
    sync_file_range(spool->descriptor, (off_t)place, BLOCK_BYTES, SYNC_FILE_RANGE_WRITE);
  return good;
}

static void *write_blocks(void *shared) {
  Spool *spool = shared;
  pthread_mutex_lock(&spool->lock);
  for (;;) {
    while (spool->written == spool->handed && !spool->ending)
      pthread_cond_wait(&spool->changed, &spool->lock);
    if (spool->written == spool->handed || spool->failed)
      break;
    size_t number = spool->written;
    pthread_mutex_unlock(&spool->lock);
    Error error = {.kind = ERROR_NONE};
    bool good = write_block(spool, number, &error);
    pthread_mutex_lock(&spool->lock);
    spool->written++;
    spool->failed = !good;
    if (!good)
      spool->error = error;
    pthread_cond_broadcast(&spool->changed);
  }
  pthread_mutex_unlock(&spool->lock);
  return NULL;
}

/* Where no thread is to be had, whoever puts writes. */
static void start(Spool *spool) {
  spool->direct = set_direct(spool, true);
  spool->threaded = pthread_create(&spool->thread, NULL, write_blocks, spool) == 0;
}

/* The block that was filled is given away; on return the next may be filled. */
static bool hand_block(Spool *spool, Error *error) {
  if (spool->handed == 0)
    start(spool);
  pthread_mutex_lock(&spool->lock);
  spool->handed++;
  spool->used = 0;
  pthread_cond_broadcast(&spool->changed);
  if (!spool->threaded && !spool->failed)
    spool->failed = !write_block(spool, spool->written++, &spool->error);
  while (spool->handed - spool->written == BLOCKS && !spool->failed)
    pthread_cond_wait(&spool->changed, &spool->lock);
  bool good = !spool->failed;
  if (!good)
    *error = spool->error;
  pthread_mutex_unlock(&spool->lock);
  return good;
}

bool spool_put(Spool *spool, const void *bytes, size_t length, Error *error) {
  const char *at = bytes;
  while (length) {
    char **block = &spool->blocks[spool->handed % BLOCKS];
    if (!*block)
      *block = memory_pages(BLOCK_BYTES);
    size_t room = BLOCK_BYTES - spool->used, some = length < room ? length : room;
    memcpy(*block + spool->used, at, some);
    at += some, length -= some;
    spool->used += some;
    if (spool->used == BLOCK_BYTES && !hand_block(spool, error))
      return false;
  }
  return true;
}

uint64_t spool_length(const Spool *spool) {
  return (uint64_t)spool->handed * BLOCK_BYTES + spool->used;
}

/* All blocks that were handed are written, or one of them could not be. */
static bool join(Spool *spool, Error *error) {
  pthread_mutex_lock(&spool->lock);
  spool->ending = true;
  pthread_cond_broadcast(&spool->changed);
  pthread_mutex_unlock(&spool->lock);
  if (spool->threaded)
    pthread_join(spool->thread, NULL);
  if (spool->failed)
    *error = spool->error;
  return !spool->failed;
}

/* What is no whole block goes through the page cache. */
static bool write_rest(Spool *spool, Error *error) {
  if (spool->direct)
    set_direct(spool, false);
  return spool->used == 0 ||
         file_write_at(spool->descriptor, spool->path, spool->blocks[spool->handed % BLOCKS],
                       spool->used, (uint64_t)spool->handed * BLOCK_BYTES, error);
}

static void give_back(Spool *spool) {
  for (size_t i = 0; i < BLOCKS; i++)
    memory_shared_free(spool->blocks[i], BLOCK_BYTES);
  pthread_cond_destroy(&spool->changed);
  pthread_mutex_destroy(&spool->lock);
  memory_free(spool);
}

bool spool_end(Spool *spool, Error *error) {
  bool good = join(spool, error) && write_rest(spool, error);
  if (good)
    good = file_finish(spool->descriptor, spool->path, error);
  else
    close(spool->descriptor);
  give_back(spool);
  return good;
}

void spool_drop(Spool *spool) {
  Error ignored = {.kind = ERROR_NONE};
  if (!spool)
    return;
  join(spool, &ignored);
  close(spool->descriptor);
  give_back(spool);
}

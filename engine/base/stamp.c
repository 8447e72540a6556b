#include "base/stamp.h"

#include <sys/stat.h>
#include <time.h>

static const int64_t second = 1000000000;

static int64_t nanoseconds(struct timespec time) {
  return (int64_t)time.tv_sec * second + time.tv_nsec;
}

static bool stamp_fill(const struct stat *found, Stamp *stamp) {
  *stamp = (Stamp){.device = (uint64_t)found->st_dev,
                   .inode = (uint64_t)found->st_ino,
                   .size = (uint64_t)found->st_size,
                   .modified = nanoseconds(found->st_mtim),
                   .changed = nanoseconds(found->st_ctim)};
  return S_ISREG(found->st_mode);
}

bool stamp_of_path(const char *path, Stamp *stamp) {
  struct stat found;
  return stat(path, &found) == 0 && stamp_fill(&found, stamp);
}

bool stamp_of_descriptor(int descriptor, Stamp *stamp) {
  struct stat found;
  return fstat(descriptor, &found) == 0 && stamp_fill(&found, stamp);
}

bool stamp_equal(const Stamp *a, const Stamp *b) {
  return a->device == b->device && a->inode == b->inode && a->size == b->size &&
         a->modified == b->modified && a->changed == b->changed;
}

bool stamp_is_settled(const Stamp *stamp) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t since = stamp->modified > stamp->changed ? stamp->modified : stamp->changed;
  return nanoseconds(now) - since >= 2 * second;
}

#include "log/pending.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "log/run_write.h"

static struct {
  pid_t owner; /* 0: nothing is pending */
  char **paths;
  size_t count;
  const char *named; /* what paths[0] is called now; NULL: as it was */
  int lock;          /* of the folder, while there is an owner; -1: none could be had */
} pending = {.lock = -1};

void pending_note(const char *path) {
  size_t length = strlen(path) + 1;
  char *copy = memory_new(length);
  memcpy(copy, path, length);
  pending.paths = memory_grow(pending.paths, (pending.count + 1) * sizeof *pending.paths);
  pending.paths[pending.count++] = copy;
}

/* False: whoever took it for a leftover removed it before it was locked. Where there are no
 * locks it is as good as locked: nobody takes it for one. */
static bool lock_made(const char *folder) {
  struct stat opened, named;
  pending.lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (pending.lock < 0)
    return errno != ENOENT;
  while (flock(pending.lock, LOCK_EX) != 0 && errno == EINTR)
    ;
  if (fstat(pending.lock, &opened) == 0 && stat(folder, &named) == 0 &&
      opened.st_ino == named.st_ino)
    return true;
  close(pending.lock);
  pending.lock = -1;
  return false;
}

static void unlock(void) {
  if (pending.lock >= 0)
    close(pending.lock);
  pending.lock = -1;
}

bool pending_begin(const char *folder, Error *error) {
  interrupt_hold();
  pending_note(folder);
  pending.owner = getpid();
  while (file_folder_make(folder, error))
    if (lock_made(folder))
      return true;
  pending_end(true); /* whoever made it, it was not this run */
  return false;
}

bool pending_folder(const char *path, Error *error) {
  if (file_is_folder(path))
    return true;
  pending_note(path);
  return file_folder_make(path, error);
}

void pending_named(const char *path) {
  pending.named = path;
}

/* rename, unlink and rmdir only: allowed anywhere, in any state of the process. */
void run_write_abandon(void) {
  if (pending.owner == 0 || pending.owner != getpid())
    return;
  if (pending.named && rename(pending.named, pending.paths[0]) != 0)
    pending.count = 0; /* not ours to remove any more */
  pending.named = NULL;
  for (size_t i = pending.count; i-- > 0;)
    if (unlink(pending.paths[i]) != 0)
      rmdir(pending.paths[i]);
  pending.owner = 0;
}

void pending_end(bool keep) {
  if (!keep)
    run_write_abandon();
  pending.owner = 0;
  for (size_t i = 0; i < pending.count; i++)
    memory_free(pending.paths[i]);
  memory_free(pending.paths);
  pending.named = NULL;
  pending.paths = NULL;
  pending.count = 0;
  unlock();
}

#include "commands/run_stdin.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"

enum { BLOCK = 1 << 20 };

/* A file without a name; -1 with the Error filled. */
static int make_nameless(Arena *arena, const char *folder, Error *error) {
  char *path = file_join(arena, folder, ".stdin.XXXXXX");
  interrupt_hold(); /* a new folder is removed again */
  if (!file_folder_ensure(folder, error))
    return -1;
  int descriptor = mkostemp(path, O_CLOEXEC);
  if (descriptor >= 0)
    unlink(path);
  else
    error_set(error, ERROR_SYSTEM, "could not make a file for standard input in \"%s\": %s", folder,
              strerror(errno));
  return descriptor;
}

enum { LOOK_MILLISECONDS = 100 };

/* Waits for standard input without losing sight of Ctrl-C; false after it. */
static bool wait_for_input(Error *error) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  while (!interrupt_stop(error))
    if (poll(&input, 1, LOOK_MILLISECONDS) > 0)
      return true;
  return false;
}

static bool copy_all(int descriptor, char *block, const RunStdin *told, Error *error) {
  for (size_t done = 0; wait_for_input(error);) {
    ssize_t got = read(STDIN_FILENO, block, BLOCK);
    if (got > 0 && told->progress)
      told->progress(told->context, 0, done += (size_t)got, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return error_set(error, ERROR_INPUT, "could not read standard input: %s", strerror(errno));
    if (got == 0)
      return true;
    if (!file_write(descriptor, "standard input", block, (size_t)got, error))
      return false;
  }
  return false;
}

const char *run_stdin_open(Arena *arena, const RunStdin *told, int *descriptor, Error *error) {
  *descriptor = make_nameless(arena, told->folder, error);
  if (*descriptor < 0)
    return NULL;
  char *block = memory_new(BLOCK);
  bool good = copy_all(*descriptor, block, told, error);
  memory_free(block);
  if (good)
    return arena_format(arena, "/proc/self/fd/%d", *descriptor);
  run_stdin_close(*descriptor);
  return NULL;
}

void run_stdin_close(int descriptor) {
  if (descriptor >= 0)
    close(descriptor);
}

void run_stdin_rename(const char *path, Error *error) {
  if (strcmp(error->file, path) == 0)
    strcpy(error->file, "standard input");
}

#include "commands/run_data.h"

#include <sys/stat.h>

#include "base/file.h"

/* Takes each "name/.." out of the path. */
static char *without_detours(Arena *arena, const char *path) {
  char *out = arena_copy(arena, path, strlen(path));
  for (char *up = out; (up = strstr(up, "/../")) != NULL;) {
    char *begin = up;
    while (begin > out && begin[-1] != '/')
      begin--;
    size_t length = (size_t)(up - begin);
    if (length == 0 || (length == 2 && memcmp(begin, "..", 2) == 0)) {
      up++;
      continue;
    }
    memmove(begin, up + 4, strlen(up + 4) + 1);
    up = begin > out ? begin - 1 : out;
  }
  return out;
}

/* The shorter path, if it leads to the same place (a link may make it another). */
static const char *shortened(Arena *arena, const char *path) {
  struct stat there, here;
  const char *shorter = without_detours(arena, path);
  bool same = stat(path, &there) == 0 && stat(shorter, &here) == 0 && there.st_dev == here.st_dev &&
              there.st_ino == here.st_ino;
  return same ? shorter : path;
}

const char *run_data_path(Arena *arena, const char *given, const Policy *policy, Error *error) {
  const char *path = given;
  if (!path && policy->data.length) {
    char *folder = arena_copy(arena, policy->folder.bytes, policy->folder.length);
    char *data = arena_copy(arena, policy->data.bytes, policy->data.length);
    path = shortened(arena, file_join(arena, folder, data));
  }
  if (!path) {
    error_set(error, ERROR_USAGE, "where is the data? This policy does not say");
    error_hint(error, "give --data DIR, or write data = \"…\" in the policy");
    return NULL;
  }
  if (!file_is_folder(path))
    return path;
  return file_join(arena, path, text_format(arena, "%.*s.csv", TEXT_ARGS(policy->customers)).bytes);
}

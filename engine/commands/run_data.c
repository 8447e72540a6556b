#include "commands/run_data.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"

/* Takes each "name/..", "./" and last "/." out of the path. */
static char *without_detours(Arena *arena, const char *path) {
  char *out = arena_copy(arena, path, strlen(path));
  for (char *dot = out; (dot = strstr(dot, "./")) != NULL;) {
    if (dot > out && dot[-1] != '/')
      dot++;
    else
      memmove(dot, dot + 2, strlen(dot + 2) + 1);
  }
  size_t all = strlen(out);
  if (all > 2 && strcmp(out + all - 2, "/.") == 0)
    out[all - 2] = '\0';
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

static int is_csv(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0;
}

/* The folder lacks the customers' table: says which tables it has. */
static void no_table(const char *folder, Text customers, Error *error) {
  error_set(error, ERROR_INPUT, "there is no %.*s.csv here, which customers \"%.*s\" is read from",
            TEXT_ARGS(customers), TEXT_ARGS(customers));
  error_at(error, text_of(folder), 0, 0);
  struct dirent **entries = NULL;
  int count = scandir(folder, &entries, is_csv, alphasort);
  Buffer list = {0};
  for (int i = 0; i < count; i++) {
    if (i < 5)
      buffer_format(&list, "%s%s", i ? ", " : "", entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
  if (count > 0)
    error_hint(error,
               "this folder has %.*s%s: write the name without .csv after the word customers",
               TEXT_ARGS(buffer_view(&list)), count > 5 ? ", …" : "");
  buffer_free(&list);
}

/* What the policy, or --data, calls the data is not there. */
static const char *no_data(const char *given, const Policy *policy, const char *path,
                           Error *error) {
  if (given) {
    error_set(error, ERROR_INPUT, "--data names \"%s\", and there is no such folder or file",
              given);
    error_hint(error, "it is a folder with %.*s.csv, or that file itself",
               TEXT_ARGS(policy->customers));
    return NULL;
  }
  error_set(error, ERROR_INPUT, "data names \"%.*s\", and there is no folder or file %s",
            TEXT_ARGS(policy->data), path);
  error_at(error, policy->at.file, policy->at.line, policy->at.column);
  error_hint(error, "write where it is as seen from the policy's own folder, or give --data DIR");
  return NULL;
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
  if (!file_exists(path))
    return no_data(given, policy, path, error);
  if (!file_is_folder(path))
    return path;
  const char *table = text_format(arena, "%.*s.csv", TEXT_ARGS(policy->customers)).bytes;
  const char *whole = strcmp(path, ".") == 0 ? table : file_join(arena, path, table);
  if (file_exists(whole))
    return whole;
  no_table(path, policy->customers, error);
  return NULL;
}

#include "commands/test_find.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "policy/tests.h"

enum { DEEPEST = 32 };

typedef struct Finding {
  Arena *arena;
  const char **files;
  size_t count, capacity;
} Finding;

static void add(Finding *finding, const char *path) {
  for (size_t i = 0; i < finding->count; i++)
    if (strcmp(finding->files[i], path) == 0)
      return;
  finding->files = arena_room(finding->arena, finding->files, finding->count, &finding->capacity,
                              sizeof *finding->files);
  finding->files[finding->count++] = path;
}

static int is_shown(const struct dirent *entry) {
  return entry->d_name[0] != '.' && strcmp(entry->d_name, "runs") != 0;
}

static void walk(Finding *finding, const char *folder, int depth) {
  struct dirent **entries = NULL;
  int count = scandir(folder, &entries, is_shown, alphasort);
  for (int i = 0; i < count; i++) {
    const char *path = strcmp(folder, ".") == 0
                           ? arena_format(finding->arena, "%s", entries[i]->d_name)
                           : file_join(finding->arena, folder, entries[i]->d_name);
    bool real = entries[i]->d_type != DT_LNK; /* a link may lead round in a ring */
    free(entries[i]);
    if (real && depth < DEEPEST && file_is_folder(path))
      walk(finding, path, depth + 1);
    else if (tests_is_file(path) && file_exists(tests_policy(finding->arena, path)))
      add(finding, path);
  }
  free(entries);
}

/* policy.lua -> policy_test.lua */
static bool add_beside(Finding *finding, const char *path) {
  size_t length = strlen(path);
  if (length < 5 || strcmp(path + length - 4, ".lua") != 0)
    return false;
  const char *tests = arena_format(finding->arena, "%.*s_test.lua", (int)(length - 4), path);
  if (!file_exists(tests))
    return false;
  add(finding, tests);
  return true;
}

static bool find(Finding *finding, const char *path, Error *error) {
  size_t before = finding->count;
  if (!file_exists(path))
    return error_set(error, ERROR_INPUT, "there is no file or folder \"%s\"", path);
  if (file_is_folder(path))
    walk(finding, path, 0);
  else if (tests_is_file(path))
    add(finding, path);
  else if (!add_beside(finding, path))
    return error_set(error, ERROR_INPUT, "\"%s\" is no test file and has none beside it", path),
           error_hint(error, "tests of policy.lua stand in policy_test.lua");
  if (finding->count > before)
    return true;
  error_set(error, ERROR_INPUT, "there are no tests in \"%s\"", path);
  return error_hint(error, "tests of policy.lua stand beside it, in policy_test.lua");
}

const char **test_find(Arena *arena, const char *const *paths, size_t path_count, size_t *count,
                       Error *error) {
  static const char *const here[] = {"."};
  Finding finding = {.arena = arena};
  if (path_count == 0)
    paths = here, path_count = 1;
  for (size_t i = 0; i < path_count; i++)
    if (!find(&finding, paths[i], error))
      return NULL;
  *count = finding.count;
  return finding.files;
}

#include "log/run_bytes.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"

typedef struct Walk {
  Arena *arena;
  RunBytes *bytes;
  size_t capacity;
} Walk;

static void add_file(Walk *walk, const char *name, bool plain) {
  RunBytes *bytes = walk->bytes;
  bytes->files =
      arena_room(walk->arena, bytes->files, bytes->count, &walk->capacity, sizeof *bytes->files);
  bytes->files[bytes->count++] =
      (FileBytes){.name = text_of(name), .content = TEXT(""), .plain = plain};
}

static bool walk_folder(Walk *walk, const char *below, Error *error);

static bool walk_entry(Walk *walk, const char *name, Error *error) {
  struct stat found;
  if (lstat(file_join(walk->arena, walk->bytes->folder, name), &found) == 0 &&
      S_ISDIR(found.st_mode))
    return walk_folder(walk, name, error);
  add_file(walk, name, S_ISREG(found.st_mode));
  return true;
}

static bool walk_folder(Walk *walk, const char *below, Error *error) {
  char *path = file_join(walk->arena, walk->bytes->folder, below);
  DIR *folder = opendir(path);
  if (!folder) {
    error_set(error, ERROR_INPUT, "could not open this folder: %s", strerror(errno));
    return error_at(error, text_of(path), 0, 0);
  }
  bool good = true;
  for (struct dirent *entry; good && (entry = readdir(folder));)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      good = walk_entry(walk, file_join(walk->arena, below, entry->d_name), error);
  closedir(folder);
  return good;
}

static int by_name(const void *a, const void *b) {
  return text_compare(((const FileBytes *)a)->name, ((const FileBytes *)b)->name);
}

bool run_bytes_open(Arena *arena, const char *folder, RunBytes *bytes, Error *error) {
  *bytes = (RunBytes){.folder = folder};
  Walk walk = {arena, bytes, 0};
  bool good = walk_folder(&walk, "", error);
  if (bytes->count)
    qsort(bytes->files, bytes->count, sizeof *bytes->files, by_name);
  for (size_t i = 0; good && i < bytes->count; i++) {
    FileBytes *file = &bytes->files[i];
    Error trouble;
    if (file->plain &&
        !file_map(file_join(arena, folder, file->name.bytes), &file->content, &trouble)) {
      file->content = TEXT("");
      file->trouble = text_copy(arena, text_of(trouble.message));
    }
  }
  return good;
}

bool run_bytes_whole(const RunBytes *bytes, Error *error) {
  for (size_t i = 0; i < bytes->count; i++) {
    const FileBytes *file = &bytes->files[i];
    if (file->trouble.length == 0)
      continue;
    error_set(error, ERROR_INPUT, "%.*s: %.*s", TEXT_ARGS(file->name), TEXT_ARGS(file->trouble));
    return error_at(error, text_of(bytes->folder), 0, 0);
  }
  return true;
}

void run_bytes_close(RunBytes *bytes) {
  for (size_t i = 0; i < bytes->count; i++)
    file_unmap(&bytes->files[i].content);
  bytes->count = 0;
}

const FileBytes *run_bytes_file(const RunBytes *bytes, const char *name) {
  for (size_t i = 0; i < bytes->count; i++)
    if (text_equal(bytes->files[i].name, text_of(name)))
      return &bytes->files[i];
  return NULL;
}

#include "commands/watch_files.h"

#include <string.h>
#include <sys/stat.h>

/* A folder has a stamp too: its times move when a file comes, goes or is renamed. */
static WatchFile look(const char *path, WatchKind kind) {
  WatchFile file = {.path = path, .kind = kind};
  bool regular = stamp_of_path(path, &file.stamp);
  file.there = regular || (kind == WATCH_FOLDER && file.stamp.inode);
  if (!file.there)
    file.stamp = (Stamp){.size = 0};
  return file;
}

static bool is_same(const WatchFile *a, const WatchFile *b) {
  return a->there == b->there && stamp_equal(&a->stamp, &b->stamp);
}

void watch_files_add(WatchFiles *files, const char *path, WatchKind kind) {
  for (size_t i = 0; i < files->count; i++)
    if (strcmp(files->list[i].path, path) == 0)
      return;
  files->list =
      arena_room(files->arena, files->list, files->count, &files->capacity, sizeof *files->list);
  files->list[files->count++] = look(arena_copy(files->arena, path, strlen(path)), kind);
}

const WatchFile *watch_files_changed(const WatchFiles *files, WatchKind most) {
  for (size_t i = 0; i < files->count; i++) {
    WatchFile now = look(files->list[i].path, files->list[i].kind);
    if (files->list[i].kind <= most && !is_same(&now, &files->list[i]))
      return &files->list[i];
  }
  return NULL;
}

bool watch_files_take(WatchFiles *files, const WatchFile **changed, bool *data) {
  bool same = true;
  for (size_t i = 0; i < files->count; i++) {
    WatchFile now = look(files->list[i].path, files->list[i].kind);
    if (is_same(&now, &files->list[i]))
      continue;
    same = false;
    *data = *data || now.kind == WATCH_DATA;
    files->list[i] = now;
    if ((*changed)->kind == WATCH_FOLDER)
      *changed = &files->list[i];
  }
  return same;
}

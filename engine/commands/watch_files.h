/* The files that a watch looks at: the policy and what it requires, the data, the
 * overrides; each with what the file system told of it last (base/stamp.h: nanoseconds,
 * size and inode, so that two saves within a second are two, and a file that an editor
 * writes elsewhere and renames is another). Costs one look a file; the Arena owns all. */
#ifndef HELDER_COMMANDS_WATCH_FILES_H
#define HELDER_COMMANDS_WATCH_FILES_H
#include "base/arena.h"
#include "base/stamp.h"
#include "base/text.h"

typedef enum WatchKind { WATCH_POLICY, WATCH_DATA, WATCH_FOLDER } WatchKind;

typedef struct WatchFile {
  const char *path;
  WatchKind kind;
  bool there;
  Stamp stamp; /* where it is there */
} WatchFile;

typedef struct WatchFiles {
  Arena *arena;
  WatchFile *list;
  size_t count, capacity;
} WatchFiles;

/* Adds a file as it is now; one that is there already stays as it was. */
void watch_files_add(WatchFiles *files, const char *path, WatchKind kind);

/* The first file that is no longer what it was; NULL: none. `most`: kinds after it are not
 * looked at. */
const WatchFile *watch_files_changed(const WatchFiles *files, WatchKind most);

/* Takes all as they are now. False where some were otherwise until now; sets *data where one
 * of those is data. *changed, which was seen to change, gives way to a file that did where it
 * is only the folder around it. */
bool watch_files_take(WatchFiles *files, const WatchFile **changed, bool *data);
#endif

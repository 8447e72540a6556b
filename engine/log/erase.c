#include "log/erase.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/json.h"
#include "log/erase_names.h"
#include "log/erase_parts.h"
#include "log/leftovers.h"
#include "log/pending.h"
#include "log/runs_log.h"

static bool failed(const char *path, const char *what, Error *error) {
  error_set(error, ERROR_SYSTEM, "could not %s: %s", what, strerror(errno));
  return error_at(error, text_of(path), 0, 0);
}

/* Folders in a file's name, below the new run folder. */
static bool make_folders(Arena *arena, const char *folder, Text name, Error *error) {
  for (size_t i = 0; i < name.length; i++)
    if (name.bytes[i] == '/' &&
        !pending_folder(arena_format(arena, "%s/%.*s", folder, (int)i, name.bytes), error))
      return false;
  return true;
}

/* What a file becomes; false: it stays as it is. */
static bool new_content(const Erasing *erasing, Text name, Text *content) {
  const struct {
    const char *name;
    const Buffer *content;
  } changed[] = {{"decisions.ndjson", &erasing->decisions},
                 {"index", &erasing->index},
                 {"rejected.csv", &erasing->csv},
                 {"rejected.seals", &erasing->seals}};
  for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
    if (!text_equal(name, text_of(changed[i].name)) || changed[i].content->length == 0)
      continue;
    *content = buffer_view(changed[i].content);
    return true;
  }
  return false;
}

static bool put_file(Erasing *erasing, const char *folder, const FileBytes *file, Error *error) {
  Arena *arena = erasing->arena;
  char *path = file_join(arena, folder, file->name.bytes);
  Text content;
  if (erase_is_export_of(erasing, file)) {
    erasing->exports++;
    return true;
  }
  if (!make_folders(arena, folder, file->name, error))
    return false;
  pending_note(path);
  if (new_content(erasing, file->name, &content))
    return file_put(path, content, error);
  return link(file_join(arena, erasing->run.folder, file->name.bytes), path) == 0 ||
         failed(path, "link this file", error);
}

/* The folders below the new one, so that the names in them last. */
static bool sync_folders(Erasing *erasing, const char *folder, Error *error) {
  for (size_t i = 0; i < erasing->run.count; i++) {
    Text name = erasing->run.files[i].name;
    for (size_t j = 0; j < name.length; j++) {
      char *below = arena_format(erasing->arena, "%s/%.*s", folder, (int)j, name.bytes);
      if (name.bytes[j] == '/' && file_is_folder(below) && !file_folder_sync(below, error))
        return false;
    }
  }
  return file_folder_sync(folder, error);
}

static bool fill(Erasing *erasing, const char *folder, Error *error) {
  for (size_t i = 0; i < erasing->run.count; i++)
    if (interrupt_stop(error) || !put_file(erasing, folder, &erasing->run.files[i], error))
      return false;
  return sync_folders(erasing, folder, error);
}

/* Before anything is erased: an erasure that the log does not know cannot be. */
static bool enter(Erasing *erasing, const char *runs, bool *entered, Error *error) {
  const Erasure *erasure = erasing->erasure;
  Buffer out = {0};
  *entered = runs_log_is(erasing->arena, runs);
  buffer_string(&out, "\"event\":\"erase\",\"run\":");
  json_put_text(&out, text_of(file_name(erasing->run.folder)));
  buffer_string(&out, ",\"rows\":[");
  if (erasing->row != UINT64_MAX)
    json_put_integer(&out, (int64_t)erasing->row);
  buffer_format(&out, "],\"rejected\":%zu,\"on\":", erasing->rejected);
  json_put_text(&out, erasure->on);
  buffer_string(&out, ",\"ground\":");
  json_put_text(&out, erasure->ground);
  buffer_string(&out, ",\"by\":");
  json_put_text(&out, erasure->by);
  bool good =
      !*entered || runs_log_append(erasing->arena, runs, buffer_view(&out), erasure->signer, error);
  buffer_free(&out);
  return good;
}

static bool swap(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
}

/* The new folder and the old one change places; the old one is then the hidden one. */
static bool exchange(Erasing *erasing, const char *hidden, const char *runs, Error *error) {
  if (!swap(hidden, erasing->run.folder))
    return failed(erasing->run.folder, "put the new run folder in its place", error);
  if (file_folder_sync(runs, error))
    return true;
  swap(hidden, erasing->run.folder); /* the run as it was */
  return false;
}

/* Makes the new folder beside the run, puts it in its place, removes the old one. */
static bool replace(Erasing *erasing, const char *hidden, const char *runs, Erased *erased,
                    Error *error) {
  if (!pending_begin(hidden, error))
    return false;
  bool good = fill(erasing, hidden, error) && enter(erasing, runs, &erased->entered, error) &&
              exchange(erasing, hidden, runs, error);
  pending_end(good);
  if (!good)
    return false;
  file_folder_remove(hidden);
  erased->lines = erasing->row != UINT64_MAX;
  erased->rejected = erasing->rejected, erased->exports = erasing->exports;
  return true;
}

static bool has_something(const Erasing *erasing) {
  if (erasing->row != UINT64_MAX || erasing->rejected)
    return true;
  for (size_t i = 0; i < erasing->run.count; i++)
    if (erase_is_export_of(erasing, &erasing->run.files[i]))
      return true;
  return false;
}

static bool erase_locked(Erasing *erasing, const char *runs, Erased *erased, Error *error) {
  Arena *arena = erasing->arena;
  const char *folder = erasing->run.folder;
  char *hidden = file_join(arena, runs, arena_format(arena, ".%s.erasing", file_name(folder)));
  file_folder_remove(hidden); /* what a crash left of an earlier erasure */
  if (!run_bytes_open(arena, folder, &erasing->run, error))
    return false;
  bool good = run_bytes_whole(&erasing->run, error) && erase_lines(erasing, error);
  erased->before = erasing->before;
  if (good) {
    erase_rejected(erasing);
    good = !has_something(erasing) || replace(erasing, hidden, runs, erased, error);
  }
  run_bytes_close(&erasing->run);
  return good;
}

static bool holds_key(const Erasure *erasure, Error *error) {
  if (!erase_names(erasure->ground, erasure->key) && !erase_names(erasure->by, erasure->key))
    return false;
  error_set(error, ERROR_USAGE, "the key itself would stay in the log, in --ground or --by");
  error_hint(error, "write it without the customer's key");
  return true;
}

bool erase_from_run(Arena *arena, const char *folder, const Erasure *erasure, Erased *erased,
                    Error *error) {
  *erased = (Erased){.lines = 0};
  Erasing erasing = {.arena = arena, .erasure = erasure, .row = UINT64_MAX};
  erasing.run.folder = file_plain(arena, folder);
  if (holds_key(erasure, error))
    return false;
  char *runs = file_parent(arena, erasing.run.folder);
  int lock = runs_lock(runs, error);
  if (lock < 0)
    return false;
  bool good = erase_locked(&erasing, runs, erased, error);
  close(lock);
  buffer_free(&erasing.decisions);
  buffer_free(&erasing.index);
  buffer_free(&erasing.csv);
  buffer_free(&erasing.seals);
  return good;
}

#include "log/run_read.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "log/checkpoint.h"
#include "log/index.h"
#include "log/line_read.h"
#include "log/manifest.h"

typedef struct Newest {
  const char *name;
  struct timespec when;
} Newest;

static bool is_later(const struct timespec *a, const struct timespec *b) {
  return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* A run is finished when its checkpoint is there. Of two that were written in the
 * same instant, the one with the later name. */
static void consider(Arena *arena, const char *runs, const char *name, Newest *newest) {
  struct stat found;
  char *folder = file_join(arena, runs, name);
  if (name[0] == '.' || stat(file_join(arena, folder, "checkpoint"), &found) != 0)
    return;
  bool same = newest->name && !is_later(&found.st_mtim, &newest->when) &&
              !is_later(&newest->when, &found.st_mtim);
  if (!newest->name || is_later(&found.st_mtim, &newest->when) ||
      (same && strverscmp(name, newest->name) > 0))
    *newest = (Newest){arena_copy(arena, name, strlen(name)), found.st_mtim};
}

char *run_newest(Arena *arena, const char *runs, Error *error) {
  Newest newest = {0};
  DIR *folder = opendir(runs);
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    consider(arena, runs, entry->d_name, &newest);
  if (folder)
    closedir(folder);
  if (newest.name)
    return file_join(arena, runs, newest.name);
  error_set(error, ERROR_INPUT,
            folder ? "there is no finished run in this folder" : "there is no folder of runs here");
  error_at(error, text_of(runs), 0, 0);
  error_hint(error, "make one with: helder run POLICY   or name one with: --run DIR");
  return NULL;
}

static bool damaged(const Run *run, const char *name, const char *what, Error *error) {
  error_set(error, ERROR_INPUT, "%s", what);
  snprintf(error->file, sizeof error->file, "%s/%s", run->folder, name);
  return error_hint(error, "the run folder was changed after the run, or copied in part");
}

static bool read_manifest(Arena *arena, Run *run, Error *error) {
  Text text;
  json_error_t why;
  if (!file_read(arena, file_join(arena, run->folder, "manifest.json"), &text, error))
    return false;
  run->manifest = json_loadb(text.bytes, text.length, JSON_ALLOW_NUL, &why);
  if (!run->manifest)
    return damaged(run, "manifest.json", "this manifest is not JSON", error);
  json_int_t format = json_integer_value(json_object_get(run->manifest, "format"));
  if (format != RUN_FORMAT) {
    damaged(run, "manifest.json", "this is not a run folder of format 1", error);
    return error_hint(error, "it was written by another version of helder");
  }
  const json_t *rows = json_object_get(json_object_get(run->manifest, "counts"), "rows");
  if (!json_is_integer(rows) || json_integer_value(rows) < 0)
    return damaged(run, "manifest.json", "this manifest does not tell the number of rows", error);
  run->rows = (size_t)json_integer_value(rows);
  return true;
}

static bool open_parts(Arena *arena, Run *run, Error *error) {
  if (!file_exists(file_join(arena, run->folder, "checkpoint"))) {
    error_set(error, ERROR_INPUT, "this is not a finished run: it has no checkpoint");
    error_at(error, text_of(run->folder), 0, 0);
    return error_hint(error, "a run folder is named like 2026-11-21-1f3a9c07, in the folder runs");
  }
  if (!read_manifest(arena, run, error) ||
      !file_map(file_join(arena, run->folder, "decisions.ndjson"), &run->decisions, error) ||
      !file_map(file_join(arena, run->folder, "index"), &run->index, error))
    return false;
  if (!index_good(run->index, run->rows))
    return damaged(run, "index", "this index does not fit the run", error);
  return true;
}

Run *run_open(Arena *arena, const char *folder, Error *error) {
  Run *run = arena_new(arena, sizeof *run);
  if (folder)
    run->folder = arena_copy(arena, folder, strlen(folder));
  else
    run->folder = run_newest(arena, "runs", error);
  if (!run->folder)
    return NULL;
  if (open_parts(arena, run, error))
    return run;
  run_close(run);
  return NULL;
}

bool run_manifest_holds(Arena *arena, const Run *run, Error *error) {
  Text content;
  Checkpoint checkpoint;
  Note note;
  if (!file_read(arena, file_join(arena, run->folder, "manifest.json"), &content, error) ||
      !checkpoint_read(arena, file_join(arena, run->folder, "checkpoint"), &checkpoint, &note,
                       error))
    return false;
  Text told = checkpoint_line(&checkpoint, "manifest.json");
  if (text_equal(told, checkpoint_file_line(arena, "manifest.json", content)))
    return true;
  damaged(run, "manifest.json", "this manifest is not the one that the checkpoint tells of", error);
  return error_hint(error, "it was changed after the run; helder verify %s tells what else was",
                    run->folder);
}

void run_close(Run *run) {
  if (!run)
    return;
  file_unmap(&run->decisions);
  file_unmap(&run->index);
  json_decref(run->manifest);
  run->manifest = NULL;
}

/* The line that begins at this offset; empty when none does. */
static Text line_at(const Run *run, uint64_t offset) {
  if (offset >= run->decisions.length || (offset && run->decisions.bytes[offset - 1] != '\n'))
    return (Text){"", 0};
  const char *begin = run->decisions.bytes + offset;
  const char *end = memchr(begin, '\n', run->decisions.length - offset);
  return (Text){begin, end ? (size_t)(end - begin) : 0};
}

static void read_random(const Run *run, bool random) {
  file_map_random(run->index, random);
  file_map_random(run->decisions, random);
}

bool run_line(const Run *run, Text key, Text *line) {
  read_random(run, true);
  Buffer quoted = {0};
  size_t first, count = index_find(run->index, text_hash(key), &first);
  bool found = false;
  if (count)
    json_put_text(&quoted, key);
  for (size_t i = 0; i < count && !found; i++) {
    *line = line_at(run, index_offset(run->index, first + i));
    found = text_equal(line_key_quoted(*line), buffer_view(&quoted));
  }
  buffer_free(&quoted);
  read_random(run, false);
  return found;
}

Text run_nearest_key(Arena *arena, const Run *run, Text key) {
  Text nearest = {"", 0}, line;
  Buffer scratch = {0};
  bool whole;
  for (size_t at = 0; line_next(run->decisions, &at, &line, &whole);) {
    Text both[2] = {nearest, {"", 0}};
    if (!line_key(line_key_quoted(line), &scratch, &both[1]))
      continue;
    Text found = text_nearest(key, both, 2);
    if (found.bytes != nearest.bytes)
      nearest = text_copy(arena, found);
  }
  buffer_free(&scratch);
  return nearest;
}

#include "commands/erase_traces.h"

#include <stdio.h>

#include "base/file.h"
#include "log/leftovers.h"
#include "log/run_read.h"
#include "table/kept.h"

static const char *whose(const Leftover *leftover) {
  return leftover->erasing ? "an erasure that was interrupted" : "a run that was killed";
}

bool erase_traces_new(EraseTraces *traces, const char *path) {
  for (size_t i = 0; i < traces->count; i++)
    if (strcmp(traces->paths[i], path) == 0)
      return false;
  traces->paths = arena_room(traces->arena, (void *)(uintptr_t)traces->paths, traces->count,
                             &traces->capacity, sizeof *traces->paths);
  traces->paths[traces->count++] = arena_copy(traces->arena, path, strlen(path));
  return true;
}

static void tell_living(EraseTraces *traces, const char *path) {
  if (!erase_traces_new(traces, path))
    return;
  traces->living++;
  fprintf(stderr, "helder: %s: a run is being written here; erase once more when it is done\n",
          path);
}

void erase_traces_living(EraseTraces *traces) {
  Leftovers found = leftovers_find(traces->arena, traces->runs);
  for (size_t i = 0; i < found.count; i++)
    if (found.items[i].state == LEFTOVER_LIVING && !found.items[i].erasing)
      tell_living(traces, found.items[i].path);
}

bool erase_traces_left(EraseTraces *traces, Text key, Buffer *out, Error *error) {
  Leftovers found;
  if (!leftovers_forget(traces->arena, traces->runs, key, &found, error))
    return false;
  for (size_t i = 0; i < found.count; i++) {
    const Leftover *one = &found.items[i];
    traces->held |= one->held;
    if (one->state == LEFTOVER_REMOVED) {
      buffer_format(out, "%s: removed; %s had left it\n", one->path, whose(one));
    } else if (one->state == LEFTOVER_LIVING) {
      tell_living(traces, one->path);
    } else {
      error_set(error, ERROR_SYSTEM, "could not remove this; %s left it, with customers' lines",
                whose(one));
      return error_at(error, text_of(one->path), 0, 0);
    }
  }
  return true;
}

/* The run tells where its data were, as seen from where it was made: that may be elsewhere. */
static void remove_kept(Arena *arena, const char *path, Buffer *out) {
  const char *kept = file_join(arena, file_parent(arena, path), ".helder-cache");
  if (kept_remove(path))
    buffer_format(out, "%s: its kept columns in %s are removed\n", path, kept);
  else if (!file_exists(path))
    buffer_format(out,
                  "%s: there are no such data, seen from here; if a folder .helder-cache stands "
                  "beside them, remove it\n",
                  path);
}

bool erase_traces_kept(EraseTraces *traces, const char *folder, Buffer *out, Error *error) {
  Run *run = run_open(traces->arena, folder, error);
  size_t i;
  json_t *data;
  if (!run)
    return false;
  json_array_foreach(json_object_get(json_object_get(run->manifest, "inputs"), "data"), i, data) {
    const char *path = json_string_value(json_object_get(data, "path"));
    if (path && strcmp(path, "-") != 0 && erase_traces_new(traces, path))
      remove_kept(traces->arena, path, out);
  }
  run_close(run);
  return true;
}

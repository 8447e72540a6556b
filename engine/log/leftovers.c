#include "log/leftovers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "log/line_read.h"

enum { RUN_HEX = 8 };
static const char temporary[] = ".tmp", erasing[] = ".erasing";

/* Waits for it, and is still stopped by a signal. */
static bool lock_in_turn(int descriptor, Error *error) {
  const struct timespec moment = {.tv_nsec = 10000000};
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR)
      return error_set(error, ERROR_SYSTEM, "could not have this folder alone: %s",
                       strerror(errno));
    if (interrupt_stop(error))
      return false;
    nanosleep(&moment, NULL);
  }
  return true;
}

int runs_lock(const char *runs, Error *error) {
  int descriptor = open(runs, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    error_set(error, ERROR_SYSTEM, "could not have this folder alone: %s", strerror(errno));
  else if (lock_in_turn(descriptor, error))
    return descriptor;
  if (error->kind != ERROR_INTERRUPTED)
    error_at(error, text_of(runs), 0, 0);
  if (descriptor >= 0)
    close(descriptor);
  return -1;
}

/* --- names -------------------------------------------------------------------------------- */

static Text without(Text text, size_t front, size_t behind) {
  return (Text){text.bytes + front, text.length - front - behind};
}

static bool ends_in(Text text, const char *end) {
  size_t length = strlen(end);
  return text.length > length && memcmp(text.bytes + text.length - length, end, length) == 0;
}

static size_t digits_behind(Text text) {
  size_t count = 0;
  while (count < text.length && text.bytes[text.length - 1 - count] >= '0' &&
         text.bytes[text.length - 1 - count] <= '9')
    count++;
  return count;
}

/* `.<stem>.<process>.tmp`: its stem; empty for any other name. */
static Text stem_of(Text name) {
  if (name.length < 2 || name.bytes[0] != '.' || !ends_in(name, temporary))
    return (Text){"", 0};
  Text rest = without(name, 1, sizeof temporary - 1);
  size_t digits = digits_behind(rest);
  if (digits == 0 || digits + 2 > rest.length || rest.bytes[rest.length - digits - 1] != '.')
    return (Text){"", 0};
  return without(rest, 0, digits + 1);
}

/* `2026-11-21-1f3a9c07`, and what may stand behind it */
static bool begins_as_run(Text name) {
  int32_t day;
  if (name.length < DATE_ISO_LENGTH + 1 + RUN_HEX || name.bytes[DATE_ISO_LENGTH] != '-' ||
      !date_from_iso((Text){name.bytes, DATE_ISO_LENGTH}, &day))
    return false;
  for (size_t i = DATE_ISO_LENGTH + 1; i < DATE_ISO_LENGTH + 1 + RUN_HEX; i++)
    if (!strchr("0123456789abcdef", name.bytes[i]))
      return false;
  return true;
}

static bool is_of_run(const char *name) {
  Text stem = stem_of(text_of(name));
  return text_equal(stem, TEXT("stream")) ||
         (begins_as_run(stem) && stem.length == DATE_ISO_LENGTH + 1 + RUN_HEX);
}

static bool is_of_erasure(const char *name) {
  return name[0] == '.' && begins_as_run(text_of(name + 1)) && ends_in(text_of(name), erasing);
}

/* --- finding and removing ------------------------------------------------------------------ */

/* The folder's lock: 0 or more; -1: somebody has it, or there are no locks here. */
static int lock_at_once(const char *path) {
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    return descriptor;
  close(descriptor);
  return -1;
}

/* Whether a line of the folder is this customer's. */
static bool has_line_of(const char *path, Text key) {
  Arena *arena = arena_make();
  Text lines, line, found;
  Error error;
  Buffer scratch = {0};
  bool whole, has = false;
  if (file_map(file_join(arena, path, "decisions.ndjson"), &lines, &error)) {
    for (size_t at = 0; !has && line_next(lines, &at, &line, &whole);)
      has = line_key(line_key_quoted(line), &scratch, &found) && text_equal(found, key);
    file_unmap(&lines);
  }
  buffer_free(&scratch);
  arena_drop(arena);
  return has;
}

/* What is looked for, and what is done with it. */
typedef struct Looking {
  Arena *arena;
  const char *folder;
  Text letters;  /* the stem of letters; empty: runs are looked for */
  bool erasures; /* as well */
  bool remove;
  const Text *key; /* NULL: whose they are is not asked */
} Looking;

static bool is_wanted(const Looking *looking, const char *name) {
  if (looking->letters.length)
    return text_equal(stem_of(text_of(name)), looking->letters);
  return is_of_run(name) || (looking->erasures && is_of_erasure(name));
}

/* An erasure has the folder of runs as long as it lives (leftovers_forget has it itself). */
static bool is_being_erased(const Looking *looking) {
  int lock = looking->key ? 0 : lock_at_once(looking->folder);
  if (lock > 0)
    close(lock);
  return lock < 0;
}

static Leftover look_at(const Looking *looking, const char *name) {
  Leftover leftover = {.path = file_join(looking->arena, looking->folder, name),
                       .state = LEFTOVER_LIVING,
                       .erasing = is_of_erasure(name)};
  int lock = leftover.erasing && is_being_erased(looking) ? -1 : lock_at_once(leftover.path);
  if (lock < 0)
    return leftover;
  leftover.state = LEFTOVER_LEFT;
  leftover.held = looking->key && has_line_of(leftover.path, *looking->key);
  if (looking->remove) {
    file_folder_remove(leftover.path);
    leftover.state = file_exists(leftover.path) ? LEFTOVER_LEFT : LEFTOVER_REMOVED;
  }
  close(lock);
  return leftover;
}

static Leftovers look(const Looking *looking) {
  Leftovers found = {.count = 0};
  struct dirent **entries;
  int count = scandir(looking->folder, &entries, NULL, alphasort);
  if (count < 0)
    return found;
  found.items = arena_array(looking->arena, (size_t)count, sizeof *found.items);
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name;
    if (is_wanted(looking, name) &&
        file_is_folder(file_join(looking->arena, looking->folder, name)))
      found.items[found.count++] = look_at(looking, name);
    free(entries[i]);
  }
  free(entries);
  return found;
}

Leftovers leftovers_find(Arena *arena, const char *runs) {
  Looking looking = {.arena = arena, .folder = runs, .erasures = true};
  return look(&looking);
}

Leftovers leftovers_remove(Arena *arena, const char *runs) {
  Looking looking = {.arena = arena, .folder = runs, .remove = true};
  return look(&looking);
}

void leftovers_remove_letters(Arena *arena, const char *folder) {
  Looking looking = {.arena = arena,
                     .folder = file_parent(arena, folder),
                     .letters = text_of(file_name(folder)),
                     .remove = true};
  if (looking.letters.length)
    look(&looking);
}

bool leftovers_forget(Arena *arena, const char *runs, Text key, Leftovers *leftovers,
                      Error *error) {
  Looking looking = {.arena = arena, .folder = runs, .erasures = true, .remove = true, .key = &key};
  int lock = runs_lock(runs, error);
  if (lock < 0)
    return false;
  interrupt_hold(); /* what is removed is told */
  *leftovers = look(&looking);
  close(lock);
  return true;
}

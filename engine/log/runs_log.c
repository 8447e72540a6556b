#include "log/runs_log.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "log/line_read.h"

/* What stands between an entry and the head over it; inside of a JSON string its quotes
 * would be escaped. */
static const char before_head[] = ",\"head\":\"", origin[] = "helder/runs";

/* The part of a line that its leaf is of. */
static Text entry_part(Text line) {
  const char *found = memmem(line.bytes, line.length, before_head, sizeof before_head - 1);
  return (Text){line.bytes, found ? (size_t)(found - line.bytes) : line.length};
}

bool runs_log_is(Arena *arena, const char *runs) {
  char *path = file_join(arena, runs, "log");
  return file_exists(path) && !file_is_folder(path);
}

Text runs_log_run(Arena *arena, const char *folder, Text checkpoint) {
  Buffer out = {0};
  buffer_string(&out, "\"event\":\"run\",\"run\":");
  json_put_text(&out, text_of(file_name(folder)));
  buffer_string(&out, ",\"checkpoint\":");
  json_put_text(&out, checkpoint);
  return buffer_keep(&out, arena);
}

static Text head_text(Arena *arena, const MerkleGrowth *growth) {
  Checkpoint head = {text_of(origin), growth->size, merkle_growth_root(growth), {"", 0}};
  return checkpoint_text(arena, &head);
}

/* The lines that are whole; *end: where they end. */
static void grow_over(Text lines, MerkleGrowth *growth, size_t *end) {
  Text line;
  bool whole;
  for (size_t at = *end = 0; line_next(lines, &at, &line, &whole) && whole; *end = at) {
    MerkleHash leaf = merkle_leaf(entry_part(line));
    merkle_grow(growth, &leaf);
  }
}

static bool make_line(Arena *arena, Text members, const NoteKey *key, MerkleGrowth *growth,
                      Buffer *line, Error *error) {
  Text head;
  buffer_format(line, "{\"v\":1,\"seq\":%llu,%.*s", (unsigned long long)growth->size,
                TEXT_ARGS(members));
  MerkleHash leaf = merkle_leaf(buffer_view(line));
  merkle_grow(growth, &leaf);
  if (!note_sign(arena, head_text(arena, growth), key, &head, error))
    return false;
  buffer_string(line, ",\"head\":");
  json_put_text(line, head);
  buffer_string(line, "}\n");
  return true;
}

static bool failed(const char *path, const char *what, Error *error) {
  error_set(error, ERROR_SYSTEM, "could not %s the log of runs: %s", what, strerror(errno));
  return error_at(error, text_of(path), 0, 0);
}

/* Opened for appending, and this process's alone until it is closed; -1: neither. */
static int open_alone(const char *path, Error *error) {
  int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    failed(path, "open", error);
    return -1;
  }
  while (flock(descriptor, LOCK_EX) != 0) {
    if (errno == EINTR)
      continue;
    failed(path, "lock", error);
    close(descriptor);
    return -1;
  }
  return descriptor;
}

/* The line behind the first `end` bytes, on the disk; or nothing of it. */
static bool put_line(int descriptor, const char *path, size_t end, Text line, Error *error) {
  bool good = (ftruncate(descriptor, (off_t)end) == 0 && lseek(descriptor, 0, SEEK_END) >= 0) ||
              failed(path, "write", error);
  good = good && file_write(descriptor, path, line.bytes, line.length, error) &&
         (fsync(descriptor) == 0 || failed(path, "sync", error));
  if (!good && ftruncate(descriptor, (off_t)end) != 0)
    error_hint(error, "its last line may be there in part; the next run cuts it off");
  return good;
}

/* The entry for the log as it is, once it is ours alone; *end: where it goes. */
static bool make_entry(Arena *arena, const char *path, Text members, const NoteKey *key,
                       Buffer *line, size_t *end, Error *error) {
  Text before = {"", 0};
  MerkleGrowth growth = {.size = 0};
  if (file_exists(path) && !file_read(arena, path, &before, error))
    return false;
  grow_over(before, &growth, end);
  line->length = 0;
  return make_line(arena, members, key, &growth, line, error);
}

/* A new log is only made when its first entry is ready, so that no failure leaves an
 * empty one. */
bool runs_log_append(Arena *arena, const char *runs, Text members, const NoteKey *key,
                     Error *error) {
  char *path = file_join(arena, runs, "log");
  bool is_new = !file_exists(path);
  size_t end = 0;
  Buffer line = {0};
  struct stat found;
  if (is_new && !make_entry(arena, path, members, key, &line, &end, error)) {
    buffer_free(&line);
    return false;
  }
  int descriptor = open_alone(path, error);
  is_new = is_new && descriptor >= 0 && fstat(descriptor, &found) == 0 && found.st_size == 0;
  bool good = descriptor >= 0 &&
              (is_new || make_entry(arena, path, members, key, &line, &end, error)) &&
              put_line(descriptor, path, end, buffer_view(&line), error) &&
              (!is_new || file_folder_sync(runs, error));
  if (!good && is_new)
    unlink(path);
  if (descriptor >= 0)
    close(descriptor);
  buffer_free(&line);
  return good;
}

static void drop_json(void *json) {
  json_decref(json);
}

/* Notes the first line that is wrong. */
static void bad_line(Arena *arena, RunsLog *log, size_t number, const char *why) {
  if (log->bad == 0) {
    log->bad = number;
    log->why = text_format(arena, "%s", why);
  }
}

/* One entry with its head. */
static void read_entry(Arena *arena, Text line, const NoteKey *key, MerkleGrowth *growth,
                       RunsLog *log) {
  size_t number = log->count + 1;
  json_t *json = json_loadb(line.bytes, line.length, JSON_ALLOW_NUL, NULL);
  log->leaves[log->count] = merkle_leaf(entry_part(line));
  merkle_grow(growth, &log->leaves[log->count++]);
  if (!json) {
    bad_line(arena, log, number, "it is not JSON");
    return;
  }
  arena_finally(arena, drop_json, json);
  RunsEntry entry = {json_string_value(json_object_get(json, "event")),
                     json_string_value(json_object_get(json, "run")), json};
  log->entries[number - 1] = entry;
  const json_t *head = json_object_get(json, "head");
  Text note_text = {json_string_value(head), json_string_length(head)};
  Note note;
  if (!entry.event || !entry.run || !note_text.bytes || !note_split(note_text, &note) ||
      json_integer_value(json_object_get(json, "seq")) != (json_int_t)number - 1) {
    bad_line(arena, log, number, "it is no entry with this number");
    return;
  }
  log->head = note_text;
  log->signature = note_check(&note, key);
  if (log->signature == NOTE_FORGED)
    bad_line(arena, log, number, "its head is not signed by the key it names");
  if (!text_equal(note.text, head_text(arena, growth)))
    bad_line(arena, log, number,
             "its head is not that of the entries up to here: one of them was changed, "
             "taken out or put in");
}

bool runs_log_read(Arena *arena, const char *runs, const NoteKey *key, RunsLog *log, Error *error) {
  Text lines, line;
  bool whole, forged = false;
  MerkleGrowth growth = {.size = 0};
  *log = (RunsLog){.path = file_join(arena, runs, "log")};
  if (!file_read(arena, log->path, &lines, error))
    return false;
  size_t most = 1;
  for (size_t i = 0; i < lines.length; i++)
    most += lines.bytes[i] == '\n';
  log->entries = arena_array(arena, most, sizeof *log->entries);
  log->leaves = arena_array(arena, most, sizeof *log->leaves);
  for (size_t at = 0; line_next(lines, &at, &line, &whole);) {
    if (!whole)
      bad_line(arena, log, log->count + 1, "it is not whole: its writing was interrupted");
    else
      read_entry(arena, line, key, &growth, log);
    forged |= log->signature == NOTE_FORGED;
  }
  if (forged)
    log->signature = NOTE_FORGED;
  return true;
}

#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "log/leftovers.h"
#include "log/verify.h"

static const char *text_of_entry(const RunsEntry *entry, const char *name) {
  const char *text = json_string_value(json_object_get(entry->json, name));
  return text ? text : "";
}

static bool is_about(const RunsEntry *entry, const char *event, const char *run) {
  return entry->event && entry->run && strcmp(entry->event, event) == 0 &&
         strcmp(entry->run, run) == 0;
}

static bool lists_row(const RunsEntry *entry, uint64_t row) {
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(entry->json, "rows"), i, item) {
    if (json_is_integer(item) && (uint64_t)json_integer_value(item) == row)
      return true;
  }
  return false;
}

static bool erased_in_log(const RunsLog *log, const char *run, uint64_t row) {
  for (size_t i = 0; i < log->count; i++)
    if (is_about(&log->entries[i], "erase", run) && lists_row(&log->entries[i], row))
      return true;
  return false;
}

/* How many rows set aside were erased from the run, as the log tells. */
static size_t rejected_in_log(const RunsLog *log, const char *run) {
  size_t sum = 0;
  for (size_t i = 0; i < log->count; i++) {
    const json_t *count = json_object_get(log->entries[i].json, "rejected");
    if (is_about(&log->entries[i], "erase", run) && json_integer_value(count) > 0)
      sum += (size_t)json_integer_value(count);
  }
  return sum;
}

/* The run folder's own name, also where it was given with a slash behind it. */
static const char *run_name(Arena *arena, const char *folder) {
  Text path = text_of(folder);
  while (path.length > 1 && path.bytes[path.length - 1] == '/')
    path.length--;
  return file_name(arena_copy(arena, path.bytes, path.length));
}

/* Erased lines without an entry: erased by hand. */
static void check_erasures(Arena *arena, const RunsLog *log, const char *run, Verified *verified) {
  size_t unknown = 0;
  uint64_t first = 0;
  for (size_t i = 0; i < verified->erased; i++) {
    if (erased_in_log(log, run, verified->erased_rows[i]))
      continue;
    if (unknown++ == 0)
      first = verified->erased_rows[i];
  }
  if (unknown)
    verify_finding(arena, verified, "decisions.ndjson", (size_t)first + 1,
                   "this line was erased, but the log of runs knows nothing of it (%zu such)",
                   unknown);
  size_t entered = rejected_in_log(log, run);
  if (verified->rejected_erased > entered)
    verify_finding(arena, verified, "rejected.csv", 0,
                   "%zu rows were erased, but the log of runs knows of %zu",
                   verified->rejected_erased, entered);
}

void verify_entered(Arena *arena, const RunBytes *bytes, const RunsLog *log, Verified *verified) {
  const char *run = run_name(arena, bytes->folder);
  const FileBytes *checkpoint = run_bytes_file(bytes, "checkpoint");
  size_t last = 0;
  if (!checkpoint)
    return;
  for (size_t i = 0; i < log->count; i++)
    if (is_about(&log->entries[i], "run", run))
      last = i + 1;
  if (last == 0) {
    verify_finding(arena, verified, "", 0,
                   "the log of runs does not know this run: it was stopped before it was entered "
                   "(its results were never released), or someone else put it here");
    return;
  }
  const char *entered = text_of_entry(&log->entries[last - 1], "checkpoint");
  if (text_equal(text_of(entered), checkpoint->content))
    verified->entered = last;
  else
    verify_finding(arena, verified, "checkpoint", 0,
                   "this is not the checkpoint that entry %zu of the log of runs has: the run was "
                   "replaced or changed",
                   last);
  check_erasures(arena, log, run, verified);
}

/* RFC 6962 consistency between an earlier tree and the one of these leaves. */
static bool grew(const Checkpoint *earlier, const MerkleHash *leaves, size_t count) {
  if (earlier->size == 0 || earlier->size > count)
    return earlier->size == 0;
  MerkleProof proof;
  MerkleHash root = merkle_root(leaves, count);
  merkle_prove_consistency(leaves, (size_t)earlier->size, count, &proof);
  return merkle_check_consistency(earlier->size, count, &proof, &earlier->root, &root);
}

static void since(Arena *arena, const Checkpoint *earlier, const MerkleHash *leaves, size_t count,
                  Verified *verified) {
  if (earlier->size > count)
    verify_finding(arena, verified, "", 0,
                   "the earlier checkpoint tells %llu lines; now %zu are left",
                   (unsigned long long)earlier->size, count);
  else if (!grew(earlier, leaves, count))
    verify_finding(arena, verified, "", 0,
                   "this did not grow from the earlier checkpoint: its first %llu lines are others",
                   (unsigned long long)earlier->size);
}

void verify_since(Arena *arena, const RunBytes *bytes, const Checkpoint *earlier,
                  Verified *verified) {
  const FileBytes *leaves = run_bytes_file(bytes, "leaves");
  if (!verified->has_checkpoint || !leaves)
    return;
  const Checkpoint *now = &verified->checkpoint;
  if (!text_equal(earlier->origin, now->origin)) {
    verify_finding(arena, verified, "checkpoint", 0,
                   "the earlier checkpoint is another log's: %.*s, not %.*s",
                   TEXT_ARGS(earlier->origin), TEXT_ARGS(now->origin));
    return;
  }
  since(arena, earlier, (const MerkleHash *)(const void *)leaves->content.bytes,
        leaves->content.length / SHA256_BYTES, verified);
  if (earlier->size == now->size && !text_equal(earlier->extensions, now->extensions))
    verify_finding(arena, verified, "manifest.json", 0,
                   "the earlier checkpoint tells another manifest or other rejected rows");
}

static bool is_run_folder(Arena *arena, const char *runs, const char *name) {
  return name[0] != '.' &&
         file_exists(file_join(arena, file_join(arena, runs, name), "checkpoint"));
}

typedef struct CheckingRuns {
  const RunsLog *log;
  const NoteKey *key;
  Verified *whole;
} CheckingRuns;

static void verify_one(Arena *arena, const char *folder, const CheckingRuns *checking) {
  Verified *whole = checking->whole;
  RunBytes bytes;
  Error error;
  Verified *one = memory_new(sizeof *one);
  if (!run_bytes_open(arena, folder, &bytes, &error)) {
    verify_finding(arena, whole, file_name(folder), 0, "%s", error.message);
    memory_free(one);
    return;
  }
  verify_run(arena, &bytes, checking->key, one);
  verify_entered(arena, &bytes, checking->log, one);
  for (size_t i = 0; i < one->finding_count && i < VERIFY_FINDINGS_MOST; i++) {
    const Finding *found = &one->findings[i];
    const char *name = file_name(folder);
    verify_finding(arena, whole,
                   found->file.length ? file_join(arena, name, found->file.bytes) : name,
                   found->line, "%.*s", TEXT_ARGS(found->what));
    if (whole->finding_count <= VERIFY_FINDINGS_MOST)
      whole->findings[whole->finding_count - 1].key = text_copy(arena, found->key);
  }
  whole->lines += one->lines, whole->intact += one->intact, whole->erased += one->erased;
  run_bytes_close(&bytes);
  memory_free(one);
}

static void check_folder(Arena *arena, const char *runs, const char *name,
                         const CheckingRuns *checking) {
  if (is_run_folder(arena, runs, name))
    verify_one(arena, file_join(arena, runs, name), checking);
}

/* What is being written just now is no finding. */
static void check_leftovers(Arena *arena, const char *runs, Verified *verified) {
  Leftovers found = leftovers_find(arena, runs);
  for (size_t i = 0; i < found.count; i++) {
    const Leftover *one = &found.items[i];
    if (one->state != LEFTOVER_LEFT)
      continue;
    verify_finding(arena, verified, file_name(one->path), 0,
                   one->erasing
                       ? "an erasure was interrupted and this was left of it, with customers' "
                         "lines: erase once more"
                       : "a run was killed and this was left of it, with customers' lines: the "
                         "next run into this folder removes it, and helder erase");
  }
}

/* A later entry of the same name means that the earlier folder is gone. */
static bool has_later(const RunsLog *log, size_t number) {
  for (size_t i = number + 1; i < log->count; i++)
    if (is_about(&log->entries[i], "run", log->entries[number].run))
      return true;
  return false;
}

static void check_entries(Arena *arena, const char *runs, const RunsLog *log, Verified *verified) {
  for (size_t i = 0; i < log->count; i++) {
    const RunsEntry *entry = &log->entries[i];
    if (!entry->event || !entry->run || strcmp(entry->event, "run") != 0)
      continue;
    if (strchr(entry->run, '/') || has_later(log, i) || !is_run_folder(arena, runs, entry->run))
      verify_finding(arena, verified, entry->run, 0,
                     "entry %zu of the log of runs tells of this run, but it is not there: it was "
                     "removed or replaced",
                     i + 1);
  }
}

static void check_log(Arena *arena, const RunsLog *log, const NoteKey *key, Verified *verified) {
  if (log->bad)
    verify_finding(arena, verified, "log", log->bad, "this entry is not as it was written: %.*s",
                   TEXT_ARGS(log->why));
  if (key && log->signature != NOTE_SIGNED)
    verify_finding(arena, verified, "log", log->count, "its last head is not signed by %.*s",
                   TEXT_ARGS(key->name));
}

void verify_runs(Arena *arena, const char *runs, const RunsLog *log, const NoteKey *key,
                 const Checkpoint *earlier, Verified *verified) {
  *verified = (Verified){.entered = log->count, .signature = log->signature};
  check_log(arena, log, key, verified);
  if (earlier && !text_equal(earlier->origin, TEXT("helder/runs")))
    verify_finding(arena, verified, "log", 0, "the earlier checkpoint is another log's: %.*s",
                   TEXT_ARGS(earlier->origin));
  else if (earlier)
    since(arena, earlier, log->leaves, log->count, verified);
  check_entries(arena, runs, log, verified);
  check_leftovers(arena, runs, verified);
  CheckingRuns checking = {log, key, verified};
  struct dirent **entries;
  int count = scandir(runs, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    check_folder(arena, runs, entries[i]->d_name, &checking);
    free(entries[i]);
  }
  if (count >= 0)
    free(entries);
}

#include <pthread.h>

#include "base/crew.h"
#include "base/memory.h"
#include "load/parts.h"
#include "table/join.h"
#include "table/reading.h"

enum { PART_LEAST = 2 << 20, PARTS_MOST = 256 };

typedef struct Part {
  PartReadings *all;
  Reading reading;
  ReadOptions options;
  Arena *arena;
  uint64_t from, until;
  uint64_t told, told_rows; /* bytes and rows that progress knows of */
  bool failed;
} Part;

struct PartReadings {
  Reading *whole;
  Part *parts;
  size_t count, threads;
  pthread_mutex_t lock; /* over what follows */
  uint64_t done, rows;  /* bytes and rows read by all parts */
  Error interrupted;    /* of any part */
  char sha256[SHA256_HEX + 1];
  bool hashed;
};

/* --- one part ------------------------------------------------------------------- */

static void part_progress(void *context, size_t rows, size_t done, size_t size) {
  Part *part = context;
  PartReadings *all = part->all;
  const ReadOptions *options = all->whole->options;
  pthread_mutex_lock(&all->lock);
  all->done += done - part->told;
  all->rows += rows - part->told_rows;
  part->told = done, part->told_rows = rows;
  if (options->progress)
    options->progress(options->progress_context, (size_t)all->rows, (size_t)all->done, size);
  pthread_mutex_unlock(&all->lock);
}

static void builders_copy(Part *part) {
  const Reading *whole = part->all->whole;
  Reading *reading = &part->reading;
  reading->builders = memory_array(whole->count, sizeof *reading->builders);
  memcpy(reading->builders, whole->builders, whole->count * sizeof *reading->builders);
  reading->keys = whole->keys ? dictionary_make() : NULL;
}

/* Whatever a part cannot take is for one reading of all to tell, but for an interrupt. */
static void part_end(Part *part, bool good, const Error *error) {
  part->failed = !good;
  if (good || error->kind != ERROR_INTERRUPTED)
    return;
  pthread_mutex_lock(&part->all->lock);
  part->all->interrupted = *error;
  pthread_mutex_unlock(&part->all->lock);
}

static void part_first(Part *part) {
  Reading *reading = &part->reading;
  Error error = {.kind = ERROR_NONE};
  reading->records = records_part(part->all->whole->records, part->from, part->until, part->arena);
  builders_copy(part);
  part_end(part, reading_first(reading, &error), &error);
}

static void part_second(void *context, size_t number) {
  PartReadings *all = context;
  Part *part = &all->parts[number];
  Error error = {.kind = ERROR_NONE};
  if (!reading_restart(&part->reading))
    return;
  Records *records = records_part(all->whole->records, part->from, part->until, part->arena);
  part_end(part, reading_second(&part->reading, records, &error), &error);
  records_close(records);
}

/* --- all parts ------------------------------------------------------------------ */

/* The bytes that parts read are hashed, one after the other, while they are read. */
static void first_job(void *context, size_t number) {
  PartReadings *all = context;
  if (number == 0)
    all->hashed = source_hash(records_source(all->whole->records), all->sha256);
  else
    part_first(&all->parts[number - 1]);
}

/* The file is what it was when it was opened. */
static bool is_unchanged(const PartReadings *all) {
  Stamp now;
  return stamp_of_path(all->whole->path, &now) &&
         stamp_equal(&now, &records_source(all->whole->records)->stamp);
}

/* True when every part is good and the file is the same still. */
static bool all_good(const PartReadings *all, Error *error) {
  if (all->interrupted.kind != ERROR_NONE) {
    *error = all->interrupted;
    return false;
  }
  for (size_t i = 0; i < all->count; i++)
    if (all->parts[i].failed)
      return false;
  return all->hashed && is_unchanged(all);
}

static size_t parts_wanted(const Reading *whole) {
  const ReadOptions *options = whole->options;
  uint64_t most = records_source(whole->records)->raw_size / PART_LEAST;
  size_t wanted = options->parts;
  if (!wanted)
    wanted = options->threads < most ? options->threads : (size_t)most;
  return wanted < PARTS_MOST ? wanted : PARTS_MOST;
}

static PartReadings *parts_make(Reading *whole) {
  PartReadings *all = memory_new(sizeof *all);
  all->whole = whole;
  all->threads = whole->options->threads;
  pthread_mutex_init(&all->lock, NULL);
  return all;
}

static void part_make(PartReadings *all, size_t number, const uint64_t *cuts) {
  Part *part = &all->parts[number];
  *part = (Part){.all = all, .from = cuts[number], .until = cuts[number + 1], .told = cuts[number]};
  part->arena = arena_make();
  part->options = *all->whole->options;
  part->options.skip_bad_rows = false;
  part->options.threads = 1;
  part->options.progress = part_progress;
  part->options.progress_context = part;
  part->reading = (Reading){.path = all->whole->path,
                            .options = &part->options,
                            .count = all->whole->count,
                            .key = all->whole->key,
                            .hints = all->whole->hints};
}

static bool parts_cut(PartReadings *all) {
  uint64_t cuts[PARTS_MOST + 1];
  size_t wanted = parts_wanted(all->whole);
  if (wanted < 2)
    return false;
  all->count = parts_find(all->whole->records, wanted, all->threads, cuts);
  all->parts = memory_array(all->count, sizeof *all->parts);
  for (size_t i = 0; i < all->count; i++)
    part_make(all, i, cuts);
  return all->count > 1;
}

/* --- what they learned ------------------------------------------------------------ */

/* Formats of all parts together, as if one had met their cells. False where a type that the
 * policy gave holds of each part and not of all. */
static bool learn(PartReadings *all) {
  Reading *whole = all->whole;
  for (size_t i = 0; i < whole->count; i++) {
    Builder *builder = &whole->builders[i];
    for (size_t p = 0; p < all->count; p++)
      join_learn(builder, &all->parts[p].reading.builders[i]);
    builder->again = true; /* it holds no cells yet */
    if (builder->forced && !(builder->fits & builder->allowed))
      return false;
    if (builder->format)
      builder->format = builder_choose(builder->fits & builder->allowed, &whole->hints);
  }
  for (size_t p = 0; p < all->count; p++) {
    records_absorb(whole->records, all->parts[p].reading.records);
    whole->rows += all->parts[p].reading.rows;
  }
  return true;
}

bool reading_parts_first(Reading *reading, PartReadings **parts, Error *error) {
  PartReadings *all = *parts = parts_make(reading);
  if (!parts_cut(all))
    return false;
  crew_run(all->threads + 1, all->count + 1, first_job, all);
  return all_good(all, error) && learn(all);
}

/* --- putting them together ---------------------------------------------------------- */

static void join_job(void *context, size_t number) {
  PartReadings *all = context;
  Reading *whole = all->whole;
  Builder **builders = memory_array(all->count, sizeof *builders);
  for (size_t i = 0; i < all->count; i++)
    builders[i] = &all->parts[i].reading.builders[number];
  whole->builders[number].again = false;
  join_cells(&whole->builders[number], builders, all->count);
  memory_free(builders);
}

static bool keys_join(PartReadings *all) {
  Dictionary *keys[PARTS_MOST];
  for (size_t i = 0; i < all->count; i++) {
    keys[i] = all->parts[i].reading.keys;
    all->parts[i].reading.keys = NULL;
  }
  return !all->whole->keys || join_keys(&all->whole->keys, keys, all->count);
}

bool reading_parts_second(Reading *reading, PartReadings *all, Error *error) {
  for (size_t i = 0; i < reading->count; i++)
    for (size_t p = 0; reading->builders[i].format && p < all->count; p++)
      builder_settle(&all->parts[p].reading.builders[i], reading->builders[i].format);
  crew_run(all->threads, all->count, part_second, all);
  if (!all_good(all, error) || !keys_join(all))
    return false;
  crew_run(all->threads, reading->count, join_job, all);
  return true;
}

void reading_parts_sha256(const PartReadings *parts, char hex[SHA256_HEX + 1]) {
  memcpy(hex, parts->sha256, SHA256_HEX + 1);
}

void reading_parts_drop(PartReadings *parts) {
  if (!parts)
    return;
  for (size_t i = 0; i < parts->count; i++) {
    records_close(parts->parts[i].reading.records);
    reading_drop(&parts->parts[i].reading);
    arena_drop(parts->parts[i].arena);
  }
  memory_free(parts->parts);
  pthread_mutex_destroy(&parts->lock);
  memory_free(parts);
}

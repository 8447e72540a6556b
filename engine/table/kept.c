#include "table/kept.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/version.h"
#include "table/kept_table.h"

enum { KEPT_FORMAT = 2, NAME_HEX = 16, ENGINE_HEX = 8, STALE_SECONDS = 3600 };

static const char folder_name[] = ".helder-cache";

/* What a kept table lies under: "<file>.<content>.<engine>-<options>". */
typedef struct Place {
  Arena *arena;
  char *folder;
  const char *file;            /* name of the file that was read */
  char engine[ENGINE_HEX + 1]; /* this build */
  char options[NAME_HEX + 1];  /* what it was read with */
  size_t threads;
} Place;

/* --- names ---------------------------------------------------------------------------- */

static void add_number(Sha256 *hash, uint64_t number) {
  sha256_add(hash, &number, sizeof number);
}

static void add_text(Sha256 *hash, Text text) {
  add_number(hash, text.length);
  sha256_add(hash, text.bytes, text.length);
}

static void add_words(Sha256 *hash, const Text *words, size_t count) {
  add_number(hash, words ? count + 1 : 0);
  for (size_t i = 0; words && i < count; i++)
    add_text(hash, words[i]);
}

static void end_hex(Sha256 *hash, size_t digits, char *hex) {
  uint8_t digest[SHA256_BYTES];
  char all[SHA256_HEX + 1];
  sha256_end(hash, digest);
  sha256_hex(digest, all);
  memcpy(hex, all, digits);
  hex[digits] = '\0';
}

static void options_hex(const ReadOptions *options, char *hex) {
  Sha256 hash;
  sha256_start(&hash);
  add_text(&hash, options->key);
  add_text(&hash, options->link);
  add_words(&hash, options->missing, options->missing_count);
  add_number(&hash, options->field_count);
  for (size_t i = 0; i < options->field_count; i++) {
    const FieldOption *field = &options->fields[i];
    add_text(&hash, field->field);
    add_number(&hash, (uint64_t)(unsigned char)field->decimal);
    add_text(&hash, field->date_order);
    add_text(&hash, field->type);
    add_words(&hash, field->missing, field->missing_count);
  }
  add_number(&hash, options->skip_bad_rows);
  end_hex(&hash, NAME_HEX, hex);
}

/* False when this build cannot be told from another. */
static bool engine_hex(char *hex) {
  Stamp stamp;
  Sha256 hash;
  if (!stamp_of_path("/proc/self/exe", &stamp))
    return false;
  sha256_start(&hash);
  add_number(&hash, KEPT_FORMAT);
  add_text(&hash, TEXT(HELDER_VERSION));
  add_number(&hash, stamp.size);
  add_number(&hash, (uint64_t)stamp.modified);
  end_hex(&hash, ENGINE_HEX, hex);
  return true;
}

static bool place_find(Place *place, Arena *arena, const char *path, const ReadOptions *options) {
  *place = (Place){.arena = arena, .file = file_name(path), .threads = options->threads};
  place->folder = file_join(arena, file_parent(arena, path), folder_name);
  options_hex(options, place->options);
  return engine_hex(place->engine);
}

/* The names in the folder that belong to this file: the rest after "<file>.". */
static const char *rest_of(const Place *place, const char *name) {
  size_t length = strlen(place->file);
  bool same = strncmp(name, place->file, length) == 0 && name[length] == '.';
  return same ? name + length + 1 : NULL;
}

/* --- opening -------------------------------------------------------------------------- */

/* The name of a table read by this build with these options, whatever the content. */
static bool is_candidate(const Place *place, const char *name) {
  const char *rest = rest_of(place, name);
  return rest && strlen(rest) == NAME_HEX + 1 + ENGINE_HEX + 1 + NAME_HEX &&
         memcmp(rest + NAME_HEX + 1, place->engine, ENGINE_HEX) == 0 &&
         strcmp(rest + NAME_HEX + 1 + ENGINE_HEX + 1, place->options) == 0;
}

static Table *open_one(const Place *place, const char *name, const char *path, const Stamp *stamp) {
  KeptFile file;
  if (!kept_map(&file, stamp, file_join(place->arena, place->folder, name), place->threads))
    return NULL;
  Table *table = kept_table_take(&file, path, place->threads);
  const char *content = rest_of(place, name);
  if (table && memcmp(table->sha256, content, NAME_HEX) == 0 && table->bytes == stamp->size)
    return table;
  table_drop(table);
  return NULL;
}

Table *kept_open(const char *path, const ReadOptions *options) {
  Arena *arena = arena_make();
  Place place;
  Stamp stamp;
  Table *table = NULL;
  DIR *folder = NULL;
  if (stamp_of_path(path, &stamp) && place_find(&place, arena, path, options))
    folder = opendir(place.folder);
  for (struct dirent *entry; folder && !table && (entry = readdir(folder));)
    if (is_candidate(&place, entry->d_name))
      table = open_one(&place, entry->d_name, path, &stamp);
  if (folder)
    closedir(folder);
  arena_drop(arena);
  return table;
}

/* --- keeping -------------------------------------------------------------------------- */

/* A folder for this user alone, which no version control takes up. */
static bool folder_make(const Place *place) {
  Error error;
  if (mkdir(place->folder, 0700) != 0)
    return file_is_folder(place->folder);
  file_put(file_join(place->arena, place->folder, ".gitignore"), TEXT("*\n"), &error);
  return true;
}

static bool is_old(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 && time(NULL) - found.st_mtime > STALE_SECONDS;
}

/* Of another content or build, or left behind by a process that was killed. */
static bool is_stale(const Place *place, const char *name, const char *sha256) {
  const char *rest = rest_of(place, name);
  if (!rest)
    return false;
  if (strlen(rest) != NAME_HEX + 1 + ENGINE_HEX + 1 + NAME_HEX)
    return is_old(file_join(place->arena, place->folder, name));
  return memcmp(rest, sha256, NAME_HEX) != 0 ||
         memcmp(rest + NAME_HEX + 1, place->engine, ENGINE_HEX) != 0;
}

static void stale_remove(const Place *place, const char *sha256) {
  DIR *folder = opendir(place->folder);
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    if (is_stale(place, entry->d_name, sha256))
      unlink(file_join(place->arena, place->folder, entry->d_name));
  if (folder)
    closedir(folder);
}

void kept_put(const Table *table, const ReadOptions *options, const Stamp *stamp) {
  Arena *arena = arena_make();
  Place place;
  Stamp now;
  KeptMaking making = {.count = 0};
  interrupt_hold();
  bool same = stamp_of_path(table->path, &now) && stamp_equal(&now, stamp);
  if (same && place_find(&place, arena, table->path, options) && folder_make(&place)) {
    stale_remove(&place, table->sha256);
    kept_table_put(&making, table);
    kept_write(&making, stamp,
               arena_format(arena, "%s/%s.%.16s.%s-%s", place.folder, place.file, table->sha256,
                            place.engine, place.options),
               place.threads);
  }
  kept_free(&making);
  arena_drop(arena);
  interrupt_release();
}

size_t kept_remove(const char *path) {
  Arena *arena = arena_make();
  Place place = {.arena = arena, .file = file_name(path)};
  place.folder = file_join(arena, file_parent(arena, path), folder_name);
  DIR *folder = opendir(place.folder);
  size_t removed = 0;
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    if (rest_of(&place, entry->d_name))
      removed += unlink(file_join(arena, place.folder, entry->d_name)) == 0;
  if (folder)
    closedir(folder);
  arena_drop(arena);
  return removed;
}

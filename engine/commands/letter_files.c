#include "commands/letter_files.h"

#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "log/leftovers.h"
#include "log/pending.h"

enum { NAME_MOST = 160, HASH_DIGITS = 16 };

static bool is_plain(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

/* The name of a customer's file: letters, digits, - and _ of the key, all else as %XX; a long
 * one is cut and gets a hash. Never empty, never with a slash. In the arena. */
static char *file_name_of(Arena *arena, Text key, const char *ending) {
  Buffer out = {0};
  char hex[SHA256_HEX + 1];
  size_t at = 0;
  for (; at < key.length && out.length < NAME_MOST; at++) {
    if (is_plain(key.bytes[at]) && !(at == 0 && key.bytes[at] == '-'))
      buffer_byte(&out, key.bytes[at]);
    else
      buffer_format(&out, "%%%02X", (unsigned char)key.bytes[at]);
  }
  sha256_hex_of(key.bytes, key.length, hex);
  if (at < key.length || !key.length)
    buffer_format(&out, "%%-%.*s", HASH_DIGITS, hex);
  char *name = arena_format(arena, "%.*s.%s", (int)out.length, out.bytes, ending);
  buffer_free(&out);
  return name;
}

bool letter_files_begin(LetterFiles *files, Error *error) {
  Arena *arena = files->arena;
  files->folder = file_plain(arena, files->folder);
  if (file_exists(files->folder)) {
    error_set(error, ERROR_INPUT, "this is there already; letters go into a new folder");
    return error_at(error, text_of(files->folder), 0, 0);
  }
  leftovers_remove_letters(arena, files->folder);
  char *parent = file_parent(arena, files->folder);
  char *hidden = arena_format(arena, ".%s.%ld.tmp", file_name(files->folder), (long)getpid());
  files->hidden = file_join(arena, parent, hidden);
  return file_folder_ensure(parent, error) && pending_begin(files->hidden, error);
}

bool letter_files_put(const LetterFiles *files, Text key, Text content, Error *error) {
  Arena *arena = arena_make();
  char *path = file_join(arena, files->hidden, file_name_of(arena, key, files->ending));
  pending_note(path);
  bool good = file_put_unsynced(path, content, error);
  arena_drop(arena);
  return good;
}

bool letter_files_end(const LetterFiles *files, Error *error) {
  if (!file_folder_flush(files->hidden, error))
    return false;
  if (!file_rename_new(files->hidden, files->folder, error)) {
    if (error->kind == ERROR_NONE) {
      error_set(error, ERROR_INPUT, "this came to be there meanwhile");
      error_at(error, text_of(files->folder), 0, 0);
    }
    return false;
  }
  pending_named(files->folder);
  if (!file_folder_sync(file_parent(files->arena, files->folder), error))
    return false;
  pending_end(true);
  return true;
}

void letter_files_abandon(void) {
  pending_end(false);
}

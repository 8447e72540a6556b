#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/sha256.h"
#include "log/base64.h"
#include "log/note.h"

enum { TYPE_ED25519 = 1 };
static const char private_head[] = "PRIVATE+KEY+";

bool note_name_good(Text name) {
  static const char *const spaces[] = {"\xC2\xA0", "\xC2\x85", "\xE2\x80\x80", "\xE3\x80\x80"};
  if (name.length == 0 || text_utf8_prefix(name) != name.length)
    return false;
  for (size_t i = 0; i < name.length; i++)
    if ((unsigned char)name.bytes[i] <= ' ' || name.bytes[i] == '+' || name.bytes[i] == 0x7F)
      return false;
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (memmem(name.bytes, name.length, spaces[i], strlen(spaces[i])))
      return false;
  return true;
}

/* SHA-256(name ‖ LF ‖ type ‖ public key), its first four bytes. */
static void set_id(NoteKey *key) {
  uint8_t digest[SHA256_BYTES];
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, key->name.bytes, key->name.length);
  sha256_add(&hash, "\n\x01", 2);
  sha256_add(&hash, key->public_bytes, NOTE_KEY_BYTES);
  sha256_end(&hash, digest);
  memcpy(key->id, digest, sizeof key->id);
}

static bool derive_public(NoteKey *key) {
  size_t length = NOTE_KEY_BYTES;
  EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key->seed, NOTE_KEY_BYTES);
  bool good = pair && EVP_PKEY_get_raw_public_key(pair, key->public_bytes, &length) == 1;
  EVP_PKEY_free(pair);
  return good;
}

bool note_key_make(Text name, NoteKey *key, Error *error) {
  *key = (NoteKey){.name = name, .may_sign = true};
  if (!note_name_good(name)) {
    error_set(error, ERROR_USAGE, "\"%.*s\" cannot be the name of a key: no spaces, no \"+\"",
              TEXT_ARGS(name));
    return error_hint(error, "take a name that says whose it is, like spa.example/policies");
  }
  if (getrandom(key->seed, sizeof key->seed, 0) != (ssize_t)sizeof key->seed)
    return error_set(error, ERROR_SYSTEM, "the kernel gave no random numbers for the key");
  if (!derive_public(key))
    return error_set(error, ERROR_SYSTEM, "OpenSSL could not make the key");
  set_id(key);
  return true;
}

static Text key_line(Arena *arena, const NoteKey *key, const char *head, const uint8_t *bytes) {
  uint8_t typed[1 + NOTE_KEY_BYTES] = {TYPE_ED25519};
  memcpy(typed + 1, bytes, NOTE_KEY_BYTES);
  Buffer out = {0};
  buffer_format(&out, "%s%.*s+%02x%02x%02x%02x+", head, TEXT_ARGS(key->name), key->id[0],
                key->id[1], key->id[2], key->id[3]);
  base64_put(&out, typed, sizeof typed);
  buffer_byte(&out, '\n');
  return buffer_keep(&out, arena);
}

Text note_key_public(Arena *arena, const NoteKey *key) {
  return key_line(arena, key, "", key->public_bytes);
}

Text note_key_private(Arena *arena, const NoteKey *key) {
  return key_line(arena, key, private_head, key->seed);
}

/* Cuts what follows the last '+' off `line`; false when there is none. */
static bool cut_last(Text *line, Text *last) {
  const char *plus = line->length ? memrchr(line->bytes, '+', line->length) : NULL;
  if (!plus)
    return false;
  size_t before = (size_t)(plus - line->bytes);
  *last = (Text){plus + 1, line->length - before - 1};
  line->length = before;
  return true;
}

/* The key's own base64 may hold '+': it is as long as 33 bytes make it. */
static bool cut_bytes(Text *line, uint8_t typed[1 + NOTE_KEY_BYTES]) {
  enum { LENGTH = 44 };
  if (line->length < LENGTH + 1 || line->bytes[line->length - LENGTH - 1] != '+')
    return false;
  Text base64 = {line->bytes + line->length - LENGTH, LENGTH};
  line->length -= LENGTH + 1;
  return base64_read_exactly(base64, typed, 1 + NOTE_KEY_BYTES) && typed[0] == TYPE_ED25519;
}

bool note_key_parse(Arena *arena, Text line, NoteKey *key) {
  uint8_t typed[1 + NOTE_KEY_BYTES];
  Text id;
  char hex[9];
  *key = (NoteKey){.may_sign = false};
  line = text_trim(line);
  size_t head = sizeof private_head - 1;
  key->may_sign = line.length > head && memcmp(line.bytes, private_head, head) == 0;
  if (key->may_sign)
    line = (Text){line.bytes + head, line.length - head};
  if (!cut_bytes(&line, typed) || !cut_last(&line, &id) || !note_name_good(line))
    return false;
  key->name = text_copy(arena, line);
  memcpy(key->may_sign ? key->seed : key->public_bytes, typed + 1, NOTE_KEY_BYTES);
  if (key->may_sign && !derive_public(key))
    return false;
  set_id(key);
  snprintf(hex, sizeof hex, "%02x%02x%02x%02x", key->id[0], key->id[1], key->id[2], key->id[3]);
  return text_equal(id, text_of(hex));
}

bool note_key_read(Arena *arena, const char *path, NoteKey *key, Error *error) {
  Text line;
  if (!file_read(arena, path, &line, error))
    return false;
  if (note_key_parse(arena, line, key))
    return true;
  error_set(error, ERROR_INPUT, "this is no key");
  error_hint(error, "make one with: helder keygen NAME");
  return error_at(error, text_of(path), 0, 0);
}

/* A new file with these rights, synced; an old one is not touched. */
static bool save(const char *path, Text line, mode_t rights, Error *error) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights);
  if (descriptor < 0) {
    error_set(error, ERROR_INPUT, "could not make this file: %s", strerror(errno));
    error_hint(error, "keys are never overwritten; --out FILE names another");
    return error_at(error, text_of(path), 0, 0);
  }
  bool good = file_write(descriptor, path, line.bytes, line.length, error);
  if (good)
    return file_finish(descriptor, path, error);
  close(descriptor);
  return false;
}

bool note_key_save(Arena *arena, const char *path, const NoteKey *key, Error *error) {
  const char *public_path = arena_format(arena, "%s.pub", path);
  interrupt_hold();
  if (!save(public_path, note_key_public(arena, key), 0644, error))
    return false;
  if (save(path, note_key_private(arena, key), 0600, error))
    return true;
  unlink(public_path);
  return false;
}

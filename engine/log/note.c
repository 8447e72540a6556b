#include "log/note.h"

#include <openssl/evp.h>

#include "log/base64.h"

enum { SIGNED_BYTES = 4 + NOTE_SIGNATURE_BYTES };
static const char dash[] = "\xE2\x80\x94 ";

bool note_split(Text whole, Note *note) {
  *note = (Note){whole, {"", 0}};
  if (whole.length == 0 || whole.bytes[whole.length - 1] != '\n' ||
      text_utf8_prefix(whole) != whole.length)
    return false;
  for (size_t i = 0; i < whole.length; i++)
    if ((unsigned char)whole.bytes[i] < ' ' && whole.bytes[i] != '\n')
      return false;
  size_t at = whole.length;
  while (at > 1 && !(whole.bytes[at - 1] == '\n' && whole.bytes[at - 2] == '\n'))
    at--;
  if (at <= 1)
    return true;
  note->text.length = at - 1;
  note->signatures = (Text){whole.bytes + at, whole.length - at};
  size_t count = 0;
  for (Text left = note->signatures; left.length; count++) {
    const char *end = memchr(left.bytes, '\n', left.length);
    size_t length = (size_t)(end - left.bytes) + 1;
    if (count == NOTE_SIGNATURES_MOST || length < sizeof dash ||
        memcmp(left.bytes, dash, sizeof dash - 1) != 0 ||
        !memchr(left.bytes + sizeof dash - 1, ' ', length - (sizeof dash - 1)))
      return false;
    left = (Text){left.bytes + length, left.length - length};
  }
  return count > 0;
}

typedef struct Signature {
  Text name;
  uint8_t id[4], bytes[NOTE_SIGNATURE_BYTES];
  bool ed25519; /* of that length; else another kind's */
} Signature;

/* The next signature line of those left; false: none. */
static bool next_signature(Text *left, Signature *signature) {
  if (left->length == 0)
    return false;
  size_t length = (size_t)((char *)memchr(left->bytes, '\n', left->length) - left->bytes);
  Text line = {left->bytes + sizeof dash - 1, length - (sizeof dash - 1)};
  left->bytes += length + 1, left->length -= length + 1;
  size_t name = (size_t)((char *)memchr(line.bytes, ' ', line.length) - line.bytes);
  uint8_t both[SIGNED_BYTES];
  signature->name = (Text){line.bytes, name};
  signature->ed25519 =
      base64_read_exactly((Text){line.bytes + name + 1, line.length - name - 1}, both, sizeof both);
  if (signature->ed25519) {
    memcpy(signature->id, both, 4);
    memcpy(signature->bytes, both + 4, NOTE_SIGNATURE_BYTES);
  }
  return true;
}

Text note_signer(const Note *note) {
  Text left = note->signatures;
  Signature signature = {0};
  next_signature(&left, &signature);
  return signature.name.bytes ? signature.name : (Text){"", 0};
}

static bool signature_holds(Text text, const Signature *signature, const NoteKey *key) {
  EVP_PKEY *public_key =
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->public_bytes, NOTE_KEY_BYTES);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  bool good = public_key && context &&
              EVP_DigestVerifyInit(context, NULL, NULL, NULL, public_key) == 1 &&
              EVP_DigestVerify(context, signature->bytes, NOTE_SIGNATURE_BYTES,
                               (const unsigned char *)text.bytes, text.length) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(public_key);
  return good;
}

NoteState note_check(const Note *note, const NoteKey *key) {
  Text left = note->signatures;
  Signature signature;
  NoteState state = left.length ? NOTE_UNKNOWN : NOTE_UNSIGNED;
  while (key && next_signature(&left, &signature)) {
    if (!text_equal(signature.name, key->name) || !signature.ed25519 ||
        memcmp(signature.id, key->id, 4) != 0)
      continue;
    if (!signature_holds(note->text, &signature, key))
      return NOTE_FORGED;
    state = NOTE_SIGNED;
  }
  return state;
}

static bool make_signature(Text text, const NoteKey *key, uint8_t *bytes) {
  EVP_PKEY *private_key =
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key->seed, NOTE_KEY_BYTES);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  size_t length = NOTE_SIGNATURE_BYTES;
  bool good =
      private_key && context && EVP_DigestSignInit(context, NULL, NULL, NULL, private_key) == 1 &&
      EVP_DigestSign(context, bytes, &length, (const unsigned char *)text.bytes, text.length) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(private_key);
  return good;
}

bool note_sign(Arena *arena, Text text, const NoteKey *key, Text *whole, Error *error) {
  *whole = text;
  if (!key)
    return true;
  uint8_t both[SIGNED_BYTES];
  memcpy(both, key->id, 4);
  if (!key->may_sign)
    return error_set(error, ERROR_USAGE, "this is a public key; signing needs the private one");
  if (!make_signature(text, key, both + 4))
    return error_set(error, ERROR_SYSTEM, "OpenSSL could not sign with this key");
  Buffer out = {0};
  buffer_text(&out, text);
  buffer_format(&out, "\n%s%.*s ", dash, TEXT_ARGS(key->name));
  base64_put(&out, both, sizeof both);
  buffer_byte(&out, '\n');
  *whole = buffer_keep(&out, arena);
  return true;
}

/* Signed notes as C2SP's signed-note tells them, Ed25519 only: a text, an empty line,
 * and signature lines "— <key name> <base64 of key id and signature>".
 *
 * Keys are single lines of text. Public: `<name>+<key id in hex>+<base64>`; private:
 * `PRIVATE+KEY+<name>+<key id in hex>+<base64>`. Texts are views into what was given,
 * or live in the arena. A signature costs some 50 µs, its check some 150 µs. */
#ifndef HELDER_LOG_NOTE_H
#define HELDER_LOG_NOTE_H
#include "base/error.h"

enum { NOTE_KEY_BYTES = 32, NOTE_SIGNATURE_BYTES = 64, NOTE_SIGNATURES_MOST = 32 };

typedef struct NoteKey {
  Text name;
  uint8_t id[4];
  uint8_t public_bytes[NOTE_KEY_BYTES];
  uint8_t seed[NOTE_KEY_BYTES]; /* of the private key */
  bool may_sign;                /* the seed is there */
} NoteKey;

/* A new key from the kernel's random numbers. The name must be a name (note_name_good). */
bool note_key_make(Text name, NoteKey *key, Error *error);
Text note_key_public(Arena *arena, const NoteKey *key);
Text note_key_private(Arena *arena, const NoteKey *key);

/* Either of the two; false when it is neither, or its id is not the key's. */
bool note_key_parse(Arena *arena, Text line, NoteKey *key);
bool note_key_read(Arena *arena, const char *path, NoteKey *key, Error *error);

/* Writes the private key to `path`, for its owner's eyes only, and the public one to
 * <path>.pub. False, and nothing written, when one of them is there already. */
bool note_key_save(Arena *arena, const char *path, const NoteKey *key, Error *error);

/* Not empty, UTF-8, without white space, control characters and "+". */
bool note_name_good(Text name);

typedef struct Note {
  Text text;       /* with its last newline */
  Text signatures; /* the signature lines; empty: it is not signed */
} Note;

/* False when it is no note: bytes that may not be there, a wrong signature line. A text
 * without an empty line is a note that nobody signed. */
bool note_split(Text whole, Note *note);

/* The text, signed; without a key (NULL) as it is. False: OpenSSL could not. */
bool note_sign(Arena *arena, Text text, const NoteKey *key, Text *whole, Error *error);

typedef enum NoteState {
  NOTE_UNSIGNED,
  NOTE_UNKNOWN, /* signed, but not by this key */
  NOTE_SIGNED,  /* by this key */
  NOTE_FORGED   /* in this key's name, but it is not its signature */
} NoteState;

/* `key` NULL: no key is known. */
NoteState note_check(const Note *note, const NoteKey *key);

/* The name in the first signature line; empty when there is none. */
Text note_signer(const Note *note);
#endif

/* Salts: 128 random bits a line, so that an erased line cannot be guessed back from
 * its leaf. AES-256 in counter mode: the salt of line n is block n of the key stream,
 * under SHA-256 of the seed or, without a seed, under a key from the kernel that is
 * forgotten. Any range of lines can be made at any time, by many threads at once.
 * Costs some nanoseconds a line. Nothing to free. */
#ifndef HELDER_LOG_SALTS_H
#define HELDER_LOG_SALTS_H
#include "base/error.h"

enum { SALT_BYTES = 16, SALT_TEXT = 22 };

typedef struct Salts {
  uint8_t key[32];
} Salts;

/* An empty seed: a key from the kernel. False when it gives none. */
bool salts_start(Salts *salts, Text seed, Error *error);

/* The salts of lines first … first + count - 1 into `out`, SALT_BYTES each. */
bool salts_make(const Salts *salts, uint64_t first, size_t count, uint8_t *out, Error *error);

/* One salt as base64url without padding, SALT_TEXT characters, no NUL. */
void salt_text(const uint8_t salt[SALT_BYTES], char *out);

/* The other way; false when it is no such text. */
bool salt_read(Text text, uint8_t salt[SALT_BYTES]);
#endif

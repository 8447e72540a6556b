/* SHA-256 (FIPS 180-4) by OpenSSL's libcrypto, in the shapes used here.
 * About 1 to 2 GB/s where the processor has instructions for it. */
#ifndef HELDER_BASE_SHA256_H
#define HELDER_BASE_SHA256_H
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { SHA256_BYTES = 32, SHA256_HEX = 64 };

typedef struct Sha256 {
  uint64_t opaque[16];
} Sha256;

void sha256_start(Sha256 *hash);
void sha256_add(Sha256 *hash, const void *bytes, size_t length);
void sha256_end(Sha256 *hash, uint8_t digest[SHA256_BYTES]);

/* digests[i]: the hash of the byte `first` and messages[i]. As in RFC 6962, where that byte tells
 * leaves and nodes apart. */
void sha256_many(uint8_t first, const Text *messages, size_t count,
                 uint8_t (*digests)[SHA256_BYTES]);

/* 64 lower-case hexadecimal digits and a NUL. */
void sha256_hex(const uint8_t digest[SHA256_BYTES], char hex[SHA256_HEX + 1]);
/* The same of some bytes at once. */
void sha256_hex_of(const void *bytes, size_t length, char hex[SHA256_HEX + 1]);
#endif

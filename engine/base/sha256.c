/* The one-struct calls of libcrypto: no allocation a hash, which the EVP calls
 * cannot do, and a run makes two million of them. */
#define OPENSSL_API_COMPAT 0x10100000L
#include "base/sha256.h"

#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(Sha256), "room for libcrypto's state");

static SHA256_CTX *state(Sha256 *hash) {
  return (SHA256_CTX *)(void *)hash->opaque;
}

void sha256_start(Sha256 *hash) {
  SHA256_Init(state(hash));
}

void sha256_add(Sha256 *hash, const void *bytes, size_t length) {
  SHA256_Update(state(hash), bytes, length);
}

void sha256_end(Sha256 *hash, uint8_t digest[SHA256_BYTES]) {
  SHA256_Final(digest, state(hash));
}

void sha256_many(uint8_t first, const Text *messages, size_t count,
                 uint8_t (*digests)[SHA256_BYTES]) {
  for (size_t i = 0; i < count; i++) {
    Sha256 hash;
    sha256_start(&hash);
    sha256_add(&hash, &first, 1);
    sha256_add(&hash, messages[i].bytes, messages[i].length);
    sha256_end(&hash, digests[i]);
  }
}

void sha256_hex(const uint8_t digest[SHA256_BYTES], char hex[SHA256_HEX + 1]) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < SHA256_BYTES; i++) {
    hex[2 * i] = digits[digest[i] >> 4];
    hex[2 * i + 1] = digits[digest[i] & 15];
  }
  hex[SHA256_HEX] = '\0';
}

void sha256_hex_of(const void *bytes, size_t length, char hex[SHA256_HEX + 1]) {
  uint8_t digest[SHA256_BYTES];
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, bytes, length);
  sha256_end(&hash, digest);
  sha256_hex(digest, hex);
}

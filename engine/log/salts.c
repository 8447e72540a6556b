#include "log/salts.h"

#include <openssl/evp.h>
#include <sys/random.h>

#include "base/sha256.h"

bool salts_start(Salts *salts, Text seed, Error *error) {
  if (seed.length == 0) {
    if (getrandom(salts->key, sizeof salts->key, 0) == (ssize_t)sizeof salts->key)
      return true;
    return error_set(error, ERROR_SYSTEM, "the kernel gave no random numbers for the salts");
  }
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, seed.bytes, seed.length);
  sha256_end(&hash, salts->key);
  return true;
}

bool salts_make(const Salts *salts, uint64_t first, size_t count, uint8_t *out, Error *error) {
  uint8_t counter[16] = {0};
  for (int i = 0; i < 8; i++)
    counter[15 - i] = (uint8_t)(first >> (8 * i));
  memset(out, 0, count * SALT_BYTES);
  int written = 0;
  EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
  bool good = cipher && EVP_EncryptInit_ex(cipher, EVP_aes_256_ctr(), NULL, salts->key, counter) &&
              EVP_EncryptUpdate(cipher, out, &written, out, (int)(count * SALT_BYTES));
  EVP_CIPHER_CTX_free(cipher);
  return good || error_set(error, ERROR_SYSTEM, "OpenSSL could not make the salts");
}

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void salt_text(const uint8_t salt[SALT_BYTES], char *out) {
  for (size_t i = 0; i < 15; i += 3) {
    uint32_t three = (uint32_t)salt[i] << 16 | (uint32_t)salt[i + 1] << 8 | salt[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6)
      *out++ = digits[three >> shift & 63];
  }
  *out++ = digits[salt[15] >> 2];
  *out = digits[(salt[15] & 3) << 4];
}

bool salt_read(Text text, uint8_t salt[SALT_BYTES]) {
  uint32_t bits = 0;
  size_t count = 0, written = 0;
  if (text.length != SALT_TEXT)
    return false;
  for (size_t i = 0; i < SALT_TEXT; i++) {
    const char *digit = text.bytes[i] ? strchr(digits, text.bytes[i]) : NULL;
    if (!digit)
      return false;
    bits = bits << 6 | (uint32_t)(digit - digits);
    count += 6;
    if (count >= 8)
      salt[written++] = (uint8_t)(bits >> (count -= 8));
  }
  return (bits & ((1u << count) - 1)) == 0;
}

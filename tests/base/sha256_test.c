#include "base/sha256.h"

#include <check.h>
#include <stdlib.h>

#include "base/memory.h"

Suite *base_sha256_suite(void);

enum { LONGEST = 700, MESSAGES = LONGEST + 1 };

static void digest_of(uint8_t first, Text message, uint8_t digest[SHA256_BYTES]) {
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, &first, 1);
  sha256_add(&hash, message.bytes, message.length);
  sha256_end(&hash, digest);
}

/* Messages of every length, each in memory of its own, so that a byte read too many is seen. */
static Text *messages_make(void) {
  Text *messages = memory_array(MESSAGES, sizeof *messages);
  for (size_t i = 0; i < MESSAGES; i++) {
    size_t length = (i * 337) % MESSAGES;
    char *bytes = memory_new(length ? length : 1);
    for (size_t at = 0; at < length; at++)
      bytes[at] = (char)(at * 31 + i * 17 + (at >> 3));
    messages[i] = (Text){bytes, length};
  }
  return messages;
}

START_TEST(as_libcrypto_says) {
  Text *messages = messages_make();
  uint8_t(*digests)[SHA256_BYTES] = memory_array(MESSAGES, sizeof *digests);
  static const size_t counts[] = {0, 1, 2, 3, 16, MESSAGES};
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
    uint8_t first = (uint8_t)c;
    sha256_many(first, messages, counts[c], digests);
    for (size_t i = 0; i < counts[c]; i++) {
      uint8_t expected[SHA256_BYTES];
      digest_of(first, messages[i], expected);
      ck_assert_mem_eq(digests[i], expected, SHA256_BYTES);
    }
  }
  for (size_t i = 0; i < MESSAGES; i++)
    memory_free((void *)(uintptr_t)messages[i].bytes);
  memory_free(messages);
  memory_free(digests);
}
END_TEST

/* FIPS 180-4's own example, "abc", split before its second byte. */
START_TEST(as_the_standard_says) {
  uint8_t digest[1][SHA256_BYTES];
  char hex[SHA256_HEX + 1];
  sha256_many('a', &TEXT("bc"), 1, digest);
  sha256_hex(digest[0], hex);
  ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

Suite *base_sha256_suite(void) {
  Suite *suite = suite_create("base_sha256");
  TCase *all = tcase_create("all");
  tcase_add_test(all, as_libcrypto_says);
  tcase_add_test(all, as_the_standard_says);
  suite_add_tcase(suite, all);
  return suite;
}

#include <check.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "base/memory.h"

/* Of any length, from any byte on, more than a byte can count of one lane. */
START_TEST(every_byte_is_counted_once) {
  enum { MOST = 10000 };
  uint8_t *bytes = memory_new(MOST);
  for (size_t i = 0; i < MOST; i++)
    bytes[i] = (uint8_t)(i % 7 < 5 ? 1 : i * 2654435761u >> 24);
  for (size_t count = 0; count < MOST; count = count < 70 ? count + 1 : count * 5 / 4)
    for (size_t from = 0; from < 17 && from + count <= MOST; from++)
      for (int wanted = 0; wanted < 256; wanted += 1 + 50 * (wanted > 3)) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++)
          found += bytes[from + i] == wanted;
        ck_assert_uint_eq(bytes_count(bytes + from, count, (uint8_t)wanted), found);
      }
  memory_free(bytes);
}
END_TEST

Suite *base_bytes_suite(void) {
  Suite *suite = suite_create("base_bytes");
  TCase *tests = tcase_create("bytes");
  tcase_add_test(tests, every_byte_is_counted_once);
  suite_add_tcase(suite, tests);
  return suite;
}

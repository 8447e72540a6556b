#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/spool.h"

enum { BLOCK = 4 << 20, MOST = 22 << 20 };

static char *bytes; /* what is put: `MOST` of them, no two pages alike */

static void set_up(void) {
  bytes = memory_new(MOST);
  uint64_t state = 1;
  for (size_t i = 0; i < MOST / sizeof state; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    memcpy(bytes + i * sizeof state, &state, sizeof state);
  }
}

static void tear_down(void) {
  memory_free(bytes);
}

/* Puts `length` bytes in parts of 1 to `part` of them and reads the file back. */
static void put_and_compare(const char *path, size_t length, size_t part) {
  Error error;
  int descriptor = file_create(path, &error);
  ck_assert_int_ge(descriptor, 0);
  Spool *spool = spool_make(descriptor, path);
  uint64_t state = length + part;
  for (size_t at = 0; at < length;) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    size_t some = 1 + (size_t)(state >> 33) % part;
    some = some < length - at ? some : length - at;
    ck_assert_uint_eq(spool_length(spool), at);
    ck_assert(spool_put(spool, bytes + at, some, &error));
    at += some;
  }
  ck_assert_uint_eq(spool_length(spool), length);
  ck_assert(spool_end(spool, &error));
  Text back;
  ck_assert(file_map(path, &back, &error));
  ck_assert_uint_eq(back.length, length);
  ck_assert(memcmp(back.bytes, bytes, length) == 0);
  file_unmap(&back);
  ck_assert_int_eq(unlink(path), 0);
}

/* On a disk, and in memory, where some kernels know no direct writes. */
START_TEST(all_that_is_put_stands_in_the_file_in_its_order) {
  static const size_t lengths[] = {0, 1, 4095, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK, MOST};
  static const char *const folders[] = {".", "/tmp", "/dev/shm"};
  for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
    char path[64];
    snprintf(path, sizeof path, "%s/helder-spool-XXXXXX", folders[f]);
    int made = mkstemp(path);
    if (made < 0) {
      printf("skipped: nothing can be written in %s\n", folders[f]);
      continue;
    }
    close(made);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
      put_and_compare(path, lengths[i], i % 2 ? 70000 : BLOCK + 5);
  }
}
END_TEST

START_TEST(a_disk_that_is_full_is_told_once_and_nothing_waits) {
  static const char full[] = "/dev/full";
  Error error = {.kind = ERROR_NONE};
  for (size_t length = 1; length <= MOST; length = length == 1 ? MOST : MOST + 1) {
    Spool *spool = spool_make(open(full, O_WRONLY), full);
    bool good = spool_put(spool, bytes, length, &error);
    if (!good)
      ck_assert_str_eq(error.message, "could not write this file: No space left on device");
    if (good)
      ck_assert(!spool_end(spool, &error));
    else
      spool_drop(spool);
    ck_assert_str_eq(error.message, "could not write this file: No space left on device");
    ck_assert_str_eq(error.file, full);
  }
  spool_drop(NULL);
}
END_TEST

Suite *base_spool_suite(void);
Suite *base_spool_suite(void) {
  Suite *suite = suite_create("base_spool");
  TCase *tests = tcase_create("spool");
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, all_that_is_put_stands_in_the_file_in_its_order);
  tcase_add_test(tests, a_disk_that_is_full_is_told_once_and_nothing_waits);
  suite_add_tcase(suite, tests);
  return suite;
}

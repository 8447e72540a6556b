/* libFuzzer: any bytes as a CSV file, read in any number of parts by some threads: the same table
 * as one reading makes, or the same refusal. The first byte says in how many parts, the second by
 * how many threads and whether bad rows are set aside; the file is what comes after them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define ck_assert_msg(expected, ...)                                                               \
  do {                                                                                             \
    if (!(expected)) {                                                                             \
      fprintf(stderr, __VA_ARGS__);                                                                \
      fputc('\n', stderr);                                                                         \
      abort();                                                                                     \
    }                                                                                              \
  } while (0)
#include "../tests/table/same_table.h"

enum { HEAD = 2 };

static void read_both_ways(const char *path, ReadOptions options, size_t parts) {
  Error one = {.kind = ERROR_NONE}, many = {.kind = ERROR_NONE};
  char what[64];
  snprintf(what, sizeof what, "%zu parts by %zu threads", parts, options.threads);
  Table *at_once, *serial;
  options.parts = parts;
  at_once = table_read(path, &options, &many);
  options.parts = 0;
  options.threads = 1;
  serial = table_read(path, &options, &one);
  ck_assert_msg(!serial == !at_once, "%s: one is refused: %s%s", what, one.message, many.message);
  if (serial)
    same_tables(serial, at_once, what);
  else
    same_errors(&one, &many, what);
  table_drop(serial);
  table_drop(at_once);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char path[64];
  if (length < HEAD)
    return 0;
  int file = memfd_create("parts_fuzz", MFD_CLOEXEC);
  if (file < 0 || write(file, bytes + HEAD, length - HEAD) != (ssize_t)(length - HEAD))
    return 0;
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  ReadOptions options = {.skip_bad_rows = bytes[1] & 1, .threads = 1 + (bytes[1] >> 1) % 3};
  read_both_ways(path, options, 2 + bytes[0] % 40);
  close(file);
  return 0;
}

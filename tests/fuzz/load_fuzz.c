/* libFuzzer: any bytes as a CSV file, refused or taken, with and without
 * skip_bad_rows. The whole of table_read runs, from a file in memory. */
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char path[64];
  int file = memfd_create("load_fuzz", MFD_CLOEXEC);
  if (file < 0 || write(file, bytes, length) != (ssize_t)length)
    return 0;
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  for (int skip = 0; skip < 2; skip++) {
    Error error = {0};
    ReadOptions options = {.skip_bad_rows = skip != 0};
    table_drop(table_read(path, &options, &error));
    lseek(file, 0, SEEK_SET);
  }
  close(file);
  return 0;
}

/* Data that no one here wrote (../shared/data), where it is there. */
#ifndef HELDER_TESTS_LOAD_SHARED_H
#define HELDER_TESTS_LOAD_SHARED_H
#include <stdbool.h>
#include <stdio.h>

#include "base/file.h"

/* True, and said so, when it is not there. */
static inline bool shared_absent(void) {
  if (file_is_folder("../shared/data"))
    return false;
  puts("skipped: no ../shared/data");
  return true;
}
#endif

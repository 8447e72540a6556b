#include "base/bytes.h"

#include <string.h>

enum { LANES = 16, MOST_EACH = 255 }; /* a lane counts in a byte of its own */

typedef uint8_t Lanes __attribute__((vector_size(LANES)));

/* Of so many whole lanes, MOST_EACH or fewer. */
static size_t lanes_count(const uint8_t *bytes, size_t each, uint8_t wanted) {
  Lanes sum = {0}, like = {0};
  size_t found = 0;
  like += wanted;
  for (size_t i = 0; i < each; i++) {
    Lanes some;
    memcpy(&some, bytes + i * LANES, LANES);
    sum -= (Lanes)(some == like); /* equal is all ones: minus 1 */
  }
  for (int lane = 0; lane < LANES; lane++)
    found += sum[lane];
  return found;
}

size_t bytes_count(const uint8_t *bytes, size_t count, uint8_t wanted) {
  size_t found = 0, at = 0;
  while (count - at >= LANES) {
    size_t each = (count - at) / LANES < MOST_EACH ? (count - at) / LANES : MOST_EACH;
    found += lanes_count(bytes + at, each, wanted);
    at += each * LANES;
  }
  for (; at < count; at++)
    found += bytes[at] == wanted;
  return found;
}

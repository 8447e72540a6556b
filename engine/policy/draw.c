#include "policy/draw.h"

Sha256 draw_start(Text policy, Text selection) {
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, policy.bytes, policy.length);
  sha256_add(&hash, "", 1);
  sha256_add(&hash, selection.bytes, selection.length);
  sha256_add(&hash, "", 1);
  return hash;
}

double draw_bucket(Sha256 start, Text key) {
  uint8_t digest[SHA256_BYTES];
  uint64_t first = 0;
  sha256_add(&start, key.bytes, key.length);
  sha256_end(&start, digest);
  for (int i = 0; i < 8; i++)
    first = first << 8 | digest[i];
  return (double)first / 18446744073709551616.0;
}

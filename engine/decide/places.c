#include "decide/places.h"

Place *places_find(const Places *places, Text attribute) {
  for (size_t i = 0; places && i < places->count; i++)
    if (text_equal(places->list[i].attribute, attribute))
      return &places->list[i];
  return NULL;
}

Column places_lay(Arena *arena, const Column *settled, uint64_t before, size_t rows) {
  Column laid = *settled;
  uint64_t *missing = arena_array(arena, rows / 64 + 1, sizeof *missing);
  laid.rows = rows;
  laid.cells = (const char *)settled->cells + before * settled->width;
  laid.kinds = settled->kinds ? settled->kinds + before : NULL;
  laid.missing_count = 0;
  for (size_t row = 0; row < rows; row++) {
    if (!column_missing(settled, before + row))
      continue;
    missing[row / 64] |= (uint64_t)1 << (row % 64);
    laid.missing_count++;
  }
  laid.missing = laid.missing_count ? missing : NULL;
  return laid;
}

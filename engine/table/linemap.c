#include "table/linemap.h"

#include "base/memory.h"

void linemap_add(LineMap *map, size_t row, long line) {
  if (line != map->next || !map->count) {
    map->jumps = memory_room(map->jumps, map->count, &map->capacity, sizeof *map->jumps);
    map->jumps[map->count++] = (LineJump){row, line};
  }
  map->next = line + 1;
}

long linemap_line(const LineMap *map, size_t row) {
  size_t low = 0, high = map->count;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (map->jumps[middle].row <= row)
      low = middle;
    else
      high = middle;
  }
  return map->jumps[low].line + (long)(row - map->jumps[low].row);
}

void linemap_drop(LineMap *map) {
  memory_free(map->jumps);
}

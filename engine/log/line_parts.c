#include "log/line_parts.h"

#include "base/crew.h"
#include "log/line_read.h"

enum { PARTS_A_THREAD = 4, SHARED_FROM = 1 << 20 };

static void count_part(void *context, size_t number) {
  LinePart *part = (LinePart *)context + number;
  Text line;
  ErasedLine erased;
  bool whole;
  for (size_t at = 0; line_next(part->lines, &at, &line, &whole);) {
    part->lines_count++;
    part->rows_count += !line_erased(line, &erased);
  }
}

size_t line_parts_threads(Text lines) {
  return lines.length < SHARED_FROM ? 1 : crew_processors();
}

size_t line_parts(Arena *arena, Text lines, LinePart **parts) {
  size_t most = PARTS_A_THREAD * crew_processors(), count = 0, at = 0;
  LinePart *list = arena_array(arena, most, sizeof *list);
  for (size_t i = 1; i <= most && (at < lines.length || !count); i++) {
    size_t end = lines.length / most * i;
    const char *stop =
        i < most && end > at ? memchr(lines.bytes + end, '\n', lines.length - end) : NULL;
    end = stop ? (size_t)(stop - lines.bytes) + 1 : i < most ? at : lines.length;
    if (end > at || i == most)
      list[count++] = (LinePart){.lines = {lines.bytes + at, end - at}};
    at = end;
  }
  crew_run(line_parts_threads(lines), count, count_part, list);
  for (size_t i = 1; i < count; i++) {
    list[i].line = list[i - 1].line + list[i - 1].lines_count;
    list[i].row = list[i - 1].row + list[i - 1].rows_count;
  }
  *parts = list;
  return count;
}

#include "policy/names.h"

enum { NAMES_TOLD = 12 };

Text names_advice(Arena *arena, Text word, const Text *names, size_t count) {
  Text nearest = text_nearest(word, names, count);
  if (nearest.length)
    return text_format(arena, "did you mean \"%.*s\"?", TEXT_ARGS(nearest));
  Buffer out = {0};
  for (size_t i = 0; i < count && i < NAMES_TOLD; i++)
    buffer_format(&out, "%s%.*s", i ? ", " : "there are: ", TEXT_ARGS(names[i]));
  if (count > NAMES_TOLD)
    buffer_format(&out, " and %zu more", count - NAMES_TOLD);
  return buffer_keep(&out, arena);
}

Text names_advice_columns(Arena *arena, Text word, const Table *table) {
  Text *names = arena_array(arena, table->column_count, sizeof *names);
  for (size_t i = 0; i < table->column_count; i++)
    names[i] = table->columns[i].name;
  return names_advice(arena, word, names, table->column_count);
}

#include "table/spoiled.h"

#include "load/format.h"
#include "table/detail.h"
#include "table/settle.h"

enum { ODD_MOST = 3 };

/* The texts that fit nothing; ODD_MOST + 1 when there are more, or when they are not few
 * among the others. */
static size_t find_odd(const Dictionary *dictionary, Text *odd, uint32_t *common) {
  size_t count = 0, fitting = 0;
  *common = FORMAT_ALL & ~(uint32_t)FORMAT_TEXT;
  for (uint32_t code = 0; code < dictionary_count(dictionary); code++) {
    Text text = dictionary_text(dictionary, code);
    uint32_t formats = format_of(text) & ~(uint32_t)FORMAT_TEXT;
    fitting += formats != 0;
    if (formats)
      *common &= formats;
    else if (count == ODD_MOST)
      return ODD_MOST + 1;
    else
      odd[count++] = text;
  }
  return fitting > count && *common ? count : ODD_MOST + 1;
}

/* The assumption's text; empty where there is none. */
static Text spoiled_note(Arena *arena, const Column *column) {
  Text odd[ODD_MOST];
  uint32_t common;
  if (column->type != COLUMN_TEXT || !column->dictionary)
    return TEXT("");
  size_t count = find_odd(column->dictionary, odd, &common);
  if (count == 0 || count > ODD_MOST)
    return TEXT("");
  Buffer list = {0};
  for (size_t i = 0; i < count; i++) {
    buffer_string(&list, i ? ", " : "");
    settle_text(&list, odd[i]);
  }
  Text shown = text_copy(arena, buffer_view(&list));
  buffer_free(&list);
  const char *words = text_format(arena, "{ %.*s }", TEXT_ARGS(shown)).bytes;
  Text line = settle_line(arena, column->name, "missing", words);
  const char *kind = common & FORMAT_NUMBERS ? "numbers"
                     : common & FORMAT_DATES ? "dates"
                                             : "yes and no";
  return text_format(arena,
                     "\"%.*s\" holds %s and also %.*s, so all of it is text. If that means no "
                     "answer: %.*s",
                     TEXT_ARGS(column->name), kind, TEXT_ARGS(shown), TEXT_ARGS(line));
}

void spoiled_add(Table *table, const Builder *builders) {
  Arena *arena = table->detail->arena;
  size_t count = table->assumption_count;
  Assumption *list = arena_array(arena, count + table->column_count, sizeof *list);
  if (count)
    memcpy(list, table->assumptions, count * sizeof *list);
  for (size_t i = 0; i < table->column_count; i++) {
    if (i == table->key || builders[i].allowed == FORMAT_TEXT)
      continue;
    Text note = spoiled_note(arena, &table->columns[i]);
    if (note.length)
      list[count++] = (Assumption){table->columns[i].name, note};
  }
  table->assumptions = list;
  table->assumption_count = count;
}

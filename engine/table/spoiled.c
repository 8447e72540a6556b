#include "table/spoiled.h"

#include "load/format.h"
#include "table/detail.h"
#include "table/settle.h"

/* False when there are too many that fit nothing. */
static bool look_at(Arena *arena, Spoiled *spoiled, Text text) {
  uint32_t formats = format_of(text) & ~(uint32_t)FORMAT_TEXT;
  if (formats) {
    spoiled->others |= ~formats;
    if (spoiled->fitting_count <= SPOILED_MOST &&
        !text_among(text, spoiled->fitting, spoiled->fitting_count))
      spoiled->fitting[spoiled->fitting_count++] = text_copy(arena, text);
  } else if (!text_among(text, spoiled->odd, spoiled->odd_count)) {
    if (spoiled->odd_count++ == SPOILED_MOST)
      return false;
    spoiled->odd[spoiled->odd_count - 1] = text_copy(arena, text);
  }
  return true;
}

void spoiled_look(Arena *arena, Spoiled *spoiled, const Dictionary *dictionary) {
  uint32_t count = dictionary_count(dictionary);
  if (spoiled->odd_count > SPOILED_MOST)
    return;
  for (uint32_t code = 0; code < count; code++)
    if (!look_at(arena, spoiled, dictionary_text(dictionary, code)))
      return;
}

/* The assumption; its text is empty where there is none: they must be few among the others. */
static Assumption spoiled_note(Arena *arena, const Column *column, const Spoiled *spoiled) {
  uint32_t common = FORMAT_ALL & ~(uint32_t)FORMAT_TEXT & ~spoiled->others;
  size_t count = spoiled->odd_count;
  if (count == 0 || count > SPOILED_MOST || spoiled->fitting_count <= count || !common)
    return (Assumption){.text = TEXT("")};
  const Text *odd = spoiled->odd;
  Buffer list = {0};
  for (size_t i = 0; i < count; i++) {
    buffer_string(&list, i ? ", " : "");
    settle_text(&list, odd[i]);
  }
  Text shown = buffer_keep(&list, arena);
  const char *words = text_format(arena, "{ %.*s }", TEXT_ARGS(shown)).bytes;
  Text line = settle_line(arena, column->name, "missing", words);
  const char *kind = common & FORMAT_NUMBERS ? "numbers"
                     : common & FORMAT_DATES ? "dates"
                                             : "yes and no";
  Text text = text_format(arena,
                          "\"%.*s\" holds %s and also %.*s, so all of it is text. If that means "
                          "no answer: %.*s",
                          TEXT_ARGS(column->name), kind, TEXT_ARGS(shown), TEXT_ARGS(line));
  Text logged = text_format(arena,
                            "\"%.*s\" holds %s and also %zu other text%s, so all of it is text; "
                            "the run said which",
                            TEXT_ARGS(column->name), kind, count, count == 1 ? "" : "s");
  return (Assumption){column->name, text, logged};
}

void spoiled_add(Table *table, const Builder *builders, const Spoiled *spoiled) {
  Arena *arena = table->detail->arena;
  size_t count = table->assumption_count;
  Assumption *list = arena_array(arena, count + table->column_count, sizeof *list);
  if (count)
    memcpy(list, table->assumptions, count * sizeof *list);
  for (size_t i = 0; i < table->column_count; i++) {
    const Column *column = &table->columns[i];
    Spoiled here = {.odd_count = 0};
    if (i == table->key || builders[i].allowed == FORMAT_TEXT || column->type != COLUMN_TEXT)
      continue;
    if (!spoiled && column->dictionary)
      spoiled_look(arena, &here, column->dictionary);
    Assumption noted = spoiled_note(arena, column, spoiled ? &spoiled[i] : &here);
    if (noted.text.length)
      list[count++] = noted;
  }
  table->assumptions = list;
  table->assumption_count = count;
}

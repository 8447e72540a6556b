#include "commands/words.h"

#include "base/date.h"

bool words_day(const char *word, int32_t *days, Error *error) {
  if (date_from_iso(text_of(word), days))
    return true;
  error_set(error, ERROR_USAGE, "--as-of takes a day, found \"%s\"", word);
  return error_hint(error, "write it like 2026-11-21");
}

void words_place(Buffer *out, Position at) {
  buffer_text(out, at.file);
  if (at.line > 0)
    buffer_format(out, ":%d", at.line);
  if (at.line > 0 && at.column > 0)
    buffer_format(out, ":%d", at.column);
}

const char *words_delimiter(char delimiter) {
  return delimiter == ','    ? "comma"
         : delimiter == ';'  ? "semicolon"
         : delimiter == '\t' ? "tab"
                             : "bar";
}

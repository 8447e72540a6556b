#include "log/line_read.h"

#include <jansson.h>

#include "base/date.h"
#include "base/json.h"

bool line_next(Text lines, size_t *at, Text *line, bool *whole) {
  if (*at >= lines.length)
    return false;
  const char *begin = lines.bytes + *at;
  const char *end = memchr(begin, '\n', lines.length - *at);
  *whole = end != NULL;
  *line = (Text){begin, end ? (size_t)(end - begin) : lines.length - *at};
  *at += line->length + 1;
  return true;
}

/* Takes `word` off the front of `text`; false when it does not begin so. */
static bool take(Text *text, const char *word) {
  size_t length = strlen(word);
  if (text->length < length || memcmp(text->bytes, word, length) != 0)
    return false;
  *text = (Text){text->bytes + length, text->length - length};
  return true;
}

/* Digits as numbers are written: no zero before others, at most 18. */
static bool take_number(Text *text, uint64_t *number) {
  size_t length = 0;
  *number = 0;
  for (; length < text->length && text->bytes[length] >= '0' && text->bytes[length] <= '9';
       length++)
    if (length < 18)
      *number = *number * 10 + (uint64_t)(text->bytes[length] - '0');
  if (length == 0 || length > 18 || (length > 1 && text->bytes[0] == '0'))
    return false;
  *text = (Text){text->bytes + length, text->length - length};
  return true;
}

bool line_take_string(Text *text, Text *string) {
  if (text->length == 0 || text->bytes[0] != '"')
    return false;
  size_t end = 1;
  while (end < text->length && text->bytes[end] != '"')
    end += text->bytes[end] == '\\' ? 2 : 1;
  if (end >= text->length)
    return false;
  *string = (Text){text->bytes, end + 1};
  *text = (Text){text->bytes + end + 1, text->length - end - 1};
  return true;
}

static Text unquoted(Text string) {
  return (Text){string.bytes + 1, string.length - 2};
}

Text line_key_quoted(Text line) {
  uint64_t seq;
  Text key;
  if (take(&line, "{\"v\":1,\"seq\":") && take_number(&line, &seq) && take(&line, ",\"key\":") &&
      line_take_string(&line, &key))
    return key;
  return (Text){"", 0};
}

bool line_rest(Text line, Text *salt, Text *read_onwards) {
  Text key = line_key_quoted(line);
  if (!key.length)
    return false;
  size_t before = (size_t)(key.bytes - line.bytes) + key.length;
  Text rest = {line.bytes + before, line.length - before};
  if (!take(&rest, ",\"salt\":") || !line_take_string(&rest, salt) || !take(&rest, ",\"read\":"))
    return false;
  *salt = unquoted(*salt);
  *read_onwards = rest;
  return true;
}

/* The last such text is the one: in a string its quotes would be escaped, and nothing
 * that comes after it has such a member. */
size_t line_without_overrides(Text line) {
  static const char word[] = ",\"overrides\":[";
  size_t length = sizeof word - 1;
  for (size_t at = line.length; at >= length; at--)
    if (memcmp(line.bytes + at - length, word, length) == 0)
      return at - length;
  return line.length;
}

bool line_key(Text quoted, Buffer *scratch, Text *key) {
  if (quoted.length < 2)
    return false;
  *key = (Text){quoted.bytes + 1, quoted.length - 2};
  if (!memchr(key->bytes, '\\', key->length))
    return true;
  json_t *json = json_loadb(quoted.bytes, quoted.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
  if (!json_is_string(json)) {
    json_decref(json);
    return false;
  }
  scratch->length = 0;
  buffer_append(scratch, json_string_value(json), json_string_length(json));
  *key = buffer_view(scratch);
  json_decref(json);
  return true;
}

bool line_erased(Text line, ErasedLine *erased) {
  Text on, ground, by;
  int32_t days;
  if (!take(&line, "{\"seq\":") || !take_number(&line, &erased->seq) ||
      !take(&line, ",\"erased\":") || !line_take_string(&line, &on) ||
      !take(&line, ",\"ground\":") || !line_take_string(&line, &ground) ||
      !take(&line, ",\"by\":") || !line_take_string(&line, &by) || !text_equal(line, TEXT("}")))
    return false;
  erased->on = unquoted(on), erased->ground = unquoted(ground), erased->by = unquoted(by);
  return date_from_iso(erased->on, &days);
}

void line_erased_write(Buffer *out, const ErasedLine *erased) {
  buffer_string(out, "{\"seq\":");
  json_put_integer(out, (int64_t)erased->seq);
  buffer_string(out, ",\"erased\":");
  json_put_text(out, erased->on);
  buffer_string(out, ",\"ground\":");
  json_put_text(out, erased->ground);
  buffer_string(out, ",\"by\":");
  json_put_text(out, erased->by);
  buffer_byte(out, '}');
}

#include "log/read_back.h"

#include <math.h>
#include <stdlib.h>

#include "log/line_read.h"
#include "log/read_part.h"

enum { NUMBER_MOST = 40 };

static Text from(Text text, size_t at) {
  return (Text){text.bytes + at, text.length - at};
}

static bool begins(Text text, Text word) {
  return text.length >= word.length && memcmp(text.bytes, word.bytes, word.length) == 0;
}

static bool take_text(Arena *arena, Text *rest, Value *value) {
  Text string, text;
  Buffer scratch = {0};
  bool good = line_take_string(rest, &string) && line_key(string, &scratch, &text);
  if (good && text.bytes == scratch.bytes)
    text = text_copy(arena, text);
  buffer_free(&scratch);
  *value = (Value){.kind = VALUE_TEXT, .text = text};
  return good;
}

static bool is_of_number(char byte) {
  return (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == 'e' || byte == 'E' ||
         byte == '+';
}

/* A whole number of few digits, as most are; false: it is something else. */
static bool take_short(Text *rest, Value *value) {
  size_t at = rest->length && rest->bytes[0] == '-', begin = at;
  int64_t number = 0;
  for (; at < rest->length && at - begin < 18; at++) {
    unsigned digit = (unsigned)(unsigned char)rest->bytes[at] - '0';
    if (digit > 9)
      break;
    number = number * 10 + (int64_t)digit;
  }
  if (at == begin || (at < rest->length && is_of_number(rest->bytes[at])))
    return false;
  *rest = from(*rest, at);
  *value = (Value){.kind = VALUE_INTEGER, .integer = begin ? -number : number};
  return true;
}

/* A whole number, or one with a point or an exponent. */
static bool take_number(Text *rest, Value *value) {
  char digits[NUMBER_MOST + 1], *end;
  size_t length = 0;
  bool whole = true;
  if (take_short(rest, value))
    return true;
  for (; length < rest->length && length < NUMBER_MOST && is_of_number(rest->bytes[length]);
       length++) {
    char byte = rest->bytes[length];
    whole &= byte != '.' && byte != 'e' && byte != 'E';
    digits[length] = byte;
  }
  digits[length] = '\0';
  *rest = from(*rest, length);
  if (whole)
    *value = (Value){.kind = VALUE_INTEGER, .integer = strtoll(digits, &end, 10)};
  else
    *value = (Value){.kind = VALUE_DECIMAL, .decimal = strtod(digits, &end)};
  return length > 0 && *end == '\0';
}

/* true, false, or what JSON has no number for (base/json.h). */
static bool take_word(Text *rest, Value *value) {
  const struct {
    Text word;
    Value value;
  } words[] = {{TEXT("true"), {.kind = VALUE_BOOLEAN, .boolean = true}},
               {TEXT("false"), {.kind = VALUE_BOOLEAN, .boolean = false}},
               {TEXT(READ_MASKED), {.kind = VALUE_TEXT, .text = TEXT("masked")}},
               {TEXT("{\"decimal\":\"nan\"}"), {.kind = VALUE_DECIMAL, .decimal = NAN}},
               {TEXT("{\"decimal\":\"inf\"}"), {.kind = VALUE_DECIMAL, .decimal = INFINITY}},
               {TEXT("{\"decimal\":\"-inf\"}"), {.kind = VALUE_DECIMAL, .decimal = -INFINITY}}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!begins(*rest, words[i].word))
      continue;
    *rest = from(*rest, words[i].word.length);
    *value = words[i].value;
    return true;
  }
  return false;
}

bool read_back(Arena *arena, Text *rest, Text quoted, Value *value) {
  *value = (Value){.kind = VALUE_MISSING};
  if (rest->length < quoted.length + 3 || (rest->bytes[0] != '{' && rest->bytes[0] != ',') ||
      !begins(from(*rest, 1), quoted) || rest->bytes[1 + quoted.length] != ':')
    return true;
  *rest = from(*rest, quoted.length + 2);
  if (rest->bytes[0] == '"')
    return take_text(arena, rest, value);
  return take_number(rest, value) || take_word(rest, value);
}

bool read_back_done(Text rest) {
  return begins(rest, TEXT("}")) || begins(rest, TEXT("{}"));
}

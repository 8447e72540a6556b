#include "explain/list_excel.h"

#include <string.h>
#include <strings.h>

enum { MONTH_LEAST = 3 };

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_word(Text text, const char *word) {
  return text.length == strlen(word) && strncasecmp(text.bytes, word, text.length) == 0;
}

static bool is_one_of(Text text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (is_word(text, words[i]))
      return true;
  return false;
}

/* Dutch or English, in full or its beginning. */
static bool is_month(Text text) {
  static const char *const months[] = {
      "januari",  "februari",  "maart",   "april",    "mei",      "juni",    "juli",
      "augustus", "september", "oktober", "november", "december", "january", "february",
      "march",    "may",       "june",    "july",     "august",   "october", "mrt"};
  for (size_t i = 0; i < sizeof months / sizeof *months; i++)
    if (text.length >= MONTH_LEAST && text.length <= strlen(months[i]) &&
        strncasecmp(text.bytes, months[i], text.length) == 0)
      return true;
  return false;
}

static bool is_error_value(Text text) {
  static const char *const whole[] = {"#N/A", "#N/B"};
  char last = text.bytes[text.length - 1];
  return text.bytes[0] == '#' && (last == '!' || last == '?' || is_one_of(text, whole, 2));
}

/* A sign that stands in numbers, dates and times: its bytes; 0: it is none. */
static size_t sign_length(Text text) {
  static const char *const wide[] = {"\xC2\xA0", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xAC",
                                     "\xE2\x80\xAF"}; /* spaces, pound, yen, euro */
  if (text.bytes[0] && strchr(" +-/.,:%()$", text.bytes[0]))
    return 1;
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
    size_t length = strlen(wide[i]);
    if (text.length >= length && memcmp(text.bytes, wide[i], length) == 0)
      return length;
  }
  return 0;
}

typedef struct Seen {
  size_t digits, months;
} Seen;

/* Letters between what stands before and behind them: those that belong to a number, a date, a
 * time. */
static bool may_stand(Text all, size_t at, Text word, Seen *seen) {
  static const char *const halves[] = {"am", "pm", "a", "p"};
  char before = at ? all.bytes[at - 1] : ' ';
  size_t end = at + word.length;
  char behind = end < all.length ? all.bytes[end] : ' ';
  if (is_word(word, "e"))
    return (is_digit(before) || before == ',' || before == '.') &&
           (is_digit(behind) || behind == '+' || behind == '-');
  if (is_one_of(word, halves, 4))
    return end == all.length && seen->digits && (before == ' ' || memchr(all.bytes, ':', at));
  if (is_word(word, "eur"))
    return true;
  return is_month(word) && seen->months++ == 0;
}

static Text word_at(Text text, size_t at) {
  size_t end = at;
  while (end < text.length && is_letter(text.bytes[end]))
    end++;
  return (Text){text.bytes + at, end - at};
}

bool list_excel_takes(Text given) {
  static const char *const booleans[] = {"waar", "onwaar", "true", "false"};
  Text text = text_trim(given);
  Seen seen = {0, 0};
  if (text.length == 0)
    return false;
  if (is_one_of(text, booleans, 4) || is_error_value(text))
    return true;
  for (size_t at = 0; at < text.length;) {
    Text rest = {text.bytes + at, text.length - at}, word = word_at(text, at);
    bool digit = is_digit(text.bytes[at]);
    size_t length = digit ? 1 : word.length ? word.length : sign_length(rest);
    if (length == 0 || (word.length && !may_stand(text, at, word, &seen)))
      return false;
    seen.digits += digit;
    at += length;
  }
  return seen.digits > 0;
}

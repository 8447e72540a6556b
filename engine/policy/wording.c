#include "policy/wording.h"

#include <ctype.h>

static bool is_name(char byte) {
  return isalnum((unsigned char)byte) || byte == '_';
}

/* Outside of {names}, from *at on. */
static bool next_word(Text text, size_t *at, Text *word) {
  while (*at < text.length) {
    size_t begin = *at;
    if (text.bytes[begin] == '{') {
      const char *close = memchr(text.bytes + begin, '}', text.length - begin);
      *at = close ? (size_t)(close - text.bytes) + 1 : text.length;
      continue;
    }
    while (*at < text.length && !isspace((unsigned char)text.bytes[*at]) && text.bytes[*at] != '{')
      (*at)++;
    *word = (Text){text.bytes + begin, *at - begin};
    if (word->length)
      return true;
    (*at)++;
  }
  return false;
}

static bool has(Text word, const char *part) {
  return memmem(word.bytes, word.length, part, strlen(part)) != NULL;
}

static bool is_address(Text word) {
  return has(word, "@") || has(word, "://") || has(word, "www.");
}

/* Of `<` and `>` both together make a tag. */
static bool has_operator(Text word) {
  static const char *const operators[] = {"==", "~=", "!=", ">=", "<="};
  if (has(word, "<") != has(word, ">"))
    return true;
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (has(word, operators[i]))
      return true;
  return false;
}

static bool has_underscore(Text word) {
  for (size_t i = 1; i + 1 < word.length; i++)
    if (word.bytes[i] == '_' && is_name(word.bytes[i - 1]) && is_name(word.bytes[i + 1]))
      return true;
  return false;
}

/* `g.nps`, where the policy names a field nps. */
static bool is_field_of(const Policy *policy, Text word) {
  const char *dot = memchr(word.bytes, '.', word.length);
  if (!dot || dot == word.bytes || !isalpha((unsigned char)word.bytes[0]))
    return false;
  Text name = {dot + 1, word.length - (size_t)(dot - word.bytes) - 1};
  for (size_t i = 0; i < policy->mention_count; i++)
    if (text_equal(policy->mentions[i].name, name))
      return true;
  return false;
}

/* Without what may stand around a word: "(it", "stay," */
static Text bare(Text word) {
  static const char around[] = "(\"'[,;:.!?)]";
  while (word.length && strchr(around, word.bytes[0]))
    word.bytes++, word.length--;
  while (word.length && strchr(around, word.bytes[word.length - 1]))
    word.length--;
  return word;
}

/* Without one of these signs there is nothing to find. */
static bool may_have(Text text, size_t at) {
  for (size_t i = at; i < text.length; i++)
    if (text.bytes[i] && strchr("_<>=.", text.bytes[i]))
      return true;
  return false;
}

bool wording_next(const Policy *policy, Text text, size_t *at, Text *word) {
  if (!may_have(text, *at))
    return false;
  while (next_word(text, at, word)) {
    *word = bare(*word);
    if (!is_address(*word) &&
        (has_operator(*word) || has_underscore(*word) || is_field_of(policy, *word)))
      return true;
  }
  return false;
}

static bool is_told(Text text, Text word, size_t before) {
  Text earlier;
  for (size_t at = 0; next_word(text, &at, &earlier) && at < before;)
    if (text_equal(bare(earlier), word))
      return true;
  return false;
}

Text wording_technical(Arena *arena, const Policy *policy, Text text) {
  Buffer out = {0};
  Text word;
  for (size_t at = 0; wording_next(policy, text, &at, &word);)
    if (!is_told(text, word, at))
      buffer_format(&out, "%s\"%.*s\"", out.length ? ", " : "", TEXT_ARGS(word));
  return buffer_keep(&out, arena);
}

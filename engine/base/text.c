#include "base/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"

int text_compare(Text a, Text b) {
  size_t shared = a.length < b.length ? a.length : b.length;
  int order = shared ? memcmp(a.bytes, b.bytes, shared) : 0;
  if (order)
    return order;
  return a.length < b.length ? -1 : a.length > b.length;
}

Text text_copy(Arena *arena, Text text) {
  return (Text){arena_copy(arena, text.bytes, text.length), text.length};
}

Text text_format(Arena *arena, const char *format, ...) {
  va_list list;
  va_start(list, format);
  char *bytes = arena_vformat(arena, format, list);
  va_end(list);
  return text_of(bytes);
}

static bool is_space(unsigned char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool ends_with_no_break_space(Text text) {
  return text.length >= 2 && memcmp(text.bytes + text.length - 2, "\xC2\xA0", 2) == 0;
}

bool text_among(Text text, const Text *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(names[i], text))
      return true;
  return false;
}

bool text_take_word(Text *text, Text word) {
  if (text->length < word.length || memcmp(text->bytes, word.bytes, word.length) != 0)
    return false;
  *text = (Text){text->bytes + word.length, text->length - word.length};
  return true;
}

Text text_trim(Text text) {
  for (;;) {
    if (text.length && is_space((unsigned char)text.bytes[0])) {
      text.bytes++, text.length--;
    } else if (text.length >= 2 && memcmp(text.bytes, "\xC2\xA0", 2) == 0) {
      text.bytes += 2, text.length -= 2;
    } else {
      break;
    }
  }
  for (;;) {
    if (text.length && is_space((unsigned char)text.bytes[text.length - 1]))
      text.length--;
    else if (ends_with_no_break_space(text))
      text.length -= 2;
    else
      return text;
  }
}

/* Multiply and fold, eight bytes a step (after wyhash, public domain, by Wang Yi). */
static uint64_t mix(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 Wide;
  Wide product = (Wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Little-endian, whatever the machine: the index of a run folder depends on it. */
static uint64_t read_le(const char *bytes, size_t count) {
  uint64_t word = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (count == 8) {
    memcpy(&word, bytes, 8);
    return word;
  }
#endif
  for (size_t i = 0; i < count; i++)
    word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
  return word;
}

uint64_t text_hash(Text text) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ text.length;
  const char *bytes = text.bytes;
  size_t left = text.length;
  for (; left >= 8; bytes += 8, left -= 8)
    hash = mix(hash ^ read_le(bytes, 8), 0xA0761D6478BD642Fu);
  if (left)
    hash = mix(hash ^ read_le(bytes, left), 0xE7037ED1A0B428DBu);
  return mix(hash ^ 0x8EBC6AF09C88C6E3u, 0x589965CC75374CC3u);
}

/* Bytes of the valid sequence that starts here, 0 when there is none. */
static size_t utf8_sequence(const unsigned char *s, size_t left) {
  unsigned char first = s[0];
  if (first < 0x80)
    return 1;
  if (first < 0xC2 || first > 0xF4)
    return 0;
  size_t need = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (left < need)
    return 0;
  unsigned char low = 0x80, high = 0xBF;
  if (first == 0xE0)
    low = 0xA0;
  else if (first == 0xED)
    high = 0x9F;
  else if (first == 0xF0)
    low = 0x90;
  else if (first == 0xF4)
    high = 0x8F;
  if (s[1] < low || s[1] > high)
    return 0;
  for (size_t i = 2; i < need; i++)
    if ((s[i] & 0xC0) != 0x80)
      return 0;
  return need;
}

size_t text_utf8_prefix(Text text) {
  const unsigned char *s = (const unsigned char *)text.bytes;
  size_t at = 0;
  while (at < text.length) {
    while (at + 8 <= text.length) {
      uint64_t word;
      memcpy(&word, s + at, 8);
      if (word & 0x8080808080808080u)
        break;
      at += 8;
    }
    if (at == text.length)
      break;
    size_t step = utf8_sequence(s + at, text.length - at);
    if (!step)
      break;
    at += step;
  }
  return at;
}

size_t text_width(Text text) {
  size_t width = 0;
  for (size_t i = 0; i < text.length; i++)
    width += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
  return width;
}

enum { LONGEST_WORD = 64, WHOLE_EDIT = 4 };

static unsigned change_cost(char a, char b) {
  if (a == b)
    return 0;
  return tolower((unsigned char)a) == tolower((unsigned char)b) ? 1 : WHOLE_EDIT;
}

static unsigned smallest(unsigned a, unsigned b) {
  return a < b ? a : b;
}

/* Damerau-Levenshtein, optimal string alignment, over bytes; three rows. */
static unsigned edits_between(Text a, Text b) {
  unsigned rows[3][LONGEST_WORD + 1];
  for (size_t j = 0; j <= b.length; j++)
    rows[0][j] = (unsigned)j * WHOLE_EDIT;
  for (size_t i = 1; i <= a.length; i++) {
    unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    now[0] = (unsigned)i * WHOLE_EDIT;
    for (size_t j = 1; j <= b.length; j++) {
      unsigned best = before[j - 1] + change_cost(a.bytes[i - 1], b.bytes[j - 1]);
      best = smallest(best, before[j] + WHOLE_EDIT);
      best = smallest(best, now[j - 1] + WHOLE_EDIT);
      if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] && a.bytes[i - 2] == b.bytes[j - 1])
        best = smallest(best, earlier[j - 2] + WHOLE_EDIT);
      now[j] = best;
    }
  }
  return rows[a.length % 3][b.length];
}

Text text_nearest(Text word, const Text *names, size_t count) {
  Text nearest = {"", 0};
  if (word.length == 0 || word.length > LONGEST_WORD)
    return nearest;
  unsigned best = (unsigned)(word.length * WHOLE_EDIT + 2 * WHOLE_EDIT) / 3 + 1;
  for (size_t i = 0; i < count; i++) {
    if (names[i].length == 0 || names[i].length > LONGEST_WORD)
      continue;
    unsigned edits = edits_between(word, names[i]);
    if (edits < best)
      best = edits, nearest = names[i];
  }
  return nearest;
}

void buffer_reserve(Buffer *buffer, size_t more) {
  if (buffer->capacity - buffer->length >= more)
    return;
  size_t capacity = buffer->capacity ? buffer->capacity : 256;
  while (capacity - buffer->length < more) {
    if (capacity > SIZE_MAX / 2)
      memory_exhausted(more);
    capacity *= 2;
  }
  buffer->bytes = memory_grow(buffer->bytes, capacity);
  buffer->capacity = capacity;
}

void buffer_format(Buffer *buffer, const char *format, ...) {
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, list);
  va_end(list);
  if (length > 0) {
    buffer_reserve(buffer, (size_t)length + 1);
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
}

Text buffer_keep(Buffer *buffer, Arena *arena) {
  Text text = text_copy(arena, buffer_view(buffer));
  buffer_free(buffer);
  return text;
}

void buffer_free(Buffer *buffer) {
  memory_free(buffer->bytes);
  *buffer = (Buffer){0};
}

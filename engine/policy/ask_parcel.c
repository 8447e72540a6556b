#include "policy/ask_parcel.h"

/* Lengths are written byte by byte as they come: nothing is aligned in a parcel. */
static void bytes_put(Asker *asker, const void *bytes, size_t length) {
  if (length > asker->range->parcel_bytes - asker->parcel_used)
    jail_leave(asker->state->seat, JAIL_MEMORY);
  memcpy(asker->range->parcel + asker->parcel_used, bytes, length);
  asker->parcel_used += length;
}

void ask_parcel_put(Asker *asker, const Dictionary *dictionary) {
  uint32_t count = dictionary_count(dictionary);
  bytes_put(asker, &count, sizeof count);
  for (uint32_t code = 0; code < count; code++) {
    Text text = dictionary_text(dictionary, code);
    uint32_t length = (uint32_t)text.length;
    bytes_put(asker, &length, sizeof length);
    bytes_put(asker, text.bytes, text.length);
  }
}

static bool number_take(const AskRange *range, size_t *at, uint32_t *number) {
  if (range->parcel_bytes - *at < sizeof *number)
    return false;
  memcpy(number, range->parcel + *at, sizeof *number);
  *at += sizeof *number;
  return true;
}

static bool text_take(const AskRange *range, size_t *at, Dictionary *dictionary) {
  uint32_t length;
  bool is_new = false;
  if (!number_take(range, at, &length) || range->parcel_bytes - *at < length)
    return false;
  Text text = {(const char *)range->parcel + *at, length};
  if (text_utf8_prefix(text) == length)
    dictionary_enter(dictionary, text, &is_new);
  *at += length;
  return is_new;
}

Dictionary *ask_parcel_take(const AskRange *range, size_t *at) {
  uint32_t count;
  Dictionary *dictionary = dictionary_make();
  bool sound = number_take(range, at, &count);
  for (uint32_t i = 0; sound && i < count; i++)
    sound = text_take(range, at, dictionary);
  if (sound)
    return dictionary;
  dictionary_drop(dictionary);
  return NULL;
}

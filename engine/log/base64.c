#include "log/base64.h"

#include <openssl/evp.h>

enum { PIECE = 3 << 20 }; /* bytes a call; a multiple of three */

void base64_put(Buffer *out, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  while (length) {
    size_t piece = length < PIECE ? length : PIECE;
    buffer_reserve(out, piece / 3 * 4 + 5);
    out->length +=
        (size_t)EVP_EncodeBlock((unsigned char *)out->bytes + out->length, at, (int)piece);
    at += piece, length -= piece;
  }
}

/* How many bytes so many characters, the last ones padding, stand for. */
static size_t decoded_length(Text text) {
  size_t padding = 0;
  while (padding < 2 && text.bytes[text.length - 1 - padding] == '=')
    padding++;
  return text.length / 4 * 3 - padding;
}

bool base64_read(Text text, Buffer *out) {
  size_t before = out->length;
  if (text.length % 4 != 0 || text.length > PIECE)
    return false;
  if (text.length == 0)
    return true;
  buffer_reserve(out, text.length);
  unsigned char *to = (unsigned char *)out->bytes + before;
  if (EVP_DecodeBlock(to, (const unsigned char *)text.bytes, (int)text.length) !=
      (int)(text.length / 4 * 3))
    return false;
  out->length += decoded_length(text);
  Buffer again = {0}; /* white space, stray bits and misplaced padding do not survive this */
  base64_put(&again, to, out->length - before);
  bool same = text_equal(buffer_view(&again), text);
  buffer_free(&again);
  if (!same)
    out->length = before;
  return same;
}

bool base64_read_exactly(Text text, void *bytes, size_t length) {
  Buffer out = {0};
  bool good =
      text.length == (length + 2) / 3 * 4 && base64_read(text, &out) && out.length == length;
  if (good && length)
    memcpy(bytes, out.bytes, length);
  buffer_free(&out);
  return good;
}

/* Base64 (RFC 4648, section 4, with padding) by OpenSSL; reading is strict: only the
 * one text that base64_put writes for these bytes is taken. Linear. */
#ifndef HELDER_LOG_BASE64_H
#define HELDER_LOG_BASE64_H
#include "base/text.h"

void base64_put(Buffer *out, const void *bytes, size_t length);

/* Appends the bytes to `out`; false, and nothing appended, when it is not base64. */
bool base64_read(Text text, Buffer *out);

/* The same for exactly `length` bytes. */
bool base64_read_exactly(Text text, void *bytes, size_t length);
#endif

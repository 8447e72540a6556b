#include "load/source.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { BLOCK_BYTES = 256 * 1024, SLACK = 64 };

static const char *const names[] = {"UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE",
                                    "Windows-1252"};

const char *source_encoding_name(const Source *source) {
  return names[source->encoding];
}

static bool failed(Error *error, const char *path, const char *what) {
  char text[128];
  int why = errno;
  error_set(error, ERROR_INPUT, "could not %s: %s", what, strerror_r(why, text, sizeof text));
  return error_at(error, text_of(path), 0, 0);
}

static void window_reserve(Source *source, size_t more) {
  if (source->capacity - source->length >= more + SLACK)
    return;
  size_t capacity = source->capacity * 2;
  if (capacity < source->length + more + SLACK)
    capacity = source->length + more + SLACK;
  source->window = memory_grow(source->window, capacity);
  source->capacity = capacity;
}

/* --- raw bytes ---------------------------------------------------------------- */

static ssize_t memory_read(const Source *source, char *to) {
  size_t left = source->memory.length - source->raw_bytes;
  size_t length = left < BLOCK_BYTES ? left : BLOCK_BYTES;
  if (length)
    memcpy(to, source->memory.bytes + source->raw_bytes, length);
  return (ssize_t)length;
}

/* Of a part: a file that ends before the part does has changed. */
static ssize_t part_read(const Source *source, char *to) {
  uint64_t left = source->until - source->raw_bytes;
  size_t length = left < BLOCK_BYTES ? left : BLOCK_BYTES;
  ssize_t got = pread(source->descriptor, to, length, (off_t)source->raw_bytes);
  if (got != 0 || length == 0)
    return got;
  errno = EIO;
  return -1;
}

/* Up to BLOCK_BYTES more to `to`; 0 at the end, -1 when it cannot be read. */
static ssize_t raw_read(Source *source, char *to, Error *error) {
  ssize_t got;
  do
    got = source->descriptor < 0 ? memory_read(source, to)
          : source->is_part      ? part_read(source, to)
                                 : read(source->descriptor, to, BLOCK_BYTES);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    failed(error, source->path, "read this file");
  if (got > 0 && !source->is_part)
    sha256_add(&source->hash, to, (size_t)got);
  source->raw_bytes += got > 0 ? (uint64_t)got : 0;
  return got;
}

/* --- decoding ----------------------------------------------------------------- */

static void converter_open(Source *source, SourceEncoding encoding) {
  source->encoding = encoding;
  const char *from = encoding == SOURCE_WINDOWS_1252 ? "CP1252" : names[encoding];
  iconv_t converter = iconv_open("UTF-8", from);
  if (converter == (iconv_t)-1)
    memory_exhausted(0); /* glibc always knows these three; only memory can lack */
  source->converter = converter;
}

/* Bytes before the first valid UTF-8 sequence outside ASCII. */
static size_t before_utf8(Text text) {
  for (size_t i = 0; i < text.length; i++) {
    if ((unsigned char)text.bytes[i] < 0xC2)
      continue;
    for (size_t length = 2; length <= 4 && i + length <= text.length; length++)
      if (text_utf8_prefix((Text){text.bytes + i, length}) == length)
        return i;
  }
  return text.length;
}

/* Decodes `length` bytes of `raw`; what is no character becomes a NUL, which is
 * refused later with its place. Answers how many bytes were used. */
static size_t convert(Source *source, char *raw, size_t length, bool last) {
  size_t unit = source->encoding == SOURCE_WINDOWS_1252 ? 1 : 2, left = length;
  while (left) {
    window_reserve(source, left * 3 + SLACK);
    char *to = source->window + source->length;
    size_t room = source->capacity - source->length - SLACK;
    size_t answer = iconv(source->converter, &raw, &left, &to, &room);
    source->length = (size_t)(to - source->window);
    if (answer != (size_t)-1 || errno == E2BIG)
      continue;
    if (errno == EINVAL && !last)
      break;
    size_t skip = left < unit ? left : unit;
    source->window[source->length++] = '\0';
    raw += skip, left -= skip;
  }
  return length - left;
}

static void convert_all(Source *source, bool last) {
  Text raw = buffer_view(&source->raw);
  size_t used = 0;
  if (raw.length == 0)
    return;
  while (used < raw.length) {
    size_t until = raw.length;
    if (source->encoding == SOURCE_WINDOWS_1252)
      until = used + before_utf8((Text){raw.bytes + used, raw.length - used});
    size_t taken = convert(source, source->raw.bytes + used, until - used, last);
    used += taken;
    if (until < raw.length) {
      window_reserve(source, 1);
      source->window[source->length++] = '\0';
      source->mixed = true;
      used++;
    } else if (taken == 0 || used < raw.length) {
      break;
    }
  }
  memmove(source->raw.bytes, source->raw.bytes + used, raw.length - used);
  source->raw.length = raw.length - used;
}

/* --- checking ----------------------------------------------------------------- */

static bool has_wide(const char *bytes, size_t length) {
  uint64_t all = 0, word;
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    memcpy(&word, bytes + i, 8);
    all |= word;
  }
  for (; i < length; i++)
    all |= (uint64_t)(unsigned char)bytes[i] << 56 | (unsigned char)bytes[i];
  return (all & 0x8080808080808080u) != 0;
}

/* Bytes of this stretch that are valid UTF-8; a character cut off by the end of
 * what was read so far is not counted and not bad. */
static size_t valid_until(Source *source, Text text) {
  if (!has_wide(text.bytes, text.length))
    return text.length;
  size_t good = text_utf8_prefix(text);
  if (has_wide(text.bytes, good))
    source->wide = true;
  return good;
}

/* A start of a character that the next block may complete. */
static bool may_be_cut(const Source *source, Text rest) {
  static const char *const tails[] = {"\x80\x80\x80", "\xBF\xBF\xBF"};
  char whole[8];
  if (source->ended || rest.length == 0 || rest.length > 3)
    return false;
  for (int t = 0; t < 2; t++) {
    for (size_t more = 1; more <= 3; more++) {
      memcpy(whole, rest.bytes, rest.length);
      memcpy(whole + rest.length, tails[t], more);
      if (text_utf8_prefix((Text){whole, rest.length + more}) == rest.length + more)
        return true;
    }
  }
  return false;
}

/* The rest of the window turns out to be Windows-1252: ASCII was the same so far. */
static void become_windows_1252(Source *source, size_t from) {
  buffer_append(&source->raw, source->window + from, source->length - from);
  source->length = from;
  converter_open(source, SOURCE_WINDOWS_1252);
  convert_all(source, source->ended);
}

void source_check_from(Source *source, size_t from) {
  source->bad_at = SIZE_MAX;
  source->checked = from;
  if (from == source->length)
    return;
  Text text = {source->window + from, source->length - from};
  size_t good = source->converter ? text.length : valid_until(source, text);
  const char *nul = memchr(text.bytes, '\0', good);
  if (nul) {
    source->bad_at = (size_t)(nul - source->window);
    return;
  }
  source->checked = from + good;
  if (good == text.length || may_be_cut(source, (Text){text.bytes + good, text.length - good}))
    return;
  if (!source->wide && source->encoding == SOURCE_UTF8) {
    become_windows_1252(source, from + good);
    source_check_from(source, from + good);
  } else {
    source->bad_at = from + good;
  }
}

/* --- blocks ------------------------------------------------------------------- */

bool source_more(Source *source, size_t keep, Error *error) {
  if (keep) {
    memmove(source->window, source->window + keep, source->length - keep);
    source->length -= keep, source->base += keep;
    source->checked -= source->checked < keep ? source->checked : keep;
    if (source->bad_at != SIZE_MAX)
      source->bad_at -= source->bad_at < keep ? source->bad_at : keep;
  }
  ssize_t got;
  if (source->converter) {
    buffer_reserve(&source->raw, BLOCK_BYTES);
    got = raw_read(source, source->raw.bytes + source->raw.length, error);
    source->raw.length += got > 0 ? (size_t)got : 0;
    source->ended = got == 0;
    if (got >= 0)
      convert_all(source, source->ended);
  } else {
    window_reserve(source, BLOCK_BYTES);
    got = raw_read(source, source->window + source->length, error);
    source->length += got > 0 ? (size_t)got : 0;
    source->ended = got == 0;
  }
  if (got >= 0 && source->bad_at == SIZE_MAX)
    source_check_from(source, source->checked);
  return got >= 0;
}

/* UTF-16 without a mark: half of its bytes are zero, all on one side. */
static SourceEncoding encoding_by_zeros(Text text) {
  size_t zeros[2] = {0, 0}, length = text.length < 4096 ? text.length : 4096;
  for (size_t i = 0; i < length; i++)
    zeros[i % 2] += text.bytes[i] == '\0';
  if (length >= 4 && zeros[1] * 4 > length && zeros[0] * 20 < length)
    return SOURCE_UTF16LE;
  if (length >= 4 && zeros[0] * 4 > length && zeros[1] * 20 < length)
    return SOURCE_UTF16BE;
  return SOURCE_UTF8;
}

/* Reads the first block and finds out what it is written in. */
static bool source_start(Source *source, Error *error) {
  sha256_start(&source->hash);
  source->bad_at = SIZE_MAX;
  window_reserve(source, BLOCK_BYTES);
  ssize_t got = raw_read(source, source->window, error);
  if (got < 0)
    return false;
  Text text = {source->window, (size_t)got};
  size_t mark = 0;
  SourceEncoding encoding = SOURCE_UTF8;
  if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0)
    encoding = SOURCE_UTF8_MARK, mark = 3;
  else if (text.length >= 2 && memcmp(text.bytes, "\xFF\xFE", 2) == 0)
    encoding = SOURCE_UTF16LE, mark = 2;
  else if (text.length >= 2 && memcmp(text.bytes, "\xFE\xFF", 2) == 0)
    encoding = SOURCE_UTF16BE, mark = 2;
  else
    encoding = encoding_by_zeros(text);
  source->encoding = encoding;
  if (encoding == SOURCE_UTF16LE || encoding == SOURCE_UTF16BE) {
    converter_open(source, encoding);
    buffer_append(&source->raw, text.bytes + mark, text.length - mark);
    convert_all(source, false);
  } else {
    source->length = text.length - mark;
    memmove(source->window, source->window + mark, source->length);
  }
  source_check_from(source, 0);
  return true;
}

bool source_open(Source *source, const char *path, Error *error) {
  struct stat found;
  *source = (Source){.path = path};
  source->descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (source->descriptor < 0)
    return failed(error, path, "open this file");
  if (fstat(source->descriptor, &found) != 0 || S_ISDIR(found.st_mode)) {
    errno = S_ISDIR(found.st_mode) ? EISDIR : errno;
    failed(error, path, "read this file");
  } else {
    source->raw_size = (uint64_t)found.st_size;
    source->is_regular = stamp_of_descriptor(source->descriptor, &source->stamp);
    if (source_start(source, error))
      return true;
  }
  source_close(source);
  return false;
}

bool source_of_memory(Source *source, const char *name, Text bytes, Error *error) {
  *source = (Source){.path = name, .descriptor = -1, .memory = bytes, .raw_size = bytes.length};
  return source_start(source, error);
}

void source_part(Source *part, const Source *whole, uint64_t from, uint64_t until) {
  *part = (Source){.path = whole->path,
                   .descriptor = whole->descriptor,
                   .is_part = true,
                   .raw_bytes = from,
                   .raw_size = whole->raw_size,
                   .until = until,
                   .encoding = whole->encoding,
                   .wide = true,
                   .bad_at = SIZE_MAX};
}

bool source_hash(const Source *source, char hex[SHA256_HEX + 1]) {
  uint8_t digest[SHA256_BYTES];
  Sha256 hash;
  char *block = memory_new(BLOCK_BYTES);
  uint64_t at = 0;
  ssize_t got = 1;
  sha256_start(&hash);
  while (got > 0 || (got < 0 && errno == EINTR)) {
    got = pread(source->descriptor, block, BLOCK_BYTES, (off_t)at);
    if (got > 0)
      sha256_add(&hash, block, (size_t)got), at += (uint64_t)got;
  }
  sha256_end(&hash, digest);
  sha256_hex(digest, hex);
  memory_free(block);
  return at == source->raw_size;
}

void source_sha256(Source *source, char hex[SHA256_HEX + 1]) {
  uint8_t digest[SHA256_BYTES];
  Sha256 hash = source->hash;
  sha256_end(&hash, digest);
  sha256_hex(digest, hex);
}

void source_close(Source *source) {
  if (source->descriptor >= 0 && !source->is_part)
    close(source->descriptor);
  if (source->converter)
    iconv_close(source->converter);
  memory_free(source->window);
  buffer_free(&source->raw);
  *source = (Source){.descriptor = -1};
}

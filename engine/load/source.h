/* A Source: a file read in blocks and decoded to UTF-8, behind a moving window.
 *
 * Recognised: UTF-8 with or without byte order mark, UTF-16 LE and BE (by mark or
 * by its zero bytes), and Windows-1252: taken when the first byte outside ASCII is no
 * UTF-8. A file that holds both valid UTF-8 and other bytes is refused where they
 * meet. The raw bytes are hashed as they pass. The window never leaves out bytes that
 * the caller wants to keep; what it holds is all the memory a Source takes. */
#ifndef HELDER_LOAD_SOURCE_H
#define HELDER_LOAD_SOURCE_H
#include "base/error.h"
#include "base/sha256.h"
#include "base/stamp.h"

typedef enum SourceEncoding {
  SOURCE_UTF8,
  SOURCE_UTF8_MARK,
  SOURCE_UTF16LE,
  SOURCE_UTF16BE,
  SOURCE_WINDOWS_1252
} SourceEncoding;

typedef struct Source {
  char *window; /* decoded bytes; `length` of them */
  size_t length, capacity;
  uint64_t base;  /* place of window[0] in the decoded text */
  bool ended;     /* no more will come */
  size_t bad_at;  /* first byte of the window that cannot be taken; SIZE_MAX: none */
  size_t checked; /* the window is checked up to here */
  bool wide;      /* valid UTF-8 outside ASCII was met */
  bool mixed;     /* valid UTF-8 was met in a Windows-1252 file */
  SourceEncoding encoding;
  uint64_t raw_bytes; /* read so far */
  uint64_t raw_size;  /* of the file, when it was opened */
  const char *path;   /* as given; not owned */
  int descriptor;     /* -1: from memory */
  bool is_part;       /* of a file: the descriptor is another's, nothing is hashed */
  uint64_t until;     /* where the part ends, in raw bytes */
  bool is_regular;    /* a file with a stamp: can be read in parts, and again */
  Stamp stamp;        /* when it was opened */
  Text memory;
  void *converter; /* iconv_t, NULL when none is needed */
  Buffer raw;      /* bytes read and not decoded yet */
  Sha256 hash;
} Source;

/* The path is kept, not copied. False when the file cannot be opened or read. */
bool source_open(Source *source, const char *path, Error *error);

/* From bytes that stay where they are; `name` is for messages. */
bool source_of_memory(Source *source, const char *name, Text bytes, Error *error);

/* The raw bytes from `from` to before `until` of a file that `whole`, which is open and stays
 * so, has found to be UTF-8. What is no UTF-8 here is bad. Reading is this part's own: parts
 * may be read at once. */
void source_part(Source *part, const Source *whole, uint64_t from, uint64_t until);

/* Drops the window before `keep` and adds a block; at the end sets `ended`. */
bool source_more(Source *source, size_t keep, Error *error);

/* Looks for the next bad byte from here on, after one was passed over. */
void source_check_from(Source *source, size_t from);

/* "UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Windows-1252". */
const char *source_encoding_name(const Source *source);

/* Of all raw bytes of a regular file, read once more from the first on, whatever was read
 * before. False when it cannot be. */
bool source_hash(const Source *source, char hex[SHA256_HEX + 1]);

/* Of all raw bytes, once ended. */
void source_sha256(Source *source, char hex[SHA256_HEX + 1]);
void source_close(Source *source);
#endif

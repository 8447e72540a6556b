#include "load/parts.h"

#include <errno.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/memory.h"
#include "load/reading.h"

enum { BLOCK_BYTES = 256 * 1024, LINE_MOST = 4 << 20 };

/* Whole lines of the file, and what their quotes do. */
typedef struct Stretch {
  uint64_t begin, end;
  bool failed;     /* it cannot be read, or a line is very long */
  bool inside[2];  /* how it ends: inside quotes, having begun outside [0] or inside [1] */
  uint64_t record; /* the first record after it began inside; UINT64_MAX: none begins */
} Stretch;

typedef struct Looking {
  int descriptor;
  char delimiter;
  uint64_t from, until;
  size_t count;
  Stretch *stretches;
} Looking;

/* Adds a block to the window; false when it cannot be read. */
static bool block_add(const Looking *looking, Buffer *window, uint64_t at, uint64_t until) {
  size_t length = until - at < BLOCK_BYTES ? (size_t)(until - at) : BLOCK_BYTES;
  ssize_t got;
  buffer_reserve(window, length);
  do
    got = pread(looking->descriptor, window->bytes + window->length, length, (off_t)at);
  while (got < 0 && errno == EINTR);
  window->length += got > 0 ? (size_t)got : 0;
  return got > 0;
}

/* Where the line that holds `at` ends (after its line end); 0: not in this window. A CR at
 * the very end may be half of a CRLF. */
static size_t line_end(Text window, size_t at, bool last) {
  for (; at < window.length; at++) {
    if (window.bytes[at] == '\n')
      return at + 1;
    if (window.bytes[at] != '\r')
      continue;
    if (at + 1 < window.length)
      return at + (window.bytes[at + 1] == '\n' ? 2 : 1);
    return last ? at + 1 : 0;
  }
  return last ? window.length : 0;
}

static size_t line_begin(Text window, size_t from, size_t at) {
  while (at > from && window.bytes[at - 1] != '\n' && window.bytes[at - 1] != '\r')
    at--;
  return at;
}

/* --- how a stretch ends ------------------------------------------------------------- */

static bool quotes_are_odd(Text line) {
  bool odd = false;
  for (size_t i = 0; i < line.length; i++)
    odd ^= line.bytes[i] == '"';
  return odd;
}

/* A line with quotes in it; `after` is the place of the line after it. */
static void line_count(const Looking *looking, Stretch *stretch, Text line, uint64_t after) {
  bool odd = quotes_are_odd(line);
  bool literal = odd && split_quotes_literal(line, looking->delimiter);
  for (int way = 0; way < 2; way++)
    if (odd && !(literal && !stretch->inside[way]))
      stretch->inside[way] = !stretch->inside[way];
  if (!stretch->inside[1] && stretch->record == UINT64_MAX)
    stretch->record = after;
}

/* Looks at every line with a quote in it; answers where the first line begins that is
 * not all there. `base` is the place of the window. */
static size_t quotes_look(const Looking *looking, Stretch *stretch, Text window, uint64_t base,
                          bool last) {
  size_t at = 0;
  for (;;) {
    const char *quote = memchr(window.bytes + at, '"', window.length - at);
    if (!quote)
      break;
    size_t begin = line_begin(window, at, (size_t)(quote - window.bytes));
    size_t end = line_end(window, (size_t)(quote - window.bytes), last);
    if (!end)
      return begin;
    line_count(looking, stretch, (Text){window.bytes + begin, end - begin}, base + end);
    at = end;
    if (at == window.length)
      break;
  }
  size_t tail = last ? window.length : line_begin(window, at, window.length);
  return tail;
}

static void stretch_look(void *context, size_t number) {
  const Looking *looking = context;
  Stretch *stretch = &looking->stretches[number];
  Buffer window = {0};
  uint64_t at = stretch->begin;
  while (at < stretch->end && !stretch->failed) {
    size_t before = window.length;
    stretch->failed = !block_add(looking, &window, at, stretch->end);
    at += window.length - before;
    uint64_t base = at - window.length;
    size_t done = quotes_look(looking, stretch, buffer_view(&window), base, at == stretch->end);
    window.length -= done;
    memmove(window.bytes, window.bytes + done, window.length);
    stretch->failed |= window.length > LINE_MOST;
  }
  buffer_free(&window);
}

/* --- where stretches begin ------------------------------------------------------------ */

/* The first line that begins at `at` or later; `until` when none does. */
static uint64_t line_after(const Looking *looking, uint64_t at, bool *failed) {
  Buffer window = {0};
  size_t end = 0;
  uint64_t read = at - 1;
  while (!end && !*failed) {
    size_t before = window.length;
    *failed = !block_add(looking, &window, read, looking->until) || window.length > LINE_MOST;
    read += window.length - before;
    end = *failed ? 0 : line_end(buffer_view(&window), 0, read == looking->until);
  }
  buffer_free(&window);
  return at - 1 + end;
}

static bool stretches_make(const Looking *looking) {
  bool failed = false;
  uint64_t length = looking->until - looking->from, at = looking->from;
  for (size_t i = 0; i < looking->count; i++) {
    uint64_t about = looking->from + length / looking->count * (i + 1);
    Stretch *stretch = &looking->stretches[i];
    *stretch = (Stretch){.begin = at, .inside = {false, true}, .record = UINT64_MAX};
    if (i + 1 == looking->count)
      at = looking->until;
    else if (about > at)
      at = line_after(looking, about, &failed);
    stretch->end = at;
  }
  return !failed;
}

/* From the first stretch on, which begins with a record: where each other part begins. */
static size_t cuts_put(const Looking *looking, uint64_t *cuts) {
  size_t count = 0;
  bool inside = false;
  for (size_t i = 0; i < looking->count; i++) {
    const Stretch *stretch = &looking->stretches[i];
    uint64_t record = inside ? stretch->record : stretch->begin;
    if (stretch->failed)
      return 0;
    if (record < looking->until && (count == 0 || record > cuts[count - 1]))
      cuts[count++] = record;
    inside = stretch->inside[inside];
  }
  cuts[count] = looking->until;
  return count;
}

size_t parts_find(const Records *records, size_t wanted, size_t threads, uint64_t *cuts) {
  Looking looking = {.descriptor = records->source.descriptor,
                     .delimiter = records->dialect.delimiter,
                     .from = records_begin(records),
                     .until = records->source.raw_size,
                     .count = wanted};
  if (looking.from >= looking.until)
    return 0;
  looking.stretches = memory_array(wanted, sizeof *looking.stretches);
  size_t count = 0;
  if (stretches_make(&looking)) {
    crew_run(threads, wanted, stretch_look, &looking);
    count = cuts_put(&looking, cuts);
  }
  memory_free(looking.stretches);
  return count;
}

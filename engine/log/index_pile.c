#include "log/index_pile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"

enum { MERGE_RECORDS = 1 << 19, LEAST_RECORDS = 64, OUT_RECORDS = 4096 };

/* One sorted stretch of the file, while it is merged. */
typedef struct Stretch {
  uint64_t next, end; /* records in the file */
  IndexRecord *buffer;
  size_t at, count; /* in the buffer */
} Stretch;

struct IndexPile {
  char *path;
  int descriptor;
  IndexRecord *records; /* not yet in the file */
  size_t count;
  uint64_t written; /* records in the file; stretches of INDEX_PILE_ROWS */
};

IndexPile *index_pile_make(const char *path, Error *error) {
  int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    error_set(error, ERROR_SYSTEM, "could not create this file: %s", strerror(errno));
    error_at(error, text_of(path), 0, 0);
    return NULL;
  }
  unlink(path);
  IndexPile *pile = memory_new(sizeof *pile);
  pile->descriptor = descriptor;
  pile->path = memory_new(strlen(path) + 1);
  memcpy(pile->path, path, strlen(path));
  pile->records = memory_array(INDEX_PILE_ROWS, sizeof *pile->records);
  return pile;
}

void index_pile_drop(IndexPile *pile) {
  if (!pile)
    return;
  close(pile->descriptor);
  memory_free(pile->records);
  memory_free(pile->path);
  memory_free(pile);
}

static bool flush(IndexPile *pile, Error *error) {
  index_sort(pile->records, pile->count);
  if (!file_write(pile->descriptor, pile->path, pile->records, pile->count * sizeof *pile->records,
                  error))
    return false;
  pile->written += pile->count;
  pile->count = 0;
  return true;
}

bool index_pile_add(IndexPile *pile, const IndexRecord *records, size_t count, Error *error) {
  while (count) {
    size_t room = INDEX_PILE_ROWS - pile->count, some = count < room ? count : room;
    memcpy(pile->records + pile->count, records, some * sizeof *records);
    pile->count += some;
    records += some, count -= some;
    if (pile->count == INDEX_PILE_ROWS && !flush(pile, error))
      return false;
  }
  return true;
}

/* --- merging ------------------------------------------------------------------------------ */

typedef struct Merge {
  IndexPile *pile;
  Stretch *stretches; /* a heap: the least record's first */
  size_t count;
  size_t room; /* records of a buffer */
  Buffer out;
  int descriptor;
  const char *path;
} Merge;

static bool is_less(const Stretch *a, const Stretch *b) {
  const IndexRecord *one = &a->buffer[a->at], *other = &b->buffer[b->at];
  return one->hash != other->hash ? one->hash < other->hash : one->offset < other->offset;
}

static bool refill(const Merge *merge, Stretch *stretch, Error *error) {
  uint64_t left = stretch->end - stretch->next;
  size_t bytes = (size_t)(left < merge->room ? left : merge->room) * sizeof(IndexRecord), got = 0;
  while (got < bytes) {
    ssize_t some = pread(merge->pile->descriptor, (char *)stretch->buffer + got, bytes - got,
                         (off_t)(stretch->next * sizeof(IndexRecord) + got));
    if (some < 0 && errno == EINTR)
      continue;
    if (some <= 0)
      return error_set(error, ERROR_SYSTEM, "could not read back the index of this run");
    got += (size_t)some;
  }
  stretch->at = 0;
  stretch->count = bytes / sizeof(IndexRecord);
  stretch->next += stretch->count;
  return true;
}

static void sink(Merge *merge, size_t at) {
  for (;;) {
    size_t least = at, left = 2 * at + 1;
    for (size_t child = left; child < left + 2 && child < merge->count; child++)
      if (is_less(&merge->stretches[child], &merge->stretches[least]))
        least = child;
    if (least == at)
      return;
    Stretch moved = merge->stretches[at];
    merge->stretches[at] = merge->stretches[least];
    merge->stretches[least] = moved;
    at = least;
  }
}

/* Takes the least record away. */
static bool advance(Merge *merge, Error *error) {
  Stretch *first = &merge->stretches[0];
  if (++first->at == first->count) {
    if (first->next < first->end) {
      if (!refill(merge, first, error))
        return false;
    } else {
      memory_free(first->buffer);
      *first = merge->stretches[--merge->count];
    }
  }
  sink(merge, 0);
  return true;
}

static bool merge_open(Merge *merge, Error *error) {
  uint64_t written = merge->pile->written;
  size_t most = (size_t)((written + INDEX_PILE_ROWS - 1) / INDEX_PILE_ROWS);
  merge->stretches = memory_array(most + 1, sizeof *merge->stretches);
  merge->room = most ? MERGE_RECORDS / most : 0;
  merge->room = merge->room < LEAST_RECORDS ? LEAST_RECORDS : merge->room;
  for (; merge->count < most; merge->count++) {
    Stretch *stretch = &merge->stretches[merge->count];
    stretch->next = (uint64_t)merge->count * INDEX_PILE_ROWS;
    stretch->end =
        stretch->next + INDEX_PILE_ROWS < written ? stretch->next + INDEX_PILE_ROWS : written;
    stretch->buffer = memory_array(merge->room, sizeof *stretch->buffer);
    if (!refill(merge, stretch, error)) {
      merge->count++;
      return false;
    }
  }
  for (size_t at = most; at-- > 0;)
    sink(merge, at);
  return true;
}

static bool put_out(Merge *merge, size_t most, Error *error) {
  if (merge->out.length < most)
    return true;
  bool good = !interrupt_stop(error) && file_write(merge->descriptor, merge->path, merge->out.bytes,
                                                   merge->out.length, error);
  merge->out.length = 0;
  return good;
}

static bool merge_all(Merge *merge, IndexTwins *twins, void *context, Error *error) {
  IndexRecord last = {0, 0};
  bool any = false;
  index_header(merge->pile->written, &merge->out);
  while (merge->count) {
    const Stretch *first = &merge->stretches[0];
    IndexRecord record = first->buffer[first->at];
    if (any && record.hash == last.hash && !twins(context, &last, &record, error))
      return false;
    index_record(&record, &merge->out);
    last = record;
    any = true;
    if (!put_out(merge, OUT_RECORDS * sizeof record, error) || !advance(merge, error))
      return false;
  }
  return put_out(merge, 1, error);
}

bool index_pile_merge(IndexPile *pile, int descriptor, const char *path, IndexTwins *twins,
                      void *context, Error *error) {
  Merge merge = {.pile = pile, .descriptor = descriptor, .path = path};
  bool good = (pile->count == 0 || flush(pile, error)) && merge_open(&merge, error) &&
              merge_all(&merge, twins, context, error);
  for (size_t i = 0; i < merge.count; i++)
    memory_free(merge.stretches[i].buffer);
  memory_free(merge.stretches);
  buffer_free(&merge.out);
  return good;
}

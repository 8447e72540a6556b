#include "table/kept_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/crew.h"
#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"

enum { CHUNK = 1 << 20, ALIGNMENT = 64, PAGE = 4096 };
static const char magic[8] = {'H', 'E', 'L', 'D', 'E', 'R', 'K', '1'};

typedef struct KeptHeader {
  char magic[8];
  uint64_t notes, blocks; /* bytes of each; the blocks begin at a multiple of 64 */
  Stamp stamp;            /* of the file that was read */
  uint64_t sums;          /* checksum of the checksums, which stand last */
  uint64_t header;        /* of all of this before it */
} KeptHeader;

static uint64_t aligned(uint64_t length) {
  return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* Where the blocks begin, and where they end: the checksums'. */
static uint64_t blocks_begin(const KeptHeader *header) {
  return aligned(sizeof *header + header->notes);
}

static uint64_t blocks_end(const KeptHeader *header) {
  return blocks_begin(header) + header->blocks;
}

static size_t chunks(const KeptHeader *header) {
  return (size_t)((blocks_end(header) - sizeof *header + CHUNK - 1) / CHUNK);
}

static uint64_t header_sum(const KeptHeader *header) {
  return XXH3_64bits(header, sizeof *header - sizeof header->header);
}

/* The place in the file and the length of a chunk: of notes and blocks together. */
static uint64_t chunk_place(const KeptHeader *header, size_t chunk, size_t *length) {
  uint64_t at = sizeof *header + (uint64_t)chunk * CHUNK, left = blocks_end(header) - at;
  *length = left < CHUNK ? (size_t)left : CHUNK;
  return at;
}

/* --- making ------------------------------------------------------------------------ */

void kept_number(KeptMaking *making, uint64_t number) {
  buffer_append(&making->notes, &number, sizeof number);
}

void kept_text(KeptMaking *making, Text text) {
  kept_number(making, text.length);
  buffer_text(&making->notes, text);
}

void kept_block(KeptMaking *making, const void *bytes, uint64_t length) {
  making->blocks =
      memory_room(making->blocks, making->count, &making->capacity, sizeof *making->blocks);
  kept_number(making, making->length);
  kept_number(making, length);
  making->blocks[making->count++] = (KeptBlock){bytes, making->length, length};
  making->length = aligned(making->length + length);
}

void kept_free(KeptMaking *making) {
  buffer_free(&making->notes);
  memory_free(making->blocks);
}

/* --- writing ------------------------------------------------------------------------ */

typedef struct Writing {
  const KeptMaking *making;
  const KeptHeader *header;
  int descriptor;
  const char *path;
  uint64_t *sums;
  bool *failed; /* [chunk] */
} Writing;

/* Copies what of `bytes`, which belong at `place`, falls into the chunk. */
static void overlap_copy(char *chunk, uint64_t at, size_t length, const void *bytes, uint64_t place,
                         uint64_t count) {
  uint64_t from = place > at ? place : at;
  uint64_t until = place + count < at + length ? place + count : at + length;
  if (from < until)
    memcpy(chunk + (from - at), (const char *)bytes + (from - place), (size_t)(until - from));
}

static void chunk_write(void *context, size_t number) {
  const Writing *writing = context;
  const KeptMaking *making = writing->making;
  size_t length;
  uint64_t at = chunk_place(writing->header, number, &length);
  uint64_t begin = blocks_begin(writing->header);
  char *chunk = memory_new(CHUNK);
  overlap_copy(chunk, at, length, making->notes.bytes, sizeof(KeptHeader), making->notes.length);
  for (size_t i = 0; i < making->count; i++)
    overlap_copy(chunk, at, length, making->blocks[i].bytes, begin + making->blocks[i].offset,
                 making->blocks[i].length);
  Error error;
  writing->sums[number] = XXH3_64bits(chunk, length);
  writing->failed[number] =
      !file_write_at(writing->descriptor, writing->path, chunk, length, at, &error);
  memory_free(chunk);
}

static bool write_all(Writing *writing, KeptHeader *header, size_t threads) {
  size_t count = chunks(header);
  Error error;
  bool good = true;
  crew_run(threads, count, chunk_write, writing);
  for (size_t i = 0; i < count; i++)
    good = good && !writing->failed[i];
  header->sums = XXH3_64bits(writing->sums, count * sizeof *writing->sums);
  header->header = header_sum(header);
  return good &&
         file_write_at(writing->descriptor, writing->path, writing->sums,
                       count * sizeof *writing->sums, blocks_end(header), &error) &&
         file_write_at(writing->descriptor, writing->path, header, sizeof *header, 0, &error);
}

bool kept_write(const KeptMaking *making, const Stamp *stamp, const char *path, size_t threads) {
  KeptHeader header = {.notes = making->notes.length, .blocks = making->length, .stamp = *stamp};
  memcpy(header.magic, magic, sizeof magic);
  Arena *arena = arena_make();
  char *hidden = arena_format(arena, "%s.%ld.tmp", path, (long)getpid());
  Writing writing = {.making = making, .header = &header, .path = hidden};
  writing.descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool good = writing.descriptor >= 0;
  if (good) {
    writing.sums = arena_array(arena, chunks(&header), sizeof *writing.sums);
    writing.failed = arena_array(arena, chunks(&header), sizeof *writing.failed);
    good = write_all(&writing, &header, threads);
    good = close(writing.descriptor) == 0 && good;
    if (!good || rename(hidden, path) != 0)
      good = false, unlink(hidden);
  }
  arena_drop(arena);
  return good;
}

/* --- mapping ------------------------------------------------------------------------ */

static bool is_mine(int descriptor, size_t *length) {
  struct stat found;
  if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode) || found.st_uid != geteuid())
    return false;
  *length = (size_t)found.st_size;
  return *length >= sizeof(KeptHeader);
}

static bool header_is_good(const KeptHeader *header, size_t length, const Stamp *stamp) {
  const uint64_t most = UINT64_C(1) << 48;
  return memcmp(header->magic, magic, sizeof magic) == 0 && header->header == header_sum(header) &&
         stamp_equal(&header->stamp, stamp) && header->notes < most && header->blocks < most &&
         length == blocks_end(header) + chunks(header) * sizeof(uint64_t);
}

typedef struct Checking {
  const char *bytes;
  const KeptHeader *header;
  const uint64_t *sums;
  bool *wrong; /* [chunk] */
} Checking;

/* The pages of the chunk are taken in first, all at once: one by one costs more. */
static void chunk_check(void *context, size_t number) {
  const Checking *checking = context;
  size_t length;
  uint64_t at = chunk_place(checking->header, number, &length), page = at / PAGE * PAGE;
#ifdef MADV_POPULATE_READ
  madvise((void *)(uintptr_t)(checking->bytes + page), length + (size_t)(at - page),
          MADV_POPULATE_READ); /* a wish */
#endif
  checking->wrong[number] = XXH3_64bits(checking->bytes + at, length) != checking->sums[number];
}

static bool bytes_are_good(Text mapped, const KeptHeader *header, size_t threads) {
  size_t count = chunks(header);
  Checking checking = {.bytes = mapped.bytes, .header = header};
  checking.sums = memory_array(count + 1, sizeof *checking.sums);
  checking.wrong = memory_array(count + 1, sizeof *checking.wrong);
  memcpy((void *)(uintptr_t)checking.sums, mapped.bytes + blocks_end(header),
         count * sizeof *checking.sums);
  bool good = XXH3_64bits(checking.sums, count * sizeof *checking.sums) == header->sums;
  if (good)
    crew_run(threads, count, chunk_check, &checking);
  for (size_t i = 0; i < count; i++)
    good = good && !checking.wrong[i];
  memory_free((void *)(uintptr_t)checking.sums);
  memory_free(checking.wrong);
  return good;
}

bool kept_map(KeptFile *file, const Stamp *stamp, const char *path, size_t threads) {
  size_t length = 0;
  *file = (KeptFile){.bad = true};
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  void *pages = MAP_FAILED;
  if (descriptor >= 0 && is_mine(descriptor, &length))
    pages = mmap(NULL, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (descriptor >= 0)
    close(descriptor);
  if (pages == MAP_FAILED)
    return false;
  KeptHeader header;
  memcpy(&header, pages, sizeof header);
  *file = (KeptFile){.mapped = {pages, length}};
  if (!header_is_good(&header, length, stamp) || !bytes_are_good(file->mapped, &header, threads)) {
    kept_unmap(file);
    return false;
  }
  file->notes = (Text){file->mapped.bytes + sizeof header, header.notes};
  file->blocks = (Text){file->mapped.bytes + blocks_begin(&header), header.blocks};
  return true;
}

void kept_unmap(KeptFile *file) {
  file_unmap(&file->mapped);
  *file = (KeptFile){.bad = true};
}

/* --- taking ------------------------------------------------------------------------- */

uint64_t kept_take_number(KeptFile *file) {
  uint64_t number = 0;
  if (file->notes.length - file->at < sizeof number) {
    file->bad = true;
    return 0;
  }
  memcpy(&number, file->notes.bytes + file->at, sizeof number);
  file->at += sizeof number;
  return number;
}

Text kept_take_text(KeptFile *file) {
  uint64_t length = kept_take_number(file);
  if (file->bad || file->notes.length - file->at < length) {
    file->bad = true;
    return (Text){"", 0};
  }
  Text text = {file->notes.bytes + file->at, (size_t)length};
  file->at += length;
  return text;
}

const void *kept_take_block(KeptFile *file, uint64_t length) {
  uint64_t offset = kept_take_number(file), found = kept_take_number(file);
  if (file->bad || found != length || offset % ALIGNMENT != 0 || offset > file->blocks.length ||
      file->blocks.length - offset < length) {
    file->bad = true;
    return NULL;
  }
  return file->blocks.bytes + offset;
}

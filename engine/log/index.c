#include "log/index.h"

#include <endian.h>
#include <stdlib.h>

#include "base/memory.h"

enum { INDEX_FORMAT = 1, BUCKET_AIM = 8 };
static const char magic[8] = {'H', 'E', 'L', 'D', 'E', 'R', 'I', 'X'};

static int by_hash(const void *a, const void *b) {
  const IndexRecord *one = a, *other = b;
  if (one->hash != other->hash)
    return one->hash < other->hash ? -1 : 1;
  return one->offset < other->offset ? -1 : one->offset > other->offset;
}

/* How many of a hash's first bits choose a bucket, so that buckets hold a handful. */
static int bucket_bits(size_t count) {
  int bits = 0;
  while (bits < 24 && (count >> bits) > BUCKET_AIM)
    bits++;
  return bits;
}

/* Hashes are spread evenly: one pass puts each in its small bucket, then each
 * bucket is sorted. */
void index_sort(IndexRecord *records, size_t count) {
  int bits = bucket_bits(count);
  if (bits == 0) {
    qsort(records, count, sizeof *records, by_hash);
    return;
  }
  size_t buckets = (size_t)1 << bits;
  size_t *begin = memory_array(buckets + 1, sizeof *begin);
  IndexRecord *sorted = memory_array(count, sizeof *sorted);
  for (size_t i = 0; i < count; i++)
    begin[(records[i].hash >> (64 - bits)) + 1]++;
  for (size_t b = 0; b < buckets; b++)
    begin[b + 1] += begin[b];
  for (size_t i = 0; i < count; i++)
    sorted[begin[records[i].hash >> (64 - bits)]++] = records[i];
  size_t from = 0;
  for (size_t b = 0; b < buckets; from = begin[b++])
    if (begin[b] - from > 1)
      qsort(sorted + from, begin[b] - from, sizeof *sorted, by_hash);
  memcpy(records, sorted, count * sizeof *records);
  memory_free(sorted);
  memory_free(begin);
}

static void add_number(Buffer *out, uint64_t number) {
  uint64_t little = htole64(number);
  buffer_append(out, &little, sizeof little);
}

void index_header(uint64_t count, Buffer *out) {
  buffer_append(out, magic, sizeof magic);
  add_number(out, INDEX_FORMAT);
  add_number(out, count);
}

void index_record(const IndexRecord *record, Buffer *out) {
  add_number(out, record->hash);
  add_number(out, record->offset);
}

void index_bytes(const IndexRecord *records, size_t count, Buffer *out) {
  buffer_reserve(out, INDEX_HEADER + count * INDEX_RECORD);
  index_header(count, out);
  for (size_t i = 0; i < count; i++)
    index_record(&records[i], out);
}

static uint64_t number_at(Text index, size_t offset) {
  uint64_t little;
  memcpy(&little, index.bytes + offset, sizeof little);
  return le64toh(little);
}

bool index_good(Text index, size_t rows) {
  if (index.length < INDEX_HEADER || memcmp(index.bytes, magic, sizeof magic) != 0 ||
      number_at(index, 8) != INDEX_FORMAT)
    return false;
  uint64_t count = number_at(index, 16);
  return count <= rows && (index.length - INDEX_HEADER) / INDEX_RECORD == count &&
         (index.length - INDEX_HEADER) % INDEX_RECORD == 0;
}

static uint64_t hash_of(Text index, size_t record) {
  return number_at(index, INDEX_HEADER + record * INDEX_RECORD);
}

size_t index_find(Text index, uint64_t hash, size_t *first) {
  size_t count = (index.length - INDEX_HEADER) / INDEX_RECORD;
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (hash_of(index, middle) < hash)
      low = middle + 1;
    else
      high = middle;
  }
  *first = low;
  size_t found = 0;
  while (low + found < count && hash_of(index, low + found) == hash)
    found++;
  return found;
}

uint64_t index_offset(Text index, size_t record) {
  return number_at(index, INDEX_HEADER + record * INDEX_RECORD + 8);
}

/* Many messages at once. The processor's instructions for SHA-256 (Intel SDM, SHA256RNDS2,
 * SHA256MSG1, SHA256MSG2) each wait for the one before; two messages side by side keep it
 * busy while either waits. Where there are no such instructions, libcrypto takes them one by one.
 */
#include <string.h>

#include "base/sha256.h"

static void one_by_one(uint8_t first, const Text *messages, size_t count,
                       uint8_t (*digests)[SHA256_BYTES]) {
  for (size_t i = 0; i < count; i++) {
    Sha256 hash;
    sha256_start(&hash);
    sha256_add(&hash, &first, 1);
    sha256_add(&hash, messages[i].bytes, messages[i].length);
    sha256_end(&hash, digests[i]);
  }
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

enum { BLOCK = 64, SEGMENTS = 3 };

/* Whole blocks that lie one behind the other. */
typedef struct Segment {
  const uint8_t *bytes;
  size_t blocks;
} Segment;

/* A message on its way: the block with `first` in it, the blocks as they lie in the message, the
 * last ones with the padding. */
typedef struct Lane {
  __m128i abef, cdgh;
  Segment segments[SEGMENTS];
  int segment;
  uint8_t *digest; /* NULL: no message */
  uint8_t head[BLOCK], tail[2 * BLOCK];
} Lane;

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes, FIPS 180-4.
 */
static const uint32_t rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static bool processor_asked(void) {
  unsigned a, b, c, d;
  bool shuffles = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1);
  return shuffles && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29);
}

/* Asked once: in a virtual machine the question takes longer than a hash. */
static bool processor_can(void) {
  static _Atomic int known; /* 1: no, 2: yes */
  if (!known)
    known = 1 + processor_asked();
  return known == 2;
}

/* A block on its way through the rounds: the last sixteen words of its schedule. */
typedef struct Block {
  __m128i abef, cdgh, words[4];
} Block;

WITH_SHA static inline __attribute__((always_inline)) void
block_load(Block *block, const Lane *lane, const uint8_t *bytes) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  block->abef = lane->abef, block->cdgh = lane->cdgh;
  for (int i = 0; i < 4; i++) {
    __m128i words = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
    block->words[i] = _mm_shuffle_epi8(words, big_endian);
  }
}

/* Four rounds with words[at]. */
WITH_SHA static inline __attribute__((always_inline)) void block_rounds(Block *block, int at,
                                                                        __m128i constants) {
  __m128i added = _mm_add_epi32(block->words[at], constants);
  block->cdgh = _mm_sha256rnds2_epu32(block->cdgh, block->abef, added);
  block->abef = _mm_sha256rnds2_epu32(block->abef, block->cdgh, _mm_shuffle_epi32(added, 0x0e));
}

/* words[at] becomes the four words sixteen on. */
WITH_SHA static inline __attribute__((always_inline)) void block_schedule(Block *block, int at) {
  __m128i *words = block->words, last = words[(at + 3) & 3];
  __m128i sum = _mm_sha256msg1_epu32(words[at], words[(at + 1) & 3]);
  sum = _mm_add_epi32(sum, _mm_alignr_epi8(last, words[(at + 2) & 3], 4));
  words[at] = _mm_sha256msg2_epu32(sum, last);
}

WITH_SHA static inline __attribute__((always_inline)) void both_step(Block *one, Block *two, int at,
                                                                     int round) {
  __m128i constants = _mm_loadu_si128((const __m128i *)(const void *)(rounds + round));
  block_rounds(one, at, constants);
  block_rounds(two, at, constants);
  if (round < 48) {
    block_schedule(one, at);
    block_schedule(two, at);
  }
}

WITH_SHA static inline __attribute__((always_inline)) void both_sixteen(Block *one, Block *two,
                                                                        int round) {
  both_step(one, two, 0, round);
  both_step(one, two, 1, round + 4);
  both_step(one, two, 2, round + 8);
  both_step(one, two, 3, round + 12);
}

WITH_SHA static inline __attribute__((always_inline)) void lane_add(Lane *lane,
                                                                    const Block *block) {
  lane->abef = _mm_add_epi32(lane->abef, block->abef);
  lane->cdgh = _mm_add_epi32(lane->cdgh, block->cdgh);
}

/* So many blocks of both lanes. */
WITH_SHA static void both_compress(Lane *one, Lane *two, size_t blocks) {
  const uint8_t *bytes_one = one->segments[one->segment].bytes;
  const uint8_t *bytes_two = two->segments[two->segment].bytes;
  for (size_t i = 0; i < blocks; i++) {
    Block a, b;
    block_load(&a, one, bytes_one + i * BLOCK);
    block_load(&b, two, bytes_two + i * BLOCK);
    both_sixteen(&a, &b, 0);
    both_sixteen(&a, &b, 16);
    both_sixteen(&a, &b, 32);
    both_sixteen(&a, &b, 48);
    lane_add(one, &a);
    lane_add(two, &b);
  }
}

/* The last blocks: what is left of the message, a one bit, zeros, the length in bits. */
static size_t pad(uint8_t tail[2 * BLOCK], size_t used, uint64_t length) {
  size_t blocks = used + 1 + 8 <= BLOCK ? 1 : 2;
  tail[used] = 0x80;
  memset(tail + used + 1, 0, blocks * BLOCK - used - 1);
  for (int i = 0; i < 8; i++)
    tail[blocks * BLOCK - 1 - (size_t)i] = (uint8_t)(length * 8 >> 8 * i);
  return blocks;
}

WITH_SHA static void lane_begin(Lane *lane, uint8_t first, Text message, uint8_t *digest) {
  /* the square roots of the first eight primes, FIPS 180-4 */
  lane->abef = _mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c);
  lane->cdgh = _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19);
  lane->segment = 0;
  lane->digest = digest;
  bool headed = message.length >= BLOCK - 1; /* the first block is full */
  size_t head = headed ? BLOCK - 1 : 0, used = headed ? 0 : 1;
  size_t bodies = (message.length - head) / BLOCK, left = message.length - head - bodies * BLOCK;
  const uint8_t *bytes = (const uint8_t *)message.bytes;
  lane->head[0] = lane->tail[0] = first;
  if (headed)
    memcpy(lane->head + 1, bytes, head);
  if (left)
    memcpy(lane->tail + used, bytes + message.length - left, left);
  lane->segments[0] = (Segment){lane->head, headed};
  lane->segments[1] = (Segment){bodies ? bytes + head : NULL, bodies};
  lane->segments[2] = (Segment){lane->tail, pad(lane->tail, used + left, message.length + 1)};
}

/* Past empty segments; false: the message is at its end. */
static bool lane_forward(Lane *lane) {
  while (lane->segment < SEGMENTS && lane->segments[lane->segment].blocks == 0)
    lane->segment++;
  return lane->segment < SEGMENTS;
}

static void lane_done(Lane *lane, size_t blocks) {
  Segment *segment = &lane->segments[lane->segment];
  segment->bytes += blocks * BLOCK;
  segment->blocks -= blocks;
}

WITH_SHA static void lane_end(const Lane *lane) {
  uint32_t abef[4], cdgh[4];
  _mm_storeu_si128((__m128i *)(void *)abef, lane->abef);
  _mm_storeu_si128((__m128i *)(void *)cdgh, lane->cdgh);
  const uint32_t words[8] = {abef[3], abef[2], cdgh[3], cdgh[2],
                             abef[1], abef[0], cdgh[1], cdgh[0]};
  for (int i = 0; i < 8; i++) {
    uint32_t bytes = __builtin_bswap32(words[i]);
    memcpy(lane->digest + 4 * i, &bytes, 4);
  }
}

/* The messages, and those that wait. */
typedef struct Queue {
  uint8_t first;
  const Text *messages;
  uint8_t (*digests)[SHA256_BYTES];
  size_t count, next;
} Queue;

/* Has blocks to do, of the next message where its own is done; false: none waits. */
WITH_SHA static bool lane_ready(Lane *lane, Queue *queue) {
  if (lane_forward(lane))
    return true;
  lane_end(lane);
  if (queue->next == queue->count)
    return false;
  lane_begin(lane, queue->first, queue->messages[queue->next], queue->digests[queue->next]);
  queue->next++;
  return true;
}

/* A lane with nothing to do does what the other does, for nobody. */
static void lane_follow(Lane *lane, const Lane *other, uint8_t *nobody) {
  *lane = *other;
  lane->digest = nobody;
}

static size_t lane_blocks(const Lane *lane) {
  return lane->segments[lane->segment].blocks;
}

WITH_SHA static void two_by_two(Queue *queue) {
  uint8_t nobody[SHA256_BYTES];
  Lane one = {.segment = SEGMENTS, .digest = nobody}, two = one;
  for (;;) {
    bool first = lane_ready(&one, queue), second = lane_ready(&two, queue);
    if (!first && !second)
      return;
    if (!first)
      lane_follow(&one, &two, nobody);
    if (!second)
      lane_follow(&two, &one, nobody);
    size_t blocks = lane_blocks(&one) < lane_blocks(&two) ? lane_blocks(&one) : lane_blocks(&two);
    both_compress(&one, &two, blocks);
    lane_done(&one, blocks);
    lane_done(&two, blocks);
  }
}

void sha256_many(uint8_t first, const Text *messages, size_t count,
                 uint8_t (*digests)[SHA256_BYTES]) {
  Queue queue = {first, messages, digests, count, 0};
  if (processor_can())
    two_by_two(&queue);
  else
    one_by_one(first, messages, count, digests);
}
#else
void sha256_many(uint8_t first, const Text *messages, size_t count,
                 uint8_t (*digests)[SHA256_BYTES]) {
  one_by_one(first, messages, count, digests);
}
#endif

#include "log/merkle.h"

_Static_assert(sizeof(MerkleHash) == SHA256_BYTES, "an array of hashes is one of digests");

MerkleHash merkle_leaf(Text leaf) {
  MerkleHash out = {{0}};
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, "\0", 1);
  sha256_add(&hash, leaf.bytes, leaf.length);
  sha256_end(&hash, out.bytes);
  return out;
}

void merkle_leaves(const Text *leaves, size_t count, MerkleHash *hashes) {
  sha256_many(0, leaves, count, (uint8_t(*)[SHA256_BYTES])(void *)hashes);
}

MerkleHash merkle_node(const MerkleHash *left, const MerkleHash *right) {
  MerkleHash out = {{0}};
  Sha256 hash;
  uint8_t both[1 + 2 * SHA256_BYTES] = {1};
  memcpy(both + 1, left->bytes, SHA256_BYTES);
  memcpy(both + 1 + SHA256_BYTES, right->bytes, SHA256_BYTES);
  sha256_start(&hash);
  sha256_add(&hash, both, sizeof both);
  sha256_end(&hash, out.bytes);
  return out;
}

/* The largest power of two below `count` >= 2: where RFC 6962 splits a tree. */
static size_t split(size_t count) {
  size_t half = 1;
  while (half < count - half)
    half *= 2;
  return half;
}

enum { SMALL = 256 };

/* The level above `count` hashes, in place: each two become one, an odd last one rises. */
static size_t level_above(MerkleHash *level, size_t count) {
  Text pairs[SMALL / 2];
  MerkleHash above[SMALL / 2 + 1];
  for (size_t i = 0; i < count / 2; i++)
    pairs[i] = (Text){(const char *)level[2 * i].bytes, 2 * sizeof *level};
  sha256_many(1, pairs, count / 2, (uint8_t(*)[SHA256_BYTES])(void *)above);
  if (count % 2)
    above[count / 2] = level[count - 1];
  memcpy(level, above, (count + 1) / 2 * sizeof *level);
  return (count + 1) / 2;
}

/* Level by level, which is the tree that RFC 6962 splits from the top. */
static MerkleHash small_root(const MerkleHash *leaves, size_t count) {
  MerkleHash level[SMALL];
  memcpy(level, leaves, count * sizeof *level);
  while (count > 1)
    count = level_above(level, count);
  return level[0];
}

MerkleHash merkle_root(const MerkleHash *leaves, size_t count) {
  if (count == 0) {
    MerkleHash empty = {{0}};
    Sha256 hash;
    sha256_start(&hash);
    sha256_end(&hash, empty.bytes);
    return empty;
  }
  if (count <= SMALL)
    return small_root(leaves, count);
  size_t half = split(count);
  MerkleHash left = merkle_root(leaves, half);
  MerkleHash right = merkle_root(leaves + half, count - half);
  return merkle_node(&left, &right);
}

/* As many whole subtrees as the size has ones. */
static size_t whole_subtrees(uint64_t size) {
  size_t count = 0;
  for (; size; size &= size - 1)
    count++;
  return count;
}

void merkle_grow(MerkleGrowth *growth, const MerkleHash *leaf) {
  size_t count = whole_subtrees(growth->size);
  MerkleHash hash = *leaf;
  for (uint64_t size = growth->size; size & 1; size >>= 1)
    hash = merkle_node(&growth->roots[--count], &hash);
  growth->roots[count] = hash;
  growth->size++;
}

MerkleHash merkle_growth_root(const MerkleGrowth *growth) {
  size_t count = whole_subtrees(growth->size);
  if (count == 0)
    return merkle_root(NULL, 0);
  MerkleHash hash = growth->roots[--count];
  while (count > 0)
    hash = merkle_node(&growth->roots[--count], &hash);
  return hash;
}

static void add(MerkleProof *proof, MerkleHash hash) {
  if (proof->count < MERKLE_PROOF_MOST)
    proof->hashes[proof->count++] = hash;
}

static void prove_inclusion(const MerkleHash *leaves, size_t count, size_t index,
                            MerkleProof *proof) {
  if (count == 1)
    return;
  size_t half = split(count);
  if (index < half) {
    prove_inclusion(leaves, half, index, proof);
    add(proof, merkle_root(leaves + half, count - half));
  } else {
    prove_inclusion(leaves + half, count - half, index - half, proof);
    add(proof, merkle_root(leaves, half));
  }
}

void merkle_prove_inclusion(const MerkleHash *leaves, size_t count, size_t index,
                            MerkleProof *proof) {
  proof->count = 0;
  prove_inclusion(leaves, count, index, proof);
}

/* SUBPROOF of RFC 6962, 2.1.2; `whole`: the subtree is all of the earlier tree. */
static void prove_consistency(const MerkleHash *leaves, size_t before, size_t count,
                              MerkleProof *proof, bool whole) {
  if (before == count) {
    if (!whole)
      add(proof, merkle_root(leaves, count));
    return;
  }
  size_t half = split(count);
  if (before <= half) {
    prove_consistency(leaves, before, half, proof, whole);
    add(proof, merkle_root(leaves + half, count - half));
  } else {
    prove_consistency(leaves + half, before - half, count - half, proof, false);
    add(proof, merkle_root(leaves, half));
  }
}

void merkle_prove_consistency(const MerkleHash *leaves, size_t before, size_t count,
                              MerkleProof *proof) {
  proof->count = 0;
  prove_consistency(leaves, before, count, proof, true);
}

static bool same(const MerkleHash *a, const MerkleHash *b) {
  return memcmp(a->bytes, b->bytes, SHA256_BYTES) == 0;
}

/* RFC 9162, 2.1.3.2. */
bool merkle_check_inclusion(const MerkleHash *leaf, uint64_t index, uint64_t size,
                            const MerkleProof *proof, const MerkleHash *root) {
  if (index >= size)
    return false;
  uint64_t node = index, last = size - 1;
  MerkleHash found = *leaf;
  for (size_t i = 0; i < proof->count; i++) {
    if (last == 0)
      return false;
    if ((node & 1) || node == last) {
      found = merkle_node(&proof->hashes[i], &found);
      while (!(node & 1) && node != 0)
        node >>= 1, last >>= 1;
    } else {
      found = merkle_node(&found, &proof->hashes[i]);
    }
    node >>= 1, last >>= 1;
  }
  return last == 0 && same(&found, root);
}

/* RFC 9162, 2.1.4.2, from the second hash on: `old` and `new` grow to both roots. */
static bool climb(uint64_t node, uint64_t last, const MerkleProof *proof, size_t from,
                  MerkleHash *old, MerkleHash *new) {
  for (size_t i = from; i < proof->count; i++) {
    const MerkleHash *next = &proof->hashes[i];
    if (last == 0)
      return false;
    if ((node & 1) || node == last) {
      *old = merkle_node(next, old);
      *new = merkle_node(next, new);
      while (!(node & 1) && node != 0)
        node >>= 1, last >>= 1;
    } else {
      *new = merkle_node(new, next);
    }
    node >>= 1, last >>= 1;
  }
  return last == 0;
}

bool merkle_check_consistency(uint64_t before, uint64_t after, const MerkleProof *proof,
                              const MerkleHash *root_before, const MerkleHash *root_after) {
  if (before == 0 || before > after)
    return false;
  if (before == after)
    return proof->count == 0 && same(root_before, root_after);
  bool power_of_two = (before & (before - 1)) == 0;
  if (proof->count == 0 && !power_of_two)
    return false;
  MerkleHash old = power_of_two ? *root_before : proof->hashes[0], new = old;
  uint64_t node = before - 1, last = after - 1;
  while (node & 1)
    node >>= 1, last >>= 1;
  return climb(node, last, proof, power_of_two ? 0 : 1, &old, &new) && same(&old, root_before) &&
         same(&new, root_after);
}

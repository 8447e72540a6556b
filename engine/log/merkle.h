/* Merkle trees as in RFC 6962 (SHA-256): the root of leaves, proofs that a leaf is
 * in a tree and that one tree grew from another, and the checks of such proofs.
 *
 * A root costs one hash a leaf. Proofs cost as much as the root they prove. Nothing
 * is kept; callers own every array. A tree of 2^63 leaves needs 63 hashes of proof. */
#ifndef HELDER_LOG_MERKLE_H
#define HELDER_LOG_MERKLE_H
#include <stdbool.h>

#include "base/sha256.h"
#include "base/text.h"

enum { MERKLE_PROOF_MOST = 64 };

typedef struct MerkleHash {
  uint8_t bytes[SHA256_BYTES];
} MerkleHash;

typedef struct MerkleProof {
  MerkleHash hashes[MERKLE_PROOF_MOST];
  size_t count;
} MerkleProof;

/* SHA-256(0x00 || leaf) and SHA-256(0x01 || left || right). */
MerkleHash merkle_leaf(Text leaf);
void merkle_leaves(const Text *leaves, size_t count, MerkleHash *hashes); /* many: sooner */
MerkleHash merkle_node(const MerkleHash *left, const MerkleHash *right);

/* The root over leaf hashes. The items may as well be roots of subtrees, each but
 * the last of the same power-of-two size: the answer is the root of the whole. */
MerkleHash merkle_root(const MerkleHash *leaves, size_t count);

/* A tree that grows leaf by leaf: the roots of its whole subtrees, the largest first.
 * Zeroed: the tree of no leaves. */
typedef struct MerkleGrowth {
  MerkleHash roots[MERKLE_PROOF_MOST];
  uint64_t size;
} MerkleGrowth;

void merkle_grow(MerkleGrowth *growth, const MerkleHash *leaf);
MerkleHash merkle_growth_root(const MerkleGrowth *growth);

/* Proof that leaf `index` < `count` is in the tree of these leaves. */
void merkle_prove_inclusion(const MerkleHash *leaves, size_t count, size_t index,
                            MerkleProof *proof);
bool merkle_check_inclusion(const MerkleHash *leaf, uint64_t index, uint64_t size,
                            const MerkleProof *proof, const MerkleHash *root);

/* Proof that the tree of the first `before` >= 1 leaves is the beginning of that of
 * all `count` leaves. */
void merkle_prove_consistency(const MerkleHash *leaves, size_t before, size_t count,
                              MerkleProof *proof);
bool merkle_check_consistency(uint64_t before, uint64_t after, const MerkleProof *proof,
                              const MerkleHash *root_before, const MerkleHash *root_after);
#endif

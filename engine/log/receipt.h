/* Receipts: the proof that one decision line is in a run, which anyone checks offline.
 *
 * The text is C2SP's tlog-proof@v1: the line (in base64), its place, the hashes up to
 * the root (RFC 6962), and the run's checkpoint as it is, with its signatures. Who has
 * no key to check them must compare the checkpoint with a copy that he trusts. Costs
 * what the root costs, to make; some microseconds, to check. The arena owns the texts. */
#ifndef HELDER_LOG_RECEIPT_H
#define HELDER_LOG_RECEIPT_H
#include "log/checkpoint.h"

typedef struct Receipt {
  Text line; /* the decision line */
  uint64_t row;
  MerkleProof proof;
  Text note; /* the checkpoint, signatures included */
} Receipt;

Text receipt_text(Arena *arena, const Receipt *receipt);

/* Whether a text begins as receipts do. */
bool receipt_is(Text text);

/* False when it is not the one text of a receipt. */
bool receipt_parse(Arena *arena, Text text, Receipt *receipt);

/* Whether the line is where the receipt says, under its checkpoint's root. */
bool receipt_holds(const Receipt *receipt, const Checkpoint *checkpoint);
#endif

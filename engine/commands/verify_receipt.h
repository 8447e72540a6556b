/* Receipts on the command line: writing one (verify --receipt KEY), checking one. */
#ifndef HELDER_COMMANDS_VERIFY_RECEIPT_H
#define HELDER_COMMANDS_VERIFY_RECEIPT_H
#include "log/receipt.h"

/* Appends the receipt of a customer's line. Answers 0; the Error tells a failure. */
int receipt_write(Arena *arena, const char *folder, const char *key, Buffer *out, Error *error);

typedef struct ReceiptCheck {
  const NoteKey *key;        /* NULL: signatures are not checked */
  const Checkpoint *trusted; /* NULL: no copy of the checkpoint is at hand */
  bool json;
} ReceiptCheck;

/* Tells whether a receipt holds: 0 it does, 1 it does not. */
int receipt_check(Arena *arena, const char *path, const ReceiptCheck *check, Buffer *out,
                  Error *error);
#endif

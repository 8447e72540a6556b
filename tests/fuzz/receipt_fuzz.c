/* libFuzzer: any bytes as a receipt. One that is read writes back as the same bytes; one
 * whose line or place is changed does not hold. */
#include <stdint.h>

#include "log/receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  Arena *arena = arena_make();
  Text text = {(const char *)bytes, length};
  Receipt receipt;
  Checkpoint checkpoint;
  Note note;
  if (receipt_parse(arena, text, &receipt)) {
    if (!text_equal(receipt_text(arena, &receipt), text))
      __builtin_trap();
    if (note_split(receipt.note, &note) && checkpoint_parse(note.text, &checkpoint) &&
        receipt_holds(&receipt, &checkpoint)) {
      receipt.line = text_format(arena, "%.*s ", TEXT_ARGS(receipt.line));
      if (receipt_holds(&receipt, &checkpoint))
        __builtin_trap();
    }
  }
  arena_drop(arena);
  return 0;
}

/* libFuzzer: any bytes as a signed note, a checkpoint, a key. What is read writes back as
 * the same bytes; no bytes are signed by a key that signed nothing. */
#include <stdint.h>

#include "log/checkpoint.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static const char line[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  Arena *arena = arena_make();
  Text text = {(const char *)bytes, length};
  NoteKey key, read;
  Note note;
  Checkpoint checkpoint;
  note_key_parse(arena, text_of(line), &key);
  if (note_split(text, &note)) {
    note_signer(&note);
    if (note_check(&note, &key) == NOTE_SIGNED && memmem(bytes, length, "cryptography", 12) == NULL)
      __builtin_trap();
    if (checkpoint_parse(note.text, &checkpoint)) {
      checkpoint_line(&checkpoint, "rejected.csv");
      if (!text_equal(checkpoint_text(arena, &checkpoint), note.text))
        __builtin_trap();
    }
  }
  if (note_key_parse(arena, text, &read)) {
    Text again = read.may_sign ? note_key_private(arena, &read) : note_key_public(arena, &read);
    if (!text_equal(text_trim(again), text_trim(text)))
      __builtin_trap();
  }
  arena_drop(arena);
  return 0;
}

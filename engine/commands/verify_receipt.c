#include "commands/verify_receipt.h"

#include "base/file.h"
#include "commands/members.h"
#include "log/line_read.h"
#include "log/run_read.h"

/* The line's place in the run: its leaf is there, and only there (salts differ). */
static bool find_row(Text leaves, const MerkleHash *leaf, uint64_t *row) {
  for (size_t at = 0; at + SHA256_BYTES <= leaves.length; at += SHA256_BYTES) {
    if (memcmp(leaves.bytes + at, leaf, SHA256_BYTES) != 0)
      continue;
    *row = at / SHA256_BYTES;
    return true;
  }
  return false;
}

static bool unknown_key(Arena *arena, const Run *run, const char *key, Error *error) {
  Text near = run_nearest_key(arena, run, text_of(key));
  error_set(error, ERROR_INPUT, "there is no customer \"%s\" in this run", key);
  error_at(error, text_of(run->folder), 0, 0);
  return near.length ? error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near)) : false;
}

static bool make_receipt(Arena *arena, const Run *run, const char *key, Receipt *receipt,
                         Error *error) {
  Text leaves;
  Checkpoint checkpoint;
  Note note;
  char *leaves_path = file_join(arena, run->folder, "leaves");
  char *checkpoint_path = file_join(arena, run->folder, "checkpoint");
  if (!run_line(run, text_of(key), &receipt->line))
    return unknown_key(arena, run, key, error);
  if (!checkpoint_read(arena, checkpoint_path, &checkpoint, &note, error) ||
      !file_read(arena, checkpoint_path, &receipt->note, error) ||
      !file_map(leaves_path, &leaves, error))
    return false;
  MerkleHash leaf = merkle_leaf(receipt->line);
  bool good = find_row(leaves, &leaf, &receipt->row);
  if (good)
    merkle_prove_inclusion((const MerkleHash *)(const void *)leaves.bytes,
                           leaves.length / SHA256_BYTES, (size_t)receipt->row, &receipt->proof);
  file_unmap(&leaves);
  if (good && receipt_holds(receipt, &checkpoint))
    return true;
  error_set(error, ERROR_INPUT, "this run is not intact: no receipt can be given");
  error_hint(error, "see: helder verify %s", run->folder);
  return error_at(error, text_of(run->folder), 0, 0);
}

int receipt_write(Arena *arena, const char *folder, const char *key, Buffer *out, Error *error) {
  Run *run = run_open(arena, folder, error);
  Receipt receipt = {.row = 0};
  if (run && make_receipt(arena, run, key, &receipt, error))
    buffer_text(out, receipt_text(arena, &receipt));
  run_close(run);
  return 0;
}

typedef struct Judged {
  const char *wrong; /* NULL: it holds */
  Text key;
  NoteState signature;
  Text signer;
} Judged;

static Judged judge(Arena *arena, const Receipt *receipt, const ReceiptCheck *check,
                    Checkpoint *checkpoint) {
  Judged judged = {.wrong = NULL};
  Note note;
  Buffer scratch = {0};
  if (!note_split(receipt->note, &note) || !checkpoint_parse(note.text, checkpoint)) {
    judged.wrong = "the checkpoint in it is none";
    return judged;
  }
  Text key;
  if (line_key(line_key_quoted(receipt->line), &scratch, &key))
    judged.key = text_copy(arena, key);
  buffer_free(&scratch);
  judged.signature = note_check(&note, check->key);
  judged.signer = note_signer(&note);
  if (!receipt_holds(receipt, checkpoint))
    judged.wrong = "the line is not under the checkpoint's root: one of the two was changed";
  else if (!judged.key.bytes)
    judged.wrong = "the line in it is no decision line";
  else if (judged.signature == NOTE_FORGED)
    judged.wrong = "the checkpoint's signature is not that of the key";
  else if (check->key && judged.signature != NOTE_SIGNED)
    judged.wrong = "the checkpoint is not signed by the key that was given";
  else if (check->trusted &&
           !text_equal(checkpoint_text(arena, check->trusted), checkpoint_text(arena, checkpoint)))
    judged.wrong = "its checkpoint is another than the one that was given";
  return judged;
}

static const char *trust(const Judged *judged, const ReceiptCheck *check) {
  if (judged->signature == NOTE_SIGNED)
    return "The checkpoint is signed by the key that was given.";
  if (check->trusted)
    return "The checkpoint is the one that was given.";
  return judged->signer.length
             ? "Whether the checkpoint is real: its signature was not checked (--key FILE)."
             : "Whether the checkpoint is real: compare it with a copy that you trust (--since).";
}

static void tell_text(const Receipt *receipt, const Checkpoint *checkpoint, const Judged *judged,
                      const ReceiptCheck *check, Buffer *out) {
  if (judged->wrong) {
    buffer_format(out, "This receipt does not hold: %s.\n", judged->wrong);
    return;
  }
  buffer_format(out, "The line of %.*s is number %llu of %llu in the run of %.*s.\n",
                TEXT_ARGS(judged->key), (unsigned long long)receipt->row + 1,
                (unsigned long long)checkpoint->size, TEXT_ARGS(checkpoint->origin));
  buffer_format(out, "%s\n%.*s\n", trust(judged, check), TEXT_ARGS(receipt->line));
}

static void tell_json(const Receipt *receipt, const Checkpoint *checkpoint, const Judged *judged,
                      Buffer *out) {
  static const char *const signatures[] = {"none", "unchecked", "good", "forged"};
  buffer_byte(out, '{');
  member_boolean(out, "holds", judged->wrong == NULL);
  if (judged->wrong)
    member_text(out, "wrong", text_of(judged->wrong));
  member_text(out, "signature", text_of(signatures[judged->signature]));
  if (!judged->wrong) {
    member_text(out, "origin", checkpoint->origin);
    member_count(out, "size", checkpoint->size);
    member_count(out, "seq", receipt->row);
    member_json(out, "line", receipt->line);
  }
  buffer_string(out, "}\n");
}

int receipt_check(Arena *arena, const char *path, const ReceiptCheck *check, Buffer *out,
                  Error *error) {
  Text text;
  Receipt receipt;
  Checkpoint checkpoint = {.size = 0};
  if (!file_read(arena, path, &text, error))
    return 0;
  if (!receipt_is(text)) {
    error_set(error, ERROR_INPUT, "this is neither a run folder nor a receipt");
    error_at(error, text_of(path), 0, 0);
    return 0;
  }
  Judged judged = {.wrong = "it is not as receipts are written"};
  if (receipt_parse(arena, text, &receipt))
    judged = judge(arena, &receipt, check, &checkpoint);
  if (check->json)
    tell_json(&receipt, &checkpoint, &judged, out);
  else
    tell_text(&receipt, &checkpoint, &judged, check, out);
  return judged.wrong != NULL;
}

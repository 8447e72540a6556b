#include "log/receipt.h"

#include "log/base64.h"

static const char head[] = "c2sp.org/tlog-proof@v1\n";

Text receipt_text(Arena *arena, const Receipt *receipt) {
  Buffer out = {0};
  buffer_format(&out, "%sextra ", head);
  base64_put(&out, receipt->line.bytes, receipt->line.length);
  buffer_format(&out, "\nindex %llu\n", (unsigned long long)receipt->row);
  for (size_t i = 0; i < receipt->proof.count; i++) {
    base64_put(&out, receipt->proof.hashes[i].bytes, SHA256_BYTES);
    buffer_byte(&out, '\n');
  }
  buffer_byte(&out, '\n');
  buffer_text(&out, receipt->note);
  return buffer_keep(&out, arena);
}

/* The next line without its newline; false: no whole line is left. */
static bool next(Text *left, Text *line) {
  const char *end = left->length ? memchr(left->bytes, '\n', left->length) : NULL;
  if (!end)
    return false;
  *line = (Text){left->bytes, (size_t)(end - left->bytes)};
  *left = (Text){end + 1, left->length - line->length - 1};
  return true;
}

static bool after_word(Text line, const char *word, Text *rest) {
  size_t length = strlen(word);
  if (line.length < length || memcmp(line.bytes, word, length) != 0)
    return false;
  *rest = (Text){line.bytes + length, line.length - length};
  return true;
}

static bool parse_line(Arena *arena, Text base64, Text *line) {
  Buffer bytes = {0};
  bool good = base64.length > 0 && base64_read(base64, &bytes);
  if (good)
    *line = buffer_keep(&bytes, arena);
  else
    buffer_free(&bytes);
  return good;
}

bool receipt_is(Text text) {
  return text.length >= sizeof head - 1 && memcmp(text.bytes, head, sizeof head - 1) == 0;
}

bool receipt_parse(Arena *arena, Text text, Receipt *receipt) {
  Text line, rest;
  *receipt = (Receipt){.row = 0};
  if (!receipt_is(text))
    return false;
  text = (Text){text.bytes + sizeof head - 1, text.length - (sizeof head - 1)};
  if (!next(&text, &line) || !after_word(line, "extra ", &rest) ||
      !parse_line(arena, rest, &receipt->line))
    return false;
  if (!next(&text, &line) || !after_word(line, "index ", &rest) ||
      !checkpoint_number(rest, &receipt->row))
    return false;
  for (;;) {
    if (!next(&text, &line))
      return false;
    if (line.length == 0)
      break;
    if (receipt->proof.count == MERKLE_PROOF_MOST ||
        !base64_read_exactly(line, receipt->proof.hashes[receipt->proof.count++].bytes,
                             SHA256_BYTES))
      return false;
  }
  receipt->note = text;
  return true;
}

bool receipt_holds(const Receipt *receipt, const Checkpoint *checkpoint) {
  MerkleHash leaf = merkle_leaf(receipt->line);
  return merkle_check_inclusion(&leaf, receipt->row, checkpoint->size, &receipt->proof,
                                &checkpoint->root);
}

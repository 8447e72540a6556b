#include "log/checkpoint.h"

#include <ctype.h>

#include "base/file.h"
#include "log/base64.h"

Text checkpoint_origin(Arena *arena, Text policy_name) {
  Buffer out = {0};
  buffer_string(&out, "helder/");
  for (size_t i = 0; i < policy_name.length; i++) {
    unsigned char byte = (unsigned char)policy_name.bytes[i];
    if (byte && byte < 0x80 && (isalnum(byte) || strchr("-._~", byte)))
      buffer_byte(&out, (char)byte);
    else
      buffer_format(&out, "%%%02X", byte);
  }
  return buffer_keep(&out, arena);
}

Text checkpoint_file_line(Arena *arena, const char *name, Text content) {
  char hex[SHA256_HEX + 1];
  sha256_hex_of(content.bytes, content.length, hex);
  return text_format(arena, "%s sha256:%s\n", name, hex);
}

Text checkpoint_tree_line(Arena *arena, const char *name, size_t size, const MerkleHash *root) {
  Buffer out = {0};
  buffer_format(&out, "%s %zu ", name, size);
  base64_put(&out, root->bytes, SHA256_BYTES);
  buffer_byte(&out, '\n');
  return buffer_keep(&out, arena);
}

/* The first line of `text`, with its newline; empty when there is none. */
static Text first_line(Text text) {
  const char *end = text.length ? memchr(text.bytes, '\n', text.length) : NULL;
  return (Text){text.bytes, end ? (size_t)(end - text.bytes) + 1 : 0};
}

static Text after(Text text, Text line) {
  return (Text){text.bytes + line.length, text.length - line.length};
}

Text checkpoint_line(const Checkpoint *checkpoint, const char *name) {
  size_t length = strlen(name);
  Text line;
  for (Text left = checkpoint->extensions; (line = first_line(left)).length;
       left = after(left, line))
    if (line.length > length && line.bytes[length] == ' ' && memcmp(line.bytes, name, length) == 0)
      return line;
  return (Text){"", 0};
}

Text checkpoint_text(Arena *arena, const Checkpoint *checkpoint) {
  Buffer out = {0};
  buffer_format(&out, "%.*s\n%llu\n", TEXT_ARGS(checkpoint->origin),
                (unsigned long long)checkpoint->size);
  base64_put(&out, checkpoint->root.bytes, SHA256_BYTES);
  buffer_byte(&out, '\n');
  buffer_text(&out, checkpoint->extensions);
  return buffer_keep(&out, arena);
}

bool checkpoint_number(Text digits, uint64_t *number) {
  *number = 0;
  if (digits.length == 0 || digits.length > 18 || (digits.bytes[0] == '0' && digits.length > 1))
    return false;
  for (size_t i = 0; i < digits.length; i++) {
    if (digits.bytes[i] < '0' || digits.bytes[i] > '9')
      return false;
    *number = *number * 10 + (uint64_t)(digits.bytes[i] - '0');
  }
  return true;
}

bool checkpoint_parse(Text text, Checkpoint *checkpoint) {
  Text lines[3];
  *checkpoint = (Checkpoint){.extensions = text};
  for (int i = 0; i < 3; i++) {
    Text line = first_line(checkpoint->extensions);
    if (line.length < 2)
      return false;
    checkpoint->extensions = after(checkpoint->extensions, line);
    lines[i] = (Text){line.bytes, line.length - 1};
  }
  checkpoint->origin = lines[0];
  Text left = checkpoint->extensions;
  for (Text line; left.length; left = after(left, line))
    if ((line = first_line(left)).length < 2)
      return false;
  return checkpoint_number(lines[1], &checkpoint->size) &&
         base64_read_exactly(lines[2], checkpoint->root.bytes, SHA256_BYTES);
}

bool checkpoint_read(Arena *arena, const char *path, Checkpoint *checkpoint, Note *note,
                     Error *error) {
  Text whole;
  if (!file_read(arena, path, &whole, error))
    return false;
  if (note_split(whole, note) && checkpoint_parse(note->text, checkpoint))
    return true;
  error_set(error, ERROR_INPUT, "this is no checkpoint");
  error_hint(error, "a checkpoint has lines for its origin, size and root: a copy of the file "
                    "checkpoint of a run folder");
  return error_at(error, text_of(path), 0, 0);
}

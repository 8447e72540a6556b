/* The text of a checkpoint as C2SP's tlog-checkpoint tells it: origin, size, root, and
 * lines of its own ("extensions") that say what else the checkpoint stands for.
 * Texts are views into what was read, or live in the arena. */
#ifndef HELDER_LOG_CHECKPOINT_H
#define HELDER_LOG_CHECKPOINT_H
#include "log/merkle.h"
#include "log/note.h"

typedef struct Checkpoint {
  Text origin;
  uint64_t size;
  MerkleHash root;
  Text extensions; /* whole lines; empty: none */
} Checkpoint;

/* "helder/" and the policy's name percent-encoded (RFC 3986). */
Text checkpoint_origin(Arena *arena, Text policy_name);

/* "manifest.json sha256:<hex>\n": what covers a file that has one hash. */
Text checkpoint_file_line(Arena *arena, const char *name, Text content);

/* "rejected.csv 12 <base64 root>\n": what covers a file by a tree over its rows. */
Text checkpoint_tree_line(Arena *arena, const char *name, size_t size, const MerkleHash *root);

/* The extension line that begins with this name; empty: none. */
Text checkpoint_line(const Checkpoint *checkpoint, const char *name);

Text checkpoint_text(Arena *arena, const Checkpoint *checkpoint);

/* False when it is not the one text of a checkpoint. */
bool checkpoint_parse(Text text, Checkpoint *checkpoint);

/* Digits without a zero before them, at most 18. */
bool checkpoint_number(Text digits, uint64_t *number);

/* A file: a note whose text is a checkpoint. False with the Error filled. */
bool checkpoint_read(Arena *arena, const char *path, Checkpoint *checkpoint, Note *note,
                     Error *error);
#endif

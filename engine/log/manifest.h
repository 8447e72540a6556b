/* The small texts of a run folder: manifest and run hash (FORMAT.md).
 * Each costs its length. The Arena owns what is answered. */
#ifndef HELDER_LOG_MANIFEST_H
#define HELDER_LOG_MANIFEST_H
#include "log/decisions.h"

enum { RUN_FORMAT = 1 };

/* The manifest's `inputs`: the members of `inputs` (a JSON object without spaces) and
 * `read`. Its SHA-256 is the run hash. */
Text manifest_inputs(Arena *arena, Text inputs, const Decisions *decisions);

/* The whole manifest as people read it, from that object and the counts (another). */
Text manifest_text(Arena *arena, Text inputs, Text counts);

/* JSON without spaces as JSON with each item on its own line, two spaces a level;
 * objects and arrays that hold only plain values stay on one. */
void json_indent(Buffer *out, Text json);
#endif

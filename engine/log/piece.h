/* Pieces: text of a decision line that many lines share, prepared once.
 *
 * A piece is a Text with PIECE_SLACK bytes after it that may be read, so that writing one
 * is a copy of fixed size, and of what is longer. The Arena owns them. */
#ifndef HELDER_LOG_PIECE_H
#define HELDER_LOG_PIECE_H
#include "base/text.h"

enum { PIECE_SLACK = 32 };

/* The text as a piece. */
Text piece_copy(Arena *arena, Text text);

/* The text as a JSON string. */
Text piece_quoted(Arena *arena, Text text);

static inline void piece_put(Buffer *out, Text piece) {
  if (out->capacity - out->length < piece.length + PIECE_SLACK)
    buffer_reserve(out, piece.length + PIECE_SLACK);
  char *to = out->bytes + out->length;
  memcpy(to, piece.bytes, PIECE_SLACK);
  if (piece.length > PIECE_SLACK)
    memcpy(to + PIECE_SLACK, piece.bytes + PIECE_SLACK, piece.length - PIECE_SLACK);
  out->length += piece.length;
}

/* What is told of some rules' answers, `verdicts` [rule][row]. */
typedef void AnsweredWrite(const void *context, const uint8_t *const *verdicts, size_t row,
                           Buffer *out);

/* Pieces by what some rules answered: every way in which they can has its own. */
typedef struct Answered {
  AnsweredWrite *write;
  const void *context;
  const uint8_t *const *verdicts;
  size_t count;       /* rules */
  size_t ways;        /* answers told apart: 2 (yes or not), 3 (yes, no or neither) */
  const Text *pieces; /* [way]; NULL: there are too many, none is prepared */
} Answered;

/* Prepares the pieces. */
void answered_prepare(Arena *arena, Answered *answered);
void answered_put(const Answered *answered, size_t row, Buffer *out);
#endif

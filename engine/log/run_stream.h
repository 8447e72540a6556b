/* Writing a run folder in pieces, for runs of any size: the same files, byte for byte, as
 * run_write makes of all decisions at once, and as safe: under a temporary name until it is
 * whole, removed on failure, interrupt or exhausted memory.
 *
 * Memory: a piece's lines (log/lines.h), and that of an IndexPile, whatever the number of
 * rows. One at a time in a process. */
#ifndef HELDER_LOG_RUN_STREAM_H
#define HELDER_LOG_RUN_STREAM_H
#include "log/run_write.h"

typedef struct RunStream RunStream;

/* A key that stands in two rows, which pieces cannot see: the later row, and the earlier one. */
typedef struct RunTwins {
  bool found;
  uint64_t row, other;
} RunTwins;

/* Of the input: what is known before the rows are: not inputs, counts and decisions. It must
 * live as long. NULL with the Error filled. */
RunStream *run_stream_begin(Arena *arena, const RunInput *input, Error *error);

/* The lines of a piece; its decisions say how many rows came before (`before`). */
bool run_stream_put(RunStream *stream, const Decisions *decisions, Error *error);

/* The rest: inputs and counts stand in `input` by now, sides, and decisions with the whole's
 * `read`, rows and table (of which only what was rejected is looked at). The finished folder in the
 * arena, or NULL: with the Error filled, or with no Error and twins->found. Ends the stream in any
 * case. */
char *run_stream_end(RunStream *stream, const RunInput *input, RunTwins *twins, Error *error);

/* Gives up; removes what was written. NULL is fine. */
void run_stream_abandon(RunStream *stream);
#endif

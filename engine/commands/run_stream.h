/* `helder run --stream`: the same run, piece by piece, in memory that does not grow with the
 * data (table/stream.h, decide/tally.h, log/run_stream.h). */
#ifndef HELDER_COMMANDS_RUN_STREAM_H
#define HELDER_COMMANDS_RUN_STREAM_H
#include "commands/run_options.h"
#include "log/note.h"
#include "policy/policy.h"

/* Answers the exit code, and appends what is told; or fills the Error. `signer` NULL: nobody
 * signs. */
int run_stream(Arena *arena, const RunOptions *options, Policy *policy, const NoteKey *signer,
               Buffer *out, Error *error);
#endif

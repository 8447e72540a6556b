/* `helder run --scenario NAME` and `--set 'field=expression'`: the world as it is and as it
 * would be, over the same data, and who moves. Nothing is written: a what-if is no run. */
#ifndef HELDER_COMMANDS_WHAT_IF_H
#define HELDER_COMMANDS_WHAT_IF_H
#include "commands/run_options.h"

/* Whether the command line asks for one. */
bool what_if_asked(const RunOptions *options);

/* Answers the exit code. */
int what_if_run(Arena *arena, const RunOptions *options, Buffer *out, Error *error);
#endif

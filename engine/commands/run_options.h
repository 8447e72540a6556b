/* The command line of `helder run` and `helder watch`. Costs nothing; the seed's bytes live in the
 * arena. */
#ifndef HELDER_COMMANDS_RUN_OPTIONS_H
#define HELDER_COMMANDS_RUN_OPTIONS_H
#include "base/error.h"

typedef struct RunOptions {
  const char *policy;
  const char *data; /* NULL: the policy's own */
  const char *out;
  const char *overrides; /* NULL: none */
  const char *key;       /* signs the checkpoint; NULL: nobody does */
  int32_t as_of;
  Text seed;   /* bytes; empty: none */
  Text *masks; /* fields and attributes whose values stay out of the log */
  size_t mask_count;
  Text *scenarios, *sets; /* what if: names; "field=expression" */
  size_t scenario_count, set_count;
  size_t threads;
  bool interpret, skip_bad_rows, json, counts, no_cache, stream, two_pass;
} RunOptions;

bool run_options_read(Arena *arena, int argc, char **argv, RunOptions *options, Error *error);

/* False with the Error filled when one of them says what `helder watch` does not do. */
bool run_options_watch(const RunOptions *options, Error *error);
#endif

/* A command: one file, its usage text on top.
 *
 * It reads its own arguments (argv[0] is the command's name), appends its result to
 * `out` and answers the exit code: 0 good, 1 a finding. What it could not do goes
 * into `error` (and then the exit code is main's choice). Only main prints, and
 * `watch`, which has no end (watch_screen.h). */
#ifndef HELDER_COMMANDS_COMMAND_H
#define HELDER_COMMANDS_COMMAND_H
#include "base/error.h"
#include "base/text.h"

typedef struct Command {
  const char *name;
  const char *summary; /* one line for `helder help` */
  const char *usage;
  int (*run)(int argc, char **argv, Buffer *out, Error *error);
} Command;

extern const Command command_run, command_why, command_profile, command_check, command_verify,
    command_erase, command_keygen, command_list, command_test, command_init, command_report,
    command_letter, command_advise, command_watch, command_compare;

/* Ends with NULL. */
extern const Command *const commands[];
#endif

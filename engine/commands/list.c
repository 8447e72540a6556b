#include "commands/command.h"

const Command *const commands[] = {&command_run, &command_why, &command_profile, NULL};

/* The commands that there are, in the order of help. */
#include "commands/command.h"

const Command *const commands[] = {
    &command_init,   &command_run,     &command_watch,  &command_why,
    &command_letter, &command_profile, &command_check,  &command_test,
    &command_verify, &command_list,    &command_advise, &command_compare,
    &command_erase,  &command_report,  &command_keygen, NULL};

#include "base/interrupt.h"

#include <signal.h>

static volatile sig_atomic_t signal_came;

static void note_signal(int number) {
  signal_came = number;
}

void interrupt_watch(void) {
  /* The second signal ends the process at once: a read that waits for ever, of a named
   * pipe that nobody writes to, sees the first one never. */
  struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART | SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

bool interrupt_stop(Error *error) {
  if (!signal_came)
    return false;
  error_set(error, ERROR_INTERRUPTED, "stopped; nothing was written");
  return true;
}

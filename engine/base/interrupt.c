#include "base/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#define STOPPED "stopped; nothing was written"

enum { ENDING = -1, EXIT_INTERRUPTED = 130 };

static atomic_int signal_came; /* which; any thread may look, any may be the one it comes to */
static atomic_int holds;       /* how many hold; ENDING: nobody may any more */
static pid_t watching;         /* workers inherit the handlers, and are none of this */
static bool on_terminal;

/* write and _exit only: allowed in a handler. */
static _Noreturn void end_here(void) {
  static const char line[] = "\r\033[Khelder: " STOPPED "\n", wipe[] = "\r\033[K";
  size_t from = on_terminal ? 0 : strlen(wipe);
  if (write(STDERR_FILENO, line + from, strlen(line) - from) < 0)
    errno = 0; /* nobody listens; the exit code still tells */
  _exit(EXIT_INTERRUPTED);
}

static void note_signal(int number) {
  int none = 0;
  if (getpid() == watching && atomic_compare_exchange_strong(&holds, &none, ENDING))
    end_here();
  signal_came = number;
}

void interrupt_watch(void) {
  /* The second signal ends the process at once: a read that waits for ever, of a named
   * pipe that nobody writes to, sees the first one never. */
  struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART | SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  watching = getpid();
  on_terminal = isatty(STDERR_FILENO);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

void interrupt_hold(void) {
  int before = atomic_load(&holds);
  do {
    while (before == ENDING) {
      pause();
      before = atomic_load(&holds);
    }
  } while (!atomic_compare_exchange_weak(&holds, &before, before + 1));
}

void interrupt_release(void) {
  int last = 1;
  if (!signal_came)
    atomic_fetch_sub(&holds, 1);
  else if (atomic_compare_exchange_strong(&holds, &last, ENDING))
    end_here();
  else
    atomic_fetch_sub(&holds, 1);
}

bool interrupt_stop(Error *error) {
  if (!signal_came)
    return false;
  error_set(error, ERROR_INTERRUPTED, STOPPED);
  return true;
}

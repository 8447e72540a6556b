#include "policy/jail.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/memory.h"

enum { LOOK_MILLISECONDS = 20 };
static const double SECOND_ASKING = 0.2; /* seconds between asking, asking again, killing */
static const double PATIENCE = 10; /* times the limit, when the machine gives no processor time */

/* What the parent knows of one worker. */
typedef struct Watch {
  pid_t process; /* 0: it ended */
  int handle;    /* to be told of its end; -1: looked at every 20 ms */
  uint32_t step, row;
  double since, processor; /* when it came there, by the clock and by its own time */
  int asked;               /* times it was asked where it stands */
} Watch;

typedef struct Guarding {
  const JailPlan *plan;
  JailSeat *seats;
  Watch *watches;
  struct pollfd *polled;
  JailReport *report;
} Guarding;

JailLimits jail_limits_default(void) {
#ifdef HELDER_WITHOUT_SECCOMP
  return (JailLimits){.seconds = 30.0, .bytes = (size_t)256 << 20}; /* valgrind is slow */
#else
  return (JailLimits){.seconds = 1.0, .bytes = (size_t)256 << 20};
#endif
}

/* --- in the worker ------------------------------------------------------------ */

static JailSeat *own_seat; /* of a worker: base/memory.h passes no context */

void jail_leave(JailSeat *seat, JailEnding ending) {
  seat->ending = (uint32_t)ending;
  _exit(0);
}

static void worker_without_memory(size_t bytes) {
  (void)bytes;
  jail_leave(own_seat, JAIL_MEMORY);
}

/* Ctrl-C is for the parent; a worker is ended by its parent. */
static void signals_settle(const JailPlan *plan) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGUSR1, plan->asked);
#ifndef HELDER_SANITIZED /* they report crashes themselves */
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
  for (size_t i = 0; plan->crashed && i < sizeof crashes / sizeof *crashes; i++)
    signal(crashes[i], plan->crashed);
#endif
}

static _Noreturn void worker_live(const JailPlan *plan, size_t worker, JailSeat *seat,
                                  pid_t parent) {
  own_seat = seat;
  memory_when_exhausted(worker_without_memory);
  signals_settle(plan);
  setlocale(LC_ALL, "C"); /* Lua compares text by it */
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid() != parent)
    _exit(1);
  if (!jail_lock(plan))
    jail_leave(seat, JAIL_UNLOCKED);
  jail_leave(seat, plan->work(plan->context, worker, seat) ? JAIL_DONE : JAIL_FAILED);
}

/* --- in the parent ------------------------------------------------------------ */

static double seconds_of(clockid_t clock) {
  struct timespec now = {0};
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double processor_seconds(pid_t process) {
  clockid_t clock;
  return clock_getcpuclockid(process, &clock) == 0 ? seconds_of(clock) : 0;
}

/* To be told at once when a process ends; -1: it is looked at every 20 ms. */
static int handle_of(pid_t process) {
#ifdef HELDER_WITHOUT_SECCOMP
  (void)process; /* valgrind knows no pidfd_open */
  return -1;
#else
  return pidfd_open(process, 0);
#endif
}

static void watch_moved(Watch *watch, const JailSeat *seat) {
  watch->step = seat->step;
  watch->row = seat->row;
  watch->since = seconds_of(CLOCK_MONOTONIC);
  watch->processor = processor_seconds(watch->process);
  watch->asked = 0;
}

/* Stalled: as long in one call as it may be. On a busy machine the clock alone
 * would blame a rule for time that others had. */
static bool watch_stalled(const Watch *watch, double limit) {
  double waited = seconds_of(CLOCK_MONOTONIC) - watch->since;
  if (waited < limit)
    return false;
  double worked = processor_seconds(watch->process) - watch->processor;
  return worked >= limit / 2 || waited >= limit * PATIENCE;
}

static void watch_look(Watch *watch, const JailSeat *seat, double limit) {
  if (watch->asked == 0 && (seat->step != watch->step || seat->row != watch->row)) {
    watch_moved(watch, seat);
  } else if (watch->asked == 0 && watch_stalled(watch, limit)) {
    watch->asked = 1;
    watch->since = seconds_of(CLOCK_MONOTONIC);
    kill(watch->process, SIGUSR1);
  } else if (watch->asked && seconds_of(CLOCK_MONOTONIC) - watch->since >= SECOND_ASKING) {
    kill(watch->process, watch->asked == 1 ? SIGUSR1 : SIGKILL);
    watch->asked++;
    watch->since = seconds_of(CLOCK_MONOTONIC);
  }
}

static void watch_end(Watch *watch) {
  if (watch->handle >= 0)
    close(watch->handle);
  watch->handle = -1;
  watch->process = 0;
}

/* Takes the report of a worker that is dead; true when it ended well. */
static bool guard_ended(Guarding *guarding, size_t worker, int status) {
  Watch *watch = &guarding->watches[worker];
  const JailSeat *seat = &guarding->seats[worker];
  bool was_asked = watch->asked > 0;
  watch_end(watch);
  bool left = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (left && seat->ending == JAIL_DONE)
    return true;
  JailReport *report = guarding->report;
  report->seat = *seat;
  report->worker = worker;
  report->seat.file[sizeof report->seat.file - 1] = '\0';
  report->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  report->ending = left ? (JailEnding)seat->ending : JAIL_RUNNING;
  if (report->ending < JAIL_RUNNING || report->ending > JAIL_UNLOCKED || seat->ending == JAIL_DONE)
    report->ending = JAIL_RUNNING;
  if ((was_asked && report->signal == SIGKILL) || report->signal == SIGXCPU)
    report->ending = JAIL_TIME;
  return false;
}

static void guard_kill(Guarding *guarding) {
  for (size_t i = 0; i < guarding->plan->workers; i++) {
    Watch *watch = &guarding->watches[i];
    if (watch->process) {
      kill(watch->process, SIGKILL);
      while (waitpid(watch->process, NULL, 0) < 0 && errno == EINTR)
        continue;
      watch_end(watch);
    }
  }
}

/* Looks at every worker once; false when one did not end well. */
static bool guard_look(Guarding *guarding, size_t *living) {
  *living = 0;
  for (size_t i = 0; i < guarding->plan->workers; i++) {
    Watch *watch = &guarding->watches[i];
    int status = 0;
    if (!watch->process)
      continue;
    if (waitpid(watch->process, &status, WNOHANG) == watch->process) {
      if (!guard_ended(guarding, i, status))
        return false;
      continue;
    }
    watch_look(watch, &guarding->seats[i], guarding->plan->limits.seconds);
    (*living)++;
  }
  return true;
}

static void guard_wait(Guarding *guarding) {
  size_t workers = guarding->plan->workers;
  for (size_t i = 0; i < workers; i++)
    guarding->polled[i] = (struct pollfd){.fd = guarding->watches[i].handle, .events = POLLIN};
  poll(guarding->polled, (nfds_t)workers, LOOK_MILLISECONDS);
}

static bool guard_start(Guarding *guarding, Error *error) {
  pid_t parent = getpid();
  for (size_t i = 0; i < guarding->plan->workers; i++) {
    JailSeat *seat = &guarding->seats[i];
    seat->step = seat->row = JAIL_NO_STEP;
    pid_t process = fork();
    if (process == 0)
      worker_live(guarding->plan, i, seat, parent);
    if (process < 0)
      return error_set(error, ERROR_SYSTEM, "could not start a process to run the policy in: %s",
                       strerror(errno));
    guarding->watches[i] = (Watch){.process = process, .handle = handle_of(process)};
    watch_moved(&guarding->watches[i], seat);
  }
  return true;
}

static bool guard_run(Guarding *guarding, Error *error) {
  bool started = guard_start(guarding, error);
  size_t living = guarding->plan->workers;
  while (started && living && guard_look(guarding, &living)) {
    if (living && guarding->plan->looked)
      guarding->plan->looked(guarding->plan->context, guarding->seats);
    if (living)
      guard_wait(guarding);
    started = !living || !interrupt_stop(error);
  }
  guard_kill(guarding);
  if (started && guarding->report->ending == JAIL_UNLOCKED) {
    error_set(error, ERROR_SYSTEM, "this system cannot lock a policy in, so none is run");
    return error_hint(error, "the kernel must allow seccomp filters (inside a container: allow "
                             "the seccomp and prctl calls)");
  }
  return started;
}

bool jail_run(const JailPlan *plan, JailReport *report, Error *error) {
  size_t bytes = plan->workers * sizeof(JailSeat);
  *report = (JailReport){.ending = JAIL_DONE};
  Guarding guarding = {plan, memory_shared(bytes), memory_array(plan->workers, sizeof(Watch)),
                       memory_array(plan->workers, sizeof(struct pollfd)), report};
  bool ran = guard_run(&guarding, error);
  memory_free(guarding.polled);
  memory_free(guarding.watches);
  memory_shared_free(guarding.seats, bytes);
  return ran;
}

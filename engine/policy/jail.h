/* The jail: runs work in forked processes that can do nothing but compute.
 *
 * A worker has no file descriptors, no system calls but those for memory, signals
 * and its own end (seccomp; anything else kills it), no way to gain rights, no core
 * dump, and dies with its parent. It inherits the parent's memory as it was; what it
 * produces it writes to pages of memory_shared. The parent watches each worker's
 * step and row; when they stand still for limits.seconds, the worker is asked to
 * say where it stands (SIGUSR1, again 0.2 s later) and is killed 0.2 s after that.
 * Without seccomp in the kernel nothing runs. Costs: about a millisecond a worker.
 *
 * After the end the parent must treat shared pages as bytes from a stranger. */
#ifndef HELDER_POLICY_JAIL_H
#define HELDER_POLICY_JAIL_H
#include "base/error.h"
#include "policy/policy.h"

#define JAIL_NO_STEP UINT32_MAX

typedef enum JailEnding {
  JAIL_RUNNING, /* the worker said nothing: if it is dead, it crashed */
  JAIL_DONE,
  JAIL_FAILED, /* the seat's Error says why */
  JAIL_TIME,
  JAIL_MEMORY,
  JAIL_UNLOCKED /* the kernel refused a lock; no work was done */
} JailEnding;

/* What a worker shares with its parent. */
typedef struct JailSeat {
  volatile uint32_t step, row; /* written before each call; JAIL_NO_STEP: outside of rules */
  volatile uint32_t ending;
  volatile int32_t line; /* where it stood at the end; 0: not known */
  char file[512];
  Error error;
} JailSeat;

/* In the worker: false after filling seat->error. */
typedef bool JailWork(void *context, size_t worker, JailSeat *seat);

typedef struct JailPlan {
  JailWork *work;
  void (*asked)(int signal);   /* SIGUSR1: says where it stands and ends the worker */
  void (*crashed)(int signal); /* notes where it stood; NULL: only that it crashed is known */
  void *context;
  size_t workers;
  uint64_t calls; /* the most calls one worker makes: bounds its processor time */
  void (*looked)(void *context, const JailSeat *seats); /* every 20 ms or so; NULL: nobody asks */
  JailLimits limits;
} JailPlan;

/* How it ended: the first worker that did not end well, else JAIL_DONE. */
typedef struct JailReport {
  JailEnding ending;
  size_t worker; /* that did not end well */
  int signal;    /* JAIL_RUNNING: what killed it; 0: it left by itself */
  JailSeat seat;
} JailReport;

/* Runs the workers to their end; one that does not end well ends all. False with
 * the Error filled only when they could not be started or locked in, or after Ctrl-C. */
bool jail_run(const JailPlan *plan, JailReport *report, Error *error);

/* Ends the calling worker here and now. */
_Noreturn void jail_leave(JailSeat *seat, JailEnding ending);

/* Locks the calling process in for good (jail_lock.c). False: the kernel does not
 * allow it. */
bool jail_lock(const JailPlan *plan);
#endif

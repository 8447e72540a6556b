#include <fcntl.h>
#include <math.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "policy/jail.h"

enum { SPARE_BYTES = 64 << 20 }; /* of data beside Lua's: C's own buffers, twice over */

static bool limit_set(int what, rlim_t most) {
  struct rlimit limit = {most, most};
  return setrlimit(what, &limit) == 0;
}

#ifdef HELDER_SANITIZED
static bool limit_data(size_t bytes) {
  return bytes > 0; /* shadow memory is far over any limit */
}
#else
/* Bytes of data this process has now; 0 when the kernel does not say. */
static rlim_t data_now(void) {
  FILE *file = fopen("/proc/self/statm", "re");
  unsigned long pages = 0;
  if (!file || fscanf(file, "%*u %*u %*u %*u %*u %lu", &pages) != 1)
    pages = 0;
  if (file)
    fclose(file);
  return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static bool limit_data(size_t bytes) {
  rlim_t now = data_now();
  return now == 0 || limit_set(RLIMIT_DATA, now + 2 * (rlim_t)bytes + SPARE_BYTES);
}
#endif

/* Whole seconds of processor time for all calls of a worker, and some to begin. */
static bool limit_processor(const JailPlan *plan) {
  double seconds = ceil(plan->limits.seconds * ((double)plan->calls + 2)) + 2;
  return seconds > 1e9 || limit_set(RLIMIT_CPU, (rlim_t)seconds);
}

static bool descriptors_close(void) {
#ifdef HELDER_SANITIZED
  bool kept = close_range(0, STDERR_FILENO - 1, 0) == 0; /* reports must be seen */
  return kept && close_range(STDERR_FILENO + 1, ~0U, 0) == 0;
#else
  if (close_range(0, ~0U, 0) == 0)
    return true;
  long most = sysconf(_SC_OPEN_MAX); /* a kernel before 5.9 */
  for (int descriptor = 0; descriptor < most; descriptor++)
    close(descriptor);
  return most > 0;
#endif
}

#ifdef HELDER_WITHOUT_SECCOMP
static bool calls_lock(void) {
  return true; /* valgrind makes system calls of its own */
}
#else
/* All that a worker may ask of the kernel, beside memory that is not executable. */
static const int allowed_calls[] = {
    SCMP_SYS(brk),        SCMP_SYS(munmap),       SCMP_SYS(mremap),         SCMP_SYS(madvise),
    SCMP_SYS(futex),      SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(exit),
    SCMP_SYS(exit_group),
#ifdef HELDER_SANITIZED /* what a report of the sanitizers needs */
    SCMP_SYS(write),      SCMP_SYS(getpid),       SCMP_SYS(gettid),         SCMP_SYS(sched_yield),
    SCMP_SYS(mmap),       SCMP_SYS(mprotect),     SCMP_SYS(sigaltstack),    SCMP_SYS(rt_sigaction),
    SCMP_SYS(openat),     SCMP_SYS(open),         SCMP_SYS(read),           SCMP_SYS(close),
    SCMP_SYS(fstat),      SCMP_SYS(stat),         SCMP_SYS(newfstatat),     SCMP_SYS(readlink),
    SCMP_SYS(lseek),      SCMP_SYS(ioctl),        SCMP_SYS(clock_gettime),
#endif
};

static bool calls_allow(scmp_filter_ctx filter) {
  for (size_t i = 0; i < sizeof allowed_calls / sizeof *allowed_calls; i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0) < 0)
      return false;
#ifndef HELDER_SANITIZED
  struct scmp_arg_cmp not_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  struct scmp_arg_cmp no_file = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
  if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, not_code, no_file) < 0 ||
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_code) < 0)
    return false;
#endif
  return true;
}

static bool calls_lock(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  bool locked = filter && calls_allow(filter) && seccomp_load(filter) == 0;
  if (filter)
    seccomp_release(filter);
  return locked;
}
#endif

bool jail_lock(const JailPlan *plan) {
  return limit_set(RLIMIT_CORE, 0) && limit_set(RLIMIT_FSIZE, 0) && limit_processor(plan) &&
         limit_data(plan->limits.bytes) && descriptors_close() &&
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && calls_lock();
}

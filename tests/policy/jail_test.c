#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "policy/jail.h"

static JailReport report;
static Error error;

static void ignore(int signal) {
  (void)signal;
}

static bool run(JailWork *work, void *context, size_t workers, double seconds) {
  JailPlan plan = {.work = work,
                   .asked = ignore,
                   .context = context,
                   .workers = workers,
                   .calls = 1,
                   .limits = {seconds, (size_t)64 << 20}};
  return jail_run(&plan, &report, &error);
}

static double clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- work that ends well, or says why not ----------------------------------------- */

static bool write_number(void *context, size_t worker, JailSeat *seat) {
  ((int *)context)[worker] = 10 + (int)worker;
  seat->step = 1;
  return true;
}

START_TEST(workers_write_to_shared_pages) {
  int *numbers = memory_shared(3 * sizeof *numbers);
  ck_assert(run(write_number, numbers, 3, 1));
  ck_assert_int_eq(report.ending, JAIL_DONE);
  for (int i = 0; i < 3; i++)
    ck_assert_int_eq(numbers[i], 10 + i);
  memory_shared_free(numbers, 3 * sizeof *numbers);
}
END_TEST

static bool fail_second(void *context, size_t worker, JailSeat *seat) {
  (void)context;
  while (worker != 1)
    seat->row++; /* the others would go on for ever */
  return error_set(&seat->error, ERROR_INPUT, "worker %zu has enough", worker);
}

START_TEST(one_that_fails_ends_all) {
  ck_assert(run(fail_second, NULL, 3, 1));
  ck_assert_int_eq(report.ending, JAIL_FAILED);
  ck_assert_str_eq(report.seat.error.message, "worker 1 has enough");
}
END_TEST

/* --- time ------------------------------------------------------------------------- */

static bool stall_at_row_seven(void *context, size_t worker, JailSeat *seat) {
  (void)context, (void)worker;
  seat->step = 2;
  while (seat->step == 2)
    seat->row = 7;
  return true;
}

START_TEST(a_stalled_worker_is_killed_in_time) {
  double start = clock_now();
  ck_assert(run(stall_at_row_seven, NULL, 2, 0.3));
  ck_assert_int_eq(report.ending, JAIL_TIME);
  ck_assert_uint_eq(report.seat.step, 2);
  ck_assert_uint_eq(report.seat.row, 7);
  ck_assert(clock_now() - start < 2);
}
END_TEST

static bool move_slowly(void *context, size_t worker, JailSeat *seat) {
  (void)context, (void)worker;
  for (uint32_t row = 0; row < 10; row++) {
    seat->row = row;
    for (volatile uint64_t i = 0; i < 20000000; i++)
      continue;
  }
  return true;
}

START_TEST(a_worker_that_moves_may_take_long) {
  ck_assert(run(move_slowly, NULL, 1, 0.5));
  ck_assert_int_eq(report.ending, JAIL_DONE);
}
END_TEST

/* --- crashes and memory ----------------------------------------------------------- */

static bool crash(void *context, size_t worker, JailSeat *seat) {
  (void)worker, (void)seat;
  __builtin_trap();
  return context != NULL;
}

START_TEST(a_crash_is_noticed) {
  ck_assert(run(crash, NULL, 1, 1));
  ck_assert_int_eq(report.ending, JAIL_RUNNING);
}
END_TEST

static bool leave_early(void *context, size_t worker, JailSeat *seat) {
  (void)context, (void)worker;
  seat->ending = 99; /* nonsense, as a broken worker could write */
  _exit(0);
}

START_TEST(nonsense_in_the_seat_is_a_crash) {
  ck_assert(run(leave_early, NULL, 1, 1));
  ck_assert_int_eq(report.ending, JAIL_RUNNING);
}
END_TEST

static bool exhaust(void *context, size_t worker, JailSeat *seat) {
  (void)context, (void)worker, (void)seat;
  memory_exhausted(1);
}

START_TEST(no_more_memory_ends_the_worker_only) {
  ck_assert(run(exhaust, NULL, 1, 1));
  ck_assert_int_eq(report.ending, JAIL_MEMORY);
}
END_TEST

/* --- what a worker cannot do ------------------------------------------------------ */

static bool look_for_files(void *context, size_t worker, JailSeat *seat) {
  (void)worker, (void)seat;
#ifdef HELDER_SANITIZED
  const int first = 3; /* 2 is for reports */
#else
  const int first = 0;
#endif
  size_t *found = context;
  for (int descriptor = first; descriptor < 64; descriptor++)
    *found += syscall(SYS_write, descriptor, "x", 1) >= 0;
  return true;
}

START_TEST(no_file_is_open) {
  size_t *found = memory_shared(sizeof *found);
  run(look_for_files, found, 1, 1); /* without sanitizers even asking is deadly */
  ck_assert_uint_eq(*found, 0);
  memory_shared_free(found, sizeof *found);
}
END_TEST

#ifndef HELDER_WITHOUT_SECCOMP
/* One system call each, by number: SYS_…, arguments. */
static const struct {
  const char *name;
  long number, arguments[5];
} forbidden[] = {
    {"socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
    {"a new process", SYS_clone, {SIGCHLD, 0, 0, 0, 0}},
    {"execve", SYS_execve, {0, 0, 0}},
    {"kill the parent", SYS_kill, {1, SIGKILL}},
    {"ptrace", SYS_ptrace, {PTRACE_TRACEME, 0, 0, 0}},
    {"io_uring", 425, {8, 0}},
    {"memfd_create", SYS_memfd_create, {0, 0}},
    {"a new filter", SYS_seccomp, {0, 0, 0}},
    {"prctl", SYS_prctl, {38, 0, 0, 0, 0}},
    {"process_vm_writev", SYS_process_vm_writev, {1, 0, 0, 0, 0}},
    {"unlink", SYS_unlinkat, {-100, 0, 0}},
    {"mount", SYS_mount, {0, 0, 0, 0, 0}},
    {"setrlimit", SYS_prlimit64, {0, 0, 0, 0}},
    {"nanosleep", SYS_nanosleep, {0, 0}},
    {"getrandom", SYS_getrandom, {0, 0, 0}},
    {"shmget", SYS_shmget, {1, 4096, 0666}},
#ifndef HELDER_SANITIZED
    {"open", SYS_openat, {-100, 0, 0}},
    {"write", SYS_write, {2, 0, 0}},
    {"the clock", SYS_clock_gettime, {0, 0}},
    {"memory to run code in", SYS_mmap, {0, 4096, PROT_READ | PROT_EXEC, MAP_ANONYMOUS | 2, -1}},
    {"a file in memory", SYS_mmap, {0, 4096, PROT_READ, MAP_PRIVATE, 0}},
    {"memory turned into code", SYS_mprotect, {4096, 4096, PROT_EXEC}},
#endif
};

static bool call_kernel(void *context, size_t worker, JailSeat *seat) {
  const long *arguments = forbidden[*(size_t *)context].arguments;
  (void)worker, (void)seat;
  syscall(forbidden[*(size_t *)context].number, arguments[0], arguments[1], arguments[2],
          arguments[3], arguments[4]);
  return true;
}

START_TEST(other_system_calls_are_deadly) {
  size_t number = (size_t)_i;
  ck_assert(run(call_kernel, &number, 1, 1));
  ck_assert_msg(report.ending == JAIL_RUNNING && report.signal == SIGSYS,
                "%s: ending %d, signal %d", forbidden[number].name, (int)report.ending,
                report.signal);
}
END_TEST
#endif

Suite *policy_jail_suite(void) {
  Suite *suite = suite_create("policy: jail");
  TCase *tests = tcase_create("jail");
  tcase_set_timeout(tests, 30);
  tcase_add_test(tests, workers_write_to_shared_pages);
  tcase_add_test(tests, one_that_fails_ends_all);
  tcase_add_test(tests, a_stalled_worker_is_killed_in_time);
  tcase_add_test(tests, a_worker_that_moves_may_take_long);
  tcase_add_test(tests, a_crash_is_noticed);
  tcase_add_test(tests, nonsense_in_the_seat_is_a_crash);
  tcase_add_test(tests, no_more_memory_ends_the_worker_only);
  tcase_add_test(tests, no_file_is_open);
#ifndef HELDER_WITHOUT_SECCOMP
  tcase_add_loop_test(tests, other_system_calls_are_deadly, 0,
                      (int)(sizeof forbidden / sizeof *forbidden));
#endif
  suite_add_tcase(suite, tests);
  return suite;
}

#include "process.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "figure.h"

static pid_t start(char *const *arguments) {
  pid_t child = fork();
  if (child < 0)
    figure_fail("cannot fork");
  if (child == 0) {
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    execvp(arguments[0], arguments);
    _exit(127);
  }
  return child;
}

static void must_be_good(int status, char *const *arguments) {
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
    figure_fail("%s %s failed", arguments[0], arguments[1] ? arguments[1] : "");
}

double process_seconds(char *const *arguments) {
  int status;
  double began = figure_clock();
  pid_t child = start(arguments);
  if (waitpid(child, &status, 0) != child)
    figure_fail("lost %s", arguments[0]);
  double seconds = figure_clock() - began;
  must_be_good(status, arguments);
  return seconds;
}

/* Bytes of PSS of one process; 0 when it is gone. */
static double pss(pid_t process) {
  char path[64], line[256];
  double kilobytes = 0;
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)process);
  FILE *file = fopen(path, "re");
  if (!file)
    return 0;
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "Pss: %lf kB", &kilobytes) == 1)
      break;
  fclose(file);
  return kilobytes * 1024;
}

/* Of a process and all below it. Recursion is as deep as processes are. */
static double pss_tree(pid_t process) {
  char path[64];
  int child;
  double bytes = pss(process);
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)process, (int)process);
  FILE *file = fopen(path, "re");
  if (!file)
    return bytes;
  while (fscanf(file, "%d", &child) == 1)
    bytes += pss_tree(child);
  fclose(file);
  return bytes;
}

double process_memory(char *const *arguments) {
  int status;
  double most = 0;
  pid_t child = start(arguments);
  while (waitpid(child, &status, WNOHANG) == 0) {
    double now = pss_tree(child);
    most = now > most ? now : most;
    nanosleep(&(struct timespec){.tv_nsec = 4000000}, NULL);
  }
  must_be_good(status, arguments);
  return most;
}

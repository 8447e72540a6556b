/* watch HELDER POLICY FILE FOLDER: from the save of a policy with one number changed to its
 * counts on the screen, and on to what check finds, in a `helder watch` that has the customers
 * in memory; beside the same counts by a command of its own, from kept columns. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "figure.h"
#include "process.h"

enum { SAVES = 21, MOST_SECONDS = 120 };

typedef struct Watched {
  Arena *arena;
  char *helder, *policy; /* the copy that is saved */
  char *data;
  Text source; /* of the policy */
  pid_t process;
  int screen;  /* what it shows */
  Buffer seen; /* since the last wait */
} Watched;

static void start(Watched *watched) {
  int ends[2];
  if (pipe(ends) != 0 || (watched->process = fork()) < 0)
    figure_fail("no pipe or process");
  if (watched->process == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    execl(watched->helder, watched->helder, "watch", watched->policy, "--data", watched->data,
          "--as-of", "2026-11-21", "--threads", "2", (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  watched->screen = ends[0];
}

/* Until these words are on the screen; what came after them stays for the next wait. */
static void wait_for(Watched *watched, const char *words) {
  double begun = figure_clock();
  for (;;) {
    char *found = watched->seen.length
                      ? memmem(watched->seen.bytes, watched->seen.length, words, strlen(words))
                      : NULL;
    if (found) {
      size_t end = (size_t)(found - watched->seen.bytes) + strlen(words);
      memmove(watched->seen.bytes, watched->seen.bytes + end, watched->seen.length - end);
      watched->seen.length -= end;
      return;
    }
    struct pollfd ready = {.fd = watched->screen, .events = POLLIN};
    char bytes[4096];
    ssize_t got = poll(&ready, 1, 1000) > 0 ? read(watched->screen, bytes, sizeof bytes) : -1;
    if (got == 0 || figure_clock() - begun > MOST_SECONDS)
      figure_fail("the watch never showed \"%s\"", words);
    if (got > 0)
      buffer_append(&watched->seen, bytes, (size_t)got);
  }
}

/* The policy with another number of quiet days, renamed into place as editors do. */
static void save(const Watched *watched, int days) {
  static const char line[] = "local QUIET_DAYS = 30";
  const char *at = memmem(watched->source.bytes, watched->source.length, line, sizeof line - 1);
  if (!at)
    figure_fail("no %s in the policy", line);
  const char *after = at + sizeof line - 1;
  char *beside = arena_format(watched->arena, "%s.new", watched->policy);
  FILE *file = fopen(beside, "w");
  if (!file)
    figure_fail("cannot write %s", beside);
  fwrite(watched->source.bytes, 1, (size_t)(at - watched->source.bytes), file);
  fprintf(file, "local QUIET_DAYS = %d", days);
  fwrite(after, 1, (size_t)(watched->source.bytes + watched->source.length - after), file);
  if (fclose(file) != 0 || rename(beside, watched->policy) != 0)
    figure_fail("cannot save %s", watched->policy);
}

/* Middle milliseconds from a save. */
typedef struct Waits {
  double counts, findings; /* until they are on the screen */
} Waits;

static Waits watch_saves(Watched *watched) {
  double counts[SAVES], findings[SAVES];
  start(watched);
  wait_for(watched, "Ctrl-C ends.");
  for (int i = 0; i < SAVES; i++) {
    save(watched, 31 + i);
    double saved = figure_clock();
    wait_for(watched, "from save");
    counts[i] = figure_clock() - saved;
    wait_for(watched, "Ctrl-C ends.");
    findings[i] = figure_clock() - saved;
  }
  kill(watched->process, SIGINT);
  waitpid(watched->process, NULL, 0);
  return (Waits){figure_median(counts, SAVES) * 1e3, figure_median(findings, SAVES) * 1e3};
}

int main(int argc, char **argv) {
  Error error = {0};
  if (argc != 5)
    figure_fail("usage: watch HELDER POLICY FILE FOLDER");
  Watched watched = {.arena = arena_make(), .helder = argv[1], .data = argv[3]};
  if (!file_folder_ensure(argv[4], &error) ||
      !file_read(watched.arena, argv[2], &watched.source, &error))
    figure_fail("%s", error.message);
  watched.policy = file_join(watched.arena, argv[4], "policy.lua");
  save(&watched, 30);
  Waits waits = watch_saves(&watched);
  char *once[] = {argv[1],      "run",       argv[2], "--data",   argv[3], "--as-of",
                  "2026-11-21", "--threads", "2",     "--counts", NULL};
  figure_print((Figure){"watch, from save to screen", waits.counts, "ms",
                        "run --counts, columns kept", process_seconds(once) * 1e3,
                        "value <=", 100});
  figure_print((Figure){"watch, from save to what check finds", waits.findings, "ms",
                        "its counts on the screen", waits.counts, "value <=", 150});
  buffer_free(&watched.seen);
  arena_drop(watched.arena);
  return 0;
}

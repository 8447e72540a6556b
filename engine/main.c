/* argv -> command. The only place that prints, and that picks the exit code:
 * 0 good, 1 a finding, 2 it could not do the job, 130 interrupted. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/version.h"
#include "commands/command.h"
#include "log/run_write.h"

enum { EXIT_GOOD = 0, EXIT_FINDING = 1, EXIT_CANNOT = 2, EXIT_INTERRUPTED = 130 };

static void say_out_of_memory(size_t bytes) {
  char text[96];
  int length = snprintf(text, sizeof text, "helder: out of memory (asked for %zu bytes)\n", bytes);
  if (write(STDERR_FILENO, text, (size_t)length) < 0)
    errno = 0; /* nobody listens; the exit code still tells */
  run_write_abandon();
  _exit(EXIT_CANNOT);
}

/* False when the reader of our output is gone or the disk is full. */
static bool print_all(int descriptor, Text text) {
  while (text.length) {
    ssize_t put = write(descriptor, text.bytes, text.length);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return false;
    text.bytes += put, text.length -= (size_t)put;
  }
  return true;
}

static void print_error(const Error *error, const char *command) {
  Buffer out = {0};
  buffer_string(&out, "helder: ");
  error_print(error, &out);
  if (error->kind == ERROR_USAGE && command)
    buffer_format(&out, "\n  See: helder %s --help", command);
  buffer_byte(&out, '\n');
  print_all(STDERR_FILENO, buffer_view(&out));
  buffer_free(&out);
}

static int help(void) {
  Buffer out = {0};
  buffer_string(&out, "helder " HELDER_VERSION ": open and honest customer policies\n\n");
  for (size_t i = 0; commands[i]; i++)
    buffer_format(&out, "  helder %-9s %s\n", commands[i]->name, commands[i]->summary);
  buffer_string(&out, "\nhelder COMMAND --help tells more of one command.\n");
  bool printed = print_all(STDOUT_FILENO, buffer_view(&out));
  buffer_free(&out);
  return printed ? EXIT_GOOD : EXIT_CANNOT;
}

enum { NAMES_MOST = 64 }; /* that a slip is held against */

static const Command *command_named(const char *name, Error *error) {
  Text names[NAMES_MOST];
  size_t count = 0;
  for (; commands[count]; count++) {
    if (strcmp(commands[count]->name, name) == 0)
      return commands[count];
    if (count < NAMES_MOST)
      names[count] = text_of(commands[count]->name);
  }
  Text near = text_nearest(text_of(name), names, count < NAMES_MOST ? count : NAMES_MOST);
  error_set(error, ERROR_USAGE, "there is no command \"%s\"", name);
  if (near.length)
    error_hint(error, "did you mean: helder %.*s?", TEXT_ARGS(near));
  else
    error_hint(error, "helder help lists the commands");
  return NULL;
}

static bool asks_help(int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
      return true;
  return false;
}

static int run_command(const Command *command, int argc, char **argv) {
  if (asks_help(argc, argv))
    return print_all(STDOUT_FILENO, text_of(command->usage)) ? EXIT_GOOD : EXIT_CANNOT;
  Buffer out = {0};
  Error error = {.kind = ERROR_NONE};
  int code = command->run(argc, argv, &out, &error);
  interrupt_hold(); /* what it did is told */
  bool printed = print_all(STDOUT_FILENO, buffer_view(&out));
  buffer_free(&out);
  if (error.kind != ERROR_NONE) {
    print_error(&error, command->name);
    return error.kind == ERROR_INTERRUPTED ? EXIT_INTERRUPTED : EXIT_CANNOT;
  }
  if (!printed && errno != EPIPE) {
    error_set(&error, ERROR_SYSTEM, "could not write the result to standard output");
    print_error(&error, NULL);
    return EXIT_CANNOT;
  }
  return code ? EXIT_FINDING : EXIT_GOOD;
}

int main(int argc, char **argv) {
  memory_when_exhausted(say_out_of_memory);
  interrupt_watch();
  if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
    return help();
  if (strcmp(argv[1], "--version") == 0)
    return print_all(STDOUT_FILENO, TEXT("helder " HELDER_VERSION "\n")) ? EXIT_GOOD : EXIT_CANNOT;
  Error error;
  const Command *command = command_named(argv[1], &error);
  if (!command) {
    print_error(&error, NULL);
    return EXIT_CANNOT;
  }
  return run_command(command, argc - 1, argv + 1);
}

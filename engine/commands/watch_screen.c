#include "commands/watch_screen.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ROWS_USUAL = 24, ROWS_LEAST = 4 };

WatchScreen watch_screen_make(void) {
  return (WatchScreen){.terminal = isatty(STDOUT_FILENO)};
}

static bool put_all(Text text, Error *error) {
  while (text.length) {
    ssize_t put = write(STDOUT_FILENO, text.bytes, text.length);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return error_set(error, ERROR_SYSTEM, "could not write to standard output: %s",
                       strerror(errno));
    text.bytes += put, text.length -= (size_t)put;
  }
  return true;
}

static size_t rows_of_terminal(void) {
  struct winsize size;
  bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row >= ROWS_LEAST;
  return known ? size.ws_row : ROWS_USUAL;
}

static size_t count_lines(Text block) {
  size_t lines = 0;
  for (size_t i = 0; i < block.length; i++)
    lines += block.bytes[i] == '\n';
  return lines;
}

/* Each line is cleared to its end after it is written, and the rest of the screen last: no
 * flicker. What does not fit is counted: scrolled, it could not be painted over. */
static void paint(Text block, Buffer *out) {
  size_t room = rows_of_terminal() - 1, lines = count_lines(block), line = 0;
  bool fits = lines <= room;
  for (size_t i = 0; i < block.length && (fits || line + 1 < room); i++) {
    if (block.bytes[i] == '\n')
      buffer_string(out, "\033[K");
    buffer_byte(out, block.bytes[i]);
    line += block.bytes[i] == '\n';
  }
  if (!fits)
    buffer_format(out, "(%zu more lines: a taller window shows them)\033[K\n", lines - line);
}

bool watch_screen_show(WatchScreen *screen, Text block, Error *error) {
  if (!screen->terminal)
    return put_all(block, error);
  Buffer out = {0};
  buffer_string(&out, screen->painted ? "\033[H" : "\033[2J\033[H");
  paint(block, &out);
  buffer_string(&out, "\033[J");
  screen->painted = true;
  bool good = put_all(buffer_view(&out), error);
  buffer_free(&out);
  return good;
}

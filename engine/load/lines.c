#include "load/lines.h"

void lines_rewind(Lines *lines) {
  lines->lf = lines->cr = lines->quote = (LineFinder){SIZE_MAX, 0};
}

static void finder_shift(LineFinder *finder, size_t by) {
  if (finder->next != SIZE_MAX)
    finder->next = finder->next < by ? SIZE_MAX : finder->next - by;
  finder->scanned -= finder->scanned < by ? finder->scanned : by;
}

void lines_shift(Lines *lines, size_t by) {
  finder_shift(&lines->lf, by);
  finder_shift(&lines->cr, by);
  finder_shift(&lines->quote, by);
}

static inline size_t find(LineFinder *finder, Text window, size_t at, char byte) {
  if (finder->next != SIZE_MAX && finder->next >= at)
    return finder->next;
  size_t from = finder->scanned > at ? finder->scanned : at;
  const char *found =
      from < window.length ? memchr(window.bytes + from, byte, window.length - from) : NULL;
  finder->next = found ? (size_t)(found - window.bytes) : SIZE_MAX;
  finder->scanned = found ? finder->next : window.length;
  return finder->next;
}

LineEnd lines_next(Lines *lines, Text window, size_t at, bool ended, size_t *end) {
  size_t lf = find(&lines->lf, window, at, '\n');
  size_t cr = find(&lines->cr, window, at, '\r');
  if (cr != SIZE_MAX && (lf == SIZE_MAX || cr + 1 < lf)) {
    if (cr + 1 == window.length && !ended)
      return LINE_CUT;
    *end = cr + 1;
    return LINE_CR;
  }
  *end = lf == SIZE_MAX ? window.length : lf + 1;
  if (lf == SIZE_MAX)
    return ended ? LINE_NONE : LINE_CUT;
  return cr == lf - 1 && lf > at ? LINE_CRLF : LINE_LF;
}

bool lines_quoted(Lines *lines, Text window, size_t at, size_t end) {
  return find(&lines->quote, window, at, '"') < end;
}

/* --- the style ---------------------------------------------------------------- */

void lines_count(Lines *lines, LineEnd kind) {
  if (kind <= LINE_CR)
    lines->counts[kind]++;
}

void lines_absorb(Lines *lines, const Lines *more) {
  for (int i = 0; i < 3; i++)
    lines->counts[i] += more->counts[i];
}

const char *lines_style(const Lines *lines) {
  static const char *const names[] = {"LF", "CRLF", "CR"};
  const char *style = NULL;
  for (int i = 0; i < 3; i++)
    if (lines->counts[i])
      style = style ? "mixed" : names[i];
  return style ? style : "LF";
}

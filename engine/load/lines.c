#include "load/lines.h"

void lines_rewind(Lines *lines) {
  lines->lf = lines->cr = (LineFinder){SIZE_MAX, 0};
  lines->risk_until = 0;
}

static void finder_shift(LineFinder *finder, size_t by) {
  if (finder->next != SIZE_MAX)
    finder->next = finder->next < by ? SIZE_MAX : finder->next - by;
  finder->scanned -= finder->scanned < by ? finder->scanned : by;
}

void lines_shift(Lines *lines, size_t by) {
  finder_shift(&lines->lf, by);
  finder_shift(&lines->cr, by);
  lines->risk_until -= lines->risk_until < by ? lines->risk_until : by;
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

/* --- white space at the ends of cells ----------------------------------------- */

typedef signed char Lane __attribute__((vector_size(16)));

static inline Lane load(const char *bytes) {
  Lane lane;
  memcpy(&lane, bytes, sizeof lane);
  return lane;
}

static inline Lane all_of(char byte) {
  return (Lane){byte, byte, byte, byte, byte, byte, byte, byte,
                byte, byte, byte, byte, byte, byte, byte, byte};
}

static inline bool is_space(char byte, char delimiter) {
  return byte == ' ' || (byte == '\t' && delimiter != '\t');
}

static inline bool is_edge(char byte, char delimiter) {
  return byte == delimiter || byte == '\n' || byte == '\r';
}

static bool space_beside_edge(const char *bytes, size_t length, char delimiter) {
  const Lane blank = all_of(' '), tab = all_of(delimiter == '\t' ? ' ' : '\t');
  const Lane comma = all_of(delimiter), lf = all_of('\n'), cr = all_of('\r');
  Lane found = all_of(0);
  size_t i = 0;
  for (; i + sizeof(Lane) < length; i += sizeof(Lane)) {
    Lane here = load(bytes + i), next = load(bytes + i + 1);
    Lane space_here = (here == blank) | (here == tab);
    Lane space_next = (next == blank) | (next == tab);
    Lane edge_here = (here == comma) | (here == lf) | (here == cr);
    Lane edge_next = (next == comma) | (next == lf) | (next == cr);
    found |= (space_here & edge_next) | (edge_here & space_next);
  }
  uint64_t halves[2];
  memcpy(halves, &found, sizeof halves);
  if (halves[0] | halves[1])
    return true;
  for (; i + 1 < length; i++)
    if ((is_space(bytes[i], delimiter) && is_edge(bytes[i + 1], delimiter)) ||
        (is_edge(bytes[i], delimiter) && is_space(bytes[i + 1], delimiter)))
      return true;
  return is_space(bytes[0], delimiter) || is_space(bytes[length - 1], delimiter);
}

bool lines_trim_risk(Lines *lines, Text window, size_t at, size_t end, char delimiter) {
  if (end > lines->risk_until) {
    lines->risk = space_beside_edge(window.bytes + at, window.length - at, delimiter);
    lines->risk_until = window.length;
  }
  return lines->risk;
}

/* --- the style ---------------------------------------------------------------- */

void lines_count(Lines *lines, LineEnd kind) {
  if (kind <= LINE_CR)
    lines->counts[kind]++;
}

const char *lines_style(const Lines *lines) {
  static const char *const names[] = {"LF", "CRLF", "CR"};
  const char *style = NULL;
  for (int i = 0; i < 3; i++)
    if (lines->counts[i])
      style = style ? "mixed" : names[i];
  return style ? style : "LF";
}

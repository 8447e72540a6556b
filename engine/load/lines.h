/* Lines: where the next line of a window ends, whatever ends it (LF, CRLF, CR), and
 * whether libcsv may be left to trim.
 *
 * Each byte is looked at once or twice, by memchr and sixteen at a time. Inside
 * quotes a line end is only a place to stop; libcsv decides what it means. */
#ifndef HELDER_LOAD_LINES_H
#define HELDER_LOAD_LINES_H
#include "base/text.h"

typedef enum LineEnd { LINE_LF, LINE_CRLF, LINE_CR, LINE_NONE, LINE_CUT } LineEnd;

typedef struct LineFinder {
  size_t next, scanned; /* the next such byte; searched up to here */
} LineFinder;

typedef struct Lines {
  LineFinder lf, cr;
  size_t risk_until; /* the window is judged up to here */
  bool risk;         /* that part has cells that begin or end with white space */
  uint64_t counts[3];
} Lines;

/* The end of the line that begins at `at` (after its line end). LINE_NONE: the last
 * line, without one. LINE_CUT: more bytes are needed first. */
LineEnd lines_next(Lines *lines, Text window, size_t at, bool ended, size_t *end);

/* The window moved `by` bytes to the left; or everything is to be searched anew. */
void lines_shift(Lines *lines, size_t by);
void lines_rewind(Lines *lines);

/* True when a cell in the line at `at` may begin or end with a space or tab: libcsv
 * would cut those off, cells are kept as they are. */
bool lines_trim_risk(Lines *lines, Text window, size_t at, size_t end, char delimiter);

/* Counts how records end; "LF", "CRLF", "CR", "mixed" ("LF" when none did). */
void lines_count(Lines *lines, LineEnd kind);
const char *lines_style(const Lines *lines);
#endif

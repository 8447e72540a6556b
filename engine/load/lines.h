/* Lines: where the next line of a window ends, whatever ends it (LF, CRLF, CR), and
 * whether a quote stands in it.
 *
 * Each byte is looked at three times, by memchr. Inside quotes a line end is only a
 * place to stop; libcsv decides what it means. */
#ifndef HELDER_LOAD_LINES_H
#define HELDER_LOAD_LINES_H
#include "base/text.h"

typedef enum LineEnd { LINE_LF, LINE_CRLF, LINE_CR, LINE_NONE, LINE_CUT } LineEnd;

typedef struct LineFinder {
  size_t next, scanned; /* the next such byte; searched up to here */
} LineFinder;

typedef struct Lines {
  LineFinder lf, cr, quote;
  uint64_t counts[3];
} Lines;

/* The end of the line that begins at `at` (after its line end). LINE_NONE: the last
 * line, without one. LINE_CUT: more bytes are needed first. */
LineEnd lines_next(Lines *lines, Text window, size_t at, bool ended, size_t *end);

/* The window moved `by` bytes to the left; or everything is to be searched anew. */
void lines_shift(Lines *lines, size_t by);
void lines_rewind(Lines *lines);

/* True when a quote stands in the line that begins at `at`. */
bool lines_quoted(Lines *lines, Text window, size_t at, size_t end);

/* Counts how records end; "LF", "CRLF", "CR", "mixed" ("LF" when none did). */
void lines_count(Lines *lines, LineEnd kind);
void lines_absorb(Lines *lines, const Lines *more);
const char *lines_style(const Lines *lines);
#endif

/* Lists of customers from a finished run: who was selected, excluded, in a segment; with
 * the values that the rules read, for a campaign. The final outcome counts: an override in
 * force changes who is listed, and the row says so. Costs one pass over the lines; only
 * those that may be listed are parsed. */
#ifndef HELDER_EXPLAIN_LIST_H
#define HELDER_EXPLAIN_LIST_H
#include "log/run_read.h"

typedef enum WantedKind { WANTED_SELECTED, WANTED_EXCLUDED, WANTED_SEGMENT } WantedKind;

typedef struct Wanted {
  WantedKind kind;
  Text name;    /* of the selection, exclusion or segmentation */
  Text segment; /* WANTED_SEGMENT */
} Wanted;

/* 'selected quiet Sunday', 'excluded by membership paused', 'segment guest=keeper of the
 * calm'. False with the Error filled where it is neither, or the run knows no such name. */
bool wanted_read(Arena *arena, const Run *run, Text words, Wanted *wanted, Error *error);

typedef enum ListForm {
  LIST_CSV,    /* commas, points, LF: key, the fields of `read`, override */
  LIST_CSV_NL, /* as Dutch Excel opens it: byte order mark, semicolons, commas, CRLF */
  LIST_NDJSON  /* {"key","read","missing","overrides"} a line */
} ListForm;

typedef struct Listed {
  size_t customers;
  size_t put_in, left_out; /* of them by hand; and left out by hand */
} Listed;

/* False with the Error filled: a line cannot be read. */
bool list_write(const Run *run, const Wanted *wanted, ListForm form, Buffer *out, Listed *listed,
                Error *error);

typedef struct ListLines {
  Text *lines; /* views into the run, in its order */
  size_t count;
} ListLines;

/* The decision lines of the same customers; `wanted` NULL: of all who were not erased. */
bool list_lines_wanted(Arena *arena, const Run *run, const Wanted *wanted, ListLines *lines,
                       Error *error);

/* The first guarantee that the run broke; empty when it broke none. */
Text list_broken_guarantee(const Run *run);
#endif

/* Places inside one record, for messages: found by looking again, only when there
 * is something to refuse. Each call costs one pass over the record. */
#ifndef HELDER_LOAD_PLACE_H
#define HELDER_LOAD_PLACE_H
#include "base/text.h"

/* Where cell `cell` of a well-formed record begins (its length when it has fewer). */
size_t place_of_cell(Text record, char delimiter, size_t cell);

/* Where the quote that is still open at the end of the record was opened;
 * SIZE_MAX when none is. */
size_t place_of_open_quote(Text record, char delimiter);

/* Line and column (code points, from 1) of a byte, for a record that begins at
 * `line`. LF, CRLF and CR each end a line. */
void place_in_record(Text record, size_t at, long *line, long *column);

/* The place after the first line and its line end. */
size_t place_after_line(Text record);

/* The line that holds this byte, without its end. */
Text place_line(Text record, size_t at);
#endif

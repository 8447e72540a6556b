/* What one cell can be. A set of formats is a mask; a column's formats are those
 * that every cell of it fits (the masks anded).
 *
 * Cells are trimmed here, and only here: " 12 " is the number 12, but stays " 12 "
 * in a text column. Leading zeros, a plus sign or more than 18 digits before the
 * mark: no number. Thousands stand in groups of exactly three. Each call costs
 * time linear in the cell (some ns) and allocates nothing. */
#ifndef HELDER_LOAD_FORMAT_H
#define HELDER_LOAD_FORMAT_H
#include "base/text.h"

enum {
  FORMAT_INTEGER = 1 << 0,        /* 1234 */
  FORMAT_INTEGER_COMMAS = 1 << 1, /* 1234 or 1,234 */
  FORMAT_INTEGER_DOTS = 1 << 2,   /* 1234 or 1.234 */
  FORMAT_DECIMAL_POINT = 1 << 3,  /* 1234.5 or 1,234.5 */
  FORMAT_DECIMAL_COMMA = 1 << 4,  /* 1234,5 or 1.234,5 */
  FORMAT_BIT = 1 << 5,            /* 1 0 */
  FORMAT_WORD = 1 << 6,           /* true false yes no ja nee, in any case */
  FORMAT_ISO = 1 << 7,            /* 2026-05-21 */
  FORMAT_DMY = 1 << 8,            /* 21-05-2026 21/5/2026 */
  FORMAT_MDY = 1 << 9,            /* 05/21/2026 */
  FORMAT_TEXT = 1 << 10,          /* anything */
  FORMAT_ALL = (1 << 11) - 1,
  FORMAT_POINT = FORMAT_DECIMAL_POINT | FORMAT_INTEGER_COMMAS,
  FORMAT_COMMA = FORMAT_DECIMAL_COMMA | FORMAT_INTEGER_DOTS,
  FORMAT_NUMBERS = FORMAT_INTEGER | FORMAT_POINT | FORMAT_COMMA,
  FORMAT_DATES = FORMAT_ISO | FORMAT_DMY | FORMAT_MDY
};

/* All formats this cell fits; FORMAT_ALL for a cell of white space only. */
uint32_t format_of(Text cell);

/* FORMAT_INTEGER. The text is not trimmed. */
bool format_integer(Text cell, int64_t *number);

/* FORMAT_INTEGER_COMMAS (mark '.') or FORMAT_INTEGER_DOTS (mark ','): thousands. */
bool format_grouped(Text cell, char mark, int64_t *number);

/* FORMAT_DECIMAL_POINT (mark '.') or FORMAT_DECIMAL_COMMA; correctly rounded. */
bool format_decimal(Text cell, char mark, double *number);

bool format_boolean(Text cell, bool *answer); /* FORMAT_WORD and FORMAT_BIT */

/* One of FORMAT_ISO, FORMAT_DMY, FORMAT_MDY. */
bool format_date(Text cell, uint32_t format, int32_t *days);
#endif

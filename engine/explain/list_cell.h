/* Cells of a CSV file that people open in Excel. A text that a spreadsheet would take for
 * a formula (it begins with = + - @, a tab or a CR) gets an apostrophe before it; numbers
 * that are numbers do not. Costs the cell. */
#ifndef HELDER_EXPLAIN_LIST_CELL_H
#define HELDER_EXPLAIN_LIST_CELL_H
#include <jansson.h>

#include "explain/list.h"

/* A text as a cell. For Excel, what it would take for a number, a date or a boolean
 * (list_excel.h) stands as ="0123". */
void list_cell_text(Buffer *out, Text text, ListForm form);

/* A value of `read`; NULL: it is missing, the cell stays empty. */
void list_cell_value(Buffer *out, const json_t *value, ListForm form);

/* A date's: ISO text, which Excel is to take for the date it is. */
void list_cell_date(Buffer *out, const json_t *value, ListForm form);

/* A key: text, or as it is where it is a whole number. */
void list_cell_key(Buffer *out, Text key, ListForm form);
#endif

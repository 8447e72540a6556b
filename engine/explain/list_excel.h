/* What a Dutch Excel makes of a cell's text when it opens a CSV file: a number, an amount, a
 * percentage, a date, a time, a fraction, a boolean or an error value. House numbers (1-2), sizes
 * (3/4) and codes (1e5) are lost that way.
 *
 * Rather too many than too few: whatever is made of digits and the signs around them counts, with
 * the name of one month, an exponent, a half of the day or a currency. Costs the text. */
#ifndef HELDER_EXPLAIN_LIST_EXCEL_H
#define HELDER_EXPLAIN_LIST_EXCEL_H
#include <stdbool.h>

#include "base/text.h"

bool list_excel_takes(Text text);
#endif

/* The dialect of a CSV file, found in its first block: the delimiter, and whether a
 * `sep=;` line (as Excel writes it) names it.
 *
 * A delimiter counts when it stands in the first record outside quotes; of those,
 * the one that splits most records as it splits the first, then the one that splits
 * it into most cells. A file of one column has none of the four in its first record;
 * if its rows do (commas, or others in most rows) that delimiter is the answer, so
 * that the rows are refused: a header of one name over them is no header.
 * Costs one pass over the sample for each of the four. */
#ifndef HELDER_LOAD_DIALECT_H
#define HELDER_LOAD_DIALECT_H
#include "base/text.h"

typedef struct Dialect {
  char delimiter;  /* ',' ';' '\t' '|' */
  size_t preamble; /* bytes of the `sep=` line, 0 without one */
  bool one_column; /* no delimiter was seen in the first record */
} Dialect;

/* `whole`: the sample is the whole file (else its last record may be cut off). */
Dialect dialect_find(Text sample, bool whole);
#endif

/* Joining the parts of a column, each filled by itself, to what one filling of all rows
 * would have made: the same cells, codes, widths and missing bits. Costs a copy of the
 * cells, and entering the texts of every part but the first. */
#ifndef HELDER_TABLE_JOIN_H
#define HELDER_TABLE_JOIN_H
#include "table/builder.h"

/* Takes over what `part`, whose cells come after all taken so far, knows of its formats. */
void join_learn(Builder *whole, const Builder *part);

/* Fills `whole` with the cells of the parts, all in its format, and empties the parts. */
void join_cells(Builder *whole, Builder *const *parts, size_t count);

/* Enters the keys of the parts in order; `false` when one of them is there twice. Empties the
 * first part's, which becomes the answer. */
bool join_keys(Dictionary **keys, Dictionary **parts, size_t count);
#endif

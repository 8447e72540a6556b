/* Whether something names a customer, for whoever erases him.
 *
 * A key that is a plain number says nothing where it stands by chance (an age, a line's
 * number): it counts as the customer's key only in the cell of the key. A key with letters counts
 * wherever it stands as a word of its own. */
#ifndef HELDER_LOG_ERASE_NAMES_H
#define HELDER_LOG_ERASE_NAMES_H
#include "log/run_bytes.h"

/* Where the key stands in the rows of a file, as manifest and policy.json tell. */
typedef struct EraseTable {
  Text file; /* its name */
  char delimiter;
  size_t columns, key; /* how many there are; the number of the key's, from 0 */
} EraseTable;

typedef struct EraseTables {
  EraseTable *items;
  size_t count;
} EraseTables;

/* Tables of which it cannot be told are not among them. The Arena owns the answer. */
EraseTables erase_tables(Arena *arena, const RunBytes *run);

/* Whether the text names the key: it stands there, not as a part of a longer word. */
bool erase_names(Text text, Text key);

/* A row of rejected.csv: by the cell of its key (where the record has cells too many or too few:
 * by those it may have moved to); as a word of the record or of what the cause quotes, where it
 * cannot be cut into cells or its table is not known. */
bool erase_row_names(const EraseTables *tables, Text row, Text key);

/* An export: by its first column where that is headed `key` (helder list), by "key" in JSON lines,
 * as a word in any other file. */
bool erase_export_names(Text content, Text key);
#endif

/* A Profile: what stands in the columns of a table, for someone who sees it for the
 * first time. Costs a sort of each column that is no text. Points into the table;
 * lives in the arena given. */
#ifndef HELDER_TABLE_PROFILE_H
#define HELDER_TABLE_PROFILE_H
#include "table/table.h"

enum { PROFILE_FREQUENT = 5, PROFILE_SUSPECTS = 4 };

typedef struct ProfileValue {
  Value value;
  size_t count;
} ProfileValue;

typedef struct ColumnProfile {
  const Column *column;
  const char *writing;                     /* table_column_writing */
  size_t distinct;                         /* of the present cells */
  Value smallest, largest;                 /* VALUE_MISSING when all are missing */
  ProfileValue frequent[PROFILE_FREQUENT]; /* most frequent first, then in order */
  size_t frequent_count;
  ProfileValue suspects[PROFILE_SUSPECTS]; /* look like "no answer" ("unknown", -1, 999) */
  size_t suspect_count;
} ColumnProfile;

/* One for each column of the table. */
ColumnProfile *profile_table(const Table *table, Arena *arena);
#endif

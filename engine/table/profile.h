/* A Profile: what stands in the columns of a table, for someone who sees it for the
 * first time. Costs a sort of each column that is no text. Points into the table;
 * lives in the arena given. */
#ifndef HELDER_TABLE_PROFILE_H
#define HELDER_TABLE_PROFILE_H
#include "table/table.h"

enum { PROFILE_FREQUENT = 5, PROFILE_SUSPECTS = 4, PROFILE_SPELLINGS = 8 };

typedef struct ProfileValue {
  Value value;
  size_t count;
} ProfileValue;

/* A value that looks like "no answer" ("unknown", -1, 999), and the cells it was read
 * from: -1 may stand there as "-1" and as "-1,00", and `missing` means cells. */
typedef struct ProfileSuspect {
  ProfileValue is;
  Text spellings[PROFILE_SPELLINGS];
  size_t spelling_count; /* 0 until profile_spell */
} ProfileSuspect;

typedef struct ColumnProfile {
  const Column *column;
  const char *writing;                     /* table_column_writing */
  size_t distinct;                         /* of the present cells */
  Value smallest, largest;                 /* VALUE_MISSING when all are missing */
  ProfileValue frequent[PROFILE_FREQUENT]; /* most frequent first, then in order */
  size_t frequent_count;
  ProfileSuspect suspects[PROFILE_SUSPECTS];
  size_t suspect_count;
} ColumnProfile;

/* One for each column of the table. */
ColumnProfile *profile_table(const Table *table, Arena *arena);

/* Fills in the spellings of a table that was read with no options but skip_bad_rows:
 * where there are suspects the file is read again. What cannot be read twice (a pipe)
 * or is no longer what it was keeps its suspects without spellings. */
void profile_spell(const Table *table, ColumnProfile *profiles, Arena *arena);
#endif

#include "load/records.h"
#include "table/profile.h"

static bool same(Value a, Value b) {
  switch (a.kind) {
  case VALUE_INTEGER:
    return a.integer == b.integer;
  case VALUE_DECIMAL:
    return a.decimal == b.decimal;
  case VALUE_DATE:
    return a.days == b.days;
  case VALUE_TEXT:
    return text_equal(a.text, b.text);
  default:
    return false;
  }
}

static void note(ProfileSuspect *suspect, Text cell, Arena *arena) {
  for (size_t i = 0; i < suspect->spelling_count; i++)
    if (text_equal(suspect->spellings[i], cell))
      return;
  if (suspect->spelling_count < PROFILE_SPELLINGS)
    suspect->spellings[suspect->spelling_count++] = text_copy(arena, cell);
}

/* The batch's rows begin at row `from` of the table. */
static void spell_column(ColumnProfile *profile, Batch *batch, size_t column, size_t from,
                         Arena *arena) {
  for (size_t row = 0; profile->suspect_count && row < batch->rows; row++) {
    if (column_missing(profile->column, from + row))
      continue;
    Value value = column_value(profile->column, from + row);
    for (size_t i = 0; i < profile->suspect_count; i++)
      if (same(profile->suspects[i].is.value, value))
        note(&profile->suspects[i], batch_cell(batch, row, column), arena);
  }
}

/* True when all of it was read and is what the table was made of. */
static bool spell(const Table *table, ColumnProfile *profiles, Records *records, Arena *arena) {
  Error error = {.kind = ERROR_NONE};
  Batch *batch = records_batch(records);
  size_t rows = 0, columns;
  records_names(records, &columns);
  while (columns == table->column_count && records_next(records, &error)) {
    if (batch->rows > table->rows - rows)
      return false;
    for (size_t i = 0; i < columns; i++)
      spell_column(&profiles[i], batch, i, rows, arena);
    rows += batch->rows;
  }
  char sha256[SHA256_HEX + 1];
  if (error.kind != ERROR_NONE || rows != table->rows)
    return false;
  records_sha256(records, sha256);
  return strcmp(sha256, table->sha256) == 0;
}

void profile_spell(const Table *table, ColumnProfile *profiles, Arena *arena) {
  size_t suspects = 0;
  for (size_t i = 0; i < table->column_count; i++)
    suspects += profiles[i].suspect_count;
  if (!suspects)
    return;
  Error error = {.kind = ERROR_NONE};
  Records *records = records_open(table->path, table->rejected_count > 0, arena, &error);
  bool good = records && spell(table, profiles, records, arena);
  for (size_t i = 0; !good && i < table->column_count; i++)
    for (size_t s = 0; s < profiles[i].suspect_count; s++)
      profiles[i].suspects[s].spelling_count = 0;
  records_close(records);
}

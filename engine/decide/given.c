#include "decide/given.h"

#include "base/memory.h"

const Given *givens_find(const Givens *givens, Text attribute) {
  for (size_t i = 0; i < givens->count; i++)
    if (text_equal(givens->list[i].attribute, attribute))
      return &givens->list[i];
  return NULL;
}

Column given_lay(Arena *arena, const Given *given, const Column *worked_out) {
  size_t rows = worked_out->rows;
  Value *values = memory_array(rows + 1, sizeof *values);
  for (size_t row = 0; row < rows; row++)
    values[row] = column_value(given->rows[row] ? given->values : worked_out, row);
  Column laid = *column_from_values(arena, worked_out->name, values, rows);
  memory_free(values);
  return laid;
}

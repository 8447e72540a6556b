#include "log/rejected.h"

#include <csv.h>

static void write_field(Buffer *out, Text field) {
  size_t length = csv_write(NULL, 0, field.bytes, field.length);
  buffer_reserve(out, length);
  csv_write(out->bytes + out->length, length, field.bytes, field.length);
  out->length += length;
}

Text rejected_csv(Arena *arena, const Table *table) {
  Buffer out = {0};
  buffer_string(&out, "line,why,record\n");
  for (size_t i = 0; i < table->rejected_count; i++) {
    const RejectedRow *row = &table->rejected[i];
    buffer_format(&out, "%ld,", row->line);
    write_field(&out, row->why);
    buffer_byte(&out, ',');
    write_field(&out, row->bytes);
    buffer_byte(&out, '\n');
  }
  Text text = text_copy(arena, buffer_view(&out));
  buffer_free(&out);
  return text;
}

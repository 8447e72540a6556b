#include "load/place.h"

static bool ends_line(char byte) {
  return byte == '\n' || byte == '\r';
}

/* Walks over cells as libcsv does; stops at the beginning of cell `wanted`, or at
 * the end, where `open` is the quote that opened the cell still open, if one is. */
static size_t walk(Text record, char delimiter, size_t wanted, size_t *open) {
  size_t cell = 0, quote = 0;
  bool begins = true, quoted = false;
  *open = SIZE_MAX;
  for (size_t at = 0; at < record.length; at++) {
    if (begins && cell == wanted)
      return at;
    char byte = record.bytes[at];
    if (byte == '"') {
      quote = begins ? at : quote;
      quoted = !quoted; /* a doubled quote closes and opens again */
      begins = false;
    } else if (!quoted) {
      begins = byte == delimiter;
      cell += begins;
    }
  }
  *open = quoted ? quote : SIZE_MAX;
  return record.length;
}

size_t place_of_cell(Text record, char delimiter, size_t cell) {
  size_t open;
  return walk(record, delimiter, cell, &open);
}

size_t place_of_open_quote(Text record, char delimiter) {
  size_t open;
  walk(record, delimiter, SIZE_MAX, &open);
  return open;
}

void place_in_record(Text record, size_t at, long *line, long *column) {
  size_t start = 0;
  for (size_t i = 0; i < at && i < record.length; i++) {
    bool pair = record.bytes[i] == '\r' && i + 1 < record.length && record.bytes[i + 1] == '\n';
    if (!ends_line(record.bytes[i]) || pair)
      continue;
    ++*line;
    start = i + 1;
  }
  size_t until = at < record.length ? at : record.length;
  *column = (long)text_width((Text){record.bytes + start, until - start}) + 1;
}

Text place_line(Text record, size_t at) {
  size_t start = at < record.length ? at : record.length, end = start;
  while (start > 0 && !ends_line(record.bytes[start - 1]))
    start--;
  while (end < record.length && !ends_line(record.bytes[end]))
    end++;
  return (Text){record.bytes + start, end - start};
}

size_t place_after_line(Text record) {
  size_t at = place_line(record, 0).length;
  if (at + 1 < record.length && record.bytes[at] == '\r' && record.bytes[at + 1] == '\n')
    return at + 2;
  return at < record.length ? at + 1 : at;
}

#include "load/dialect.h"

enum { MOST_RECORDS = 1000 };

static const char delimiters[] = {',', ';', '\t', '|'};

/* How one delimiter splits the sample. */
typedef struct Split {
  size_t first;   /* delimiters in the first record */
  size_t records; /* other whole records */
  size_t alike;   /* of those, with as many delimiters as the first */
  size_t with;    /* with at least one */
} Split;

static void record_counted(Split *split, size_t number, size_t found) {
  if (number == 0) {
    split->first = found;
  } else {
    split->records++;
    split->alike += found == split->first;
    split->with += found > 0;
  }
}

static bool ends_line(char byte) {
  return byte == '\n' || byte == '\r';
}

/* Passes over a quoted cell; a doubled quote stays inside. */
static size_t after_quotes(Text text, size_t at) {
  for (at++; at < text.length; at++) {
    if (text.bytes[at] != '"')
      continue;
    if (at + 1 < text.length && text.bytes[at + 1] == '"')
      at++;
    else
      return at + 1;
  }
  return text.length;
}

static Split split_by(Text text, char delimiter, bool whole) {
  Split split = {0};
  size_t found = 0, number = 0, start = 0;
  bool cell_begins = true;
  for (size_t at = 0; at < text.length && number < MOST_RECORDS;) {
    char byte = text.bytes[at];
    if (cell_begins && byte == '"') {
      at = after_quotes(text, at);
      cell_begins = false;
      continue;
    }
    cell_begins = byte == delimiter || ends_line(byte);
    found += byte == delimiter;
    if (ends_line(byte) && at > start)
      record_counted(&split, number++, found);
    at++;
    if (ends_line(byte))
      found = 0, start = at;
  }
  if (number < MOST_RECORDS && start < text.length && (whole || number == 0))
    record_counted(&split, number, found);
  return split;
}

/* The better of two splits: alike share first, then more cells. */
static bool is_better(Split a, Split b) {
  if (!a.first || !b.first)
    return a.first && !b.first;
  size_t left = a.alike * (b.records ? b.records : 1),
         right = b.alike * (a.records ? a.records : 1);
  if (a.records && b.records && left != right)
    return left > right;
  return a.first > b.first;
}

/* Commas that can only be decimal marks: a digit on either side. */
static bool commas_are_decimal(Text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] != ',')
      continue;
    bool between = i > 0 && i + 1 < text.length && text.bytes[i - 1] >= '0' &&
                   text.bytes[i - 1] <= '9' && text.bytes[i + 1] >= '0' && text.bytes[i + 1] <= '9';
    if (!between)
      return false;
  }
  return true;
}

/* `sep=;` and its line end; 0 when the file does not begin so. */
static size_t preamble_length(Text text, char *delimiter) {
  if (text.length < 6 || memcmp(text.bytes, "sep=", 4) != 0 || !ends_line(text.bytes[5]) ||
      !memchr(delimiters, text.bytes[4], sizeof delimiters))
    return 0;
  *delimiter = text.bytes[4];
  return text.bytes[5] == '\r' && text.length > 6 && text.bytes[6] == '\n' ? 7 : 6;
}

Dialect dialect_find(Text sample, bool whole) {
  Dialect dialect = {.delimiter = ','};
  dialect.preamble = preamble_length(sample, &dialect.delimiter);
  if (dialect.preamble)
    return dialect;
  Split best = {0};
  char in_rows = '\0'; /* stands in some rows (for the comma) or in most */
  for (size_t i = 0; i < sizeof delimiters; i++) {
    Split split = split_by(sample, delimiters[i], whole);
    if (is_better(split, best)) {
      best = split;
      dialect.delimiter = delimiters[i];
    }
    if (!in_rows && split.with && (delimiters[i] == ',' || split.with * 2 >= split.records))
      in_rows = delimiters[i];
  }
  dialect.one_column = best.first == 0;
  if (dialect.one_column && in_rows)
    dialect.delimiter = in_rows == ',' && commas_are_decimal(sample) ? ';' : in_rows;
  return dialect;
}

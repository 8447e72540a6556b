#include "log/erase_names.h"

#include <csv.h>
#include <jansson.h>

#include "base/file.h"
#include "base/json.h"

/* --- words -------------------------------------------------------------------------------- */

static bool is_letter(unsigned char byte) {
  return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool in_word(unsigned char byte) {
  return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '_';
}

static bool is_number(Text key) {
  for (size_t i = 0; i < key.length; i++)
    if (is_letter((unsigned char)key.bytes[i]))
      return false;
  return true;
}

bool erase_names(Text text, Text key) {
  for (size_t at = 0; key.length && at + key.length <= text.length; at++) {
    const char *found = memmem(text.bytes + at, text.length - at, key.bytes, key.length);
    if (!found)
      return false;
    at = (size_t)(found - text.bytes);
    size_t end = at + key.length;
    bool begins = at == 0 || !in_word((unsigned char)text.bytes[at - 1]);
    if (begins && (end == text.length || !in_word((unsigned char)text.bytes[end])))
      return true;
  }
  return false;
}

/* The key as it stands, as CSV writes its quotes (once or twice), and as JSON does. */
static bool names_somehow(Text text, Text key) {
  if (erase_names(text, key))
    return true;
  Buffer other = {0};
  json_put_text(&other, key);
  Text inside = {other.bytes + 1, other.length - 2};
  bool found = !text_equal(inside, key) && erase_names(text, inside);
  for (size_t quotes = 2; !found && quotes <= 4 && memchr(key.bytes, '"', key.length);
       quotes *= 2) {
    other.length = 0;
    for (size_t i = 0; i < key.length; i++)
      for (size_t n = 0; n < (key.bytes[i] == '"' ? quotes : 1); n++)
        buffer_byte(&other, key.bytes[i]);
    found = erase_names(text, buffer_view(&other));
  }
  buffer_free(&other);
  return found;
}

/* --- cells -------------------------------------------------------------------------------- */

/* What libcsv makes of one row. */
typedef struct Cells {
  Text key;
  size_t first, last; /* cells that may be the key's */
  size_t count;
  bool found;      /* one of them is the key */
  Buffer *kept[2]; /* of a row of rejected.csv: the cause, the record */
} Cells;

enum { CAUSE = 2, RECORD = 3 };

static void add_cell(void *bytes, size_t length, void *context) {
  Cells *cells = context;
  Text cell = {bytes ? bytes : "", length};
  size_t number = cells->count++;
  if (number >= cells->first && number <= cells->last)
    cells->found |= text_equal(text_trim(cell), cells->key);
  if (cells->kept[0] && (number == CAUSE || number == RECORD))
    buffer_text(cells->kept[number - CAUSE], cell);
}

/* False: it cannot be cut into cells. */
static bool cut(Text row, char delimiter, Cells *cells) {
  struct csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    return false;
  csv_set_delim(&parser, (unsigned char)delimiter);
  bool good = csv_parse(&parser, row.bytes, row.length, add_cell, NULL, cells) == row.length &&
              csv_fini(&parser, add_cell, NULL, cells) == 0;
  csv_free(&parser);
  return good;
}

/* --- tables ------------------------------------------------------------------------------- */

static json_t *json_of(const RunBytes *run, const char *name) {
  const FileBytes *file = run_bytes_file(run, name);
  return file ? json_loadb(file->content.bytes, file->content.length, JSON_ALLOW_NUL, NULL) : NULL;
}

static const char *string_of(const json_t *object, const char *name) {
  return json_string_value(json_object_get(object, name));
}

/* The name of the column that has the customer's key, in the data's number-th table; NULL: it is
 * not told. */
static const char *key_column(const json_t *policy, size_t number) {
  if (number == 0)
    return string_of(json_object_get(policy, "customers"), "key");
  return string_of(json_array_get(json_object_get(policy, "events"), number - 1), "of");
}

static bool read_table(Arena *arena, const json_t *data, const char *key, EraseTable *table) {
  const char *path = string_of(data, "path"), *delimiter = string_of(data, "delimiter");
  size_t i;
  json_t *column;
  if (!path || !delimiter || strlen(delimiter) != 1 || !key)
    return false;
  const char *file = file_name(path);
  *table = (EraseTable){.file = text_copy(arena, text_of(file)), .delimiter = delimiter[0]};
  table->columns = json_array_size(json_object_get(data, "columns"));
  table->key = table->columns;
  json_array_foreach(json_object_get(data, "columns"), i, column) {
    const char *name = string_of(column, "name");
    if (name && strcmp(name, key) == 0)
      table->key = i;
  }
  return table->key < table->columns;
}

EraseTables erase_tables(Arena *arena, const RunBytes *run) {
  json_t *manifest = json_of(run, "manifest.json"), *policy = json_of(run, "policy.json");
  const json_t *data = json_object_get(json_object_get(manifest, "inputs"), "data");
  size_t most = json_array_size(data);
  EraseTables tables = {.items = arena_array(arena, most + 1, sizeof *tables.items)};
  for (size_t i = 0; i < most; i++)
    tables.count += read_table(arena, json_array_get(data, i), key_column(policy, i),
                               &tables.items[tables.count]);
  json_decref(manifest);
  json_decref(policy);
  return tables;
}

/* NULL: the row is of none of them. `row`: of rejected.csv. */
static const EraseTable *table_of(const EraseTables *tables, Text row) {
  for (size_t i = 0; i < tables->count; i++) {
    Cells cells = {.key = tables->items[i].file};
    if (cut(row, ',', &cells) && cells.found)
      return &tables->items[i];
  }
  return NULL;
}

/* --- rows and exports --------------------------------------------------------------------- */

/* Where the record has a cell too many or too few, the key's may have moved by as many. False: it
 * cannot be told whose the record is. */
static bool told_by_cell(const EraseTable *table, Text record, Text key, bool *names) {
  Cells all = {.key = key}, some = {.key = key};
  if (!table || !cut(record, table->delimiter, &all))
    return false;
  size_t more = all.count > table->columns ? all.count - table->columns : 0;
  size_t fewer = all.count < table->columns ? table->columns - all.count : 0;
  some.first = table->key > fewer ? table->key - fewer : 0;
  some.last = table->key + more;
  cut(record, table->delimiter, &some);
  *names = some.found;
  return true;
}

/* Whether what stands between quotes names the key. */
static bool quote_names(Text cause, Text key) {
  const char *first = memchr(cause.bytes, '"', cause.length);
  const char *last = memrchr(cause.bytes, '"', cause.length);
  return first && names_somehow((Text){first, (size_t)(last - first)}, key);
}

bool erase_row_names(const EraseTables *tables, Text row, Text key) {
  Buffer cause = {0}, record = {0};
  Cells whole = {.key = key, .kept = {&cause, &record}};
  if (!cut(row, ',', &whole))
    return names_somehow(row, key);
  bool names = false;
  bool told = told_by_cell(table_of(tables, row), buffer_view(&record), key, &names);
  if (!names && (!told || !is_number(key)))
    names = names_somehow(buffer_view(&record), key) || quote_names(buffer_view(&cause), key);
  buffer_free(&cause);
  buffer_free(&record);
  return names;
}

/* Whether a line of a list begins with the key, in quotes or not. */
static bool begins_with(Text list, Text key) {
  for (size_t at = 0; at < list.length;) {
    const char *end = memchr(list.bytes + at, '\n', list.length - at);
    size_t next = end ? (size_t)(end - list.bytes) : list.length;
    while (at < next && strchr("\"='", list.bytes[at]))
      at++;
    if (at + key.length <= next && memcmp(list.bytes + at, key.bytes, key.length) == 0 &&
        (at + key.length == next || strchr("\",;\r", list.bytes[at + key.length])))
      return true;
    at = next + 1;
  }
  return false;
}

static bool is_headed(Text content, const char *header) {
  size_t length = strlen(header);
  return content.length >= length && memcmp(content.bytes, header, length) == 0;
}

bool erase_export_names(Text content, Text key) {
  static const char mark[] = "\xEF\xBB\xBF";
  if (is_headed(content, mark))
    content = (Text){content.bytes + 3, content.length - 3};
  if (!is_number(key))
    return names_somehow(content, key);
  if (is_headed(content, "key,") || is_headed(content, "key;"))
    return begins_with(content, key);
  if (!is_headed(content, "{\"key\":"))
    return names_somehow(content, key);
  Buffer member = {0};
  buffer_string(&member, "{\"key\":");
  json_put_text(&member, key);
  bool found = memmem(content.bytes, content.length, member.bytes, member.length) != NULL;
  buffer_free(&member);
  return found;
}

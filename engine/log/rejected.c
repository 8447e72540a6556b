#include "log/rejected.h"

#include <csv.h>

#include "base/file.h"
#include "log/base64.h"

enum { LEAF_TEXT = 44 };
static const char header[] = "file,line,why,record\n", erased_why[] = ",erased,",
                  erased_salt[] = "erased";

Text rejected_header(void) {
  return (Text){header, sizeof header - 1};
}

static void write_field(Buffer *out, Text field) {
  size_t length = csv_write(NULL, 0, field.bytes, field.length);
  buffer_reserve(out, length);
  csv_write(out->bytes + out->length, length, field.bytes, field.length);
  out->length += length;
}

static MerkleHash row_leaf(Text salt, Text row) {
  MerkleHash leaf = {{0}};
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, "\0", 1);
  sha256_add(&hash, salt.bytes, salt.length);
  sha256_add(&hash, row.bytes, row.length);
  sha256_end(&hash, leaf.bytes);
  return leaf;
}

static void write_seal(Buffer *seals, Text salt, const MerkleHash *leaf) {
  buffer_text(seals, salt);
  buffer_byte(seals, ' ');
  base64_put(seals, leaf->bytes, SHA256_BYTES);
  buffer_byte(seals, '\n');
}

/* The two files while they are made. */
typedef struct Writing {
  Buffer csv, seals;
  MerkleHash *leaves;
  size_t rows;
} Writing;

static void write_row(Writing *writing, Text file, const RejectedRow *row, const uint8_t *salt) {
  char salted[SALT_TEXT];
  Buffer *csv = &writing->csv;
  size_t begin = csv->length;
  write_field(csv, file);
  buffer_format(csv, ",%ld,", row->line);
  write_field(csv, row->why);
  buffer_byte(csv, ',');
  write_field(csv, row->bytes);
  salt_text(salt, salted);
  MerkleHash leaf =
      row_leaf((Text){salted, SALT_TEXT}, (Text){csv->bytes + begin, csv->length - begin});
  write_seal(&writing->seals, (Text){salted, SALT_TEXT}, &leaf);
  writing->leaves[writing->rows++] = leaf;
  buffer_byte(csv, '\n');
}

/* Without what the cause quotes, from the first quote to the last, and the record. */
static RejectedRow masked_row(Arena *arena, const RejectedRow *row) {
  RejectedRow kept = {row->line, row->why, TEXT("masked")};
  const char *first = memchr(row->why.bytes, '"', row->why.length);
  const char *last = memrchr(row->why.bytes, '"', row->why.length);
  if (first)
    kept.why = text_format(arena, "%.*smasked%.*s", (int)(first - row->why.bytes), row->why.bytes,
                           (int)(row->why.bytes + row->why.length - last - 1), last + 1);
  return kept;
}

size_t rejected_count(const RejectedFrom *from) {
  size_t rows = 0;
  for (size_t i = 0; i < from->count; i++)
    rows += from->tables[i]->rejected_count;
  return rows;
}

static void write_table(Arena *arena, Writing *writing, const Table *table, bool masked,
                        const uint8_t *salts) {
  Text file = text_of(table->path ? file_name(table->path) : "");
  for (size_t i = 0; i < table->rejected_count; i++) {
    RejectedRow row = masked ? masked_row(arena, &table->rejected[i]) : table->rejected[i];
    write_row(writing, file, &row, salts + writing->rows * SALT_BYTES);
  }
}

bool rejected_make(Arena *arena, const RejectedFrom *from, const Salts *salts, bool masked,
                   Rejected *rejected, Error *error) {
  /* Blocks of the key stream that no line has. */
  static const uint64_t first = (uint64_t)1 << 63;
  size_t rows = rejected_count(from);
  uint8_t *salt = arena_array(arena, rows, SALT_BYTES);
  if (!salts_make(salts, first, rows, salt, error))
    return false;
  Writing writing = {.leaves = arena_array(arena, rows, sizeof *writing.leaves)};
  buffer_text(&writing.csv, rejected_header());
  for (size_t i = 0; i < from->count; i++)
    write_table(arena, &writing, from->tables[i], masked, salt);
  *rejected = (Rejected){text_copy(arena, buffer_view(&writing.csv)),
                         text_copy(arena, buffer_view(&writing.seals)), rows,
                         merkle_root(writing.leaves, rows)};
  buffer_free(&writing.csv);
  buffer_free(&writing.seals);
  return true;
}

RejectedReading rejected_begin(Text csv, Text seals) {
  RejectedReading reading = {csv, seals, true};
  size_t length = sizeof header - 1;
  reading.good = csv.length >= length && memcmp(csv.bytes, header, length) == 0;
  if (reading.good)
    reading.csv = (Text){csv.bytes + length, csv.length - length};
  return reading;
}

/* The length of the CSV row at the front, its newline (outside of quotes) included; 0
 * when it does not end. */
static size_t row_length(Text csv) {
  bool quoted = false;
  for (size_t i = 0; i < csv.length; i++) {
    if (csv.bytes[i] == '"')
      quoted = !quoted;
    else if (csv.bytes[i] == '\n' && !quoted)
      return i + 1;
  }
  return 0;
}

static bool take_seal(RejectedReading *reading, RejectedItem *item) {
  const char *end =
      reading->seals.length ? memchr(reading->seals.bytes, '\n', reading->seals.length) : NULL;
  size_t length = end ? (size_t)(end - reading->seals.bytes) : 0;
  if (length < LEAF_TEXT + 2 || reading->seals.bytes[length - LEAF_TEXT - 1] != ' ')
    return false;
  Text leaf = {reading->seals.bytes + length - LEAF_TEXT, LEAF_TEXT};
  item->salt = (Text){reading->seals.bytes, length - LEAF_TEXT - 1};
  item->seal = (Text){reading->seals.bytes, length + 1};
  reading->seals = (Text){end + 1, reading->seals.length - length - 1};
  return base64_read_exactly(leaf, item->leaf.bytes, SHA256_BYTES);
}

/* The length of the quoted field at the front; 0 where there is none. */
static size_t quoted_length(Text row) {
  if (row.length < 2 || row.bytes[0] != '"')
    return 0;
  for (size_t at = 1; at < row.length; at++) {
    if (row.bytes[at] != '"')
      continue;
    if (at + 1 == row.length || row.bytes[at + 1] != '"')
      return at + 1;
    at++;
  }
  return 0;
}

/* The length of file and line at the front of a row; 0 where they are not there. */
static size_t place_length(Text row) {
  size_t at = quoted_length(row);
  if (at == 0 || at == row.length || row.bytes[at] != ',')
    return 0;
  size_t first = ++at;
  while (at < row.length && row.bytes[at] >= '0' && row.bytes[at] <= '9')
    at++;
  return at > first ? at : 0;
}

/* `"visits.csv",12,erased,` */
static bool is_erased_row(Text row) {
  size_t place = place_length(row);
  return place && text_equal((Text){row.bytes + place, row.length - place}, text_of(erased_why));
}

bool rejected_next(RejectedReading *reading, RejectedItem *item) {
  if (!reading->good || (reading->csv.length == 0 && reading->seals.length == 0))
    return false;
  size_t length = row_length(reading->csv);
  reading->good = length && take_seal(reading, item);
  if (!reading->good)
    return false;
  item->row = (Text){reading->csv.bytes, length - 1};
  reading->csv = (Text){reading->csv.bytes + length, reading->csv.length - length};
  MerkleHash now = row_leaf(item->salt, item->row);
  item->erased = text_equal(item->salt, text_of(erased_salt)) && is_erased_row(item->row);
  item->intact = !item->erased && memcmp(now.bytes, item->leaf.bytes, SHA256_BYTES) == 0;
  return true;
}

void rejected_erase(const RejectedItem *item, Buffer *csv, Buffer *seals) {
  buffer_append(csv, item->row.bytes, place_length(item->row));
  buffer_string(csv, erased_why);
  buffer_byte(csv, '\n');
  write_seal(seals, text_of(erased_salt), &item->leaf);
}

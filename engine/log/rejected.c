#include "log/rejected.h"

#include <csv.h>

#include "log/base64.h"

enum { LEAF_TEXT = 44 };
static const char header[] = "line,why,record\n", erased_why[] = ",erased,",
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

static void write_row(const RejectedRow *row, const uint8_t *salt, Buffer *csv, Buffer *seals,
                      MerkleHash *leaf) {
  char salted[SALT_TEXT];
  size_t begin = csv->length;
  buffer_format(csv, "%ld,", row->line);
  write_field(csv, row->why);
  buffer_byte(csv, ',');
  write_field(csv, row->bytes);
  salt_text(salt, salted);
  *leaf = row_leaf((Text){salted, SALT_TEXT}, (Text){csv->bytes + begin, csv->length - begin});
  write_seal(seals, (Text){salted, SALT_TEXT}, leaf);
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

bool rejected_make(Arena *arena, const Table *table, const Salts *salts, bool masked,
                   Rejected *rejected, Error *error) {
  /* Blocks of the key stream that no line has. */
  static const uint64_t first = (uint64_t)1 << 63;
  size_t rows = table->rejected_count;
  uint8_t *salt = arena_array(arena, rows, SALT_BYTES);
  if (!salts_make(salts, first, rows, salt, error))
    return false;
  MerkleHash *leaves = arena_array(arena, rows, sizeof *leaves);
  Buffer csv = {0}, seals = {0};
  buffer_text(&csv, rejected_header());
  for (size_t i = 0; i < rows; i++) {
    RejectedRow row = masked ? masked_row(arena, &table->rejected[i]) : table->rejected[i];
    write_row(&row, salt + i * SALT_BYTES, &csv, &seals, &leaves[i]);
  }
  *rejected = (Rejected){text_copy(arena, buffer_view(&csv)), text_copy(arena, buffer_view(&seals)),
                         rows, merkle_root(leaves, rows)};
  buffer_free(&csv);
  buffer_free(&seals);
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

/* `12,erased,` */
static bool is_erased_row(Text row) {
  size_t digits = 0;
  while (digits < row.length && row.bytes[digits] >= '0' && row.bytes[digits] <= '9')
    digits++;
  return digits && text_equal((Text){row.bytes + digits, row.length - digits}, text_of(erased_why));
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
  const char *comma = memchr(item->row.bytes, ',', item->row.length);
  buffer_append(csv, item->row.bytes, (size_t)(comma - item->row.bytes));
  buffer_string(csv, erased_why);
  buffer_byte(csv, '\n');
  write_seal(seals, text_of(erased_salt), &item->leaf);
}

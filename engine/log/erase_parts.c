#include "log/erase_parts.h"

#include "base/interrupt.h"
#include "base/memory.h"
#include "log/erase_names.h"
#include "log/index.h"
#include "log/line_read.h"
#include "log/merkle.h"
#include "log/rejected.h"

static Text file_content(const RunBytes *run, const char *name) {
  const FileBytes *file = run_bytes_file(run, name);
  return file ? file->content : (Text){"", 0};
}

/* A line that is not what its leaf is of must not disappear. */
static bool is_logged(const Erasing *erasing, Text line, Error *error) {
  Text leaves = file_content(&erasing->run, "leaves");
  MerkleHash leaf = merkle_leaf(line);
  size_t at = (size_t)erasing->row * SHA256_BYTES;
  if (at + SHA256_BYTES <= leaves.length && memcmp(leaves.bytes + at, &leaf, sizeof leaf) == 0)
    return true;
  error_set(error, ERROR_INPUT,
            "this customer's line is not the one that was logged; erasing it would hide that");
  error_at(error, text_of(erasing->run.folder), 0, 0);
  return error_hint(error, "look first with: helder verify %s", erasing->run.folder);
}

static void put_erased(const Erasing *erasing, Buffer *out) {
  const Erasure *erasure = erasing->erasure;
  ErasedLine line = {erasing->row, erasure->on, erasure->ground, erasure->by};
  line_erased_write(out, &line);
}

enum { ROWS_BETWEEN = 4096 }; /* two looks for an interrupt */

bool erase_lines(Erasing *erasing, Error *error) {
  Text lines = file_content(&erasing->run, "decisions.ndjson"), line, key;
  Text index = file_content(&erasing->run, "index");
  size_t most = index.length / INDEX_RECORD, count = 0, at = 0;
  IndexRecord *records = memory_array(most + 1, sizeof *records);
  Buffer scratch = {0};
  bool whole, good = true;
  buffer_reserve(&erasing->decisions, lines.length + 256);
  for (uint64_t row = 0; good && line_next(lines, &at, &line, &whole); row++) {
    uint64_t offset = erasing->decisions.length;
    ErasedLine earlier;
    bool has_key = line_key(line_key_quoted(line), &scratch, &key);
    erasing->before += !has_key && line_erased(line, &earlier);
    if (has_key && erasing->row == UINT64_MAX && text_equal(key, erasing->erasure->key)) {
      erasing->row = row;
      good = is_logged(erasing, line, error);
      put_erased(erasing, &erasing->decisions);
    } else {
      buffer_text(&erasing->decisions, line);
      if (has_key && count < most)
        records[count++] = (IndexRecord){text_hash(key), offset};
    }
    if (whole)
      buffer_byte(&erasing->decisions, '\n');
    if (row % ROWS_BETWEEN == 0 && interrupt_stop(error))
      good = false;
  }
  index_sort(records, count);
  index_bytes(records, count, &erasing->index);
  buffer_free(&scratch);
  memory_free(records);
  return good;
}

void erase_rejected(Erasing *erasing) {
  Text csv = file_content(&erasing->run, "rejected.csv");
  RejectedReading reading = rejected_begin(csv, file_content(&erasing->run, "rejected.seals"));
  RejectedItem item;
  EraseTables tables = erase_tables(erasing->arena, &erasing->run);
  buffer_text(&erasing->csv, rejected_header());
  while (rejected_next(&reading, &item)) {
    if (item.intact && erase_row_names(&tables, item.row, erasing->erasure->key)) {
      rejected_erase(&item, &erasing->csv, &erasing->seals);
      erasing->rejected++;
      continue;
    }
    buffer_text(&erasing->csv, item.row);
    buffer_byte(&erasing->csv, '\n');
    buffer_text(&erasing->seals, item.seal);
  }
  if (erasing->rejected == 0 || !reading.good)
    erasing->rejected = erasing->csv.length = erasing->seals.length = 0;
}

bool erase_is_export_of(const Erasing *erasing, const FileBytes *file) {
  return file->name.length > 8 && memcmp(file->name.bytes, "exports/", 8) == 0 &&
         erase_export_names(file->content, erasing->erasure->key);
}

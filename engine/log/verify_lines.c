#include "base/interrupt.h"
#include "base/memory.h"
#include "log/index.h"
#include "log/line_read.h"
#include "log/verify_parts.h"

enum { LINES_A_LOOK = 4096 };

typedef struct LinesCheck {
  Verifying *verifying;
  Text lines, leaves, index;
  size_t count, leaf_count; /* what is there */
  MerkleHash *hashes;       /* a line's; where it was erased, its leaf */
  IndexRecord *records;
  size_t record_count;
  uint64_t *erased_rows;
  bool without_leaves;
  bool torn;  /* the last line is what its leaf is of, but its newline is not there */
  size_t bad; /* lines that are not what their leaf is of */
  size_t first_bad;
  Text first_key; /* as it stands in the line, in quotes */
} LinesCheck;

static size_t count_lines(Text lines) {
  size_t count = 0;
  for (const char *at = lines.bytes, *end = at + lines.length; at < end; count++) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    at = newline ? newline + 1 : end;
  }
  return count;
}

static const MerkleHash *leaf_of(const LinesCheck *check, size_t row) {
  return row < check->leaf_count
             ? (const MerkleHash *)(const void *)(check->leaves.bytes + row * SHA256_BYTES)
             : NULL;
}

static void look_at(LinesCheck *check, size_t row, Text line, bool whole, uint64_t offset,
                    Buffer *scratch) {
  Verified *verified = check->verifying->verified;
  const MerkleHash *leaf = leaf_of(check, row);
  MerkleHash *hash = &check->hashes[row];
  ErasedLine erased;
  if (line_erased(line, &erased) && erased.seq == row && whole && (leaf || check->without_leaves)) {
    *hash = leaf ? *leaf : (MerkleHash){{0}};
    check->erased_rows[verified->erased++] = row;
    return;
  }
  Text quoted = line_key_quoted(line), key;
  *hash = merkle_leaf(line);
  if (line_key(quoted, scratch, &key))
    check->records[check->record_count++] = (IndexRecord){text_hash(key), offset};
  check->torn = !whole;
  if (check->without_leaves)
    return;
  if (leaf && memcmp(hash, leaf, sizeof *hash) == 0) {
    verified->intact += whole;
  } else if (check->bad++ == 0) {
    check->first_bad = row;
    check->first_key = quoted;
  }
}

/* True after Ctrl-C. */
static bool tell_progress(const LinesCheck *check, size_t row) {
  Verified *verified = check->verifying->verified;
  Error error;
  if (row % LINES_A_LOOK)
    return verified->stopped;
  if (verified->progress)
    verified->progress(verified->progress_context, row, check->count);
  return verified->stopped = interrupt_stop(&error);
}

static void look_at_all(LinesCheck *check) {
  Text line;
  bool whole;
  size_t row = 0, at = 0;
  Buffer scratch = {0};
  for (size_t offset = 0; !tell_progress(check, row) && line_next(check->lines, &at, &line, &whole);
       offset = at)
    look_at(check, row++, line, whole, offset, &scratch);
  buffer_free(&scratch);
}

static bool is_root(const LinesCheck *check, const MerkleHash *hashes, size_t count) {
  const Checkpoint *checkpoint = &check->verifying->verified->checkpoint;
  MerkleHash root = merkle_root(hashes, count);
  return count == checkpoint->size && memcmp(&root, &checkpoint->root, sizeof root) == 0;
}

static void tell_bad_line(const LinesCheck *check, size_t logged) {
  Verifying *verifying = check->verifying;
  Arena *arena = verifying->arena;
  Verified *verified = verifying->verified;
  Buffer more = {0};
  if (check->count != logged)
    buffer_format(&more, "; %zu lines stand where %zu were logged", check->count, logged);
  if (check->bad > 1)
    buffer_format(&more, "; it is the first of %zu such lines", check->bad);
  verify_finding(arena, verified, "decisions.ndjson", check->first_bad + 1,
                 "this is not the line that was logged here%.*s", TEXT_ARGS(buffer_view(&more)));
  buffer_free(&more);
  Text key;
  Buffer scratch = {0};
  if (verified->finding_count <= VERIFY_FINDINGS_MOST && line_key(check->first_key, &scratch, &key))
    verified->findings[verified->finding_count - 1].key = text_copy(arena, key);
  buffer_free(&scratch);
}

/* Every line is what its leaf is of, as far as both go, but the root is another's. */
static void tell_bad_root(const LinesCheck *check) {
  Verifying *verifying = check->verifying;
  Arena *arena = verifying->arena;
  Verified *verified = verifying->verified;
  uint64_t size = verified->checkpoint.size;
  if (check->count < check->leaf_count)
    verify_finding(arena, verified, "decisions.ndjson", check->count + 1,
                   "this line and all behind it are missing: %zu lines stand where %zu were logged",
                   check->count, check->leaf_count);
  else if (check->count != size)
    verify_finding(arena, verified, "checkpoint", 0,
                   "it says %llu lines, but there are %zu, each with its leaf: the checkpoint was "
                   "changed, or decisions.ndjson and leaves both",
                   (unsigned long long)size, check->count);
  else if (verified->erased)
    verify_finding(arena, verified, "leaves", 0,
                   "the leaf of an erased line was changed, or the checkpoint: the leaves do not "
                   "give its root");
  else
    verify_finding(arena, verified, "checkpoint", 0,
                   "its root is not that of the lines, though each has its leaf: the checkpoint "
                   "was changed, or decisions.ndjson and leaves both");
}

static void tell_lines(const LinesCheck *check) {
  Verifying *verifying = check->verifying;
  Verified *verified = verifying->verified;
  bool lines_good = verified->has_checkpoint && is_root(check, check->hashes, check->count);
  bool odd_leaves =
      check->leaves.length % SHA256_BYTES != 0 || (lines_good && check->leaf_count != check->count);
  if (odd_leaves)
    verify_finding(verifying->arena, verified, "leaves", 0,
                   "this file holds %zu bytes, not 32 for each of %zu lines", check->leaves.length,
                   check->count);
  else if (lines_good && check->bad)
    verify_finding(verifying->arena, verified, "leaves", check->first_bad + 1,
                   "this leaf was changed: the line itself is as logged");
  if (lines_good)
    return;
  size_t logged = verified->has_checkpoint ? (size_t)verified->checkpoint.size : check->leaf_count;
  if (check->bad)
    tell_bad_line(check, logged);
  else if (verified->has_checkpoint && !odd_leaves)
    tell_bad_root(check);
}

/* By the root alone: all lines or none. */
static void tell_without_leaves(const LinesCheck *check) {
  Verifying *verifying = check->verifying;
  Verified *verified = verifying->verified;
  if (!verified->has_checkpoint)
    return;
  if (check->count != verified->checkpoint.size)
    verify_finding(verifying->arena, verified, "decisions.ndjson", 0,
                   "%zu lines stand where %llu were logged", check->count,
                   (unsigned long long)verified->checkpoint.size);
  else if (verified->erased)
    verify_finding(verifying->arena, verified, "decisions.ndjson", 0,
                   "whether its lines are those that were logged cannot be told: lines were "
                   "erased, and without the leaves there is no root");
  else if (is_root(check, check->hashes, check->count))
    verified->intact = check->count - check->torn;
  else
    verify_finding(verifying->arena, verified, "decisions.ndjson", 0,
                   "its lines do not give the checkpoint's root: a line was changed, and without "
                   "the leaves nobody can tell which");
}

static void tell_torn(const LinesCheck *check) {
  verify_finding(check->verifying->arena, check->verifying->verified, "decisions.ndjson",
                 check->count, "the end of this line is missing: the file was cut off behind it");
}

static void check_index(const LinesCheck *check) {
  Buffer again = {0};
  index_sort(check->records, check->record_count);
  index_bytes(check->records, check->record_count, &again);
  if (!text_equal(buffer_view(&again), check->index))
    verify_finding(check->verifying->arena, check->verifying->verified, "index", 0,
                   "this is not the index of these lines: it was changed");
  buffer_free(&again);
}

void verify_leaves(Verifying *verifying, Text leaves) {
  Verified *verified = verifying->verified;
  LinesCheck check = {.verifying = verifying, .leaves = leaves};
  check.leaf_count = leaves.length / SHA256_BYTES;
  if (verified->has_checkpoint && !is_root(&check, leaf_of(&check, 0), check.leaf_count))
    verify_finding(verifying->arena, verified, "leaves", 0,
                   "these leaves do not give the checkpoint's root: one of the two was changed");
}

/* What is told of the lines, once all were looked at. */
static void tell(const LinesCheck *check, const Text *index) {
  const Verified *verified = check->verifying->verified;
  size_t before = verified->finding_count;
  if (check->without_leaves)
    tell_without_leaves(check);
  else
    tell_lines(check);
  if (check->torn && check->bad == 0)
    tell_torn(check);
  if (index && verified->finding_count == before)
    check_index(check);
}

void verify_lines(Verifying *verifying, Text lines, const Text *leaves, const Text *index) {
  LinesCheck check = {.verifying = verifying, .lines = lines, .without_leaves = !leaves};
  Verified *verified = verifying->verified;
  check.leaves = leaves ? *leaves : TEXT("");
  check.index = index ? *index : TEXT("");
  check.count = verified->lines = count_lines(lines);
  check.leaf_count = check.leaves.length / SHA256_BYTES;
  check.hashes = memory_array(check.count, sizeof *check.hashes);
  check.records = memory_array(check.count, sizeof *check.records);
  check.erased_rows = memory_array(check.count, sizeof *check.erased_rows);
  look_at_all(&check);
  if (!verified->stopped)
    tell(&check, index);
  uint64_t *rows = arena_array(verifying->arena, verified->erased, sizeof *rows);
  if (verified->erased)
    memcpy(rows, check.erased_rows, verified->erased * sizeof *rows);
  verified->erased_rows = rows;
  memory_free(check.hashes);
  memory_free(check.records);
  memory_free(check.erased_rows);
}

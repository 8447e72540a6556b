#include <pthread.h>

#include "base/crew.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "log/index.h"
#include "log/line_parts.h"
#include "log/line_read.h"
#include "log/verify_parts.h"

enum { LINES_A_LOOK = 4096, SUBTREE = 8192 };

/* Of a part of the lines, and in the end of all. */
typedef struct Seen {
  size_t intact, erased;
  size_t records;
  bool torn;  /* the last line is what its leaf is of, but its newline is not there */
  size_t bad; /* lines that are not what their leaf is of */
  size_t first_bad;
  Text first_key; /* as it stands in the line, in quotes */
} Seen;

typedef struct LinesCheck {
  Verifying *verifying;
  Text lines, leaves, index;
  size_t count, leaf_count; /* what is there */
  MerkleHash *hashes;       /* a line's; where it was erased, its leaf */
  IndexRecord *records;     /* a part's from the number of its first line on; then all */
  uint64_t *erased_rows;    /* the same */
  bool without_leaves;
  LinePart *parts;
  Seen *by_part;
  size_t part_count;
  Seen seen;
  pthread_mutex_t lock; /* over what follows and verifying->verified */
  size_t done;
} LinesCheck;

static const MerkleHash *leaf_of(const LinesCheck *check, size_t row) {
  return row < check->leaf_count
             ? (const MerkleHash *)(const void *)(check->leaves.bytes + row * SHA256_BYTES)
             : NULL;
}

/* A line, where it stands, and its part's first one. */
typedef struct Looked {
  Text line;
  bool whole;
  size_t row, first;
  uint64_t offset;
} Looked;

static void look_at(const LinesCheck *check, const Looked *at, Seen *seen, Buffer *scratch) {
  const MerkleHash *leaf = leaf_of(check, at->row);
  MerkleHash *hash = &check->hashes[at->row];
  ErasedLine erased;
  if (line_erased(at->line, &erased) && erased.seq == at->row && at->whole &&
      (leaf || check->without_leaves)) {
    *hash = leaf ? *leaf : (MerkleHash){{0}};
    check->erased_rows[at->first + seen->erased++] = at->row;
    return;
  }
  Text quoted = line_key_quoted(at->line), key;
  *hash = merkle_leaf(at->line);
  if (line_key(quoted, scratch, &key))
    check->records[at->first + seen->records++] = (IndexRecord){text_hash(key), at->offset};
  seen->torn = !at->whole;
  if (check->without_leaves)
    return;
  if (leaf && memcmp(hash, leaf, sizeof *hash) == 0) {
    seen->intact += at->whole;
  } else if (seen->bad++ == 0) {
    seen->first_bad = at->row;
    seen->first_key = quoted;
  }
}

/* After these many more lines; true after Ctrl-C. */
static bool tell_progress(LinesCheck *check, size_t more) {
  Verified *verified = check->verifying->verified;
  Error error;
  pthread_mutex_lock(&check->lock);
  check->done += more;
  if (verified->progress)
    verified->progress(verified->progress_context, check->done, check->count);
  bool stopped = verified->stopped = verified->stopped || interrupt_stop(&error);
  pthread_mutex_unlock(&check->lock);
  return stopped;
}

static void look_at_part(void *context, size_t number) {
  LinesCheck *check = context;
  const LinePart *part = &check->parts[number];
  Looked look = {.first = part->line, .row = part->line};
  uint64_t before = (uint64_t)(part->lines.bytes - check->lines.bytes);
  Buffer scratch = {0};
  size_t at = 0;
  for (size_t from = 0; line_next(part->lines, &at, &look.line, &look.whole); from = at) {
    look.offset = before + from;
    look_at(check, &look, &check->by_part[number], &scratch);
    if (++look.row % LINES_A_LOOK == 0 && tell_progress(check, LINES_A_LOOK))
      break;
  }
  buffer_free(&scratch);
}

/* What the parts saw, one behind the other. */
static void gather(LinesCheck *check) {
  Seen *all = &check->seen;
  for (size_t i = 0; i < check->part_count; i++) {
    const Seen *seen = &check->by_part[i];
    size_t first = check->parts[i].line;
    memmove(check->records + all->records, check->records + first,
            seen->records * sizeof *check->records);
    memmove(check->erased_rows + all->erased, check->erased_rows + first,
            seen->erased * sizeof *check->erased_rows);
    if (seen->bad && !all->bad)
      all->first_bad = seen->first_bad, all->first_key = seen->first_key;
    all->bad += seen->bad;
    all->records += seen->records;
    all->erased += seen->erased;
    all->intact += seen->intact;
    all->torn |= seen->torn;
  }
  check->verifying->verified->intact = all->intact;
  check->verifying->verified->erased = all->erased;
}

static void look_at_all(LinesCheck *check) {
  check->by_part = memory_array(check->part_count, sizeof *check->by_part);
  pthread_mutex_init(&check->lock, NULL);
  if (!tell_progress(check, 0))
    crew_run(line_parts_threads(check->lines), check->part_count, look_at_part, check);
  pthread_mutex_destroy(&check->lock);
  gather(check);
  memory_free(check->by_part);
}

typedef struct Subtrees {
  const MerkleHash *hashes;
  size_t count;
  MerkleHash *roots;
} Subtrees;

static void subtree_root(void *context, size_t number) {
  const Subtrees *subtrees = context;
  size_t first = number * SUBTREE, left = subtrees->count - first;
  subtrees->roots[number] = merkle_root(subtrees->hashes + first, left < SUBTREE ? left : SUBTREE);
}

/* merkle_root by all threads. */
static MerkleHash root_of(const MerkleHash *hashes, size_t count) {
  size_t number = (count + SUBTREE - 1) / SUBTREE;
  Subtrees subtrees = {hashes, count, memory_array(number, sizeof(MerkleHash))};
  crew_run(crew_processors(), number, subtree_root, &subtrees);
  MerkleHash root = merkle_root(subtrees.roots, number);
  memory_free(subtrees.roots);
  return root;
}

static bool is_root(const LinesCheck *check, const MerkleHash *hashes, size_t count) {
  const Checkpoint *checkpoint = &check->verifying->verified->checkpoint;
  MerkleHash root = root_of(hashes, count);
  return count == checkpoint->size && memcmp(&root, &checkpoint->root, sizeof root) == 0;
}

static void tell_bad_line(const LinesCheck *check, size_t logged) {
  Verifying *verifying = check->verifying;
  Arena *arena = verifying->arena;
  Verified *verified = verifying->verified;
  Buffer more = {0};
  if (check->count != logged)
    buffer_format(&more, "; %zu lines stand where %zu were logged", check->count, logged);
  if (check->seen.bad > 1)
    buffer_format(&more, "; it is the first of %zu such lines", check->seen.bad);
  verify_finding(arena, verified, "decisions.ndjson", check->seen.first_bad + 1,
                 "this is not the line that was logged here%.*s", TEXT_ARGS(buffer_view(&more)));
  buffer_free(&more);
  Text key;
  Buffer scratch = {0};
  if (verified->finding_count <= VERIFY_FINDINGS_MOST &&
      line_key(check->seen.first_key, &scratch, &key))
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
  else if (lines_good && check->seen.bad)
    verify_finding(verifying->arena, verified, "leaves", check->seen.first_bad + 1,
                   "this leaf was changed: the line itself is as logged");
  if (lines_good)
    return;
  size_t logged = verified->has_checkpoint ? (size_t)verified->checkpoint.size : check->leaf_count;
  if (check->seen.bad)
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
    verified->intact = check->count - check->seen.torn;
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
  index_sort(check->records, check->seen.records);
  index_bytes(check->records, check->seen.records, &again);
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
  if (check->seen.torn && check->seen.bad == 0)
    tell_torn(check);
  if (index && verified->finding_count == before)
    check_index(check);
}

void verify_lines(Verifying *verifying, Text lines, const Text *leaves, const Text *index) {
  LinesCheck check = {.verifying = verifying, .lines = lines, .without_leaves = !leaves};
  Verified *verified = verifying->verified;
  check.leaves = leaves ? *leaves : TEXT("");
  check.index = index ? *index : TEXT("");
  check.part_count = line_parts(verifying->arena, lines, &check.parts);
  const LinePart *last = &check.parts[check.part_count - 1];
  check.count = verified->lines = last->line + last->lines_count;
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

/* Every byte of every file of a run of 1,000 lines is changed in turn: verify_run finds each,
 * and names the line or the file. With sanitizers only some hundred bytes of each file.
 *
 * A full look at a run hashes all of it, and nearly all of it is as it was. So the linker puts
 * hashes that remember between verify_run and log/merkle.h (tests/tests.mk): of a line or a
 * subtree whose bytes are those of the untouched run (they are compared) the hash of then is
 * given, and all else is hashed as always. */
#include <check.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log/line_read.h"
#include "log/verify.h"
#include "run_scene.h"

enum { ROWS = 1000, LEVELS = 11, CHECKED_EACH = 997 };

#ifdef HELDER_SANITIZED
enum { SMALL = 1024, SAMPLE = 150 }; /* files up to this many bytes in full; of others so many */
#else
enum { SMALL = 1 << 30, SAMPLE = 1 };
#endif

/* --- hashes that remember ------------------------------------------------------------- */

typedef struct Memory {
  const char *base; /* where the lines stand; NULL: nothing is remembered */
  Text lines;       /* as they were */
  uint32_t *row_at; /* [offset]: the line that begins there, from 1; 0: none */
  size_t lengths[ROWS];
  MerkleHash nodes[LEVELS][ROWS]; /* [level][which]: of 2^level leaves, while they are whole */
  size_t calls, reused;
} Memory;

static Memory memory;

MerkleHash __real_merkle_leaf(Text leaf);
MerkleHash __real_merkle_root(const MerkleHash *leaves, size_t count);
MerkleHash __wrap_merkle_leaf(Text leaf);
MerkleHash __wrap_merkle_root(const MerkleHash *leaves, size_t count);

MerkleHash __wrap_merkle_leaf(Text leaf) {
  size_t offset = (size_t)((uintptr_t)leaf.bytes - (uintptr_t)memory.base);
  size_t row = memory.base && offset < memory.lines.length ? memory.row_at[offset] : 0;
  if (!row || leaf.length != memory.lengths[row - 1] ||
      memcmp(leaf.bytes, memory.lines.bytes + offset, leaf.length) != 0)
    return __real_merkle_leaf(leaf);
  memory.reused++;
  return memory.nodes[0][row - 1];
}

/* The root of 2^level leaves or fewer, from this one on. */
static MerkleHash root_above(const MerkleHash *leaves, size_t first, size_t count, size_t level) {
  size_t half = (size_t)1 << level >> 1;
  bool whole = count == (size_t)1 << level;
  if (count == 1)
    return leaves[first];
  if (count <= half)
    return root_above(leaves, first, count, level - 1);
  if (whole && memcmp(&leaves[first], &memory.nodes[0][first], count * sizeof *leaves) == 0)
    return memory.nodes[level][first >> level];
  MerkleHash left = root_above(leaves, first, half, level - 1);
  MerkleHash right = root_above(leaves, first + half, count - half, level - 1);
  return merkle_node(&left, &right);
}

MerkleHash __wrap_merkle_root(const MerkleHash *leaves, size_t count) {
  if (!memory.base || count == 0 || count > ROWS)
    return __real_merkle_root(leaves, count);
  MerkleHash root = root_above(leaves, 0, count, LEVELS - 1);
  if (memory.calls++ % CHECKED_EACH == 0) {
    MerkleHash real = __real_merkle_root(leaves, count);
    ck_assert_mem_eq(&real, &root, sizeof root);
  }
  return root;
}

static void remember(Arena *arena, const char *base, Text lines) {
  Text line;
  bool whole;
  memory.row_at = arena_array(arena, lines.length, sizeof *memory.row_at);
  size_t row = 0, at = 0;
  for (size_t begin = 0; line_next(lines, &at, &line, &whole); begin = at) {
    memory.lengths[row] = line.length;
    memory.nodes[0][row++] = __real_merkle_leaf(line);
    memory.row_at[begin] = (uint32_t)row;
  }
  for (size_t level = 1; level < LEVELS; level++)
    for (size_t i = 0; (i + 1) << level <= row; i++)
      memory.nodes[level][i] =
          merkle_node(&memory.nodes[level - 1][2 * i], &memory.nodes[level - 1][2 * i + 1]);
  memory.lines = lines;
  memory.base = base;
}

/* --- a run, byte by byte ------------------------------------------------------------------ */

typedef struct Copy { /* in memory of our own */
  RunScene scene;
  RunBytes mapped, bytes;
} Copy;

static char *own(Copy *copy, size_t file) {
  return (char *)(uintptr_t)copy->bytes.files[file].content.bytes;
}

static void copy_start(Copy *copy) {
  Error error;
  run_scene_start(&copy->scene, ROWS, 20);
  Arena *arena = copy->scene.arena;
  ck_assert(run_bytes_open(arena, run_scene_write(&copy->scene), &copy->mapped, &error));
  copy->bytes = copy->mapped;
  copy->bytes.files = arena_array(arena, copy->mapped.count, sizeof *copy->bytes.files);
  for (size_t i = 0; i < copy->mapped.count; i++) {
    copy->bytes.files[i] = copy->mapped.files[i];
    copy->bytes.files[i].content = text_copy(arena, copy->mapped.files[i].content);
    if (text_equal(copy->mapped.files[i].name, TEXT("decisions.ndjson")))
      remember(arena, own(copy, i), copy->mapped.files[i].content);
  }
}

static void copy_end(Copy *copy) {
  memory.base = NULL;
  run_bytes_close(&copy->mapped);
  run_scene_end(&copy->scene);
}

/* Whether a finding names this file, or says that it may be the one. */
static bool names(const Verified *verified, Text file) {
  for (size_t i = 0; i < verified->finding_count && i < VERIFY_FINDINGS_MOST; i++) {
    const Finding *finding = &verified->findings[i];
    const char *name = strcmp(file.bytes, "policy/policy.lua") ? file.bytes : "policy.lua";
    if (text_equal(finding->file, file) || strstr(finding->what.bytes, name))
      return true;
  }
  return false;
}

/* The line, from 1, that a byte is in; 0: the file has none. */
static size_t line_of(const FileBytes *file, size_t at, size_t *last_at, size_t *last_line) {
  if (text_equal(file->name, TEXT("leaves")))
    return at / SHA256_BYTES + 1;
  if (!text_equal(file->name, TEXT("decisions.ndjson")))
    return 0;
  for (; *last_at < at; ++*last_at)
    *last_line += file->content.bytes[*last_at] == '\n';
  return *last_line;
}

/* One byte changed, looked at, and put back. */
static bool flip(Copy *copy, size_t file, size_t at, size_t line) {
  static Verified verified;
  Arena *arena = arena_make();
  const FileBytes *changed = &copy->bytes.files[file];
  char bits = (char)(1 << (at + file) % 8);
  own(copy, file)[at] ^= bits;
  verify_run(arena, &copy->bytes, NULL, &verified);
  own(copy, file)[at] ^= bits;
  bool found = verified.finding_count > 0;
  bool good =
      found && names(&verified, changed->name) && (!line || verified.findings[0].line == line);
  if (!good)
    printf("%s: byte %zu: %s, line %zu: %s\n", changed->name.bytes, at,
           found ? verified.findings[0].file.bytes : "nothing found",
           found ? verified.findings[0].line : 0, found ? verified.findings[0].what.bytes : "");
  arena_drop(arena);
  return good;
}

/* Every so-many-th of the bytes to be flipped. *flips: so many were. False: one was not found. */
static bool flip_share(Copy *copy, size_t share, size_t shares, size_t *flips) {
  bool good = true;
  for (size_t file = 0; good && file < copy->bytes.count; file++) {
    const FileBytes *bytes = &copy->mapped.files[file];
    size_t length = bytes->content.length, last_at = 0, last_line = 1, number = 0;
    size_t step = length <= SMALL ? 1 : length / SAMPLE;
    for (size_t at = 0; good && at < length; at += step, number++) {
      if (number % shares != share)
        continue;
      good = flip(copy, file, at, line_of(bytes, at, &last_at, &last_line));
      ++*flips;
    }
  }
  return good;
}

/* In a process of its own; tells how many it flipped. */
static pid_t begin_share(Copy *copy, size_t share, size_t shares, int pipe) {
  size_t flips = 0;
  pid_t child = fork();
  if (child)
    return child;
  bool good = flip_share(copy, share, shares, &flips) &&
              write(pipe, &flips, sizeof flips) == (ssize_t)sizeof flips;
  fflush(stdout);
  _exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
}

START_TEST(every_flipped_byte_is_found_and_named) {
  Copy copy;
  static Verified verified;
  int ends[2];
  copy_start(&copy);
  verify_run(copy.scene.arena, &copy.bytes, NULL, &verified);
  ck_assert_uint_eq(verified.finding_count, 0);
  ck_assert_uint_eq(memory.reused, ROWS);
  ck_assert_int_eq(pipe(ends), 0);
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t shares = cores > 1 ? (size_t)cores : 1, all = 0;
  fflush(stdout);
  for (size_t i = 0; i < shares; i++)
    ck_assert_int_gt(begin_share(&copy, i, shares, ends[1]), 0);
  bool good = true;
  for (size_t i = 0; i < shares; i++) {
    int status;
    ck_assert_int_gt(wait(&status), 0);
    good = good && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
  }
  ck_assert(good);
  for (size_t i = 0, flips; i < shares; i++, all += flips)
    ck_assert_int_eq(read(ends[0], &flips, sizeof flips), (ssize_t)sizeof flips);
  printf("%zu bytes flipped, each found and named\n", all);
  close(ends[0]);
  close(ends[1]);
  copy_end(&copy);
}
END_TEST

Suite *log_flip_suite(void) {
  Suite *suite = suite_create("log_flip");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 600);
  tcase_add_test(all, every_flipped_byte_is_found_and_named);
  suite_add_tcase(suite, all);
  return suite;
}

/* Verifying a run folder of which a file is missing, cannot be read, or was cut off: what can
 * still be checked is, and each file is named that is wrong, no other. */
#include <check.h>

#include "log/verify.h"
#include "run_scene.h"

enum { ROWS = 40, EDITED = 5, FILES_MOST = 3, FINDINGS_MOST = 3 };

typedef struct Case {
  const char *missing[FILES_MOST], *unreadable;
  const char *flipped; /* a byte of this file: in the lines, of line EDITED */
  bool cut;            /* the last byte of the lines */
  struct {
    const char *file;
    size_t line;
  } findings[FINDINGS_MOST];
  size_t intact;
} Case;

static const char LINES[] = "decisions.ndjson", LEAVES[] = "leaves", INDEX[] = "index";

static const Case cases[] = {
    {.intact = ROWS},
    {.cut = true, .findings = {{LINES, ROWS}}, .intact = ROWS - 1},
    {.cut = true,
     .missing = {LEAVES},
     .findings = {{LEAVES, 0}, {LINES, ROWS}},
     .intact = ROWS - 1},
    {.cut = true, .flipped = LINES, .findings = {{LINES, EDITED}}, .intact = ROWS - 2},
    {.missing = {INDEX}, .findings = {{INDEX, 0}}, .intact = ROWS},
    {.missing = {INDEX},
     .flipped = LINES,
     .findings = {{INDEX, 0}, {LINES, EDITED}},
     .intact = ROWS - 1},
    {.unreadable = INDEX,
     .flipped = LINES,
     .findings = {{INDEX, 0}, {LINES, EDITED}},
     .intact = ROWS - 1},
    {.missing = {INDEX},
     .flipped = LEAVES,
     .findings = {{INDEX, 0}, {LEAVES, 1}},
     .intact = ROWS - 1},
    {.missing = {LEAVES}, .findings = {{LEAVES, 0}}, .intact = ROWS},
    {.unreadable = LEAVES, .findings = {{LEAVES, 0}}, .intact = ROWS},
    {.missing = {LEAVES}, .flipped = INDEX, .findings = {{LEAVES, 0}, {INDEX, 0}}, .intact = ROWS},
    {.missing = {LEAVES}, .flipped = LINES, .findings = {{LEAVES, 0}, {LINES, 0}}},
    {.missing = {LEAVES, INDEX},
     .flipped = LINES,
     .findings = {{LEAVES, 0}, {INDEX, 0}, {LINES, 0}}},
    {.missing = {LINES}, .findings = {{LINES, 0}}},
    {.missing = {LINES}, .flipped = LEAVES, .findings = {{LINES, 0}, {LEAVES, 0}}},
    {.missing = {LINES, LEAVES, INDEX}, .findings = {{LINES, 0}, {LEAVES, 0}, {INDEX, 0}}},
};

static FileBytes *file_of(RunBytes *bytes, const char *name) {
  return (FileBytes *)(uintptr_t)run_bytes_file(bytes, name);
}

/* The folder's bytes in the arena, changed as the case says. */
static RunBytes changed(Arena *arena, const RunBytes *from, const Case *one) {
  RunBytes bytes = *from;
  bytes.files = arena_array(arena, from->count, sizeof *bytes.files);
  for (size_t i = 0; i < from->count; i++) {
    bytes.files[i] = from->files[i];
    bytes.files[i].content = text_copy(arena, from->files[i].content);
  }
  Text *lines = &file_of(&bytes, LINES)->content;
  lines->length -= one->cut;
  if (one->flipped) {
    char *at = (char *)(uintptr_t)file_of(&bytes, one->flipped)->content.bytes;
    if (one->flipped == LINES)
      for (size_t line = 1; line < EDITED; line++)
        at = strchr(at, '\n') + 1;
    at[20] ^= 1;
  }
  if (one->unreadable) {
    file_of(&bytes, one->unreadable)->content = TEXT("");
    file_of(&bytes, one->unreadable)->trouble = TEXT("could not open this file");
  }
  for (size_t i = 0; i < FILES_MOST && one->missing[i]; i++) {
    FileBytes *missing = file_of(&bytes, one->missing[i]);
    size_t behind = (size_t)(bytes.files + bytes.count - missing - 1);
    memmove(missing, missing + 1, behind * sizeof *missing);
    bytes.count--;
  }
  return bytes;
}

static void check_case(const RunBytes *from, size_t number) {
  static Verified verified;
  const Case *one = &cases[number];
  Arena *arena = arena_make();
  RunBytes bytes = changed(arena, from, one);
  verify_run(arena, &bytes, NULL, &verified);
  for (size_t i = 0; i < FINDINGS_MOST; i++) {
    bool is_wanted = one->findings[i].file != NULL, is_there = i < verified.finding_count;
    ck_assert_msg(is_wanted == is_there, "case %zu: %zu findings, the last %s:%zu: %s", number,
                  verified.finding_count,
                  is_there ? verified.findings[verified.finding_count - 1].file.bytes : "none",
                  is_there ? verified.findings[i].line : 0,
                  is_there ? verified.findings[i].what.bytes : "");
    if (!is_wanted)
      continue;
    ck_assert_msg(text_equal(verified.findings[i].file, text_of(one->findings[i].file)),
                  "case %zu: %s: %s", number, verified.findings[i].file.bytes,
                  verified.findings[i].what.bytes);
    ck_assert_uint_eq(verified.findings[i].line, one->findings[i].line);
  }
  ck_assert_msg(verified.intact == one->intact, "case %zu: %zu intact", number, verified.intact);
  arena_drop(arena);
}

START_TEST(what_is_left_is_still_checked) {
  RunScene scene;
  RunBytes bytes;
  Error error;
  run_scene_start(&scene, ROWS, 4);
  ck_assert(run_bytes_open(scene.arena, run_scene_write(&scene), &bytes, &error));
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check_case(&bytes, i);
  run_bytes_close(&bytes);
  run_scene_end(&scene);
}
END_TEST

Suite *log_verify_missing_suite(void) {
  Suite *suite = suite_create("log_verify_missing");
  TCase *tests = tcase_create("verify_missing");
  tcase_add_test(tests, what_is_left_is_still_checked);
  suite_add_tcase(suite, tests);
  return suite;
}

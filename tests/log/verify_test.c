/* Verifying a run folder: whatever is changed in it is found, and named. */
#include "log/verify.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "log/line_read.h"
#include "log/manifest.h"
#include "run_scene.h"

/* The run's bytes in memory of our own, to be changed one by one. */
typedef struct Copy {
  RunScene scene;
  RunBytes mapped, bytes;
} Copy;

static void copy_start(Copy *copy, size_t rows, size_t rejected) {
  Error error;
  run_scene_start(&copy->scene, rows, rejected);
  Arena *arena = copy->scene.arena;
  ck_assert(run_bytes_open(arena, run_scene_write(&copy->scene), &copy->mapped, &error));
  copy->bytes = copy->mapped;
  copy->bytes.files = arena_array(arena, copy->mapped.count, sizeof *copy->bytes.files);
  for (size_t i = 0; i < copy->mapped.count; i++) {
    copy->bytes.files[i] = copy->mapped.files[i];
    copy->bytes.files[i].content = text_copy(arena, copy->mapped.files[i].content);
  }
}

static void copy_end(Copy *copy) {
  run_bytes_close(&copy->mapped);
  run_scene_end(&copy->scene);
}

static void look(Arena *arena, const RunBytes *bytes, Verified *verified) {
  verify_run(arena, bytes, NULL, verified);
}

START_TEST(an_untouched_run_is_intact) {
  static Verified verified;
  Copy copy;
  copy_start(&copy, _i, _i / 4);
  look(copy.scene.arena, &copy.bytes, &verified);
  for (size_t i = 0; i < verified.finding_count; i++)
    ck_abort_msg("%s: %s", verified.findings[i].file.bytes, verified.findings[i].what.bytes);
  ck_assert_uint_eq(verified.intact, _i);
  ck_assert_uint_eq(verified.lines, _i);
  ck_assert_uint_eq(verified.rejected, _i / 4);
  copy_end(&copy);
}
END_TEST

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

/* The line that byte `at` is in, from 1. */
static size_t line_of(Text content, size_t at) {
  size_t line = 1;
  for (size_t i = 0; i < at; i++)
    line += content.bytes[i] == '\n';
  return line;
}

/* --- lines deleted, doubled, swapped, put in, cut off --------------------------- */

typedef struct Cut {
  size_t begin, end; /* of a line, with its newline */
} Cut;

static Cut cut_line(Text lines, size_t number) {
  size_t at = 0, begin = 0;
  Text line;
  bool whole;
  for (size_t i = 0; i <= number; i++) {
    begin = at;
    ck_assert(line_next(lines, &at, &line, &whole));
  }
  return (Cut){begin, at};
}

static void put(Buffer *out, Text lines, size_t begin, size_t end) {
  buffer_append(out, lines.bytes + begin, end - begin);
}

typedef size_t Change(Text lines, size_t rows, Buffer *out); /* answers the first wrong line */

static size_t random_below(size_t most) {
  return (size_t)rand() % most;
}

static size_t delete_line(Text lines, size_t rows, Buffer *out) {
  size_t number = random_below(rows);
  Cut cut = cut_line(lines, number);
  put(out, lines, 0, cut.begin);
  put(out, lines, cut.end, lines.length);
  return number;
}

static size_t double_line(Text lines, size_t rows, Buffer *out) {
  size_t number = random_below(rows);
  Cut cut = cut_line(lines, number);
  put(out, lines, 0, cut.end);
  put(out, lines, cut.begin, lines.length);
  return number + 1;
}

static size_t swap_lines(Text lines, size_t rows, Buffer *out) {
  size_t number = random_below(rows - 1), other = number + 1 + random_below(rows - number - 1);
  Cut one = cut_line(lines, number), two = cut_line(lines, other);
  put(out, lines, 0, one.begin);
  put(out, lines, two.begin, two.end);
  put(out, lines, one.end, two.begin);
  put(out, lines, one.begin, one.end);
  put(out, lines, two.end, lines.length);
  return number;
}

static size_t insert_line(Text lines, size_t rows, Buffer *out) {
  size_t number = random_below(rows + 1);
  size_t at = number < rows ? cut_line(lines, number).begin : lines.length;
  put(out, lines, 0, at);
  buffer_string(out, "{\"v\":1,\"seq\":0,\"key\":\"G-X\",\"salt\":\"\"}\n");
  put(out, lines, at, lines.length);
  return number;
}

static size_t cut_off(Text lines, size_t rows, Buffer *out) {
  size_t at = random_below(lines.length);
  put(out, lines, 0, at);
  (void)rows;
  return line_of(lines, at) - 1;
}

static Change *const changes[] = {delete_line, double_line, swap_lines, insert_line, cut_off};

START_TEST(changed_lines_are_found_and_named) {
  enum { ROWS = 300, TIMES = 200 };
  static Verified verified;
  Copy copy;
  copy_start(&copy, ROWS, 0);
  FileBytes *file = (FileBytes *)(uintptr_t)run_bytes_file(&copy.bytes, "decisions.ndjson");
  Text lines = file->content;
  srand((unsigned)_i + 1);
  for (int i = 0; i < TIMES; i++) {
    Arena *arena = arena_make();
    Buffer out = {0};
    size_t wrong = changes[_i](lines, ROWS, &out);
    file->content = buffer_view(&out);
    look(arena, &copy.bytes, &verified);
    ck_assert_uint_ge(verified.finding_count, 1);
    ck_assert_str_eq(verified.findings[0].file.bytes, "decisions.ndjson");
    ck_assert_uint_eq(verified.findings[0].line, wrong + 1);
    buffer_free(&out);
    arena_drop(arena);
  }
  file->content = lines;
  copy_end(&copy);
}
END_TEST

START_TEST(a_bad_line_tells_its_key) {
  static Verified verified;
  Copy copy;
  copy_start(&copy, 20, 0);
  FileBytes *file = (FileBytes *)(uintptr_t)run_bytes_file(&copy.bytes, "decisions.ndjson");
  Cut cut = cut_line(file->content, 7);
  ((char *)(uintptr_t)file->content.bytes)[cut.end - 3] ^= 1;
  look(copy.scene.arena, &copy.bytes, &verified);
  ck_assert_uint_eq(verified.findings[0].line, 8);
  ck_assert(text_equal(verified.findings[0].key, TEXT("G-0007")));
  copy_end(&copy);
}
END_TEST

START_TEST(missing_and_strange_files_are_found) {
  static Verified verified;
  Copy copy;
  copy_start(&copy, 20, 3);
  for (size_t gone = 0; gone < copy.bytes.count; gone++) {
    RunBytes less = copy.bytes;
    FileBytes files[32];
    less.files = files, less.count = 0;
    for (size_t i = 0; i < copy.bytes.count; i++)
      if (i != gone)
        files[less.count++] = copy.bytes.files[i];
    look(copy.scene.arena, &less, &verified);
    ck_assert_msg(names(&verified, copy.bytes.files[gone].name), "%s",
                  copy.bytes.files[gone].name.bytes);
    files[less.count++] = copy.bytes.files[gone];
    files[less.count++] =
        (FileBytes){.name = TEXT("policy/other.lua"), .content = TEXT("x"), .plain = true};
    look(copy.scene.arena, &less, &verified);
    ck_assert_uint_eq(verified.finding_count, 1);
    ck_assert(names(&verified, TEXT("policy/other.lua")));
    files[less.count - 1] =
        (FileBytes){.name = TEXT("exports/mail.csv"), .content = TEXT("x"), .plain = true};
    look(copy.scene.arena, &less, &verified);
    ck_assert_uint_eq(verified.finding_count, 0);
  }
  copy_end(&copy);
}
END_TEST

Suite *log_verify_suite(void) {
  Suite *suite = suite_create("log_verify");
  TCase *tests = tcase_create("verify");
  tcase_set_timeout(tests, 240);
  tcase_add_loop_test(tests, an_untouched_run_is_intact, 0, 20);
  tcase_add_loop_test(tests, changed_lines_are_found_and_named, 0, 5);
  tcase_add_test(tests, a_bad_line_tells_its_key);
  tcase_add_test(tests, missing_and_strange_files_are_found);
  suite_add_tcase(suite, tests);
  return suite;
}

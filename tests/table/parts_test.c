/* A file read in parts at once gives the same table, or the same refusal, as one reading:
 * for any number of parts and threads. Files that others wrote, and random ones. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../tests/load/shared.h"
#include "../tests/table/same_table.h"
#include "load/parts.h"

static size_t files, cut; /* of those, cut into parts */
static unsigned dice_state = 20261121;

static unsigned dice(unsigned sides) {
  dice_state = dice_state * 1103515245u + 12345u;
  return (dice_state >> 16) % sides;
}

/* How many parts the file would be read in. */
static size_t parts_of(const char *path, size_t wanted) {
  Arena *arena = arena_make();
  Error error;
  uint64_t *cuts = arena_array(arena, wanted + 1, sizeof *cuts);
  Records *records = records_open(path, false, arena, &error);
  size_t count = records ? parts_find(records, wanted, 2, cuts) : 0;
  records_close(records);
  arena_drop(arena);
  return count;
}

static void same_both_ways(const char *path, ReadOptions options, size_t parts, size_t threads) {
  Error one = {.kind = ERROR_NONE}, many = {.kind = ERROR_NONE};
  char what[600];
  snprintf(what, sizeof what, "%s in %zu parts by %zu threads", path, parts, threads);
  options.threads = 1;
  Table *serial = table_read(path, &options, &one);
  options.parts = parts;
  options.threads = threads;
  Table *at_once = table_read(path, &options, &many);
  ck_assert_msg(!serial == !at_once, "%s: one is refused: %s%s", what, one.message, many.message);
  if (serial)
    same_tables(serial, at_once, what);
  else
    same_errors(&one, &many, what);
  table_drop(serial);
  table_drop(at_once);
}

/* --- files that others wrote -------------------------------------------------------- */

static int one_file(const char *path, const struct stat *found, int kind, struct FTW *place) {
  (void)place;
  size_t length = strlen(path);
  if (kind != FTW_F || (!strstr(path, "csv_wild") && strcmp(path + length - 4, ".csv") != 0))
    return 0;
  size_t most = found->st_size > 200 ? 40 : (size_t)found->st_size / 5 + 2;
  size_t parts = 2 + dice((unsigned)most);
  files++;
  cut += parts_of(path, parts) > 1;
  same_both_ways(path, (ReadOptions){.skip_bad_rows = dice(2)}, parts, 1 + dice(4));
  same_both_ways(path, (ReadOptions){.skip_bad_rows = dice(2)}, 2, 1 + dice(3));
  return 0;
}

START_TEST(files_that_others_wrote) {
  if (shared_absent())
    return;
  ck_assert_int_eq(nftw("../shared/data", one_file, 16, FTW_PHYS), 0);
  ck_assert_uint_ge(files, 980);
  ck_assert_uint_ge(cut, 400);
}
END_TEST

/* --- random files --------------------------------------------------------------------- */

typedef struct Making {
  Buffer out;
  char delimiter;
  unsigned line_ends; /* 0 LF, 1 CRLF, 2 CR, 3 any */
  unsigned rows, slips;
} Making;

static void put_line_end(Making *making) {
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  buffer_string(&making->out, ends[making->line_ends < 3 ? making->line_ends : dice(3)]);
}

/* A cell of a kind that holds for most of its column. */
static void put_cell(Making *making, unsigned kind) {
  Buffer *out = &making->out;
  static const char *const words[] = {"yes", "no", "Ja", "nee", "true", " no"};
  static const char *const odd[] = {
      "",      " ", "n/a",        "12",         "1.5",           "1,5", "x",
      "1.234", "0", "2026-02-03", "03/04/2026", "37°36'37.8\"N", "é€",  "007"};
  if (making->slips && dice(making->slips) == 0)
    kind = 9 + dice(2);
  switch (kind) {
  case 0:
    buffer_format(out, "%u", dice(2));
    break;
  case 1:
    buffer_format(out, "%s%u", dice(4) ? "" : "-", dice(1u << (1 + dice(15))));
    break;
  case 2:
    buffer_format(out, "%u.%02u", dice(1000), dice(100));
    break;
  case 3:
    buffer_format(out, "%u.%03u", 1 + dice(99), dice(1000));
    break;
  case 4:
    buffer_format(out, "20%02u-%02u-%02u", dice(30), 1 + dice(12), 1 + dice(28));
    break;
  case 5:
    buffer_format(out, "%02u/%02u/2026", 1 + dice(13), 1 + dice(12));
    break;
  case 6:
    buffer_string(out, words[dice(6)]);
    break;
  case 7:
    buffer_format(out, "name %u", dice(400));
    break;
  case 8:
    buffer_format(out, "\"%u%c%s%s\"", dice(50), making->delimiter, dice(3) ? "" : "\r\n",
                  dice(3) ? "" : "\"\"");
    break;
  case 9:
    buffer_string(out, odd[dice(sizeof odd / sizeof *odd)]);
    break;
  default:
    buffer_format(out, "\"a\n%s\"", dice(2) ? "\"\"\n" : "b");
  }
}

static void put_row(Making *making, const unsigned *kinds, unsigned columns, unsigned row) {
  for (unsigned i = 0; i < columns; i++) {
    if (i)
      buffer_byte(&making->out, making->delimiter);
    if (i == 0)
      buffer_format(&making->out, "%s%u", row % 7 == 6 && making->slips == 5 ? "K" : "",
                    making->slips == 7 && dice(300) == 0 ? dice(row + 1) : row);
    else
      put_cell(making, kinds[i]);
  }
  put_line_end(making);
}

/* Once in a while something that must be refused, somewhere. */
static void spoil(Making *making) {
  static const char *const slips[] = {"\"open\n", "1\n", "\x80", "a\"b\"\n", "\"a\"b\n", "\n\n"};
  unsigned where = dice((unsigned)making->out.length);
  const char *slip = slips[dice(6)];
  size_t length = strlen(slip);
  if (making->out.length < where + length)
    return;
  memcpy(making->out.bytes + where, slip, length);
}

static void make_file(Making *making) {
  unsigned columns = 2 + dice(6), kinds[8];
  *making = (Making){.delimiter = ",;\t|"[dice(4)], .line_ends = dice(4)};
  making->rows = dice(8) ? dice(60) : dice(4000);
  making->slips = dice(3) ? 3 + dice(400) : 0;
  if (dice(6) == 0)
    buffer_string(&making->out, "\xEF\xBB\xBF");
  for (unsigned i = 0; i < columns; i++) {
    buffer_format(&making->out, "%s%c", i ? (char[]){making->delimiter, 0} : "", 'a' + (int)i);
    kinds[i] = dice(11);
  }
  put_line_end(making);
  for (unsigned row = 0; row < making->rows; row++) {
    put_row(making, kinds, columns, row);
    if (making->slips && dice(40) == 0)
      put_line_end(making);
  }
  if (dice(5) == 0 && making->out.length)
    making->out.length--;
  if (dice(3) == 0)
    spoil(making);
}

START_TEST(random_files) {
  char folder[] = "/tmp/helder-parts-XXXXXX", path[64];
  const char *rounds = getenv("HELDER_ROUNDS");
  const Text words[] = {TEXT("n/a"), TEXT("0")};
  const FieldOption fields[] = {{.field = TEXT("b"), .type = TEXT("integer")},
                                {.field = TEXT("c"), .decimal = ','}};
  size_t taken = 0;
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/a.csv", folder);
  for (long i = 0; i < (rounds ? atol(rounds) : 600); i++) {
    Making making;
    Error error;
    make_file(&making);
    ck_assert(file_put(path, buffer_view(&making.out), &error));
    ReadOptions options = {.key = dice(2) ? TEXT("a") : TEXT(""), .skip_bad_rows = dice(2)};
    options.missing = words, options.missing_count = dice(3);
    options.fields = fields, options.field_count = dice(4) ? 0 : 2;
    size_t parts = 2 + dice(dice(2) ? 4 : 30);
    taken += parts_of(path, parts) > 1;
    same_both_ways(path, options, parts, 1 + dice(3));
    buffer_free(&making.out);
  }
  ck_assert_uint_gt(taken, 100);
  file_folder_remove(folder);
}
END_TEST

/* A duplicate whose first stands in another part, and a type that no part contradicts alone. */
START_TEST(what_only_all_parts_together_know) {
  char folder[] = "/tmp/helder-parts-XXXXXX", path[64];
  Buffer file = {0};
  Error error;
  const FieldOption field = {.field = TEXT("d"), .type = TEXT("date")};
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/a.csv", folder);
  buffer_string(&file, "k,d\n");
  for (int i = 0; i < 500; i++)
    buffer_format(&file, "%d,%s\n", i == 499 ? 3 : i, i < 400 ? "13/02/2026" : "02/13/2026");
  ck_assert(file_put(path, buffer_view(&file), &error));
  for (size_t parts = 2; parts < 12; parts++) {
    same_both_ways(path, (ReadOptions){.key = TEXT("k")}, parts, 2);
    same_both_ways(path, (ReadOptions){.key = TEXT("k"), .skip_bad_rows = true}, parts, 2);
    same_both_ways(path, (ReadOptions){.fields = &field, .field_count = 1}, parts, 2);
  }
  buffer_free(&file);
  file_folder_remove(folder);
}
END_TEST

Suite *table_parts_suite(void);
Suite *table_parts_suite(void) {
  Suite *suite = suite_create("table_parts");
  TCase *tests = tcase_create("parts");
  tcase_set_timeout(tests, 600);
  tcase_add_test(tests, files_that_others_wrote);
  tcase_add_test(tests, random_files);
  tcase_add_test(tests, what_only_all_parts_together_know);
  suite_add_tcase(suite, tests);
  return suite;
}

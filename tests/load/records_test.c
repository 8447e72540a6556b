/* Records: exact cells for well-formed files, exact places for malformed ones. */
#include <check.h>
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "load/records.h"

/* All cells of a file in memory, header first, joined: "a|b\n1|2\n"; or the error. */
static Text all_cells(Arena *arena, Text bytes, bool skip, Error *error) {
  Buffer out = {0};
  size_t count;
  Records *records = records_of_memory("test.csv", bytes, skip, arena, error);
  if (!records)
    return (Text){NULL, 0};
  const Text *names = records_names(records, &count);
  for (size_t i = 0; i < count; i++)
    buffer_text(&out, names[i]), buffer_byte(&out, i + 1 < count ? '|' : '\n');
  while (records_next(records, error)) {
    const Batch *batch = records_batch(records);
    for (size_t row = 0; row < batch->rows; row++)
      for (size_t i = 0; i < count; i++)
        buffer_text(&out, batch_cell(batch, row, i)), buffer_byte(&out, i + 1 < count ? '|' : '\n');
  }
  Text text = error->kind ? (Text){NULL, 0} : text_copy(arena, buffer_view(&out));
  buffer_free(&out);
  records_close(records);
  return text;
}

static void expect_cells(Text bytes, const char *expected) {
  Arena *arena = arena_make();
  Error error = {0};
  Text cells = all_cells(arena, bytes, false, &error);
  ck_assert_msg(cells.bytes, "%s", error.message);
  ck_assert_str_eq(cells.bytes, expected);
  arena_drop(arena);
}

static void expect_refusal(Text bytes, long line, long column, const char *part) {
  Arena *arena = arena_make();
  Error error = {0};
  Text cells = all_cells(arena, bytes, false, &error);
  ck_assert_msg(!cells.bytes, "%.*s was taken", TEXT_ARGS(bytes));
  ck_assert_msg(strstr(error.message, part), "\"%s\" has no \"%s\"", error.message, part);
  ck_assert_int_eq(error.line, line);
  ck_assert_int_eq(error.column, column);
  ck_assert_str_eq(error.file, "test.csv");
  arena_drop(arena);
}

START_TEST(cells_are_kept_as_they_are) {
  expect_cells(TEXT("a,b\n1,2\n"), "a|b\n1|2\n");
  expect_cells(TEXT("a,b\r\n 1 ,\t2\r\n"), "a|b\n 1 |\t2\n");
  expect_cells(TEXT("a,b\n\"x,\"\"y\"\"\n\",\"\""), "a|b\nx,\"y\"\n|\n");
  expect_cells(TEXT("a,b\n\" x \", y z \n"), "a|b\n x | y z \n");
  expect_cells(TEXT("a;b\r1;2\r3;4"), "a|b\n1|2\n3|4\n");
  expect_cells(TEXT("\xEF\xBB\xBF"
                    "a|b\n\n1|2\n\n"),
               "a|b\n1|2\n");
  expect_cells(TEXT("sep=;\r\na;b\r\n1,5;2\r\n"), "a|b\n1,5|2\n");
  expect_cells(TEXT("a,b\n37\"N,x \"y\" z\n"), "a|b\n37\"N|x \"y\" z\n");
  expect_cells(TEXT("one\nx\n\"y\"\n"), "one\nx\ny\n");
  expect_cells(TEXT("amount\n1,5\n2,75\n"), "amount\n1,5\n2,75\n");
  expect_cells(TEXT("a\tb\n1\t\n\t2\n"), "a|b\n1|\n|2\n");
}
END_TEST

START_TEST(encodings_are_recognised) {
  expect_cells(TEXT("a,b\ncaf\xE9,\x80 5\n"), "a|b\ncafé|€ 5\n");
  expect_cells(TEXT("\xFF\xFE"
                    "a\0,\0b\0\n\0"
                    "1\0,\0\xE9\0\n\0"),
               "a|b\n1|é\n");
  expect_cells(TEXT("\xFE\xFF\0a\0,\0b\0\n\0"
                    "1\0,\0\xE9\0\n"),
               "a|b\n1|é\n");
  expect_cells(TEXT("a\0,\0b\0\n\0"
                    "1\0,\0"
                    "2\0\n\0"),
               "a|b\n1|2\n");
}
END_TEST

START_TEST(malformed_files_are_refused_with_their_place) {
  expect_refusal(TEXT(""), 0, 0, "empty");
  expect_refusal(TEXT("a,b\n1,2\n3\n"), 3, 2, "this row has 1 cell, the header has 2: \"3\"");
  expect_refusal(TEXT("a,b\n1,2\né,4,5\n"), 3, 5, "this row has 3 cells");
  expect_refusal(TEXT("a,b\n1,\"x\n2,3\n"), 2, 3, "never closed: \"\"x\"");
  expect_refusal(TEXT("a,b\n\"1\",x\"y\n"), 2, 6, "inside a cell that does not begin with one");
  expect_refusal(TEXT("a,b\n\"l\nm\",\"x\"y\n"), 3, 7, "follows the closing quote");
  expect_refusal(TEXT("a,b\n1, \"x\"\n"), 2, 4, "inside a cell that does not begin");
  expect_refusal(TEXT("a,b\n1,\0\n"), 2, 3, "NUL");
  expect_refusal(TEXT("a,b\né,1\n\xFFx,2\n"), 3, 1, "not valid UTF-8: \"\\xFF");
  expect_refusal(TEXT("a,b\n\xE9,1\né,2\n"), 3, 1, "partly UTF-8");
  expect_refusal(TEXT("a,b\n\x81,1\n"), 2, 1, "encoding");
  expect_refusal(TEXT("a,,b\n1,2,3\n"), 1, 3, "column 2 of the header has no name");
  expect_refusal(TEXT("a,b,a\n1,2,3\n"), 1, 5, "the name \"a\" twice");
  expect_refusal(TEXT("# a remark\na;b\n1;2\n"), 2, 3, "this row has 2 cells");
  expect_refusal(TEXT("name\nDoe, John\n"), 2, 5, "this row has 2 cells");
}
END_TEST

static void expect_rejected(Text bytes, const char *cells, size_t count, long line) {
  Arena *arena = arena_make();
  Error error = {0};
  Records *records = records_of_memory("test.csv", bytes, true, arena, &error);
  ck_assert_msg(records, "%s", error.message);
  while (records_next(records, &error))
    continue;
  ck_assert_msg(error.kind == ERROR_NONE, "%s", error.message);
  size_t found;
  const Rejected *rejected = records_rejected(records, &found);
  ck_assert_uint_eq(found, count);
  ck_assert_int_eq(rejected[0].line, line);
  records_close(records);
  ck_assert_str_eq(all_cells(arena, bytes, true, &error).bytes, cells);
  arena_drop(arena);
}

START_TEST(bad_rows_are_set_aside_and_the_rest_is_read) {
  expect_rejected(TEXT("a,b\n1,2\n3\n4,5\n"), "a|b\n1|2\n4|5\n", 1, 3);
  expect_rejected(TEXT("a,b\n1, \"y\n4,5\n"), "a|b\n4|5\n", 1, 2);
  expect_rejected(TEXT("a,b\n1,\"x\n2,3\n4,\"5\"\n"), "a|b\n2|3\n4|5\n", 1, 2);
  expect_rejected(TEXT("a,b\n1,\"x\n2,3"), "a|b\n2|3\n", 1, 2);
  expect_rejected(TEXT("a,b\né,1\n\xFF,2\r\n3,4\n\xFE,5\n"), "a|b\né|1\n3|4\n", 2, 3);
  expect_rejected(TEXT("a,b\n1,\0\n2,3\n"), "a|b\n2|3\n", 1, 2);
}
END_TEST

/* --- against libcsv alone ------------------------------------------------------- */

typedef struct Split {
  Buffer out;
  size_t cell;
} Split;

static int no_space(unsigned char byte) {
  (void)byte;
  return 0;
}

static void on_cell(void *bytes, size_t length, void *context) {
  Split *split = context;
  if (split->cell++)
    buffer_byte(&split->out, '|');
  buffer_append(&split->out, bytes, length);
}

static void on_row(int end, void *context) {
  Split *split = context;
  (void)end;
  split->cell = 0;
  buffer_byte(&split->out, '\n');
}

static Text by_libcsv(Arena *arena, Text bytes, char delimiter) {
  struct csv_parser parser;
  Split split = {{0}, 0};
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_space_func(&parser, no_space);
  csv_set_delim(&parser, (unsigned char)delimiter);
  size_t done = csv_parse(&parser, bytes.bytes, bytes.length, on_cell, on_row, &split);
  ck_assert_uint_eq(done, bytes.length);
  ck_assert_int_eq(csv_fini(&parser, on_cell, on_row, &split), 0);
  csv_free(&parser);
  Text text = text_copy(arena, buffer_view(&split.out));
  buffer_free(&split.out);
  return text;
}

static void random_cell(Buffer *out, Buffer *file, char delimiter) {
  static const char *const parts[] = {
      "a", "é", "12", " ", "\"", "\n", "\r\n", ",", ";", "x y", "\t", "|", "long text of a cell"};
  Buffer cell = {0};
  for (int parts_left = rand() % 4; parts_left > 0; parts_left--)
    buffer_string(&cell, parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
  bool must = rand() % 4 == 0;
  for (size_t i = 0; i < cell.length; i++)
    must |= cell.bytes[i] == delimiter || strchr("\"\r\n", cell.bytes[i]);
  if (must)
    buffer_byte(file, '"');
  for (size_t i = 0; i < cell.length; i++) {
    if (cell.bytes[i] == '"')
      buffer_byte(file, '"');
    buffer_byte(file, cell.bytes[i]);
  }
  if (must)
    buffer_byte(file, '"');
  buffer_text(out, buffer_view(&cell));
  buffer_free(&cell);
}

static void random_table(unsigned seed) {
  static const char *const line_ends[] = {"\n", "\r\n", "\r"};
  Arena *arena = arena_make();
  Buffer file = {0}, expected = {0};
  srand(seed);
  char delimiter = ",;\t|"[seed % 4], between[] = {delimiter, '\0'};
  const char *line_end = line_ends[seed / 4 % 3];
  buffer_format(&file, "k0%sk1%sk2%s", between, between, line_end);
  buffer_string(&expected, "k0|k1|k2\n");
  for (int row = 0, rows = rand() % 3000; row < rows; row++) {
    buffer_format(&file, "r%d%s", row, between), buffer_format(&expected, "r%d|", row);
    random_cell(&expected, &file, delimiter);
    buffer_string(&file, between), buffer_byte(&expected, '|');
    random_cell(&expected, &file, delimiter);
    buffer_string(&file, line_end), buffer_byte(&expected, '\n');
  }
  Error error = {0};
  Text cells = all_cells(arena, buffer_view(&file), false, &error);
  ck_assert_msg(cells.bytes, "seed %u: line %ld: %s", seed, error.line, error.message);
  ck_assert_msg(text_equal(cells, buffer_view(&expected)), "seed %u differs", seed);
  ck_assert_msg(text_equal(cells, by_libcsv(arena, buffer_view(&file), delimiter)),
                "seed %u: libcsv alone differs", seed);
  buffer_free(&file), buffer_free(&expected);
  arena_drop(arena);
}

START_TEST(what_is_written_is_read_back) {
  for (unsigned seed = 0; seed < 60; seed++)
    random_table(seed);
}
END_TEST

/* No input makes it crash or read on for ever; what is refused says why. */
START_TEST(random_mutations_are_taken_or_refused) {
  static const char base[] =
      "id,name,amount\r\n1,\"Jansen, P.\",\"1.234,50\"\n2,caf\xC3\xA9,3\n\n3,\"a\nb\",4\n";
  static const char bytes[] = "\",;\n\r\t|\0\xFF\xC3\xA9 0a";
  srand(20260521);
  for (int round = 0; round < 4000; round++) {
    char copy[sizeof base];
    memcpy(copy, base, sizeof base);
    for (int changes = 1 + rand() % 4; changes > 0; changes--)
      copy[(size_t)rand() % (sizeof base - 1)] = bytes[(size_t)rand() % (sizeof bytes - 1)];
    Arena *arena = arena_make();
    Error error = {0};
    Text text = {copy, (size_t)rand() % sizeof base};
    if (!all_cells(arena, text, false, &error).bytes)
      ck_assert(error.message[0]);
    Error skipped = {0};
    all_cells(arena, text, true, &skipped);
    arena_drop(arena);
  }
}
END_TEST

Suite *load_records_suite(void);
Suite *load_records_suite(void) {
  Suite *suite = suite_create("load_records");
  TCase *tests = tcase_create("records");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, cells_are_kept_as_they_are);
  tcase_add_test(tests, encodings_are_recognised);
  tcase_add_test(tests, malformed_files_are_refused_with_their_place);
  tcase_add_test(tests, bad_rows_are_set_aside_and_the_rest_is_read);
  tcase_add_test(tests, what_is_written_is_read_back);
  tcase_add_test(tests, random_mutations_are_taken_or_refused);
  suite_add_tcase(suite, tests);
  return suite;
}

/* What names a customer: rows set aside and exports, for keys that are numbers and for others. */
#include "log/erase_names.h"

#include <check.h>
#include <stdio.h>

#include "base/file.h"
#include "base/text.h"

static EraseTable both[] = {{{"c.csv", 5}, ';', 3, 1}, {{"visits.csv", 10}, ',', 3, 0}};
static const EraseTables tables = {both, 2};

static const struct {
  const char *row, *key;
  bool names;
} rows[] = {
    /* by the cell of the key alone */
    {"\"c.csv\",8,\"the key \"\"id\"\" is missing in this row\",\"8;3;y\"", "8", false},
    {"\"c.csv\",8,\"line 8, column 8: x\",\"2;8;y\"", "8", true},
    {"\"c.csv\",9,\"\"\"x\"\" is no date\",\"2; 8 ;y\"", "8", true},
    {"\"c.csv\",9,\"\"\"8\"\" is no date\",\"2;3;8\"", "8", false},
    {"\"c.csv\",9,\"x\",\"1;18;y\"", "8", false},
    {"\"visits.csv\",8,\"x\",\"8,3,3\"", "8", true},
    {"\"visits.csv\",8,\"x\",\"3,8,8\"", "8", false},
    {"\"c.csv\",9,\"x\",\"\"\"a;b\"\";8;y\"", "8", true},
    /* cells too many, or too few: those to which it may have moved */
    {"\"c.csv\",8,\"this row has 4 cells, the header has 3\",\"1;a;8;y\"", "8", true},
    {"\"c.csv\",8,\"this row has 4 cells, the header has 3\",\"1;a;3;y\"", "8", false},
    {"\"c.csv\",8,\"this row has 2 cells, the header has 3\",\"3;9\"", "8", false},
    {"\"c.csv\",8,\"this row has 2 cells, the header has 3\",\"8;9\"", "8", true},
    {"\"c.csv\",8,\"this row has 4 cells, the header has 3\",\"8;3;1;8\"", "8", false},
    {"\"visits.csv\",8,\"this row has 4 cells, the header has 3\",\"3,2026-01-02,x,8\"", "8",
     false},
    /* no cells to be had, and a table that nobody knows: words */
    {"\"c.csv\",8,\"the quote does not end\",\"3;7;\"\"a\"", "8", false},
    {"\"c.csv\",9,\"the quote does not end\",\"3;8;\"\"a\"", "8", true},
    {"\"other.csv\",8,\"x\",\"3;7;y\"", "8", false},
    {"\"other.csv\",9,\"the key is \"\"8\"\" here\",\"masked\"", "8", true},
    {"\"other.csv\",8,\"line 8: \"\"x\"\"\",\"masked\"", "8", false},
    /* a key with letters: wherever it is a word */
    {"\"c.csv\",8,\"x\",\"1;3;friend of G-7\"", "G-7", true},
    {"\"c.csv\",8,\"\"\"G-7\"\" is no date\",\"masked\"", "G-7", true},
    {"\"c.csv\",8,\"x\",\"1;3;friend of G-70\"", "G-7", false},
    {"\"G-7.csv\",8,\"x\",\"1;3;y\"", "G-7", false},
    {"\"c.csv\",8,\"x\",\"1;\"\"an \"\"\"\"odd\"\"\"\" key\"\";y\"", "an \"odd\" key", true},
};

START_TEST(a_row_names_whom_it_is_of) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    ck_assert_msg(erase_row_names(&tables, text_of(rows[i].row), text_of(rows[i].key)) ==
                      rows[i].names,
                  "%s: does it name %s?", rows[i].row, rows[i].key);
}
END_TEST

static const struct {
  const char *content, *key;
  bool names;
} exports[] = {
    {"key,nps\n7,8\n18,1\n", "8", false},
    {"key,nps\n7,8\n8,1\n", "8", true},
    {"\xEF\xBB\xBFkey;nps\r\n7;8\r\n8\r\n", "8", true},
    {"\xEF\xBB\xBFkey;nps\r\n7;8\r\n=\"\"0812345678901234567\"\";3\r\n", "0812345678901234567",
     true},
    {"{\"key\":\"7\",\"read\":{\"nps\":8}}\n", "8", false},
    {"{\"key\":\"7\",\"read\":{}}\n{\"key\":\"8\",\"read\":{}}\n", "8", true},
    {"call 8 tomorrow\n", "8", true},
    {"call 18 tomorrow\n", "8", false},
    {"key,friend\nG-1,G-7\n", "G-7", true},
};

START_TEST(an_export_names_whom_it_lists) {
  for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
    ck_assert_msg(erase_export_names(text_of(exports[i].content), text_of(exports[i].key)) ==
                      exports[i].names,
                  "%s: does it name %s?", exports[i].content, exports[i].key);
}
END_TEST

START_TEST(manifest_and_policy_tell_where_the_key_stands) {
  FileBytes files[] = {
      {.name = TEXT("manifest.json"),
       .content =
           TEXT("{\"inputs\":{\"data\":[{\"path\":\"data/c.csv\",\"delimiter\":\";\",\"columns\":["
                "{\"name\":\"a\"},{\"name\":\"id\"},{\"name\":\"b\"}]},{\"path\":\"v.csv\","
                "\"delimiter\":"
                "\"\\t\",\"columns\":[{\"name\":\"cid\"}]},{\"path\":\"w.csv\",\"delimiter\":\",\","
                "\"columns\":[{\"name\":\"other\"}]}]}}"),
       .plain = true},
      {.name = TEXT("policy.json"),
       .content =
           TEXT("{\"customers\":{\"key\":\"id\"},\"events\":[{\"of\":\"cid\"},{\"of\":\"cid\"}]}"),
       .plain = true}};
  RunBytes run = {"", files, 2};
  Arena *arena = arena_make();
  EraseTables told = erase_tables(arena, &run);
  ck_assert_uint_eq(told.count, 2);
  ck_assert(text_equal(told.items[0].file, TEXT("c.csv")));
  ck_assert_int_eq(told.items[0].delimiter, ';');
  ck_assert_uint_eq(told.items[0].columns, 3);
  ck_assert_uint_eq(told.items[0].key, 1);
  ck_assert_int_eq(told.items[1].delimiter, '\t');
  run.count = 0;
  ck_assert_uint_eq(erase_tables(arena, &run).count, 0);
  arena_drop(arena);
}
END_TEST

Suite *log_erase_names_suite(void) {
  Suite *suite = suite_create("log_erase_names");
  TCase *tests = tcase_create("erase_names");
  tcase_add_test(tests, a_row_names_whom_it_is_of);
  tcase_add_test(tests, an_export_names_whom_it_lists);
  tcase_add_test(tests, manifest_and_policy_tell_where_the_key_stands);
  suite_add_tcase(suite, tests);
  return suite;
}

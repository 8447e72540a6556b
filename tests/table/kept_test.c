/* Kept columns: the same table as the file's, and never another one, whatever happens to the
 * file or to what was kept of it. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tests/load/shared.h"
#include "../tests/table/same_table.h"
#include "table/detail.h"
#include "table/events.h"
#include "table/kept.h"
#include "table/kept_table.h"

static char folder[64], path[96];

static void folder_make(void) {
  snprintf(folder, sizeof folder, "/tmp/helder-kept-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/guests.csv", folder);
}

static void folder_remove(void) {
  file_folder_remove(folder);
}

static void write_file(const char *content) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ck_assert_int_ge(file, 0);
  ck_assert_int_eq(write(file, content, strlen(content)), (ssize_t)strlen(content));
  close(file);
}

static Table *read_one(const char *file, const ReadOptions *options) {
  Error error;
  return table_read(file, options, &error);
}

/* Reads the file and keeps it; the table. */
static Table *keep(const char *file, const ReadOptions *options) {
  Stamp stamp;
  Table *table = read_one(file, options);
  if (table && stamp_of_path(file, &stamp))
    kept_put(table, options, &stamp);
  return table;
}

/* The one kept file in the folder; how many there are. */
static size_t kept_files(char found[300]) {
  char cache[128];
  size_t count = 0;
  snprintf(cache, sizeof cache, "%s/.helder-cache", folder);
  DIR *entries = opendir(cache);
  for (struct dirent *entry; entries && (entry = readdir(entries));)
    if (entry->d_name[0] != '.') {
      snprintf(found, 300, "%s/%.150s", cache, entry->d_name);
      count++;
    }
  if (entries)
    closedir(entries);
  return count;
}

static const char guests[] = "id,name,born,visits,spend,member,note\n"
                             "a,Anna,1970-01-02,1,1.5,yes,\n"
                             "b,Bram,,200,1234.25,no,  \n"
                             "c,\"C, \"\"D\"\"\",1999-12-31,-70000,,yes,x\n";

/* --- the same table ------------------------------------------------------------------- */

START_TEST(what_is_kept_is_the_same) {
  const Text words[] = {TEXT("200")};
  const ReadOptions options[] = {
      {.key = TEXT("id"), .threads = 1},
      {.threads = 2},
      {.key = TEXT("name"), .missing = words, .missing_count = 1, .threads = 3},
      {.key = TEXT("visits"), .skip_bad_rows = true, .threads = 1}};
  char found[300];
  write_file(guests);
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    Table *table = keep(path, &options[i]), *kept = kept_open(path, &options[i]);
    ck_assert(table && kept);
    same_tables(table, kept, "guests");
    table_drop(table);
    table_drop(kept);
    ck_assert_uint_eq(kept_files(found), i + 1);
  }
}
END_TEST

/* Events are put in the order of their customers, also where their columns are mapped. */
START_TEST(events_that_were_kept_are_the_same) {
  const ReadOptions options = {.link = TEXT("id"), .threads = 1};
  Arena *arena = arena_make();
  const Value keys[] = {{.kind = VALUE_TEXT, .text = TEXT("a")},
                        {.kind = VALUE_TEXT, .text = TEXT("b")}};
  Column *id = column_from_values(arena, TEXT("id"), keys, 2);
  Table *customers = table_of_columns(TEXT("customers"), &id, 1, 2, 0);
  write_file("id,n,what\nb,1,x\na,,y\nb,3,\nc,4,x\na,5,z\n");
  Table *table = keep(path, &options), *kept = kept_open(path, &options);
  ck_assert(table && kept);
  Events *read = events_make(table, TEXT("id"), TEXT(""), customers, 0, 1);
  Events *mapped = events_make(kept, TEXT("id"), TEXT(""), customers, 0, 1);
  ck_assert_uint_eq(mapped->counted, 4);
  same_tables(read->table, mapped->table, "events");
  events_drop(read);
  events_drop(mapped);
  table_drop(customers);
  arena_drop(arena);
}
END_TEST

START_TEST(rows_set_aside_are_kept_too) {
  const ReadOptions options = {.key = TEXT("id"), .skip_bad_rows = true, .threads = 1};
  write_file("id,x\n1,2\n1,3\n2,\"4\n3,5\n4\n5,0\n");
  Table *table = keep(path, &options), *kept = kept_open(path, &options);
  ck_assert(table && kept && kept->rejected_count == 3);
  same_tables(table, kept, "bad rows");
  table_drop(table);
  table_drop(kept);
}
END_TEST

START_TEST(data_that_others_wrote_is_the_same) {
  static const char *const names[] = {"rfm/orders.csv", "telco/Telco-Customer-Churn.csv",
                                      "bank/bank-full.csv",
                                      "marketing_campaign/marketing_campaign.csv"};
  if (shared_absent())
    return;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const ReadOptions options = {.threads = 2};
    char command[300];
    snprintf(command, sizeof command, "cp ../shared/data/%s %s", names[i], path);
    ck_assert_int_eq(system(command), 0);
    Table *table = keep(path, &options), *kept = kept_open(path, &options);
    ck_assert(table && kept);
    same_tables(table, kept, names[i]);
    table_drop(table);
    table_drop(kept);
  }
}
END_TEST

/* --- never another one ------------------------------------------------------------------ */

static void none_kept(const ReadOptions *options, const char *why) {
  Table *kept = kept_open(path, options);
  ck_assert_msg(!kept, "%s", why);
}

START_TEST(another_file_or_another_question_has_none) {
  const FieldOption field = {.field = TEXT("visits"), .type = TEXT("text")};
  const Text word = TEXT("x");
  ReadOptions options = {.key = TEXT("id"), .threads = 1}, other = options;
  char found[300];
  write_file(guests);
  table_drop(keep(path, &options));
  other.key = TEXT("");
  none_kept(&other, "another key");
  other = options, other.skip_bad_rows = true;
  none_kept(&other, "bad rows set aside");
  other = options, other.missing = &word, other.missing_count = 1;
  none_kept(&other, "other words for missing");
  other = options, other.fields = &field, other.field_count = 1;
  none_kept(&other, "another type");
  other = options, other.link = TEXT("name");
  none_kept(&other, "a link");
  chmod(path, 0640);
  none_kept(&options, "the file was changed, though not its content");
  table_drop(keep(path, &options));
  write_file("id,name,born,visits,spend,member,note\na,B,,,,,\n");
  none_kept(&options, "the file was written again");
  table_drop(keep(path, &options));
  ck_assert_uint_eq(kept_files(found), 1); /* the stale one is gone */
  unlink(path);
  none_kept(&options, "no file");
}
END_TEST

START_TEST(every_byte_counts) {
  const ReadOptions options = {.key = TEXT("id"), .threads = 1};
  char found[300];
  struct stat size;
  write_file(guests);
  table_drop(keep(path, &options));
  ck_assert_uint_eq(kept_files(found), 1);
  int file = open(found, O_RDWR);
  ck_assert(file >= 0 && fstat(file, &size) == 0 && size.st_size > 500);
  for (off_t at = 0; at < size.st_size; at++) {
    unsigned char byte, flipped;
    ck_assert_int_eq(pread(file, &byte, 1, at), 1);
    flipped = (unsigned char)(byte ^ 1 << at % 8);
    ck_assert_int_eq(pwrite(file, &flipped, 1, at), 1);
    none_kept(&options, "a byte was changed");
    ck_assert_int_eq(pwrite(file, &byte, 1, at), 1);
  }
  Table *kept = kept_open(path, &options);
  ck_assert_ptr_nonnull(kept);
  table_drop(kept);
  while (size.st_size > 0) {
    size.st_size -= size.st_size > 64 ? 37 : 1;
    ck_assert_int_eq(ftruncate(file, size.st_size), 0);
    none_kept(&options, "it was cut off");
  }
  close(file);
}
END_TEST

/* Checksums are right here, but nothing else is: no crash, no table out of bounds. */
START_TEST(nonsense_with_right_checksums_is_no_table) {
  const ReadOptions options = {.key = TEXT("id"), .threads = 1};
  const char *rounds = getenv("HELDER_ROUNDS");
  unsigned dice = 7;
  Stamp stamp;
  write_file(guests);
  Table *table = read_one(path, &options);
  ck_assert(table && stamp_of_path(path, &stamp));
  for (long i = 0; i < (rounds ? atol(rounds) : 1500); i++) {
    KeptMaking making = {.count = 0};
    KeptFile file;
    kept_table_put(&making, table);
    dice = dice * 1103515245u + 12345u;
    size_t at = (dice >> 8) % making.notes.length;
    making.notes.bytes[at] = (char)(making.notes.bytes[at] ^ (1 << dice % 8));
    if (i % 3 == 0) { /* a block points into another */
      KeptBlock *block = &making.blocks[(dice >> 4) % making.count];
      block->bytes = making.blocks[(dice >> 9) % making.count].bytes;
      block->length = 0;
    }
    char name[128];
    snprintf(name, sizeof name, "%s/kept", folder);
    ck_assert(kept_write(&making, &stamp, name, 1));
    ck_assert(kept_map(&file, &stamp, name, 1));
    Table *taken = kept_table_take(&file, path, 1);
    for (size_t c = 0; taken && c < taken->column_count; c++)
      for (size_t row = 0; row < taken->rows; row++) {
        Buffer out = {0};
        value_json(&out, column_value(&taken->columns[c], row));
        buffer_free(&out);
      }
    table_drop(taken);
    kept_free(&making);
  }
  table_drop(table);
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_no_error) {
  const ReadOptions options = {.key = TEXT("id"), .threads = 1};
  char cache[128];
  write_file(guests);
  snprintf(cache, sizeof cache, "%s/.helder-cache", folder);
  int file = open(cache, O_WRONLY | O_CREAT, 0600);
  close(file);
  table_drop(keep(path, &options));
  none_kept(&options, "there is no folder");
}
END_TEST

/* --- table_read ------------------------------------------------------------------------ */

static bool from_kept(const ReadOptions *options) {
  Table *table = read_one(path, options);
  ck_assert_ptr_nonnull(table);
  bool mapped = table->detail->mapped.length > 0;
  table_drop(table);
  return mapped;
}

START_TEST(a_file_is_kept_once_it_is_at_rest) {
  ReadOptions options = {.key = TEXT("id"), .threads = 2, .keep_from = 1};
  char found[300];
  write_file(guests);
  ck_assert(!from_kept(&options));
  ck_assert_uint_eq(kept_files(found), 0); /* it was written just now */
  usleep(2100000);
  options.keep_from = sizeof guests;
  ck_assert(!from_kept(&options));
  ck_assert_uint_eq(kept_files(found), 0); /* too small */
  options.keep_from = 1;
  ck_assert(!from_kept(&options));
  ck_assert_uint_eq(kept_files(found), 1);
  ck_assert(from_kept(&options));
  options.keep_from = 0;
  ck_assert(!from_kept(&options));
}
END_TEST

Suite *table_kept_suite(void);
Suite *table_kept_suite(void) {
  Suite *suite = suite_create("table_kept");
  TCase *tests = tcase_create("kept");
  tcase_set_timeout(tests, 300);
  tcase_add_checked_fixture(tests, folder_make, folder_remove);
  tcase_add_test(tests, what_is_kept_is_the_same);
  tcase_add_test(tests, events_that_were_kept_are_the_same);
  tcase_add_test(tests, rows_set_aside_are_kept_too);
  tcase_add_test(tests, data_that_others_wrote_is_the_same);
  tcase_add_test(tests, another_file_or_another_question_has_none);
  tcase_add_test(tests, every_byte_counts);
  tcase_add_test(tests, nonsense_with_right_checksums_is_no_table);
  tcase_add_test(tests, a_folder_that_cannot_be_made_is_no_error);
  tcase_add_test(tests, a_file_is_kept_once_it_is_at_rest);
  suite_add_tcase(suite, tests);
  return suite;
}

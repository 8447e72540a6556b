#include <check.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/sha256.h"

static char folder[] = "/tmp/helder-file-XXXXXX";
static Arena *arena;

static void set_up(void) {
  strcpy(folder + sizeof folder - 7, "XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  arena = arena_make();
}

static void tear_down(void) {
  file_folder_remove(folder);
  ck_assert(!file_exists(folder));
  arena_drop(arena);
}

START_TEST(what_is_put_is_read) {
  Error error;
  char *path = file_join(arena, folder, "a.txt");
  Text content = TEXT("one\0two"), back;
  ck_assert(file_put(path, content, &error));
  ck_assert(file_read(arena, path, &back, &error) && text_equal(back, content));
  ck_assert(file_map(path, &back, &error) && text_equal(back, content));
  file_unmap(&back);
}
END_TEST

START_TEST(a_missing_file_is_named) {
  Error error;
  Text back;
  ck_assert(!file_read(arena, "/nowhere/x.csv", &back, &error));
  ck_assert_str_eq(error.file, "/nowhere/x.csv");
  ck_assert_int_eq(error.kind, ERROR_INPUT);
  ck_assert_str_eq(error.message, "could not open this file: No such file or directory");
  ck_assert(!file_read(arena, folder, &back, &error));
}
END_TEST

static size_t names_in(const char *path) {
  size_t count = 0;
  DIR *names = opendir(path);
  for (struct dirent *entry; (entry = readdir(names));)
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  closedir(names);
  return count;
}

/* Killed in the midst of writing, by the limit on a file's size. */
START_TEST(a_file_that_is_replaced_leaves_nothing_beside_it) {
  Error error;
  int status;
  char *path = file_join(arena, folder, "letter.txt"), *more = memory_new(4096);
  Text content = {memset(more, 'a', 4096), 4096}, back;
  ck_assert(file_replace(arena, path, TEXT("before"), &error) && names_in(folder) == 1);
  pid_t child = fork();
  if (child == 0) {
    struct rlimit bytes = {1024, 1024}, none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &bytes);
    signal(SIGXFSZ, SIG_DFL);
    file_replace(arena, path, content, &error);
    _exit(0);
  }
  ck_assert(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
  ck_assert_uint_eq(names_in(folder), 1);
  ck_assert(file_read(arena, path, &back, &error) && text_equal(back, TEXT("before")));
  ck_assert(file_replace(arena, path, content, &error) && names_in(folder) == 1);
  ck_assert(file_read(arena, path, &back, &error) && text_equal(back, content));
  ck_assert(!file_replace(arena, file_join(arena, folder, "no/x"), content, &error));
  ck_assert_str_eq(error.file, file_join(arena, folder, "no/x"));
  memory_free(more);
}
END_TEST

START_TEST(nothing_is_renamed_over) {
  Error error;
  char *one = file_join(arena, folder, "one"), *two = file_join(arena, folder, "two");
  ck_assert(file_folder_make(one, &error) && file_folder_make(two, &error));
  ck_assert(!file_rename_new(one, two, &error) && error.kind == ERROR_NONE);
  ck_assert(file_rename_new(one, file_join(arena, folder, "three"), &error));
  ck_assert(!file_exists(one));
}
END_TEST

START_TEST(folders_are_made_with_their_parents) {
  Error error;
  char *deep = file_join(arena, folder, "a/b/c");
  ck_assert(file_folder_ensure(deep, &error) && file_is_folder(deep));
  ck_assert(file_folder_ensure(deep, &error));
  char *file = file_join(arena, folder, "f");
  ck_assert(file_put(file, TEXT("x"), &error));
  ck_assert(!file_folder_ensure(file, &error));
}
END_TEST

START_TEST(sha256_is_the_standards) {
  uint8_t digest[SHA256_BYTES];
  char hex[SHA256_HEX + 1];
  Sha256 hash;
  sha256_start(&hash);
  sha256_add(&hash, "a", 1);
  sha256_add(&hash, "bc", 2);
  sha256_end(&hash, digest);
  sha256_hex(digest, hex); /* FIPS 180-4, example "abc" */
  ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(a_path_is_a_word_of_a_command) {
  const struct {
    const char *path, *word;
  } cases[] = {{"runs/2026-11-22-0123abcd", "runs/2026-11-22-0123abcd"},
               {"mijn proef/é", "'mijn proef/é'"},
               {"caf\xC3\xA9", "caf\xC3\xA9"},
               {"a$b", "'a$b'"},
               {"it's", "'it'\\''s'"},
               {"", "''"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buffer out = {0};
    file_put_word(&out, cases[i].path);
    ck_assert_msg(text_equal(buffer_view(&out), text_of(cases[i].word)), "%.*s", (int)out.length,
                  out.bytes);
    buffer_free(&out);
  }
}
END_TEST

START_TEST(errors_quote_and_print_the_place) {
  Error error;
  Buffer out = {0};
  Text quoted = error_quote(arena, TEXT("a\x01\xFF é and more"), 6);
  ck_assert_msg(text_equal(quoted, TEXT("\"a\\x01\\xFF é …\"")), "%s", quoted.bytes);
  error_set(&error, ERROR_INPUT, "found %s", "x");
  error_at(&error, TEXT("guests.csv"), 3, 7);
  error_hint(&error, "did you mean %s?", "y");
  error_print(&error, &out);
  ck_assert(text_equal(buffer_view(&out), TEXT("guests.csv:3:7: found x\n  did you mean y?")));
  buffer_free(&out);
}
END_TEST

Suite *base_file_suite(void);
Suite *base_file_suite(void) {
  Suite *suite = suite_create("base_file");
  TCase *tests = tcase_create("file");
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_test(tests, what_is_put_is_read);
  tcase_add_test(tests, a_missing_file_is_named);
  tcase_add_test(tests, a_file_that_is_replaced_leaves_nothing_beside_it);
  tcase_add_test(tests, nothing_is_renamed_over);
  tcase_add_test(tests, folders_are_made_with_their_parents);
  tcase_add_test(tests, sha256_is_the_standards);
  tcase_add_test(tests, a_path_is_a_word_of_a_command);
  tcase_add_test(tests, errors_quote_and_print_the_place);
  suite_add_tcase(suite, tests);
  return suite;
}

#include <check.h>
#include <stdio.h>

#include "table/dictionary.h"

START_TEST(codes_follow_first_appearance) {
  Dictionary *dictionary = dictionary_make();
  bool is_new;
  uint32_t code;
  ck_assert_uint_eq(dictionary_enter(dictionary, TEXT("b"), &is_new), 0);
  ck_assert(is_new);
  ck_assert_uint_eq(dictionary_enter(dictionary, TEXT(""), &is_new), 1);
  ck_assert_uint_eq(dictionary_enter(dictionary, TEXT("b"), &is_new), 0);
  ck_assert(!is_new);
  ck_assert(dictionary_find(dictionary, TEXT(""), &code) && code == 1);
  ck_assert(!dictionary_find(dictionary, TEXT("c"), &code));
  dictionary_drop(dictionary);
}
END_TEST

START_TEST(many_texts_are_found_again) {
  enum { MANY = 100000 };
  Dictionary *dictionary = dictionary_make();
  char name[40];
  bool is_new;
  uint32_t code;
  for (uint32_t i = 0; i < MANY; i++) {
    int length = snprintf(name, sizeof name, "%s%u", i % 3 ? "customer-with-a-long-name-" : "", i);
    ck_assert_uint_eq(dictionary_enter(dictionary, (Text){name, (size_t)length}, &is_new), i);
  }
  for (uint32_t i = 0; i < MANY; i++) {
    int length = snprintf(name, sizeof name, "%s%u", i % 3 ? "customer-with-a-long-name-" : "", i);
    ck_assert(dictionary_find(dictionary, (Text){name, (size_t)length}, &code) && code == i);
    ck_assert(text_equal(dictionary_text(dictionary, i), (Text){name, (size_t)length}));
  }
  dictionary_drop(dictionary);
}
END_TEST

START_TEST(new_texts_until_one_is_not) {
  Dictionary *dictionary = dictionary_make();
  const Text texts[] = {TEXT("a"), TEXT("b"), TEXT("a"), TEXT("c")}, gap[] = {TEXT("d"), {NULL, 0}};
  uint32_t codes[4];
  ck_assert_uint_eq(dictionary_enter_new(dictionary, texts, 4), 2);
  ck_assert_uint_eq(dictionary_enter_new(dictionary, gap, 2), 1);
  dictionary_enter_many(dictionary, texts, 4, codes);
  ck_assert_uint_eq(codes[0], 0);
  ck_assert_uint_eq(codes[2], 0);
  ck_assert_uint_eq(codes[3], 3);
  dictionary_drop(dictionary);
}
END_TEST

/* Numbers from `from` on, in the order in which files count. */
static Dictionary *numbers(uint32_t from, uint32_t count) {
  Dictionary *dictionary = dictionary_make();
  char name[16];
  for (uint32_t i = from; i < from + count; i++) {
    Text text = {name, (size_t)snprintf(name, sizeof name, "%u", i)};
    ck_assert_uint_eq(dictionary_enter_new(dictionary, &text, 1), 1);
  }
  return dictionary;
}

START_TEST(texts_in_order_until_one_is_not) {
  Dictionary *dictionary = numbers(0, 1000);
  const Text known[] = {TEXT("1000"), TEXT("7"), TEXT("1001")}, less[] = {TEXT("A"), TEXT("999")};
  uint32_t code;
  ck_assert_uint_eq(dictionary_enter_new(dictionary, known, 3), 1);
  ck_assert(dictionary_find(dictionary, TEXT("1000"), &code) && code == 1000);
  ck_assert(!dictionary_find(dictionary, TEXT("1001"), &code));
  ck_assert_uint_eq(dictionary_enter_new(dictionary, known + 2, 1), 1);
  ck_assert_uint_eq(dictionary_enter_new(dictionary, less, 2), 1);
  ck_assert(dictionary_find(dictionary, TEXT("A"), &code) && code == 1002);
  ck_assert_uint_eq(dictionary_count(dictionary), 1003);
  dictionary_drop(dictionary);
}
END_TEST

START_TEST(one_in_order_behind_another) {
  Dictionary *dictionary = numbers(0, 500), *next = numbers(500, 5000), *again = numbers(90, 20);
  uint32_t code, codes[20];
  ck_assert(dictionary_add_in_order(dictionary, next));
  ck_assert(!dictionary_add_in_order(dictionary, again));
  ck_assert_uint_eq(dictionary_count(dictionary), 5500);
  dictionary_enter_all(dictionary, again, codes);
  ck_assert_uint_eq(codes[19], 109);
  ck_assert_uint_eq(dictionary_count(dictionary), 5500);
  ck_assert(dictionary_find(dictionary, TEXT("5499"), &code) && code == 5499);
  ck_assert(!dictionary_find(dictionary, TEXT("5500"), &code));
  dictionary_drop(dictionary);
  dictionary_drop(next);
  dictionary_drop(again);
}
END_TEST

START_TEST(ranks_are_in_byte_order_also_when_frozen) {
  Arena *arena = arena_make();
  Dictionary *dictionary = dictionary_make();
  bool is_new;
  dictionary_enter(dictionary, TEXT("b"), &is_new);
  dictionary_enter(dictionary, TEXT("ab"), &is_new);
  dictionary_enter(dictionary, TEXT("é"), &is_new);
  dictionary_enter(dictionary, TEXT("a"), &is_new);
  const uint32_t expected[] = {2, 1, 3, 0};
  ck_assert_mem_eq(dictionary_ranks(dictionary), expected, sizeof expected);
  dictionary = dictionary_freeze(dictionary, arena);
  ck_assert_mem_eq(dictionary_ranks(dictionary), expected, sizeof expected);
  ck_assert(text_equal(dictionary_text(dictionary, 2), TEXT("é")));
  arena_drop(arena);
}
END_TEST

Suite *table_dictionary_suite(void);
Suite *table_dictionary_suite(void) {
  Suite *suite = suite_create("table_dictionary");
  TCase *tests = tcase_create("dictionary");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, codes_follow_first_appearance);
  tcase_add_test(tests, many_texts_are_found_again);
  tcase_add_test(tests, new_texts_until_one_is_not);
  tcase_add_test(tests, texts_in_order_until_one_is_not);
  tcase_add_test(tests, one_in_order_behind_another);
  tcase_add_test(tests, ranks_are_in_byte_order_also_when_frozen);
  suite_add_tcase(suite, tests);
  return suite;
}

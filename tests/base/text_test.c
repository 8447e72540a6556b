#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/text.h"

START_TEST(trim_drops_white_space_and_no_break_spaces) {
  Text trimmed = text_trim(TEXT(" \t\xC2\xA0 12,50\xC2\xA0\r\n"));
  ck_assert(text_equal(trimmed, TEXT("12,50")));
  ck_assert_uint_eq(text_trim(TEXT(" \xC2\xA0 ")).length, 0);
}
END_TEST

START_TEST(utf8_prefix_stops_at_the_first_wrong_byte) {
  ck_assert_uint_eq(text_utf8_prefix(TEXT("café €😀")), strlen("café €😀"));
  ck_assert_uint_eq(text_utf8_prefix(TEXT("abcdefgh\xFF")), 8);
  ck_assert_uint_eq(text_utf8_prefix(TEXT("\xC0\x80")), 0);         /* overlong */
  ck_assert_uint_eq(text_utf8_prefix(TEXT("\xED\xA0\x80")), 0);     /* surrogate */
  ck_assert_uint_eq(text_utf8_prefix(TEXT("\xF4\x90\x80\x80")), 0); /* past U+10FFFF */
  ck_assert_uint_eq(text_utf8_prefix(TEXT("a\xE2\x82")), 1);        /* cut off */
}
END_TEST

START_TEST(nearest_finds_what_was_meant) {
  const Text names[] = {TEXT("visits_12m"), TEXT("spend_12m"), TEXT("nps"), TEXT("consent_email")};
  ck_assert(text_equal(text_nearest(TEXT("viists_12m"), names, 4), TEXT("visits_12m")));
  ck_assert(text_equal(text_nearest(TEXT("NPS"), names, 4), TEXT("nps")));
  ck_assert(text_equal(text_nearest(TEXT("consent_mail"), names, 4), TEXT("consent_email")));
  ck_assert_uint_eq(text_nearest(TEXT("shoe_size"), names, 4).length, 0);
  ck_assert_uint_eq(text_nearest(TEXT(""), names, 4).length, 0);
}
END_TEST

START_TEST(hash_is_the_same_on_every_machine) {
  ck_assert_uint_eq(text_hash(TEXT("G-0007")), text_hash((Text){"G-0007x", 6}));
  ck_assert_uint_ne(text_hash(TEXT("")), text_hash((Text){"\0", 1}));
  ck_assert_uint_ne(text_hash(TEXT("ab")), text_hash(TEXT("ba")));
}
END_TEST

static Text decimal(Buffer *out, double number) {
  out->length = 0;
  json_put_decimal(out, number);
  return buffer_view(out);
}

START_TEST(decimals_are_the_shortest_that_read_back) {
  const struct {
    double number;
    Text text;
  } cases[] = {{0.1, TEXT("0.1")},
               {3, TEXT("3.0")},
               {-0.0, TEXT("-0.0")},
               {12.5, TEXT("12.5")},
               {1999.95, TEXT("1999.95")},
               {1e300, TEXT("1e+300")},
               {0.1 + 0.2, TEXT("0.30000000000000004")},
               {1e21, TEXT("1e+21")},
               {123456789.125, TEXT("123456789.125")},
               {-7.25, TEXT("-7.25")}};
  Buffer out = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_msg(text_equal(decimal(&out, cases[i].number), cases[i].text), "%.*s",
                  TEXT_ARGS(buffer_view(&out)));
  buffer_free(&out);
}
END_TEST

/* Numbers as found in data: the fewest digits after the point that give the number. */
START_TEST(decimals_of_data_have_no_digit_too_many) {
  Buffer out = {0};
  srand(11);
  for (int i = 0; i < 300000; i++) {
    double power = 1;
    int places = rand() % 7, wanted = 1;
    for (int k = 0; k < places; k++)
      power *= 10;
    double number = (double)(rand() % (i % 2 ? 1000 : 2000000000)) / power;
    char digits[40];
    while (snprintf(digits, sizeof digits, "%.*f", wanted, number),
           strtod(digits, NULL) != number && wanted < 9)
      wanted++;
    ck_assert_msg(text_equal(decimal(&out, number), text_of(digits)), "%s %.*s", digits,
                  TEXT_ARGS(buffer_view(&out)));
  }
  buffer_free(&out);
}
END_TEST

START_TEST(every_byte_is_escaped_wherever_it_stands) {
  Buffer out = {0};
  for (int byte = 0; byte < 128; byte++)
    for (size_t at = 0; at < 20; at++) {
      char text[20], name[8];
      memset(text, 'y', sizeof text);
      text[at] = (char)byte;
      out.length = 0;
      json_put_text(&out, (Text){text, sizeof text});
      bool escaped = byte < 0x20 || byte == '"' || byte == '\\';
      const char *known = strchr("\nn\rr\tt\"\"\\\\", byte);
      snprintf(name, sizeof name, "%c", byte);
      if (escaped)
        snprintf(name, sizeof name, byte && known ? "\\%c" : "\\u%04x",
                 byte && known ? known[1] : byte);
      ck_assert_uint_eq(out.length, sizeof text + 1 + (byte ? strlen(name) : 6));
      ck_assert_int_eq(memcmp(out.bytes + 1 + at, byte ? name : "\\u0000", byte ? strlen(name) : 6),
                       0);
    }
  buffer_free(&out);
}
END_TEST

START_TEST(random_decimals_read_back_the_same) {
  Buffer out = {0};
  srand(7);
  for (int i = 0; i < 200000; i++) {
    uint64_t bits = 0;
    double number = (rand() % 2000000 - 1000000) / 100.0 * (i % 3 ? 1 : 1e-3);
    if (i % 2) {
      for (int j = 0; j < 8; j++)
        bits = bits << 8 | (rand() >> 7 & 255);
      memcpy(&number, &bits, 8);
    }
    if (number != number || number - number != 0)
      continue;
    decimal(&out, number);
    buffer_byte(&out, '\0');
    double back = strtod(out.bytes, NULL);
    ck_assert_msg(memcmp(&back, &number, 8) == 0, "%s", out.bytes);
    ck_assert(strpbrk(out.bytes, ".e") != NULL);
  }
  buffer_free(&out);
}
END_TEST

START_TEST(texts_are_escaped_as_json_wants) {
  Buffer out = {0};
  json_put_text(&out, TEXT("a\"b\\c\nd\x01 é"));
  ck_assert(text_equal(buffer_view(&out), TEXT("\"a\\\"b\\\\c\\nd\\u0001 é\"")));
  buffer_free(&out);
}
END_TEST

START_TEST(integers_reach_both_ends) {
  Buffer out = {0};
  json_put_integer(&out, INT64_MIN);
  buffer_byte(&out, ' ');
  json_put_integer(&out, INT64_MAX);
  buffer_byte(&out, ' ');
  json_put_integer(&out, 0);
  ck_assert(text_equal(buffer_view(&out), TEXT("-9223372036854775808 9223372036854775807 0")));
  buffer_free(&out);
}
END_TEST

Suite *base_text_suite(void);
Suite *base_text_suite(void) {
  Suite *suite = suite_create("base_text");
  TCase *tests = tcase_create("text");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, trim_drops_white_space_and_no_break_spaces);
  tcase_add_test(tests, utf8_prefix_stops_at_the_first_wrong_byte);
  tcase_add_test(tests, nearest_finds_what_was_meant);
  tcase_add_test(tests, hash_is_the_same_on_every_machine);
  tcase_add_test(tests, decimals_are_the_shortest_that_read_back);
  tcase_add_test(tests, decimals_of_data_have_no_digit_too_many);
  tcase_add_test(tests, every_byte_is_escaped_wherever_it_stands);
  tcase_add_test(tests, random_decimals_read_back_the_same);
  tcase_add_test(tests, texts_are_escaped_as_json_wants);
  tcase_add_test(tests, integers_reach_both_ends);
  suite_add_tcase(suite, tests);
  return suite;
}

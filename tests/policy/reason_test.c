#include <check.h>
#include <math.h>

#include "base/date.h"
#include "policy/reason.h"

static Arena *arena;

static void setup(void) {
  arena = arena_make();
}

static void teardown(void) {
  arena_drop(arena);
}

static const char *written(Value value, bool dutch) {
  Buffer out = {0};
  reason_value(&out, value, dutch);
  const char *text = arena_copy(arena, out.bytes, out.length);
  buffer_free(&out);
  return text;
}

static Value integer(int64_t number) {
  return (Value){.kind = VALUE_INTEGER, .integer = number};
}

static Value decimal(double number) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = number};
}

static Value text(const char *content) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(content)};
}

START_TEST(numbers_as_people_write_them) {
  static const struct {
    double number;
    const char *english, *dutch;
  } cases[] = {{0, "0", "0"},
               {-0.0, "0", "0"},
               {3, "3", "3"},
               {1985, "1985", "1985"},
               {12500, "12,500", "12.500"},
               {-1234567, "-1,234,567", "-1.234.567"},
               {1234.5, "1,234.5", "1.234,5"},
               {0.5, "0.5", "0,5"},
               {12.50, "12.5", "12,5"},
               {1.0 / 3, "0.33", "0,33"},
               {2.999, "3", "3"},
               {-0.25, "-0.25", "-0,25"},
               {0.0042, "0.0042", "0,0042"},
               {-0.00001, "-0.00001", "-0,00001"},
               {999999.999, "1,000,000", "1.000.000"},
               {1e300, "1e+300", "1e+300"},
               {INFINITY, "infinity", "oneindig"},
               {-INFINITY, "minus infinity", "min oneindig"},
               {NAN, "not a number", "geen getal"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_str_eq(written(decimal(cases[i].number), false), cases[i].english);
    ck_assert_str_eq(written(decimal(cases[i].number), true), cases[i].dutch);
  }
  ck_assert_str_eq(written(integer(12500), true), "12.500");
  ck_assert_str_eq(written(integer(1985), false), "1985");
  ck_assert_str_eq(written(integer(INT64_MIN), false), "-9,223,372,036,854,775,808");
}
END_TEST

START_TEST(other_values) {
  Value day = {.kind = VALUE_DATE};
  date_from_iso(TEXT("2026-05-21"), &day.days);
  ck_assert_str_eq(written(day, false), "21 May 2026");
  ck_assert_str_eq(written(day, true), "21 mei 2026");
  ck_assert_str_eq(written(text("2026-05-21"), true), "21 mei 2026");
  ck_assert_str_eq(written(text("2026-13-21"), true), "2026-13-21");
  ck_assert_str_eq(written(text("Sunday"), true), "Sunday");
  ck_assert_str_eq(written((Value){.kind = VALUE_BOOLEAN, .boolean = true}, true), "ja");
  ck_assert_str_eq(written((Value){.kind = VALUE_BOOLEAN}, false), "no");
  ck_assert_str_eq(written((Value){.kind = VALUE_MISSING}, false), "unknown");
  ck_assert_str_eq(written((Value){.kind = VALUE_MISSING}, true), "onbekend");
}
END_TEST

static bool find(const void *context, Text name, Value *value) {
  (void)context;
  if (!text_equal(name, TEXT("nps")))
    return false;
  *value = integer(7);
  return true;
}

static const char *filled(const char *en, const char *nl, bool dutch) {
  Phrase phrase = {text_of(en), text_of(nl)};
  return reason_fill(arena, phrase, dutch, find, NULL).bytes;
}

START_TEST(texts_are_filled) {
  ck_assert_str_eq(filled("You gave {nps}.", "", false), "You gave 7.");
  ck_assert_str_eq(filled("You gave {nps}.", "U gaf {nps}{nps}", true), "U gaf 77");
  ck_assert_str_eq(filled("only English", "", true), "only English");
  ck_assert_str_eq(filled("{{nps} is {nps}", "", false), "{nps} is 7");
  ck_assert_str_eq(filled("{other} stays", "", false), "{other} stays");
  ck_assert_str_eq(filled("open {nps", "", false), "open {nps");
  ck_assert_str_eq(filled("", "", false), "");
}
END_TEST

Suite *policy_reason_suite(void) {
  Suite *suite = suite_create("policy_reason");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_add_test(all, numbers_as_people_write_them);
  tcase_add_test(all, other_values);
  tcase_add_test(all, texts_are_filled);
  suite_add_tcase(suite, all);
  return suite;
}

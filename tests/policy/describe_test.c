/* The description comes from a process that ran foreign code: whatever it says, the
 * parent reads it without harm. Good descriptions: load_test.c. */
#include <check.h>

#include "policy/describe.h"

static Arena *arena;

static void setup(void) {
  arena = arena_make();
}

static void teardown(void) {
  arena_drop(arena);
}

static void drop(void *description) {
  json_decref(description);
}

static Policy *describe(const char *text) {
  json_t *description = json_loads(text, JSON_DECODE_ANY, NULL);
  ck_assert_ptr_nonnull(description);
  arena_finally(arena, drop, description);
  Policy *policy = arena_new(arena, sizeof *policy);
  describe_policy(arena, description, policy);
  return policy;
}

START_TEST(nothing_at_all) {
  static const char *const texts[] = {"{}", "[]", "null", "3", "\"text\""};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    Policy *policy = describe(texts[i]);
    ck_assert_uint_eq(policy->name.length, 0);
    ck_assert_uint_eq(policy->exclusion_count + policy->selection_count + policy->mention_count, 0);
  }
}
END_TEST

START_TEST(other_types_than_expected) {
  Policy *policy = describe(
      "{\"policy\":[1],\"customers\":{\"name\":{},\"fields\":[3,{\"name\":[],\"decimal\":\"\","
      "\"missing\":{}}]},"
      "\"attributes\":[null,{\"kind\":3,\"tiles\":\"x\",\"breaks\":[\"a\",{}],\"is\":[]}],"
      "\"exclusions\":[{\"when\":{\"number\":99999999999,\"at\":[1,-5,\"x\"],\"reads\":[3],"
      "\"values\":[1,[2]]},"
      "\"lasts\":{\"unit\":\"days\",\"count\":-1},\"from\":\"x\"}],"
      "\"segmentations\":[{\"mode\":\"none\",\"segments\":[1],\"points\":[[]]}],"
      "\"selections\":[{\"limit\":2.5,\"holdout\":\"x\"}],\"guarantees\":[[]],\"mentions\":[{}],"
      "\"needs\":[3,{\"benefit\":\"x\",\"must\":1,\"split_by\":{},\"because\":[]}]}");
  ck_assert_uint_eq(policy->need_count, 2);
  ck_assert(!policy->needs[1].must && policy->needs[1].benefit == 0);
  ck_assert_uint_eq(policy->needs[1].split_count, 0);
  ck_assert_uint_eq(policy->field_count, 2);
  ck_assert_int_eq(policy->attributes[1].tiles, 1);
  ck_assert_int_eq(policy->exclusions[0].when.number, -1);
  ck_assert_int_eq(policy->exclusions[0].when.at.line, 0);
  ck_assert_int_eq(policy->exclusions[0].when.values[0].value.kind, VALUE_MISSING);
  ck_assert_int_eq(policy->exclusions[0].lasts.unit, SPAN_NONE);
  ck_assert_uint_eq(policy->exclusions[0].from_count, 0);
  ck_assert_int_eq(policy->selections[0].limit, -1);
}
END_TEST

START_TEST(numbers_that_json_has_not) {
  Policy *policy =
      describe("{\"exclusions\":[{\"when\":{\"number\":0,\"values\":[[\"A\",{\"decimal\":\"nan\"}],"
               "[\"B\",{\"decimal\":\"-inf\"}],[\"C\",3.0],[\"D\",3],[\"E\",true]]}}]}");
  const NamedValue *values = policy->exclusions[0].when.values;
  ck_assert(values[0].value.decimal != values[0].value.decimal);
  ck_assert(values[1].value.decimal < -1e308);
  ck_assert_int_eq(values[2].value.kind, VALUE_DECIMAL);
  ck_assert_int_eq(values[3].value.kind, VALUE_INTEGER);
  ck_assert_int_eq(values[4].value.kind, VALUE_BOOLEAN);
}
END_TEST

START_TEST(a_need) {
  Policy *policy = describe(
      "{\"needs\":[{\"name\":\"days\",\"at\":[\"p.lua\",3,1],\"field\":\"wanted\",\"must\":true,"
      "\"segmentation\":\"guest\",\"benefit\":1.5,\"cost_segment\":400,\"cost_individual\":3,"
      "\"product\":true,\"presentation\":false,\"split_by\":[\"city\",\"age\"],"
      "\"because\":{\"en\":\"b\"},\"when\":{\"number\":-1,\"values\":[[\"HABIT\",12]]}}]}");
  ck_assert_uint_eq(policy->need_count, 1);
  const Need *need = &policy->needs[0];
  ck_assert(text_equal(need->name, TEXT("days")) && text_equal(need->field, TEXT("wanted")));
  ck_assert(text_equal(need->segmentation, TEXT("guest")) && need->at.line == 3);
  ck_assert(need->must && need->product && !need->presentation);
  ck_assert_double_eq(need->benefit, 1.5);
  ck_assert_double_eq(need->cost_segment, 400);
  ck_assert_double_eq(need->cost_individual, 3);
  ck_assert_uint_eq(need->split_count, 2);
  ck_assert(text_equal(need->split_by[1], TEXT("age")));
  ck_assert_int_eq(need->constants.values[0].value.integer, 12);
}
END_TEST

START_TEST(how_a_field_can_change) {
  Policy *policy =
      describe("{\"customers\":{\"fields\":[{\"name\":\"nps\",\"only\":\"up\",\"step\":2,\"min\":0,"
               "\"max\":9.5,\"cost\":3},{\"name\":\"since\",\"max\":\"2026-05-21\"},"
               "{\"name\":\"odd\",\"only\":\"left\",\"min\":\"soon\"}]}}");
  const FieldInfo *fields = policy->fields;
  ck_assert_int_eq(fields[0].only, DIRECTION_UP);
  ck_assert(fields[0].step == 2 && fields[0].cost == 3);
  ck_assert(fields[0].min.kind == VALUE_INTEGER && fields[0].min.integer == 0);
  ck_assert(fields[0].max.kind == VALUE_DECIMAL && fields[0].max.decimal == 9.5);
  ck_assert_int_eq(fields[1].max.kind, VALUE_DATE);
  ck_assert(fields[1].step == 0 && fields[1].cost == 1);
  ck_assert_int_eq(fields[2].only, DIRECTION_ANY);
  ck_assert_int_eq(fields[2].min.kind, VALUE_MISSING);
}
END_TEST

Suite *policy_describe_suite(void) {
  Suite *suite = suite_create("policy_describe");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_add_test(all, nothing_at_all);
  tcase_add_test(all, other_types_than_expected);
  tcase_add_test(all, numbers_that_json_has_not);
  tcase_add_test(all, a_need);
  tcase_add_test(all, how_a_field_can_change);
  suite_add_tcase(suite, all);
  return suite;
}

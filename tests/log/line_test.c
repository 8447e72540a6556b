/* Decision lines, byte for byte. */
#include "log/line.h"

#include <math.h>

#include "sample.h"

static const uint8_t salt[SALT_BYTES] = {0xFF, 0xEF, 0xBE};
#define HEAD(seq, key)                                                                             \
  "{\"v\":1,\"seq\":" seq ",\"key\":\"" key "\",\"salt\":\"_--"                                    \
  "-AAAAAAAAAAAAAAAAAA\","

/* What the line of a row says after the selection's name. */
static void assert_state(const Decisions *decisions, size_t row, const char *expected) {
  Buffer out = {0};
  LinePlan *plan = line_plan(decisions);
  line_write(plan, row, salt, &out);
  buffer_byte(&out, '\0');
  const char *name = "\"selections\":{\"quiet Sunday\":";
  char *at = strstr(out.bytes, name);
  ck_assert_ptr_nonnull(at);
  at += strlen(name);
  ck_assert_int_eq(strncmp(at, expected, strlen(expected)), 0);
  ck_assert_str_eq(at + strlen(expected), "},\"overrides\":[]}");
  line_plan_drop(plan);
  buffer_free(&out);
}

START_TEST(each_state_tells_what_belongs_to_it) {
  static const char *const expected[SAMPLE_ROWS] = {
      "{\"state\":\"excluded\",\"by\":\"membership paused\"}",
      "{\"state\":\"not eligible\"}",
      "{\"state\":\"undecided\",\"by\":\"selection quiet Sunday\"}",
      "{\"state\":\"contacted enough\"}",
      "{\"state\":\"taken elsewhere\",\"by\":\"quiet Sunday\"}",
      "{\"state\":\"household\",\"score\":5,\"rank\":6,\"household\":2}",
      "{\"state\":\"over quota\",\"score\":6,\"rank\":7,\"quota\":{\"per\":\"day\",\"value\":"
      "\"Sun\\\"day\",\"max\":40,\"taken\":38.5,\"need\":1.5,\"place\":2}}",
      "{\"state\":\"below the cut\",\"score\":null,\"rank\":8,\"quota\":{\"per\":\"day\","
      "\"value\":\"Friday; noon\",\"max\":40,\"taken\":38.5,\"need\":1.5,\"place\":2},"
      "\"limit\":120,\"cut\":7,\"tie\":false}",
      "{\"state\":\"holdout\",\"score\":8,\"rank\":9,\"quota\":{\"per\":\"day\",\"value\":"
      "\"zondag \xE2\x82\xAC\",\"max\":40,\"taken\":38.5,\"need\":1.5,\"place\":2},"
      "\"limit\":120,\"cut\":7,\"bucket\":0.25,\"fraction\":0.3}",
      "{\"state\":\"selected\",\"score\":9,\"rank\":10,\"quota\":{\"per\":\"day\",\"value\":"
      "\"Sun\\\"day\",\"max\":40,\"taken\":38.5,\"need\":1.5,\"place\":2},"
      "\"limit\":120,\"cut\":7,\"bucket\":0.25,\"fraction\":0.3}"};
  Arena *arena = arena_make();
  Table *table = sample_table(arena, SAMPLE_ROWS);
  Decisions decisions = sample_decisions(arena, table);
  assert_state(&decisions, (size_t)_i, expected[_i]);
  table_drop(table);
  arena_drop(arena);
}
END_TEST

static void assert_line(const Decisions *decisions, size_t row, const char *expected) {
  Buffer out = {0};
  LinePlan *plan = line_plan(decisions);
  line_write(plan, row, salt, &out);
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, expected);
  line_plan_drop(plan);
  buffer_free(&out);
}

START_TEST(a_whole_line) {
  Arena *arena = arena_make();
  Table *table = sample_table(arena, SAMPLE_ROWS);
  Decisions decisions = sample_decisions(arena, table);
  const Text missing[] = {TEXT("nps")};
  UnknownKind kinds[] = {
      {.rule = TEXT("rank quiet Sunday"), .missing = missing, .missing_count = 1},
      {.rule = TEXT("segment guest/guest"),
       .message = TEXT("attempt to compare number with string"),
       .line = 12}};
  uint32_t unknowns[] = {0, 1};
  uint64_t first[SAMPLE_ROWS + 1] = {0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2};
  Override override = {.row = 3,
                       .rule = TEXT("selection quiet Sunday"),
                       .outcome = TEXT("selected"),
                       .reason = TEXT("a \"promise\""),
                       .by = TEXT("Ann")};
  decisions.unknown_kinds = kinds, decisions.unknown_kind_count = 2;
  decisions.unknowns = unknowns, decisions.unknown_first = first;
  decisions.overrides = &override, decisions.override_count = 1;
  assert_line(
      &decisions, 3,
      HEAD("3",
           "G-0003") "\"read\":{\"day\":\"Sun\\\"day\"},\"missing\":[\"nps\"],"
                     "\"excluded\":[],\"unknown\":[{\"rule\":\"rank quiet "
                     "Sunday\",\"missing\":[\"nps\"]},"
                     "{\"rule\":\"segment guest/guest\",\"error\":\"attempt to compare number with "
                     "string\",\"line\":12}],\"segments\":{\"guest\":\"keeper of the calm\"},"
                     "\"selections\":{\"quiet Sunday\":{\"state\":\"contacted enough\"}},"
                     "\"overrides\":[{\"rule\":\"selection quiet Sunday\",\"outcome\":\"selected\","
                     "\"reason\":\"a \\\"promise\\\"\",\"by\":\"Ann\",\"until\":\"1970-01-01\"}]}");
  assert_line(
      &decisions, 0,
      HEAD("0",
           "G-0000") "\"read\":{\"nps\":0,\"day\":\"Sun\\\"day\"},\"missing\":[],"
                     "\"excluded\":[\"membership paused\"],\"unknown\":[],"
                     "\"segments\":{\"guest\":\"keeper of the calm\"},\"selections\":{\"quiet "
                     "Sunday\":"
                     "{\"state\":\"excluded\",\"by\":\"membership paused\"}},\"overrides\":[]}");
  table_drop(table);
  arena_drop(arena);
}
END_TEST

/* The line of row 0 when this is its only segmentation, from "segments" on. */
static void assert_segments(const SegmentationDecision *segmentation, const char *expected) {
  Arena *arena = arena_make();
  Table *table = sample_table(arena, 1);
  Decisions decisions = {.table = table, .rows = 1};
  decisions.segmentations = segmentation, decisions.segmentation_count = 1;
  Text whole =
      text_format(arena,
                  HEAD("0", "G-0000") "\"read\":{},\"missing\":[],\"excluded\":[],"
                                      "\"unknown\":[],\"segments\":{\"s\":%s},\"selections\":{},"
                                      "\"overrides\":[]}",
                  expected);
  assert_line(&decisions, 0, whole.bytes);
  table_drop(table);
  arena_drop(arena);
}

START_TEST(segments_in_every_mode) {
  const Text names[] = {TEXT("a"), TEXT("b")};
  static const uint8_t yes[] = {VERDICT_YES}, no[] = {VERDICT_NO}, unknown[] = {VERDICT_UNKNOWN};
  static const uint8_t *const both[] = {yes, yes}, *const only_b[] = {no, yes};
  static const uint8_t *const neither[] = {no, no};
  uint16_t segment[] = {1};
  SegmentationDecision decided = {
      .name = TEXT("s"), .segment_names = names, .segment_count = 2, .segment = segment};
  assert_segments(&decided, "\"b\"");
  segment[0] = NO_SEGMENT;
  assert_segments(&decided, "null");
  segment[0] = SEGMENT_CONFLICT, decided.members = both;
  assert_segments(&decided, "{\"conflict\":[\"a\",\"b\"]}");
  decided.style = SEGMENT_MANY;
  assert_segments(&decided, "[\"a\",\"b\"]");
  decided.members = only_b;
  assert_segments(&decided, "[\"b\"]");
  decided.members = neither;
  assert_segments(&decided, "[]");
  const Text points[] = {TEXT("p"), TEXT("q"), TEXT("r")};
  static const double worth[] = {20, -2.5, 7};
  static const uint8_t *const verdicts[] = {yes, no, unknown};
  double sum[] = {20};
  segment[0] = 0;
  decided = (SegmentationDecision){TEXT("s"), SEGMENT_SCORE, names, 2,        segment, NULL,
                                   sum,       points,        worth, verdicts, 3};
  assert_segments(&decided, "{\"segment\":\"a\",\"score\":20,\"points\":{\"p\":20,\"q\":0,"
                            "\"r\":null}}");
}
END_TEST

START_TEST(numbers_of_the_policy) {
  static const struct {
    double number;
    const char *text;
  } cases[] = {{40, "40"},   {-3, "-3"},        {0.1, "0.1"},
               {2.5, "2.5"}, {1e300, "1e+300"}, {INFINITY, "{\"decimal\":\"inf\"}"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buffer out = {0};
    line_number(&out, cases[i].number);
    buffer_byte(&out, '\0');
    ck_assert_str_eq(out.bytes, cases[i].text);
    buffer_free(&out);
  }
}
END_TEST

Suite *log_line_suite(void) {
  Suite *suite = suite_create("log_line");
  TCase *tests = tcase_create("line");
  tcase_add_loop_test(tests, each_state_tells_what_belongs_to_it, 0, SAMPLE_ROWS);
  tcase_add_test(tests, a_whole_line);
  tcase_add_test(tests, segments_in_every_mode);
  tcase_add_test(tests, numbers_of_the_policy);
  suite_add_tcase(suite, tests);
  return suite;
}

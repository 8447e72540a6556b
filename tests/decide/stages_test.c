/* Single stages, in cases small enough to check by hand. */
#include "scene.h"

#include "decide/attributes.h"
#include "decide/exclusions.h"
#include "decide/order.h"
#include "decide/selections.h"
#include "decide/tiles.h"
#include "policy/draw.h"

enum { ROWS_MOST = 12 };

/* A table with integer keys 0, 1, 2… and one column. */
static Table *table_of(Arena *arena, const char *name, const Value *values, size_t rows) {
  Value keys[ROWS_MOST];
  for (size_t i = 0; i < rows; i++)
    keys[i] = scene_integer((int64_t)i);
  Column *columns[] = {column_from_values(arena, TEXT("id"), keys, rows),
                       column_from_values(arena, text_of(name), values, rows)};
  return table_of_columns(TEXT("guests"), columns, 2, rows, 0);
}

static void assert_integers(const Column *column, const int64_t *expected) {
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    int64_t found = value.kind == VALUE_MISSING ? -1 : value.integer;
    ck_assert_int_eq(found, expected[row]);
  }
}

START_TEST(tiles_are_those_of_sql) {
  Value values[] = {scene_integer(50), scene_integer(10), scene_missing(),    scene_integer(30),
                    scene_integer(30), scene_integer(20), scene_decimal(NAN), scene_integer(40)};
  Arena *arena = arena_make();
  Table *table = table_of(arena, "spend", values, 8);
  const uint32_t *by_key = order_by_key(arena, table, 2);
  Population spend = {.of = &table->columns[1], .by_key = by_key};
  assert_integers(tiles_ntile(arena, &spend, 4), (int64_t[]){4, 1, -1, 2, 2, 1, -1, 3});
  assert_integers(tiles_ntile(arena, &spend, 1), (int64_t[]){1, 1, -1, 1, 1, 1, -1, 1});
  assert_integers(tiles_ntile(arena, &spend, 9), (int64_t[]){6, 1, -1, 3, 4, 2, -1, 5});
  double breaks[] = {20, 30, 45};
  assert_integers(tiles_bins(arena, &spend, breaks, 3), (int64_t[]){4, 1, -1, 3, 3, 2, -1, 3});
  table_drop(table);
  arena_drop(arena);
}
END_TEST

/* Few enough for codes of two bytes, and too many. */
enum { FEW_KEYS = 20000, MANY_KEYS = 70000 };

static int texts_by_bytes(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted keys of one length, in all but `swapped` and the one after it. `without`: so many of the
 * first are left out, whose codes stay. */
static void check_order_of_keys(size_t keys, int width, size_t swapped, size_t without) {
  Arena *arena = arena_make();
  Value *values = arena_array(arena, keys, sizeof *values);
  char **texts = arena_array(arena, keys, sizeof *texts);
  for (size_t i = 0; i < keys; i++)
    texts[i] = arena_format(arena, "%.*zu%05zu", width - 5, (size_t)0, i);
  qsort(texts, keys, sizeof *texts, texts_by_bytes);
  for (size_t i = 0; i < keys; i++) {
    size_t from = i == swapped ? i + 1 : i == swapped + 1 ? i - 1 : i;
    values[i] = (Value){.kind = VALUE_TEXT, .text = text_of(texts[from])};
  }
  Column *column = column_from_values(arena, TEXT("id"), values, keys);
  column->cells = (const uint8_t *)column->cells + without * column->width;
  column->rows -= without;
  values += without;
  Table *table = table_of_columns(TEXT("t"), &column, 1, column->rows, 0);
  const uint32_t *rows = order_by_key(arena, table, 2);
  for (size_t i = 1; i < column->rows; i++)
    ck_assert(text_compare(values[rows[i - 1]].text, values[rows[i]].text) < 0);
  table_drop(table);
  arena_drop(arena);
}

START_TEST(one_key_out_of_order_is_seen) {
  static const int widths[] = {5, 8, 10, 13, 16, 17, 24};
  static const size_t swaps[] = {0, 4095, 4096, 8191, 9999, FEW_KEYS - 2, FEW_KEYS};
  static const size_t more[] = {4, 8191, 65535, MANY_KEYS - 2, MANY_KEYS};
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
    for (size_t j = 0; j < sizeof swaps / sizeof *swaps; j++)
      check_order_of_keys(FEW_KEYS, widths[i], swaps[j], 0);
  for (size_t i = 0; i < sizeof more / sizeof *more; i++)
    for (size_t without = 0; without < 2; without++)
      check_order_of_keys(MANY_KEYS, 10, more[i], without);
}
END_TEST

START_TEST(keys_are_ordered_by_value_or_by_bytes) {
  Arena *arena = arena_make();
  Value numbers[] = {scene_integer(10), scene_integer(-3), scene_integer(9)};
  Column *column = column_from_values(arena, TEXT("id"), numbers, 3);
  Table *table = table_of_columns(TEXT("t"), &column, 1, 3, 0);
  ck_assert_mem_eq(order_by_key(arena, table, 2), ((uint32_t[]){1, 2, 0}), 12);
  table_drop(table);
  const char *texts[] = {"customer-0002-b", "customer-0002", "customer-0002-a", "customer-0010"};
  Value values[4];
  for (int i = 0; i < 4; i++)
    values[i] = (Value){.kind = VALUE_TEXT, .text = text_of(texts[i])};
  column = column_from_values(arena, TEXT("id"), values, 4);
  table = table_of_columns(TEXT("t"), &column, 1, 4, 0);
  ck_assert_mem_eq(order_by_key(arena, table, 2), ((uint32_t[]){1, 2, 0, 3}), 16);
  table_drop(table);
  arena_drop(arena);
}
END_TEST

START_TEST(scores_of_every_kind_are_ordered) {
  Value values[] = {scene_decimal(-0.0),      scene_decimal(NAN), scene_integer(INT64_MIN),
                    scene_decimal(-INFINITY), scene_missing(),    scene_decimal(0.0),
                    scene_decimal(2.5),       scene_integer(2),   scene_decimal(INFINITY)};
  Arena *arena = arena_make();
  const Column *mixed = column_from_values(arena, TEXT("s"), values, 9);
  uint32_t rows[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
  ck_assert_uint_eq(order_by_score(rows, 9, mixed, ORDER_DESCENDING), 7);
  ck_assert_mem_eq(rows, ((uint32_t[]){8, 6, 7, 0, 5, 2, 3, 1, 4}), sizeof rows);
  Value integers[] = {scene_integer(INT64_MIN), scene_missing(), scene_integer(INT64_MAX)};
  const Column *column = column_from_values(arena, TEXT("s"), integers, 3);
  uint32_t three[] = {0, 1, 2};
  ck_assert_uint_eq(order_by_score(three, 3, column, ORDER_DESCENDING), 2);
  ck_assert_mem_eq(three, ((uint32_t[]){2, 0, 1}), sizeof three);
  ck_assert_uint_eq(order_by_score(three, 3, column, ORDER_ASCENDING), 2);
  ck_assert_mem_eq(three, ((uint32_t[]){0, 2, 1}), sizeof three);
  arena_drop(arena);
}
END_TEST

START_TEST(an_exclusion_ends_by_date) {
  Value days[] = {{.kind = VALUE_DATE, .days = 100},
                  {.kind = VALUE_DATE, .days = 99},
                  scene_missing(),
                  scene_missing(),
                  scene_missing(),
                  {.kind = VALUE_DATE, .days = 500}};
  const uint8_t asked[] = {VERDICT_YES, VERDICT_YES,     VERDICT_YES,
                           VERDICT_NO,  VERDICT_UNKNOWN, VERDICT_YES};
  const uint8_t expected[] = {VERDICT_YES, VERDICT_NO,      VERDICT_UNKNOWN,
                              VERDICT_NO,  VERDICT_UNKNOWN, VERDICT_YES};
  Arena *arena = arena_make();
  Exclusion exclusion = {.name = TEXT("paused"), .lasts = {SPAN_DAYS, 30}, .since = TEXT("since")};
  ExclusionInput input = {.exclusion = &exclusion,
                          .asked = asked,
                          .since = column_from_values(arena, TEXT("since"), days, 6),
                          .as_of = 129,
                          .rows = 6};
  Unknowns *unknowns = unknowns_make(arena, 6);
  ExclusionDecision decided = exclusion_decide(arena, &input, unknowns);
  ck_assert_mem_eq(decided.verdicts, expected, sizeof expected);
  Decisions decisions = {.rows = 6};
  unknowns_finish(unknowns, &decisions, true);
  ck_assert_uint_eq(decisions.unknown_kind_count, 1);
  ck_assert(text_equal(decisions.unknown_kinds[0].missing[0], TEXT("since")));
  ck_assert(text_equal(decisions.unknown_kinds[0].rule, TEXT("exclusion paused")));
  ck_assert_uint_eq(decisions.unknown_first[2], 0);
  ck_assert_uint_eq(decisions.unknown_first[3], 1);
  arena_drop(arena);
}
END_TEST

/* By another program: sha256("p" 0 "s" 0 "k"), first 8 bytes / 2^64. */
START_TEST(the_bucket_of_a_holdout) {
  double bucket = draw_bucket(draw_start(TEXT("p"), TEXT("s")), TEXT("k"));
  ck_assert_double_eq_tol(bucket, 0.2158681156509822, 1e-15);
}
END_TEST

static bool counts_refuse(const Decisions *decisions, const char *message) {
  Arena *arena = arena_make();
  Counts counts;
  Error error = {.kind = ERROR_NONE};
  bool good = counts_make(arena, decisions, 2, &counts, &error);
  if (!good) {
    ck_assert_int_eq(error.kind, ERROR_INTERNAL);
    ck_assert_str_eq(error.message, message);
  }
  arena_drop(arena);
  return !good;
}

START_TEST(what_does_not_add_up_is_refused) {
  uint8_t state[] = {STATE_SELECTED, STATE_EXCLUDED, STATE_COUNT};
  uint16_t segment[] = {0, NO_SEGMENT, 7};
  const Text name[] = {TEXT("a")};
  SelectionDecision selection = {.name = TEXT("s"), .state = state};
  SegmentationDecision group = {
      .name = TEXT("g"), .segment_names = name, .segment_count = 1, .segment = segment};
  Decisions decisions = {.rows = 3, .selections = &selection, .selection_count = 1};
  ck_assert(counts_refuse(&decisions, "the funnel of the selection \"s\" holds 2 customers of 3"));
  state[2] = STATE_HOLDOUT;
  ck_assert(!counts_refuse(&decisions, ""));
  decisions.segmentations = &group, decisions.segmentation_count = 1;
  ck_assert(counts_refuse(&decisions, "the segmentation \"g\" counts 2 customers of 3"));
  segment[2] = SEGMENT_CONFLICT;
  ck_assert(!counts_refuse(&decisions, ""));
}
END_TEST

/* d.selection of the guarantee's customers: asked where `when` says yes. */
START_TEST(guarantees_are_counted) {
  Scene scene;
  Decided decided;
  scene_start(&scene, 4242);
  Guarantee guarantee = {.name = TEXT("promise")};
  guarantee.when = scene_function(&scene);
  guarantee.holds = scene_function(&scene);
  scene.policy.guarantees = &guarantee, scene.policy.guarantee_count = 1;
  scene_decide(&scene, scene.table, NULL, &decided);
  size_t asked = 0, held = 0, broken = 0, unknown = 0;
  for (size_t row = 0; row < scene.table->rows; row++) {
    Verdict when = scene_verdict(&guarantee.when, scene.table, row);
    Verdict holds = scene_verdict(&guarantee.holds, scene.table, row);
    asked += when == VERDICT_YES;
    held += when == VERDICT_YES && holds == VERDICT_YES;
    broken += when == VERDICT_YES && holds == VERDICT_NO;
    unknown += when == VERDICT_UNKNOWN || (when == VERDICT_YES && holds == VERDICT_UNKNOWN);
  }
  ck_assert_uint_gt(broken, 0);
  ck_assert_uint_eq(decided.guarantees[0].asked, asked);
  ck_assert_uint_eq(decided.guarantees[0].held, held);
  ck_assert_uint_eq(decided.guarantees[0].broken, broken);
  ck_assert_uint_eq(decided.guarantees[0].unknown, unknown);
  decide_drop(&decided);
  scene_end(&scene);
}
END_TEST

/* Which attributes an asking held: "a b|c|d", in order. */
static Buffer batches;

static Answers *note_batch(Arena *arena, const Asking *asking, Error *error) {
  if (asking->step_count && asking->steps[0].kind == STEP_VALUE) {
    for (size_t i = 0; i < asking->step_count; i++)
      buffer_format(&batches, "%s%d", i ? " " : "|", asking->steps[i].function->number);
  }
  return scene_ask(arena, asking, error);
}

START_TEST(attributes_that_need_no_other_are_asked_together) {
  Scene scene;
  Decided decided;
  Error error = {.kind = ERROR_NONE};
  scene_start(&scene, 7);
  Text reads_b[] = {TEXT("b")};
  Attribute attributes[] = {
      {.name = TEXT("a"), .kind = ATTRIBUTE_IS, .is = {.number = 0}},
      {.name = TEXT("b"), .kind = ATTRIBUTE_IS, .is = {.number = 1}},
      {.name = TEXT("c"),
       .kind = ATTRIBUTE_IS,
       .is = {.number = 3, .reads = reads_b, .read_count = 1}},
      {.name = TEXT("d"), .kind = ATTRIBUTE_NTILE, .of = TEXT("a"), .tiles = 2},
      {.name = TEXT("e"), .kind = ATTRIBUTE_IS, .is = {.number = 6}}};
  Text named[] = {TEXT("d"), TEXT("since"), TEXT("a")};
  scene.policy.attributes = attributes, scene.policy.attribute_count = 5;
  scene.policy.named = named, scene.policy.named_count = 3;
  DecideInput input = {.policy = &scene.policy,
                       .table = scene.table,
                       .threads = 1,
                       .ask = note_batch,
                       .drop = scene_drop_answers};
  ck_assert_msg(decide_run(scene.arena, &input, &decided, &error), "%s", error.message);
  buffer_byte(&batches, '\0');
  ck_assert_str_eq(batches.bytes, "|0 1|3|6");
  ck_assert_uint_eq(decided.decisions.read_count, 3);
  ck_assert(text_equal(decided.decisions.read[0]->name, TEXT("d")));
  ck_assert_int_eq(decided.decisions.read[0]->type, COLUMN_INTEGER);
  buffer_free(&batches);
  decide_drop(&decided);
  scene_end(&scene);
}
END_TEST

Suite *decide_stages_suite(void) {
  Suite *suite = suite_create("decide_stages");
  TCase *tests = tcase_create("stages");
  tcase_add_test(tests, tiles_are_those_of_sql);
  tcase_add_test(tests, keys_are_ordered_by_value_or_by_bytes);
  tcase_add_test(tests, one_key_out_of_order_is_seen);
  tcase_add_test(tests, scores_of_every_kind_are_ordered);
  tcase_add_test(tests, an_exclusion_ends_by_date);
  tcase_add_test(tests, the_bucket_of_a_holdout);
  tcase_add_test(tests, what_does_not_add_up_is_refused);
  tcase_add_test(tests, guarantees_are_counted);
  tcase_add_test(tests, attributes_that_need_no_other_are_asked_together);
  suite_add_tcase(suite, tests);
  return suite;
}

/* Counts: against sums made one by one, and the same when nothing else is asked for. Stages over
 * more customers than a thread takes at once. */
#include "scene.h"

#include "base/memory.h"
#include "decide/order.h"
#include "decide/outcomes.h"
#include "decide/segments.h"
#include "decide/selections.h"

/* --- counts only ------------------------------------------------------------------------- */

static void decide_again(Scene *scene, bool counts_only, Decided *decided) {
  Error error = {.kind = ERROR_NONE};
  DecideInput input = {.policy = &scene->policy,
                       .table = scene->table,
                       .threads = 2,
                       .counts_only = counts_only,
                       .ask = scene_ask,
                       .drop = scene_drop_answers};
  size_t fields = scene->table->column_count;
  ck_assert_msg(decide_run(scene->arena, &input, decided, &error), "%s", error.message);
  scene->table->column_count = fields;
}

static void same_kinds(const Decisions *one, const Decisions *other) {
  ck_assert_uint_eq(one->unknown_kind_count, other->unknown_kind_count);
  for (size_t i = 0; i < one->unknown_kind_count; i++) {
    ck_assert(text_equal(one->unknown_kinds[i].rule, other->unknown_kinds[i].rule));
    ck_assert_uint_eq(one->unknown_kinds[i].customers, other->unknown_kinds[i].customers);
    ck_assert_uint_eq(one->unknown_kinds[i].example, other->unknown_kinds[i].example);
  }
}

static void same_segmentation(const Scene *scene, size_t number, const Decided *one,
                              const Decided *other) {
  const SegmentationDecision *a = &one->decisions.segmentations[number];
  const SegmentationDecision *b = &other->decisions.segmentations[number];
  Outcomes outcomes[] = {{&scene->policy, &one->decisions}, {&scene->policy, &other->decisions}};
  ck_assert_ptr_null(b->sum);
  for (size_t row = 0; row < scene->table->rows; row++) {
    Value sums[2];
    if (a->segment)
      ck_assert_uint_eq(a->segment[row], b->segment[row]);
    size_t count = outcomes_of(&outcomes[0], row, TEXT("score"), a->name, &sums[0], 1);
    ck_assert_uint_eq(outcomes_of(&outcomes[1], row, TEXT("score"), a->name, &sums[1], 1), count);
    ck_assert_uint_eq(count, a->style == SEGMENT_SCORE);
    ck_assert(!count || value_equal(sums[0], sums[1]));
    ck_assert(!count || a->sum[row] == segments_sum(b, row));
  }
}

START_TEST(counts_alone_are_the_same_counts) {
  for (int i = 0; i < 30; i++) {
    Scene scene;
    Decided whole, counted;
    scene_start(&scene, (uint64_t)(_i * 30 + i) * 6700417);
    size_t rows = scene.table->rows;
    decide_again(&scene, false, &whole);
    decide_again(&scene, true, &counted);
    same_kinds(&whole.decisions, &counted.decisions);
    for (size_t s = 0; s < scene.policy.selection_count; s++) {
      const SelectionDecision *a = &whole.decisions.selections[s];
      const SelectionDecision *b = &counted.decisions.selections[s];
      ck_assert(!rows || memcmp(a->state, b->state, rows) == 0);
      ck_assert(a->cut_made == b->cut_made &&
                (!a->cut_made || value_equal(a->cut, b->cut) || a->cut.kind == VALUE_DECIMAL));
      ck_assert(!b->by && !b->place && !b->within && !b->quota_taken && !b->bucket);
      ck_assert_mem_eq(whole.counts.selections[s].states, counted.counts.selections[s].states,
                       sizeof whole.counts.selections[s].states);
    }
    for (size_t s = 0; s < scene.policy.segmentation_count; s++)
      same_segmentation(&scene, s, &whole, &counted);
    decide_drop(&whole);
    decide_drop(&counted);
    scene_end(&scene);
  }
}
END_TEST

/* --- counts, one by one -------------------------------------------------------------------- */

enum { ROWS = 10007, MANY = 600, EXCLUSIONS = 5, SEGMENTS = 3 };

static const uint8_t *verdicts_like(Scene *scene, uint64_t percent, size_t rows) {
  uint8_t *verdicts = arena_array(scene->arena, rows, 1);
  for (size_t row = 0; row < rows; row++)
    verdicts[row] = scene_chance(scene, percent)
                        ? VERDICT_YES
                        : (uint8_t[]){VERDICT_NO, VERDICT_UNKNOWN, VERDICT_NOT_ASKED}[row % 3];
  return verdicts;
}

static void check_exclusions(const ExclusionDecision *exclusions, const Counts *counts) {
  ExclusionCount found[EXCLUSIONS] = {{0}};
  size_t excluded = 0;
  for (size_t row = 0; row < ROWS; row++) {
    size_t said = 0, last = 0;
    for (size_t i = 0; i < EXCLUSIONS; i++) {
      bool yes = exclusions[i].verdicts[row] == VERDICT_YES;
      found[i].gross += yes;
      found[i].credited += yes && !said;
      found[i].unknown += exclusions[i].verdicts[row] == VERDICT_UNKNOWN;
      said += yes;
      last = yes ? i : last;
    }
    found[last].only += said == 1;
    excluded += said > 0;
  }
  ck_assert_uint_eq(counts->excluded, excluded);
  ck_assert_mem_eq(counts->exclusions, found, sizeof found);
}

static void check_many(const SegmentationDecision *many, const SegmentationCount *count) {
  size_t none = 0, several = 0, memberships = 0, first = 0;
  for (size_t row = 0; row < ROWS; row++) {
    size_t in = 0;
    for (size_t i = 0; i < many->segment_count; i++)
      in += many->members[i][row] == VERDICT_YES;
    none += in == 0, several += in > 1, memberships += in;
    first += many->members[0][row] == VERDICT_YES;
  }
  ck_assert_uint_eq(count->none, none);
  ck_assert_uint_eq(count->several, several);
  ck_assert_uint_eq(count->memberships, memberships);
  ck_assert_uint_eq(count->segments[0], first);
}

/* Who is in more segments than a byte can count is one customer, in several. */
START_TEST(every_customer_is_counted_once) {
  Scene scene = {.arena = arena_make(), .random = 5};
  ExclusionDecision exclusions[EXCLUSIONS];
  const uint8_t *members[MANY];
  uint16_t segment[ROWS];
  Error error = {.kind = ERROR_NONE};
  for (size_t i = 0; i < EXCLUSIONS; i++)
    exclusions[i] = (ExclusionDecision){TEXT("e"), verdicts_like(&scene, 15 * i, ROWS)};
  for (size_t row = 0; row < ROWS; row++)
    segment[row] = (uint16_t[]){0, 1, 2, NO_SEGMENT, SEGMENT_CONFLICT}[scene_random(&scene, 5)];
  SegmentationDecision groups[] = {
      {.name = TEXT("some"), .style = SEGMENT_MANY, .segment_count = 4, .members = members},
      {.name = TEXT("many"), .style = SEGMENT_MANY, .segment_count = MANY, .members = members},
      {.name = TEXT("one"), .segment_count = SEGMENTS, .segment = segment}};
  for (size_t i = 0; i < MANY; i++)
    members[i] = i % 3 ? verdicts_like(&scene, i % 100, ROWS) : members[i ? i - 1 : 0];
  members[0] = verdicts_like(&scene, 40, ROWS);
  for (size_t i = 3; i < MANY; i += 3)
    members[i] = members[i - 1];
  Decisions decisions = {.rows = ROWS,
                         .exclusions = exclusions,
                         .exclusion_count = EXCLUSIONS,
                         .segmentations = groups,
                         .segmentation_count = 3};
  Counts counts;
  ck_assert_msg(counts_make(scene.arena, &decisions, 2, &counts, &error), "%s", error.message);
  check_exclusions(exclusions, &counts);
  check_many(&groups[0], &counts.segmentations[0]);
  check_many(&groups[1], &counts.segmentations[1]);
  size_t found[SEGMENTS] = {0}, none = 0;
  for (size_t row = 0; row < ROWS; row++) {
    none += segment[row] == NO_SEGMENT;
    if (segment[row] < SEGMENTS)
      found[segment[row]]++;
  }
  ck_assert_mem_eq(counts.segmentations[2].segments, found, sizeof found);
  ck_assert_uint_eq(counts.segmentations[2].none, none);
  arena_drop(scene.arena);
}
END_TEST

/* --- stages over many customers ------------------------------------------------------------ */

enum { CROWD = 150001, HOUSEHOLDS = 40000, LIMIT = 20000, PER_HOUSEHOLD = 2 };

typedef struct Crowd {
  Scene scene;
  Table *table;
  int32_t *household; /* -1: none */
  uint32_t *row_of;   /* [key] */
  const uint8_t *when;
} Crowd;

/* Keys in no order; households as texts or as numbers, some without. */
static void crowd_make(Crowd *crowd, bool texts) {
  Scene *scene = &crowd->scene;
  *scene = (Scene){.arena = arena_make(), .random = 11 + texts};
  Value *keys = arena_array(scene->arena, CROWD, sizeof *keys);
  Value *households = arena_array(scene->arena, CROWD, sizeof *households);
  crowd->household = arena_array(scene->arena, CROWD, sizeof *crowd->household);
  crowd->row_of = arena_array(scene->arena, CROWD, sizeof *crowd->row_of);
  for (size_t i = 0; i < CROWD; i++) {
    size_t key = i * 7919 % CROWD, number = scene_random(scene, HOUSEHOLDS);
    bool none = scene_chance(scene, 10);
    keys[i] = scene_integer((int64_t)key);
    households[i] = none    ? scene_missing()
                    : texts ? scene_text(scene->arena, "H", number)
                            : scene_integer((int64_t)number);
    crowd->household[i] = none ? -1 : (int32_t)number;
    crowd->row_of[key] = (uint32_t)i;
  }
  Column *columns[] = {column_from_values(scene->arena, TEXT("id"), keys, CROWD),
                       column_from_values(scene->arena, TEXT("household"), households, CROWD)};
  crowd->table = table_of_columns(TEXT("guests"), columns, 2, CROWD, 0);
  crowd->when = verdicts_like(scene, 50, CROWD);
}

static void crowd_end(Crowd *crowd) {
  table_drop(crowd->table);
  arena_drop(crowd->scene.arena);
}

static State entered(const Crowd *crowd, size_t row) {
  return crowd->when[row] == VERDICT_NO        ? STATE_NOT_ELIGIBLE
         : crowd->when[row] == VERDICT_UNKNOWN ? STATE_UNDECIDED
                                               : STATE_SELECTED;
}

/* By walking down the keys, one customer after another: one of a household and a limit, or some
 * of each household. */
static void walk(const Crowd *crowd, bool one_per, uint8_t *state) {
  uint8_t *seen = memory_array(HOUSEHOLDS, 1);
  size_t left = LIMIT;
  for (size_t key = 0; key < CROWD; key++) {
    uint32_t row = crowd->row_of[key];
    int32_t household = crowd->household[row];
    state[row] = (uint8_t)entered(crowd, row);
    if (state[row] != STATE_SELECTED)
      continue;
    if (one_per && household >= 0 && seen[household]++)
      state[row] = STATE_HOUSEHOLD;
    else if (one_per)
      state[row] = left ? STATE_SELECTED : STATE_BELOW_THE_CUT;
    else if (household < 0)
      state[row] = STATE_UNDECIDED;
    else if (++seen[household] > PER_HOUSEHOLD)
      state[row] = STATE_OVER_QUOTA;
    left -= one_per && left && state[row] == STATE_SELECTED;
  }
  memory_free(seen);
}

static void check_stages(const Crowd *crowd, bool one_per, bool counts_only, size_t threads) {
  Arena *arena = arena_make();
  Selection selection = {.name = TEXT("s"), .limit = -1};
  if (one_per)
    selection.one_per = TEXT("household"), selection.limit = LIMIT;
  else
    selection.quota = true, selection.quota_per = TEXT("household"),
    selection.quota_max = PER_HOUSEHOLD;
  Policy policy = {.selections = &selection, .selection_count = 1};
  SelectionInput input = {.policy = &policy,
                          .table = crowd->table,
                          .by_key = order_by_key(arena, crowd->table, 2),
                          .when = crowd->when,
                          .threads = threads,
                          .counts_only = counts_only};
  uint8_t *expected = arena_array(arena, CROWD, 1);
  walk(crowd, one_per, expected);
  Unknowns *unknowns = unknowns_make(arena, CROWD);
  SelectionDecision decided = selection_decide(arena, &input, unknowns);
  Decisions decisions = {.rows = CROWD};
  unknowns_finish(unknowns, &decisions, false);
  ck_assert_mem_eq(decided.state, expected, CROWD);
  ck_assert_uint_eq(decisions.unknown_kind_count, !one_per);
  ck_assert(counts_only == !decided.within);
  arena_drop(arena);
}

START_TEST(more_customers_than_a_thread_takes_at_once) {
  Crowd crowd;
  crowd_make(&crowd, _i);
  for (int one_per = 0; one_per < 2; one_per++)
    for (int counts_only = 0; counts_only < 2; counts_only++)
      for (size_t threads = 0; threads < 4; threads += 3)
        check_stages(&crowd, one_per, counts_only, threads);
  crowd_end(&crowd);
}
END_TEST

/* --- points --------------------------------------------------------------------------------- */

/* Few points are foreseen, many are added up: a customer is in the highest band that the own sum
 * reaches. */
static void check_points(Scene *scene, size_t points, bool counts_only) {
  enum { MOST = 12, BANDS = 3 };
  Point worth[MOST] = {{.points = 0}};
  const uint8_t *verdicts[MOST];
  Segment bands[] = {{.from = 2.1}, {.from = 0.3}, {.otherwise = true}};
  const uint8_t *none[BANDS] = {NULL};
  for (size_t i = 0; i < points; i++) {
    worth[i].points = 0.1 * (double)(i + 1) - 0.2 * (double)(i % 3);
    verdicts[i] = verdicts_like(scene, 30 + 5 * i, ROWS);
  }
  Segmentation segmentation = {.mode = SEGMENTATION_SCORE,
                               .segments = bands,
                               .segment_count = BANDS,
                               .points = worth,
                               .point_count = points};
  SegmentInput input = {&segmentation, none, verdicts, ROWS, 2, counts_only};
  SegmentationDecision decided = segments_decide(scene->arena, &input);
  for (size_t row = 0; row < ROWS; row++) {
    double sum = 0;
    for (size_t i = 0; i < points; i++)
      if (verdicts[i][row] == VERDICT_YES)
        sum += worth[i].points;
    ck_assert(segments_sum(&decided, row) == sum && (counts_only || decided.sum[row] == sum));
    ck_assert_uint_eq(decided.segment[row], sum >= 2.1 ? 0 : sum >= 0.3 ? 1 : 2);
  }
}

START_TEST(points_are_added_in_their_order) {
  Scene scene = {.arena = arena_make(), .random = 3};
  for (size_t points = 0; points <= 12; points += 4)
    for (int counts_only = 0; counts_only < 2; counts_only++)
      check_points(&scene, points, counts_only);
  arena_drop(scene.arena);
}
END_TEST

Suite *decide_counts_suite(void) {
  Suite *suite = suite_create("decide_counts");
  TCase *tests = tcase_create("counts");
  tcase_set_timeout(tests, 60);
  tcase_add_loop_test(tests, counts_alone_are_the_same_counts, 0, 6);
  tcase_add_test(tests, points_are_added_in_their_order);
  tcase_add_test(tests, every_customer_is_counted_once);
  tcase_add_loop_test(tests, more_customers_than_a_thread_takes_at_once, 0, 2);
  suite_add_tcase(suite, tests);
  return suite;
}

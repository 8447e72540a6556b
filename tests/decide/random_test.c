/* Random policies and customers: the engine's decisions against a naive second
 * implementation, against themselves in another order of rows, and as sums. */
#include "naive.h"

#include "decide/unknowns.h"

enum { SEEDS = 12, SCENES_A_SEED = 40 };

static Text by_name(const Decisions *decisions, const SelectionDecision *decided, size_t row) {
  uint16_t by = decided->by[row];
  switch (decided->state[row]) {
  case STATE_EXCLUDED:
    return decisions->exclusions[by].name;
  case STATE_TAKEN_ELSEWHERE:
    return decisions->selections[by].name;
  case STATE_UNDECIDED:
    return by == BY_WHEN    ? TEXT("when")
           : by == BY_QUOTA ? TEXT("quota")
                            : decisions->exclusions[by].name;
  default:
    return TEXT("");
  }
}

static void compare_row(const Decisions *decisions, size_t number, size_t row,
                        const NaiveOutcome *expected) {
  const SelectionDecision *decided = &decisions->selections[number];
  State state = (State)decided->state[row];
  ck_assert_str_eq(state_name(state), state_name(expected->state));
  ck_assert(text_equal(by_name(decisions, decided, row), text_of(expected->by)));
  if (state >= STATE_HOUSEHOLD && decided->place)
    ck_assert_uint_eq(decided->place[row], expected->rank);
  if (state == STATE_HOUSEHOLD || (state > STATE_HOUSEHOLD && decided->quota))
    ck_assert_uint_eq(decided->within[row], expected->within);
  if (state > STATE_HOUSEHOLD && decided->quota)
    ck_assert_double_eq(decided->quota_taken[row], expected->taken);
}

/* A cut is made when somebody is below it; it is the score of the last within. */
static void compare_cut(const Scene *scene, const SelectionDecision *decided) {
  bool below = false;
  for (size_t row = 0; row < scene->table->rows; row++)
    below = below || decided->state[row] == STATE_BELOW_THE_CUT;
  ck_assert_int_eq(decided->cut_made, below);
  for (size_t row = 0; below && decided->score && row < scene->table->rows; row++)
    if (decided->state[row] >= STATE_HOLDOUT && decided->place[row] == decided->limit) {
      Value score = column_value(decided->score, row);
      ck_assert(value_equal(decided->cut, score) ||
                (score.kind == VALUE_DECIMAL && isnan(score.decimal)));
    }
}

START_TEST(selections_as_the_naive_way) {
  for (int i = 0; i < SCENES_A_SEED; i++) {
    Scene scene;
    Decided decided;
    scene_start(&scene, (uint64_t)(_i * SCENES_A_SEED + i) * 7919);
    scene_decide(&scene, scene.table, NULL, &decided);
    Naive *naive = arena_new(scene.arena, sizeof *naive);
    naive->scene = &scene;
    for (size_t s = 0; s < scene.policy.selection_count; s++) {
      naive_selection(naive, s);
      for (size_t row = 0; row < scene.table->rows; row++)
        compare_row(&decided.decisions, s, row, &naive->outcome[s][row]);
      compare_cut(&scene, &decided.decisions.selections[s]);
    }
    decide_drop(&decided);
    scene_end(&scene);
  }
}
END_TEST

static Text segment_name(const SegmentationDecision *group, size_t row) {
  uint16_t segment = group->segment[row];
  return segment == NO_SEGMENT         ? TEXT("none")
         : segment == SEGMENT_CONFLICT ? TEXT("conflict")
                                       : group->segment_names[segment];
}

/* Mode all: in each segment that says yes, or else in the one `otherwise`. */
static void compare_many(const Scene *scene, const SegmentationDecision *group, size_t row) {
  const Segmentation *segmentation = &scene->policy.segmentations[SEGMENTATION_ALL];
  size_t yes = 0;
  for (size_t i = 0; i < segmentation->segment_count; i++) {
    const Segment *segment = &segmentation->segments[i];
    bool expected = segment->otherwise
                        ? yes == 0
                        : scene_verdict(&segment->when, scene->table, row) == VERDICT_YES;
    yes += expected;
    ck_assert_int_eq(group->members[i][row] == VERDICT_YES, expected);
  }
}

START_TEST(segments_as_the_naive_way) {
  for (int i = 0; i < SCENES_A_SEED; i++) {
    Scene scene;
    Decided decided;
    scene_start(&scene, (uint64_t)(_i * SCENES_A_SEED + i) * 104729);
    scene_decide(&scene, scene.table, NULL, &decided);
    for (size_t s = 0; s < scene.policy.segmentation_count; s++) {
      const SegmentationDecision *group = &decided.decisions.segmentations[s];
      for (size_t row = 0; row < scene.table->rows; row++) {
        if (group->style == SEGMENT_MANY) {
          compare_many(&scene, group, row);
          continue;
        }
        Text expected = naive_segment(&scene, &scene.policy.segmentations[s], row);
        ck_assert(text_equal(segment_name(group, row), expected));
      }
    }
    decide_drop(&decided);
    scene_end(&scene);
  }
}
END_TEST

/* Everything decided about a row, but for what names the row itself. */
static void compare_rows(const Decisions *a, size_t row, const Decisions *b, size_t other) {
  for (size_t i = 0; i < a->exclusion_count; i++)
    ck_assert_uint_eq(a->exclusions[i].verdicts[row], b->exclusions[i].verdicts[other]);
  for (size_t i = 0; i < a->selection_count; i++) {
    const SelectionDecision *one = &a->selections[i], *two = &b->selections[i];
    ck_assert_uint_eq(one->state[row], two->state[other]);
    ck_assert_uint_eq(one->by[row], two->by[other]);
    if (one->place)
      ck_assert_uint_eq(one->place[row], two->place[other]);
    if (one->within)
      ck_assert_uint_eq(one->within[row], two->within[other]);
    if (one->quota_taken)
      ck_assert_double_eq(one->quota_taken[row], two->quota_taken[other]);
    ck_assert_int_eq(one->cut_made, two->cut_made);
    if (one->bucket)
      ck_assert_double_eq(one->bucket[row], two->bucket[other]);
  }
  uint64_t count = a->unknown_first ? a->unknown_first[row + 1] - a->unknown_first[row] : 0;
  uint64_t others = b->unknown_first ? b->unknown_first[other + 1] - b->unknown_first[other] : 0;
  ck_assert_uint_eq(count, others);
  for (uint64_t i = 0; i < count; i++) {
    const UnknownKind *one = &a->unknown_kinds[a->unknowns[a->unknown_first[row] + i]];
    const UnknownKind *two = &b->unknown_kinds[b->unknowns[b->unknown_first[other] + i]];
    ck_assert(text_equal(one->rule, two->rule));
    ck_assert_uint_eq(one->customers, two->customers);
  }
}

START_TEST(any_order_of_rows) {
  for (int i = 0; i < SCENES_A_SEED; i++) {
    Scene scene;
    Decided decided, again;
    uint32_t order[SCENE_ROWS_MOST];
    scene_start(&scene, (uint64_t)(_i * SCENES_A_SEED + i) * 15485863);
    Table *shuffled = scene_shuffled(&scene, order);
    scene_decide(&scene, scene.table, NULL, &decided);
    scene_decide(&scene, shuffled, NULL, &again);
    for (size_t row = 0; row < shuffled->rows; row++)
      compare_rows(&again.decisions, row, &decided.decisions, order[row]);
    decide_drop(&decided);
    decide_drop(&again);
    table_drop(shuffled);
    scene_end(&scene);
  }
}
END_TEST

/* Law 1, with the sums made anew. */
START_TEST(everything_adds_up) {
  Scene scene;
  Decided decided;
  scene_start(&scene, (uint64_t)_i + 1);
  scene_decide(&scene, scene.table, NULL, &decided);
  const Counts *counts = &decided.counts;
  for (size_t s = 0; s < scene.policy.selection_count; s++) {
    size_t sum = 0;
    for (int state = 0; state < STATE_COUNT; state++)
      sum += counts->selections[s].states[state];
    ck_assert_uint_eq(sum, scene.table->rows);
  }
  for (size_t e = 0; e < scene.policy.exclusion_count; e++) {
    size_t gross = 0;
    for (size_t row = 0; row < scene.table->rows; row++)
      gross += naive_exclusion(&scene, &scene.policy.exclusions[e], row) == VERDICT_YES;
    ck_assert_uint_eq(counts->exclusions[e].gross, gross);
    ck_assert_uint_ge(counts->exclusions[e].gross, counts->exclusions[e].credited);
    ck_assert_uint_ge(counts->exclusions[e].credited, counts->exclusions[e].only);
  }
  decide_drop(&decided);
  scene_end(&scene);
}
END_TEST

Suite *decide_random_suite(void) {
  Suite *suite = suite_create("decide_random");
  TCase *tests = tcase_create("random");
  tcase_set_timeout(tests, 120);
  tcase_add_loop_test(tests, selections_as_the_naive_way, 0, SEEDS);
  tcase_add_loop_test(tests, segments_as_the_naive_way, 0, SEEDS / 4);
  tcase_add_loop_test(tests, any_order_of_rows, 0, SEEDS / 2);
  tcase_add_loop_test(tests, everything_adds_up, 0, 40);
  suite_add_tcase(suite, tests);
  return suite;
}

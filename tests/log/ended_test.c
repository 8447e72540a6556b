/* Who moved, against a look at every customer by hand; over random decisions. */
#include <check.h>
#include <stdlib.h>

#include "condition/verdict.h"
#include "log/ended.h"

enum { ROWS = 200, SEGMENTS = 4 };

static uint64_t random_state;

static uint64_t chance(uint64_t below) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (random_state >> 33) % below;
}

static const Text names[SEGMENTS] = {{"gold", 4}, {"silver", 6}, {"bronze", 6}, {"tin", 3}};

typedef struct World {
  uint8_t verdicts[ROWS], states[ROWS], member[SEGMENTS][ROWS];
  const uint8_t *members[SEGMENTS];
  uint16_t segment[ROWS];
  Override overrides[ROWS];
  ExclusionDecision exclusion;
  SegmentationDecision segmentations[2];
  SelectionDecision selection;
  Decisions decisions;
} World;

static void decide_row(World *world, size_t row, size_t *overrides) {
  const Text rules[] = {TEXT("exclusion e"), TEXT("segmentation one"), TEXT("selection s")};
  const Text outcomes[] = {TEXT("excluded"), TEXT("gold"), TEXT("not selected")};
  world->verdicts[row] = (uint8_t)chance(3);
  world->states[row] = (uint8_t)chance(STATE_COUNT);
  uint64_t segment = chance(SEGMENTS + 2);
  world->segment[row] = (uint16_t)(segment < SEGMENTS    ? segment
                                   : segment == SEGMENTS ? NO_SEGMENT
                                                         : SEGMENT_CONFLICT);
  for (size_t i = 0; i < SEGMENTS; i++)
    world->member[i][row] = (uint8_t)chance(3);
  size_t rule = chance(30);
  if (rule < 3)
    world->overrides[(*overrides)++] =
        (Override){.row = (uint32_t)row, .rule = rules[rule], .outcome = outcomes[rule]};
}

static World *world_make(Arena *arena) {
  World *world = arena_new(arena, sizeof *world);
  size_t overrides = 0;
  for (size_t row = 0; row < ROWS; row++)
    decide_row(world, row, &overrides);
  for (size_t i = 0; i < SEGMENTS; i++)
    world->members[i] = world->member[i];
  world->exclusion = (ExclusionDecision){TEXT("e"), world->verdicts};
  world->segmentations[0] = (SegmentationDecision){.name = TEXT("one"),
                                                   .segment_names = names,
                                                   .segment_count = SEGMENTS,
                                                   .segment = world->segment};
  world->segmentations[1] = (SegmentationDecision){.name = TEXT("many"),
                                                   .style = SEGMENT_MANY,
                                                   .segment_names = names,
                                                   .segment_count = SEGMENTS,
                                                   .members = world->members};
  world->selection = (SelectionDecision){.name = TEXT("s"), .state = world->states};
  world->decisions = (Decisions){.rows = ROWS,
                                 .exclusions = &world->exclusion,
                                 .exclusion_count = 1,
                                 .segmentations = world->segmentations,
                                 .segmentation_count = 2,
                                 .selections = &world->selection,
                                 .selection_count = 1,
                                 .overrides = world->overrides,
                                 .override_count = overrides};
  return world;
}

/* --- by hand ----------------------------------------------------------------------- */

static Text label_by_hand(Arena *arena, const World *world, Text rule, size_t row) {
  static const char *const verdicts[] = {"not excluded", "excluded", "could not decide"};
  for (size_t i = 0; i < world->decisions.override_count; i++)
    if (world->overrides[i].row == row && text_equal(world->overrides[i].rule, rule))
      return text_format(arena, "%.*s by hand", TEXT_ARGS(world->overrides[i].outcome));
  if (text_equal(rule, TEXT("exclusion e")))
    return text_of(verdicts[world->verdicts[row]]);
  if (text_equal(rule, TEXT("selection s")))
    return text_of(state_name((State)world->states[row]));
  if (text_equal(rule, TEXT("segmentation one"))) {
    uint16_t segment = world->segment[row];
    return segment < SEGMENTS      ? names[segment]
           : segment == NO_SEGMENT ? TEXT("(in none)")
                                   : TEXT("(in conflict)");
  }
  Text joined = TEXT("");
  for (size_t i = 0; i < SEGMENTS; i++)
    if (world->member[i][row] == VERDICT_YES)
      joined = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(joined), joined.length ? ", " : "",
                           TEXT_ARGS(names[i]));
  return joined.length ? joined : TEXT("(in none)");
}

/* Each move holds exactly the rows that went this way; answers how many moved. */
static size_t check_move(Arena *arena, const World *from, const World *to, Text rule,
                         const Move *move, const uint32_t *partner) {
  size_t at = 0;
  ck_assert(!text_equal(move->from, move->to));
  for (size_t row = 0; row < ROWS; row++) {
    size_t other = partner ? partner[row] : row;
    if (other == ENDED_NOWHERE || !text_equal(label_by_hand(arena, from, rule, row), move->from) ||
        !text_equal(label_by_hand(arena, to, rule, other), move->to))
      continue;
    ck_assert_uint_lt(at, move->customers);
    ck_assert_uint_eq(move->rows[at++], row);
  }
  ck_assert_uint_eq(at, move->customers);
  return at;
}

static void check_rule(Arena *arena, const World *from, const World *to, const Ended ended[2],
                       const uint32_t *partner) {
  size_t expected = 0, found = 0;
  Text rule = ended[0].rule;
  Moves moves = ended_moves(arena, &ended[0], &ended[1], partner);
  for (size_t i = 0; i < moves.count; i++)
    found += check_move(arena, from, to, rule, &moves.list[i], partner);
  for (size_t row = 0; row < ROWS; row++) {
    size_t other = partner ? partner[row] : row;
    expected += other != ENDED_NOWHERE && !text_equal(label_by_hand(arena, from, rule, row),
                                                      label_by_hand(arena, to, rule, other));
  }
  ck_assert_uint_eq(found, expected);
  ck_assert_uint_eq(moves.customers, expected);
}

START_TEST(moves_are_those_by_hand) {
  Arena *arena = arena_make();
  random_state = (uint64_t)_i * 31;
  World *from = world_make(arena), *to = world_make(arena);
  uint32_t partner[ROWS];
  for (size_t row = 0; row < ROWS; row++)
    partner[row] = chance(9) ? (uint32_t)chance(ROWS) : ENDED_NOWHERE;
  EndedList a = ended_of(arena, &from->decisions), b = ended_of(arena, &to->decisions);
  ck_assert_uint_eq(a.count, 4);
  for (size_t i = 0; i < a.count; i++) {
    Ended both[2] = {a.list[i], b.list[i]};
    ck_assert_ptr_eq(ended_find(&a, a.list[i].rule), &a.list[i]);
    check_rule(arena, from, to, both, _i % 2 ? partner : NULL);
  }
  arena_drop(arena);
}
END_TEST

Suite *log_ended_suite(void) {
  Suite *suite = suite_create("log_ended");
  TCase *tests = tcase_create("ended");
  tcase_set_timeout(tests, 60);
  tcase_add_loop_test(tests, moves_are_those_by_hand, 0, 10);
  suite_add_tcase(suite, tests);
  return suite;
}

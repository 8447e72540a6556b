#include "decide/selections.h"

#include "base/crew.h"
#include "base/memory.h"
#include "decide/entry.h"
#include "decide/groups.h"
#include "decide/order.h"
#include "policy/draw.h"

/* Those still in, best first. Each stage shortens the list. */
typedef struct Contest {
  const SelectionInput *input;
  const Selection *selection;
  SelectionDecision *decided;
  uint8_t *state;
  uint32_t *place, *within; /* NULL: not asked for */
  uint32_t *rows;
  size_t count;
} Contest;

static const Column *column_or_null(const Table *table, Text name) {
  return name.length ? table_column(table, name) : NULL;
}

static bool needs_order(const Selection *selection, const Column *score) {
  return score || selection->limit >= 0 || selection->one_per.length || selection->quota;
}

static void line_up(Contest *contest) {
  const SelectionInput *input = contest->input;
  size_t rows = input->table->rows, count = 0;
  contest->rows = memory_array(rows + 1, sizeof *contest->rows);
  for (size_t i = 0; i < rows; i++) { /* without a branch: nobody could guess who is in */
    contest->rows[count] = input->by_key[i];
    count += contest->state[input->by_key[i]] == STATE_SELECTED;
  }
  contest->count = count;
  if (input->score)
    order_by_score(contest->rows, contest->count, input->score, ORDER_DESCENDING);
}

static void number_places(const Contest *contest) {
  for (size_t i = 0; contest->place && i < contest->count; i++)
    contest->place[contest->rows[i]] = (uint32_t)i + 1;
}

/* The best of each household stays. */
static void keep_one_per(Contest *contest) {
  const Column *column = column_or_null(contest->input->table, contest->selection->one_per);
  if (!column)
    return;
  Groups groups = groups_make(column, contest->rows, contest->count);
  uint32_t *seen = memory_array(groups.count, sizeof *seen);
  size_t kept = 0;
  for (size_t i = 0; i < contest->count; i++) {
    uint32_t row = contest->rows[i], group = groups.of[i];
    if (group == NO_GROUP || ++seen[group] == 1) {
      contest->rows[kept++] = row;
    } else {
      contest->state[row] = STATE_HOUSEHOLD;
      contest->within[row] = seen[group];
    }
  }
  contest->count = kept;
  memory_free(seen);
  groups_drop(&groups);
  number_places(contest);
}

/* In rank order, each that fits is admitted; who is not takes nothing. */
static void keep_within_quota(Contest *contest) {
  SelectionDecision *decided = contest->decided;
  if (!decided->quota)
    return;
  double *taken_before = (double *)(uintptr_t)decided->quota_taken;
  Groups groups = decided->quota_per
                      ? groups_make(decided->quota_per, contest->rows, contest->count)
                      : groups_one(contest->count);
  double *taken = memory_array(groups.count, sizeof *taken);
  uint32_t *seen = memory_array(groups.count, sizeof *seen);
  size_t kept = 0;
  for (size_t i = 0; i < contest->count; i++) {
    uint32_t row = contest->rows[i], group = groups.of[i];
    double need;
    entry_quota_need(decided->quota_of, row, &need);
    contest->within[row] = ++seen[group];
    taken_before[row] = taken[group];
    if (taken[group] + need <= decided->quota_max) {
      taken[group] += need;
      contest->rows[kept++] = row;
    } else {
      contest->state[row] = STATE_OVER_QUOTA;
    }
  }
  contest->count = kept;
  memory_free(seen);
  memory_free(taken);
  groups_drop(&groups);
  number_places(contest);
}

static void keep_to_limit(Contest *contest) {
  SelectionDecision *decided = contest->decided;
  if (decided->limit < 0 || contest->count <= (uint64_t)decided->limit)
    return;
  size_t limit = (size_t)decided->limit;
  for (size_t i = limit; i < contest->count; i++)
    contest->state[contest->rows[i]] = STATE_BELOW_THE_CUT;
  decided->cut_made = true;
  if (limit > 0 && decided->score)
    decided->cut = column_value(decided->score, contest->rows[limit - 1]);
  contest->count = limit;
}

typedef struct Draw {
  const Contest *contest;
  Sha256 start;
  double *bucket;
} Draw;

/* Of some of those still in. */
static void range_draw(void *context, size_t first, size_t end) {
  const Draw *draw = context;
  const Contest *contest = draw->contest;
  for (size_t i = first; i < end; i++) {
    char scratch[24];
    uint32_t row = contest->rows[i];
    draw->bucket[row] = draw_bucket(draw->start, table_key(contest->input->table, row, scratch));
    if (draw->bucket[row] < contest->decided->holdout)
      contest->state[row] = STATE_HOLDOUT;
  }
}

static void draw_holdout(const Contest *contest, double *bucket) {
  const SelectionInput *input = contest->input;
  Draw draw = {contest, draw_start(input->policy->name, contest->selection->name), bucket};
  crew_ranges(input->threads, contest->count, range_draw, &draw);
}

/* The arrays that this selection's stages need. */
static void make_room(Arena *arena, Contest *contest) {
  SelectionDecision *decided = contest->decided;
  size_t rows = contest->input->table->rows;
  if (needs_order(contest->selection, decided->score))
    decided->place = contest->place = arena_array(arena, rows, sizeof *contest->place);
  if (contest->selection->one_per.length || decided->quota)
    decided->within = contest->within = arena_array(arena, rows, sizeof *contest->within);
  if (decided->quota)
    decided->quota_taken = arena_array(arena, rows, sizeof *decided->quota_taken);
}

SelectionDecision selection_decide(Arena *arena, const SelectionInput *input, Unknowns *unknowns) {
  const Selection *selection = &input->policy->selections[input->number];
  const Table *table = input->table;
  uint8_t *state = arena_array(arena, table->rows, sizeof *state);
  uint16_t *by = arena_array(arena, table->rows, sizeof *by);
  SelectionDecision decided = {.name = selection->name,
                               .state = state,
                               .by = by,
                               .score = input->score,
                               .limit = selection->limit,
                               .quota = selection->quota,
                               .quota_per = column_or_null(table, selection->quota_per),
                               .quota_of = column_or_null(table, selection->quota_of),
                               .quota_max = selection->quota_max,
                               .holdout = selection->holdout};
  Contest contest = {.input = input, .selection = selection, .decided = &decided, .state = state};
  make_room(arena, &contest);
  if (input->entered_state)
    entry_take(arena, input, state, by);
  else
    entry_decide(arena, input, state, by, &decided.pressure, unknowns);
  line_up(&contest);
  number_places(&contest);
  keep_one_per(&contest);
  keep_within_quota(&contest);
  keep_to_limit(&contest);
  if (decided.holdout > 0) {
    double *bucket = arena_array(arena, table->rows, sizeof *bucket);
    draw_holdout(&contest, bucket);
    decided.bucket = bucket;
  }
  memory_free(contest.rows);
  return decided;
}

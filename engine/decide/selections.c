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
  double *taken_before;     /* NULL: not asked for */
  uint32_t *rows;
  size_t count;
} Contest;

static const Column *column_or_null(const Table *table, Text name) {
  return name.length ? table_column(table, name) : NULL;
}

static bool needs_order(const Selection *selection, const Column *score) {
  return score || selection->limit >= 0 || selection->one_per.length || selection->quota;
}

/* Those still in, in the order of their keys: each block begins where its rows do. */
typedef struct LineUp {
  const Contest *contest;
  size_t *counts; /* [block] */
} LineUp;

enum { BLOCK_ROWS = 1 << 16 };

static void block_line_up(void *context, size_t block) {
  const LineUp *line_up = context;
  const Contest *contest = line_up->contest;
  size_t first = block * BLOCK_ROWS, left = contest->input->table->rows - first, count = 0;
  size_t rows = left < BLOCK_ROWS ? left : BLOCK_ROWS;
  const uint32_t *restrict by_key = contest->input->by_key + first;
  const uint8_t *restrict state = contest->state;
  uint32_t *restrict own = contest->rows + first;
  for (size_t i = 0; i < rows; i++) { /* without a branch: nobody could guess who is in */
    own[count] = by_key[i];
    count += state[by_key[i]] == STATE_SELECTED;
  }
  line_up->counts[block] = count;
}

static void line_up(Contest *contest) {
  const SelectionInput *input = contest->input;
  size_t rows = input->table->rows, blocks = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
  LineUp line_up = {contest, memory_array(blocks, sizeof *line_up.counts)};
  contest->rows = memory_grow(NULL, (rows + 1) * sizeof *contest->rows);
  crew_run(input->threads, blocks, block_line_up, &line_up);
  for (size_t block = 0; block < blocks; block++) {
    memmove(contest->rows + contest->count, contest->rows + block * BLOCK_ROWS,
            line_up.counts[block] * sizeof *contest->rows);
    contest->count += line_up.counts[block];
  }
  memory_free(line_up.counts);
  if (input->score)
    order_by_score(contest->rows, contest->count, input->score, ORDER_DESCENDING);
}

static void number_places(const Contest *contest) {
  for (size_t i = 0; contest->place && i < contest->count; i++)
    contest->place[contest->rows[i]] = (uint32_t)i + 1;
}

/* The best of each household stays. */
static size_t keep_first(const Contest *contest, const Groups *groups) {
  bool *seen = memory_array(groups->count, sizeof *seen);
  size_t kept = 0;
  for (size_t i = 0; i < contest->count; i++) {
    uint32_t row = contest->rows[i], group = groups->of[i];
    bool stays = group == NO_GROUP || !seen[group];
    if (group != NO_GROUP)
      seen[group] = true;
    contest->rows[kept] = row;
    contest->state[row] = stays ? STATE_SELECTED : STATE_HOUSEHOLD;
    kept += stays;
  }
  memory_free(seen);
  return kept;
}

/* Which of their household those are who do not stay. */
static void number_households(const Contest *contest, const Groups *groups) {
  uint32_t *seen = memory_array(groups->count, sizeof *seen);
  for (size_t i = 0; contest->within && i < contest->count; i++)
    if (groups->of[i] != NO_GROUP && ++seen[groups->of[i]] > 1)
      contest->within[contest->rows[i]] = seen[groups->of[i]];
  memory_free(seen);
}

static void keep_one_per(Contest *contest) {
  const Column *column = column_or_null(contest->input->table, contest->selection->one_per);
  if (!column)
    return;
  Groups groups = groups_make(column, contest->rows, contest->count);
  if (contest->within)
    number_households(contest, &groups);
  contest->count = keep_first(contest, &groups);
  groups_drop(&groups);
  number_places(contest);
}

/* The place of each among those of the same quota value. */
static void number_within(const Contest *contest, const Groups *groups) {
  uint32_t *seen = memory_array(groups->count, sizeof *seen);
  for (size_t i = 0; i < contest->count; i++)
    contest->within[contest->rows[i]] = ++seen[groups->of[i]];
  memory_free(seen);
}

/* In rank order, each that fits is admitted; who is not takes nothing. */
static void keep_within_quota(Contest *contest) {
  SelectionDecision *decided = contest->decided;
  if (!decided->quota)
    return;
  Groups groups = decided->quota_per
                      ? groups_make(decided->quota_per, contest->rows, contest->count)
                      : groups_one(contest->count);
  double *taken = memory_array(groups.count, sizeof *taken);
  size_t kept = 0;
  if (contest->within)
    number_within(contest, &groups);
  for (size_t i = 0; i < contest->count; i++) {
    uint32_t row = contest->rows[i], group = groups.of[i];
    double need;
    entry_quota_need(decided->quota_of, row, &need);
    if (contest->taken_before)
      contest->taken_before[row] = taken[group];
    if (taken[group] + need <= decided->quota_max) {
      taken[group] += need;
      contest->rows[kept++] = row;
    } else {
      contest->state[row] = STATE_OVER_QUOTA;
    }
  }
  contest->count = kept;
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
  double *bucket; /* NULL: not asked for */
} Draw;

/* Of some of those still in. */
static void range_draw(void *context, size_t first, size_t end) {
  const Draw *draw = context;
  const Contest *contest = draw->contest;
  for (size_t i = first; i < end; i++) {
    char scratch[24];
    uint32_t row = contest->rows[i];
    double bucket = draw_bucket(draw->start, table_key(contest->input->table, row, scratch));
    if (draw->bucket)
      draw->bucket[row] = bucket;
    if (bucket < contest->decided->holdout)
      contest->state[row] = STATE_HOLDOUT;
  }
}

static void draw_holdout(Arena *arena, const Contest *contest) {
  const SelectionInput *input = contest->input;
  Draw draw = {.contest = contest,
               .start = draw_start(input->policy->name, contest->selection->name)};
  if (contest->decided->holdout <= 0)
    return;
  if (!input->counts_only)
    draw.bucket = arena_array(arena, input->table->rows, sizeof *draw.bucket);
  contest->decided->bucket = draw.bucket;
  crew_ranges(input->threads, contest->count, range_draw, &draw);
}

/* The arrays that this selection's stages need. */
static void make_room(Arena *arena, Contest *contest) {
  SelectionDecision *decided = contest->decided;
  size_t rows = contest->input->table->rows;
  if (contest->input->counts_only)
    return;
  if (needs_order(contest->selection, decided->score))
    decided->place = contest->place = arena_array(arena, rows, sizeof *contest->place);
  if (contest->selection->one_per.length || decided->quota)
    decided->within = contest->within = arena_array(arena, rows, sizeof *contest->within);
  if (decided->quota)
    decided->quota_taken = contest->taken_before =
        arena_array(arena, rows, sizeof *contest->taken_before);
}

/* The stages over those still in. */
static void hold(Arena *arena, Contest *contest) {
  if (!needs_order(contest->selection, contest->decided->score) && contest->decided->holdout <= 0)
    return;
  line_up(contest);
  number_places(contest);
  keep_one_per(contest);
  keep_within_quota(contest);
  keep_to_limit(contest);
  draw_holdout(arena, contest);
  memory_free(contest->rows);
}

SelectionDecision selection_decide(Arena *arena, const SelectionInput *input, Unknowns *unknowns) {
  const Selection *selection = &input->policy->selections[input->number];
  const Table *table = input->table;
  uint8_t *state = arena_array(arena, table->rows, sizeof *state);
  uint16_t *by = input->counts_only ? NULL : arena_array(arena, table->rows, sizeof *by);
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
  hold(arena, &contest);
  return decided;
}

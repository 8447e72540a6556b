/* The design's rules once more, a customer at a time, with loops where the engine has
 * sorts and tables: slow, and written from DESIGN.md alone. */
#ifndef HELDER_TESTS_DECIDE_NAIVE_H
#define HELDER_TESTS_DECIDE_NAIVE_H
#include "base/sha256.h"
#include "scene.h"

typedef struct NaiveOutcome {
  State state;
  const char *by; /* the name or rule it is due to; "" when none */
  size_t rank, within;
  double taken;
} NaiveOutcome;

typedef struct Naive {
  const Scene *scene;
  NaiveOutcome outcome[8][SCENE_ROWS_MOST]; /* [selection][row] */
} Naive;

static inline Verdict naive_exclusion(const Scene *scene, const Exclusion *exclusion, size_t row) {
  Verdict said = scene_verdict(&exclusion->when, scene->table, row);
  if (said != VERDICT_YES || exclusion->lasts.unit == SPAN_NONE)
    return said;
  Value since = column_value(table_column(scene->table, exclusion->since), row);
  if (since.kind == VALUE_MISSING)
    return VERDICT_UNKNOWN;
  return SCENE_AS_OF < since.days + exclusion->lasts.count ? VERDICT_YES : VERDICT_NO;
}

static inline bool naive_applies(const Exclusion *exclusion, Text selection) {
  bool listed = false;
  for (size_t i = 0; i < exclusion->from_count; i++)
    listed = listed || text_equal(exclusion->from[i], selection);
  return exclusion->from_count == 0 || listed;
}

/* The first exclusion that applies and has this verdict (unknown: is not ignored). */
static inline const Exclusion *naive_first(const Scene *scene, Text selection, size_t row,
                                           Verdict verdict) {
  for (size_t i = 0; i < scene->policy.exclusion_count; i++) {
    const Exclusion *exclusion = &scene->policy.exclusions[i];
    if (naive_applies(exclusion, selection) && naive_exclusion(scene, exclusion, row) == verdict &&
        !(verdict == VERDICT_UNKNOWN && exclusion->ignore_unknown))
      return exclusion;
  }
  return NULL;
}

static inline Value naive_cell(const Scene *scene, Text name, size_t row) {
  return column_value(table_column(scene->table, name), row);
}

static inline double naive_number(Value value) {
  return value.kind == VALUE_INTEGER   ? (double)value.integer
         : value.kind == VALUE_DECIMAL ? value.decimal
                                       : NAN;
}

static inline double naive_need(const Scene *scene, const Selection *selection, size_t row) {
  return selection->quota_of.length ? naive_number(naive_cell(scene, selection->quota_of, row)) : 1;
}

static inline bool naive_quota_unusable(const Scene *scene, const Selection *selection,
                                        size_t row) {
  if (!selection->quota)
    return false;
  double need = naive_need(scene, selection, row);
  bool nowhere = selection->quota_per.length &&
                 naive_cell(scene, selection->quota_per, row).kind == VALUE_MISSING;
  return nowhere || !(need >= 0) || isinf(need);
}

/* The state of the first tests, STATE_SELECTED for those who take part. */
static inline NaiveOutcome naive_entry(const Naive *naive, size_t number, size_t row) {
  const Scene *scene = naive->scene;
  const Selection *selection = &scene->policy.selections[number];
  const Exclusion *yes = naive_first(scene, selection->name, row, VERDICT_YES);
  const Exclusion *doubt = naive_first(scene, selection->name, row, VERDICT_UNKNOWN);
  Verdict when = scene_verdict(&selection->when, scene->table, row);
  if (yes)
    return (NaiveOutcome){STATE_EXCLUDED, yes->name.bytes, 0, 0, 0};
  if (when == VERDICT_NO)
    return (NaiveOutcome){STATE_NOT_ELIGIBLE, "", 0, 0, 0};
  if (doubt)
    return (NaiveOutcome){STATE_UNDECIDED, doubt->name.bytes, 0, 0, 0};
  if (when == VERDICT_UNKNOWN)
    return (NaiveOutcome){STATE_UNDECIDED, "when", 0, 0, 0};
  if (naive_quota_unusable(scene, selection, row))
    return (NaiveOutcome){STATE_UNDECIDED, "quota", 0, 0, 0};
  for (size_t i = 0; i < number; i++) {
    State there = naive->outcome[i][row].state;
    if (selection->group.length &&
        text_equal(scene->policy.selections[i].group, selection->group) &&
        (there == STATE_SELECTED || there == STATE_HOLDOUT))
      return (NaiveOutcome){STATE_TAKEN_ELSEWHERE, scene->policy.selections[i].name.bytes, 0, 0, 0};
  }
  return (NaiveOutcome){STATE_SELECTED, "", 0, 0, 0};
}

static inline bool naive_key_before(const Scene *scene, size_t a, size_t b) {
  Value one = column_value(&scene->table->columns[0], a);
  Value other = column_value(&scene->table->columns[0], b);
  return one.kind == VALUE_INTEGER ? one.integer < other.integer
                                   : text_compare(one.text, other.text) < 0;
}

/* Does customer a rank before customer b? */
static inline bool naive_before(const Scene *scene, const Selection *selection, size_t a,
                                size_t b) {
  double one = NAN, other = NAN;
  if (selection->rank.number >= 0) {
    one = naive_number(scene_score(&selection->rank, scene->table, a));
    other = naive_number(scene_score(&selection->rank, scene->table, b));
  }
  if (isnan(one) != isnan(other))
    return isnan(other);
  if (!isnan(one) && one != other)
    return one > other;
  return naive_key_before(scene, a, b);
}

/* Is row still in when a stage begins, and how many of those come before it? */
static inline size_t naive_place(const Naive *naive, size_t number, const bool *in, size_t row) {
  size_t place = 1;
  for (size_t other = 0; other < naive->scene->table->rows; other++)
    if (in[other] && other != row &&
        naive_before(naive->scene, &naive->scene->policy.selections[number], other, row))
      place++;
  return place;
}

static inline bool naive_same(const Scene *scene, Text column, size_t a, size_t b) {
  Value one = naive_cell(scene, column, a), other = naive_cell(scene, column, b);
  return one.kind != VALUE_MISSING && value_equal(one, other);
}

static inline void naive_households(Naive *naive, size_t number, const bool *in) {
  const Scene *scene = naive->scene;
  const Selection *selection = &scene->policy.selections[number];
  for (size_t row = 0; row < scene->table->rows; row++) {
    size_t before = 0;
    for (size_t other = 0; in[row] && other < scene->table->rows; other++)
      before += in[other] && other != row && naive_same(scene, selection->one_per, row, other) &&
                naive_before(scene, selection, other, row);
    if (before == 0)
      continue;
    naive->outcome[number][row].state = STATE_HOUSEHOLD;
    naive->outcome[number][row].within = before + 1;
  }
}

/* Customers are asked in rank order: at[0] is the first. Answers how many there are. */
static inline size_t naive_line_up(const Naive *naive, size_t number, const bool *in, size_t *at) {
  size_t count = 0;
  for (size_t row = 0; row < naive->scene->table->rows; row++) {
    if (!in[row])
      continue;
    at[naive_place(naive, number, in, row) - 1] = row;
    count++;
  }
  return count;
}

static inline void naive_quota(Naive *naive, size_t number, const bool *in) {
  const Scene *scene = naive->scene;
  const Selection *selection = &scene->policy.selections[number];
  size_t at[SCENE_ROWS_MOST], count = naive_line_up(naive, number, in, at);
  for (size_t i = 0; i < count; i++) {
    NaiveOutcome *outcome = &naive->outcome[number][at[i]];
    outcome->within = 1;
    for (size_t earlier = 0; earlier < i; earlier++) {
      if (selection->quota_per.length &&
          !naive_same(scene, selection->quota_per, at[i], at[earlier]))
        continue;
      outcome->within++;
      if (naive->outcome[number][at[earlier]].state != STATE_OVER_QUOTA)
        outcome->taken += naive_need(scene, selection, at[earlier]);
    }
    if (outcome->taken + naive_need(scene, selection, at[i]) > selection->quota_max)
      outcome->state = STATE_OVER_QUOTA;
  }
}

static inline double naive_bucket(const Scene *scene, Text selection, size_t row) {
  char scratch[24];
  Text key = table_key(scene->table, row, scratch);
  Text parts[] = {scene->policy.name, {"", 1}, selection, {"", 1}, key};
  Sha256 hash;
  uint8_t digest[SHA256_BYTES];
  double bucket = 0;
  sha256_start(&hash);
  for (size_t i = 0; i < 5; i++)
    sha256_add(&hash, parts[i].bytes, parts[i].length);
  sha256_end(&hash, digest);
  for (int i = 6; i >= 0; i--) /* 56 bits are enough to compare with tenths */
    bucket = (bucket + digest[i]) / 256;
  return bucket;
}

/* Who is still in, and the place of each among them. */
static inline void naive_roll_call(Naive *naive, size_t number, bool *in) {
  for (size_t row = 0; row < naive->scene->table->rows; row++)
    in[row] = naive->outcome[number][row].state == STATE_SELECTED;
  for (size_t row = 0; row < naive->scene->table->rows; row++)
    if (in[row])
      naive->outcome[number][row].rank = naive_place(naive, number, in, row);
}

static inline void naive_selection(Naive *naive, size_t number) {
  const Selection *selection = &naive->scene->policy.selections[number];
  bool in[SCENE_ROWS_MOST];
  for (size_t row = 0; row < naive->scene->table->rows; row++)
    naive->outcome[number][row] = naive_entry(naive, number, row);
  naive_roll_call(naive, number, in);
  if (selection->one_per.length)
    naive_households(naive, number, in);
  naive_roll_call(naive, number, in);
  if (selection->quota)
    naive_quota(naive, number, in);
  naive_roll_call(naive, number, in);
  for (size_t row = 0; row < naive->scene->table->rows; row++) {
    NaiveOutcome *outcome = &naive->outcome[number][row];
    if (in[row] && selection->limit >= 0 && outcome->rank > (size_t)selection->limit)
      outcome->state = STATE_BELOW_THE_CUT;
    else if (in[row] && naive_bucket(naive->scene, selection->name, row) < selection->holdout)
      outcome->state = STATE_HOLDOUT;
  }
}

/* The segment by name, "conflict" or "none". */
static inline Text naive_segment(const Scene *scene, const Segmentation *group, size_t row) {
  size_t yes = 0;
  Text first = TEXT("none"), best = TEXT("none"), rest = TEXT("none");
  double sum = 0, highest = 0;
  for (size_t i = 0; i < group->point_count; i++)
    if (scene_verdict(&group->points[i].when, scene->table, row) == VERDICT_YES)
      sum += group->points[i].points;
  for (size_t i = 0; i < group->segment_count; i++) {
    const Segment *segment = &group->segments[i];
    if (segment->otherwise) {
      rest = segment->name;
      continue;
    }
    if (group->mode == SEGMENTATION_SCORE) {
      if (sum >= segment->from && (text_equal(best, TEXT("none")) || segment->from > highest))
        best = segment->name, highest = segment->from;
    } else if (scene_verdict(&segment->when, scene->table, row) == VERDICT_YES && yes++ == 0) {
      first = segment->name;
    }
  }
  if (group->mode == SEGMENTATION_SCORE)
    return text_equal(best, TEXT("none")) ? rest : best;
  if (group->mode == SEGMENTATION_UNIQUE && yes > 1)
    return TEXT("conflict");
  return yes ? first : rest;
}
#endif

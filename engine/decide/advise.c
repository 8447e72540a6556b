#include "decide/advise.h"

#include <math.h>

#include "decide/order.h"

typedef struct Advising {
  Arena *arena;
  const Need *need;
  const Table *table;
  const SegmentationDecision *segmentation;
  const uint32_t *by_key;
  const Column **fields; /* of split_by */
  NeedAdvice *advice;
} Advising;

/* --- one group ------------------------------------------------------------------------ */

/* The best of the ways is looked for anew: of equals the coarser. */
static void reckon(GroupAdvice *group, Way way, double benefit, double cost) {
  group->ways[way] = (Reckoned){true, benefit, cost, benefit - cost};
  group->best = WAY_ALIKE;
  for (Way other = WAY_SEGMENT; other < WAY_COUNT; other++)
    if (group->ways[other].possible && group->ways[other].left > group->ways[group->best].left)
      group->best = other;
}

/* Its ways but for the split; the best of them. */
static GroupAdvice reckon_group(const Advising *advising, const uint32_t *rows, size_t count) {
  const Need *need = advising->need;
  const NeedAdvice *advice = advising->advice;
  GroupAdvice group = {.served = misfit_best(&advice->wishes, rows, count)};
  group.alike = misfit_at(&advice->wishes, rows, count, advice->everyone.way);
  if (count)
    group.spread = group.served.misfit / (double)count;
  if (!advice->wishes.choice)
    group.spread = sqrt(group.spread);
  group.ways[WAY_ALIKE].possible = true;
  if (count == 0)
    return group;
  reckon(&group, WAY_SEGMENT, need->benefit * (group.alike - group.served.misfit),
         need->cost_segment);
  reckon(&group, WAY_INDIVIDUAL, need->benefit * group.alike,
         need->cost_individual * (double)count);
  return group;
}

/* --- splitting it ----------------------------------------------------------------------- */

/* Two parts that are both served individually, or both as everybody, are no split. */
static bool worth_telling(const SegmentAdvice *segment) {
  return segment->split.chance <= CHANCE_MOST &&
         !(segment->part.best == segment->rest.best && segment->part.best != WAY_SEGMENT);
}

static void reckon_split(const Advising *advising, const uint32_t *rows, size_t count,
                         SegmentAdvice *segment) {
  segment->split = split_best(advising->arena, &advising->advice->wishes, rows, count,
                              advising->fields, advising->need->split_count);
  if (!segment->split.field)
    return;
  segment->part = reckon_group(advising, segment->split.part, segment->split.part_count);
  segment->rest = reckon_group(advising, segment->split.rest, segment->split.rest_count);
  const Reckoned *part = &segment->part.ways[segment->part.best];
  const Reckoned *rest = &segment->rest.ways[segment->rest.best];
  if (worth_telling(segment))
    reckon(&segment->group, WAY_SPLIT, part->benefit + rest->benefit, part->cost + rest->cost);
}

/* --- one need --------------------------------------------------------------------------- */

static bool is_known(const Advising *advising, uint32_t row) {
  return !isnan(advising->advice->wishes.wish[row]);
}

/* The known of one segment, in the order of keys; answers how many. */
static size_t members_of(const Advising *advising, size_t segment, uint32_t *rows) {
  size_t count = 0;
  for (size_t i = 0; i < advising->table->rows; i++) {
    uint32_t row = advising->by_key[i];
    if (advising->segmentation->segment[row] == segment && is_known(advising, row))
      rows[count++] = row;
  }
  return count;
}

static void advise_everyone(const Advising *advising, uint32_t *rows) {
  NeedAdvice *advice = advising->advice;
  size_t count = 0;
  for (size_t i = 0; i < advising->table->rows; i++) {
    uint32_t row = advising->by_key[i];
    uint16_t segment = advising->segmentation->segment[row];
    if (segment >= advising->segmentation->segment_count)
      advice->nowhere++;
    else if (!is_known(advising, row))
      advice->missing++, advice->segments[segment].missing++;
    else
      rows[count++] = row;
  }
  advice->everyone = misfit_best(&advice->wishes, rows, count);
  advice->spread = count ? advice->everyone.misfit / (double)count : 0;
  if (!advice->wishes.choice)
    advice->spread = sqrt(advice->spread);
}

/* Numbers: eta squared, the sum of squares between the segments through that of all
 * (Fisher 1925, Statistical Methods for Research Workers). Choices: lambda. */
static double share_between(const NeedAdvice *advice) {
  double between = 0;
  for (size_t i = 0; i < advice->segment_count; i++)
    between += advice->segments[i].group.alike - advice->segments[i].group.served.misfit;
  return advice->everyone.misfit > 0 ? fmin(1, fmax(0, between / advice->everyone.misfit)) : NAN;
}

static void advise_segment(const Advising *advising, size_t number, uint32_t *rows) {
  NeedAdvice *advice = advising->advice;
  SegmentAdvice *segment = &advice->segments[number];
  size_t count = members_of(advising, number, rows);
  segment->name = advising->segmentation->segment_names[number];
  segment->group = reckon_group(advising, rows, count);
  reckon_split(advising, rows, count, segment);
  segment->advised = advising->need->must ? segment->group.best : WAY_ALIKE;
  advice->benefit += segment->group.ways[segment->advised].benefit;
  advice->cost += segment->group.ways[segment->advised].cost;
}

static bool advise_need(Advising *advising, Error *error) {
  const Need *need = advising->need;
  NeedAdvice *advice = advising->advice;
  *advice = (NeedAdvice){.need = need, .segment_count = advising->segmentation->segment_count};
  if (!wishes_read(advising->arena, need, advising->table, &advice->wishes, error))
    return false;
  advice->segments = arena_array(advising->arena, advice->segment_count, sizeof *advice->segments);
  advising->fields = arena_array(advising->arena, need->split_count, sizeof *advising->fields);
  for (size_t i = 0; i < need->split_count; i++)
    advising->fields[i] = table_column(advising->table, need->split_by[i]);
  uint32_t *rows = arena_array(advising->arena, advising->table->rows, sizeof *rows);
  advise_everyone(advising, rows);
  for (size_t i = 0; i < advice->segment_count; i++)
    advise_segment(advising, i, rows);
  advice->between = share_between(advice);
  return true;
}

static const SegmentationDecision *segmentation_of(const Need *need, const Decisions *decisions) {
  for (size_t i = 0; i < decisions->segmentation_count; i++)
    if (text_equal(decisions->segmentations[i].name, need->segmentation))
      return &decisions->segmentations[i];
  return NULL;
}

NeedAdvice *advise_needs(Arena *arena, const Policy *policy, const Table *table,
                         const Decisions *decisions, Error *error) {
  NeedAdvice *list = arena_array(arena, policy->need_count, sizeof *list);
  Advising advising = {.arena = arena, .table = table, .by_key = order_by_key(arena, table, 1)};
  for (size_t i = 0; i < policy->need_count; i++) {
    advising.need = &policy->needs[i];
    advising.advice = &list[i];
    advising.segmentation = segmentation_of(advising.need, decisions);
    if (!advising.segmentation || !advising.segmentation->segment) {
      error_set(error, ERROR_INTERNAL, "need \"%.*s\" is of no segmentation that can serve it",
                TEXT_ARGS(advising.need->name));
      return NULL;
    }
    if (!advise_need(&advising, error))
      return NULL;
  }
  return list;
}

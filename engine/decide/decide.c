#include "decide/decide.h"

#include "decide/attributes.h"
#include "decide/exclusions.h"
#include "decide/order.h"
#include "decide/outcomes.h"
#include "decide/pressure.h"
#include "decide/questions.h"
#include "decide/segments.h"
#include "decide/selections.h"

typedef struct Deciding {
  Arena *arena;
  const Policy *policy;
  const Table *table;
  const Mask *mask; /* NULL: nothing is masked */
  Questions questions;
  const Answers *answers;
  Unknowns *unknowns;
  Decisions *decisions;
  size_t threads;
} Deciding;

static void name_read(const Deciding *deciding) {
  const Policy *policy = deciding->policy;
  const Column **read = arena_array(deciding->arena, policy->named_count, sizeof *read);
  size_t count = 0;
  for (size_t i = 0; i < policy->named_count; i++) {
    read[count] = table_column(deciding->table, policy->named[i]);
    count += read[count] != NULL;
  }
  bool *masked = arena_array(deciding->arena, count, sizeof *masked);
  for (size_t i = 0; deciding->mask && i < count; i++)
    masked[i] = mask_hides(deciding->mask, read[i]->name);
  deciding->decisions->read = read;
  deciding->decisions->read_count = count;
  deciding->decisions->masked = masked;
}

static void decide_exclusions(const Deciding *deciding) {
  const Policy *policy = deciding->policy;
  ExclusionDecision *decided =
      arena_array(deciding->arena, policy->exclusion_count, sizeof *decided);
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    const Exclusion *exclusion = &policy->exclusions[i];
    ExclusionInput input = {
        .exclusion = exclusion,
        .asked = questions_verdicts(deciding->answers, deciding->questions.exclusions[i]),
        .as_of = policy->as_of,
        .rows = deciding->table->rows};
    if (exclusion->since.length)
      input.since = table_column(deciding->table, exclusion->since);
    decided[i] = exclusion_decide(deciding->arena, &input, deciding->unknowns);
  }
  deciding->decisions->exclusions = decided;
  deciding->decisions->exclusion_count = policy->exclusion_count;
}

/* The verdicts of these steps; NULL where there is none. */
static const uint8_t *const *verdicts_of(const Deciding *deciding, const size_t *steps,
                                         size_t count) {
  const uint8_t **verdicts = arena_array(deciding->arena, count, sizeof *verdicts);
  for (size_t i = 0; i < count; i++)
    verdicts[i] = questions_verdicts(deciding->answers, steps[i]);
  return verdicts;
}

static void decide_segmentations(const Deciding *deciding, bool counts_only) {
  const Policy *policy = deciding->policy;
  SegmentationDecision *decided =
      arena_array(deciding->arena, policy->segmentation_count, sizeof *decided);
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *group = &policy->segmentations[i];
    SegmentInput input = {
        .segmentation = group,
        .segments = verdicts_of(deciding, deciding->questions.segments[i], group->segment_count),
        .points = verdicts_of(deciding, deciding->questions.points[i], group->point_count),
        .rows = deciding->table->rows,
        .threads = deciding->threads,
        .counts_only = counts_only};
    decided[i] = segments_decide(deciding->arena, &input);
  }
  deciding->decisions->segmentations = decided;
  deciding->decisions->segmentation_count = policy->segmentation_count;
}

/* What a selection tells of masked values: in its order, its cut and its quota. */
static void mask_selection(const Deciding *deciding, const Selection *selection,
                           SelectionDecision *decided) {
  if (!deciding->mask)
    return;
  decided->score_masked = mask_touches(deciding->mask, &selection->rank);
  decided->per_masked = mask_hides(deciding->mask, selection->quota_per);
  decided->of_masked = mask_hides(deciding->mask, selection->quota_of);
}

/* The outcome among all customers of the run, of the rows of this piece. */
static void lay_settled(SelectionDecision *decided, const SelectionDecision *settled,
                        uint64_t before) {
  decided->state = settled->state + before;
  decided->by = settled->by + before;
  decided->place = settled->place ? settled->place + before : NULL;
  decided->within = settled->within ? settled->within + before : NULL;
  decided->quota_taken = settled->quota_taken ? settled->quota_taken + before : NULL;
  decided->bucket = settled->bucket ? settled->bucket + before : NULL;
  decided->cut_made = settled->cut_made;
  decided->cut = settled->cut;
}

static void decide_selections(const Deciding *deciding, const DecideInput *input,
                              const uint32_t *by_key) {
  const Policy *policy = deciding->policy;
  const Column *const *contacts =
      input->contacts
          ? input->contacts
          : (const Column *const *)pressure_counts(deciding->arena, policy, input->events,
                                                   deciding->table->rows, input->threads);
  SelectionDecision *decided =
      arena_array(deciding->arena, policy->selection_count, sizeof *decided);
  for (size_t i = 0; i < policy->selection_count; i++) {
    size_t rank = deciding->questions.ranks[i];
    SelectionInput asked = {.policy = policy,
                            .number = i,
                            .table = deciding->table,
                            .by_key = by_key,
                            .exclusions = deciding->decisions->exclusions,
                            .earlier = decided,
                            .when =
                                questions_verdicts(deciding->answers, deciding->questions.whens[i]),
                            .score = rank == NO_STEP ? NULL : deciding->answers->values[rank],
                            .contacts = contacts[i],
                            .threads = input->threads,
                            .counts_only = input->counts_only};
    decided[i] = selection_decide(deciding->arena, &asked, deciding->unknowns);
    if (input->settled)
      lay_settled(&decided[i], &input->settled[i], input->before);
    mask_selection(deciding, &policy->selections[i], &decided[i]);
  }
  deciding->decisions->selections = decided;
  deciding->decisions->selection_count = policy->selection_count;
}

static bool find_near_misses(const Deciding *deciding, bool rows, Decided *decided, Error *error) {
  const Policy *policy = deciding->policy;
  decided->near = arena_array(deciding->arena, policy->selection_count + 1, sizeof *decided->near);
  for (size_t i = 0; i < policy->selection_count; i++) {
    NearInput input = {&decided->decisions.selections[i], deciding->table, decided->asker.threads,
                       rows};
    if (!near_misses(deciding->arena, policy, &policy->selections[i], &input, &decided->near[i],
                     error))
      return false;
  }
  return true;
}

static bool finish(const Deciding *deciding, const DecideInput *input, Decided *decided,
                   Error *error) {
  decided->guarantees =
      guarantees_check(&decided->asker, &decided->decisions, deciding->unknowns, error);
  if (!decided->guarantees)
    return false;
  decided->guarantee_count = deciding->policy->guarantee_count;
  if (deciding->mask) {
    const Text *rules;
    size_t count = mask_rules(deciding->arena, deciding->mask, deciding->policy, &rules);
    unknowns_mask(deciding->unknowns, rules, count);
  }
  unknowns_finish(deciding->unknowns, &decided->decisions, !input->counts_only);
  return counts_make(deciding->arena, &decided->decisions, input->threads, &decided->counts,
                     error) &&
         (input->without_near || find_near_misses(deciding, input->near_rows, decided, error));
}

static Asker asker_of(Arena *arena, const DecideInput *input) {
  return (Asker){.ask = input->ask,
                 .drop = input->drop,
                 .arena = arena,
                 .policy = input->policy,
                 .table = input->table,
                 .limits = input->limits,
                 .threads = input->threads,
                 .interpret = input->interpret,
                 .progress = input->progress,
                 .progress_context = input->progress_context,
                 .givens = input->givens,
                 .places = input->places,
                 .piece = input->piece,
                 .before = input->before};
}

/* Those of the rows of this piece. */
static void lay_by_hand(Arena *arena, const DecideInput *input, Decided *decided) {
  const Overrides *all = &input->by_hand->overrides;
  size_t rows = input->table->rows, count = 0;
  Override *held = arena_array(arena, all->held_count, sizeof *held);
  for (size_t i = 0; i < all->held_count; i++) {
    if (all->held[i].row < input->before || all->held[i].row - input->before >= rows)
      continue;
    held[count] = all->held[i];
    held[count++].row -= (uint32_t)input->before;
  }
  decided->discretion = input->by_hand->discretion;
  decided->decisions.overrides = held;
  decided->decisions.override_count = count;
}

static bool lay_over(Arena *arena, const DecideInput *input, Decided *decided, Error *error) {
  if (input->by_hand) {
    lay_by_hand(arena, input, decided);
    return true;
  }
  if (input->overrides && !overrides_read(arena, input->overrides, input->policy, input->table,
                                          &decided->overrides, error))
    return false;
  decided->discretion = discretion_use(arena, input->policy, &decided->overrides);
  decided->decisions.overrides = decided->overrides.held;
  decided->decisions.override_count = decided->overrides.held_count;
  return true;
}

bool decide_run(Arena *arena, const DecideInput *input, Decided *decided, Error *error) {
  *decided = (Decided){.asker = asker_of(arena, input)};
  decided->decisions =
      (Decisions){.table = input->table, .rows = input->table->rows, .before = input->before};
  Deciding deciding = {.arena = arena,
                       .policy = input->policy,
                       .table = input->table,
                       .mask = input->mask,
                       .questions = questions_make(arena, input->policy),
                       .unknowns = unknowns_make(arena, input->table->rows),
                       .decisions = &decided->decisions,
                       .threads = input->threads};
  if (!lay_over(arena, input, decided, error)) /* a wrong file is told before the work */
    return false;
  const uint32_t *by_key =
      input->by_key ? input->by_key : order_by_key(arena, input->table, input->threads);
  if (!attributes_add(&decided->asker, input->table, input->events, by_key, deciding.unknowns,
                      error))
    return false;
  Asking remembered = {.memory = input->memory};
  deciding.answers = asker_ask(&decided->asker, deciding.questions.steps, deciding.questions.count,
                               &remembered, error);
  if (!deciding.answers)
    return false;
  unknowns_answers(deciding.unknowns, deciding.answers, deciding.questions.rules);
  name_read(&deciding);
  decide_exclusions(&deciding);
  decide_segmentations(&deciding, input->counts_only);
  decide_selections(&deciding, input, by_key);
  decided->overrides_changing = outcomes_changed(&(Outcomes){input->policy, &decided->decisions});
  return finish(&deciding, input, decided, error);
}

void decide_drop(Decided *decided) {
  asker_drop(&decided->asker);
}

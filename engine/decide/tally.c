#include "decide/tally.h"

#include "base/memory.h"
#include "decide/layers.h"
#include "decide/unknowns.h"

/* --- the first piece gives the names ------------------------------------------------------- */

static void *copied(Arena *arena, const void *items, size_t count, size_t bytes) {
  void *copy = arena_array(arena, count, bytes);
  if (count)
    memcpy(copy, items, count * bytes);
  return copy;
}

static void take_segmentations(Tally *tally, const Decisions *piece) {
  Arena *arena = tally->arena;
  SegmentationDecision *taken =
      copied(arena, piece->segmentations, piece->segmentation_count, sizeof *taken);
  for (size_t i = 0; i < piece->segmentation_count; i++) {
    taken[i].segment_names =
        copied(arena, taken[i].segment_names, taken[i].segment_count, sizeof(Text));
    taken[i].segment = NULL;
    taken[i].members = taken[i].point_verdicts = NULL;
    taken[i].sum = taken[i].points = NULL;
    taken[i].point_names = NULL;
    taken[i].point_count = 0;
  }
  tally->sum.decisions.segmentations = taken;
  tally->sum.decisions.segmentation_count = piece->segmentation_count;
}

static void take_selections(Tally *tally, const Decisions *piece) {
  SelectionDecision *taken = arena_array(tally->arena, piece->selection_count, sizeof *taken);
  for (size_t i = 0; i < piece->selection_count; i++)
    taken[i] = (SelectionDecision){.name = piece->selections[i].name,
                                   .limit = piece->selections[i].limit,
                                   .holdout = piece->selections[i].holdout,
                                   .cut_made = piece->selections[i].cut_made,
                                   .cut = piece->selections[i].cut,
                                   .score_masked = piece->selections[i].score_masked};
  tally->sum.decisions.selections = taken;
  tally->sum.decisions.selection_count = piece->selection_count;
}

static void take_read(Tally *tally, const Decisions *piece) {
  Column *columns = arena_array(tally->arena, piece->read_count, sizeof *columns);
  const Column **read = arena_array(tally->arena, piece->read_count, sizeof *read);
  for (size_t i = 0; i < piece->read_count; i++) {
    columns[i] = (Column){.name = text_copy(tally->arena, piece->read[i]->name),
                          .type = piece->read[i]->type};
    read[i] = &columns[i];
  }
  tally->sum.decisions.read = read;
  tally->sum.decisions.read_count = piece->read_count;
  tally->seen = arena_array(tally->arena, piece->read_count, sizeof *tally->seen);
}

static void begin(Tally *tally, const Decided *piece) {
  Arena *arena = tally->arena;
  const Decisions *decisions = &piece->decisions;
  Decided *sum = &tally->sum;
  ExclusionDecision *exclusions =
      arena_array(arena, decisions->exclusion_count, sizeof *exclusions);
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    exclusions[i].name = decisions->exclusions[i].name;
  *sum = (Decided){.guarantee_count = piece->guarantee_count};
  sum->decisions.exclusions = exclusions;
  sum->decisions.exclusion_count = decisions->exclusion_count;
  sum->discretion = piece->discretion;
  take_segmentations(tally, decisions);
  take_selections(tally, decisions);
  take_read(tally, decisions);
  sum->near = arena_array(arena, decisions->selection_count + 1, sizeof *sum->near);
  sum->guarantees = arena_array(arena, piece->guarantee_count, sizeof *sum->guarantees);
  for (size_t i = 0; i < piece->guarantee_count; i++)
    sum->guarantees[i] =
        (GuaranteeResult){.name = piece->guarantees[i].name, .shared = piece->guarantees[i].shared};
  sum->counts.exclusions =
      arena_array(arena, decisions->exclusion_count, sizeof *sum->counts.exclusions);
  sum->counts.selections =
      arena_array(arena, decisions->selection_count, sizeof *sum->counts.selections);
  sum->counts.segmentations =
      arena_array(arena, decisions->segmentation_count, sizeof *sum->counts.segmentations);
  for (size_t i = 0; i < decisions->segmentation_count; i++)
    sum->counts.segmentations[i].segments =
        arena_array(arena, decisions->segmentations[i].segment_count, sizeof(size_t));
  tally->begun = true;
}

/* --- every piece adds ---------------------------------------------------------------------- */

static void add_counts(Tally *tally, const Decided *piece) {
  Counts *sum = &tally->sum.counts;
  const Counts *more = &piece->counts;
  sum->rows += more->rows;
  sum->excluded += more->excluded;
  for (size_t i = 0; i < piece->decisions.exclusion_count; i++) {
    sum->exclusions[i].gross += more->exclusions[i].gross;
    sum->exclusions[i].credited += more->exclusions[i].credited;
    sum->exclusions[i].only += more->exclusions[i].only;
    sum->exclusions[i].unknown += more->exclusions[i].unknown;
  }
  for (size_t i = 0; i < piece->decisions.segmentation_count; i++) {
    SegmentationCount *count = &sum->segmentations[i];
    count->none += more->segmentations[i].none;
    count->conflict += more->segmentations[i].conflict;
    count->several += more->segmentations[i].several;
    for (size_t k = 0; k < piece->decisions.segmentations[i].segment_count; k++)
      count->segments[k] += more->segmentations[i].segments[k];
  }
  for (size_t i = 0; i < piece->decisions.selection_count; i++)
    for (int state = 0; state < STATE_COUNT; state++)
      sum->selections[i].states[state] += more->selections[i].states[state];
}

/* Kept in the order of the parts of the condition. */
static void add_near(Arena *arena, NearMisses *sum, const NearMisses *more) {
  NearMiss *list = arena_array(arena, sum->count + more->count, sizeof *list);
  size_t count = 0, i = 0, k = 0;
  while (i < sum->count || k < more->count) {
    bool mine = k == more->count || (i < sum->count && sum->list[i].part <= more->list[k].part);
    NearMiss *miss = &list[count++];
    *miss = mine ? sum->list[i++] : more->list[k];
    miss->rows = NULL;
    if (!mine)
      miss->comparison = text_copy(arena, more->list[k++].comparison);
    else if (k < more->count && more->list[k].part == miss->part)
      miss->count += more->list[k++].count;
  }
  *sum = (NearMisses){list, count};
}

static bool same_kind(const UnknownKind *a, const UnknownKind *b) {
  bool same = a->staged == b->staged && text_equal(a->rule, b->rule) &&
              a->missing_count == b->missing_count && a->line == b->line &&
              text_equal(a->message, b->message);
  for (size_t i = 0; same && i < a->missing_count; i++)
    same = text_equal(a->missing[i], b->missing[i]);
  return same;
}

static Text key_of(const Decided *piece, size_t row, char scratch[24]) {
  return table_key(piece->decisions.table, row, scratch);
}

static UnknownKind kind_copy(Tally *tally, const Decided *piece, const UnknownKind *kind) {
  char scratch[24];
  UnknownKind copy = *kind;
  Text *missing = arena_array(tally->arena, kind->missing_count, sizeof *missing);
  for (size_t i = 0; i < kind->missing_count; i++)
    missing[i] = text_copy(tally->arena, kind->missing[i]);
  copy.rule = text_copy(tally->arena, kind->rule);
  copy.message = text_copy(tally->arena, kind->message);
  copy.missing = missing;
  copy.example = tally->note(tally->context, key_of(piece, kind->example, scratch));
  return copy;
}

/* Kinds that are met at the same step stay in the order in which they came; one that is met at
 * an earlier step than before comes as if it were new. */
static void add_unknown(Tally *tally, const Decided *piece, const UnknownKind *kind) {
  size_t at = 0;
  while (at < tally->kind_count && !same_kind(&tally->kinds[at], kind))
    at++;
  if (at < tally->kind_count && tally->kinds[at].met <= kind->met) {
    tally->kinds[at].customers += kind->customers;
    return;
  }
  if (at < tally->kind_count) {
    UnknownKind earlier = tally->kinds[at];
    earlier.met = kind->met;
    earlier.customers += kind->customers;
    memmove(&tally->kinds[at], &tally->kinds[at + 1],
            (tally->kind_count - at - 1) * sizeof *tally->kinds);
    tally->kinds[tally->kind_count - 1] = earlier;
    return;
  }
  if (tally->kind_count == tally->kind_capacity) {
    UnknownKind *kinds = arena_array(tally->arena, 2 * tally->kind_capacity + 16, sizeof *kinds);
    if (tally->kind_count)
      memcpy(kinds, tally->kinds, tally->kind_count * sizeof *kinds);
    tally->kinds = kinds;
    tally->kind_capacity = 2 * tally->kind_capacity + 16;
  }
  tally->kinds[tally->kind_count++] = kind_copy(tally, piece, kind);
}

/* Those of one step stay in their order. */
static void order_unknowns(Tally *tally) {
  Decisions *sum = &tally->sum.decisions;
  UnknownKind *ordered = arena_array(tally->arena, tally->kind_count, sizeof *ordered);
  for (size_t i = 1; i < tally->kind_count; i++) {
    UnknownKind kind = tally->kinds[i];
    size_t at = i;
    for (; at > 0 && tally->kinds[at - 1].met > kind.met; at--)
      tally->kinds[at] = tally->kinds[at - 1];
    tally->kinds[at] = kind;
  }
  memory_free(unknowns_order(tally->kinds, tally->kind_count, ordered));
  sum->unknown_kinds = ordered;
  sum->unknown_kind_count = tally->kind_count;
}

static void add_guarantee(Tally *tally, const Decided *piece, size_t number) {
  GuaranteeResult *sum = &tally->sum.guarantees[number];
  const GuaranteeResult *more = &piece->guarantees[number];
  char scratch[24];
  sum->asked += more->asked;
  sum->held += more->held;
  sum->broken += more->broken;
  sum->unknown += more->unknown;
  for (size_t i = 0; i < more->example_count && sum->example_count < GUARANTEE_EXAMPLES; i++)
    sum->examples[sum->example_count++] =
        tally->note(tally->context, key_of(piece, more->examples[i], scratch));
  if (more->shared)
    shares_add(tally->arena, &sum->shares, &more->shares);
}

/* An attribute's values may be of one type here, of another there: then of the whole they
 * are mixed. Where a piece has none at all, it tells nothing. */
static void add_types(Tally *tally, const Decisions *piece) {
  for (size_t i = 0; i < piece->read_count; i++) {
    Column *sum = (Column *)(uintptr_t)tally->sum.decisions.read[i];
    const Column *more = piece->read[i];
    if (more->missing_count == more->rows)
      continue;
    if (tally->seen[i] && sum->type != more->type)
      sum->type = COLUMN_MIXED;
    else
      sum->type = more->type;
    tally->seen[i] = true;
  }
}

void tally_add(Tally *tally, const Decided *piece) {
  if (!tally->begun)
    begin(tally, piece);
  tally->sum.decisions.rows += piece->decisions.rows;
  tally->sum.overrides_changing += piece->overrides_changing;
  add_counts(tally, piece);
  add_types(tally, &piece->decisions);
  for (size_t i = 0; i < piece->decisions.selection_count; i++)
    add_near(tally->arena, &tally->sum.near[i], &piece->near[i]);
  for (size_t i = 0; i < piece->decisions.unknown_kind_count; i++)
    add_unknown(tally, piece, &piece->decisions.unknown_kinds[i]);
  for (size_t i = 0; i < piece->guarantee_count; i++)
    add_guarantee(tally, piece, i);
}

bool tally_end(Tally *tally, Error *error) {
  order_unknowns(tally);
  for (size_t i = 0; i < tally->sum.guarantee_count; i++)
    if (tally->sum.guarantees[i].shared && !guarantee_judge(&tally->sum.guarantees[i], error))
      return false;
  return true;
}

/* --- what cannot be ------------------------------------------------------------------------ */

static bool refuse(const char *kind, Text name, const char *what, Position at, Error *error) {
  error_set(error, ERROR_INPUT, "%s \"%.*s\" %s: that takes all customers at once", kind,
            TEXT_ARGS(name), what);
  error_at(error, at.file, at.line, at.column);
  return error_hint(error, "run it without --stream, or with --two-pass");
}

static const char *population(AttributeKind kind) {
  return kind == ATTRIBUTE_NTILE      ? "divides the customers (ntile)"
         : kind == ATTRIBUTE_CUTS     ? "divides the customers (bins, cut)"
         : kind == ATTRIBUTE_QUANTILE ? "is a quantile of all customers"
         : kind == ATTRIBUTE_SHARE    ? "is a share of the total"
                                      : "adds up who comes before (ahead)";
}

static const char *contest(const Selection *selection) {
  return selection->rank.number >= 0 ? "ranks its customers"
         : selection->limit >= 0     ? "has a limit"
         : selection->one_per.length ? "takes one per household (one_per)"
         : selection->quota          ? "has a quota"
                                     : "counts earlier contacts (pressure)";
}

bool tally_possible(const Policy *policy, bool two_pass, Error *error) {
  if (two_pass)
    return true;
  if (policy->side_table_count)
    return refuse("events", policy->side_tables[0].name, "are joined to their customers",
                  policy->side_tables[0].at, error);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (layers_looks_at_all(attribute->kind))
      return refuse("attribute", attribute->name, population(attribute->kind), attribute->at,
                    error);
  }
  for (size_t i = 0; i < policy->selection_count; i++) {
    const Selection *selection = &policy->selections[i];
    if (layers_contest(selection))
      return refuse("selection", selection->name, contest(selection), selection->at, error);
  }
  return true;
}

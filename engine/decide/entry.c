#include "decide/entry.h"

#include <math.h>

#include "base/crew.h"
#include "decide/order.h"
#include "decide/pressure.h"
#include "policy/find.h"

/* All bits where it is so, none where not: states are laid over without branches, which
 * nobody could guess, several rows at once. */
static inline uint8_t all_bits(bool so) {
  return (uint8_t)-so;
}

static inline uint16_t laid_over(uint16_t below, uint16_t above, uint8_t mask) {
  uint16_t wide = (uint16_t)(mask | mask << 8);
  return (uint16_t)((above & wide) | (below & ~wide));
}

typedef struct Laid {
  uint8_t *restrict state;
  uint16_t *restrict by; /* NULL: not asked for */
  const uint8_t *restrict verdicts;
  size_t rows;
} Laid;

/* What a rule's verdicts do. */
typedef struct Laying {
  uint8_t stops; /* this verdict gives … */
  uint8_t state; /* … this state, to whom is not excluded */
  uint8_t doubt; /* this one leaves undecided of whom nothing was said yet */
  uint16_t number;
} Laying;

/* The state; all bits of `moved` where it is another now. */
static inline uint8_t state_after(uint8_t was, uint8_t verdict, Laying laying, uint8_t *moved) {
  uint8_t stops = all_bits((verdict == laying.stops) & (was != STATE_EXCLUDED));
  uint8_t doubts = all_bits((verdict == laying.doubt) & (was == STATE_SELECTED));
  *moved = stops | doubts;
  return (uint8_t)((laying.state & stops) | (STATE_UNDECIDED & doubts) | (was & ~*moved));
}

static void lay_states(Laid laid, Laying laying) {
  uint8_t *restrict state = laid.state, moved;
  const uint8_t *restrict verdicts = laid.verdicts;
  for (size_t row = 0; row < laid.rows; row++)
    state[row] = state_after(state[row], verdicts[row], laying, &moved);
}

static void lay(Laid laid, Laying laying) {
  uint8_t *restrict state = laid.state, moved;
  uint16_t *restrict by = laid.by;
  const uint8_t *restrict verdicts = laid.verdicts;
  if (!by) {
    lay_states(laid, laying);
    return;
  }
  for (size_t row = 0; row < laid.rows; row++) {
    state[row] = state_after(state[row], verdicts[row], laying, &moved);
    by[row] = laid_over(by[row], laying.number, moved);
  }
}

bool entry_quota_need(const Column *quota_of, size_t row, double *need) {
  *need = 1;
  if (!quota_of)
    return true;
  return order_number(quota_of, row, need) && *need >= 0 && isfinite(*need);
}

/* What makes a quota unusable for a customer. */
typedef enum QuotaFault { QUOTA_FINE, QUOTA_PER, QUOTA_OF, QUOTA_NUMBER, QUOTA_FAULTS } QuotaFault;

static bool has_value(const Column *column, size_t row) {
  Value value = column_value(column, row);
  return value.kind != VALUE_MISSING && !(value.kind == VALUE_DECIMAL && isnan(value.decimal));
}

/* No cell needs to be looked at. */
static bool always_has_value(const Column *column) {
  return !column ||
         (!column->missing && column->type != COLUMN_DECIMAL && column->type != COLUMN_MIXED);
}

static QuotaFault quota_fault(const Column *per, const Column *of, size_t row) {
  double need;
  if (per && !has_value(per, row))
    return QUOTA_PER;
  if (of && column_value(of, row).kind == VALUE_MISSING)
    return QUOTA_OF;
  return entry_quota_need(of, row, &need) ? QUOTA_FINE : QUOTA_NUMBER;
}

static UnknownKind quota_kind(Arena *arena, const Selection *selection, QuotaFault fault) {
  UnknownKind kind = {.rule = text_format(arena, "quota %.*s", TEXT_ARGS(selection->name))};
  if (fault == QUOTA_NUMBER) {
    kind.message = text_format(arena, "a quota needs a number of 0 or more in %.*s",
                               TEXT_ARGS(selection->quota_of));
    kind.line = selection->at.line;
    return kind;
  }
  Text *missing = arena_new(arena, sizeof *missing);
  *missing = fault == QUOTA_PER ? selection->quota_per : selection->quota_of;
  kind.missing = missing;
  kind.missing_count = 1;
  return kind;
}

static void apply_quota_faults(Arena *arena, const SelectionInput *input, uint8_t *state,
                               uint16_t *by, Unknowns *unknowns) {
  const Selection *selection = &input->policy->selections[input->number];
  const Column *per =
      selection->quota_per.length ? table_column(input->table, selection->quota_per) : NULL;
  const Column *of =
      selection->quota_of.length ? table_column(input->table, selection->quota_of) : NULL;
  if (!of && always_has_value(per))
    return;
  uint32_t kinds[QUOTA_FAULTS] = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
  for (size_t row = 0; row < input->table->rows; row++) {
    QuotaFault fault = state[row] == STATE_SELECTED ? quota_fault(per, of, row) : QUOTA_FINE;
    if (fault == QUOTA_FINE)
      continue;
    if (kinds[fault] == UINT32_MAX)
      kinds[fault] = unknowns_kind(unknowns, quota_kind(arena, selection, fault));
    unknowns_note(unknowns, row, kinds[fault]);
    state[row] = STATE_UNDECIDED;
    if (by)
      by[row] = BY_QUOTA;
  }
}

/* Who is still in, and was chosen by that selection before. */
static void leave_taken(Laid laid, const uint8_t *restrict theirs, uint16_t other) {
  uint8_t *restrict state = laid.state;
  for (size_t row = 0; row < laid.rows; row++) {
    bool chosen = (theirs[row] == STATE_SELECTED) | (theirs[row] == STATE_HOLDOUT);
    uint8_t leaves = all_bits(chosen & (state[row] == STATE_SELECTED));
    state[row] = (uint8_t)((STATE_TAKEN_ELSEWHERE & leaves) | (state[row] & ~leaves));
    if (laid.by)
      laid.by[row] = laid_over(laid.by[row], other, leaves);
  }
}

static void apply_group(const SelectionInput *input, uint8_t *state, uint16_t *by) {
  const Selection *selection = &input->policy->selections[input->number];
  Laid laid = {.state = state, .by = by, .rows = input->table->rows};
  for (size_t other = 0; selection->group.length && other < input->number; other++)
    if (text_equal(input->policy->selections[other].group, selection->group))
      leave_taken(laid, input->earlier[other].state, (uint16_t)other);
}

/* What verdicts alone decide. */
typedef struct Entry {
  const SelectionInput *input;
  uint8_t *state;
  uint16_t *by; /* NULL: not asked for */
} Entry;

/* Excluded by the first that said yes, else undecided by the first that is unknown (and not
 * ignored), else what `when` said; excluded stays excluded. */
static void batch_enter(const Entry *entry, size_t first, size_t rows) {
  enum { NO_VERDICT = 0xFF };
  const SelectionInput *input = entry->input;
  Text selection = input->policy->selections[input->number].name;
  Laid laid = {.state = entry->state + first, .rows = rows};
  memset(laid.state, STATE_SELECTED, rows);
  if (entry->by) {
    laid.by = entry->by + first;
    memset(laid.by, 0xFF, rows * sizeof *laid.by);
  }
  for (size_t i = 0; i < input->policy->exclusion_count; i++) {
    const Exclusion *exclusion = &input->policy->exclusions[i];
    if (!policy_exclusion_applies(exclusion, selection))
      continue;
    uint8_t doubt = exclusion->ignore_unknown ? NO_VERDICT : VERDICT_UNKNOWN;
    laid.verdicts = input->exclusions[i].verdicts + first;
    lay(laid, (Laying){VERDICT_YES, STATE_EXCLUDED, doubt, (uint16_t)i});
  }
  laid.verdicts = input->when + first;
  lay(laid, (Laying){VERDICT_NO, STATE_NOT_ELIGIBLE, VERDICT_UNKNOWN, BY_WHEN});
}

static void range_enter(void *context, size_t first, size_t end) {
  enum { BATCH = 4096 }; /* small enough to stay at hand from rule to rule */
  for (; first < end; first += BATCH)
    batch_enter(context, first, end - first < BATCH ? end - first : BATCH);
}

void entry_decide(Arena *arena, const SelectionInput *input, uint8_t *state, uint16_t *by,
                  PressureDecision *pressure, Unknowns *unknowns) {
  const Selection *selection = &input->policy->selections[input->number];
  Entry entry = {input, state, by};
  crew_ranges(input->threads, input->table->rows, range_enter, &entry);
  unknowns_stage(unknowns);
  if (selection->quota)
    apply_quota_faults(arena, input, state, by, unknowns);
  pressure_apply(arena, input, state, pressure);
  apply_group(input, state, by);
}

void entry_take(Arena *arena, const SelectionInput *input, uint8_t *state, uint16_t *by) {
  PressureDecision ignored;
  if (!input->table->rows)
    return;
  memcpy(state, input->entered_state, input->table->rows);
  if (by)
    memcpy(by, input->entered_by, input->table->rows * sizeof *by);
  pressure_apply(arena, input, state, &ignored);
  apply_group(input, state, by);
}

#include "explain/change_engine.h"

#include <float.h>
#include <math.h>

#include "base/date.h"
#include "policy/find.h"
#include "policy/span.h"

typedef struct Engine {
  Arena *arena;
  const ChangeRows *rows;
  const Policy *policy;
  Table *table;
  Step *steps;
  size_t step_count;
  Answers *answers;
  Error *error;
} Engine;

/* --- the table: fields as they are, attributes as they are worked out -------- */

static Answers *ask(const Engine *engine, const Step *steps, size_t count) {
  Asking asking = {.policy = engine->policy,
                   .table = engine->table,
                   .steps = steps,
                   .step_count = count,
                   .limits = jail_limits_default(),
                   .threads = 1};
  return policy_ask(engine->arena, &asking, engine->error);
}

static Value bin_of(const Attribute *attribute, Value value) {
  double number = value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
  bool is_number = value.kind == VALUE_INTEGER || value.kind == VALUE_DECIMAL;
  int64_t bin = 1;
  if (!is_number || isnan(number))
    return (Value){.kind = VALUE_MISSING};
  while ((size_t)bin <= attribute->break_count && number >= attribute->breaks[bin - 1])
    bin++;
  return (Value){.kind = VALUE_INTEGER, .integer = bin};
}

static void add_bins(const Engine *engine, const Attribute *attribute) {
  const Column *of = table_column(engine->table, attribute->of);
  Value *bins = arena_array(engine->arena, engine->table->rows, sizeof *bins);
  for (size_t row = 0; of && row < engine->table->rows; row++)
    bins[row] = bin_of(attribute, column_value(of, row));
  table_add(engine->table,
            column_from_values(engine->arena, attribute->name, bins, engine->table->rows));
}

static Table *given_table(const Engine *engine) {
  const ChangeRows *rows = engine->rows;
  size_t count = 0;
  Column **columns = arena_array(engine->arena, rows->facts->name_count + 1, sizeof *columns);
  for (size_t i = 0; i < rows->facts->name_count; i++) {
    const Attribute *attribute = policy_attribute(engine->policy, rows->facts->names[i]);
    if (!attribute || !change_is_worked_out(rows->facts, attribute))
      columns[count++] =
          column_from_values(engine->arena, rows->facts->names[i], rows->values[i], rows->rows);
  }
  Value *keys = arena_array(engine->arena, rows->rows, sizeof *keys);
  for (size_t row = 0; row < rows->rows; row++)
    keys[row] = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)row};
  columns[count] = column_from_values(engine->arena, TEXT("\x01key"), keys, rows->rows);
  return table_of_columns(TEXT("customer"), columns, count + 1, rows->rows, count);
}

/* Whether its column can be worked out now: it is not there yet, and all that it reads is. */
static bool is_next(const Engine *engine, const Attribute *attribute) {
  const ChangeFacts *facts = engine->rows->facts;
  if (!text_among(attribute->name, facts->names, facts->name_count) ||
      !change_is_worked_out(facts, attribute) || table_column(engine->table, attribute->name))
    return false;
  bool ready = true, calculated = attribute->kind == ATTRIBUTE_IS;
  size_t count = calculated ? attribute->is.read_count : 1;
  const Text *reads = calculated ? attribute->is.reads : &attribute->of;
  for (size_t i = 0; ready && i < count; i++)
    ready = !text_among(reads[i], facts->names, facts->name_count) ||
            table_column(engine->table, reads[i]);
  return ready;
}

static void add_answer(const Engine *engine, const Step *step, const Column *answer) {
  Column column = *answer;
  column.name = step->rule;
  table_add(engine->table, &column);
}

/* All attributes that can be worked out now. *count: so many. */
static bool add_layer(const Engine *engine, size_t *count) {
  const Policy *policy = engine->policy;
  Step *steps = arena_array(engine->arena, policy->attribute_count + 1, sizeof *steps);
  size_t asked = 0;
  *count = 0;
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (!is_next(engine, attribute))
      continue;
    ++*count;
    if (attribute->kind == ATTRIBUTE_IS)
      steps[asked++] =
          (Step){.function = &attribute->is, .rule = attribute->name, .kind = STEP_VALUE};
    else
      add_bins(engine, attribute);
  }
  Answers *answers = asked ? ask(engine, steps, asked) : NULL;
  for (size_t i = 0; answers && i < asked; i++)
    add_answer(engine, &steps[i], answers->values[i]);
  if (answers)
    answers_drop(answers);
  return answers || !asked;
}

static bool add_attributes(const Engine *engine) {
  size_t added = 1;
  bool good = true;
  while (good && added)
    good = add_layer(engine, &added);
  return good;
}

/* --- what is asked ---------------------------------------------------------- */

static void add_step(Engine *engine, const Function *function, StepKind kind) {
  if (function->number >= 0)
    engine->steps[engine->step_count++] =
        (Step){.function = function, .rule = TEXT("a rule"), .kind = kind};
}

static Verdict verdict_of(const Engine *engine, const Function *function, size_t row) {
  for (size_t i = 0; i < engine->step_count; i++)
    if (engine->steps[i].function == function)
      return (Verdict)engine->answers->verdicts[i][row];
  return VERDICT_NOT_ASKED;
}

static void add_group(Engine *engine, const Segmentation *group) {
  for (size_t i = 0; i < group->segment_count; i++)
    add_step(engine, &group->segments[i].when, STEP_VERDICT);
  for (size_t i = 0; i < group->point_count; i++)
    add_step(engine, &group->points[i].when, STEP_VERDICT);
}

static size_t most_steps(const Policy *policy) {
  size_t most = policy->exclusion_count + 2;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    most += policy->segmentations[i].segment_count + policy->segmentations[i].point_count;
  return most;
}

static bool ask_rules(Engine *engine, ChangeWant want) {
  const Policy *policy = engine->policy;
  bool segment = want.kind == CHANGE_SEGMENT || want.kind == CHANGE_NOT_SEGMENT;
  bool selection = want.kind == CHANGE_ELIGIBLE || want.kind == CHANGE_NOT_ELIGIBLE ||
                   want.kind == CHANGE_SELECTED;
  engine->steps = arena_array(engine->arena, most_steps(policy), sizeof *engine->steps);
  if (segment)
    add_group(engine, &policy->segmentations[want.rule]);
  for (size_t i = 0; !segment && i < policy->exclusion_count; i++)
    add_step(engine, &policy->exclusions[i].when, STEP_VERDICT);
  if (selection) {
    add_step(engine, &policy->selections[want.rule].when, STEP_VERDICT);
    add_step(engine, &policy->selections[want.rule].rank, STEP_NUMBER);
  }
  engine->answers = ask(engine, engine->steps, engine->step_count);
  return engine->answers != NULL;
}

/* --- the outcome, as decide/ comes to it ------------------------------------ */

static bool day_of(const Column *since, size_t row, int32_t *days) {
  Value value = since ? column_value(since, row) : (Value){.kind = VALUE_MISSING};
  if (value.kind == VALUE_DATE)
    *days = value.days;
  return value.kind == VALUE_DATE || (value.kind == VALUE_TEXT && date_from_iso(value.text, days));
}

static Verdict exclusion_verdict(const Engine *engine, const Exclusion *exclusion, size_t row) {
  Verdict verdict = verdict_of(engine, &exclusion->when, row);
  int32_t day;
  if (verdict != VERDICT_YES || exclusion->lasts.unit == SPAN_NONE)
    return verdict;
  if (!day_of(table_column(engine->table, exclusion->since), row, &day))
    return VERDICT_UNKNOWN;
  return engine->policy->as_of >= span_end(exclusion->lasts, day) ? VERDICT_NO : VERDICT_YES;
}

static bool is_clear(const Engine *engine, const Exclusion *exclusion, size_t row) {
  Verdict verdict = exclusion_verdict(engine, exclusion, row);
  return verdict == VERDICT_NO || (verdict == VERDICT_UNKNOWN && exclusion->ignore_unknown);
}

static bool quota_counts(const Engine *engine, const Selection *selection, size_t row) {
  const Column *per = table_column(engine->table, selection->quota_per);
  if (selection->quota_per.length && (!per || column_value(per, row).kind == VALUE_MISSING))
    return false;
  if (!selection->quota_of.length)
    return true;
  Value of = column_value(table_column(engine->table, selection->quota_of), row);
  double need = of.kind == VALUE_INTEGER   ? (double)of.integer
                : of.kind == VALUE_DECIMAL ? of.decimal
                                           : -1;
  return need >= 0 && isfinite(need);
}

static bool is_eligible(const Engine *engine, const Selection *selection, size_t row) {
  for (size_t i = 0; i < engine->policy->exclusion_count; i++)
    if (policy_exclusion_applies(&engine->policy->exclusions[i], selection->name) &&
        !is_clear(engine, &engine->policy->exclusions[i], row))
      return false;
  return verdict_of(engine, &selection->when, row) == VERDICT_YES &&
         quota_counts(engine, selection, row);
}

static bool is_above_cut(const Engine *engine, size_t number, size_t row) {
  const ChangeFacts *facts = engine->rows->facts;
  const Selection *selection = &engine->policy->selections[number];
  if (selection->rank.number < 0 || !facts->cut_made[number])
    return selection->limit != 0;
  Value score = {.kind = VALUE_MISSING}, cut = facts->cuts[number];
  for (size_t i = 0; i < engine->step_count; i++)
    if (engine->steps[i].function == &selection->rank)
      score = column_value(engine->answers->values[i], row);
  double number_of = score.kind == VALUE_INTEGER ? (double)score.integer : score.decimal;
  bool scored = score.kind != VALUE_MISSING && !(score.kind == VALUE_DECIMAL && isnan(number_of));
  if (cut.kind == VALUE_MISSING || !scored)
    return scored;
  return number_of > (cut.kind == VALUE_INTEGER ? (double)cut.integer : cut.decimal);
}

static size_t band_of(const Engine *engine, const Segmentation *group, size_t row) {
  double sum = 0;
  size_t band = SIZE_MAX;
  for (size_t i = 0; i < group->point_count; i++)
    if (verdict_of(engine, &group->points[i].when, row) == VERDICT_YES)
      sum += group->points[i].points;
  for (size_t i = 0; i < group->segment_count; i++)
    if (!group->segments[i].otherwise && sum >= group->segments[i].from &&
        (band == SIZE_MAX || group->segments[i].from > group->segments[band].from))
      band = i;
  return band;
}

static bool in_segment(const Engine *engine, const Segmentation *group, size_t segment,
                       size_t row) {
  size_t first = SIZE_MAX, yes = 0;
  bool itself = segment < group->segment_count &&
                verdict_of(engine, &group->segments[segment].when, row) == VERDICT_YES;
  bool rest = segment >= group->segment_count || group->segments[segment].otherwise;
  if (group->mode == SEGMENTATION_SCORE) {
    size_t band = band_of(engine, group, row);
    return rest ? band == SIZE_MAX : band == segment;
  }
  for (size_t i = 0; i < group->segment_count; i++) {
    if (verdict_of(engine, &group->segments[i].when, row) != VERDICT_YES)
      continue;
    first = first == SIZE_MAX ? i : first;
    yes++;
  }
  if (rest)
    return yes == 0;
  if (group->mode == SEGMENTATION_FIRST)
    return first == segment;
  return itself && (group->mode == SEGMENTATION_ALL || yes == 1);
}

static bool is_so(const Engine *engine, ChangeWant want, size_t row) {
  const Policy *policy = engine->policy;
  bool all = true;
  switch (want.kind) {
  case CHANGE_NOT_EXCLUDED:
    for (size_t i = 0; i < policy->exclusion_count; i++)
      if (want.rule == SIZE_MAX || want.rule == i)
        all = all && is_clear(engine, &policy->exclusions[i], row);
    return all;
  case CHANGE_EXCLUDED:
    return exclusion_verdict(engine, &policy->exclusions[want.rule], row) == VERDICT_YES;
  case CHANGE_ELIGIBLE:
    return is_eligible(engine, &policy->selections[want.rule], row);
  case CHANGE_NOT_ELIGIBLE:
    return !is_eligible(engine, &policy->selections[want.rule], row);
  case CHANGE_SELECTED:
    return is_eligible(engine, &policy->selections[want.rule], row) &&
           is_above_cut(engine, want.rule, row);
  case CHANGE_SEGMENT:
    return in_segment(engine, &policy->segmentations[want.rule], want.segment, row);
  default:
    return !in_segment(engine, &policy->segmentations[want.rule], want.segment, row);
  }
}

/* In modes all and unique-in-conflict he may be in others too: the first is told. */
static size_t segment_of(const Engine *engine, ChangeWant want, size_t row) {
  if (want.kind != CHANGE_SEGMENT && want.kind != CHANGE_NOT_SEGMENT)
    return SIZE_MAX;
  const Segmentation *group = &engine->policy->segmentations[want.rule];
  for (size_t i = 0; i < group->segment_count; i++)
    if (in_segment(engine, group, i, row))
      return i;
  return SIZE_MAX;
}

bool change_engine_ask(Arena *arena, const ChangeRows *rows, ChangeWant want,
                       ChangeReached *reached, Error *error) {
  Engine engine = {.arena = arena, .rows = rows, .policy = rows->facts->policy, .error = error};
  engine.table = given_table(&engine);
  bool good = add_attributes(&engine) && ask_rules(&engine, want);
  for (size_t row = 0; good && row < rows->rows; row++)
    reached[row] = (ChangeReached){is_so(&engine, want, row), segment_of(&engine, want, row)};
  if (engine.answers)
    answers_drop(engine.answers);
  table_drop(engine.table);
  return good;
}

#include "commands/coverage.h"

#include <stdlib.h>

#include "condition/explain.h"
#include "policy/lines.h"

Coverage *coverage_make(Arena *arena) {
  Coverage *coverage = arena_new(arena, sizeof *coverage);
  coverage->arena = arena;
  return coverage;
}

Answers *coverage_ask(Arena *arena, const Asking *asking, Error *error) {
  Asking tracing = *asking;
  tracing.trace = true;
  return policy_ask(arena, &tracing, error);
}

/* --- spots ----------------------------------------------------------------------- */

static bool same_place(Position a, Position b) {
  return a.line == b.line && a.column == b.column && text_equal(a.file, b.file);
}

static CoverageSpot *spot_at(Coverage *coverage, CoverageSpot spot) {
  for (size_t i = 0; i < coverage->count; i++)
    if (same_place(coverage->spots[i].at, spot.at) &&
        text_equal(coverage->spots[i].text, spot.text))
      return &coverage->spots[i];
  coverage->spots = arena_room(coverage->arena, coverage->spots, coverage->count,
                               &coverage->capacity, sizeof *coverage->spots);
  spot.at.file = text_copy(coverage->arena, spot.at.file);
  spot.text = text_copy(coverage->arena, spot.text);
  spot.rule = text_copy(coverage->arena, spot.rule);
  coverage->spots[coverage->count] = spot;
  return &coverage->spots[coverage->count++];
}

/* --- comparisons ----------------------------------------------------------------- */

/* One function of the policy, of one customer. */
typedef struct Looking {
  Coverage *coverage;
  const Trial *trial;
  size_t row;
  const Table *table;
  Arena *arena; /* for the explanation */
  bool counts;  /* the customer came this far */
  Error *error;
} Looking;

static void note_line(const Looking *looking, const Tree *tree, const ExplainLine *line,
                      Text rule) {
  Position at = {tree->files[line->node->file], line->node->line, line->node->column};
  CoverageSpot *spot =
      spot_at(looking->coverage, (CoverageSpot){.at = at, .text = line->text, .rule = rule});
  spot->yes |= looking->counts && line->verdict == VERDICT_YES;
  spot->no |= looking->counts && line->verdict == VERDICT_NO;
}

typedef enum Answering { CONDITION, VALUE } Answering;

/* *verdict: of the function; NOT_ASKED where it has no tree. */
static bool look(const Looking *looking, const Function *function, Answering answering, Text rule,
                 Verdict *verdict) {
  *verdict = VERDICT_NOT_ASKED;
  const Tree *tree =
      function->tree ? tree_read(looking->arena, function->tree, looking->error) : NULL;
  if (!tree)
    return !function->tree;
  const Explanation *explanation = condition_explain(looking->arena, tree, looking->table,
                                                     looking->row, looking->trial->policy->as_of);
  for (size_t i = 0; i < explanation->count; i++)
    if (answering == CONDITION || tree_is_question(explanation->lines[i].node->op))
      note_line(looking, tree, &explanation->lines[i], rule);
  *verdict = explanation->verdict;
  return true;
}

static Text titled(const Looking *looking, const char *kind, Text name) {
  return text_format(looking->arena, "%s \"%.*s\"", kind, TEXT_ARGS(name));
}

static bool is_given(const Looking *looking, Text attribute) {
  const TestCustomer *customer = &looking->trial->test->customers[looking->row];
  for (size_t i = 0; i < customer->given_count; i++)
    if (text_equal(customer->given[i].name, attribute))
      return true;
  return false;
}

static bool look_at_attributes(Looking *looking) {
  const Policy *policy = looking->trial->policy;
  Verdict verdict;
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    Text title = titled(looking, "attribute", attribute->name);
    looking->counts = !is_given(looking, attribute->name);
    if (attribute->only && !look(looking, attribute->only, CONDITION, title, &verdict))
      return false;
    if (attribute->kind == ATTRIBUTE_IS && !look(looking, &attribute->is, VALUE, title, &verdict))
      return false;
  }
  looking->counts = true;
  return true;
}

/* The verdict of a segment that only the VM can answer, from what was decided. */
static bool was_taken(const Looking *looking, size_t group, size_t segment) {
  const SegmentationDecision *decided = &looking->trial->decided.decisions.segmentations[group];
  return decided->segment && decided->segment[looking->row] == segment;
}

static bool look_at_segmentation(Looking *looking, size_t number) {
  const Segmentation *group = &looking->trial->policy->segmentations[number];
  Verdict verdict;
  for (size_t i = 0; i < group->segment_count; i++) {
    Text title = titled(looking, "segment", group->segments[i].name);
    if (!look(looking, &group->segments[i].when, CONDITION, title, &verdict))
      return false;
    if (group->mode == SEGMENTATION_FIRST &&
        (verdict == VERDICT_YES || was_taken(looking, number, i)))
      looking->counts = false;
  }
  looking->counts = true;
  for (size_t i = 0; i < group->point_count; i++)
    if (!look(looking, &group->points[i].when, CONDITION,
              titled(looking, "point", group->points[i].name), &verdict))
      return false;
  return true;
}

static bool look_at_selection(Looking *looking, const Selection *selection) {
  Verdict verdict;
  Text title = titled(looking, "selection", selection->name);
  if (!look(looking, &selection->when, CONDITION, title, &verdict))
    return false;
  looking->counts = verdict == VERDICT_YES || !selection->when.tree;
  bool good = look(looking, &selection->rank, VALUE, title, &verdict);
  looking->counts = true;
  return good;
}

/* The events of all customers of the trial. */
static bool look_at_events(const Looking *customers) {
  const Policy *policy = customers->trial->policy;
  Looking looking = *customers;
  Verdict verdict;
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (attribute->kind != ATTRIBUTE_EVENTS || attribute->events.where.number < 0)
      continue;
    const Events *events = customers->trial->events[attribute->events.table];
    Text title = titled(&looking, "attribute", attribute->name);
    looking.table = events->table;
    for (looking.row = 0; looking.row < events->table->rows; looking.row++) {
      if (!look(&looking, &attribute->events.where, CONDITION, title, &verdict))
        return false;
    }
  }
  return true;
}

static bool look_at_all(Looking *looking) {
  const Policy *policy = looking->trial->policy;
  Verdict verdict;
  if (!look_at_attributes(looking))
    return false;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    if (!look(looking, &policy->exclusions[i].when, CONDITION,
              titled(looking, "exclusion", policy->exclusions[i].name), &verdict))
      return false;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    if (!look_at_segmentation(looking, i))
      return false;
  for (size_t i = 0; i < policy->selection_count; i++)
    if (!look_at_selection(looking, &policy->selections[i]))
      return false;
  for (size_t i = 0; i < policy->guarantee_count; i++)
    if (!look(looking, &policy->guarantees[i].when, CONDITION,
              titled(looking, "guarantee", policy->guarantees[i].name), &verdict))
      return false;
  return true;
}

/* --- lines ----------------------------------------------------------------------- */

static CoverageSpot line_spot(const FunctionLine *line) {
  return (CoverageSpot){
      .at = {line->file, line->line, 0}, .text = line->text, .rule = line->rule, .is_line = true};
}

/* The lines of rules that only the VM can answer: once. */
static bool list_lines(Coverage *coverage, const Policy *policy, Error *error) {
  size_t count;
  const FunctionLine *lines = policy_lines(coverage->arena, policy, &count, error);
  for (size_t i = 0; lines && i < count; i++)
    spot_at(coverage, line_spot(&lines[i]));
  return lines != NULL;
}

static void note_lines(Coverage *coverage, const Trial *trial) {
  const Asker *asker = &trial->decided.asker;
  for (size_t i = 0; i < asker->count; i++)
    for (size_t k = 0; k < asker->answers[i]->ran_count; k++) {
      const LineRan *ran = &asker->answers[i]->ran[k];
      for (size_t s = 0; s < coverage->count; s++) {
        CoverageSpot *spot = &coverage->spots[s];
        if (spot->is_line && spot->at.line == ran->line && text_equal(spot->at.file, ran->file))
          spot->yes = true;
      }
    }
}

bool coverage_add(Coverage *coverage, const Trial *trial, Error *error) {
  if (coverage->count == 0 && !list_lines(coverage, trial->policy, error))
    return false;
  Looking looking = {.coverage = coverage,
                     .trial = trial,
                     .table = trial->table,
                     .arena = arena_make(),
                     .counts = true,
                     .error = error};
  bool good = look_at_events(&looking);
  for (size_t row = 0; good && row < trial->table->rows; row++) {
    looking.row = row;
    good = look_at_all(&looking);
  }
  arena_drop(looking.arena);
  note_lines(coverage, trial);
  return good;
}

/* --- the end --------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
  const CoverageSpot *left = a, *right = b;
  int files = text_compare(left->at.file, right->at.file);
  if (files)
    return files;
  return left->at.line != right->at.line ? left->at.line - right->at.line
                                         : left->at.column - right->at.column;
}

void coverage_finish(Coverage *coverage) {
  if (coverage->count)
    qsort(coverage->spots, coverage->count, sizeof *coverage->spots, by_place);
  coverage->seen = coverage->all = 0;
  for (size_t i = 0; i < coverage->count; i++) {
    const CoverageSpot *spot = &coverage->spots[i];
    coverage->all += spot->is_line ? 1 : 2;
    coverage->seen += (size_t)spot->yes + (size_t)spot->no;
  }
}

const char *coverage_unseen(const CoverageSpot *spot) {
  if (spot->is_line)
    return spot->yes ? NULL : "never ran";
  if (spot->yes && spot->no)
    return NULL;
  return spot->yes ? "never no" : spot->no ? "never yes" : "never asked";
}

double coverage_percent(const Coverage *coverage) {
  return coverage->all ? 100.0 * (double)coverage->seen / (double)coverage->all : 100.0;
}

#include "decide/check.h"

#include <stdlib.h>

#include "decide/attributes.h"
#include "decide/check_parts.h"
#include "decide/order.h"

/* --- findings --------------------------------------------------------------------- */

Finding *findings_add(Findings *findings, const char *id, CheckLevel level, Position at) {
  findings->list = arena_room(findings->arena, findings->list, findings->count, &findings->capacity,
                              sizeof *findings->list);
  Finding *finding = &findings->list[findings->count++];
  *finding = (Finding){.id = id, .level = level, .at = at, .message = TEXT(""), .advice = TEXT("")};
  return finding;
}

void findings_add_error(Findings *findings, const char *id, const Error *error, Position at) {
  if (error->file[0])
    at = (Position){text_copy(findings->arena, text_of(error->file)), (int)error->line,
                    (int)error->column};
  Finding *finding = findings_add(findings, id, CHECK_ERROR, at);
  finding->message = text_copy(findings->arena, text_of(error->message));
  finding->advice = text_copy(findings->arena, text_of(error->hint));
}

static int compare_places(const void *left, const void *right) {
  const Finding *a = left, *b = right;
  int order = text_compare(a->at.file, b->at.file);
  if (order == 0)
    order = (a->at.line > b->at.line) - (a->at.line < b->at.line);
  if (order == 0)
    order = (a->at.column > b->at.column) - (a->at.column < b->at.column);
  if (order == 0)
    order = strcmp(a->id, b->id);
  return order ? order : text_compare(a->message, b->message);
}

/* A helper that two rules use is told of once for each message. */
static void sort_findings(Findings *findings) {
  size_t kept = 0;
  if (findings->count)
    qsort(findings->list, findings->count, sizeof *findings->list, compare_places);
  for (size_t i = 0; i < findings->count; i++)
    if (i == 0 || compare_places(&findings->list[i - 1], &findings->list[i]) != 0)
      findings->list[kept++] = findings->list[i];
  findings->count = kept;
}

/* --- a policy --------------------------------------------------------------------- */

/* Attributes become columns, so that their types and gaps are known. */
static bool add_attributes(const Checking *checking, Asker *asker, Error *error) {
  Table *table = checking->input->table;
  if (checking->input->decided) {
    table->column_count = checking->input->decided_columns;
    return true;
  }
  const uint32_t *by_key = checking->input->by_key;
  if (!by_key && checking->policy->attribute_count)
    by_key = order_by_key(checking->arena, table, checking->input->threads);
  return attributes_add(asker, table, checking->events, by_key,
                        unknowns_make(checking->arena, table->rows), error);
}

/* The side tables become events of the customers. */
static void join_sides(Checking *checking) {
  const Policy *policy = checking->policy;
  const CheckInput *input = checking->input;
  checking->events =
      arena_array(checking->arena, policy->side_table_count + 1, sizeof *checking->events);
  for (size_t i = 0; i < policy->side_table_count; i++) {
    const SideTable *side = &policy->side_tables[i];
    checking->events[i] = input->events
                              ? input->events[i]
                              : events_make(input->sides[i], side->of, side->on, checking->table,
                                            policy->as_of, input->threads);
    if (!input->events)
      input->sides[i] = NULL;
  }
}

static void drop_sides(Checking *checking) {
  for (size_t i = 0; !checking->input->events && i < checking->policy->side_table_count; i++) {
    if (checking->events)
      events_drop(checking->events[i]);
    if (checking->input->sides)
      table_drop(checking->input->sides[i]);
  }
}

static void check_source(Checking *checking) {
  check_places_make(checking);
  check_phrases(checking);
  check_values(checking);
  check_missing(checking);
  check_always(checking);
  check_reach(checking);
  check_idle_scenarios(checking);
}

static bool check_all(Checking *checking, Asker *asker, Error *error) {
  if (!check_rules_list(checking, error))
    return false;
  size_t fields = checking->table ? checking->table->column_count : 0;
  if (!check_names(checking))
    checking->table = NULL;
  if (checking->table)
    join_sides(checking);
  if (checking->table && !add_attributes(checking, asker, error))
    return false;
  check_source(checking);
  return !checking->table ||
         (check_firing(checking, asker, error) && check_worlds(checking, asker, fields, error));
}

bool check_policy(const CheckInput *input, Findings *findings, Error *error) {
  Arena *arena = findings->arena;
  Checking checking = {.arena = arena,
                       .input = input,
                       .policy = input->policy,
                       .table = input->table,
                       .findings = findings};
  Asker asker = {.ask = input->ask,
                 .drop = input->drop,
                 .arena = arena,
                 .policy = input->policy,
                 .table = input->table,
                 .limits = input->limits,
                 .threads = input->threads};
  bool checked = check_all(&checking, &asker, error);
  asker_drop(&asker);
  drop_sides(&checking);
  sort_findings(findings);
  return checked;
}

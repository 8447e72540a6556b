/* Scenarios that set what nobody reads, change nobody, or cannot be worked out; fair shares
 * of what makes no groups. */
#include "decide/check_parts.h"
#include "decide/shares.h"
#include "decide/what_if.h"

/* --- what no rule reads ------------------------------------------------------------ */

/* Roles of names on which no decision rests. */
static bool decides(const Mention *mention) {
  const Text roles[] = {TEXT("key"),     TEXT("field"), TEXT("need.field"), TEXT("split_by"),
                        TEXT("what if"), TEXT("set"),   TEXT("reason")};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (text_equal(mention->role, roles[i]))
      return false;
  return true;
}

static bool is_read(const Policy *policy, Text name) {
  for (size_t i = 0; i < policy->mention_count; i++)
    if (decides(&policy->mentions[i]) && text_equal(policy->mentions[i].name, name))
      return true;
  return false;
}

void check_idle_scenarios(Checking *checking) {
  const Policy *policy = checking->policy;
  if (checking->input->table && !checking->table)
    return; /* names that are not there come first */
  for (size_t i = 0; i < policy->mention_count; i++) {
    const Mention *mention = &policy->mentions[i];
    if (!text_equal(mention->role, TEXT("set")) || is_read(policy, mention->name))
      continue;
    Finding *finding =
        findings_add(checking->findings, "idle-scenario", CHECK_WARNING, mention->at);
    finding->proven = true;
    finding->message =
        text_format(checking->arena, "%.*s sets \"%.*s\", which no rule reads: it moves nobody",
                    TEXT_ARGS(mention->rule), TEXT_ARGS(mention->name));
  }
}

/* --- on this data ------------------------------------------------------------------- */

static void report_unknown(Checking *checking, const Scenario *scenario, const UnknownKind *kind) {
  char scratch[24];
  Position at = scenario->at;
  if (kind->line > 0)
    at = (Position){at.file, kind->line, 0};
  Text key = table_key(checking->table, kind->example, scratch);
  Finding *finding = findings_add(checking->findings, "rule-fails", CHECK_ERROR, at);
  finding->message = text_format(
      checking->arena, "scenario \"%.*s\" cannot be worked out for %zu %.*s, %.*s for one: %.*s",
      TEXT_ARGS(scenario->name), kind->customers, TEXT_ARGS(checking->policy->customers),
      TEXT_ARGS(key), TEXT_ARGS(kind->message));
}

static void report_idle(Checking *checking, const Scenario *scenario) {
  Finding *finding = findings_add(checking->findings, "idle-scenario", CHECK_WARNING, scenario->at);
  finding->message = text_format(
      checking->arena, "scenario \"%.*s\" changes nothing for any of the %zu %.*s",
      TEXT_ARGS(scenario->name), checking->table->rows, TEXT_ARGS(checking->policy->customers));
}

static bool check_scenario(Checking *checking, Asker *asker, size_t field_count,
                           const Scenario *scenario, Error *error) {
  WhatIf what_if;
  size_t changed = 0, mistakes = 0;
  if (!what_if_make(asker, field_count, scenario, &what_if, error)) {
    bool told = error->kind == ERROR_INPUT;
    if (told)
      findings_add_error(checking->findings, "wrong-use", error, scenario->at);
    error->kind = told ? ERROR_NONE : error->kind;
    return told;
  }
  for (size_t i = 0; i < what_if.field_count; i++)
    changed += what_if.fields[i].customers;
  for (size_t i = 0; i < what_if.unknown_count; i++) {
    if (what_if.unknown[i].missing_count)
      continue;
    report_unknown(checking, scenario, &what_if.unknown[i]);
    mistakes++;
  }
  if (changed == 0 && mistakes == 0 && checking->table->rows)
    report_idle(checking, scenario);
  what_if_drop(&what_if);
  return true;
}

static void check_shares(Checking *checking) {
  for (size_t i = 0; i < checking->policy->guarantee_count; i++) {
    const Guarantee *guarantee = &checking->policy->guarantees[i];
    Error error;
    if (guarantee->selection.length && !shares_check(guarantee, checking->table, &error))
      findings_add_error(checking->findings, "wrong-use", &error, guarantee->at);
  }
}

bool check_worlds(Checking *checking, Asker *asker, size_t field_count, Error *error) {
  check_shares(checking);
  for (size_t i = 0; i < checking->policy->scenario_count; i++)
    if (!check_scenario(checking, asker, field_count, &checking->policy->scenarios[i], error))
      return false;
  return true;
}

#include "commands/what_if_report.h"

#include "base/date.h"
#include "commands/members.h"
#include "commands/moves_report.h"
#include "commands/run_findings.h"
#include "commands/run_overrides.h"
#include "commands/run_sources.h"
#include "log/line.h"
#include "log/manifest.h"

static Text key_of(const void *context, uint32_t row) {
  return run_key(context, row);
}

static MovesTable moves_table(const WhatIfReport *report, const OtherWorld *world, size_t rule) {
  return (MovesTable){.from = &report->ended.list[rule],
                      .to = &world->ended.list[rule],
                      .moves = &world->moves[rule],
                      .heads = {"as it is", "would be"},
                      .key = report->as_is->options->counts ? NULL : key_of,
                      .context = report->as_is};
}

/* The other world as if it were the run. */
static RunReport there(const WhatIfReport *report, const OtherWorld *world) {
  RunReport imagined = *report->as_is;
  imagined.decided = world->decided;
  return imagined;
}

bool what_if_finding(const WhatIfReport *report) {
  bool finding = run_finding(report->as_is);
  for (size_t i = 0; i < report->count; i++)
    finding |= report->worlds[i].finding;
  return finding;
}

/* --- text -------------------------------------------------------------------------- */

static void put_head(const RunReport *report, Buffer *out) {
  char day[DATE_ISO_LENGTH];
  date_to_iso(report->policy->as_of, day);
  buffer_text(out, report->policy->name);
  if (report->policy->version.length)
    buffer_format(out, ", version %.*s", TEXT_ARGS(report->policy->version));
  buffer_format(out, ", as of %.*s\n", DATE_ISO_LENGTH, day);
  run_sources_text(report, out);
}

static void put_unknown(const RunReport *report, const UnknownKind *kind, Buffer *out) {
  Text key = run_key(report, kind->example);
  buffer_format(out, "  could not be worked out for %zu", kind->customers);
  if (!report->options->counts)
    buffer_format(out, ", like %.*s", TEXT_ARGS(key));
  buffer_string(out, ": ");
  for (size_t i = 0; i < kind->missing_count; i++)
    buffer_format(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(kind->missing[i]));
  if (kind->missing_count)
    buffer_string(out, kind->missing_count == 1 ? " is missing" : " are missing");
  else
    buffer_format(out, "MISTAKE in the change, line %d: %.*s", kind->line,
                  TEXT_ARGS(kind->message));
  buffer_string(out, "; nothing changes for them\n");
}

static void put_changes(const RunReport *report, const WhatIf *what_if, Buffer *out) {
  if (what_if->scenario->because.en.length)
    buffer_format(out, "  %.*s\n", TEXT_ARGS(what_if->scenario->because.en));
  for (size_t i = 0; i < what_if->field_count; i++)
    buffer_format(out, "  %.*s is another for %zu %.*s\n", TEXT_ARGS(what_if->fields[i].name),
                  what_if->fields[i].customers, TEXT_ARGS(report->policy->customers));
  for (size_t i = 0; i < what_if->unknown_count; i++)
    put_unknown(report, &what_if->unknown[i], out);
}

static void put_rules(const WhatIfReport *report, const OtherWorld *world, Buffer *out) {
  for (size_t i = 0; i < report->ended.count; i++) {
    MovesTable table = moves_table(report, world, i);
    buffer_byte(out, '\n');
    moves_text(&table, out);
  }
}

static void put_guarantees(const WhatIfReport *report, const OtherWorld *world, Buffer *out) {
  const Decided *as_is = report->as_is->decided;
  for (size_t i = 0; i < as_is->guarantee_count; i++) {
    size_t before = as_is->guarantees[i].broken, after = world->decided->guarantees[i].broken;
    if (i == 0)
      buffer_byte(out, '\n');
    buffer_format(out, "Guarantee %.*s: %s", TEXT_ARGS(as_is->guarantees[i].name),
                  before ? "BROKEN as it is" : "held as it is");
    buffer_format(out, ", %s\n", after ? "would be BROKEN" : "would be held");
  }
}

/* What the command line sets, or the scenario's name. */
static void put_name(const RunReport *report, const Scenario *scenario, Buffer *out) {
  const RunOptions *options = report->options;
  if (scenario->at.line) { /* it stands in the policy */
    buffer_text(out, scenario->name);
    return;
  }
  for (size_t i = 0; i < options->set_count; i++)
    buffer_format(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(options->sets[i]));
}

static void put_world(const WhatIfReport *report, const OtherWorld *world, Buffer *out) {
  buffer_string(out, "\nWhat if: ");
  put_name(report->as_is, world->what_if->scenario, out);
  buffer_byte(out, '\n');
  put_changes(report->as_is, world->what_if, out);
  put_rules(report, world, out);
  put_guarantees(report, world, out);
  RunReport imagined = there(report, world);
  run_findings_text(&imagined, "As it would be, there is a finding, so this ends with 1:", out);
  buffer_format(out, "\n%zu of %zu %.*s would end otherwise.\n", world->moved,
                report->as_is->table->rows, TEXT_ARGS(report->as_is->policy->customers));
}

void what_if_text(const WhatIfReport *report, Buffer *out) {
  put_head(report->as_is, out);
  run_overrides_text(report->as_is, out);
  run_findings_text(report->as_is, "As it is, there is a finding, so this ends with 1:", out);
  for (size_t i = 0; i < report->count; i++)
    put_world(report, &report->worlds[i], out);
  buffer_string(out, "What would be is kept nowhere: it is no run.\n");
}

/* --- JSON -------------------------------------------------------------------------- */

static void json_head(const RunReport *report, Buffer *out) {
  member_open(out, "policy", '{');
  member_text(out, "name", report->policy->name);
  member_text(out, "version", report->policy->version);
  buffer_byte(out, '}');
  member_day(out, "as_of", report->policy->as_of);
  member_open(out, "data", '{');
  member_text(out, "path", text_of(report->table->path));
  member_count(out, "bytes", report->table->bytes);
  member_text(out, "sha256", text_of(report->table->sha256));
  member_count(out, "rows", report->table->rows);
  buffer_byte(out, '}');
}

/* As in the manifest's counts, with a customer like that. */
static void json_unknown(const RunReport *report, const WhatIf *what_if, Buffer *out) {
  member_open(out, "unknown", '[');
  for (size_t i = 0; i < what_if->unknown_count; i++) {
    buffer_string(out, i ? "," : "");
    line_unknown(out, &what_if->unknown[i]);
    out->length--;
    member_count(out, "customers", what_if->unknown[i].customers);
    if (!report->options->counts)
      member_text(out, "like", run_key(report, what_if->unknown[i].example));
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void json_guarantees(const Decided *as_is, const Decided *would_be, Buffer *out) {
  member_open(out, "guarantees", '[');
  for (size_t i = 0; i < as_is->guarantee_count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "name", as_is->guarantees[i].name);
    member_count(out, "broken", as_is->guarantees[i].broken);
    member_count(out, "would_be_broken", would_be->guarantees[i].broken);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void json_world(const WhatIfReport *report, const OtherWorld *world, Buffer *out) {
  const WhatIf *what_if = world->what_if;
  member_open(out, NULL, '{');
  member_text(out, "name", what_if->scenario->name);
  member_text(out, "because", what_if->scenario->because.en);
  member_open(out, "changed", '[');
  for (size_t i = 0; i < what_if->field_count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "field", what_if->fields[i].name);
    member_count(out, "customers", what_if->fields[i].customers);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
  json_unknown(report->as_is, what_if, out);
  member_count(out, "moved", world->moved);
  member_open(out, "rules", '[');
  for (size_t i = 0; i < report->ended.count; i++) {
    MovesTable table = moves_table(report, world, i);
    moves_json(&table, out);
  }
  buffer_byte(out, ']');
  json_guarantees(report->as_is->decided, world->decided, out);
  RunReport imagined = there(report, world);
  run_findings_json(&imagined, out);
  buffer_byte(out, '}');
}

void what_if_json(const WhatIfReport *report, Buffer *out) {
  Buffer document = {0};
  buffer_byte(&document, '{');
  member_boolean(&document, "what_if", true);
  member_boolean(&document, "finding", what_if_finding(report));
  json_head(report->as_is, &document);
  run_findings_json(report->as_is, &document);
  if (!report->as_is->options->counts)
    run_discretion_json(report->as_is, &document);
  member_open(&document, "scenarios", '[');
  for (size_t i = 0; i < report->count; i++)
    json_world(report, &report->worlds[i], &document);
  buffer_string(&document, "]}");
  json_indent(out, buffer_view(&document));
  buffer_byte(out, '\n');
  buffer_free(&document);
}

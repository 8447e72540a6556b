#include "commands/members.h"
#include "commands/run_overrides.h"
#include "commands/run_report.h"
#include "commands/run_sources.h"
#include "log/manifest.h"

/* An example customer for each kind of unknown and each broken guarantee. */
static void put_examples(const RunReport *report, Buffer *out) {
  const Decisions *decisions = &report->decided->decisions;
  member_open(out, "examples", '{');
  member_open(out, "unknown", '[');
  for (size_t i = 0; i < decisions->unknown_kind_count; i++)
    item_text(out, run_key(report, decisions->unknown_kinds[i].example));
  buffer_byte(out, ']');
  member_open(out, "broken", '[');
  for (size_t i = 0; i < report->decided->guarantee_count; i++) {
    const GuaranteeResult *result = &report->decided->guarantees[i];
    member_open(out, NULL, '[');
    for (size_t j = 0; j < result->example_count; j++)
      item_text(out, run_key(report, result->examples[j]));
    buffer_byte(out, ']');
  }
  buffer_string(out, "]}");
}

/* Everyone who missed a selection on one comparison alone. */
static void put_near(const RunReport *report, Buffer *out) {
  const Decided *decided = report->decided;
  member_open(out, "near_misses", '[');
  for (size_t i = 0; i < decided->decisions.selection_count; i++)
    for (size_t j = 0; j < decided->near[i].count; j++) {
      const NearMiss *miss = &decided->near[i].list[j];
      member_open(out, NULL, '{');
      member_text(out, "selection", decided->decisions.selections[i].name);
      member_text(out, "comparison", miss->comparison);
      member_count(out, "customers", miss->count);
      member_open(out, "keys", '[');
      for (size_t k = 0; miss->rows && k < miss->count; k++)
        item_text(out, run_key(report, miss->rows[k]));
      buffer_string(out, "]}");
    }
  buffer_byte(out, ']');
}

static void put_expired(const Overrides *overrides, Buffer *out) {
  member_open(out, "expired", '[');
  for (size_t i = 0; i < overrides->expired_count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "key", overrides->expired[i].key);
    member_text(out, "rule", overrides->expired[i].rule);
    member_day(out, "until", overrides->expired[i].until);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

void run_json(const RunReport *report, Text inputs, Text counts, Buffer *made) {
  Buffer document = {0};
  buffer_byte(&document, '{');
  member_boolean(&document, "finding", run_finding(report));
  member_json(&document, "inputs", inputs);
  member_json(&document, "counts", counts);
  if (!report->options->counts) {
    put_examples(report, &document);
    put_near(report, &document);
    put_expired(&report->decided->overrides, &document);
    run_discretion_json(report, &document);
    run_sources_examples(report, &document);
  }
  buffer_byte(&document, '}');
  json_indent(made, buffer_view(&document));
  buffer_byte(made, '\n');
  buffer_free(&document);
}

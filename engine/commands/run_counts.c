#include "commands/members.h"
#include "commands/run_overrides.h"
#include "commands/run_report.h"
#include "commands/run_shares.h"
#include "commands/run_sources.h"
#include "log/line.h"
#include "log/read_part.h"
#include "policy/find.h"

static void put_exclusions(const Decided *decided, Buffer *out) {
  member_open(out, "exclusions", '[');
  for (size_t i = 0; i < decided->decisions.exclusion_count; i++) {
    const ExclusionCount *count = &decided->counts.exclusions[i];
    member_open(out, NULL, '{');
    member_text(out, "name", decided->decisions.exclusions[i].name);
    member_count(out, "gross", count->gross);
    member_count(out, "credited", count->credited);
    member_count(out, "only", count->only);
    member_count(out, "unknown", count->unknown);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void put_segmentation(const RunReport *report, size_t number, Buffer *out) {
  const SegmentationDecision *decided = &report->decided->decisions.segmentations[number];
  const SegmentationCount *count = &report->decided->counts.segmentations[number];
  member_open(out, NULL, '{');
  member_text(out, "name", decided->name);
  member_text(out, "mode", text_of(policy_mode_name(report->policy->segmentations[number].mode)));
  member_open(out, "segments", '[');
  for (size_t i = 0; i < decided->segment_count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "name", decided->segment_names[i]);
    member_count(out, "customers", count->segments[i]);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
  member_count(out, "none", count->none);
  member_count(out, "conflict", count->conflict);
  buffer_byte(out, '}');
}

/* Who missed it on one comparison alone, counted. */
static void put_near(const NearMisses *near, Buffer *out) {
  member_open(out, "near", '[');
  for (size_t i = 0; i < near->count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "comparison", near->list[i].comparison);
    member_count(out, "customers", near->list[i].count);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void put_selection(const RunReport *report, size_t number, Buffer *out) {
  const SelectionDecision *decided = &report->decided->decisions.selections[number];
  const SelectionCount *count = &report->decided->counts.selections[number];
  member_open(out, NULL, '{');
  member_text(out, "name", decided->name);
  member_open(out, "funnel", '{');
  for (int state = 0; state < STATE_COUNT; state++)
    member_count(out, state_name((State)state), count->states[state]);
  buffer_byte(out, '}');
  if (decided->limit >= 0)
    member_count(out, "limit", (uint64_t)decided->limit);
  else
    member_json(out, "limit", TEXT("null"));
  Buffer cut = {0};
  if (decided->cut_made && decided->score_masked)
    buffer_string(&cut, READ_MASKED);
  else
    value_json(&cut, decided->cut_made ? decided->cut : (Value){.kind = VALUE_MISSING});
  member_json(out, "cut", buffer_view(&cut));
  buffer_free(&cut);
  put_near(&report->decided->near[number], out);
  buffer_byte(out, '}');
}

/* A kind as a line writes it, with the number of customers in it. The words of a mistake may
 * quote one of them, who may ask to be erased: they stay in the lines. */
static void put_unknown(const UnknownKind *told, Buffer *out) {
  UnknownKind kind = *told;
  kind.message = TEXT("a mistake; the lines of these customers have its words");
  buffer_string(out, out->bytes[out->length - 1] == '[' ? "" : ",");
  line_unknown(out, &kind);
  out->length--;
  member_count(out, "customers", kind.customers);
  buffer_byte(out, '}');
}

static void put_guarantees(const RunReport *report, Buffer *out) {
  const Decided *decided = report->decided;
  member_open(out, "guarantees", '[');
  for (size_t i = 0; i < decided->guarantee_count; i++) {
    const GuaranteeResult *result = &decided->guarantees[i];
    member_open(out, NULL, '{');
    member_text(out, "name", result->name);
    member_count(out, "asked", result->asked);
    member_count(out, "held", result->held);
    member_count(out, "broken", result->broken);
    member_count(out, "unknown", result->unknown);
    if (result->shared)
      run_shares_json(result, &report->mask, out);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

Text run_counts(const RunReport *report) {
  const Decided *decided = report->decided;
  Buffer out = {0};
  buffer_byte(&out, '{');
  member_count(&out, "rows", decided->counts.rows);
  run_sources_counts(report, &out);
  put_exclusions(decided, &out);
  member_open(&out, "segmentations", '[');
  for (size_t i = 0; i < decided->decisions.segmentation_count; i++)
    put_segmentation(report, i, &out);
  buffer_byte(&out, ']');
  member_open(&out, "selections", '[');
  for (size_t i = 0; i < decided->decisions.selection_count; i++)
    put_selection(report, i, &out);
  buffer_byte(&out, ']');
  member_open(&out, "unknown", '[');
  for (size_t i = 0; i < decided->decisions.unknown_kind_count; i++)
    put_unknown(&decided->decisions.unknown_kinds[i], &out);
  buffer_byte(&out, ']');
  run_overrides_counts(report, &out);
  put_guarantees(report, &out);
  buffer_byte(&out, '}');
  return buffer_keep(&out, report->arena);
}

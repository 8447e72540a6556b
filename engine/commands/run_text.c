#include "base/date.h"
#include "commands/run_overrides.h"
#include "commands/run_report.h"
#include "commands/run_shares.h"
#include "commands/run_sources.h"
#include "commands/sensitive.h"

enum { NAME_WIDTH = 34, COUNT_WIDTH = 10 };

static void put_name(Buffer *out, const char *indent, Text name) {
  size_t width = text_width(name) + strlen(indent);
  buffer_string(out, indent);
  buffer_text(out, name);
  buffer_format(out, "%*s", width + 2 < NAME_WIDTH ? (int)(NAME_WIDTH - width) : 2, "");
}

static void put_count(Buffer *out, size_t count) {
  buffer_format(out, "%*zu", COUNT_WIDTH, count);
}

static void put_row(Buffer *out, const char *indent, Text name, size_t count) {
  put_name(out, indent, name);
  put_count(out, count);
  buffer_byte(out, '\n');
}

static void put_head(const RunReport *report, Buffer *out) {
  const Policy *policy = report->policy;
  char day[DATE_ISO_LENGTH];
  date_to_iso(policy->as_of, day);
  buffer_text(out, policy->name);
  if (policy->version.length)
    buffer_format(out, ", version %.*s", TEXT_ARGS(policy->version));
  buffer_format(out, ", as of %.*s\n", DATE_ISO_LENGTH, day);
}

static void put_exclusions(const Decided *decided, Buffer *out) {
  if (decided->decisions.exclusion_count == 0)
    return;
  buffer_byte(out, '\n');
  put_name(out, "", TEXT("Exclusions"));
  buffer_format(out, "%*s%*s%*s%*s\n", COUNT_WIDTH, "said yes", COUNT_WIDTH, "credited",
                COUNT_WIDTH, "only this", COUNT_WIDTH, "unknown");
  for (size_t i = 0; i < decided->decisions.exclusion_count; i++) {
    const ExclusionCount *count = &decided->counts.exclusions[i];
    put_name(out, "  ", decided->decisions.exclusions[i].name);
    put_count(out, count->gross);
    put_count(out, count->credited);
    put_count(out, count->only);
    put_count(out, count->unknown);
    buffer_byte(out, '\n');
  }
}

static void put_segmentation(const Decided *decided, size_t number, Buffer *out) {
  const SegmentationDecision *group = &decided->decisions.segmentations[number];
  const SegmentationCount *count = &decided->counts.segmentations[number];
  buffer_format(out, "\nSegmentation %.*s\n", TEXT_ARGS(group->name));
  for (size_t i = 0; i < group->segment_count; i++)
    put_row(out, "  ", group->segment_names[i], count->segments[i]);
  if (count->none)
    put_row(out, "  ", TEXT("(in none)"), count->none);
  if (count->conflict)
    put_row(out, "  ", TEXT("(in conflict: several said yes)"), count->conflict);
  if (group->style == SEGMENT_MANY && count->several)
    put_row(out, "  ", TEXT("(of these, in two or more)"), count->several);
}

/* Each state with who ended there, and who is left after it. */
static void put_selection(const Decided *decided, size_t number, Buffer *out) {
  const SelectionDecision *selection = &decided->decisions.selections[number];
  const SelectionCount *count = &decided->counts.selections[number];
  size_t left = decided->counts.rows;
  buffer_byte(out, '\n');
  put_name(out, "Selection ", selection->name);
  buffer_format(out, "%*s%*s\n", COUNT_WIDTH, "", COUNT_WIDTH, "left");
  put_name(out, "  ", TEXT("all"));
  buffer_format(out, "%*s%*zu\n", COUNT_WIDTH, "", COUNT_WIDTH, left);
  for (int state = 0; state < STATE_SELECTED; state++) {
    if (count->states[state] == 0)
      continue;
    left -= count->states[state];
    put_name(out, "  ", text_of(state_name((State)state)));
    buffer_format(out, "%*zu%*zu\n", COUNT_WIDTH, count->states[state], COUNT_WIDTH, left);
  }
  put_name(out, "  ", text_of(state_name(STATE_SELECTED)));
  put_count(out, count->states[STATE_SELECTED]);
  buffer_byte(out, '\n');
  for (size_t i = 0; i < decided->near[number].count; i++)
    buffer_format(out, "  %zu missed it only on %.*s\n", decided->near[number].list[i].count,
                  TEXT_ARGS(decided->near[number].list[i].comparison));
}

static void put_unknown(const RunReport *report, const UnknownKind *kind, Buffer *out) {
  put_name(out, "  ", kind->rule);
  put_count(out, kind->customers);
  buffer_string(out, "  ");
  if (!report->options->counts)
    buffer_format(out, "like %.*s: ", TEXT_ARGS(run_key(report, kind->example)));
  for (size_t i = 0; i < kind->missing_count; i++)
    buffer_format(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(kind->missing[i]));
  if (kind->missing_count)
    buffer_string(out, kind->missing_count == 1 ? " is missing" : " are missing");
  else
    buffer_format(out, "MISTAKE in the rule, line %d: %.*s", kind->line, TEXT_ARGS(kind->message));
  buffer_byte(out, '\n');
}

static void put_unknowns(const RunReport *report, Buffer *out) {
  const Decisions *decisions = &report->decided->decisions;
  if (decisions->unknown_kind_count)
    buffer_string(out, "\nCould not decide\n");
  for (size_t i = 0; i < decisions->unknown_kind_count; i++)
    put_unknown(report, &decisions->unknown_kinds[i], out);
}

static void put_guarantee(const RunReport *report, const GuaranteeResult *result, Buffer *out) {
  put_name(out, "  ", result->name);
  if (result->shared) {
    run_shares_text(result, out);
    return;
  }
  buffer_format(out, "%s for %zu of %zu", result->broken ? "BROKEN" : "held",
                result->broken ? result->broken : result->held, result->asked);
  for (size_t i = 0; !report->options->counts && i < result->example_count; i++) {
    Text key = run_key(report, result->examples[i]);
    buffer_format(out, "%s%.*s", i ? ", " : ": ", TEXT_ARGS(key));
  }
  if (!report->options->counts && result->broken > result->example_count)
    buffer_string(out, ", …");
  if (result->unknown)
    buffer_format(out, "; could not be decided for %zu", result->unknown);
  buffer_byte(out, '\n');
}

static void put_guarantees(const RunReport *report, Buffer *out) {
  if (report->decided->guarantee_count)
    buffer_string(out, "\nGuarantees\n");
  for (size_t i = 0; i < report->decided->guarantee_count; i++)
    put_guarantee(report, &report->decided->guarantees[i], out);
}

void run_text(const RunReport *report, Buffer *made) {
  const Decided *decided = report->decided;
  put_head(report, made);
  run_sources_text(report, made);
  sensitive_text(report->arena, report->policy, made);
  sensitive_masked_text(report->arena, report->policy, &report->mask, made);
  put_exclusions(decided, made);
  for (size_t i = 0; i < decided->decisions.segmentation_count; i++)
    put_segmentation(decided, i, made);
  for (size_t i = 0; i < decided->decisions.selection_count; i++)
    put_selection(decided, i, made);
  put_unknowns(report, made);
  run_overrides_text(report, made);
  put_guarantees(report, made);
}

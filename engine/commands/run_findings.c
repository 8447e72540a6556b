#include "commands/run_findings.h"

#include "commands/members.h"

static bool is_mistake(const UnknownKind *kind) {
  return kind->missing_count == 0;
}

bool run_finding(const RunReport *report) {
  const Decided *decided = report->decided;
  if (discretion_beyond(&decided->discretion))
    return true;
  for (size_t i = 0; i < decided->decisions.unknown_kind_count; i++)
    if (is_mistake(&decided->decisions.unknown_kinds[i]))
      return true;
  for (size_t i = 0; i < decided->guarantee_count; i++)
    if (decided->guarantees[i].broken)
      return true;
  for (size_t i = 0; i < decided->decisions.segmentation_count; i++)
    if (decided->counts.segmentations[i].conflict)
      return true;
  return false;
}

/* --- text -------------------------------------------------------------------------- */

static void put_mistakes(const RunReport *report, Buffer *out) {
  const Decisions *decisions = &report->decided->decisions;
  for (size_t i = 0; i < decisions->unknown_kind_count; i++) {
    const UnknownKind *kind = &decisions->unknown_kinds[i];
    if (!is_mistake(kind))
      continue;
    buffer_format(out, "  %.*s: MISTAKE in the rule, line %d, for %zu", TEXT_ARGS(kind->rule),
                  kind->line, kind->customers);
    if (!report->options->counts)
      buffer_format(out, ", like %.*s", TEXT_ARGS(run_key(report, kind->example)));
    buffer_format(out, ": %.*s\n", TEXT_ARGS(kind->message));
  }
}

static void put_broken(const Decided *decided, Buffer *out) {
  for (size_t i = 0; i < decided->guarantee_count; i++) {
    const GuaranteeResult *result = &decided->guarantees[i];
    if (result->broken)
      buffer_format(out, "  guarantee %.*s: BROKEN for %zu of %zu%s\n", TEXT_ARGS(result->name),
                    result->broken, result->asked, result->shared ? " groups" : "");
  }
  for (size_t i = 0; i < decided->decisions.segmentation_count; i++)
    if (decided->counts.segmentations[i].conflict)
      buffer_format(out, "  segmentation %.*s: %zu in two segments at once\n",
                    TEXT_ARGS(decided->decisions.segmentations[i].name),
                    decided->counts.segmentations[i].conflict);
}

void run_findings_text(const RunReport *report, const char *heading, Buffer *out) {
  const DiscretionUse *use = &report->decided->discretion;
  if (!run_finding(report))
    return;
  buffer_format(out, "\n%s\n", heading);
  put_mistakes(report, out);
  put_broken(report->decided, out);
  if (discretion_beyond(use))
    buffer_format(out, "  discretion: %zu of %zu overrides used; BEYOND IT: %zu\n", use->used_count,
                  use->budget, discretion_beyond(use));
}

/* --- JSON -------------------------------------------------------------------------- */

static void json_open(Buffer *out, const char *kind) {
  member_open(out, NULL, '{');
  member_text(out, "kind", text_of(kind));
}

static void json_mistakes(const RunReport *report, Buffer *out) {
  const Decisions *decisions = &report->decided->decisions;
  for (size_t i = 0; i < decisions->unknown_kind_count; i++) {
    const UnknownKind *kind = &decisions->unknown_kinds[i];
    if (!is_mistake(kind))
      continue;
    json_open(out, "mistake");
    member_text(out, "rule", kind->rule);
    member_count(out, "line", (uint64_t)kind->line);
    member_text(out, "message", kind->message);
    member_count(out, "customers", kind->customers);
    if (!report->options->counts)
      member_text(out, "like", run_key(report, kind->example));
    buffer_byte(out, '}');
  }
}

static void json_broken(const Decided *decided, Buffer *out) {
  for (size_t i = 0; i < decided->guarantee_count; i++) {
    if (!decided->guarantees[i].broken)
      continue;
    json_open(out, "guarantee");
    member_text(out, "name", decided->guarantees[i].name);
    member_count(out, "broken", decided->guarantees[i].broken);
    buffer_byte(out, '}');
  }
  for (size_t i = 0; i < decided->decisions.segmentation_count; i++) {
    if (!decided->counts.segmentations[i].conflict)
      continue;
    json_open(out, "two segments");
    member_text(out, "name", decided->decisions.segmentations[i].name);
    member_count(out, "customers", decided->counts.segmentations[i].conflict);
    buffer_byte(out, '}');
  }
}

void run_findings_json(const RunReport *report, Buffer *out) {
  const DiscretionUse *use = &report->decided->discretion;
  member_open(out, "findings", '[');
  json_mistakes(report, out);
  json_broken(report->decided, out);
  if (discretion_beyond(use)) {
    json_open(out, "discretion");
    member_count(out, "budget", use->budget);
    member_count(out, "used", use->used_count);
    member_count(out, "beyond", discretion_beyond(use));
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

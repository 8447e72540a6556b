#include "commands/run_overrides.h"

#include "base/date.h"
#include "commands/members.h"

static void put_day(Buffer *out, int32_t days) {
  char day[DATE_ISO_LENGTH];
  date_to_iso(days, day);
  buffer_append(out, day, sizeof day);
}

/* "1 month", "30 days" */
static void put_span(Span span, Buffer *out) {
  const char *unit = span.unit == SPAN_MONTHS ? "month" : "day";
  buffer_format(out, "%d %s%s", span.count, unit, span.count == 1 ? "" : "s");
}

static void put_people(const DiscretionUse *use, Buffer *out) {
  buffer_string(out, "    by whom:");
  for (size_t i = 0; i < use->person_count; i++)
    buffer_format(out, "%s %.*s %zu", i ? "," : "", TEXT_ARGS(use->people[i].by),
                  use->people[i].used);
  buffer_byte(out, '\n');
}

static void put_beyond(const RunReport *report, const DiscretionUse *use, Buffer *out) {
  for (size_t i = use->budget; i < use->used_count; i++) {
    const OverrideLine *line = use->used[i];
    buffer_format(out, "    number %zu: %.*s, %.*s: %.*s, by %.*s", i + 1, TEXT_ARGS(line->key),
                  TEXT_ARGS(line->rule), TEXT_ARGS(line->outcome), TEXT_ARGS(line->by));
    if (report->decided->overrides.dated) {
      buffer_string(out, ", made ");
      put_day(out, line->made);
    }
    buffer_byte(out, '\n');
  }
}

static void put_discretion(const RunReport *report, Buffer *out) {
  const DiscretionUse *use = &report->decided->discretion;
  const Overrides *overrides = &report->decided->overrides;
  if (!use->given)
    return;
  buffer_format(out, "  Discretion: %zu of %zu used", use->used_count, use->budget);
  if (use->after != INT32_MIN) {
    buffer_string(out, " in ");
    put_span(report->policy->discretion.per, out);
  } else if (overrides->line_count && report->policy->discretion.per.unit != SPAN_NONE) {
    buffer_string(out, " (the file has no column made: all in force count)");
  }
  if (discretion_beyond(use))
    buffer_format(out, "; BEYOND IT: %zu", discretion_beyond(use));
  buffer_byte(out, '\n');
  if (!discretion_beyond(use) || report->options->counts)
    return;
  put_people(use, out);
  put_beyond(report, use, out);
}

void run_overrides_text(const RunReport *report, Buffer *out) {
  const Decided *decided = report->decided;
  const Overrides *overrides = &decided->overrides;
  if (!overrides->path)
    return;
  buffer_format(out, "\nOverrides from %s: %zu in force, %zu of them change an outcome\n",
                overrides->path, overrides->held_count, decided->overrides_changing);
  for (size_t i = 0; !report->options->counts && i < overrides->expired_count; i++) {
    const ExpiredOverride *expired = &overrides->expired[i];
    buffer_string(out, "  Expired on ");
    put_day(out, expired->until);
    buffer_format(out, ", not applied: %.*s, %.*s\n", TEXT_ARGS(expired->key),
                  TEXT_ARGS(expired->rule));
  }
  if (overrides->not_yet)
    buffer_format(out, "  Made later than this day, not applied: %zu\n", overrides->not_yet);
  put_discretion(report, out);
}

/* --- JSON -------------------------------------------------------------------------- */

void run_overrides_counts(const RunReport *report, Buffer *out) {
  const Decided *decided = report->decided;
  const DiscretionUse *use = &decided->discretion;
  member_open(out, "overrides", '{');
  member_count(out, "in_force", decided->overrides.held_count);
  member_count(out, "changing", decided->overrides_changing);
  member_count(out, "expired", decided->overrides.expired_count);
  if (decided->overrides.dated)
    member_count(out, "not_yet", decided->overrides.not_yet);
  if (use->given) {
    member_open(out, "discretion", '{');
    member_count(out, "budget", use->budget);
    member_count(out, "used", use->used_count);
    member_count(out, "beyond", discretion_beyond(use));
    buffer_byte(out, '}');
  }
  buffer_byte(out, '}');
}

static void json_beyond(const RunReport *report, const DiscretionUse *use, Buffer *out) {
  member_open(out, "beyond", '[');
  for (size_t i = use->budget; i < use->used_count; i++) {
    const OverrideLine *line = use->used[i];
    member_open(out, NULL, '{');
    member_count(out, "number", i + 1);
    member_text(out, "key", line->key);
    member_text(out, "rule", line->rule);
    member_text(out, "outcome", line->outcome);
    member_text(out, "by", line->by);
    if (report->decided->overrides.dated)
      member_day(out, "made", line->made);
    else
      member_json(out, "made", TEXT("null"));
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

void run_discretion_json(const RunReport *report, Buffer *out) {
  const DiscretionUse *use = &report->decided->discretion;
  if (!use->given) {
    member_json(out, "discretion", TEXT("null"));
    return;
  }
  Buffer per = {0};
  if (use->after != INT32_MIN)
    put_span(report->policy->discretion.per, &per);
  member_open(out, "discretion", '{');
  member_count(out, "budget", use->budget);
  member_count(out, "used", use->used_count);
  member_text(out, "per", buffer_view(&per));
  member_open(out, "people", '[');
  for (size_t i = 0; i < use->person_count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "by", use->people[i].by);
    member_count(out, "used", use->people[i].used);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
  json_beyond(report, use, out);
  buffer_byte(out, '}');
  buffer_free(&per);
}

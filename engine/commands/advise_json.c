#include <math.h>

#include "commands/advise_report.h"
#include "commands/members.h"
#include "log/manifest.h"

static void member_value(Buffer *out, const char *name, Value value) {
  Buffer json = {0};
  value_json(&json, value);
  member_json(out, name, buffer_view(&json));
  buffer_free(&json);
}

/* null where it is not a finite number */
static void member_finite(Buffer *out, const char *name, double number) {
  if (isfinite(number))
    member_number(out, name, number);
  else
    member_json(out, name, TEXT("null"));
}

static void put_served(const NeedAdvice *need, Served served, double spread, Buffer *out) {
  member_count(out, "number", served.number);
  if (served.number == 0)
    member_json(out, "served", TEXT("null"));
  else if (need->wishes.choice)
    member_value(out, "served", need->wishes.choices[(size_t)served.way]);
  else
    member_number(out, "served", served.way);
  member_number(out, "misfit", served.misfit);
  member_number(out, "spread", spread);
}

static void put_ways(const GroupAdvice *group, Buffer *out) {
  member_open(out, "ways", '{');
  for (Way way = WAY_ALIKE; way < WAY_COUNT; way++) {
    const Reckoned *reckoned = &group->ways[way];
    if (!reckoned->possible)
      continue;
    member_open(out, advise_way_word(way, false), '{');
    member_number(out, "benefit", reckoned->benefit);
    member_number(out, "cost", reckoned->cost);
    member_number(out, "left", reckoned->left);
    buffer_byte(out, '}');
  }
  buffer_byte(out, '}');
}

static void put_part(const NeedAdvice *need, const char *name, const GroupAdvice *part,
                     Buffer *out) {
  member_open(out, name, '{');
  put_served(need, part->served, part->spread, out);
  put_ways(part, out);
  member_text(out, "advice", text_of(advise_way_word(part->best, false)));
  buffer_byte(out, '}');
}

static void put_split(const AdviseReport *report, const NeedAdvice *need,
                      const SegmentAdvice *segment, Buffer *out) {
  if (!segment->split.field) {
    member_json(out, "split", TEXT("null"));
    return;
  }
  member_open(out, "split", '{');
  member_text(out, "field", segment->split.field->name);
  member_value(out, "value", segment->split.value);
  member_text(out, "condition", advise_condition(report->arena, &segment->split));
  member_number(out, "gain", segment->split.gain);
  member_count(out, "tried", segment->split.tried);
  member_number(out, "chance", segment->split.chance);
  put_part(need, "part", &segment->part, out);
  put_part(need, "rest", &segment->rest, out);
  buffer_byte(out, '}');
}

static void put_segment(const AdviseReport *report, const NeedAdvice *need,
                        const SegmentAdvice *segment, Buffer *out) {
  Buffer reason = {0};
  member_open(out, NULL, '{');
  member_text(out, "name", segment->name);
  put_served(need, segment->group.served, segment->group.spread, out);
  member_count(out, "missing", segment->missing);
  put_ways(&segment->group, out);
  put_split(report, need, segment, out);
  member_text(out, "best", text_of(advise_way_word(segment->group.best, false)));
  member_text(out, "advice", text_of(advise_way_word(segment->advised, false)));
  advise_put_reason(report, need, segment, &reason);
  member_text(out, "reason", buffer_view(&reason));
  buffer_byte(out, '}');
  buffer_free(&reason);
}

static void put_declared(const AdviseReport *report, const NeedAdvice *advice, Buffer *out) {
  const Need *need = advice->need;
  member_text(out, "name", need->name);
  member_text(out, "because", advise_because(report, need));
  member_text(out, "importance", need->must ? TEXT("must") : TEXT("nice"));
  member_text(out, "field", need->field);
  member_text(out, "label", policy_label(report->policy, need->field, report->dutch));
  member_text(out, "kind", advice->wishes.choice ? TEXT("choice") : TEXT("number"));
  member_text(out, "segmentation", need->segmentation);
  member_number(out, "benefit", need->benefit);
  member_open(out, "cost", '{');
  member_number(out, "segment", need->cost_segment);
  member_number(out, "individual", need->cost_individual);
  buffer_byte(out, '}');
  member_text(out, "form", text_of(advise_form_word(need, false)));
  member_finite(out, "pays_from", advise_pays_from(need, advice->wishes.choice));
}

static void put_need(const AdviseReport *report, const NeedAdvice *advice, Buffer *out) {
  member_open(out, NULL, '{');
  put_declared(report, advice, out);
  member_open(out, "everybody", '{');
  put_served(advice, advice->everyone, advice->spread, out);
  member_count(out, "missing", advice->missing);
  member_count(out, "in_no_segment", advice->nowhere);
  buffer_byte(out, '}');
  member_open(out, "between", '{');
  member_text(out, "measure", advice->wishes.choice ? TEXT("lambda") : TEXT("eta squared"));
  member_finite(out, "share", advice->between);
  buffer_byte(out, '}');
  member_open(out, "segments", '[');
  for (size_t i = 0; i < advice->segment_count; i++)
    put_segment(report, advice, &advice->segments[i], out);
  buffer_byte(out, ']');
  member_open(out, "advised", '{');
  member_number(out, "benefit", advice->benefit);
  member_number(out, "cost", advice->cost);
  member_number(out, "left", advice->benefit - advice->cost);
  buffer_string(out, "}}");
}

static void put_mistakes(const Decisions *decisions, Buffer *out) {
  member_open(out, "mistakes", '[');
  for (size_t i = 0; i < decisions->unknown_kind_count; i++) {
    const UnknownKind *kind = &decisions->unknown_kinds[i];
    if (kind->missing_count)
      continue;
    member_open(out, NULL, '{');
    member_text(out, "rule", kind->rule);
    member_count(out, "line", (uint64_t)kind->line);
    member_text(out, "message", kind->message);
    member_count(out, "customers", kind->customers);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

void advise_json(const AdviseReport *report, Buffer *out) {
  Buffer document = {0};
  const Policy *policy = report->policy;
  buffer_byte(&document, '{');
  member_open(&document, "policy", '{');
  member_text(&document, "name", policy->name);
  member_text(&document, "version", policy->version);
  buffer_byte(&document, '}');
  member_day(&document, "as_of", policy->as_of);
  member_text(&document, "lang", report->dutch ? TEXT("nl") : TEXT("en"));
  member_open(&document, "data", '{');
  member_text(&document, "path", text_of(report->table->path));
  member_count(&document, "rows", report->table->rows);
  buffer_byte(&document, '}');
  member_open(&document, "needs", '[');
  for (size_t i = 0; i < policy->need_count; i++)
    put_need(report, &report->needs[i], &document);
  buffer_byte(&document, ']');
  put_mistakes(report->decisions, &document);
  buffer_byte(&document, '}');
  json_indent(out, buffer_view(&document));
  buffer_byte(out, '\n');
  buffer_free(&document);
}

#include "commands/compare_guarantees.h"
#include "commands/members.h"
#include "log/manifest.h"

static void put_side(const CompareReport *report, int side, Buffer *out) {
  const CompareSide *told = &report->sides->input.sides[side];
  member_open(out, side == COMPARE_BEFORE ? "before" : "after", '{');
  member_text(out, report->sides->runs[side] ? "run" : "path", text_of(report->sides->names[side]));
  member_text(out, "policy", told->policy->name);
  member_text(out, "version", told->policy->version);
  member_day(out, "as_of", told->policy->as_of);
  member_count(out, "customers", told->values->rows);
  member_count(out, "erased", compare_sides_erased(report->sides, side));
  buffer_byte(out, '}');
}

static void put_only(const Comparison *comparison, int side, const char *name, Buffer *out) {
  member_open(out, name, '[');
  for (size_t i = 0; i < comparison->only_count[side]; i++)
    item_text(out, compare_key(comparison, side, comparison->only[side][i]));
  buffer_byte(out, ']');
}

/* Every outcome that somebody has on one of the sides. */
static void put_outcomes(const ComparedRule *rule, Buffer *out) {
  member_open(out, "outcomes", '[');
  for (int side = 0; side < 2; side++) {
    const Ended *here = rule->ended[side], *there = rule->ended[1 - side];
    for (uint32_t i = 0; here && i < dictionary_count(here->labels); i++) {
      Text name = dictionary_text(here->labels, i);
      uint32_t other = 0;
      bool both = there && dictionary_find(there->labels, name, &other);
      size_t counts[2];
      counts[side] = ended_count(here, i);
      counts[1 - side] = both ? ended_count(there, other) : 0;
      if ((side == COMPARE_AFTER && both) || counts[0] + counts[1] == 0)
        continue;
      member_open(out, NULL, '{');
      member_text(out, "outcome", name);
      member_count(out, "before", counts[0]);
      member_count(out, "after", counts[1]);
      buffer_byte(out, '}');
    }
  }
  buffer_byte(out, ']');
}

static void put_way(Buffer *out, Text from, Text to, size_t customers) {
  member_open(out, NULL, '{');
  member_text(out, "from", from);
  member_text(out, "to", to);
  member_count(out, "customers", customers);
}

static void put_group(const Comparison *comparison, const CompareGroup *group, Buffer *out) {
  put_way(out, group->from, group->to, group->count);
  member_text(out, "kind", text_of(compare_kind_name(group->kind)));
  member_text(out, "because", group->because);
  member_open(out, "movers", '[');
  for (size_t i = 0; i < group->count; i++) {
    const CompareMover *mover = group->movers[i];
    member_open(out, NULL, '{');
    member_text(out, "key", compare_key(comparison, COMPARE_AFTER, mover->after));
    member_text(out, "because", mover->because);
    buffer_byte(out, '}');
  }
  buffer_string(out, "]}");
}

static void put_rule(const Comparison *comparison, const ComparedRule *rule, Buffer *out) {
  member_open(out, NULL, '{');
  member_text(out, "rule", rule->rule);
  member_boolean(out, "in_before", rule->ended[COMPARE_BEFORE] != NULL);
  member_boolean(out, "in_after", rule->ended[COMPARE_AFTER] != NULL);
  put_outcomes(rule, out);
  member_open(out, "moves", '[');
  for (size_t i = 0; i < rule->moves.count; i++) {
    put_way(out, rule->moves.list[i].from, rule->moves.list[i].to, rule->moves.list[i].customers);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
  member_open(out, "causes", '[');
  for (size_t i = 0; i < rule->group_count; i++)
    put_group(comparison, &rule->groups[i], out);
  buffer_string(out, "]}");
}

static void put_counts(const GuaranteeCounts *counts, const char *name, Buffer *out) {
  if (!counts) {
    member_json(out, name, TEXT("null"));
    return;
  }
  member_open(out, name, '{');
  member_count(out, "asked", counts->asked);
  member_count(out, "held", counts->held);
  member_count(out, "broken", counts->broken);
  member_count(out, "unknown", counts->unknown);
  buffer_byte(out, '}');
}

static void put_guarantees(const CompareReport *report, Buffer *out) {
  size_t count;
  const ComparedGuarantee *list = compare_guarantees(report, &count);
  member_open(out, "guarantees", '[');
  for (size_t i = 0; i < count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "guarantee", list[i].name);
    member_open(out, "changed", '[');
    for (size_t k = 0; k < list[i].change_count; k++)
      item_text(out, list[i].changes[k]);
    buffer_byte(out, ']');
    put_counts(list[i].counts[COMPARE_BEFORE], "before", out);
    put_counts(list[i].counts[COMPARE_AFTER], "after", out);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

void compare_json(const CompareReport *report, Buffer *out) {
  const Comparison *comparison = report->comparison;
  Buffer document = {0};
  buffer_byte(&document, '{');
  put_side(report, COMPARE_BEFORE, &document);
  put_side(report, COMPARE_AFTER, &document);
  member_count(&document, "in_both", comparison->both);
  put_only(comparison, COMPARE_AFTER, "came", &document);
  put_only(comparison, COMPARE_BEFORE, "left", &document);
  member_open(&document, "differences", '[');
  for (size_t i = 0; i < comparison->difference_count; i++)
    item_text(&document, comparison->differences[i]);
  buffer_byte(&document, ']');
  member_count(&document, "moved", comparison->moved);
  member_open(&document, "rules", '[');
  for (size_t i = 0; i < comparison->rule_count; i++)
    put_rule(comparison, &comparison->rules[i], &document);
  buffer_byte(&document, ']');
  put_guarantees(report, &document);
  buffer_byte(&document, '}');
  json_indent(out, buffer_view(&document));
  buffer_byte(out, '\n');
  buffer_free(&document);
}

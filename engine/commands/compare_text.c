#include "base/date.h"
#include "commands/compare_guarantees.h"
#include "commands/moves_report.h"
#include "explain/list_cell.h"

enum { SAMPLE = 3, GROUPS_MOST = 12, DIFFERENCES_MOST = 20 };

static void put_side(const CompareReport *report, int side, Buffer *out) {
  const CompareSide *told = &report->sides->input.sides[side];
  const Policy *policy = told->policy;
  char day[DATE_ISO_LENGTH];
  date_to_iso(policy->as_of, day);
  buffer_format(out, "%s %s: %.*s",
                side == COMPARE_BEFORE ? "Before:" : "After: ", report->sides->names[side],
                TEXT_ARGS(policy->name));
  if (policy->version.length)
    buffer_format(out, ", version %.*s", TEXT_ARGS(policy->version));
  buffer_format(out, ", as of %.*s; %zu %.*s", DATE_ISO_LENGTH, day, told->values->rows,
                TEXT_ARGS(policy->customers));
  if (compare_sides_erased(report->sides, side))
    buffer_format(out, ", %zu erased", compare_sides_erased(report->sides, side));
  buffer_byte(out, '\n');
}

static void put_only(const CompareReport *report, int side, const char *what, Buffer *out) {
  const Comparison *comparison = report->comparison;
  size_t count = comparison->only_count[side];
  if (count == 0)
    return;
  bool erased = compare_sides_erased(report->sides, 1 - side) > 0;
  buffer_format(out, "%zu %s%s", count, what, erased ? " or erased" : "");
  for (size_t i = 0; i < count && i < SAMPLE; i++) {
    Text key = compare_key(comparison, side, comparison->only[side][i]);
    buffer_format(out, "%s%.*s", i ? ", " : ": ", TEXT_ARGS(key));
  }
  buffer_string(out, count > SAMPLE ? ", …\n" : "\n");
}

static void put_differences(const Comparison *comparison, Buffer *out) {
  buffer_string(out, "\nWhat differs\n");
  for (size_t i = 0; i < comparison->difference_count && i < DIFFERENCES_MOST; i++)
    buffer_format(out, "  %.*s\n", TEXT_ARGS(comparison->differences[i]));
  if (comparison->difference_count == 0)
    buffer_string(out, "  nothing\n");
  if (comparison->difference_count > DIFFERENCES_MOST)
    buffer_format(out, "  … and %zu more (--json tells all)\n",
                  comparison->difference_count - DIFFERENCES_MOST);
}

static void put_group(const CompareReport *report, const CompareGroup *group, Buffer *out) {
  buffer_format(out, "  %zu from %.*s to %.*s because %.*s", group->count, TEXT_ARGS(group->from),
                TEXT_ARGS(group->to), TEXT_ARGS(group->because));
  for (size_t i = 0; i < group->count && i < SAMPLE; i++) {
    Text key = compare_key(report->comparison, COMPARE_AFTER, group->movers[i]->after);
    buffer_format(out, "%s%.*s", i ? ", " : "; like ", TEXT_ARGS(key));
  }
  buffer_byte(out, '\n');
}

static void put_groups(const CompareReport *report, const ComparedRule *rule, Buffer *out) {
  size_t left = 0;
  for (size_t i = 0; i < rule->group_count && i < GROUPS_MOST; i++)
    put_group(report, &rule->groups[i], out);
  for (size_t i = GROUPS_MOST; i < rule->group_count; i++)
    left += rule->groups[i].count;
  if (left)
    buffer_format(out, "  … and %zu more in %zu other ways (--json and --csv tell all)\n", left,
                  rule->group_count - GROUPS_MOST);
}

static void put_rule(const CompareReport *report, const ComparedRule *rule, Buffer *out) {
  Moves none = {0};
  buffer_byte(out, '\n');
  if (!rule->ended[0] || !rule->ended[1]) {
    buffer_format(out, "%c%.*s is %s\n", rule->rule.bytes[0] - 'a' + 'A',
                  (int)rule->rule.length - 1, rule->rule.bytes + 1,
                  rule->ended[COMPARE_AFTER] ? "new" : "gone");
    return;
  }
  MovesTable table = {
      .from = rule->ended[0], .to = rule->ended[1], .moves = &none, .heads = {"before", "after"}};
  moves_text(&table, out);
  put_groups(report, rule, out);
}

static void put_guarantee(const ComparedGuarantee *compared, Buffer *out) {
  const GuaranteeCounts *was = compared->counts[COMPARE_BEFORE];
  const GuaranteeCounts *is = compared->counts[COMPARE_AFTER];
  buffer_format(out, "  %.*s: ", TEXT_ARGS(compared->name));
  if (!was || !is)
    buffer_format(out, "%s", is ? "new; " : "gone; before: ");
  for (size_t i = 0; i < compared->change_count; i++)
    buffer_format(out, "%.*s; ", TEXT_ARGS(compared->changes[i]));
  if (is)
    compare_guarantee_put(is, out);
  if (was && is)
    buffer_string(out, "; before: ");
  if (was)
    compare_guarantee_put(was, out);
  buffer_byte(out, '\n');
}

static void put_guarantees(const CompareReport *report, Buffer *out) {
  size_t count;
  const ComparedGuarantee *list = compare_guarantees(report, &count);
  if (count)
    buffer_string(out, "\nGuarantees that changed\n");
  for (size_t i = 0; i < count; i++)
    put_guarantee(&list[i], out);
}

void compare_text(const CompareReport *report, Buffer *out) {
  const Comparison *comparison = report->comparison;
  put_side(report, COMPARE_BEFORE, out);
  put_side(report, COMPARE_AFTER, out);
  put_only(report, COMPARE_AFTER, "came", out);
  put_only(report, COMPARE_BEFORE, "left", out);
  put_differences(comparison, out);
  for (size_t i = 0; i < comparison->rule_count; i++)
    put_rule(report, &comparison->rules[i], out);
  put_guarantees(report, out);
  buffer_format(out, "\n%zu of %zu %.*s in both moved.\n", comparison->moved, comparison->both,
                TEXT_ARGS(report->sides->input.sides[COMPARE_AFTER].policy->customers));
}

/* --- CSV --------------------------------------------------------------------------------- */

static void put_cells(Buffer *out, const Text *cells, size_t count) {
  for (size_t i = 0; i < count; i++) {
    buffer_string(out, ",");
    list_cell_text(out, cells[i], LIST_CSV);
  }
  buffer_byte(out, '\n');
}

void compare_csv(const CompareReport *report, Buffer *out) {
  const Comparison *comparison = report->comparison;
  buffer_string(out, "key,rule,from,to,cause\n");
  for (size_t i = 0; i < comparison->rule_count; i++)
    for (size_t k = 0; k < comparison->rules[i].mover_count; k++) {
      const CompareMover *mover = &comparison->rules[i].movers[k];
      Text cells[] = {comparison->rules[i].rule, mover->from, mover->to, mover->because};
      list_cell_key(out, compare_key(comparison, COMPARE_AFTER, mover->after), LIST_CSV);
      put_cells(out, cells, sizeof cells / sizeof *cells);
    }
}

/* Values that do not go together: text against numbers, dates against what is no date,
 * numbers against constants that the data never reaches. */
#include "base/date.h"
#include "condition/number.h"
#include "decide/check_parts.h"
#include "load/format.h"
#include "policy/find.h"

enum { ANY_NUMBER = INTERVAL_NUMBER | INTERVAL_NAN };

/* One part of a rule and what is known of it, in one world. */
typedef struct Part {
  Checking *checking;
  CheckRule *rule;
  const TreeNode *node;
  const World *world;
  bool proven; /* the world is whatever the data */
} Part;

static Interval interval_at(const Part *part, const TreeNode *node) {
  return world_interval(part->world, part->rule->tree, node);
}

static Finding *report(const Part *part, const char *id, CheckLevel level) {
  Finding *finding =
      findings_add(part->checking->findings, id, level, check_at(part->rule, part->node));
  finding->proven = part->proven;
  part->rule->explained = true;
  return finding;
}

/* --- types ----------------------------------------------------------------------- */

static const char *sort_of(const Interval *interval) {
  unsigned kinds = interval->kinds & INTERVAL_VALUES;
  if (kinds == INTERVAL_MISSING)
    return "nothing";
  if (!(kinds & ~(unsigned)ANY_NUMBER))
    return "a number";
  if (kinds == INTERVAL_TEXT)
    return interval->dates ? "a date" : "a text";
  return kinds & ~(unsigned)(INTERVAL_TRUE | INTERVAL_FALSE) ? "several things" : "true or false";
}

static bool is_library(TreeOp op) {
  return op >= TREE_ONE_OF && op <= TREE_MONTH;
}

/* "compares a text with a number" */
static Text found_sorts(const Part *part) {
  Arena *arena = part->checking->arena;
  Interval first = interval_at(part, part->node->operands[0]);
  if (part->node->count < 2 || is_library(part->node->op))
    return text_format(arena, "is asked of %s", sort_of(&first));
  Interval second = interval_at(part, part->node->operands[1]);
  return text_format(
      arena, "%s %s %s %s", tree_is_comparison(part->node->op) ? "compares" : "calculates with",
      sort_of(&first), tree_is_comparison(part->node->op) ? "with" : "and", sort_of(&second));
}

/* Every operand has a value, and still nothing comes out. */
static bool always_fails(const Part *part) {
  if (part->node->op <= TREE_NOT || interval_at(part, part->node).kinds != INTERVAL_ERROR)
    return false;
  for (size_t i = 0; i < part->node->count; i++)
    if (!(interval_at(part, part->node->operands[i]).kinds & INTERVAL_VALUES))
      return false;
  return true;
}

static bool check_failing(const Part *part) {
  if (!always_fails(part))
    return false;
  Arena *arena = part->checking->arena;
  Text shown = check_shown(part->checking, part->rule, part->node);
  Finding *finding = report(part, "wrong-type", CHECK_ERROR);
  part->rule->mistyped = true;
  Text sorts = found_sorts(part);
  finding->message = text_format(arena, "%.*s in %.*s %.*s: there is no answer to that, for anyone",
                                 TEXT_ARGS(shown), TEXT_ARGS(part->rule->title), TEXT_ARGS(sorts));
  finding->advice = TEXT("a number goes with a number, a text with a text in quotes");
  return true;
}

/* Kinds that can equal each other. */
static unsigned comparable(const Interval *interval) {
  unsigned kinds = interval->kinds & INTERVAL_VALUES;
  if (kinds & (INTERVAL_TRUE | INTERVAL_FALSE))
    kinds |= INTERVAL_TRUE | INTERVAL_FALSE;
  return kinds & ANY_NUMBER ? kinds | ANY_NUMBER : kinds;
}

static bool can_never_equal(const Interval *a, const Interval *b) {
  unsigned values = INTERVAL_VALUES & ~(unsigned)INTERVAL_MISSING;
  return a->kinds & values && b->kinds & values && !(comparable(a) & comparable(b)) &&
         !((a->kinds | b->kinds) & INTERVAL_MISSING);
}

static bool check_equality(const Part *part) {
  TreeOp op = part->node->op;
  if (op != TREE_EQUAL && op != TREE_UNEQUAL && op != TREE_ONE_OF)
    return false;
  Interval a = interval_at(part, part->node->operands[0]), b = {0};
  for (size_t i = 1; i < part->node->count; i++) {
    b = interval_at(part, part->node->operands[i]);
    if (!can_never_equal(&a, &b))
      return false;
  }
  if (part->node->count < 2)
    return false;
  Text shown = check_shown(part->checking, part->rule, part->node);
  Finding *finding = report(part, "wrong-type", CHECK_ERROR);
  part->rule->mistyped = true;
  finding->message = text_format(
      part->checking->arena, "%.*s in %.*s is always %s: %s never equals %s", TEXT_ARGS(shown),
      TEXT_ARGS(part->rule->title), op == TREE_UNEQUAL ? "yes" : "no", sort_of(&a), sort_of(&b));
  finding->advice = TEXT("texts stand in quotes, numbers, true and false do not");
  return true;
}

/* --- dates ----------------------------------------------------------------------- */

static Text as_iso(Arena *arena, Text text) {
  int32_t days;
  char iso[DATE_ISO_LENGTH];
  if (!(format_of(text) & FORMAT_DMY) || !format_date(text, FORMAT_DMY, &days))
    return TEXT("write a whole date like \"2026-05-21\"");
  date_to_iso(days, iso);
  return text_format(arena, "write it as \"%.*s\"", DATE_ISO_LENGTH, iso);
}

static bool check_date_side(const Part *part, const TreeNode *date, const TreeNode *constant) {
  int32_t days;
  Interval interval = interval_at(part, date);
  bool is_date = (interval.kinds & INTERVAL_VALUES) == INTERVAL_TEXT && interval.dates;
  if (constant->op != TREE_CONSTANT || constant->value.kind != VALUE_TEXT || !is_date ||
      date->op == TREE_CONSTANT || date_from_iso(constant->value.text, &days))
    return false;
  Arena *arena = part->checking->arena;
  Text quoted = error_quote(arena, constant->value.text, 40);
  Text shown = check_shown(part->checking, part->rule, part->node);
  Finding *finding = report(part, "not-a-date", CHECK_ERROR);
  finding->message = text_format(arena, "%.*s in %.*s compares a date with %.*s, which is none",
                                 TEXT_ARGS(shown), TEXT_ARGS(part->rule->title), TEXT_ARGS(quoted));
  finding->advice = as_iso(arena, constant->value.text);
  return true;
}

static bool check_dates(const Part *part) {
  const TreeNode *node = part->node;
  if (!tree_is_comparison(node->op) && node->op != TREE_ONE_OF)
    return false;
  for (size_t i = 1; i < node->count; i++)
    if (check_date_side(part, node->operands[0], node->operands[i]))
      return true;
  return node->count == 2 && check_date_side(part, node->operands[1], node->operands[0]);
}

/* --- ranges ---------------------------------------------------------------------- */

/* A field's; an attribute's over events. False: it has no numbers. */
static bool range_of_data(const Part *part, const Column *column, Interval *range) {
  const CheckPlace *place = check_place(part->checking, part->rule);
  size_t number = (size_t)(column - place->table->columns);
  ColumnRange *found =
      number < place->kept_count ? &place->kept_ranges[number] : &place->ranges[number];
  if (!range_of_column(column, part->checking->input->threads, found))
    return false;
  *range = interval_numbers(column->type == COLUMN_INTEGER ? INTERVAL_INTEGER : INTERVAL_DECIMAL,
                            found->low, found->high);
  return true;
}

/* Whether it follows from the policy alone what an attribute of this kind can be. */
static bool has_ends(AttributeKind kind) {
  return kind == ATTRIBUTE_NTILE || kind == ATTRIBUTE_BINS || kind == ATTRIBUTE_CUTS ||
         kind == ATTRIBUTE_SHARE;
}

/* The smallest and largest number of a field, or of an attribute over events; of an attribute
 * that counts places or parts, what it can be. False: there is none. */
static bool range_of(const Part *part, Text name, Interval *range, bool *proven) {
  const Policy *policy = part->checking->policy;
  const Table *table = check_place(part->checking, part->rule)->table;
  const Attribute *attribute = part->rule->side < 0 ? policy_attribute(policy, name) : NULL;
  if (attribute && attribute->kind != ATTRIBUTE_EVENTS) {
    *proven = true;
    *range = part->world->intervals[attribute - policy->attributes];
    range->kinds &= ~(unsigned)INTERVAL_MISSING;
    return has_ends(attribute->kind);
  }
  const Column *column = part->proven ? NULL : table_column(table, name);
  *proven = false;
  return column && range_of_data(part, column, range);
}

static Text range_text(Arena *arena, const Interval *range) {
  Buffer text = {0};
  value_plain(&text, range->low);
  buffer_string(&text, " to ");
  value_plain(&text, range->high);
  return buffer_keep(&text, arena);
}

static void report_range(const Part *part, Text name, const Interval *range, bool yes) {
  Arena *arena = part->checking->arena;
  Text shown = check_shown(part->checking, part->rule, part->node);
  Text ends = range_text(arena, range);
  Finding *finding = report(part, "outside-range", CHECK_WARNING);
  part->rule->whole_told |= part->node == part->rule->tree->root;
  finding->message = text_format(arena, "%.*s in %.*s is %s for %s: %.*s runs from %.*s",
                                 TEXT_ARGS(shown), TEXT_ARGS(part->rule->title), yes ? "yes" : "no",
                                 part->rule->side < 0 ? "everyone" : "all of them", TEXT_ARGS(name),
                                 TEXT_ARGS(ends));
  finding->advice = TEXT("is the number right, and in the same unit?");
}

static bool check_range(const Part *part) {
  const TreeNode *node = part->node;
  bool proven;
  Interval range;
  if (!tree_is_comparison(node->op))
    return false;
  for (int side = 0; side < 2; side++) {
    const TreeNode *field = node->operands[side], *constant = node->operands[1 - side];
    if (field->op != TREE_FIELD || constant->op != TREE_CONSTANT || !number_is(constant->value))
      continue;
    Text name = part->rule->tree->fields[field->index];
    if (!range_of(part, name, &range, &proven) || proven != part->proven)
      continue;
    if (!number_less(constant->value, range.low) && !number_less(range.high, constant->value))
      continue;
    Interval value = interval_of(constant->value);
    Interval answer =
        interval_compare(node->op, side ? &value : &range, side ? &range : &value, false);
    report_range(part, name, &range, answer.kinds == INTERVAL_TRUE);
    return true;
  }
  return false;
}

/* --- every part of every rule ---------------------------------------------------- */

static bool check_part(const Part *part) {
  return check_failing(part) || check_equality(part) || check_dates(part) || check_range(part);
}

/* In the first world in which something is wrong with it. */
static void check_node(const Part *worlds, size_t count, const TreeNode *node) {
  bool found = false;
  for (size_t i = 0; i < count && !found; i++) {
    Part part = worlds[i];
    part.node = node;
    found = check_part(&part);
  }
  for (size_t i = 0; i < node->count; i++)
    check_node(worlds, count, node->operands[i]);
}

void check_values(Checking *checking) {
  for (size_t i = 0; i < checking->rule_count; i++) {
    CheckRule *rule = &checking->rules[i];
    const CheckPlace *place = check_place(checking, rule);
    Part worlds[2] = {{checking, rule, NULL, place->whatever_known, true},
                      {checking, rule, NULL, place->typed_known, false}};
    if (rule->tree)
      check_node(worlds, place->typed ? 2 : 1, rule->tree->root);
  }
}

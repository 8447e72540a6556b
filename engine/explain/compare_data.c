/* What two sides hold of the same customers. */
#include "base/date.h"
#include "explain/compare_parts.h"
#include "policy/find.h"

/* --- who is there -------------------------------------------------------------------- */

static void find_partners(Comparing *comparing, int side) {
  const Table *here = comparing->input->sides[side].values;
  const Table *there = comparing->input->sides[1 - side].values;
  Comparison *comparison = comparing->comparison;
  uint32_t *partner = arena_array(comparing->arena, here->rows + 1, sizeof *partner);
  uint32_t *only = arena_array(comparing->arena, here->rows + 1, sizeof *only);
  size_t count = 0;
  for (size_t row = 0; row < here->rows; row++) {
    char scratch[24];
    size_t other;
    bool both = table_row(there, table_key(here, row, scratch), &other);
    partner[row] = both ? (uint32_t)other : ENDED_NOWHERE;
    if (!both)
      only[count++] = (uint32_t)row;
  }
  comparing->partner[side] = partner;
  comparison->only[side] = only;
  comparison->only_count[side] = count;
  comparison->both = here->rows - count;
}

/* --- fields -------------------------------------------------------------------------- */

static bool is_known(const Comparing *comparing, Text name) {
  for (size_t i = 0; i < comparing->field_count; i++)
    if (text_equal(comparing->fields[i].name, name))
      return true;
  return false;
}

/* NULL: it is not there, or its values are not told. */
static const Column *told_column(const CompareSide *side, Text name) {
  return mask_hides(&side->mask, name) ? NULL : table_column(side->values, name);
}

/* Attributes are worked out; those of events are data, where the events are not there. */
static void add_column(Comparing *comparing, Text name) {
  const CompareSide *sides = comparing->input->sides;
  const Attribute *one = policy_attribute(sides[0].policy, name);
  const Attribute *other = policy_attribute(sides[1].policy, name);
  bool worked_out =
      (one && one->kind != ATTRIBUTE_EVENTS) || (other && other->kind != ATTRIBUTE_EVENTS);
  bool given = one || other;
  if (is_known(comparing, name) || worked_out || (given && !comparing->input->by_log))
    return;
  comparing->fields[comparing->field_count++] =
      (CompareField){.name = name,
                     .columns = {told_column(&sides[0], name), told_column(&sides[1], name)},
                     .given = given};
}

static const Column *contacts_of(const CompareSide *side, Text selection) {
  for (size_t i = 0; side->contacts && i < side->policy->selection_count; i++)
    if (text_equal(side->policy->selections[i].name, selection))
      return side->contacts[i];
  return NULL;
}

/* Of each selection with pressure on a side. */
static void add_contacts(Comparing *comparing, int side) {
  const CompareSide *sides = comparing->input->sides;
  const Policy *policy = sides[side].policy;
  for (size_t i = 0; i < policy->selection_count; i++) {
    Text selection = policy->selections[i].name;
    Text name = text_format(comparing->arena, "contacts before \"%.*s\"", TEXT_ARGS(selection));
    if (contacts_of(&sides[side], selection) && !is_known(comparing, name))
      comparing->fields[comparing->field_count++] = (CompareField){
          .name = name,
          .columns = {contacts_of(&sides[0], selection), contacts_of(&sides[1], selection)},
          .contacts = selection};
  }
}

static void find_fields(Comparing *comparing) {
  const Table *before = comparing->input->sides[COMPARE_BEFORE].values;
  const Table *after = comparing->input->sides[COMPARE_AFTER].values;
  size_t most = before->column_count + after->column_count;
  for (int side = 0; side < 2; side++)
    most += comparing->input->sides[side].policy->selection_count;
  comparing->fields = arena_array(comparing->arena, most, sizeof *comparing->fields);
  comparing->key = 0; /* the key goes first */
  add_column(comparing, after->columns[after->key].name);
  comparing->fields[0].columns[COMPARE_BEFORE] = &before->columns[before->key];
  for (size_t i = 0; i < after->column_count; i++)
    add_column(comparing, after->columns[i].name);
  for (size_t i = 0; i < before->column_count; i++)
    add_column(comparing, before->columns[i].name);
  add_contacts(comparing, COMPARE_AFTER);
  add_contacts(comparing, COMPARE_BEFORE);
}

void compare_data(Comparing *comparing) {
  find_partners(comparing, COMPARE_BEFORE);
  find_partners(comparing, COMPARE_AFTER);
  find_fields(comparing);
}

/* --- what differs -------------------------------------------------------------------- */

bool compare_field_differs(const Comparing *comparing, size_t field, uint32_t before,
                           uint32_t after) {
  const CompareField *compared = &comparing->fields[field];
  if (!compared->columns[COMPARE_BEFORE] || !compared->columns[COMPARE_AFTER])
    return false;
  Value was = column_value(compared->columns[COMPARE_BEFORE], before);
  Value is = column_value(compared->columns[COMPARE_AFTER], after);
  bool untold =
      compared->contacts.length && (was.kind == VALUE_MISSING || is.kind == VALUE_MISSING);
  return !untold && !value_equal(was, is);
}

static bool differs_somewhere(const Comparing *comparing, size_t field) {
  const uint32_t *partner = comparing->partner[COMPARE_BEFORE];
  size_t rows = comparing->input->sides[COMPARE_BEFORE].values->rows;
  for (size_t row = 0; row < rows; row++)
    if (partner[row] != ENDED_NOWHERE &&
        compare_field_differs(comparing, field, (uint32_t)row, partner[row]))
      return true;
  return false;
}

static void add(Comparing *comparing, CompareKind kind, Text says) {
  comparing->differences[comparing->difference_count++] =
      (CompareDifference){.kind = kind, .says = says, .field = SIZE_MAX};
}

static CompareKind kind_of(Text kind) {
  if (text_equal(kind, TEXT("number")))
    return COMPARE_NUMBER;
  return text_equal(kind, TEXT("setting")) ? COMPARE_SETTING : COMPARE_RULE;
}

static void add_day(Comparing *comparing) {
  int32_t before = comparing->input->sides[COMPARE_BEFORE].policy->as_of;
  int32_t after = comparing->input->sides[COMPARE_AFTER].policy->as_of;
  char was[DATE_ISO_LENGTH], is[DATE_ISO_LENGTH];
  if (before == after)
    return;
  date_to_iso(before, was);
  date_to_iso(after, is);
  add(comparing, COMPARE_DAY,
      text_format(comparing->arena, "the day went from %.*s to %.*s", DATE_ISO_LENGTH, was,
                  DATE_ISO_LENGTH, is));
}

bool compare_differences(Comparing *comparing, Error *error) {
  const CompareSide *sides = comparing->input->sides;
  size_t count;
  const PolicyDifference *list = differences_list(comparing->arena, sides[COMPARE_BEFORE].policy,
                                                  sides[COMPARE_AFTER].policy, &count, error);
  if (!list)
    return false;
  comparing->differences = arena_array(comparing->arena, count + comparing->field_count + 2,
                                       sizeof *comparing->differences);
  for (size_t i = 0; i < count; i++) {
    add(comparing, kind_of(list[i].kind), list[i].says);
    comparing->differences[i].policy = &list[i];
  }
  add_day(comparing);
  for (size_t i = 1; i < comparing->field_count; i++)
    if (differs_somewhere(comparing, i)) {
      add(comparing, COMPARE_DATA, comparing->fields[i].name);
      comparing->differences[comparing->difference_count - 1].field = i;
    }
  if (comparing->comparison->only_count[0] || comparing->comparison->only_count[1])
    add(comparing, COMPARE_OTHERS, TEXT("other customers came or left"));
  return true;
}

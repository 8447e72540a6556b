/* A world between the two sides, and what is decided there. */
#include "explain/compare_parts.h"
#include "policy/find.h"

/* The world while it is made. */
typedef struct Making {
  Comparing *comparing;
  World *world;
  bool undone_customers;
  size_t both; /* rows that stand on side after; behind them those of side before alone */
  size_t rows;
  uint32_t *after;  /* [row]: of both and who came: the row after; else ENDED_NOWHERE */
  uint32_t *before; /* [row]: the row before, or ENDED_NOWHERE */
} Making;

static const Policy *policy_of(const Comparing *comparing, int side) {
  return comparing->input->sides[side].policy;
}

/* --- rows ------------------------------------------------------------------------------ */

static bool is_undone(const Making *making, CompareKind kind) {
  const Comparing *comparing = making->comparing;
  for (size_t i = 0; i < comparing->difference_count; i++)
    if (comparing->differences[i].kind == kind && comparing->differences[i].field == SIZE_MAX)
      return making->world->undone[i];
  return false;
}

static void list_rows(Making *making) {
  const Comparing *comparing = making->comparing;
  const Comparison *comparison = comparing->comparison;
  size_t rows = comparing->input->sides[COMPARE_AFTER].values->rows;
  size_t left = comparison->only_count[COMPARE_BEFORE];
  Arena *arena = making->world->arena;
  making->undone_customers = is_undone(making, COMPARE_OTHERS);
  making->after = arena_array(arena, rows + left + 1, sizeof(uint32_t));
  making->before = arena_array(arena, rows + left + 1, sizeof(uint32_t));
  uint32_t *row_of = arena_array(arena, rows + 1, sizeof *row_of);
  for (size_t row = 0; row < rows; row++) {
    uint32_t partner = comparing->partner[COMPARE_AFTER][row];
    row_of[row] = (uint32_t)making->rows;
    if (making->undone_customers && partner == ENDED_NOWHERE)
      continue;
    making->after[making->rows] = (uint32_t)row;
    making->before[making->rows++] = partner;
  }
  for (size_t i = 0; making->undone_customers && i < left; i++) {
    making->after[making->rows] = ENDED_NOWHERE;
    making->before[making->rows++] = comparison->only[COMPARE_BEFORE][i];
  }
  making->world->row_of = making->undone_customers ? row_of : NULL;
}

/* --- columns --------------------------------------------------------------------------- */

static bool field_is_undone(const Making *making, size_t field) {
  const Comparing *comparing = making->comparing;
  for (size_t i = 0; i < comparing->difference_count; i++)
    if (comparing->differences[i].field == field)
      return making->world->undone[i];
  return false;
}

static Value value_of(const Making *making, const CompareField *field, bool undone, size_t row) {
  const World *world = making->world;
  uint32_t after = making->after[row], before = making->before[row];
  bool back = undone && before != ENDED_NOWHERE &&
              (!world->only || (after != ENDED_NOWHERE && world->only[after]));
  const Column *was = before == ENDED_NOWHERE ? NULL : field->columns[COMPARE_BEFORE];
  const Column *is = after == ENDED_NOWHERE ? NULL : field->columns[COMPARE_AFTER];
  Value none = {.kind = VALUE_MISSING};
  Value then = was ? column_value(was, before) : none, now = is ? column_value(is, after) : none;
  if (field->contacts.length && then.kind == VALUE_MISSING)
    return now;
  if (field->contacts.length && now.kind == VALUE_MISSING)
    return then;
  return was && (back || !is) ? then : now;
}

static Column *column_of(const Making *making, size_t number) {
  const CompareField *field = &making->comparing->fields[number];
  Arena *arena = making->world->arena;
  bool undone = field_is_undone(making, number);
  const Column *is = field->columns[COMPARE_AFTER];
  if (is && !undone && !making->undone_customers && !field->contacts.length) {
    Column *same = arena_new(arena, sizeof *same);
    *same = *is;
    return same;
  }
  Value *values = arena_array(arena, making->rows + 1, sizeof *values);
  for (size_t row = 0; row < making->rows; row++)
    values[row] = value_of(making, field, undone, row);
  return column_from_values(arena, field->name, values, making->rows);
}

static Column *missing_column(const Making *making, Text name) {
  Value *values = arena_array(making->world->arena, making->rows + 1, sizeof *values);
  return column_from_values(making->world->arena, name, values, making->rows);
}

/* Who was not told of had none, for all that is known. */
static const Column *contacts_column(const Making *making, Text selection) {
  const Comparing *comparing = making->comparing;
  Arena *arena = making->world->arena;
  Value *values = arena_array(arena, making->rows + 1, sizeof *values);
  for (size_t row = 0; row < making->rows; row++)
    values[row] = (Value){.kind = VALUE_INTEGER, .integer = 0};
  for (size_t i = 0; i < comparing->field_count; i++) {
    const CompareField *field = &comparing->fields[i];
    for (size_t row = 0; row < making->rows && text_equal(field->contacts, selection); row++) {
      Value value = value_of(making, field, field_is_undone(making, i), row);
      values[row] = value.kind == VALUE_MISSING ? values[row] : value;
    }
  }
  return column_from_values(arena, selection, values, making->rows);
}

static const Column *const *contacts_of(const Making *making, const Policy *policy) {
  const Column **columns =
      arena_array(making->world->arena, policy->selection_count + 1, sizeof *columns);
  for (size_t i = 0; i < policy->selection_count; i++)
    if (policy->selections[i].pressure.max > 0)
      columns[i] = contacts_column(making, policy->selections[i].name);
  return columns;
}

static void drop_table(void *table) {
  table_drop(table);
}

/* --- the policy ------------------------------------------------------------------------ */

/* The day and all that is of the policy's text. */
static bool is_of_policy(const CompareDifference *difference) {
  return difference->policy || difference->kind == COMPARE_DAY;
}

static const Policy *load(const Making *making, Error *error) {
  const Comparing *comparing = making->comparing;
  const PolicyDifference **undone =
      arena_array(making->world->arena, comparing->difference_count + 1, sizeof *undone);
  int day = is_undone(making, COMPARE_DAY) ? COMPARE_BEFORE : COMPARE_AFTER;
  Undoing undoing = {policy_of(comparing, COMPARE_BEFORE), policy_of(comparing, COMPARE_AFTER),
                     undone, 0, policy_of(comparing, day)->as_of};
  for (size_t i = 0; i < comparing->difference_count; i++)
    if (making->world->undone[i] && comparing->differences[i].policy)
      undone[undoing.count++] = comparing->differences[i].policy;
  return differences_undo(comparing->arena, &undoing, error);
}

static const MixedPolicy *find_mixed(const Making *making) {
  const Comparing *comparing = making->comparing;
  for (size_t k = 0; k < comparing->mixed_count; k++) {
    bool same = true;
    for (size_t i = 0; same && i < comparing->difference_count; i++)
      same = !is_of_policy(&comparing->differences[i]) ||
             comparing->mixed[k].undone[i] == making->world->undone[i];
    if (same)
      return &comparing->mixed[k];
  }
  return NULL;
}

/* Each policy is loaded once. */
static const Policy *mixed_policy(Making *making, Error *error) {
  Comparing *comparing = making->comparing;
  const MixedPolicy *known = find_mixed(making);
  if (known)
    return known->policy;
  if (comparing->mixed_count == comparing->mixed_room) {
    size_t room = 2 * comparing->mixed_room + 16;
    MixedPolicy *more = arena_array(comparing->arena, room, sizeof *more);
    if (comparing->mixed_count)
      memcpy(more, comparing->mixed, comparing->mixed_count * sizeof *more);
    comparing->mixed = more;
    comparing->mixed_room = room;
  }
  MixedPolicy *mixed = &comparing->mixed[comparing->mixed_count++];
  mixed->undone = arena_array(comparing->arena, comparing->difference_count + 1, sizeof(bool));
  memcpy(mixed->undone, making->world->undone, comparing->difference_count * sizeof(bool));
  mixed->policy = load(making, error);
  return mixed->policy;
}

/* A copy in which attributes and selections may change. */
static Policy *copied(Arena *arena, const Policy *policy) {
  Policy *copy = arena_new(arena, sizeof *copy);
  *copy = *policy;
  copy->attributes = arena_array(arena, policy->attribute_count + 1, sizeof *copy->attributes);
  copy->selections = arena_array(arena, policy->selection_count + 1, sizeof *copy->selections);
  copy->named = arena_array(arena, policy->mention_count + 1, sizeof *copy->named);
  for (size_t i = 0; i < policy->attribute_count; i++)
    copy->attributes[i] = policy->attributes[i];
  for (size_t i = 0; i < policy->selection_count; i++)
    copy->selections[i] = policy->selections[i];
  return copy;
}

/* What no rule needs is in no log, and decides nothing. */
static void keep_what_decides(Policy *policy) {
  size_t kept = 0;
  for (size_t i = 0; i < policy->attribute_count; i++)
    for (size_t k = 0; k < policy->named_count; k++)
      if (text_equal(policy->named[k], policy->attributes[i].name)) {
        policy->attributes[kept++] = policy->attributes[i];
        break;
      }
  policy->attribute_count = kept;
  policy->guarantee_count = policy->need_count = policy->scenario_count = 0;
}

/* --- all of it ------------------------------------------------------------------------- */

static bool make(Making *making, CompareWorld *made, Error *error) {
  Comparing *comparing = making->comparing;
  Arena *arena = making->world->arena;
  list_rows(making);
  const Policy *mixed = mixed_policy(making, error);
  if (!mixed)
    return false;
  made->policy = copied(arena, mixed);
  size_t most = comparing->field_count + made->policy->mention_count, count = 0;
  Column **columns = arena_array(arena, most + 1, sizeof *columns);
  const Column **given = arena_array(arena, comparing->field_count + 1, sizeof *given);
  for (size_t i = 0; i < comparing->field_count; i++) {
    bool attribute = policy_attribute(made->policy, comparing->fields[i].name);
    if (comparing->fields[i].given && attribute)
      given[made->given_count++] = column_of(making, i);
    else if (!comparing->fields[i].given && !comparing->fields[i].contacts.length)
      columns[count++] = column_of(making, i);
  }
  made->given = given;
  made->table = table_of_columns(TEXT("customers"), columns, count, making->rows, comparing->key);
  arena_finally(arena, drop_table, made->table);
  for (size_t i = 0; i < made->policy->mention_count; i++) {
    Text name = made->policy->mentions[i].name;
    if (!table_column(made->table, name) && !policy_attribute(made->policy, name))
      table_add(made->table, missing_column(making, name));
  }
  if (!policy_bind(made->policy, made->table, error))
    return false;
  keep_what_decides(made->policy);
  if (comparing->input->by_log)
    made->contacts = contacts_of(making, made->policy);
  return true;
}

/* A policy between the two may be wrong; anything else that goes wrong stops it all. */
static bool is_failure(const Error *error) {
  return error->kind != ERROR_INPUT && error->kind != ERROR_RULE;
}

bool world_decide(Comparing *comparing, World *world) {
  Error error = {.kind = ERROR_NONE};
  CompareWorld made = {.given_count = 0};
  world->arena = arena_make();
  Making making = {.comparing = comparing, .world = world};
  bool decided = !comparing->stopped && make(&making, &made, &error) &&
                 comparing->input->decide(comparing->input->context, world->arena, &made,
                                          &world->ended, &error);
  if (decided || comparing->stopped || !is_failure(&error))
    return decided;
  *comparing->error = error;
  comparing->stopped = true;
  return false;
}

void world_drop(World *world) {
  arena_drop(world->arena);
}

Text world_label(const World *world, const OpenMover *open) {
  const Ended *ended = ended_find(&world->ended, open->rule->rule);
  uint32_t row = world->row_of ? world->row_of[open->mover->after] : open->mover->after;
  if (!ended)
    return TEXT("not excluded");
  return dictionary_text(ended->labels, ended->of[row]);
}

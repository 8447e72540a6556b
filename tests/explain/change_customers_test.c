/* The customers of the five policies that ship: what would change it, found for each of
 * them, is put into the raw data, all is decided anew, and the outcome must be there.
 *
 * All changes of a policy are decided at once: values that a customer has by his place among
 * others, or by events, are held as they are unless the change names them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "change_says.h"
#include "commands/run_events.h"
#include "explain/change_digits.h"
#include "explain/change_say.h"

#define must(condition, ...) ((condition) ? (void)0 : ck_abort_msg(__VA_ARGS__))

#ifdef HELDER_SANITIZED
enum { EVERY = 16 }; /* so many-th customers */
#else
enum { EVERY = 1 };
#endif

enum { WANTS_MOST = 64, AS_OF = 20778 /* 2026-11-21 */ };

static const char *const policies[] = {"spa", "workshop", "tailoring", "small_orders",
                                       "supermarket"};

typedef struct Totals {
  size_t customers, wants, changed, minimal, none, so, unproven;
} Totals;

typedef struct House {
  Arena *arena;
  const char *others; /* the folder of a sample with other customers; NULL: the shipped one */
  Error error;
  Policy *policy;
  Table *table;
  Events **events;
  size_t field_count; /* columns of the file: attributes stand behind them */
  Decided decided;
  ChangeFacts facts;
  Changes *changes;
  size_t row; /* the customer that is asked about */
  Totals totals;
} House;

/* --- the run as it is ------------------------------------------------------------ */

static const char *data_path(House *house, const char *folder) {
  const char *data = file_join(house->arena, folder, house->policy->data.bytes);
  if (house->others)
    data = house->others;
  return file_join(
      house->arena, data,
      text_format(house->arena, "%.*s.csv", TEXT_ARGS(house->policy->customers)).bytes);
}

static void decide(House *house, Table *table, Givens givens, Decided *decided) {
  DecideInput input = {.policy = house->policy,
                       .table = table,
                       .events = house->events,
                       .limits = jail_limits_default(),
                       .threads = 1,
                       .givens = givens,
                       .ask = policy_ask,
                       .drop = answers_drop};
  must(policy_bind(house->policy, table, &house->error), "%s", house->error.message);
  must(decide_run(house->arena, &input, decided, &house->error), "%s", house->error.message);
}

static void open_house(House *house, const char *name, const char *others) {
  *house = (House){.arena = arena_make(), .others = others};
  const char *folder = file_join(house->arena, "rules", name);
  house->policy = policy_load(house->arena, folder, AS_OF, jail_limits_default(), &house->error);
  must(house->policy != NULL, "%s: %s", name, house->error.message);
  house->table = table_read(data_path(house, folder), &house->policy->read, &house->error);
  must(house->table != NULL, "%s: %s", name, house->error.message);
  house->field_count = house->table->column_count;
  must(policy_bind(house->policy, house->table, &house->error), "%s", house->error.message);
  RunEvents asked = {.policy = house->policy, .customers = house->table, .threads = 1};
  house->events = run_events_read(house->arena, &asked, &house->error);
  must(house->events != NULL, "%s: %s", name, house->error.message);
  decide(house, house->table, (Givens){NULL, 0}, &house->decided);
}

static void close_house(House *house) {
  decide_drop(&house->decided);
  run_events_drop(house->events, house->policy);
  table_drop(house->table);
  arena_drop(house->arena);
}

/* --- what is known of it ------------------------------------------------------------ */

static int digits_of(const Column *column) {
  int most = 0;
  for (size_t row = 0; column->type == COLUMN_DECIMAL && row < column->rows; row++) {
    Value value = column_value(column, row);
    double power = 1;
    int digits = 0;
    for (; value.kind == VALUE_DECIMAL && digits < DIGITS_MOST; digits++, power *= 10)
      if (rint(value.decimal * power) / power == value.decimal)
        break;
    most = digits > most ? digits : most;
  }
  return most;
}

static void prepare(House *house) {
  const Policy *policy = house->policy;
  ColumnType *types = arena_array(house->arena, policy->named_count + 1, sizeof *types);
  int *digits = arena_array(house->arena, policy->named_count + 1, sizeof *digits);
  Value *cuts = arena_array(house->arena, policy->selection_count + 1, sizeof *cuts);
  bool *made = arena_array(house->arena, policy->selection_count + 1, sizeof *made);
  for (size_t i = 0; i < policy->named_count; i++) {
    types[i] = table_column(house->table, policy->named[i])->type;
    digits[i] = digits_of(table_column(house->table, policy->named[i]));
  }
  for (size_t i = 0; i < policy->selection_count; i++) {
    made[i] = house->decided.decisions.selections[i].cut_made;
    cuts[i] = house->decided.decisions.selections[i].cut;
  }
  house->facts =
      (ChangeFacts){policy, policy->named, types, policy->named_count, digits, cuts, made};
  house->changes = change_prepare(house->arena, &house->facts, &house->error);
  must(house->changes != NULL, "%s", house->error.message);
}

static bool value_of(const void *context, Text name, Value *value) {
  const House *house = context;
  const Column *column = table_column(house->table, name);
  if (column)
    *value = column_value(column, house->row);
  return column != NULL;
}

/* Asked of the engine, as `helder why` asks it. */
static Verdict verdict_of(const void *context, const Function *function) {
  const House *house = context;
  Error error = {.kind = ERROR_NONE};
  Step step = {.function = function, .rule = TEXT("a rule"), .kind = STEP_VERDICT};
  Asking asking = {.policy = house->policy,
                   .table = house->table,
                   .steps = &step,
                   .step_count = 1,
                   .limits = jail_limits_default(),
                   .threads = 1};
  Answers *answers = policy_ask(house->arena, &asking, &error);
  must(answers != NULL, "%s", error.message);
  Verdict verdict = (Verdict)answers->verdicts[0][house->row];
  answers_drop(answers);
  return verdict;
}

/* Out of each exclusion and of all, into each selection, into each segment. */
static size_t list_wants(const Policy *policy, ChangeWant *wants) {
  size_t count = 0;
  wants[count++] = (ChangeWant){CHANGE_NOT_EXCLUDED, SIZE_MAX, 0};
  for (size_t i = 0; i < policy->exclusion_count; i++)
    wants[count++] = (ChangeWant){CHANGE_NOT_EXCLUDED, i, 0};
  for (size_t i = 0; i < policy->selection_count; i++)
    wants[count++] = (ChangeWant){CHANGE_SELECTED, i, 0};
  for (size_t i = 0; i < policy->segmentation_count; i++)
    for (size_t j = 0; j < policy->segmentations[i].segment_count && count < WANTS_MOST; j++)
      wants[count++] = (ChangeWant){CHANGE_SEGMENT, i, j};
  return count;
}

/* --- the changed data ----------------------------------------------------------------- */

/* The values of each column anew, and whose attributes are given. */
typedef struct World {
  Value **values; /* [column of the table][row]; NULL: as it was */
  bool *wanted;   /* [row]: a change was found for this customer … */
  ChangeWant *wants;
} World;

static World make_world(House *house) {
  World world = {.values =
                     arena_array(house->arena, house->table->column_count, sizeof *world.values),
                 .wanted = arena_array(house->arena, house->table->rows, sizeof *world.wanted),
                 .wants = arena_array(house->arena, house->table->rows, sizeof *world.wants)};
  return world;
}

static Value *values_of(House *house, World *world, size_t number) {
  const Column *column = &house->table->columns[number];
  if (world->values[number])
    return world->values[number];
  Value *values = arena_array(house->arena, column->rows, sizeof *values);
  for (size_t row = 0; row < column->rows; row++)
    values[row] = column_value(column, row);
  return world->values[number] = values;
}

static Value value_from(const json_t *json, ColumnType type) {
  int32_t days;
  Text text = {json_string_value(json), json_string_length(json)};
  if (json_is_boolean(json))
    return (Value){.kind = VALUE_BOOLEAN, .boolean = json_is_true(json)};
  if (json_is_string(json) && type == COLUMN_DATE && date_from_iso(text, &days))
    return (Value){.kind = VALUE_DATE, .days = days};
  if (json_is_string(json))
    return (Value){.kind = VALUE_TEXT, .text = text};
  if (type == COLUMN_DECIMAL)
    return (Value){.kind = VALUE_DECIMAL, .decimal = json_number_value(json)};
  return (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(json)};
}

/* The end of the range that lies nearest to what it is now, or with `far` the other one. */
static const json_t *end_of(const json_t *range, const ChangePart *part, bool far) {
  const json_t *from = json_object_get(range, "from"), *to = json_object_get(range, "to");
  bool above = from && to && part->now.kind != VALUE_MISSING && part->now.kind != VALUE_TEXT &&
               says_number(part->now) > json_number_value(to);
  if (from && to)
    return above != far ? to : from;
  return from ? from : to;
}

static Value value_told(const ChangePart *part, ColumnType type, bool far) {
  static const char *const lists[] = {"one_of", "example"};
  const json_t *is = json_object_get(part->range, "is");
  if (json_object_get(part->range, "any"))
    return type == COLUMN_TEXT      ? (Value){.kind = VALUE_TEXT, .text = TEXT("anything")}
           : type == COLUMN_BOOLEAN ? (Value){.kind = VALUE_BOOLEAN, .boolean = far}
                                    : value_from(json_integer(0), type);
  if (json_object_get(part->range, "none_of"))
    return (Value){.kind = VALUE_TEXT, .text = TEXT("none of those")};
  for (size_t i = 0; i < 2; i++) {
    const json_t *list = json_object_get(part->range, lists[i]);
    if (list)
      return value_from(json_array_get(list, far ? json_array_size(list) - 1 : 0), type);
  }
  return value_from(is ? is : end_of(part->range, part, far), type);
}

static void apply(House *house, World *world, const ChangeAnswer *answer, bool far) {
  world->wanted[house->row] = true;
  world->wants[house->row] = answer->want;
  for (size_t i = 0; i < answer->part_count; i++) {
    const ChangePart *part = &answer->parts[i];
    const Column *column = table_column(house->table, part->name);
    size_t number = (size_t)(column - house->table->columns);
    values_of(house, world, number)[house->row] = value_told(part, column->type, far);
  }
}

static Table *changed_table(House *house, const World *world) {
  Column **columns = arena_array(house->arena, house->field_count, sizeof *columns);
  for (size_t i = 0; i < house->field_count; i++) {
    const Column *column = &house->table->columns[i];
    columns[i] = arena_new(house->arena, sizeof **columns);
    *columns[i] = world->values[i] ? *column_from_values(house->arena, column->name,
                                                         world->values[i], column->rows)
                                   : *column;
  }
  return table_of_columns(house->table->name, columns, house->field_count, house->table->rows,
                          house->table->key);
}

/* What is not worked out from a customer's own fields is held, or as the change says. */
static Givens held_attributes(House *house, World *world) {
  const Policy *policy = house->policy;
  Given *list = arena_array(house->arena, policy->attribute_count + 1, sizeof *list);
  uint8_t *all = arena_array(house->arena, house->table->rows, sizeof *all);
  size_t count = 0;
  memset(all, 1, house->table->rows);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    const Column *column = table_column(house->table, attribute->name);
    if (!column || change_is_worked_out(&house->facts, attribute))
      continue;
    const Value *values = values_of(house, world, (size_t)(column - house->table->columns));
    list[count++] =
        (Given){attribute->name,
                column_from_values(house->arena, attribute->name, values, column->rows), all};
  }
  return (Givens){list, count};
}

/* --- all --------------------------------------------------------------------------------- */

static const ChangeAnswer *find(House *house, ChangeWant want) {
  ChangeCustomer customer = {house, value_of, verdict_of};
  const ChangeAnswer *answer =
      change_find_for(house->arena, house->changes, &customer, want, &house->error);
  must(answer != NULL, "%s", house->error.message);
  house->totals.wants++;
  house->totals.minimal += answer->status == CHANGE_MINIMAL;
  house->totals.unproven += answer->status == CHANGE_UNPROVEN;
  house->totals.none += answer->status == CHANGE_NONE;
  house->totals.so += answer->status == CHANGE_SO;
  return answer;
}

static void check_world(House *house, World *world, const char *name) {
  Decided decided;
  Table *table = changed_table(house, world);
  decide(house, table, held_attributes(house, world), &decided);
  Says says = {house->policy, &decided.decisions, house->facts.cuts, house->facts.cut_made};
  for (size_t row = 0; row < table->rows; row++) {
    if (!world->wanted[row])
      continue;
    house->totals.changed++;
    Phrase want = change_say_want(house->arena, house->policy, world->wants[row]);
    must(says_so(&says, world->wants[row], row), "%s, row %zu: the change does not give \"%.*s\"",
         name, row, TEXT_ARGS(want.en));
  }
  decide_drop(&decided);
  table_drop(table);
}

/* Each customer wants one thing, the next one another; in the second round once more
 * another, and the far ends of what is told are tried. */
static void check_policy(const char *name, const char *others, Totals *totals) {
  House house;
  ChangeWant wants[WANTS_MOST];
  open_house(&house, name, others);
  prepare(&house);
  size_t count = list_wants(house.policy, wants);
  for (size_t round = 0; round < 2; round++) {
    World world = make_world(&house);
    for (house.row = 0; house.row < house.table->rows; house.row += EVERY) {
      size_t number = (house.row / EVERY + round * (count / 2 + 1)) % count;
      const ChangeAnswer *answer = find(&house, wants[number]);
      if (answer->part_count)
        apply(&house, &world, answer, round == 1);
    }
    check_world(&house, &world, name);
  }
  totals->customers += (house.table->rows + EVERY - 1) / EVERY;
  totals->wants += house.totals.wants;
  totals->changed += house.totals.changed;
  totals->minimal += house.totals.minimal;
  totals->none += house.totals.none;
  totals->so += house.totals.so;
  totals->unproven += house.totals.unproven;
  close_house(&house);
}

/* The shipped samples have 8,300 customers: the spa with other ones, from the same story. */
static void check_others(Totals *totals) {
  Arena *arena = arena_make();
  char folder[] = "/tmp/helder-others-XXXXXX";
  ck_assert_ptr_nonnull(mkdtemp(folder));
  const char *made =
      arena_format(arena, "lua5.4 samples/generate.lua spa '%s' 2 > /dev/null", folder);
  must(system(made) == 0, "%s", made);
  check_policy("spa", file_join(arena, folder, "spa"), totals);
  file_folder_remove(folder);
  arena_drop(arena);
}

START_TEST(each_change_gives_the_outcome) {
  Totals totals = {.wants = 0};
  for (size_t i = 0; i < sizeof policies / sizeof *policies; i++)
    check_policy(policies[i], NULL, &totals);
  check_others(&totals);
  printf("what would change it: %zu wants of %zu customers of five policies: %zu so already, %zu "
         "minimal, %zu unproven, %zu none; %zu changes put into the data\n",
         totals.wants, totals.customers, totals.so, totals.minimal, totals.unproven, totals.none,
         totals.changed);
  ck_assert_uint_gt(totals.changed, totals.wants / 10);
  ck_assert_uint_ge(totals.customers, 10000 / EVERY);
}
END_TEST

Suite *explain_change_customers_suite(void) {
  Suite *suite = suite_create("explain_change_customers");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 600);
  tcase_add_test(all, each_change_gives_the_outcome);
  suite_add_tcase(suite, all);
  return suite;
}

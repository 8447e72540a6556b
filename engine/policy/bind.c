/* Holding a policy against the data: every name it mentions is a column or an
 * attribute, of a kind that fits its use. Costs names times columns; once a run. */
#include "policy/find.h"
#include "policy/names.h"
#include "policy/policy.h"

typedef struct Binding {
  Arena *arena; /* for messages and suggestions; dropped at the end */
  Policy *policy;
  const Table *table;
  Error *error;
} Binding;

static bool refuse_at(const Binding *binding, Position at, const char *message) {
  error_set(binding->error, ERROR_INPUT, "%s", message);
  return error_at(binding->error, at.file, at.line, at.column);
}

/* --- a name that is not there ---------------------------------------------------- */

static Text advice_on(const Binding *binding, Text word, bool columns_only) {
  const Table *table = binding->table;
  const Policy *policy = binding->policy;
  size_t count = 0;
  Text *names =
      arena_array(binding->arena, table->column_count + policy->attribute_count, sizeof(Text));
  for (size_t i = 0; i < table->column_count; i++)
    names[count++] = table->columns[i].name;
  for (size_t i = 0; i < policy->attribute_count && !columns_only; i++)
    names[count++] = policy->attributes[i].name;
  return names_advice(binding->arena, word, names, count);
}

static bool refuse_unknown(const Binding *binding, const Mention *mention, bool columns_only) {
  const char *what = columns_only ? "field" : "field or attribute";
  Text name = error_quote(binding->arena, mention->name, 60);
  Text table = text_of(binding->table->path ? binding->table->path : "the data");
  refuse_at(binding, mention->at,
            arena_format(binding->arena, "%.*s names %.*s, and %.*s has no such %s",
                         TEXT_ARGS(mention->rule), TEXT_ARGS(name), TEXT_ARGS(table), what));
  Text advice = advice_on(binding, mention->name, columns_only);
  if (text_equal(mention->rule, TEXT("--set")) && text_equal(mention->role, TEXT("what if")) &&
      advice.bytes[0] != 'd')
    return error_hint(binding->error, "a text stands in quotes, as in --set 'city=\"%.*s\"'",
                      TEXT_ARGS(mention->name));
  return error_hint(binding->error, "%.*s", TEXT_ARGS(advice));
}

/* --- a column that does not fit -------------------------------------------------- */

static bool is_empty(const Column *column) {
  return column->missing_count == column->rows;
}

static bool refuse_type(const Binding *binding, const Mention *mention, const char *found,
                        const char *expected) {
  bool of_need = text_equal(mention->role, TEXT("need.field"));
  Text key = of_need ? TEXT("field") : mention->role; /* as the policy writes it */
  return refuse_at(binding, mention->at,
                   arena_format(binding->arena, "%.*s in %.*s must be %s; \"%.*s\" is %s",
                                TEXT_ARGS(key), TEXT_ARGS(mention->rule), expected,
                                TEXT_ARGS(mention->name), found));
}

static bool check_column(const Binding *binding, const Mention *mention, const Column *column) {
  const char *found = column_type_name(column->type);
  if (is_empty(column))
    return true;
  if (text_equal(mention->role, TEXT("since")) && column->type != COLUMN_DATE)
    return refuse_type(binding, mention, found, "a date");
  if (text_equal(mention->role, TEXT("quota.of")) && !policy_holds_numbers(column))
    return refuse_type(binding, mention, found, "a number");
  if (text_equal(mention->role, TEXT("need.field")) && column->type == COLUMN_DATE)
    return refuse_type(binding, mention, found, "a number, a text or yes and no");
  if (text_equal(mention->role, TEXT("by")) &&
      (column->type == COLUMN_DECIMAL || column->type == COLUMN_DATE))
    return refuse_type(binding, mention, found, "a text, yes or no, or a whole number");
  const Attribute *attribute = policy_attribute(binding->policy, mention->attribute);
  const char *wanted = attribute ? policy_attribute_wants(attribute, mention->role, column) : NULL;
  return !wanted || refuse_type(binding, mention, found, wanted);
}

static bool check_attribute(const Binding *binding, const Mention *mention,
                            const Attribute *attribute) {
  if (text_equal(mention->role, TEXT("since")) && attribute->kind != ATTRIBUTE_IS &&
      attribute->kind != ATTRIBUTE_EVENTS)
    return refuse_type(binding, mention, "a place among the customers", "a date");
  return true;
}

/* Without it nobody could tell who is who. */
static bool refuse_key(const Binding *binding, const Mention *mention) {
  refuse_at(binding, mention->at,
            arena_format(binding->arena, "%.*s sets \"%.*s\", the key of the customers",
                         TEXT_ARGS(mention->rule), TEXT_ARGS(mention->name)));
  return error_hint(binding->error, "customers keep their keys in every world");
}

static bool check_mention(const Binding *binding, const Mention *mention) {
  bool columns_only =
      text_equal(mention->role, TEXT("key")) || text_equal(mention->role, TEXT("field"));
  const Column *column = table_column(binding->table, mention->name);
  if (text_equal(mention->role, TEXT("set")) &&
      text_equal(mention->name, binding->policy->read.key))
    return refuse_key(binding, mention);
  if (column)
    return check_column(binding, mention, column);
  const Attribute *attribute =
      columns_only ? NULL : policy_attribute(binding->policy, mention->name);
  if (attribute)
    return check_attribute(binding, mention, attribute);
  return refuse_unknown(binding, mention, columns_only);
}

static bool check_attribute_names(const Binding *binding) {
  for (size_t i = 0; i < binding->policy->attribute_count; i++) {
    const Attribute *attribute = &binding->policy->attributes[i];
    if (!table_column(binding->table, attribute->name))
      continue;
    refuse_at(binding, attribute->at,
              arena_format(binding->arena, "attribute \"%.*s\" has the name of a field of the data",
                           TEXT_ARGS(attribute->name)));
    return error_hint(binding->error, "choose another name for the attribute");
  }
  return true;
}

/* The description comes from a process that ran foreign code. */
static bool check_event_tables(const Binding *binding) {
  const Policy *policy = binding->policy;
  bool good = true;
  for (size_t i = 0; i < policy->attribute_count; i++)
    good = good && (policy->attributes[i].kind != ATTRIBUTE_EVENTS ||
                    policy->attributes[i].events.table < policy->side_table_count);
  for (size_t i = 0; i < policy->selection_count; i++)
    good = good && (policy->selections[i].pressure.max <= 0 ||
                    policy->selections[i].pressure.table < policy->side_table_count);
  return good ||
         error_set(binding->error, ERROR_INTERNAL, "events that are not declared are named");
}

/* --- what rules name ------------------------------------------------------------- */

/* Adds a name, and after an attribute what it needs. policy->named has room for every
 * mention. */
static void add_named(Policy *policy, Text name) {
  for (size_t i = 0; i < policy->named_count; i++)
    if (text_equal(policy->named[i], name))
      return;
  policy->named[policy->named_count++] = name;
  if (!policy_attribute(policy, name))
    return;
  for (size_t i = 0; i < policy->mention_count; i++)
    if (text_equal(policy->mentions[i].attribute, name))
      add_named(policy, policy->mentions[i].name);
}

/* Of the customers' table, of a need or a scenario: no decision reads it. */
static bool decides_nothing(const Mention *mention) {
  const Text roles[] = {TEXT("key"),      TEXT("field"),   TEXT("need.field"),
                        TEXT("split_by"), TEXT("what if"), TEXT("set")};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (text_equal(mention->role, roles[i]))
      return true;
  return false;
}

static void collect_named(Policy *policy) {
  policy->named_count = 0;
  for (size_t i = 0; i < policy->mention_count; i++) {
    const Mention *mention = &policy->mentions[i];
    if (!mention->attribute.length && !decides_nothing(mention))
      add_named(policy, mention->name);
  }
}

static bool check_mentions(const Binding *binding) {
  for (size_t i = 0; i < binding->policy->mention_count; i++)
    if (!check_mention(binding, &binding->policy->mentions[i]))
      return false;
  return true;
}

bool policy_bind(Policy *policy, const Table *table, Error *error) {
  Binding binding = {arena_make(), policy, table, error};
  bool bound =
      check_event_tables(&binding) && check_attribute_names(&binding) && check_mentions(&binding);
  if (bound)
    collect_named(policy);
  arena_drop(binding.arena);
  return bound;
}

/* --- what is said of fields ------------------------------------------------------ */

const FieldInfo *policy_field(const Policy *policy, Text name) {
  for (size_t i = 0; i < policy->field_count; i++)
    if (text_equal(policy->fields[i].name, name))
      return &policy->fields[i];
  return NULL;
}

Text policy_label(const Policy *policy, Text name, bool dutch) {
  const FieldInfo *field = policy_field(policy, name);
  const Attribute *attribute = field ? NULL : policy_attribute(policy, name);
  Phrase label = field ? field->label : attribute ? attribute->label : (Phrase){name, {0}};
  if (dutch && label.nl.length)
    return label.nl;
  return label.en.length ? label.en : name;
}

bool policy_has_label(const Policy *policy, Text name) {
  const FieldInfo *field = policy_field(policy, name);
  const Attribute *attribute = field ? NULL : policy_attribute(policy, name);
  return field ? field->label.en.length > 0
               : attribute && !text_equal(attribute->label.en, attribute->name);
}

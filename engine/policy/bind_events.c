/* Holding what a policy says of a side table against its data. Costs names times
 * columns; once a run. */
#include "base/date.h"
#include "load/format.h"
#include "policy/names.h"
#include "policy/policy.h"

typedef struct Binding {
  Arena *arena; /* for messages and suggestions; dropped at the end */
  const Policy *policy;
  const SideTable *side;
  const Table *table;
  Error *error;
} Binding;

static bool refuse_at(const Binding *binding, Position at, const char *message) {
  error_set(binding->error, ERROR_INPUT, "%s", message);
  return error_at(binding->error, at.file, at.line, at.column);
}

static bool refuse_unknown(const Binding *binding, const Mention *mention) {
  const Table *table = binding->table;
  Text name = error_quote(binding->arena, mention->name, 60);
  refuse_at(binding, mention->at,
            arena_format(binding->arena, "%.*s names %.*s, and %s has no such field",
                         TEXT_ARGS(mention->rule), TEXT_ARGS(name),
                         table->path ? table->path : "the data"));
  Text advice = names_advice_columns(binding->arena, mention->name, table);
  return error_hint(binding->error, "%.*s", TEXT_ARGS(advice));
}

static bool is_empty(const Column *column) {
  return column->missing_count == column->rows;
}

static bool check_names(const Binding *binding) {
  for (size_t i = 0; i < binding->policy->event_mention_count; i++) {
    const Mention *mention = &binding->policy->event_mentions[i];
    if (!text_equal(mention->table, binding->side->name))
      continue;
    const Column *column = table_column(binding->table, mention->name);
    if (!column)
      return refuse_unknown(binding, mention);
    if (!text_equal(mention->role, TEXT("on")) || column->type == COLUMN_DATE || is_empty(column))
      continue;
    refuse_at(binding, mention->at,
              arena_format(binding->arena, "on in %.*s must be a date; \"%.*s\" is %s",
                           TEXT_ARGS(mention->rule), TEXT_ARGS(mention->name),
                           column_type_name(column->type)));
    return error_hint(binding->error,
                      "fields = { %.*s = { type = \"date\" } } shows the line where it is none",
                      TEXT_ARGS(mention->name));
  }
  return true;
}

/* --- attributes ------------------------------------------------------------------ */

static bool is_number(ColumnType type) {
  return type == COLUMN_INTEGER || type == COLUMN_DECIMAL;
}

static const char *expected_of(EventWord word) {
  return word == EVENT_SUM || word == EVENT_MEAN ? "a number" : "a number, a date or a text";
}

static bool fits_word(EventWord word, ColumnType type) {
  if (word == EVENT_SUM || word == EVENT_MEAN)
    return is_number(type);
  return (word != EVENT_MIN && word != EVENT_MAX) || is_number(type) || type == COLUMN_DATE ||
         type == COLUMN_TEXT;
}

/* Whether `none` can stand among what the word answers of such a column. */
static bool fits_none(const EventMeasure *measure, ColumnType type) {
  int32_t days;
  Value none = measure->none;
  bool number = none.kind == VALUE_INTEGER || none.kind == VALUE_DECIMAL;
  if (none.kind == VALUE_MISSING)
    return true;
  if (measure->word == EVENT_COUNT || measure->word == EVENT_DISTINCT ||
      measure->word == EVENT_LOST || is_number(type))
    return number;
  if (type == COLUMN_DATE)
    return none.kind == VALUE_TEXT && date_from_iso(none.text, &days);
  return none.kind == (type == COLUMN_BOOLEAN ? VALUE_BOOLEAN : VALUE_TEXT);
}

/* A column of numbers that some texts spoil, not one of texts. */
static bool is_spoiled(const Column *column) {
  uint32_t count =
      column->type == COLUMN_TEXT && column->dictionary ? dictionary_count(column->dictionary) : 0;
  for (uint32_t code = 0; code < count; code++)
    if (format_of(dictionary_text(column->dictionary, code)) & FORMAT_NUMBERS)
      return true;
  return false;
}

/* The side table is read once more with the field as numbers, up to the first cell that is
 * none: columns no longer know their lines. False where that is not to be had. */
static bool find_no_number(const Binding *binding, Text field, Error *found) {
  const SideTable *side = binding->side;
  ReadOptions read = side->read;
  FieldOption *fields = arena_array(binding->arena, read.field_count + 1, sizeof *fields);
  FieldOption own = {.field = field};
  size_t count = 0;
  if (!binding->table->path)
    return false;
  for (size_t i = 0; i < read.field_count; i++)
    if (text_equal(read.fields[i].field, field))
      own = read.fields[i];
    else
      fields[count++] = read.fields[i];
  own.type = TEXT("decimal");
  fields[count++] = own;
  read.fields = fields;
  read.field_count = count;
  read.threads = 1;
  Table *table = table_read(binding->table->path, &read, found);
  table_drop(table);
  return !table && found->line > 0 && strstr(found->message, " is no decimal number");
}

static bool refuse_word(const Binding *binding, const Attribute *attribute, const Column *of) {
  const EventMeasure *measure = &attribute->events;
  Error found = {.kind = ERROR_NONE};
  const char *what = arena_format(
      binding->arena, "%s in attribute \"%.*s\" takes %s; \"%.*s\" of %.*s is %s",
      event_word_name(measure->word), TEXT_ARGS(attribute->name), expected_of(measure->word),
      TEXT_ARGS(measure->of), TEXT_ARGS(binding->side->name), column_type_name(of->type));
  if (!is_spoiled(of) || !find_no_number(binding, measure->of, &found))
    return refuse_at(binding, attribute->at, what);
  int quoted = (int)(strstr(found.message, " is no decimal number") - found.message);
  refuse_at(binding, attribute->at,
            arena_format(binding->arena, "%s, for %s:%ld:%ld holds %.*s", what, found.file,
                         found.line, found.column, quoted, found.message));
  return error_hint(binding->error,
                    "if that means no answer: fields = { %.*s = { missing = { %.*s } } } in events "
                    "\"%.*s\"; if it is a slip, mend the cell",
                    TEXT_ARGS(measure->of), quoted, found.message, TEXT_ARGS(binding->side->name));
}

static bool check_measure(const Binding *binding, const Attribute *attribute) {
  const EventMeasure *measure = &attribute->events;
  const Column *of = table_column(binding->table, measure->of);
  const char *name = event_word_name(measure->word);
  bool dated = measure->word == EVENT_FIRST || measure->word == EVENT_LAST;
  if (!of != (measure->word == EVENT_COUNT || measure->word == EVENT_LOST) ||
      (dated && !binding->side->on.length))
    return error_set(binding->error, ERROR_INTERNAL, "an attribute over events makes no sense");
  if (of && is_empty(of))
    return true;
  if (of && !fits_word(measure->word, of->type))
    return refuse_word(binding, attribute, of);
  if (fits_none(measure, of ? of->type : COLUMN_INTEGER))
    return true;
  return refuse_at(
      binding, attribute->at,
      arena_format(binding->arena,
                   "none in attribute \"%.*s\" must be of the kind that %s answers "
                   "(%s), as it stands in for it",
                   TEXT_ARGS(attribute->name), name,
                   of && !is_number(of->type) ? column_type_name(of->type) : "a number"));
}

bool policy_bind_events(const Policy *policy, size_t number, const Table *side, Error *error) {
  Binding binding = {arena_make(), policy, &policy->side_tables[number], side, error};
  bool bound = check_names(&binding);
  for (size_t i = 0; bound && i < policy->attribute_count; i++)
    if (policy->attributes[i].kind == ATTRIBUTE_EVENTS &&
        policy->attributes[i].events.table == number)
      bound = check_measure(&binding, &policy->attributes[i]);
  arena_drop(binding.arena);
  return bound;
}

const FieldInfo *policy_event_field(const Policy *policy, Text table, Text name) {
  for (size_t i = 0; i < policy->side_table_count; i++) {
    const SideTable *side = &policy->side_tables[i];
    for (size_t f = 0; text_equal(side->name, table) && f < side->field_count; f++)
      if (text_equal(side->fields[f].name, name))
        return &side->fields[f];
  }
  return NULL;
}

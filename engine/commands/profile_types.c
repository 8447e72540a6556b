#include "commands/profile_types.h"

#include <ctype.h>

#include "base/date.h"
#include "base/file.h"
#include "commands/run_data.h"
#include "commands/run_events.h"
#include "policy/scripts.h"
#include "table/settle.h"

/* --- pieces ---------------------------------------------------------------------- */

/* On one line, as a comment can hold it. */
static void put_comment(Buffer *out, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    bool control = (unsigned char)text.bytes[i] < ' ';
    buffer_byte(out, control ? ' ' : text.bytes[i]);
  }
}

static void put_field(Buffer *out, Text name, const char *type, bool optional) {
  buffer_string(out, "---@field ");
  settle_key(out, name);
  buffer_format(out, " %s%s", type, optional ? "?" : "");
}

/* --- the customer ---------------------------------------------------------------- */

static const char *type_of(const Column *column) {
  static const char *const types[] = {
      [COLUMN_INTEGER] = "integer",  [COLUMN_DECIMAL] = "number", [COLUMN_BOOLEAN] = "boolean",
      [COLUMN_DATE] = "helder.Date", [COLUMN_TEXT] = "string",    [COLUMN_MIXED] = "any"};
  return types[column->type];
}

static void put_column(Buffer *out, const Column *column, const FieldInfo *field) {
  put_field(out, column->name, type_of(column), column->missing_count > 0);
  if (field && field->label.en.length) {
    buffer_byte(out, ' ');
    put_comment(out, field->label.en);
  }
  if (field && field->sensitive)
    buffer_string(out, " (sensitive)");
  if (column->missing_count)
    buffer_format(out, " (missing for %zu of %zu)", column->missing_count, column->rows);
  buffer_byte(out, '\n');
}

static const char *type_of_events(const EventMeasure *measure, Table *const *sides) {
  switch (measure->word) {
  case EVENT_COUNT:
  case EVENT_DISTINCT:
    return "integer";
  case EVENT_SUM:
  case EVENT_MEAN:
  case EVENT_LOST:
    return "number";
  default: {
    const Column *of = table_column(sides[measure->table], measure->of);
    return of ? type_of(of) : "any";
  }
  }
}

static const char *type_of_attribute(const Attribute *attribute, Table *const *sides) {
  switch (attribute->kind) {
  case ATTRIBUTE_EVENTS:
    return type_of_events(&attribute->events, sides);
  case ATTRIBUTE_NTILE:
  case ATTRIBUTE_BINS:
  case ATTRIBUTE_CUTS:
    return "integer";
  case ATTRIBUTE_SHARE:
  case ATTRIBUTE_AHEAD:
    return "number";
  default:
    return "any";
  }
}

static void put_attribute(Buffer *out, const Attribute *attribute, Table *const *sides) {
  put_field(out, attribute->name, type_of_attribute(attribute, sides), true);
  if (!text_equal(attribute->label.en, attribute->name)) {
    buffer_byte(out, ' ');
    put_comment(out, attribute->label.en);
  }
  buffer_string(out, " (attribute)\n");
}

static void put_customer(Buffer *out, const Table *table, const Policy *policy,
                         Table *const *sides) {
  buffer_string(out, "\n--- One customer: a row of ");
  put_comment(out, text_of(file_name(table->path)));
  buffer_string(out, "\n---@class helder.Customer\n");
  for (size_t i = 0; i < table->column_count; i++)
    put_column(out, &table->columns[i],
               policy ? policy_field(policy, table->columns[i].name) : NULL);
  for (size_t i = 0; policy && i < policy->attribute_count; i++)
    put_attribute(out, &policy->attributes[i], sides);
}

/* --- the events ------------------------------------------------------------------ */

/* "helder.Event.visits"; what a class cannot be called becomes _. */
static void put_class(Buffer *out, Text table) {
  buffer_string(out, "helder.Event.");
  for (size_t i = 0; i < table.length; i++) {
    unsigned char byte = (unsigned char)table.bytes[i];
    buffer_byte(out, isalnum(byte) || byte == '-' || byte >= 0x80 ? (char)byte : '_');
  }
}

static void put_event(Buffer *out, const SideTable *side, const Table *table,
                      const Policy *policy) {
  buffer_string(out, "\n--- One of the events: a row of ");
  put_comment(out, text_of(file_name(table->path)));
  buffer_string(out, "\n---@class ");
  put_class(out, side->name);
  buffer_byte(out, '\n');
  for (size_t i = 0; i < table->column_count; i++)
    put_column(out, &table->columns[i],
               policy_event_field(policy, side->name, table->columns[i].name));
}

/* A `where` is asked of an event of whichever table the attribute names. */
static void put_events(Buffer *out, const Policy *policy, Table *const *sides) {
  size_t count = policy ? policy->side_table_count : 0;
  for (size_t i = 0; i < count; i++)
    put_event(out, &policy->side_tables[i], sides[i], policy);
  buffer_string(out, "\n---@alias helder.AnyEvent ");
  for (size_t i = 0; i < count; i++) {
    buffer_string(out, i ? "|" : "");
    put_class(out, policy->side_tables[i].name);
  }
  buffer_string(out, count ? "\n" : "table<string, any>\n");
}

/* --- the outcome, of a policy ---------------------------------------------------- */

/* The names of its segments as the values that d.segment["NAME"] can have. */
static void put_segmentation(Buffer *out, const Segmentation *group) {
  buffer_string(out, "---@field ");
  settle_key(out, group->name);
  buffer_byte(out, ' ');
  if (group->mode == SEGMENTATION_ALL)
    buffer_string(out, "string[]");
  for (size_t i = 0; group->mode != SEGMENTATION_ALL && i < group->segment_count; i++) {
    buffer_string(out, i ? "|" : "");
    settle_text(out, group->segments[i].name);
  }
  buffer_string(out, group->mode == SEGMENTATION_ALL ? "?\n" : "|nil\n");
}

static void put_outcome(Buffer *out, const Policy *policy) {
  buffer_string(out, "\n---@alias helder.State \"excluded\"|\"not eligible\"|\"undecided\"|"
                     "\"contacted enough\"|\"taken elsewhere\"|\"household\"|\"over quota\"|"
                     "\"below the cut\"|\"holdout\"|\"selected\"\n");
  buffer_string(out, "\n---@class helder.Segments\n");
  for (size_t i = 0; policy && i < policy->segmentation_count; i++)
    put_segmentation(out, &policy->segmentations[i]);
  buffer_string(out, "\n---@class helder.Selections\n");
  for (size_t i = 0; policy && i < policy->selection_count; i++) {
    put_field(out, policy->selections[i].name, "helder.State", false);
    buffer_byte(out, '\n');
  }
}

static void put_words(Buffer *out) {
  for (const ShippedScript *script = shipped_texts; script->name; script++)
    if (strcmp(script->name, "types") == 0)
      buffer_append(out, script->bytes, script->length);
}

/* --- the door -------------------------------------------------------------------- */

static bool is_policy(const char *path) {
  size_t length = strlen(path);
  return file_is_folder(path) || (length > 4 && strcmp(path + length - 4, ".lua") == 0);
}

bool profile_types(const char *path, bool skip_bad_rows, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  ReadOptions read = {0};
  Policy *policy = NULL;
  bool good = true;
  if (is_policy(path)) {
    policy = policy_load(arena, path, date_today(), jail_limits_default(), error);
    path = policy ? run_data_path(arena, NULL, policy, error) : NULL;
    good = path != NULL;
    read = policy ? policy->read : read;
  }
  read.skip_bad_rows = skip_bad_rows;
  read.threads = 1;
  Table *table = good ? table_read(path, &read, error) : NULL, **sides = NULL;
  RunEvents asked = {
      .policy = policy, .customers = table, .skip_bad_rows = skip_bad_rows, .threads = 1};
  good = table && (!policy || (sides = run_events_tables(arena, &asked, error)));
  if (good) {
    put_words(out);
    put_customer(out, table, policy, sides);
    put_events(out, policy, sides);
    put_outcome(out, policy);
  }
  for (size_t i = 0; sides && i < policy->side_table_count; i++)
    table_drop(sides[i]);
  table_drop(table);
  arena_drop(arena);
  return good;
}

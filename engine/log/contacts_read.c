#include "log/contacts_read.h"

#include "log/run_lines.h"

typedef struct Contacts {
  const Policy *policy;
  Value **values; /* [selection][row]; NULL without pressure */
  size_t row, rows;
} Contacts;

static bool has_pressure(const Policy *policy, size_t selection) {
  return policy->selections[selection].pressure.max > 0;
}

static bool read_line(void *context, Text line) {
  static const char word[] = ",\"pressure\":{";
  Contacts *contacts = context;
  size_t row = contacts->row++;
  if (row == contacts->rows)
    return false;
  if (!memmem(line.bytes, line.length, word, sizeof word - 1))
    return true;
  json_t *json = json_loadb(line.bytes, line.length, JSON_ALLOW_NUL, NULL);
  const json_t *selections = json_object_get(json, "selections");
  for (size_t i = 0; i < contacts->policy->selection_count; i++) {
    Text name = contacts->policy->selections[i].name;
    const json_t *told = json_object_getn(selections, name.bytes, name.length);
    const json_t *counted = json_object_get(json_object_get(told, "pressure"), "counted");
    if (contacts->values[i] && counted)
      contacts->values[i][row] =
          (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(counted)};
  }
  json_decref(json);
  return json != NULL;
}

const Column *const *contacts_read(Arena *arena, const Run *run, const Policy *policy,
                                   Error *error) {
  const Column **columns = arena_array(arena, policy->selection_count + 1, sizeof *columns);
  Contacts contacts = {policy, arena_array(arena, policy->selection_count + 1, sizeof(Value *)), 0,
                       run->rows};
  bool any = false;
  for (size_t i = 0; i < policy->selection_count; i++)
    if (has_pressure(policy, i)) {
      contacts.values[i] = arena_array(arena, run->rows + 1, sizeof(Value));
      any = true;
    }
  if (any && !run_lines(run, read_line, &contacts, error))
    return NULL;
  for (size_t i = 0; i < policy->selection_count; i++)
    if (contacts.values[i])
      columns[i] =
          column_from_values(arena, policy->selections[i].name, contacts.values[i], contacts.row);
  return columns;
}

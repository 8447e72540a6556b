#include "log/contacts_read.h"

#include "base/file.h"
#include "log/line_read.h"

typedef struct Contacts {
  const Policy *policy;
  Value **values; /* [selection][row]; NULL without pressure */
  size_t row;
} Contacts;

static bool has_pressure(const Policy *policy, size_t selection) {
  return policy->selections[selection].pressure.max > 0;
}

static bool read_line(Contacts *contacts, Text line) {
  static const char word[] = ",\"pressure\":{";
  if (!memmem(line.bytes, line.length, word, sizeof word - 1))
    return true;
  json_t *json = json_loadb(line.bytes, line.length, JSON_ALLOW_NUL, NULL);
  const json_t *selections = json_object_get(json, "selections");
  for (size_t i = 0; i < contacts->policy->selection_count; i++) {
    Text name = contacts->policy->selections[i].name;
    const json_t *told = json_object_getn(selections, name.bytes, name.length);
    const json_t *counted = json_object_get(json_object_get(told, "pressure"), "counted");
    if (contacts->values[i] && counted)
      contacts->values[i][contacts->row] =
          (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(counted)};
  }
  json_decref(json);
  return json != NULL;
}

/* The number of the first line that cannot be read, from 1; 0: all can. */
static size_t read_lines(Contacts *contacts, const Run *run) {
  Text line;
  ErasedLine erased;
  bool whole;
  size_t number = 0;
  for (size_t at = 0; line_next(run->decisions, &at, &line, &whole);) {
    number++;
    if (line_erased(line, &erased))
      continue;
    if (contacts->row == run->rows || !read_line(contacts, line))
      return number;
    contacts->row++;
  }
  return 0;
}

const Column *const *contacts_read(Arena *arena, const Run *run, const Policy *policy,
                                   Error *error) {
  const Column **columns = arena_array(arena, policy->selection_count + 1, sizeof *columns);
  Contacts contacts = {policy, arena_array(arena, policy->selection_count + 1, sizeof(Value *)), 0};
  bool any = false;
  for (size_t i = 0; i < policy->selection_count; i++)
    if (has_pressure(policy, i)) {
      contacts.values[i] = arena_array(arena, run->rows + 1, sizeof(Value));
      any = true;
    }
  size_t bad = any ? read_lines(&contacts, run) : 0;
  for (size_t i = 0; i < policy->selection_count && !bad; i++)
    if (contacts.values[i])
      columns[i] =
          column_from_values(arena, policy->selections[i].name, contacts.values[i], contacts.row);
  if (bad == 0)
    return columns;
  error_set(error, ERROR_INPUT, "this decision line is not JSON");
  error_at(error, text_of(file_join(arena, run->folder, "decisions.ndjson")), (long)bad, 0);
  error_hint(error, "look with: helder verify %s", run->folder);
  return NULL;
}

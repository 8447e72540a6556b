/* "changes": what would give another outcome (explain/change.h), as JSON and for people. */
#include "base/json_read.h"
#include "explain/change.h"
#include "explain/why_parts.h"

/* --- the document ----------------------------------------------------------- */

static const char *const status_names[] = {"minimal", "unproven", "none", "so already"};

static Text in_language(Phrase phrase, bool dutch) {
  return dutch && phrase.nl.length ? phrase.nl : phrase.en;
}

static json_t *part_document(const Telling *telling, const ChangePart *part) {
  json_t *document = json_object();
  json_object_set_new(document, "name", rule_text(part->name));
  json_object_set_new(document, "label", rule_text(in_language(part->label, telling->dutch)));
  json_object_set_new(document, "now", rule_value(part->now));
  json_object_set_new(document, "now_text", rule_text(in_language(part->now_text, telling->dutch)));
  json_object_set(document, "to", part->range);
  json_object_set_new(document, "text", rule_text(in_language(part->text, telling->dutch)));
  return document;
}

static json_t *answer_document(const Telling *telling, const ChangeAnswer *answer) {
  json_t *document = json_object(), *parts = json_array(), *decided = json_array();
  bool found = answer->part_count > 0;
  json_object_set_new(document, "want", rule_text(answer->outcome.en));
  json_object_set_new(document, "outcome", rule_text(in_language(answer->outcome, telling->dutch)));
  json_object_set_new(document, "reached",
                      answer->reached.en.length
                          ? rule_text(in_language(answer->reached, telling->dutch))
                          : json_null());
  json_object_set_new(document, "status", json_string(status_names[answer->status]));
  json_object_set_new(document, "cost", found ? json_real(answer->cost) : json_null());
  for (size_t i = 0; i < answer->part_count; i++)
    json_array_append_new(parts, part_document(telling, &answer->parts[i]));
  json_object_set_new(document, "values", parts);
  json_object_set_new(document, "if_nothing_else_changes", json_boolean(answer->others));
  json_object_set_new(document, "then",
                      answer->then.en.length ? rule_text(in_language(answer->then, telling->dutch))
                                             : json_null());
  json_object_set_new(document, "held",
                      answer->held.en.length ? rule_text(in_language(answer->held, telling->dutch))
                                             : json_null());
  for (size_t i = 0; i < answer->decided_count; i++)
    json_array_append_new(decided,
                          rule_text(in_language(answer->decided_by[i].text, telling->dutch)));
  json_object_set_new(document, "decided_by", decided);
  return document;
}

static json_t *answers_document(const Telling *telling, Changes *changes, const ChangeWant *wants,
                                size_t count, Error *error) {
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++) {
    const ChangeAnswer *answer =
        change_find(telling->arena, changes, telling->again, wants[i], error);
    if (!answer) {
      json_decref(list);
      return NULL;
    }
    json_array_append_new(list, answer_document(telling, answer));
  }
  return list;
}

json_t *why_changes(Telling *telling, Text want, Error *error) {
  const Policy *policy = telling->again->policy;
  ChangeWant one, *wants = &one;
  size_t count = 1;
  if (want.length && !change_want_read(telling->arena, policy, want, &one, error))
    return NULL;
  Changes *changes = change_open(telling->arena, telling->run, policy, error);
  if (!changes)
    return NULL;
  if (!want.length)
    count = change_wants(telling->arena, policy, telling->again, &wants);
  return answers_document(telling, changes, wants, count, error);
}

/* --- for people --------------------------------------------------------------- */

typedef struct Words {
  const char *title, *now, *unproven, *nothing, *nothing_alone, *nothing_found, *so, *others;
} Words;

static const Words languages[] = {
    {"What would change it", "now",
     "Something smaller may do it too: not everything could be looked at.",
     "Nothing that you can change does it:", "Nothing that you can change does it.",
     "Nothing was found that does it.", "That is so already.", "If nothing else changes."},
    {"Wat het zou veranderen", "nu",
     "Misschien is minder ook genoeg: niet alles kon worden bekeken.",
     "Niets wat u kunt veranderen doet het:", "Niets wat u kunt veranderen doet het.",
     "Er is niets gevonden dat het doet.", "Dat is al zo.", "Als verder niets verandert."},
};

static void put_line(Buffer *out, const char *line) {
  buffer_format(out, "               %s\n", line);
}

static void put_change(Buffer *out, const Words *words, const json_t *change) {
  size_t i;
  json_t *item;
  Text status = json_text_in(change, "status");
  const json_t *values = json_object_get(change, "values");
  const json_t *decided_by = json_object_get(change, "decided_by");
  Text reached = json_text_in(change, "reached");
  buffer_format(out, "  %.*s\n",
                TEXT_ARGS(reached.length ? reached : json_text_in(change, "outcome")));
  json_array_foreach(values, i, item) {
    buffer_format(out, "               %.*s: %.*s (%s: %.*s)\n",
                  TEXT_ARGS(json_text_in(item, "label")), TEXT_ARGS(json_text_in(item, "text")),
                  words->now, TEXT_ARGS(json_text_in(item, "now_text")));
  }
  if (text_equal(status, TEXT("none")))
    put_line(out, json_array_size(decided_by) ? words->nothing : words->nothing_alone);
  else if (text_equal(status, TEXT("unproven")))
    put_line(out, json_array_size(values) ? words->unproven : words->nothing_found);
  else if (text_equal(status, TEXT("so already")))
    put_line(out, words->so);
  json_array_foreach(decided_by, i, item) {
    put_line(out, json_string_value(item));
  }
  if (json_array_size(values) && json_is_true(json_object_get(change, "if_nothing_else_changes")))
    put_line(out, words->others);
  if (json_text_in(change, "then").length)
    put_line(out, json_string_value(json_object_get(change, "then")));
  if (json_text_in(change, "held").length)
    put_line(out, json_string_value(json_object_get(change, "held")));
}

void why_put_changes(const json_t *document, bool dutch, Buffer *out) {
  size_t i;
  json_t *change;
  const json_t *all = json_object_get(document, "changes");
  if (json_array_size(all))
    buffer_format(out, "\n%s\n", languages[dutch].title);
  json_array_foreach(all, i, change) {
    put_change(out, &languages[dutch], change);
  }
}

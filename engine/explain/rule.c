#include "explain/rule.h"

#include <math.h>

#include "base/json_read.h"
#include "condition/explain.h"
#include "policy/lines.h"
#include "policy/reason.h"

const char *rule_verdict_name(Verdict verdict) {
  static const char *const names[] = {"no", "yes", "unknown", "not asked"};
  return names[verdict];
}

json_t *rule_text(Text text) {
  return json_stringn(text.bytes ? text.bytes : "", text.length);
}

json_t *rule_number(double number) {
  bool whole = number == floor(number) && fabs(number) < 1e15;
  return whole ? json_integer((json_int_t)number) : json_real(number);
}

/* What a reason may name: the rule's own constants first, then the customer's values. */
typedef struct Names {
  const Again *again;
  const Function *function; /* NULL: no constants */
  const json_t *details;    /* NULL: no state */
  bool dutch;
} Names;

static bool detail_value(const json_t *details, Text name, Value *value) {
  const json_t *found = json_object_getn(details, name.bytes, name.length);
  double number;
  if (json_is_integer(found))
    *value = (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(found)};
  else if (json_decimal(found, &number))
    *value = (Value){.kind = VALUE_DECIMAL, .decimal = number};
  else if (json_is_string(found))
    *value =
        (Value){.kind = VALUE_TEXT, .text = {json_string_value(found), json_string_length(found)}};
  else if (json_is_null(found))
    *value = (Value){.kind = VALUE_MISSING};
  else
    return false;
  return true;
}

/* In place of a value that was kept out of the log. */
static Value hidden(bool dutch) {
  return (Value){.kind = VALUE_TEXT,
                 .text =
                     dutch ? TEXT("[buiten het logboek gehouden]") : TEXT("[kept out of the log]")};
}

static bool find_value(const void *context, Text name, Value *value) {
  const Names *names = context;
  if (names->details && detail_value(names->details, name, value))
    return true;
  if (names->details && json_object_getn(names->details, name.bytes, name.length)) {
    *value = hidden(names->dutch); /* {"masked":true} */
    return true;
  }
  for (size_t i = 0; names->function && i < names->function->value_count; i++) {
    if (!text_equal(names->function->values[i].name, name))
      continue;
    *value = names->function->values[i].value;
    return true;
  }
  if (again_hides(names->again, name)) {
    *value = hidden(names->dutch);
    return true;
  }
  return again_value(names->again, name, value);
}

static json_t *filled(const Telling *telling, Phrase phrase, const Names *names) {
  if (!phrase.en.length && !phrase.nl.length)
    return json_null();
  Names spoken = *names;
  spoken.dutch = telling->dutch && phrase.nl.length;
  return rule_text(reason_fill(telling->arena, phrase, spoken.dutch, find_value, &spoken));
}

json_t *rule_reason(const Telling *telling, Phrase phrase, const Function *function) {
  Names names = {.again = telling->again, .function = function};
  return filled(telling, phrase, &names);
}

json_t *rule_sentence(const Telling *telling, Phrase phrase, const json_t *details) {
  Names names = {.again = telling->again, .details = details};
  return filled(telling, phrase, &names);
}

json_t *rule_value(Value value) {
  switch (value.kind) {
  case VALUE_BOOLEAN:
    return json_boolean(value.boolean);
  case VALUE_INTEGER:
    return json_integer(value.integer);
  case VALUE_DECIMAL:
    if (value.decimal - value.decimal == 0)
      return json_real(value.decimal);
    return json_string(value.decimal > 0 ? "inf" : value.decimal < 0 ? "-inf" : "nan");
  case VALUE_MISSING:
    return json_null();
  default: {
    Buffer out = {0};
    value_plain(&out, value);
    json_t *text = rule_text(buffer_view(&out));
    buffer_free(&out);
    return text;
  }
  }
}

/* The fields that a function reads, with this customer's values. */
static json_t *facts(const Telling *telling, const Function *function) {
  json_t *list = json_array();
  for (size_t i = 0; i < function->read_count; i++) {
    Value value;
    if (!again_value(telling->again, function->reads[i], &value))
      continue;
    json_t *fact = json_object();
    json_object_set_new(fact, "name", rule_text(function->reads[i]));
    Text label = policy_label(telling->again->policy, function->reads[i], telling->dutch);
    json_object_set_new(fact, "label", rule_text(label));
    bool hides = again_hides(telling->again, function->reads[i]);
    json_object_set_new(fact, "value", hides ? json_pack("{s:b}", "masked", 1) : rule_value(value));
    json_array_append_new(list, fact);
  }
  return list;
}

/* "policy.lua:41": the file as it is called in the run folder. */
static json_t *place(const Telling *telling, Text file, int line) {
  const Policy *policy = telling->again->policy;
  if (file.length > policy->folder.length + 1 && policy->folder.length &&
      memcmp(file.bytes, policy->folder.bytes, policy->folder.length) == 0) {
    file.bytes += policy->folder.length + 1;
    file.length -= policy->folder.length + 1;
  }
  return rule_text(text_format(telling->arena, "%.*s:%d", TEXT_ARGS(file), line));
}

static void add_trouble(const Telling *telling, json_t *answer, const TroubleDetail *trouble) {
  if (!trouble)
    return;
  if (trouble->missing_count) {
    json_t *missing = json_array();
    for (size_t i = 0; i < trouble->missing_count; i++)
      json_array_append_new(missing, rule_text(trouble->missing[i]));
    json_object_set_new(answer, "missing", missing);
    return;
  }
  json_t *error = json_object();
  json_object_set_new(error, "message", rule_text(trouble->message));
  json_object_set_new(error, "line", json_integer(trouble->line));
  json_object_set_new(error, "at", place(telling, trouble->file, trouble->line));
  json_object_set_new(answer, "error", error);
}

/* Each comparison as written, with the values it met; NULL for a rule without a tree. */
static json_t *comparisons(const Telling *telling, const Function *function) {
  bool blind = again_blind(telling->again, function);
  Error error;
  const Again *again = telling->again;
  const Tree *tree = function->tree ? tree_read(telling->arena, function->tree, &error) : NULL;
  if (!tree)
    return NULL;
  const Explanation *explanation =
      condition_explain(telling->arena, tree, again->table, again->row, again->policy->as_of);
  json_t *list = json_array();
  for (size_t i = 0; i < explanation->count; i++) {
    const ExplainLine *line = &explanation->lines[i];
    json_t *comparison = json_object();
    json_object_set_new(comparison, "text", rule_text(line->text));
    json_object_set_new(comparison, "filled",
                        line->filled.length && !blind ? rule_text(line->filled) : json_null());
    const char *verdict = blind ? "masked" : rule_verdict_name(line->verdict);
    json_object_set_new(comparison, "verdict", json_string(verdict));
    json_object_set_new(comparison, "decided", json_boolean(line->decided && !blind));
    json_array_append_new(list, comparison);
  }
  return list;
}

/* The lines that ran, for a rule without a tree. */
static json_t *lines_run(const Telling *telling, const Function *function) {
  json_t *list = json_array();
  const LineRan *ran;
  for (size_t at = 0; again_ran(telling->again, function, &at, &ran);) {
    json_t *line = json_object();
    json_object_set_new(line, "at", place(telling, ran->file, ran->line));
    json_object_set_new(line, "source",
                        rule_text(policy_line(telling->again->policy, ran->file, ran->line)));
    json_array_append_new(list, line);
  }
  return list;
}

json_t *rule_answer(const Telling *telling, Text name, const Function *function, Phrase because) {
  json_t *answer = json_object();
  json_object_set_new(answer, "name", rule_text(name));
  Verdict verdict = again_verdict(telling->again, function);
  bool blind = again_blind(telling->again, function);
  json_object_set_new(answer, "verdict",
                      json_string(blind ? "masked" : rule_verdict_name(verdict)));
  json_object_set_new(answer, "because", rule_reason(telling, because, function));
  if (function->number < 0)
    return answer;
  json_object_set_new(answer, "read", facts(telling, function));
  json_t *compared = comparisons(telling, function);
  if (compared)
    json_object_set_new(answer, "comparisons", compared);
  else if (!blind)
    json_object_set_new(answer, "ran", lines_run(telling, function));
  if (!blind)
    add_trouble(telling, answer, again_trouble(telling->again, function));
  json_object_set_new(answer, "at", place(telling, function->at.file, function->at.line));
  return answer;
}

void rule_differs(Telling *telling, const char *kind, Text name, const char *logged,
                  const char *now) {
  json_t *difference = json_object();
  json_object_set_new(difference, "rule",
                      rule_text(text_format(telling->arena, "%s %.*s", kind, TEXT_ARGS(name))));
  json_object_set_new(difference, "logged", json_string(logged));
  json_object_set_new(difference, "now", json_string(now));
  json_array_append_new(telling->differences, difference);
}

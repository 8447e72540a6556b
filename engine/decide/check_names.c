/* Names: fields that the data and its side tables lack, sensitive ones that are read. */
#include "base/file.h"
#include "decide/check_parts.h"
#include "policy/find.h"
#include "policy/names.h"
#include "policy/reads.h"

/* --- fields ---------------------------------------------------------------------- */

/* These roles are about columns of the file alone. */
static bool is_of_file(const Mention *mention) {
  return text_equal(mention->role, TEXT("key")) || text_equal(mention->role, TEXT("field"));
}

static Text advice_on(const Checking *checking, const Mention *mention) {
  const Table *table = checking->table;
  const Policy *policy = checking->policy;
  size_t count = 0, attributes = is_of_file(mention) ? 0 : policy->attribute_count;
  Text *names = arena_array(checking->arena, table->column_count + attributes, sizeof *names);
  for (size_t i = 0; i < table->column_count; i++)
    names[count++] = table->columns[i].name;
  for (size_t i = 0; i < attributes; i++)
    names[count++] = policy->attributes[i].name;
  return names_advice(checking->arena, mention->name, names, count);
}

static void report_unknown(Checking *checking, const Mention *mention) {
  Finding *finding = findings_add(checking->findings, "unknown-field", CHECK_ERROR, mention->at);
  Text name = error_quote(checking->arena, mention->name, 60);
  finding->message =
      text_format(checking->arena, "%.*s names %.*s, and %s has no such field%s",
                  TEXT_ARGS(mention->rule), TEXT_ARGS(name), file_name(checking->table->path),
                  is_of_file(mention) ? "" : " (nor is there such an attribute)");
  finding->advice = advice_on(checking, mention);
}

static bool check_unknown(Checking *checking) {
  bool good = true;
  for (size_t i = 0; i < checking->policy->mention_count; i++) {
    const Mention *mention = &checking->policy->mentions[i];
    bool there = table_column(checking->table, mention->name) ||
                 (!is_of_file(mention) && policy_attribute(checking->policy, mention->name));
    if (!there)
      report_unknown(checking, mention);
    good = good && there;
  }
  return good;
}

/* --- fields of side tables --------------------------------------------------------- */

static void report_unknown_of(Checking *checking, const Mention *mention, const Table *side) {
  Finding *finding = findings_add(checking->findings, "unknown-field", CHECK_ERROR, mention->at);
  Text name = error_quote(checking->arena, mention->name, 60);
  finding->message = text_format(checking->arena, "%.*s names %.*s, and %s has no such field",
                                 TEXT_ARGS(mention->rule), TEXT_ARGS(name), file_name(side->path));
  finding->advice = names_advice_columns(checking->arena, mention->name, side);
}

/* All names that one of them lacks, or the first use that does not fit it. */
static bool check_side(Checking *checking, size_t number) {
  const Policy *policy = checking->policy;
  const CheckInput *input = checking->input;
  const Table *side = input->events ? input->events[number]->table : input->sides[number];
  Error error = {.kind = ERROR_NONE};
  bool good = true;
  for (size_t i = 0; i < policy->event_mention_count; i++) {
    const Mention *mention = &policy->event_mentions[i];
    if (!text_equal(mention->table, policy->side_tables[number].name) ||
        table_column(side, mention->name))
      continue;
    report_unknown_of(checking, mention, side);
    good = false;
  }
  if (!good || policy_bind_events(policy, number, side, &error))
    return good;
  findings_add_error(checking->findings, "wrong-use", &error, policy->side_tables[number].at);
  return false;
}

static bool check_sides(Checking *checking) {
  bool good = true;
  for (size_t i = 0; i < checking->policy->side_table_count; i++)
    good = check_side(checking, i) && good;
  return good;
}

/* --- both --------------------------------------------------------------------------- */

static void check_sensitive(Checking *checking) {
  SensitiveRead *reads;
  size_t count = reads_sensitive(checking->arena, checking->policy, &reads);
  for (size_t i = 0; i < count; i++) {
    Finding *finding = findings_add(checking->findings, "sensitive-read", CHECK_NOTE, reads[i].at);
    finding->proven = true;
    finding->message = text_format(checking->arena, "%.*s %s the sensitive field \"%.*s\"",
                                   TEXT_ARGS(reads[i].rule), reads[i].told ? "tells" : "reads",
                                   TEXT_ARGS(reads[i].field));
    if (reads[i].through.length)
      finding->message = text_format(checking->arena, "%.*s, through \"%.*s\"",
                                     TEXT_ARGS(finding->message), TEXT_ARGS(reads[i].through));
    finding->advice = TEXT("keep it only if you can tell the customers why it is needed");
  }
}

bool check_names(Checking *checking) {
  Error error;
  check_sensitive(checking);
  check_outcomes(checking);
  if (!checking->table)
    return true;
  bool sides = check_sides(checking);
  if (!check_unknown(checking))
    return false;
  if (policy_bind(checking->input->policy, checking->table, &error))
    return sides;
  findings_add_error(checking->findings, "wrong-use", &error, checking->policy->at);
  return false;
}

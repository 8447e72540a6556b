/* Names: fields that the data lacks, sensitive ones that are read. */
#include "base/file.h"
#include "decide/check_parts.h"
#include "policy/reads.h"

/* --- fields ---------------------------------------------------------------------- */

static const Attribute *attribute_named(const Policy *policy, Text name) {
  for (size_t i = 0; i < policy->attribute_count; i++)
    if (text_equal(policy->attributes[i].name, name))
      return &policy->attributes[i];
  return NULL;
}

/* These roles are about columns of the file alone. */
static bool is_of_file(const Mention *mention) {
  return text_equal(mention->role, TEXT("key")) || text_equal(mention->role, TEXT("field"));
}

static Text nearest_name(const Checking *checking, const Mention *mention) {
  const Table *table = checking->table;
  const Policy *policy = checking->policy;
  size_t count = 0, attributes = is_of_file(mention) ? 0 : policy->attribute_count;
  Text *names = arena_array(checking->arena, table->column_count + attributes, sizeof *names);
  for (size_t i = 0; i < table->column_count; i++)
    names[count++] = table->columns[i].name;
  for (size_t i = 0; i < attributes; i++)
    names[count++] = policy->attributes[i].name;
  return text_nearest(mention->name, names, count);
}

static void report_unknown(Checking *checking, const Mention *mention) {
  Finding *finding = findings_add(checking->findings, "unknown-field", CHECK_ERROR, mention->at);
  Text name = error_quote(checking->arena, mention->name, 60);
  Text nearest = nearest_name(checking, mention);
  finding->message =
      text_format(checking->arena, "%.*s names %.*s, and %s has no such field%s",
                  TEXT_ARGS(mention->rule), TEXT_ARGS(name), file_name(checking->table->path),
                  is_of_file(mention) ? "" : " (nor is there such an attribute)");
  if (nearest.length)
    finding->advice = text_format(checking->arena, "did you mean \"%.*s\"?", TEXT_ARGS(nearest));
}

static bool check_unknown(Checking *checking) {
  bool good = true;
  for (size_t i = 0; i < checking->policy->mention_count; i++) {
    const Mention *mention = &checking->policy->mentions[i];
    bool there = table_column(checking->table, mention->name) ||
                 (!is_of_file(mention) && attribute_named(checking->policy, mention->name));
    if (!there)
      report_unknown(checking, mention);
    good = good && there;
  }
  return good;
}

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
  if (!checking->table)
    return true;
  if (!check_unknown(checking))
    return false;
  if (policy_bind(checking->input->policy, checking->table, &error))
    return true;
  findings_add_error(checking->findings, "wrong-use", &error, checking->policy->at);
  return false;
}

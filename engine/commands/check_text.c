/* Findings for people, and for the annotations of a GitHub workflow. */
#include "commands/check_report.h"
#include "commands/words.h"

size_t check_count(const CheckReport *report, CheckLevel level) {
  size_t count = 0;
  for (size_t i = 0; i < report->count; i++)
    for (size_t k = 0; k < report->policies[i].findings.count; k++)
      count += report->policies[i].findings.list[k].level == level;
  return count;
}

const char *check_level_name(CheckLevel level) {
  static const char *const names[] = {
      [CHECK_NOTE] = "note", [CHECK_WARNING] = "warning", [CHECK_ERROR] = "error"};
  return names[level];
}

const char *check_evidence(const Finding *finding) {
  return finding->proven ? "proven" : "on this data";
}

/* --- for people ------------------------------------------------------------------- */

static bool is_about_reading(const Finding *finding) {
  return strncmp(finding->id, "broken-", 7) == 0;
}

void check_finding_text(const Finding *finding, Buffer *out) {
  words_place(out, finding->at);
  buffer_format(out, ": %s: %.*s [%s", check_level_name(finding->level),
                TEXT_ARGS(finding->message), finding->id);
  if (!is_about_reading(finding))
    buffer_format(out, ", %s", check_evidence(finding));
  buffer_string(out, "]\n");
  if (finding->advice.length)
    buffer_format(out, "  %.*s\n", TEXT_ARGS(finding->advice));
}

static void put_count(Buffer *out, size_t count, const char *what) {
  buffer_format(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

static void put_data(Buffer *out, const CheckedPolicy *checked) {
  if (checked->broken)
    buffer_string(out, " (could not be checked)");
  else if (!checked->data)
    buffer_string(out, " (without data: only what is proven)");
  else
    buffer_format(out, " (with the %zu %.*s of %s)", checked->rows,
                  TEXT_ARGS(checked->policy->customers), checked->data);
}

static void put_summary(Buffer *out, const CheckReport *report, const CheckedPolicy *checked) {
  CheckReport only = *report;
  only.policies = (CheckedPolicy *)checked;
  only.count = 1;
  buffer_format(out, "%s: ", checked->path);
  put_count(out, check_count(&only, CHECK_ERROR), "error");
  buffer_string(out, ", ");
  put_count(out, check_count(&only, CHECK_WARNING), "warning");
  buffer_string(out, ", ");
  put_count(out, check_count(&only, CHECK_NOTE), "note");
  put_data(out, checked);
  buffer_byte(out, '\n');
}

void check_text(const CheckReport *report, Buffer *out) {
  for (size_t i = 0; i < report->count; i++) {
    const CheckedPolicy *checked = &report->policies[i];
    for (size_t k = 0; k < checked->findings.count; k++)
      check_finding_text(&checked->findings.list[k], out);
    put_summary(out, report, checked);
  }
}

/* --- for GitHub ------------------------------------------------------------------- */

/* A workflow command's own characters; in properties also ':' and ','. */
static void put_escaped(Buffer *out, Text text, bool property) {
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.bytes[i];
    bool special =
        byte == '%' || byte == '\r' || byte == '\n' || (property && (byte == ':' || byte == ','));
    if (special)
      buffer_format(out, "%%%02X", (unsigned)byte);
    else
      buffer_byte(out, byte);
  }
}

static void put_annotation(Buffer *out, const Finding *finding) {
  buffer_format(out, "::%s file=",
                finding->level == CHECK_NOTE ? "notice" : check_level_name(finding->level));
  put_escaped(out, finding->at.file, true);
  if (finding->at.line > 0)
    buffer_format(out, ",line=%d", finding->at.line);
  if (finding->at.line > 0 && finding->at.column > 0)
    buffer_format(out, ",col=%d", finding->at.column);
  buffer_format(out, ",title=%s (%s)::", finding->id, check_evidence(finding));
  put_escaped(out, finding->message, false);
  if (finding->advice.length)
    buffer_string(out, "%0A");
  put_escaped(out, finding->advice, false);
  buffer_byte(out, '\n');
}

void check_github(const CheckReport *report, Buffer *out) {
  for (size_t i = 0; i < report->count; i++)
    for (size_t k = 0; k < report->policies[i].findings.count; k++)
      put_annotation(out, &report->policies[i].findings.list[k]);
}

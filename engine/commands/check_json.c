/* Findings as one stable document, and as SARIF 2.1.0. */
#include <ctype.h>

#include "base/version.h"
#include "commands/check_report.h"
#include "commands/members.h"
#include "decide/check_about.h"

static const char schema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/* --- the document ----------------------------------------------------------------- */

static void put_finding(Buffer *out, const Finding *finding) {
  member_open(out, NULL, '{');
  member_text(out, "id", text_of(finding->id));
  member_text(out, "level", text_of(check_level_name(finding->level)));
  member_text(out, "evidence", text_of(check_evidence(finding)));
  member_text(out, "file", finding->at.file);
  member_count(out, "line", (uint64_t)finding->at.line);
  member_count(out, "column", (uint64_t)finding->at.column);
  member_text(out, "message", finding->message);
  member_text(out, "advice", finding->advice);
  buffer_byte(out, '}');
}

static void put_data(Buffer *out, const CheckedPolicy *checked) {
  if (!checked->data) {
    member_json(out, "data", TEXT("null"));
    return;
  }
  member_open(out, "data", '{');
  member_text(out, "path", text_of(checked->data));
  member_count(out, "rows", checked->rows);
  buffer_byte(out, '}');
}

static bool put_policy(const CheckReport *report, const CheckedPolicy *checked, Buffer *out,
                       Error *error) {
  member_open(out, NULL, '{');
  member_text(out, "path", text_of(checked->path));
  if (checked->policy)
    member_text(out, "name", checked->policy->name);
  else
    member_json(out, "name", TEXT("null"));
  member_boolean(out, "checked", !checked->broken);
  put_data(out, checked);
  member_open(out, "findings", '[');
  for (size_t i = 0; i < checked->findings.count; i++)
    put_finding(out, &checked->findings.list[i]);
  buffer_byte(out, ']');
  if (report->trees && checked->policy && !check_trees_json(report, checked->policy, out, error))
    return false;
  buffer_byte(out, '}');
  return true;
}

bool check_json(const CheckReport *report, Buffer *out, Error *error) {
  buffer_byte(out, '{');
  member_day(out, "as_of", report->as_of);
  member_open(out, "policies", '[');
  for (size_t i = 0; i < report->count; i++)
    if (!put_policy(report, &report->policies[i], out, error))
      return false;
  buffer_byte(out, ']');
  member_count(out, "errors", check_count(report, CHECK_ERROR));
  member_count(out, "warnings", check_count(report, CHECK_WARNING));
  member_count(out, "notes", check_count(report, CHECK_NOTE));
  buffer_string(out, "}\n");
  return true;
}

/* --- SARIF ------------------------------------------------------------------------ */

static void put_message(Buffer *out, const char *name, Text text) {
  member_open(out, name, '{');
  member_text(out, "text", text);
  buffer_byte(out, '}');
}

static void put_tool(Buffer *out) {
  member_open(out, "tool", '{');
  member_open(out, "driver", '{');
  member_text(out, "name", TEXT("helder"));
  member_text(out, "version", TEXT(HELDER_VERSION));
  member_open(out, "rules", '[');
  for (const CheckAbout *about = check_abouts; about->id; about++) {
    member_open(out, NULL, '{');
    member_text(out, "id", text_of(about->id));
    put_message(out, "shortDescription", text_of(about->about));
    buffer_byte(out, '}');
  }
  buffer_string(out, "]}}");
}

/* A path as a URI: what is not unreserved, and is no '/', as %XX. */
static Text uri_of(Arena *arena, Text path) {
  Buffer uri = {0};
  for (size_t i = 0; i < path.length; i++) {
    unsigned char byte = (unsigned char)path.bytes[i];
    if (byte < 0x80 && (isalnum(byte) || strchr("-._~/", byte)) && byte)
      buffer_byte(&uri, (char)byte);
    else
      buffer_format(&uri, "%%%02X", byte);
  }
  return buffer_keep(&uri, arena);
}

static void put_location(Arena *arena, Position at, Buffer *out) {
  member_open(out, "locations", '[');
  member_open(out, NULL, '{');
  member_open(out, "physicalLocation", '{');
  member_open(out, "artifactLocation", '{');
  member_text(out, "uri", uri_of(arena, at.file));
  buffer_byte(out, '}');
  if (at.line > 0) {
    member_open(out, "region", '{');
    member_count(out, "startLine", (uint64_t)at.line);
    if (at.column > 0)
      member_count(out, "startColumn", (uint64_t)at.column);
    buffer_byte(out, '}');
  }
  buffer_string(out, "}}]");
}

static void put_result(Arena *arena, const Finding *finding, Buffer *out) {
  Text text = finding->message;
  if (finding->advice.length)
    text = text_format(arena, "%.*s (%.*s)", TEXT_ARGS(text), TEXT_ARGS(finding->advice));
  member_open(out, NULL, '{');
  member_text(out, "ruleId", text_of(finding->id));
  member_text(out, "level", text_of(check_level_name(finding->level)));
  put_message(out, "message", text);
  put_location(arena, finding->at, out);
  member_open(out, "properties", '{');
  member_text(out, "evidence", text_of(check_evidence(finding)));
  buffer_string(out, "}}");
}

void check_sarif(const CheckReport *report, Buffer *out) {
  buffer_byte(out, '{');
  member_text(out, "$schema", text_of(schema));
  member_text(out, "version", TEXT("2.1.0"));
  member_open(out, "runs", '[');
  member_open(out, NULL, '{');
  put_tool(out);
  member_text(out, "columnKind", TEXT("unicodeCodePoints"));
  member_open(out, "results", '[');
  for (size_t i = 0; i < report->count; i++)
    for (size_t k = 0; k < report->policies[i].findings.count; k++)
      put_result(report->arena, &report->policies[i].findings.list[k], out);
  buffer_string(out, "]}]}\n");
}

/* What `helder check` found, and the forms in which it is told. The Arena owns all. */
#ifndef HELDER_COMMANDS_CHECK_REPORT_H
#define HELDER_COMMANDS_CHECK_REPORT_H
#include "decide/check.h"

typedef enum CheckForm { CHECK_TEXT, CHECK_JSON, CHECK_GITHUB, CHECK_SARIF } CheckForm;

typedef struct CheckedPolicy {
  const char *path;     /* as given */
  const Policy *policy; /* NULL: it could not be read */
  const char *data;     /* the customers' file; NULL: none */
  size_t rows;
  bool broken; /* the policy or its data could not be read: a finding says why */
  Findings findings;
} CheckedPolicy;

typedef struct CheckReport {
  Arena *arena;
  CheckedPolicy *policies;
  size_t count;
  int32_t as_of;
  bool trees; /* tell the condition trees as well */
} CheckReport;

/* How many findings there are of this level. */
size_t check_count(const CheckReport *report, CheckLevel level);
const char *check_level_name(CheckLevel level);     /* "note", "warning", "error" */
const char *check_evidence(const Finding *finding); /* "proven", "on this data" */

void check_text(const CheckReport *report, Buffer *out);
void check_finding_text(const Finding *finding, Buffer *out); /* one of them, as there */
void check_github(const CheckReport *report, Buffer *out);
void check_sarif(const CheckReport *report, Buffer *out);

/* False with the Error filled when a tree could not be read. */
bool check_json(const CheckReport *report, Buffer *out, Error *error);
bool check_trees_text(const CheckReport *report, Buffer *out, Error *error);
bool check_trees_json(const CheckReport *report, const Policy *policy, Buffer *out, Error *error);
#endif

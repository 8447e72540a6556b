#include "commands/watch_findings.h"

#include "commands/check_report.h"

bool watch_findings(Arena *arena, const CheckInput *input, Buffer *out, Error *error) {
  Findings findings = {.arena = arena};
  if (!check_policy(input, &findings, error)) {
    if (error->kind == ERROR_INTERRUPTED || error->kind == ERROR_INTERNAL)
      return false;
    error_print(error, out);
    buffer_byte(out, '\n');
    error->kind = ERROR_NONE;
    return true;
  }
  for (size_t i = 0; i < findings.count; i++)
    check_finding_text(&findings.list[i], out);
  if (findings.count)
    buffer_format(out, "helder check: %zu %s\n", findings.count,
                  findings.count == 1 ? "finding" : "findings");
  return true;
}

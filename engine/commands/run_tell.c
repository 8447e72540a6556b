#include <stdio.h>

#include "base/file.h"
#include "base/json.h"
#include "commands/run_report.h"
#include "log/leftovers.h"

void run_clear_leftovers(const RunReport *report) {
  Leftovers found = leftovers_remove(report->arena, report->options->out);
  for (size_t i = 0; i < found.count; i++)
    if (found.items[i].state == LEFTOVER_REMOVED)
      fprintf(stderr, "helder: removed %s, which a run that was killed had left\n",
              found.items[i].path);
}

void run_tell_counts(const RunReport *report, Text made, Buffer *out) {
  if (report->options->json) {
    buffer_string(out, "{\n  \"run\": null,\n");
    buffer_append(out, made.bytes + 2, made.length - 2);
  } else {
    buffer_text(out, made);
    buffer_string(out,
                  "\nThese are counts only: nothing was written, and nobody's outcome is told. "
                  "Run without --counts for those.\n");
  }
}

/* A folder's name is told at most twice, each byte as six in JSON. */
size_t run_tell_room(const RunReport *report) {
  enum { WORDS = 200, RUN_NAME = 64 };
  return WORDS + 12 * (strlen(report->options->out) + RUN_NAME);
}

static void put_text(const RunReport *report, Text made, const char *folder, Buffer *out) {
  bool usual = strcmp(report->options->out, "runs") == 0;
  buffer_text(out, made);
  buffer_format(out, "\nThe run is in %s\nAsk why: helder why KEY%s", folder,
                usual ? "" : " --run ");
  if (!usual)
    file_put_word(out, folder);
  buffer_byte(out, '\n');
}

/* The document begins with a brace and a newline; "run" becomes its first member. */
static void put_json(Text made, const char *folder, Buffer *out) {
  buffer_string(out, "{\n  \"run\": ");
  json_put_text(out, text_of(folder));
  buffer_string(out, ",\n");
  buffer_append(out, made.bytes + 2, made.length - 2);
}

void run_tell(const RunReport *report, Text made, const char *folder, Buffer *out) {
  if (report->options->json)
    put_json(made, folder, out);
  else
    put_text(report, made, folder, out);
}

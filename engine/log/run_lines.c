#include "log/run_lines.h"

#include "base/file.h"
#include "log/line_read.h"

bool run_lines_refuse(const Run *run, size_t number, Error *error) {
  Arena *arena = arena_make();
  error_set(error, ERROR_INPUT, "this decision line cannot be read");
  error_hint(error, "look with: helder verify %s", run->folder);
  error_at(error, text_of(file_join(arena, run->folder, "decisions.ndjson")), (long)number, 0);
  arena_drop(arena);
  return false;
}

bool run_lines(const Run *run, RunLook *look, void *context, Error *error) {
  Text line;
  ErasedLine erased;
  bool whole;
  size_t number = 0;
  for (size_t at = 0; line_next(run->decisions, &at, &line, &whole);) {
    number++;
    if (!line_erased(line, &erased) && !look(context, line))
      return run_lines_refuse(run, number, error);
  }
  return true;
}

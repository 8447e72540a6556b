#include "policy/lines.h"

#include "policy/functions.h"
#include "policy/worker.h"

Text policy_line(const Policy *policy, Text file, int line) {
  for (size_t i = 0; i < policy->file_count; i++) {
    if (!text_equal(policy->files[i].path, file))
      continue;
    Text rest = policy->files[i].content;
    for (int at = 1; rest.length; at++) {
      const char *end = memchr(rest.bytes, '\n', rest.length);
      Text this = {rest.bytes, end ? (size_t)(end - rest.bytes) : rest.length};
      if (at == line)
        return text_trim(this);
      rest.length -= this.length + (end ? 1 : 0);
      rest.bytes += this.length + (end ? 1 : 0);
    }
  }
  return TEXT("");
}

/* Lua counts the return at the end of a function as a line, also where none comes to it. */
static bool is_only_end(Text text) {
  static const char word[] = "end";
  size_t length = sizeof word - 1;
  if (text.length < length || memcmp(text.bytes, word, length) != 0)
    return false;
  char after = text.length > length ? text.bytes[length] : ' ';
  return after == ' ' || after == ',' || after == ')' || after == '\r' || after == '\t';
}

static bool is_listed(const FunctionLine *lines, size_t count, const FunctionLine *line) {
  for (size_t i = 0; i < count; i++)
    if (lines[i].line == line->line && text_equal(lines[i].file, line->file))
      return true;
  return false;
}

/* The JSON of the script, or NULL with the Error filled. */
static json_t *ask_lines(Arena *arena, const Policy *policy, Error *error) {
  Text text;
  PolicySource source = {.files = policy->files,
                         .file_count = policy->file_count,
                         .as_of = policy->as_of,
                         .functions_only = true,
                         .script = "lines"};
  if (!worker_describe(arena, &source, jail_limits_default(), &text, error))
    return NULL;
  json_t *json = json_loadb(text.bytes, text.length, 0, NULL);
  if (!json)
    error_set(error, ERROR_INTERNAL, "the lines of this policy could not be read");
  return json;
}

const FunctionLine *policy_lines(Arena *arena, const Policy *policy, size_t *count, Error *error) {
  json_t *json = ask_lines(arena, policy, error), *pair;
  if (!json)
    return NULL;
  size_t all = 0, i, function_count;
  const RuleFunction *functions = policy_functions(arena, policy, &function_count);
  const json_t *list = json_object_get(json, "functions"), *of_one;
  json_array_foreach(list, i, of_one) all += json_array_size(of_one);
  FunctionLine *lines = arena_array(arena, all + 1, sizeof *lines);
  *count = 0;
  for (size_t f = 0; f < function_count; f++) {
    if (functions[f].function->tree)
      continue;
    json_array_foreach(json_array_get(list, (size_t)functions[f].function->number), i, pair) {
      const char *file = json_string_value(json_array_get(pair, 0));
      FunctionLine line = {.file = text_copy(arena, text_of(file ? file : "")),
                           .line = (int)json_integer_value(json_array_get(pair, 1)),
                           .rule = functions[f].rule};
      line.text = policy_line(policy, line.file, line.line);
      if (!is_only_end(line.text) && !is_listed(lines, *count, &line))
        lines[(*count)++] = line;
    }
  }
  json_decref(json);
  return lines;
}

#include "table/profile.h"
#include "base/arena.h"
#include "base/json.h"
#include "commands/command.h"
#include "commands/profile_types.h"
#include "commands/run_progress.h"
#include "commands/words.h"
#include "table/settle.h"

static const char usage[] =
    "helder profile FILE [--json] [--skip-bad-rows]\n"
    "helder profile --types FILE|POLICY [--skip-bad-rows]\n"
    "\n"
    "What stands in a CSV file: per column its type, what is missing, how many different\n"
    "values, the smallest, the largest, the most frequent; and what was assumed: delimiter,\n"
    "encoding, decimal mark, order of dates.\n"
    "\n"
    "  --json            one stable document\n"
    "  --skip-bad-rows   set malformed rows aside and count them, instead of refusing the file\n"
    "  --types           definitions for editors instead: the fields and the words of the\n"
    "                    language (rules/EDITOR.md); of a policy with its labels, attributes\n"
    "                    and events\n"
    "\n"
    "Exit: 0 done; 2 the file cannot be read or is malformed.\n";

enum { NAME_WIDTH = 24, VALUE_WIDTH = 16, LONGEST_SHOWN = 24 };

/* --- JSON ----------------------------------------------------------------------- */

static void named_text(Buffer *out, const char *name, Text text) {
  json_put_name(out, text_of(name));
  json_put_text(out, text);
}

static void named_count(Buffer *out, const char *name, size_t count) {
  json_put_name(out, text_of(name));
  json_put_integer(out, (int64_t)count);
}

static void named_value(Buffer *out, const char *name, Value value) {
  json_put_name(out, text_of(name));
  value_json(out, value);
}

static void json_value(Buffer *out, const ProfileValue *value) {
  buffer_byte(out, '{');
  named_value(out, "value", value->value);
  buffer_byte(out, ',');
  named_count(out, "count", value->count);
}

static void json_frequent(Buffer *out, const ColumnProfile *profile) {
  json_put_name(out, TEXT("frequent"));
  buffer_byte(out, '[');
  for (size_t i = 0; i < profile->frequent_count; i++) {
    buffer_string(out, i ? "," : "");
    json_value(out, &profile->frequent[i]);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void json_suspects(Buffer *out, const ColumnProfile *profile) {
  json_put_name(out, TEXT("suspect"));
  buffer_byte(out, '[');
  for (size_t i = 0; i < profile->suspect_count; i++) {
    const ProfileSuspect *suspect = &profile->suspects[i];
    buffer_string(out, i ? "," : "");
    json_value(out, &suspect->is);
    buffer_string(out, ",\"cells\":[");
    for (size_t s = 0; s < suspect->spelling_count; s++) {
      buffer_string(out, s ? "," : "");
      json_put_text(out, suspect->spellings[s]);
    }
    buffer_string(out, "]}");
  }
  buffer_byte(out, ']');
}

static void json_column(Buffer *out, const ColumnProfile *profile) {
  const Column *column = profile->column;
  buffer_byte(out, '{');
  named_text(out, "name", column->name);
  buffer_byte(out, ',');
  named_text(out, "type", text_of(column_type_name(column->type)));
  buffer_byte(out, ',');
  named_text(out, "written", text_of(profile->writing));
  buffer_byte(out, ',');
  named_count(out, "missing", column->missing_count);
  buffer_byte(out, ',');
  named_count(out, "distinct", profile->distinct);
  buffer_byte(out, ',');
  named_value(out, "smallest", profile->smallest);
  buffer_byte(out, ',');
  named_value(out, "largest", profile->largest);
  buffer_byte(out, ',');
  json_frequent(out, profile);
  buffer_byte(out, ',');
  json_suspects(out, profile);
  buffer_byte(out, '}');
}

static void json_assumptions(Buffer *out, const Table *table) {
  json_put_name(out, TEXT("assumptions"));
  buffer_byte(out, '[');
  for (size_t i = 0; i < table->assumption_count; i++) {
    buffer_string(out, i ? ",{" : "{");
    json_put_name(out, TEXT("field"));
    if (table->assumptions[i].field.length)
      json_put_text(out, table->assumptions[i].field);
    else
      buffer_string(out, "null");
    buffer_byte(out, ',');
    named_text(out, "text", table->assumptions[i].text);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void json_rejected(Buffer *out, const Table *table) {
  json_put_name(out, TEXT("rejected"));
  buffer_byte(out, '[');
  for (size_t i = 0; i < table->rejected_count; i++) {
    buffer_string(out, i ? ",{" : "{");
    named_count(out, "line", (size_t)table->rejected[i].line);
    buffer_byte(out, ',');
    named_text(out, "why", table->rejected[i].why);
    buffer_byte(out, ',');
    named_text(out, "bytes", table->rejected[i].bytes);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void json_document(Buffer *out, const Table *table, const ColumnProfile *profiles) {
  buffer_byte(out, '{');
  named_text(out, "file", text_of(table->path));
  buffer_byte(out, ',');
  named_count(out, "bytes", table->bytes);
  buffer_byte(out, ',');
  named_text(out, "sha256", text_of(table->sha256));
  buffer_byte(out, ',');
  named_count(out, "rows", table->rows);
  buffer_byte(out, ',');
  named_text(out, "delimiter", (Text){&table->delimiter, 1});
  buffer_byte(out, ',');
  named_text(out, "encoding", text_of(table->encoding));
  buffer_byte(out, ',');
  named_text(out, "newline", text_of(table->newline));
  buffer_byte(out, ',');
  named_text(out, "decimal", (Text){&table->decimal, 1});
  buffer_byte(out, ',');
  json_assumptions(out, table);
  buffer_byte(out, ',');
  json_rejected(out, table);
  buffer_byte(out, ',');
  json_put_name(out, TEXT("columns"));
  buffer_byte(out, '[');
  for (size_t i = 0; i < table->column_count; i++) {
    if (i)
      buffer_byte(out, ',');
    json_column(out, &profiles[i]);
  }
  buffer_string(out, "]}\n");
}

/* --- text ----------------------------------------------------------------------- */

/* The text, its control characters shown, cut to `most` code points. */
static Text shown(Arena *arena, Text text, size_t most) {
  Text quoted = error_quote(arena, text, most);
  return (Text){quoted.bytes + 1, quoted.length - 2};
}

static Text shown_value(Arena *arena, Value value, size_t most) {
  Buffer plain = {0};
  if (value.kind == VALUE_MISSING)
    return TEXT("");
  value_plain(&plain, value);
  Text text = shown(arena, buffer_view(&plain), most);
  buffer_free(&plain);
  return text;
}

static void padded(Buffer *out, Text text, size_t width) {
  buffer_text(out, text);
  for (size_t i = text_width(text); i < width; i++)
    buffer_byte(out, ' ');
  buffer_string(out, "  ");
}

static void text_column(Buffer *out, Arena *arena, const ColumnProfile *profile) {
  const Column *column = profile->column;
  padded(out, shown(arena, column->name, NAME_WIDTH - 1), NAME_WIDTH);
  padded(out, text_of(column_type_name(column->type)), 7);
  buffer_format(out, "%9zu  %9zu  ", column->missing_count, profile->distinct);
  padded(out, shown_value(arena, profile->smallest, VALUE_WIDTH - 1), VALUE_WIDTH);
  padded(out, shown_value(arena, profile->largest, VALUE_WIDTH - 1), VALUE_WIDTH);
  bool all_differ = profile->distinct > PROFILE_FREQUENT && profile->frequent[0].count == 1;
  if (all_differ)
    buffer_string(out, "all different");
  for (size_t i = 0; !all_differ && i < profile->frequent_count; i++) {
    Text value = shown_value(arena, profile->frequent[i].value, LONGEST_SHOWN);
    buffer_format(out, "%s%.*s (%zu)", i ? ", " : "", TEXT_ARGS(value), profile->frequent[i].count);
  }
  buffer_byte(out, '\n');
}

static void text_written(Buffer *out, Arena *arena, const ColumnProfile *profiles, size_t count) {
  size_t said = 0;
  for (size_t i = 0; i < count; i++) {
    if (!profiles[i].writing[0])
      continue;
    Text name = shown(arena, profiles[i].column->name, NAME_WIDTH);
    buffer_format(out, "%s%.*s as %s", said++ ? ", " : "Written: ", TEXT_ARGS(name),
                  profiles[i].writing);
  }
  if (said)
    buffer_string(out, ".\n");
}

/* One line for all of a column: two for the same field would undo each other. */
static void text_suspects(Buffer *out, Arena *arena, const ColumnProfile *profile) {
  Buffer cells = {0};
  for (size_t i = 0; i < profile->suspect_count; i++) {
    const ProfileSuspect *suspect = &profile->suspects[i];
    Text value = shown_value(arena, suspect->is.value, LONGEST_SHOWN);
    buffer_format(out, "%s\"%.*s\" (%zu)", i ? ", " : "Looks like no answer: ", TEXT_ARGS(value),
                  suspect->is.count);
    for (size_t s = 0; s < suspect->spelling_count; s++) {
      buffer_string(&cells, cells.length ? ", " : "{ ");
      settle_text(&cells, suspect->spellings[s]);
    }
  }
  Text name = shown(arena, profile->column->name, NAME_WIDTH);
  if (profile->suspect_count)
    buffer_format(out, " in %.*s.", TEXT_ARGS(name));
  if (cells.length) {
    buffer_append(&cells, " }", 3); /* and the NUL */
    Text line = settle_line(arena, profile->column->name, "missing", cells.bytes);
    buffer_format(out, " If it is: %.*s", TEXT_ARGS(line));
  }
  buffer_string(out, profile->suspect_count ? "\n" : "");
  buffer_free(&cells);
}

static void text_document(Buffer *out, const Table *table, const ColumnProfile *profiles,
                          Arena *arena) {
  buffer_format(out, "%s: %zu rows, %zu columns, %llu bytes\n", table->path, table->rows,
                table->column_count, (unsigned long long)table->bytes);
  buffer_format(out, "Read as: %s, line ends %s, delimiter %s, decimal %s\n\n", table->encoding,
                table->newline, words_delimiter(table->delimiter),
                table->decimal == '.' ? "point" : "comma");
  padded(out, TEXT("column"), NAME_WIDTH);
  buffer_string(out, "type       missing   distinct  ");
  padded(out, TEXT("smallest"), VALUE_WIDTH);
  padded(out, TEXT("largest"), VALUE_WIDTH);
  buffer_string(out, "most frequent\n");
  for (size_t i = 0; i < table->column_count; i++)
    text_column(out, arena, &profiles[i]);
  buffer_byte(out, '\n');
  text_written(out, arena, profiles, table->column_count);
  for (size_t i = 0; i < table->column_count; i++)
    text_suspects(out, arena, &profiles[i]);
  for (size_t i = 0; i < table->assumption_count; i++)
    buffer_format(out, "Assumed: %.*s\n", TEXT_ARGS(table->assumptions[i].text));
  for (size_t i = 0; i < table->rejected_count; i++)
    buffer_format(out, "Set aside: line %ld: %.*s\n", table->rejected[i].line,
                  TEXT_ARGS(table->rejected[i].why));
}

/* --- the command ---------------------------------------------------------------- */

typedef struct Options {
  const char *file;
  bool json, skip, types;
} Options;

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      options->json = true;
    else if (strcmp(argv[i], "--skip-bad-rows") == 0)
      options->skip = true;
    else if (strcmp(argv[i], "--types") == 0)
      options->types = true;
    else if (argv[i][0] == '-' && argv[i][1] == '-')
      return error_set(error, ERROR_USAGE, "profile does not know the option \"%s\"", argv[i]);
    else if (options->file)
      return error_set(error, ERROR_USAGE, "profile takes one file, found \"%s\" and \"%s\"",
                       options->file, argv[i]);
    else
      options->file = argv[i];
  }
  return options->file || error_set(error, ERROR_USAGE, "which file? Give a CSV file");
}

static int profile(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  if (options.types) {
    profile_types(options.file, options.skip, out, error);
    return 0;
  }
  RunProgress progress = {.running = false};
  ReadOptions read = {.skip_bad_rows = options.skip,
                      .threads = 1,
                      .progress = run_progress_read(&progress, "reading"),
                      .progress_context = &progress};
  Table *table = table_read(options.file, &read, error);
  if (!table) {
    run_progress_end(&progress);
    return 0;
  }
  Arena *arena = arena_make();
  run_progress_say(&progress, "profiling");
  ColumnProfile *profiles = profile_table(table, arena);
  profile_spell(table, profiles, arena);
  run_progress_end(&progress);
  if (options.json)
    json_document(out, table, profiles);
  else
    text_document(out, table, profiles, arena);
  arena_drop(arena);
  table_drop(table);
  return 0;
}

const Command command_profile = {"profile", "what stands in a CSV file, and what was assumed",
                                 usage, profile};

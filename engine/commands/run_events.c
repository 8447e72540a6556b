#include "commands/run_events.h"

#include "base/file.h"

const char *run_events_path(Arena *arena, const char *customers, Text name) {
  const char *file = text_format(arena, "%.*s.csv", TEXT_ARGS(name)).bytes;
  size_t folder = (size_t)(file_name(customers) - customers);
  return arena_format(arena, "%.*s%s", (int)folder, customers, file);
}

static const char *find_table(Arena *arena, const RunEvents *asked, const SideTable *side,
                              Error *error) {
  const char *path = run_events_path(arena, asked->customers->path, side->name);
  if (file_exists(path))
    return path;
  error_set(error, ERROR_INPUT, "there is no %.*s.csv here, which events \"%.*s\" are read from",
            TEXT_ARGS(side->name), TEXT_ARGS(side->name));
  error_at(error, text_of(path), 0, 0);
  error_hint(error,
             "side tables stand in the folder of %.*s.csv, each under the name that the "
             "policy gives it (line %d of %.*s)",
             TEXT_ARGS(asked->policy->customers), side->at.line, TEXT_ARGS(side->at.file));
  return NULL;
}

static Table *read_table(Arena *arena, const RunEvents *asked, size_t number, Error *error) {
  const SideTable *side = &asked->policy->side_tables[number];
  const char *path = find_table(arena, asked, side, error);
  if (!path)
    return NULL;
  ReadOptions read = side->read;
  read.skip_bad_rows = asked->skip_bad_rows;
  read.threads = asked->threads;
  read.keep_from = asked->keep_from;
  read.progress = asked->progress;
  read.progress_context = asked->progress_context;
  return table_read(path, &read, error);
}

static Events *read_one(Arena *arena, const RunEvents *asked, size_t number, Error *error) {
  const SideTable *side = &asked->policy->side_tables[number];
  Table *table = read_table(arena, asked, number, error);
  if (!table || !policy_bind_events(asked->policy, number, table, error)) {
    table_drop(table);
    return NULL;
  }
  return events_make(table, side->of, side->on, asked->customers, asked->policy->as_of,
                     asked->threads);
}

Table **run_events_tables(Arena *arena, const RunEvents *asked, Error *error) {
  size_t count = asked->policy->side_table_count;
  Table **tables = arena_array(arena, count + 1, sizeof *tables);
  for (size_t i = 0; i < count; i++) {
    tables[i] = read_table(arena, asked, i, error);
    for (size_t done = 0; !tables[i] && done < i; done++)
      table_drop(tables[done]);
    if (!tables[i])
      return NULL;
  }
  return tables;
}

Events **run_events_read(Arena *arena, const RunEvents *asked, Error *error) {
  size_t count = asked->policy->side_table_count;
  Events **events = arena_array(arena, count + 1, sizeof *events);
  for (size_t i = 0; i < count; i++) {
    events[i] = read_one(arena, asked, i, error);
    if (!events[i]) {
      run_events_drop(events, asked->policy);
      return NULL;
    }
  }
  return events;
}

void run_events_drop(Events **events, const Policy *policy) {
  for (size_t i = 0; events && i < policy->side_table_count; i++)
    events_drop(events[i]);
}

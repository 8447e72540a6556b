#include "decide/overrides.h"

#include <stdlib.h>

#include "decide/override_rule.h"
#include "load/format.h"
#include "load/records.h"

typedef enum OverrideCell {
  CELL_KEY,
  CELL_RULE,
  CELL_OUTCOME,
  CELL_REASON,
  CELL_BY,
  CELL_UNTIL,
  CELL_MADE /* need not be there */
} OverrideCell;
enum { CELLS = 7, NEEDED_CELLS = 6 };
static const char *const cell_names[CELLS] = {"key", "rule",  "outcome", "reason",
                                              "by",  "until", "made"};

typedef struct Held {
  Override override;
  long line;
} Held;

typedef struct Reading {
  Arena *arena;
  const char *path;
  const Policy *policy;
  const Table *table;
  Overrides *overrides;
  Held *held;
  size_t held_count, capacity, expired_capacity, line_capacity;
  size_t columns[CELLS]; /* where each cell stands */
  size_t cells;          /* how many of them the file has */
} Reading;

/* One record of the file. */
typedef struct Row {
  Text cells[CELLS];
  long line;
} Row;

static bool refuse_at(const Reading *reading, long line, Error *error) {
  return error_at(error, text_of(reading->path), line, 0);
}

static bool find_columns(Reading *reading, const Records *records, Error *error) {
  size_t count;
  const Text *names = records_names(records, &count);
  for (size_t cell = 0; cell < CELLS; cell++) {
    size_t at = 0;
    while (at < count && !text_equal(names[at], text_of(cell_names[cell])))
      at++;
    if (at == count && cell >= NEEDED_CELLS)
      continue;
    if (at == count) {
      error_set(error, ERROR_INPUT, "this file of overrides has no column \"%s\"",
                cell_names[cell]);
      error_at(error, text_of(reading->path), 1, 0);
      return error_hint(error, "its columns are key,rule,outcome,reason,by,until");
    }
    reading->columns[cell] = at;
    reading->cells = cell + 1;
  }
  reading->overrides->dated = reading->cells > CELL_MADE;
  return true;
}

static bool check_there(const Reading *reading, const Row *row, Error *error) {
  for (size_t cell = 0; cell < reading->cells; cell++) {
    if (row->cells[cell].length)
      continue;
    error_set(error, ERROR_INPUT, "this override has no %s", cell_names[cell]);
    if (cell == CELL_UNTIL)
      error_hint(error, "give the last day on which it holds, like 2026-12-31");
    if (cell == CELL_MADE)
      error_hint(error, "give the day on which it was decided, like 2026-11-03");
    return refuse_at(reading, row->line, error);
  }
  return true;
}

static bool read_day(const Reading *reading, const Row *row, OverrideCell number, int32_t *day,
                     Error *error) {
  Text cell = row->cells[number];
  if (format_date(cell, FORMAT_ISO, day) || format_date(cell, FORMAT_DMY, day))
    return true;
  Text quoted = error_quote(reading->arena, cell, 40);
  error_set(error, ERROR_INPUT, "%.*s is no date", TEXT_ARGS(quoted));
  error_hint(error, "write it like 2026-12-31");
  return refuse_at(reading, row->line, error);
}

/* The key nearest to one that is not there. Reads every key. */
static Text nearest_key(const Table *table, Text key) {
  Text both[2] = {{"", 0}, {"", 0}};
  char scratch[24];
  for (size_t row = 0; row < table->rows; row++) {
    both[1] = table_key(table, row, scratch);
    both[0] = text_nearest(key, both, 2);
  }
  return both[0];
}

static bool find_customer(const Reading *reading, const Row *row, uint32_t *number, Error *error) {
  size_t found;
  Text key = row->cells[CELL_KEY];
  if (table_row(reading->table, key, &found)) {
    *number = (uint32_t)found;
    return true;
  }
  Text quoted = error_quote(reading->arena, key, 60), near = nearest_key(reading->table, key);
  error_set(error, ERROR_INPUT, "there is no customer %.*s", TEXT_ARGS(quoted));
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return refuse_at(reading, row->line, error);
}

static void expire(Reading *reading, const Row *row, int32_t until) {
  Overrides *overrides = reading->overrides;
  overrides->expired = arena_room(reading->arena, overrides->expired, overrides->expired_count,
                                  &reading->expired_capacity, sizeof *overrides->expired);
  overrides->expired[overrides->expired_count++] =
      (ExpiredOverride){row->cells[CELL_KEY], row->cells[CELL_RULE], until};
}

static void note_line(Reading *reading, const Row *row, const Override *override, bool in_force) {
  Overrides *overrides = reading->overrides;
  overrides->lines = arena_room(reading->arena, overrides->lines, overrides->line_count,
                                &reading->line_capacity, sizeof *overrides->lines);
  overrides->lines[overrides->line_count++] =
      (OverrideLine){row->cells[CELL_KEY], override->rule, override->outcome, override->by,
                     override->until,      override->made, row->line,         in_force};
}

/* The days; an end before the beginning is a slip. */
static bool read_days(const Reading *reading, const Row *row, Override *override, Error *error) {
  override->dated = reading->overrides->dated;
  if (!read_day(reading, row, CELL_UNTIL, &override->until, error) ||
      (override->dated && !read_day(reading, row, CELL_MADE, &override->made, error)))
    return false;
  if (!override->dated || override->made <= override->until)
    return true;
  error_set(error, ERROR_INPUT, "this override ends before it was made");
  error_hint(error, "look at made and until");
  return refuse_at(reading, row->line, error);
}

static bool take(Reading *reading, Row *row, Error *error) {
  Override override = {0};
  if (!check_there(reading, row, error) || !find_customer(reading, row, &override.row, error))
    return false;
  override.rule = override_rule(reading->arena, reading->policy, row->cells[CELL_RULE], error);
  if (override.rule.length == 0 || !override_outcome(reading->arena, reading->policy, override.rule,
                                                     row->cells[CELL_OUTCOME], error))
    return refuse_at(reading, row->line, error);
  override.outcome = row->cells[CELL_OUTCOME];
  override.reason = row->cells[CELL_REASON];
  override.by = row->cells[CELL_BY];
  if (!read_days(reading, row, &override, error))
    return false;
  bool over = override.until < reading->policy->as_of;
  bool early = override.dated && override.made > reading->policy->as_of;
  note_line(reading, row, &override, !over && !early);
  reading->overrides->not_yet += early;
  if (over)
    expire(reading, row, override.until);
  if (over || early)
    return true;
  reading->held = arena_room(reading->arena, reading->held, reading->held_count, &reading->capacity,
                             sizeof *reading->held);
  reading->held[reading->held_count++] = (Held){override, row->line};
  return true;
}

static bool take_all(Reading *reading, Records *records, Error *error) {
  if (!find_columns(reading, records, error))
    return false;
  error->kind = ERROR_NONE;
  while (records_next(records, error)) {
    const Batch *batch = records_batch(records);
    for (size_t i = 0; i < batch->rows; i++) {
      Row row = {.line = batch->lines[i]};
      for (size_t cell = 0; cell < reading->cells; cell++)
        row.cells[cell] =
            text_copy(reading->arena, text_trim(batch_cell(batch, i, reading->columns[cell])));
      if (!take(reading, &row, error))
        return false;
    }
  }
  return error->kind == ERROR_NONE;
}

static int by_row(const void *a, const void *b) {
  const Held *one = a, *other = b;
  if (one->override.row != other->override.row)
    return one->override.row < other->override.row ? -1 : 1;
  return one->line < other->line ? -1 : one->line > other->line;
}

/* Of the overrides of one customer, sorted: each rule once. */
static bool check_once(const Reading *reading, size_t number, Error *error) {
  const Held *held = &reading->held[number];
  for (size_t i = number; i-- > 0 && reading->held[i].override.row == held->override.row;) {
    if (!text_equal(reading->held[i].override.rule, held->override.rule))
      continue;
    error_set(error, ERROR_INPUT, "this customer's \"%.*s\" is overridden on line %ld already",
              TEXT_ARGS(held->override.rule), reading->held[i].line);
    return refuse_at(reading, held->line, error);
  }
  return true;
}

static bool sort_held(Reading *reading, Error *error) {
  Overrides *overrides = reading->overrides;
  if (reading->held_count)
    qsort(reading->held, reading->held_count, sizeof *reading->held, by_row);
  overrides->held = arena_array(reading->arena, reading->held_count, sizeof *overrides->held);
  overrides->held_lines = arena_array(reading->arena, reading->held_count, sizeof(long));
  for (size_t i = 0; i < reading->held_count; i++) {
    if (!check_once(reading, i, error))
      return false;
    overrides->held_lines[overrides->held_count] = reading->held[i].line;
    overrides->held[overrides->held_count++] = reading->held[i].override;
  }
  return true;
}

bool overrides_read(Arena *arena, const char *path, const Policy *policy, const Table *table,
                    Overrides *overrides, Error *error) {
  Reading reading = {
      .arena = arena, .path = path, .policy = policy, .table = table, .overrides = overrides};
  *overrides = (Overrides){.path = path};
  Records *records = records_open(path, false, arena, error);
  if (!records)
    return false;
  bool good = take_all(&reading, records, error) && sort_held(&reading, error);
  if (good) {
    records_sha256(records, overrides->sha256);
    overrides->bytes = records_source(records)->raw_bytes;
  }
  records_close(records);
  return good;
}

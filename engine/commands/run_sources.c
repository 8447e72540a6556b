#include "commands/run_sources.h"

#include "base/date.h"
#include "base/file.h"
#include "commands/members.h"
#include "commands/words.h"

/* --- the summary ------------------------------------------------------------------- */

/* A file as it was read: attributes, and events that do not count, are no part of it. */
typedef struct Source {
  const Table *table;
  Text name;
  size_t rows, columns;
  const size_t *missing; /* [column]; NULL: as the columns say */
} Source;

static Source customers_source(const RunReport *report) {
  const Table *table = report->table;
  return (Source){table, report->policy->customers, table->rows, report->field_count, NULL};
}

static Source events_source(const RunReport *report, size_t number) {
  const Events *events = report->events[number];
  return (Source){events->table, report->policy->side_tables[number].name, events->file_rows,
                  events->table->column_count, events->missing};
}

static void put_table(const Source *source, const char *kept, Buffer *out) {
  const Table *table = source->table;
  buffer_format(out, "Read %s: %zu %.*s, %zu columns (%s, %s)\n", table->path, source->rows,
                TEXT_ARGS(source->name), source->columns, table->encoding,
                words_delimiter(table->delimiter));
  for (size_t i = 0; i < table->assumption_count; i++)
    buffer_format(out, "  Assumed: %.*s\n", TEXT_ARGS(table->assumptions[i].text));
  if (table->rejected_count == 0)
    return;
  const RejectedRow *first = &table->rejected[0];
  buffer_format(out, "  Set aside: %zu bad row%s%s; the first, line %ld: %.*s\n",
                table->rejected_count, table->rejected_count == 1 ? "" : "s", kept, first->line,
                TEXT_ARGS(first->why));
}

static void put_unknown(const RunReport *report, const Events *events, Buffer *out) {
  buffer_format(out, "  Not counted: %zu of %.*s who are not in %s", events->unknown,
                TEXT_ARGS(report->policy->customers), file_name(report->table->path));
  for (size_t i = 0; !report->options->counts && i < events->unknown_key_count; i++)
    buffer_format(out, "%s%.*s", i ? ", " : ", like ", TEXT_ARGS(events->unknown_keys[i]));
  buffer_byte(out, '\n');
}

static void put_uncounted(const RunReport *report, const SideTable *side, const Events *events,
                          Buffer *out) {
  char day[DATE_ISO_LENGTH];
  date_to_iso(report->policy->as_of, day);
  if (events->unknown)
    put_unknown(report, events, out);
  if (events->nameless)
    buffer_format(out, "  Not counted: %zu without %.*s\n", events->nameless, TEXT_ARGS(side->of));
  if (events->undated)
    buffer_format(out, "  Not counted: %zu without %.*s\n", events->undated, TEXT_ARGS(side->on));
  if (events->later)
    buffer_format(out, "  Not counted: %zu after %.*s\n", events->later, DATE_ISO_LENGTH, day);
}

void run_sources_text(const RunReport *report, Buffer *out) {
  const Policy *policy = report->policy;
  const char *kept = report->options->counts ? "" : ", in rejected.csv";
  Source customers = customers_source(report);
  put_table(&customers, kept, out);
  for (size_t i = 0; i < policy->side_table_count; i++) {
    Source events = events_source(report, i);
    put_table(&events, kept, out);
    put_uncounted(report, &policy->side_tables[i], report->events[i], out);
  }
}

/* --- the manifest ------------------------------------------------------------------ */

static void put_columns(const Source *source, Buffer *out) {
  member_open(out, "columns", '[');
  for (size_t i = 0; i < source->columns; i++) {
    const Column *column = &source->table->columns[i];
    size_t missing = source->missing ? source->missing[i] : column->missing_count;
    member_open(out, NULL, '{');
    member_text(out, "name", column->name);
    member_text(out, "type", text_of(column_type_name(column->type)));
    member_count(out, "missing", missing);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

/* What was assumed, without a cell of anyone: an erasure leaves the manifest as it is. */
static Text assumption(const RunReport *report, const Assumption *assumed) {
  if (!mask_hides(&report->mask, assumed->field))
    return assumed->logged;
  return text_format(report->arena, "in \"%.*s\" something was assumed; what, is masked",
                     TEXT_ARGS(assumed->field));
}

static void put_source(const RunReport *report, const Source *source, Buffer *out) {
  const Table *table = source->table;
  member_open(out, NULL, '{');
  member_text(out, "table", source->name);
  member_text(out, "path", text_of(table->path));
  member_count(out, "bytes", table->bytes);
  member_text(out, "sha256", text_of(table->sha256));
  member_count(out, "rows", source->rows);
  member_count(out, "rejected", table->rejected_count);
  member_text(out, "delimiter", (Text){&table->delimiter, 1});
  member_text(out, "encoding", text_of(table->encoding));
  member_text(out, "newline", text_of(table->newline));
  member_text(out, "decimal", (Text){&table->decimal, 1});
  put_columns(source, out);
  member_open(out, "assumptions", '[');
  for (size_t i = 0; i < table->assumption_count; i++)
    item_text(out, assumption(report, &table->assumptions[i]));
  buffer_string(out, "]}");
}

void run_sources_inputs(const RunReport *report, Buffer *out) {
  const Policy *policy = report->policy;
  member_open(out, "data", '[');
  Source customers = customers_source(report);
  put_source(report, &customers, out);
  for (size_t i = 0; i < policy->side_table_count; i++) {
    Source events = events_source(report, i);
    put_source(report, &events, out);
  }
  buffer_byte(out, ']');
}

void run_sources_counts(const RunReport *report, Buffer *out) {
  member_open(out, "events", '[');
  for (size_t i = 0; i < report->policy->side_table_count; i++) {
    const Events *events = report->events[i];
    member_open(out, NULL, '{');
    member_text(out, "table", report->policy->side_tables[i].name);
    member_count(out, "rows", events->file_rows);
    member_count(out, "counted", events->counted);
    member_count(out, "unknown", events->unknown);
    member_count(out, "nameless", events->nameless);
    member_count(out, "undated", events->undated);
    member_count(out, "later", events->later);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

/* --- the document ------------------------------------------------------------------ */

static void put_rejected(const Table *table, Buffer *out) {
  member_open(out, "rejected", '[');
  for (size_t i = 0; i < table->rejected_count; i++) {
    member_open(out, NULL, '{');
    member_count(out, "line", (uint64_t)table->rejected[i].line);
    member_text(out, "why", table->rejected[i].why);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

void run_sources_examples(const RunReport *report, Buffer *out) {
  member_open(out, "events", '[');
  for (size_t i = 0; i < report->policy->side_table_count; i++) {
    const Events *events = report->events[i];
    member_open(out, NULL, '{');
    member_text(out, "table", report->policy->side_tables[i].name);
    member_open(out, "unknown", '[');
    for (size_t k = 0; k < events->unknown_key_count; k++)
      item_text(out, events->unknown_keys[k]);
    buffer_byte(out, ']');
    put_rejected(events->table, out);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

#include "explain/list.h"

#include "base/json.h"
#include "base/json_read.h"
#include "explain/list_cell.h"
#include "log/line_read.h"
#include "log/run_lines.h"

typedef struct Listing {
  const Run *run;
  const Wanted *wanted;
  ListForm form;
  Buffer rule;   /* the override that would settle it: "selection quiet Sunday" */
  Buffer needle; /* what a line that the rules list must hold */
  Buffer *out;
  Listed *listed;
  Text *lines; /* instead of writing: the lines of those who are listed */
} Listing;

/* What the rules decided. */
static bool by_rules(const Wanted *wanted, const json_t *line) {
  const char *name = wanted->name.bytes;
  if (wanted->kind == WANTED_EXCLUDED)
    return json_lists(json_object_get(line, "excluded"), wanted->name);
  if (wanted->kind == WANTED_SELECTED) {
    const json_t *selection = json_object_get(json_object_get(line, "selections"), name);
    return text_equal(json_text(json_object_get(selection, "state")), TEXT("selected"));
  }
  const json_t *segment = json_object_get(json_object_get(line, "segments"), name);
  if (json_is_array(segment))
    return json_lists(segment, wanted->segment);
  if (json_is_object(segment))
    segment = json_object_get(segment, "segment");
  return json_is_string(segment) && text_equal(json_text(segment), wanted->segment);
}

/* The override that settles it; NULL: none. Whom people excluded by hand, in whatever
 * exclusion, is on no list of selected ones that people did not put him on. */
static const json_t *by_hand(const Listing *listing, const json_t *line) {
  const json_t *excluded = NULL;
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(line, "overrides"), i, item) {
    if (text_equal(json_text(json_object_get(item, "rule")), buffer_view(&listing->rule)))
      return item;
    if (text_equal(json_text(json_object_get(item, "outcome")), TEXT("excluded")))
      excluded = item;
  }
  return listing->wanted->kind == WANTED_SELECTED ? excluded : NULL;
}

static bool hand_says(const Wanted *wanted, const json_t *override) {
  Text outcome = json_text(json_object_get(override, "outcome"));
  if (wanted->kind == WANTED_SELECTED)
    return text_equal(outcome, TEXT("selected"));
  return text_equal(outcome, wanted->kind == WANTED_EXCLUDED ? TEXT("excluded") : wanted->segment);
}

static const json_t *read_names(const Run *run) {
  return json_object_get(json_object_get(run->manifest, "inputs"), "read");
}

static void end_row(const Listing *listing) {
  buffer_string(listing->out, listing->form == LIST_CSV_NL ? "\r\n" : "\n");
}

static void put_header(const Listing *listing) {
  const char *delimiter = listing->form == LIST_CSV_NL ? ";" : ",";
  size_t i;
  json_t *field;
  if (listing->form == LIST_CSV_NL)
    buffer_string(listing->out, "\xEF\xBB\xBF");
  buffer_string(listing->out, "key");
  json_array_foreach(read_names(listing->run), i, field) {
    buffer_string(listing->out, delimiter);
    list_cell_text(listing->out, json_text(json_object_get(field, "name")), listing->form);
  }
  buffer_format(listing->out, "%soverride", delimiter);
  end_row(listing);
}

static void put_row(const Listing *listing, const json_t *line, const json_t *override) {
  const char *delimiter = listing->form == LIST_CSV_NL ? ";" : ",";
  const json_t *read = json_object_get(line, "read");
  size_t i;
  json_t *field;
  list_cell_key(listing->out, json_text(json_object_get(line, "key")), listing->form);
  json_array_foreach(read_names(listing->run), i, field) {
    const char *name = json_string_value(json_object_get(field, "name"));
    bool is_date = text_equal(json_text(json_object_get(field, "type")), TEXT("date"));
    buffer_string(listing->out, delimiter);
    (is_date ? list_cell_date : list_cell_value)(
        listing->out, json_object_get(read, name ? name : ""), listing->form);
  }
  buffer_string(listing->out, delimiter);
  if (override) {
    Buffer told = {0};
    buffer_format(&told, "by hand (%s, until %s): %s",
                  json_text(json_object_get(override, "by")).bytes,
                  json_text(json_object_get(override, "until")).bytes,
                  json_text(json_object_get(override, "reason")).bytes);
    list_cell_text(listing->out, buffer_view(&told), listing->form);
    buffer_free(&told);
  }
  end_row(listing);
}

/* The line's own bytes: key, read and missing, overrides. */
static void put_json(const Listing *listing, Text line) {
  static const char behind[] = ",\"excluded\":[";
  Text salt, rest;
  if (!line_rest(line, &salt, &rest))
    return;
  const char *end = memmem(rest.bytes, rest.length, behind, sizeof behind - 1);
  size_t tail = line_without_overrides(line);
  buffer_string(listing->out, "{\"key\":");
  buffer_text(listing->out, line_key_quoted(line));
  buffer_string(listing->out, ",\"read\":");
  buffer_append(listing->out, rest.bytes, end ? (size_t)(end - rest.bytes) : 0);
  buffer_append(listing->out, line.bytes + tail, line.length - tail);
  end_row(listing);
}

static void keep_line(const Listing *listing, Text line) {
  if (listing->listed->customers <= listing->run->rows)
    listing->lines[listing->listed->customers - 1] = line;
}

static void list_line(const Listing *listing, Text line, const json_t *json) {
  const json_t *override = by_hand(listing, json);
  bool before = by_rules(listing->wanted, json);
  bool after = override ? hand_says(listing->wanted, override) : before;
  listing->listed->put_in += after && !before;
  listing->listed->left_out += before && !after;
  if (!after)
    return;
  listing->listed->customers++;
  if (listing->lines) {
    keep_line(listing, line);
  } else if (listing->form == LIST_NDJSON) {
    put_json(listing, line);
  } else {
    put_row(listing, json, override);
  }
}

static bool may_be_listed(const Listing *listing, Text line) {
  static const char by_people[] = ",\"overrides\":[{";
  return memmem(line.bytes, line.length, listing->needle.bytes, listing->needle.length) ||
         memmem(line.bytes, line.length, by_people, sizeof by_people - 1);
}

static bool look_at(void *context, Text line) {
  const Listing *listing = context;
  if (!may_be_listed(listing, line))
    return true;
  json_t *json = json_loadb(line.bytes, line.length, JSON_ALLOW_NUL, NULL);
  if (json)
    list_line(listing, line, json);
  json_decref(json);
  return json != NULL;
}

/* What a line that the rules list must hold, and the override that would settle it. */
static void begin(Listing *listing) {
  static const char *const kinds[] = {"selection ", "exclusion ", "segmentation "};
  const Wanted *wanted = listing->wanted;
  *listing->listed = (Listed){.customers = 0};
  buffer_string(&listing->rule, kinds[wanted->kind]);
  buffer_text(&listing->rule, wanted->name);
  json_put_text(&listing->needle, wanted->kind == WANTED_SEGMENT ? wanted->segment : wanted->name);
  if (wanted->kind == WANTED_SELECTED)
    buffer_string(&listing->needle, ":{\"state\":\"selected\"");
}

static void end(Listing *listing) {
  buffer_free(&listing->rule);
  buffer_free(&listing->needle);
}

bool list_write(const Run *run, const Wanted *wanted, ListForm form, Buffer *out, Listed *listed,
                Error *error) {
  Listing listing = {.run = run, .wanted = wanted, .form = form, .out = out, .listed = listed};
  begin(&listing);
  if (form != LIST_NDJSON)
    put_header(&listing);
  bool good = run_lines(run, look_at, &listing, error);
  end(&listing);
  return good;
}

/* Everyone who was not erased. */
static bool take_line(void *context, Text line) {
  const Listing *listing = context;
  listing->listed->customers++;
  keep_line(listing, line);
  return true;
}

bool list_lines_wanted(Arena *arena, const Run *run, const Wanted *wanted, ListLines *lines,
                       Error *error) {
  Listed listed = {0};
  lines->lines = arena_array(arena, run->rows, sizeof *lines->lines);
  Listing listing = {.run = run, .wanted = wanted, .listed = &listed, .lines = lines->lines};
  if (wanted)
    begin(&listing);
  bool good = run_lines(run, wanted ? look_at : take_line, &listing, error);
  lines->count = listed.customers < run->rows ? listed.customers : run->rows;
  end(&listing);
  return good;
}

Text list_broken_guarantee(const Run *run) {
  const json_t *counts = json_object_get(run->manifest, "counts");
  size_t i;
  json_t *guarantee;
  json_array_foreach(json_object_get(counts, "guarantees"), i, guarantee) {
    if (json_integer_value(json_object_get(guarantee, "broken")) > 0)
      return json_text(json_object_get(guarantee, "name"));
  }
  return (Text){"", 0};
}

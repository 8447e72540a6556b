#include "commands/watch_counts.h"

enum { NAME_WIDTH = 40, COUNT_WIDTH = 10 };

/* --- gathering -------------------------------------------------------------------------- */

typedef struct Gathering {
  Arena *arena;
  Text heading;
  WatchCounts counts;
  size_t capacity;
} Gathering;

static void add(Gathering *gathering, Text name, size_t count, Text told) {
  WatchCounts *counts = &gathering->counts;
  counts->list = arena_room(gathering->arena, counts->list, counts->count, &gathering->capacity,
                            sizeof *counts->list);
  counts->list[counts->count++] = (WatchLine){gathering->heading, name, count, told};
}

static void add_some(Gathering *gathering, const char *name, size_t count) {
  if (count)
    add(gathering, text_of(name), count, TEXT(""));
}

static void add_segmentation(Gathering *gathering, const SegmentationDecision *decided,
                             const SegmentationCount *count) {
  gathering->heading = text_format(gathering->arena, "Segmentation %.*s", TEXT_ARGS(decided->name));
  for (size_t i = 0; i < decided->segment_count; i++)
    add(gathering, decided->segment_names[i], count->segments[i], TEXT(""));
  add_some(gathering, "(in none)", count->none);
  add_some(gathering, "(in conflict: several said yes)", count->conflict);
}

static void add_selection(Gathering *gathering, const SelectionDecision *decided,
                          const SelectionCount *count) {
  gathering->heading = text_format(gathering->arena, "Selection %.*s", TEXT_ARGS(decided->name));
  for (int state = 0; state < STATE_SELECTED; state++)
    add_some(gathering, state_name((State)state), count->states[state]);
  add(gathering, text_of(state_name(STATE_SELECTED)), count->states[STATE_SELECTED], TEXT(""));
}

static Text told_of(Arena *arena, const UnknownKind *kind) {
  Buffer told = {0};
  for (size_t i = 0; i < kind->missing_count; i++)
    buffer_format(&told, "%s%.*s", i ? ", " : "", TEXT_ARGS(kind->missing[i]));
  if (kind->missing_count)
    buffer_string(&told, kind->missing_count == 1 ? " is missing" : " are missing");
  else
    buffer_format(&told, "MISTAKE in the rule, line %d: %.*s", kind->line,
                  TEXT_ARGS(kind->message));
  return buffer_keep(&told, arena);
}

static void add_guarantee(Gathering *gathering, const GuaranteeResult *result) {
  const char *whose = result->shared ? "groups" : "customers";
  add(gathering, result->name, result->broken,
      text_format(gathering->arena, "%s of %zu %s%s", result->broken ? "BROKEN" : "broken",
                  result->asked, whose,
                  result->unknown ? "; for some it could not be decided" : ""));
}

WatchCounts watch_counts(Arena *arena, const Policy *policy, const Decided *decided) {
  const Decisions *decisions = &decided->decisions;
  Gathering gathering = {.arena = arena, .heading = TEXT("")};
  add(&gathering, policy->customers, decided->counts.rows, TEXT(""));
  gathering.heading = TEXT("Exclusions (said yes)");
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    add(&gathering, decisions->exclusions[i].name, decided->counts.exclusions[i].gross, TEXT(""));
  for (size_t i = 0; i < decisions->segmentation_count; i++)
    add_segmentation(&gathering, &decisions->segmentations[i], &decided->counts.segmentations[i]);
  for (size_t i = 0; i < decisions->selection_count; i++)
    add_selection(&gathering, &decisions->selections[i], &decided->counts.selections[i]);
  gathering.heading = TEXT("Could not decide");
  for (size_t i = 0; i < decisions->unknown_kind_count; i++)
    add(&gathering, decisions->unknown_kinds[i].rule, decisions->unknown_kinds[i].customers,
        told_of(arena, &decisions->unknown_kinds[i]));
  gathering.heading = TEXT("Guarantees (broken for)");
  for (size_t i = 0; i < decided->guarantee_count; i++)
    add_guarantee(&gathering, &decided->guarantees[i]);
  return gathering.counts;
}

/* --- telling ---------------------------------------------------------------------------- */

/* Two lines of one rule differ in what is told of them: which field is missing. */
static const WatchLine *find(const WatchCounts *counts, const WatchLine *line) {
  bool unknown = text_equal(line->heading, TEXT("Could not decide"));
  for (size_t i = 0; i < counts->count; i++) {
    const WatchLine *other = &counts->list[i];
    if (text_equal(other->heading, line->heading) && text_equal(other->name, line->name) &&
        (!unknown || text_equal(other->told, line->told)))
      return other;
  }
  return NULL;
}

static void put_name(Buffer *out, Text heading, Text name) {
  size_t width = text_width(name) + (heading.length ? 2 : 0);
  buffer_string(out, heading.length ? "  " : "");
  buffer_text(out, name);
  buffer_format(out, "%*s", width + 2 < NAME_WIDTH ? (int)(NAME_WIDTH - width) : 2, "");
}

/* "+12", "-3", or as many spaces. */
static void put_difference(Buffer *out, size_t before, size_t now) {
  char text[32];
  if (before == now) {
    buffer_format(out, "%*s", COUNT_WIDTH, "");
    return;
  }
  snprintf(text, sizeof text, "%c%zu", now > before ? '+' : '-',
           now > before ? now - before : before - now);
  buffer_format(out, "%*s", COUNT_WIDTH, text);
}

static void put_line(Buffer *out, const WatchLine *line, const WatchLine *was, bool first) {
  put_name(out, line->heading, line->name);
  buffer_format(out, "%*zu", COUNT_WIDTH, line->count);
  if (first)
    buffer_string(out, line->told.length ? "  " : "");
  else
    put_difference(out, was ? was->count : 0, line->count);
  if (!first && line->told.length)
    buffer_string(out, "  ");
  buffer_text(out, line->told);
  while (out->length && out->bytes[out->length - 1] == ' ')
    out->length--;
  buffer_byte(out, '\n');
}

static size_t put_gone(const WatchCounts *now, const WatchCounts *before, Buffer *out) {
  size_t gone = 0;
  for (size_t i = 0; i < before->count; i++) {
    const WatchLine *line = &before->list[i];
    if (find(now, line) || !line->count)
      continue;
    if (!gone++)
      buffer_string(out, "\nNo longer there\n");
    Text name = line->name;
    Buffer whole = {0};
    if (line->heading.length)
      buffer_format(&whole, "%.*s: ", TEXT_ARGS(line->heading));
    buffer_text(&whole, name);
    put_name(out, TEXT("-"), buffer_view(&whole));
    buffer_free(&whole);
    buffer_format(out, "%*s", COUNT_WIDTH, "");
    put_difference(out, line->count, 0);
    buffer_byte(out, '\n');
  }
  return gone;
}

size_t watch_counts_text(const WatchCounts *now, const WatchCounts *before, Buffer *out) {
  size_t moved = 0;
  Text heading = TEXT("");
  for (size_t i = 0; i < now->count; i++) {
    const WatchLine *line = &now->list[i], *was = before ? find(before, line) : NULL;
    if (!text_equal(line->heading, heading))
      buffer_format(out, "\n%.*s\n", TEXT_ARGS(line->heading));
    heading = line->heading;
    put_line(out, line, was, !before);
    moved += before && (was ? was->count : 0) != line->count;
  }
  return before ? moved + put_gone(now, before, out) : 0;
}

#include "log/line.h"

#include <math.h>

#include "base/date.h"
#include "base/json.h"
#include "condition/verdict.h"
#include "log/read_part.h"
#include "log/segment_part.h"
#include "log/selection_part.h"

struct LinePlan {
  Arena *arena;
  const Decisions *decisions;
  ReadPart read;
  SegmentPart segments;
  SelectionPart selections;
  Answered excluded;    /* `,"excluded":["warned"]`, by the exclusions' verdicts */
  const Text *unknowns; /* [kind]: as JSON */
};

void line_number(Buffer *out, double number) {
  if (number == floor(number) && fabs(number) < 9007199254740992.0)
    json_put_integer(out, (int64_t)number);
  else
    json_put_decimal(out, number);
}

void line_unknown(Buffer *out, const UnknownKind *kind) {
  buffer_string(out, "{\"rule\":");
  json_put_text(out, kind->rule);
  if (kind->missing_count == 0) {
    buffer_string(out, ",\"error\":");
    json_put_text(out, kind->message);
    buffer_string(out, ",\"line\":");
    json_put_integer(out, kind->line);
    buffer_byte(out, '}');
    return;
  }
  buffer_string(out, ",\"missing\":[");
  for (size_t i = 0; i < kind->missing_count; i++) {
    if (i)
      buffer_byte(out, ',');
    json_put_text(out, kind->missing[i]);
  }
  buffer_string(out, "]}");
}

static const Text *prepare_unknowns(Arena *arena, const Decisions *decisions) {
  Text *unknowns = arena_array(arena, decisions->unknown_kind_count, sizeof *unknowns);
  Buffer buffer = {0};
  for (size_t i = 0; i < decisions->unknown_kind_count; i++) {
    buffer.length = 0;
    line_unknown(&buffer, &decisions->unknown_kinds[i]);
    unknowns[i] = text_copy(arena, buffer_view(&buffer));
  }
  buffer_free(&buffer);
  return unknowns;
}

static void write_excluded(const void *context, const uint8_t *const *verdicts, size_t row,
                           Buffer *out) {
  const LinePlan *plan = context;
  char before = '[';
  buffer_string(out, ",\"excluded\":");
  for (size_t i = 0; i < plan->decisions->exclusion_count; i++) {
    if (verdicts[i][row] != VERDICT_YES)
      continue;
    buffer_byte(out, before);
    buffer_text(out, plan->selections.exclusions[i]);
    before = ',';
  }
  buffer_string(out, before == '[' ? "[]" : "]");
}

static void prepare_excluded(Arena *arena, LinePlan *plan) {
  size_t count = plan->decisions->exclusion_count;
  const uint8_t **verdicts = arena_array(arena, count, sizeof *verdicts);
  for (size_t i = 0; i < count; i++)
    verdicts[i] = plan->decisions->exclusions[i].verdicts;
  plan->excluded = (Answered){
      .write = write_excluded, .context = plan, .verdicts = verdicts, .count = count, .ways = 2};
  answered_prepare(arena, &plan->excluded);
}

LinePlan *line_plan(const Decisions *decisions) {
  Arena *arena = arena_make();
  LinePlan *plan = arena_new(arena, sizeof *plan);
  *plan = (LinePlan){.arena = arena, .decisions = decisions};
  plan->read = read_part(arena, decisions);
  plan->segments = segment_part(arena, decisions);
  plan->selections = selection_part(arena, decisions);
  plan->unknowns = prepare_unknowns(arena, decisions);
  prepare_excluded(arena, plan);
  return plan;
}

void line_plan_drop(LinePlan *plan) {
  if (plan)
    arena_drop(plan->arena);
}

static void write_head(const LinePlan *plan, size_t row, const uint8_t *salt, Buffer *out) {
  char scratch[24], salted[SALT_TEXT];
  buffer_string(out, "{\"v\":1,\"seq\":");
  json_put_integer(out, (int64_t)(plan->decisions->before + row));
  buffer_string(out, ",\"key\":");
  json_put_text(out, table_key(plan->decisions->table, row, scratch));
  salt_text(salt, salted);
  buffer_string(out, ",\"salt\":\"");
  buffer_append(out, salted, sizeof salted);
  buffer_byte(out, '"');
}

static void write_unknowns(const LinePlan *plan, size_t row, Buffer *out) {
  const Decisions *decisions = plan->decisions;
  buffer_string(out, ",\"unknown\":[");
  if (decisions->unknown_first) {
    uint64_t first = decisions->unknown_first[row], end = decisions->unknown_first[row + 1];
    for (uint64_t i = first; i < end; i++) {
      if (i > first)
        buffer_byte(out, ',');
      buffer_text(out, plan->unknowns[decisions->unknowns[i]]);
    }
  }
  buffer_byte(out, ']');
}

static void write_day(const char *name, int32_t days, Buffer *out) {
  char day[DATE_ISO_LENGTH];
  date_to_iso(days, day);
  buffer_format(out, ",\"%s\":\"%.*s\"", name, DATE_ISO_LENGTH, day);
}

static void write_override(const Override *override, Buffer *out) {
  buffer_string(out, "{\"rule\":");
  json_put_text(out, override->rule);
  buffer_string(out, ",\"outcome\":");
  json_put_text(out, override->outcome);
  buffer_string(out, ",\"reason\":");
  json_put_text(out, override->reason);
  buffer_string(out, ",\"by\":");
  json_put_text(out, override->by);
  write_day("until", override->until, out);
  if (override->dated)
    write_day("made", override->made, out);
  if (override->place)
    buffer_format(out, ",\"place\":%u", override->place);
  buffer_byte(out, '}');
}

static void write_overrides(const Decisions *decisions, size_t row, Buffer *out) {
  size_t first = decisions_override_first(decisions, row);
  buffer_string(out, ",\"overrides\":[");
  for (size_t i = first; i < decisions->override_count; i++) {
    if (decisions->overrides[i].row != row)
      break;
    if (i > first)
      buffer_byte(out, ',');
    write_override(&decisions->overrides[i], out);
  }
  buffer_string(out, "]}");
}

void line_write(const LinePlan *plan, size_t row, const uint8_t salt[SALT_BYTES], Buffer *out) {
  buffer_reserve(out, 1024);
  write_head(plan, row, salt, out);
  read_part_write(&plan->read, row, out);
  answered_put(&plan->excluded, row, out);
  write_unknowns(plan, row, out);
  segment_part_write(&plan->segments, row, out);
  selection_part_write(&plan->selections, row, out);
  write_overrides(plan->decisions, row, out);
}

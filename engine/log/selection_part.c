#include "log/selection_part.h"

#include "base/json.h"
#include "log/line.h"
#include "log/read_part.h"

static Text quoted_rule(Arena *arena, const char *kind, Text name) {
  return piece_quoted(arena, text_format(arena, "%s %.*s", kind, TEXT_ARGS(name)));
}

/* `before`, the number, in the arena. */
static Text number_after(Arena *arena, const char *before, double number) {
  Buffer buffer = {0};
  buffer_string(&buffer, before);
  line_number(&buffer, number);
  return buffer_keep(&buffer, arena);
}

static Text value_after(Arena *arena, const char *before, Value value) {
  Buffer buffer = {0};
  buffer_string(&buffer, before);
  value_json(&buffer, value);
  return buffer_keep(&buffer, arena);
}

static Text pressure_head(Arena *arena, const PressureDecision *pressure) {
  Text events = piece_quoted(arena, pressure->events);
  return text_format(arena,
                     ",\"pressure\":{\"events\":%.*s,\"%s\":%d,\"counted\":", TEXT_ARGS(events),
                     pressure->months ? "months" : "days", pressure->span);
}

/* Where the selection's member begins: its name and the state. */
static void prepare_heads(Arena *arena, OneSelectionPart *part) {
  for (int state = 0; state < STATE_COUNT; state++)
    part->heads[state] =
        piece_copy(arena, text_format(arena, "%.*s:{\"state\":\"%s\"", TEXT_ARGS(part->quoted),
                                      state_name((State)state)));
}

static OneSelectionPart prepare_one(Arena *arena, const SelectionDecision *decided) {
  OneSelectionPart part = {.decided = decided, .quoted = piece_quoted(arena, decided->name)};
  prepare_heads(arena, &part);
  part.undecided_when = quoted_rule(arena, "selection", decided->name);
  part.undecided_quota = quoted_rule(arena, "quota", decided->name);
  if (decided->limit >= 0)
    part.limit = text_format(arena, ",\"limit\":%lld", (long long)decided->limit);
  if (decided->cut_made && decided->score && decided->score_masked)
    part.cut = TEXT(",\"cut\":" READ_MASKED);
  else if (decided->cut_made && decided->score)
    part.cut = value_after(arena, ",\"cut\":", decided->cut);
  if (decided->quota_per) {
    Text per = piece_quoted(arena, decided->quota_per->name);
    part.quota_per = text_format(arena, "\"per\":%.*s,\"value\":", TEXT_ARGS(per));
  }
  if (decided->quota) {
    Text max = number_after(arena, "\"max\":", decided->quota_max);
    part.quota_max = text_format(arena, "%.*s,\"taken\":", TEXT_ARGS(max));
  }
  if (decided->pressure.counted)
    part.pressure = pressure_head(arena, &decided->pressure);
  if (decided->holdout > 0)
    part.fraction = number_after(arena, ",\"fraction\":", decided->holdout);
  return part;
}

SelectionPart selection_part(Arena *arena, const Decisions *decisions) {
  OneSelectionPart *selections = arena_array(arena, decisions->selection_count, sizeof *selections);
  Text *names = arena_array(arena, decisions->exclusion_count, sizeof *names);
  Text *rules = arena_array(arena, decisions->exclusion_count, sizeof *rules);
  for (size_t i = 0; i < decisions->selection_count; i++)
    selections[i] = prepare_one(arena, &decisions->selections[i]);
  for (size_t i = 0; i < decisions->exclusion_count; i++) {
    names[i] = piece_quoted(arena, decisions->exclusions[i].name);
    rules[i] = quoted_rule(arena, "exclusion", decisions->exclusions[i].name);
  }
  return (SelectionPart){selections, decisions->selection_count, names, rules};
}

/* The rule or name that the state is due to; empty when the state has none. */
static Text due_to(const SelectionPart *part, const OneSelectionPart *one, size_t row) {
  uint16_t by = one->decided->by[row];
  switch ((State)one->decided->state[row]) {
  case STATE_EXCLUDED:
    return part->exclusions[by];
  case STATE_TAKEN_ELSEWHERE:
    return part->selections[by].quoted;
  case STATE_UNDECIDED:
    if (by == BY_WHEN)
      return one->undecided_when;
    return by == BY_QUOTA ? one->undecided_quota : part->exclusion_rules[by];
  default:
    return (Text){"", 0};
  }
}

static void write_value(Buffer *out, bool masked, Value value) {
  if (masked)
    buffer_string(out, READ_MASKED);
  else
    value_json(out, value);
}

static void write_pressure(const OneSelectionPart *one, size_t row, Buffer *out) {
  const PressureDecision *pressure = &one->decided->pressure;
  buffer_text(out, one->pressure);
  json_put_integer(out, column_integer(pressure->counted, row));
  buffer_string(out, ",\"chosen\":");
  json_put_integer(out, pressure->chosen[row]);
  buffer_string(out, ",\"max\":");
  json_put_integer(out, pressure->max);
  buffer_byte(out, '}');
}

static void write_order(const SelectionDecision *decided, size_t row, Buffer *out) {
  if (decided->score) {
    buffer_string(out, ",\"score\":");
    write_value(out, decided->score_masked, column_value(decided->score, row));
  }
  if (decided->place) {
    buffer_string(out, ",\"rank\":");
    json_put_integer(out, decided->place[row]);
  }
}

static void write_quota(const OneSelectionPart *one, size_t row, Buffer *out) {
  const SelectionDecision *decided = one->decided;
  buffer_string(out, ",\"quota\":{");
  if (decided->quota_per) {
    buffer_text(out, one->quota_per);
    write_value(out, decided->per_masked, column_value(decided->quota_per, row));
    buffer_byte(out, ',');
  }
  buffer_text(out, one->quota_max);
  if (decided->of_masked) /* the sum of the others' values */
    buffer_string(out, READ_MASKED);
  else
    line_number(out, decided->quota_taken[row]);
  buffer_string(out, ",\"need\":");
  if (decided->quota_of)
    write_value(out, decided->of_masked, column_value(decided->quota_of, row));
  else
    buffer_byte(out, '1');
  buffer_string(out, ",\"place\":");
  json_put_integer(out, decided->within[row]);
  buffer_byte(out, '}');
}

static void write_limit(const OneSelectionPart *one, size_t row, State state, Buffer *out) {
  const SelectionDecision *decided = one->decided;
  buffer_text(out, one->limit);
  buffer_text(out, one->cut);
  if (state != STATE_BELOW_THE_CUT)
    return;
  bool tie = !decided->score || value_equal(column_value(decided->score, row), decided->cut);
  buffer_string(out, tie ? ",\"tie\":true" : ",\"tie\":false");
}

static void write_stages(const OneSelectionPart *one, size_t row, State state, Buffer *out) {
  const SelectionDecision *decided = one->decided;
  write_order(decided, row, out);
  if (state == STATE_HOUSEHOLD) {
    buffer_string(out, ",\"household\":");
    json_put_integer(out, decided->within[row]);
    return;
  }
  if (decided->quota)
    write_quota(one, row, out);
  if (state == STATE_OVER_QUOTA)
    return;
  write_limit(one, row, state, out);
  if (state != STATE_BELOW_THE_CUT && decided->bucket) {
    buffer_string(out, ",\"bucket\":");
    json_put_decimal(out, decided->bucket[row]);
    buffer_text(out, one->fraction);
  }
}

static void write_one(const SelectionPart *part, const OneSelectionPart *one, size_t row,
                      Buffer *out) {
  State state = (State)one->decided->state[row];
  piece_put(out, one->heads[state]);
  Text by = due_to(part, one, row);
  if (by.length) {
    buffer_string(out, ",\"by\":");
    piece_put(out, by);
  }
  if (state >= STATE_CONTACTED_ENOUGH && one->decided->pressure.counted)
    write_pressure(one, row, out);
  if (state >= STATE_HOUSEHOLD)
    write_stages(one, row, state, out);
  buffer_byte(out, '}');
}

void selection_part_write(const SelectionPart *part, size_t row, Buffer *out) {
  buffer_string(out, ",\"selections\":{");
  for (size_t i = 0; i < part->count; i++) {
    if (i)
      buffer_byte(out, ',');
    write_one(part, &part->selections[i], row, out);
  }
  buffer_byte(out, '}');
}

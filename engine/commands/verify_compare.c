#include "commands/verify_compare.h"

#include "base/crew.h"
#include "base/memory.h"
#include "commands/verify_self.h"
#include "log/line.h"
#include "log/line_parts.h"
#include "log/line_read.h"

/* One part of the lines, compared by one thread. */
typedef struct Comparing {
  const VerifyCompare *compare;
  const LinePlan *plan;
  ReplayKind kind;
  LinePart part;
  size_t same, same_self, differ;
  Text *named; /* [differ]: lines, until the keys are read */
  size_t capacity;
} Comparing;

static void note_difference(Comparing *comparing, Text line) {
  comparing->named = memory_room(comparing->named, comparing->differ, &comparing->capacity,
                                 sizeof *comparing->named);
  comparing->named[comparing->differ++] = line;
}

static bool is_same_line(const Comparing *comparing, Text logged, Text now) {
  if (!comparing->compare->overrides) {
    logged.length = line_without_overrides(logged);
    now.length = line_without_overrides(now);
  }
  return text_equal(logged, now);
}

static void compare_line(Comparing *comparing, Text logged, size_t row, Buffer *now) {
  Text salt, rest;
  uint8_t bytes[SALT_BYTES];
  now->length = 0;
  if (!line_rest(logged, &salt, &rest) || !salt_read(salt, bytes)) {
    note_difference(comparing, logged);
    return;
  }
  line_write(comparing->plan, row, bytes, now);
  if (comparing->kind == REPLAY_LINES)
    verify_self_seq(now, logged);
  VerifySelf self = {comparing->compare->skip, comparing->compare->skip_count};
  if (is_same_line(comparing, logged, buffer_view(now))) {
    comparing->same++;
    comparing->same_self++;
  } else if (comparing->kind == REPLAY_LINES && verify_self_same(&self, logged, buffer_view(now))) {
    comparing->same_self++;
  } else {
    note_difference(comparing, logged);
  }
}

/* Over the data, erased lines have their rows; over the lines' own values they have none. */
static void compare_part(void *context, size_t number) {
  Comparing *comparing = (Comparing *)context + number;
  bool data = comparing->kind == REPLAY_DATA, whole;
  size_t row = data ? comparing->part.line : comparing->part.row;
  Text line;
  ErasedLine erased;
  Buffer now = {0};
  for (size_t at = 0; line_next(comparing->part.lines, &at, &line, &whole);) {
    bool is_erased = line_erased(line, &erased);
    if (!is_erased && row < comparing->compare->decisions->rows)
      compare_line(comparing, line, row, &now);
    else if (!is_erased)
      note_difference(comparing, line);
    row += !is_erased || data;
  }
  buffer_free(&now);
}

static void add_names(const VerifyCompare *compare, const Comparing *part, Replay *replay) {
  Buffer scratch = {0};
  Text key;
  for (size_t i = 0; i < part->differ; i++)
    replay->named[replay->differ + i] = line_key(line_key_quoted(part->named[i]), &scratch, &key)
                                            ? text_copy(compare->arena, key)
                                            : TEXT("");
  buffer_free(&scratch);
}

void verify_compare(const VerifyCompare *compare, Replay *replay) {
  LinePart *parts;
  size_t count = line_parts(compare->arena, compare->run->decisions, &parts);
  LinePlan *plan = line_plan(compare->decisions);
  Comparing *comparing = arena_array(compare->arena, count, sizeof *comparing);
  for (size_t i = 0; i < count; i++)
    comparing[i] =
        (Comparing){.compare = compare, .plan = plan, .kind = replay->kind, .part = parts[i]};
  crew_run(crew_processors(), count, compare_part, comparing);
  size_t differ = 0;
  for (size_t i = 0; i < count; i++)
    differ += comparing[i].differ;
  replay->named = arena_array(compare->arena, differ, sizeof *replay->named);
  for (size_t i = 0; i < count; i++) {
    add_names(compare, &comparing[i], replay);
    replay->same += comparing[i].same;
    replay->same_self += comparing[i].same_self;
    replay->differ += comparing[i].differ;
    memory_free(comparing[i].named);
  }
  line_plan_drop(plan);
}

#include "log/ended_read.h"

#include "log/line_read.h"
#include "log/piece.h"
#include "log/run_lines.h"

/* One rule of the policy while the lines are read. */
typedef struct RuleLabels {
  Text rule;       /* "segmentation guest" */
  Text quoted;     /* its name as a JSON string */
  Text in_unknown; /* "exclusion paused" as a JSON string */
  Dictionary *labels;
  Text *names; /* segments: as JSON strings; their labels are their numbers */
  size_t name_count;
  uint32_t none, conflict;
  uint32_t *of;
} RuleLabels;

typedef struct EndedReading {
  Arena *arena;
  const Policy *policy;
  RuleLabels *rules;
  Text states[STATE_COUNT]; /* as JSON strings */
  size_t row, rows;
  Buffer joined, scratch;
} EndedReading;

/* --- moving through a line --------------------------------------------------------- */

/* To behind the bracket that closes the one that is open; false: none does. */
static bool skip_open(Text *at) {
  size_t depth = 1;
  Text string;
  while (at->length && depth) {
    char byte = at->bytes[0];
    if (byte == '"') {
      if (!line_take_string(at, &string))
        return false;
      continue;
    }
    depth += (byte == '{' || byte == '[') - (byte == '}' || byte == ']');
    *at = (Text){at->bytes + 1, at->length - 1};
  }
  return depth == 0;
}

static uint32_t enter(Dictionary *labels, Text text) {
  bool is_new;
  return dictionary_enter(labels, text, &is_new);
}

/* --- the labels that there are ------------------------------------------------------ */

static RuleLabels begin(EndedReading *reading, const char *kind, Text name, size_t rows) {
  RuleLabels rule = {.rule = text_format(reading->arena, "%s %.*s", kind, TEXT_ARGS(name)),
                     .labels = dictionary_make(),
                     .of = arena_array(reading->arena, rows, sizeof(uint32_t))};
  rule.quoted = piece_quoted(reading->arena, name);
  rule.in_unknown = piece_quoted(reading->arena, rule.rule);
  return rule;
}

enum { LABEL_EXCLUDED, LABEL_NOT_EXCLUDED, LABEL_COULD_NOT_DECIDE };

static void begin_exclusion(EndedReading *reading, RuleLabels *rule, size_t number, size_t rows) {
  *rule = begin(reading, "exclusion", reading->policy->exclusions[number].name, rows);
  enter(rule->labels, TEXT("excluded"));
  enter(rule->labels, TEXT("not excluded"));
  enter(rule->labels, TEXT("could not decide"));
}

static void begin_segmentation(EndedReading *reading, RuleLabels *rule, size_t number,
                               size_t rows) {
  const Segmentation *group = &reading->policy->segmentations[number];
  *rule = begin(reading, "segmentation", group->name, rows);
  rule->names = arena_array(reading->arena, group->segment_count, sizeof(Text));
  for (size_t i = 0; i < group->segment_count; i++) {
    rule->names[rule->name_count++] = piece_quoted(reading->arena, group->segments[i].name);
    enter(rule->labels, group->segments[i].name);
  }
  rule->none = enter(rule->labels, TEXT("(in none)"));
  if (group->mode == SEGMENTATION_FIRST || group->mode == SEGMENTATION_UNIQUE)
    rule->conflict = enter(rule->labels, TEXT("(in conflict)"));
}

static void begin_selection(EndedReading *reading, RuleLabels *rule, size_t number, size_t rows) {
  *rule = begin(reading, "selection", reading->policy->selections[number].name, rows);
  for (int state = 0; state < STATE_COUNT; state++)
    enter(rule->labels, text_of(state_name((State)state)));
}

/* Every rule in the policy's order; answers how many. */
static size_t begin_all(EndedReading *reading, size_t rows) {
  const Policy *policy = reading->policy;
  size_t count = 0;
  reading->rules =
      arena_array(reading->arena,
                  policy->exclusion_count + policy->segmentation_count + policy->selection_count,
                  sizeof *reading->rules);
  for (int state = 0; state < STATE_COUNT; state++)
    reading->states[state] = piece_quoted(reading->arena, text_of(state_name((State)state)));
  for (size_t i = 0; i < policy->exclusion_count; i++)
    begin_exclusion(reading, &reading->rules[count++], i, rows);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    begin_segmentation(reading, &reading->rules[count++], i, rows);
  for (size_t i = 0; i < policy->selection_count; i++)
    begin_selection(reading, &reading->rules[count++], i, rows);
  return count;
}

/* --- one line ------------------------------------------------------------------------ */

/* ["a","b"] behind its bracket: the exclusions that said yes, in the policy's order. */
static bool read_excluded(EndedReading *reading, Text *at) {
  Text name;
  size_t next = 0, count = reading->policy->exclusion_count;
  for (size_t i = 0; i < count; i++)
    reading->rules[i].of[reading->row] = LABEL_NOT_EXCLUDED;
  while (line_take_string(at, &name)) {
    while (next < count && !text_equal(reading->rules[next].quoted, name))
      next++;
    if (next == count)
      return false;
    reading->rules[next].of[reading->row] = LABEL_EXCLUDED;
    text_take_word(at, TEXT(","));
  }
  return text_take_word(at, TEXT("]"));
}

/* [{"rule":"exclusion paused",…},…] behind its bracket. */
static bool read_unknown(EndedReading *reading, Text *at) {
  Text rule;
  while (text_take_word(at, TEXT("{\"rule\":"))) {
    if (!line_take_string(at, &rule) || !skip_open(at))
      return false;
    for (size_t i = 0; i < reading->policy->exclusion_count; i++)
      if (text_equal(reading->rules[i].in_unknown, rule))
        reading->rules[i].of[reading->row] = LABEL_COULD_NOT_DECIDE;
    text_take_word(at, TEXT(","));
  }
  return text_take_word(at, TEXT("]"));
}

static bool find_name(const RuleLabels *rule, Text quoted, uint32_t *label) {
  for (size_t i = 0; i < rule->name_count; i++)
    if (text_equal(rule->names[i], quoted)) {
      *label = (uint32_t)i;
      return true;
    }
  return false;
}

/* A segment's name, or null. */
static bool read_one(const RuleLabels *rule, Text *at, uint32_t *label) {
  Text name;
  *label = rule->none;
  return text_take_word(at, TEXT("null")) ||
         (line_take_string(at, &name) && find_name(rule, name, label));
}

/* ["a","b"] behind its bracket. */
static bool read_many(EndedReading *reading, const RuleLabels *rule, Text *at, uint32_t *label) {
  Text name;
  reading->joined.length = 0;
  while (line_take_string(at, &name)) {
    uint32_t number;
    if (!find_name(rule, name, &number))
      return false;
    buffer_format(&reading->joined, "%s%.*s", reading->joined.length ? ", " : "",
                  TEXT_ARGS(dictionary_text(rule->labels, number)));
    text_take_word(at, TEXT(","));
  }
  *label = reading->joined.length ? enter(rule->labels, buffer_view(&reading->joined)) : rule->none;
  return text_take_word(at, TEXT("]"));
}

static bool read_segment(EndedReading *reading, RuleLabels *rule, Text *at) {
  uint32_t *label = &rule->of[reading->row];
  if (text_take_word(at, TEXT("{\"conflict\":"))) {
    *label = rule->conflict;
    return skip_open(at);
  }
  if (text_take_word(at, TEXT("{\"segment\":")))
    return read_one(rule, at, label) && skip_open(at);
  return text_take_word(at, TEXT("[")) ? read_many(reading, rule, at, label)
                                       : read_one(rule, at, label);
}

static bool read_state(EndedReading *reading, RuleLabels *rule, Text *at) {
  Text name;
  if (!text_take_word(at, TEXT("{\"state\":")) || !line_take_string(at, &name) || !skip_open(at))
    return false;
  for (uint32_t state = 0; state < STATE_COUNT; state++)
    if (text_equal(reading->states[state], name)) {
      rule->of[reading->row] = state;
      return true;
    }
  return false;
}

typedef bool ReadRule(EndedReading *reading, RuleLabels *rule, Text *at);

/* {"name":…,"name":…} behind its bracket: these rules, in their order. */
static bool read_rules(EndedReading *reading, Text *at, RuleLabels *rules, size_t count,
                       ReadRule *read) {
  for (size_t i = 0; i < count; i++)
    if ((i && !text_take_word(at, TEXT(","))) || !text_take_word(at, rules[i].quoted) ||
        !text_take_word(at, TEXT(":")) || !read(reading, &rules[i], at))
      return false;
  return text_take_word(at, TEXT("}"));
}

static RuleLabels *rule_of(EndedReading *reading, Text quoted) {
  const Policy *policy = reading->policy;
  size_t count = policy->exclusion_count + policy->segmentation_count + policy->selection_count;
  for (size_t i = 0; i < count; i++)
    if (text_equal(reading->rules[i].in_unknown, quoted))
      return &reading->rules[i];
  return NULL;
}

/* [{"rule":"selection a","outcome":"selected",…},…] behind its bracket. */
static bool read_overrides(EndedReading *reading, Text *at) {
  Text rule, outcome, plain;
  while (text_take_word(at, TEXT("{\"rule\":"))) {
    if (!line_take_string(at, &rule) || !text_take_word(at, TEXT(",\"outcome\":")) ||
        !line_take_string(at, &outcome) || !skip_open(at) ||
        !line_key(outcome, &reading->scratch, &plain))
      return false;
    RuleLabels *found = rule_of(reading, rule);
    reading->joined.length = 0;
    buffer_format(&reading->joined, "%.*s by hand", TEXT_ARGS(plain));
    if (found)
      found->of[reading->row] = enter(found->labels, buffer_view(&reading->joined));
    text_take_word(at, TEXT(","));
  }
  return text_take_word(at, TEXT("]}")) && at->length == 0;
}

/* What stands behind `read` and `missing`; in a string its quotes would be escaped. */
static bool find_outcomes(Text line, Text *at) {
  static const char word[] = ",\"excluded\":[";
  const char *found = memmem(line.bytes, line.length, word, sizeof word - 1);
  if (!found)
    return false;
  const char *begin = found + sizeof word - 1;
  *at = (Text){begin, line.length - (size_t)(begin - line.bytes)};
  return true;
}

static bool read_outcomes(EndedReading *reading, Text line) {
  const Policy *policy = reading->policy;
  RuleLabels *segmentations = reading->rules + policy->exclusion_count;
  RuleLabels *selections = segmentations + policy->segmentation_count;
  Text at;
  return find_outcomes(line, &at) && read_excluded(reading, &at) &&
         text_take_word(&at, TEXT(",\"unknown\":[")) && read_unknown(reading, &at) &&
         text_take_word(&at, TEXT(",\"segments\":{")) &&
         read_rules(reading, &at, segmentations, policy->segmentation_count, read_segment) &&
         text_take_word(&at, TEXT(",\"selections\":{")) &&
         read_rules(reading, &at, selections, policy->selection_count, read_state) &&
         text_take_word(&at, TEXT(",\"overrides\":[")) && read_overrides(reading, &at);
}

static bool read_line(void *context, Text line) {
  EndedReading *reading = context;
  if (reading->row == reading->rows || !read_outcomes(reading, line))
    return false;
  reading->row++;
  return true;
}

/* --- all of them --------------------------------------------------------------------- */

bool ended_read(Arena *arena, const Run *run, const Policy *policy, EndedList *ended,
                Error *error) {
  EndedReading reading = {.arena = arena, .policy = policy, .rows = run->rows};
  size_t count = begin_all(&reading, run->rows);
  bool good = run_lines(run, read_line, &reading, error);
  *ended = (EndedList){arena_array(arena, count, sizeof(Ended)), count};
  for (size_t i = 0; i < count; i++)
    ended->list[i] =
        (Ended){reading.rules[i].rule, dictionary_freeze(reading.rules[i].labels, arena),
                reading.rules[i].of, reading.row};
  buffer_free(&reading.joined);
  buffer_free(&reading.scratch);
  return good;
}

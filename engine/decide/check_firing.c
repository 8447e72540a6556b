/* Rules that fire for nobody or for all of this data, or fail: every condition asked
 * of every customer. */
#include <string.h>

#include "base/memory.h"
#include "decide/check_parts.h"

enum { FEW = 20 }; /* below this many customers, nobody and everybody say little */

typedef struct Firing {
  Checking *checking;
  const Answers *answers;
  CheckRule **rules; /* by step */
  size_t count;
  int side; /* -1: of the customers */
} Firing;

static Position place_of(const Firing *firing, size_t step) {
  return firing->rules[step]->function->at;
}

static Finding *report(const Firing *firing, size_t step, const char *id) {
  Checking *checking = firing->checking;
  bool few = firing->answers->rows < FEW;
  Finding *finding = findings_add(checking->findings, id, few ? CHECK_NOTE : CHECK_WARNING,
                                  place_of(firing, step));
  finding->advice =
      few ? TEXT("this data is small: try it on more") : TEXT("is that what was meant?");
  return finding;
}

static Text whom(const Firing *firing) {
  return firing->checking->places[firing->side + 1].whom;
}

/* --- nobody, everybody ------------------------------------------------------------ */

static size_t count_yes(const Firing *firing, size_t step) {
  size_t count = 0;
  for (size_t row = 0; row < firing->answers->rows; row++)
    count += firing->answers->verdicts[step][row] == VERDICT_YES;
  return count;
}

static bool is_for_some(const Firing *firing, size_t step) {
  return memchr(firing->answers->verdicts[step], VERDICT_YES, firing->answers->rows) != NULL;
}

static bool is_for_all(const Firing *firing, size_t step) {
  const uint8_t *verdicts = firing->answers->verdicts[step];
  size_t row = 0;
  while (row < firing->answers->rows && verdicts[row] == VERDICT_YES)
    row++;
  return row == firing->answers->rows;
}

/* Whether a segment of mode first gets anyone: no earlier one said yes. */
static bool is_reached(const Firing *firing, size_t step) {
  size_t first = step;
  bool reached = false;
  while (first > 0 && firing->rules[first - 1]->kind == CHECK_SEGMENT &&
         firing->rules[first - 1]->group == firing->rules[step]->group)
    first--;
  for (size_t row = 0; row < firing->answers->rows && !reached; row++) {
    reached = firing->answers->verdicts[step][row] == VERDICT_YES;
    for (size_t i = first; i < step && reached; i++)
      reached = firing->answers->verdicts[i][row] != VERDICT_YES;
  }
  return reached;
}

static void report_never(const Firing *firing, size_t step) {
  const CheckRule *rule = firing->rules[step];
  Finding *finding = report(firing, step, "never-fires");
  finding->message =
      text_format(firing->checking->arena, "%.*s is yes for none of the %zu %.*s",
                  TEXT_ARGS(rule->title), firing->answers->rows, TEXT_ARGS(whom(firing)));
}

static void report_always(const Firing *firing, size_t step) {
  const CheckRule *rule = firing->rules[step];
  Finding *finding = report(firing, step, "always-fires");
  finding->message =
      text_format(firing->checking->arena, "%.*s is yes for all %zu %.*s", TEXT_ARGS(rule->title),
                  firing->answers->rows, TEXT_ARGS(whom(firing)));
}

static void report_unreached(const Firing *firing, size_t step, size_t yes) {
  const CheckRule *rule = firing->rules[step];
  Finding *finding = report(firing, step, "never-reached");
  finding->message = text_format(firing->checking->arena,
                                 "%.*s gets nobody: the %zu it fits are in earlier segments",
                                 TEXT_ARGS(rule->title), yes);
}

static bool is_of_first(const Firing *firing, size_t step) {
  const CheckRule *rule = firing->rules[step];
  return rule->kind == CHECK_SEGMENT &&
         firing->checking->policy->segmentations[rule->group].mode == SEGMENTATION_FIRST;
}

/* A promise to everyone, or a population of everyone, is nothing odd. */
static bool may_be_all(CheckKind kind) {
  return kind == CHECK_GUARANTEE || kind == CHECK_ONLY;
}

static void check_step(const Firing *firing, size_t step) {
  const CheckRule *rule = firing->rules[step];
  if (rule->explained || firing->answers->rows == 0)
    return;
  if (!is_for_some(firing, step))
    report_never(firing, step);
  else if (!may_be_all(rule->kind) && rule->function->read_count && is_for_all(firing, step))
    report_always(firing, step);
  else if (is_of_first(firing, step) && !is_reached(firing, step))
    report_unreached(firing, step, count_yes(firing, step));
}

/* --- mistakes --------------------------------------------------------------------- */

/* The customer's, also where an event made the trouble. */
static Text key_of(const Firing *firing, const Trouble *trouble, char scratch[24]) {
  const Checking *checking = firing->checking;
  size_t row =
      firing->side < 0 ? trouble->row : checking->events[firing->side]->customer[trouble->row];
  return table_key(checking->table, row, scratch);
}

static void report_mistake(const Firing *firing, const Trouble *trouble, size_t customers) {
  const TroubleDetail *detail = &firing->answers->details[trouble->detail];
  Checking *checking = firing->checking;
  char scratch[24];
  Text key = key_of(firing, trouble, scratch);
  Position at = place_of(firing, trouble->step);
  if (detail->line > 0)
    at = (Position){detail->file.length ? detail->file : at.file, detail->line, 0};
  Finding *finding = findings_add(checking->findings, "rule-fails", CHECK_ERROR, at);
  finding->message = text_format(
      checking->arena, "%.*s cannot decide about %zu %.*s, %s%.*s for one: %.*s",
      TEXT_ARGS(firing->rules[trouble->step]->title), customers, TEXT_ARGS(whom(firing)),
      firing->side < 0 ? "" : "of ", TEXT_ARGS(key), TEXT_ARGS(detail->message));
  firing->rules[trouble->step]->explained = true;
}

/* Each mistake of each rule once, at the first customer who met it. */
static void check_mistakes(const Firing *firing) {
  const Answers *answers = firing->answers;
  size_t kinds = answers->step_count * answers->detail_count;
  size_t *met = memory_array(kinds + 1, sizeof *met);
  for (size_t i = 0; i < answers->trouble_count; i++)
    met[answers->troubles[i].step * answers->detail_count + answers->troubles[i].detail]++;
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *trouble = &answers->troubles[i];
    size_t *customers = &met[trouble->step * answers->detail_count + trouble->detail];
    bool mistake = answers->details[trouble->detail].missing_count == 0;
    if (mistake && *customers && !firing->rules[trouble->step]->mistyped)
      report_mistake(firing, trouble, *customers);
    *customers = 0;
  }
  memory_free(met);
}

/* --- asking ----------------------------------------------------------------------- */

static bool check_firing_of(Checking *checking, int side, Asker *asker, Error *error) {
  Firing firing = {.checking = checking, .side = side};
  Step *steps = arena_array(checking->arena, checking->rule_count, sizeof *steps);
  firing.rules = arena_array(checking->arena, checking->rule_count, sizeof *firing.rules);
  for (size_t i = 0; i < checking->rule_count; i++) {
    CheckRule *rule = &checking->rules[i];
    if (rule->side != side || !check_is_condition(rule))
      continue;
    steps[firing.count] =
        (Step){.function = rule->function, .rule = rule->title, .kind = STEP_VERDICT};
    firing.rules[firing.count++] = rule;
  }
  asker->table = checking->places[side + 1].table;
  firing.answers = asker_ask(asker, steps, firing.count, NULL, error);
  asker->table = checking->table;
  if (!firing.answers)
    return false;
  check_mistakes(&firing);
  for (size_t i = 0; i < firing.count; i++)
    check_step(&firing, i);
  return true;
}

bool check_firing(Checking *checking, Asker *asker, Error *error) {
  for (int side = -1; side < (int)checking->policy->side_table_count; side++)
    if (!check_firing_of(checking, side, asker, error))
      return false;
  return true;
}

/* Rules that fire for nobody or for all of this data, or fail: every condition asked
 * of every customer. */
#include <string.h>

#include "base/memory.h"
#include "decide/check_parts.h"

#define NONE SIZE_MAX

enum { FEW = 20 }; /* below this many customers, nobody and everybody say little */

typedef struct Firing {
  Checking *checking;
  CheckRule **rules;       /* by number */
  const Answers **answers; /* to each rule */
  size_t *steps;           /* and which of their steps */
  size_t count, rows;
  int side; /* -1: of the customers */
} Firing;

static const uint8_t *verdicts_of(const Firing *firing, size_t number) {
  return firing->answers[number]->verdicts[firing->steps[number]];
}

static Position place_of(const Firing *firing, size_t number) {
  return firing->rules[number]->function->at;
}

static Finding *report(const Firing *firing, size_t number, const char *id) {
  Checking *checking = firing->checking;
  bool few = firing->rows < FEW;
  Finding *finding = findings_add(checking->findings, id, few ? CHECK_NOTE : CHECK_WARNING,
                                  place_of(firing, number));
  finding->advice =
      few ? TEXT("this data is small: try it on more") : TEXT("is that what was meant?");
  return finding;
}

static Text whom(const Firing *firing) {
  return firing->checking->places[firing->side + 1].whom;
}

/* --- nobody, everybody ------------------------------------------------------------ */

static size_t count_yes(const Firing *firing, size_t number) {
  size_t count = 0;
  for (size_t row = 0; row < firing->rows; row++)
    count += verdicts_of(firing, number)[row] == VERDICT_YES;
  return count;
}

static bool is_for_some(const Firing *firing, size_t number) {
  return memchr(verdicts_of(firing, number), VERDICT_YES, firing->rows) != NULL;
}

static bool is_for_all(const Firing *firing, size_t number) {
  const uint8_t *verdicts = verdicts_of(firing, number);
  size_t row = 0;
  while (row < firing->rows && verdicts[row] == VERDICT_YES)
    row++;
  return row == firing->rows;
}

/* Whether a segment of mode first gets anyone: no earlier one said yes. */
static bool is_reached(const Firing *firing, size_t number) {
  size_t first = number;
  bool reached = false;
  while (first > 0 && firing->rules[first - 1]->kind == CHECK_SEGMENT &&
         firing->rules[first - 1]->group == firing->rules[number]->group)
    first--;
  for (size_t row = 0; row < firing->rows && !reached; row++) {
    reached = verdicts_of(firing, number)[row] == VERDICT_YES;
    for (size_t i = first; i < number && reached; i++)
      reached = verdicts_of(firing, i)[row] != VERDICT_YES;
  }
  return reached;
}

static void report_never(const Firing *firing, size_t number) {
  const CheckRule *rule = firing->rules[number];
  Finding *finding = report(firing, number, "never-fires");
  finding->message = text_format(firing->checking->arena, "%.*s is yes for none of the %zu %.*s",
                                 TEXT_ARGS(rule->title), firing->rows, TEXT_ARGS(whom(firing)));
}

static void report_always(const Firing *firing, size_t number) {
  const CheckRule *rule = firing->rules[number];
  Finding *finding = report(firing, number, "always-fires");
  finding->message = text_format(firing->checking->arena, "%.*s is yes for all %zu %.*s",
                                 TEXT_ARGS(rule->title), firing->rows, TEXT_ARGS(whom(firing)));
}

static void report_unreached(const Firing *firing, size_t number, size_t yes) {
  const CheckRule *rule = firing->rules[number];
  Finding *finding = report(firing, number, "never-reached");
  finding->message = text_format(firing->checking->arena,
                                 "%.*s gets nobody: the %zu it fits are in earlier segments",
                                 TEXT_ARGS(rule->title), yes);
}

static bool is_of_first(const Firing *firing, size_t number) {
  const CheckRule *rule = firing->rules[number];
  return rule->kind == CHECK_SEGMENT &&
         firing->checking->policy->segmentations[rule->group].mode == SEGMENTATION_FIRST;
}

/* A promise to everyone, or a population of everyone, is nothing odd. */
static bool may_be_all(CheckKind kind) {
  return kind == CHECK_GUARANTEE || kind == CHECK_ONLY;
}

static void check_one(const Firing *firing, size_t number) {
  const CheckRule *rule = firing->rules[number];
  if (rule->explained || firing->rows == 0)
    return;
  if (!is_for_some(firing, number))
    report_never(firing, number);
  else if (!may_be_all(rule->kind) && rule->function->read_count && is_for_all(firing, number))
    report_always(firing, number);
  else if (is_of_first(firing, number) && !is_reached(firing, number))
    report_unreached(firing, number, count_yes(firing, number));
}

/* --- mistakes --------------------------------------------------------------------- */

/* The customer's, also where an event made the trouble. */
static Text key_of(const Firing *firing, const Trouble *trouble, char scratch[24]) {
  const Checking *checking = firing->checking;
  size_t row =
      firing->side < 0 ? trouble->row : checking->events[firing->side]->customer[trouble->row];
  return table_key(checking->table, row, scratch);
}

static void report_mistake(const Firing *firing, size_t number, const Trouble *trouble,
                           size_t customers) {
  const TroubleDetail *detail = &firing->answers[number]->details[trouble->detail];
  Checking *checking = firing->checking;
  char scratch[24];
  Text key = key_of(firing, trouble, scratch);
  Position at = place_of(firing, number);
  if (detail->line > 0)
    at = (Position){detail->file.length ? detail->file : at.file, detail->line, 0};
  Finding *finding = findings_add(checking->findings, "rule-fails", CHECK_ERROR, at);
  finding->message =
      text_format(checking->arena, "%.*s cannot decide about %zu %.*s, %s%.*s for one: %.*s",
                  TEXT_ARGS(firing->rules[number]->title), customers, TEXT_ARGS(whom(firing)),
                  firing->side < 0 ? "" : "of ", TEXT_ARGS(key), TEXT_ARGS(detail->message));
  firing->rules[number]->explained = true;
}

/* The rules that the steps of some answers are about; NONE: another matter. */
static size_t *numbers_of(const Firing *firing, const Answers *answers) {
  size_t *numbers = memory_array(answers->step_count + 1, sizeof *numbers);
  for (size_t i = 0; i < answers->step_count; i++)
    numbers[i] = NONE;
  for (size_t i = 0; i < firing->count; i++)
    if (firing->answers[i] == answers)
      numbers[firing->steps[i]] = i;
  return numbers;
}

/* Each mistake of each rule once, at the first customer who met it. */
static void check_mistakes(const Firing *firing, const Answers *answers) {
  size_t *numbers = numbers_of(firing, answers);
  size_t kinds = answers->step_count * answers->detail_count;
  size_t *met = memory_array(kinds + 1, sizeof *met);
  for (size_t i = 0; i < answers->trouble_count; i++)
    met[answers->troubles[i].step * answers->detail_count + answers->troubles[i].detail]++;
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *trouble = &answers->troubles[i];
    size_t number = numbers[trouble->step];
    size_t *customers = &met[trouble->step * answers->detail_count + trouble->detail];
    bool mistake = number != NONE && answers->details[trouble->detail].missing_count == 0;
    if (mistake && *customers && !firing->rules[number]->mistyped)
      report_mistake(firing, number, trouble, *customers);
    *customers = 0;
  }
  memory_free(met);
  memory_free(numbers);
}

/* --- asking ----------------------------------------------------------------------- */

static void list_rules(Firing *firing, int side) {
  Checking *checking = firing->checking;
  size_t most = checking->rule_count;
  firing->rules = arena_array(checking->arena, most, sizeof *firing->rules);
  firing->answers = arena_array(checking->arena, most, sizeof *firing->answers);
  firing->steps = arena_array(checking->arena, most, sizeof *firing->steps);
  for (size_t i = 0; i < most; i++)
    if (checking->rules[i].side == side && check_is_condition(&checking->rules[i]))
      firing->rules[firing->count++] = &checking->rules[i];
}

/* Only what deciding did not ask of everyone is asked. NULL with the Error filled. */
static const Answers *ask_the_rest(Firing *firing, Asker *asker, Error *error) {
  const Asker *before = firing->checking->input->decided;
  Step *steps = arena_array(asker->arena, firing->count, sizeof *steps);
  size_t count = 0;
  for (size_t i = 0; i < firing->count; i++) {
    const CheckRule *rule = firing->rules[i];
    if (before)
      firing->answers[i] = asker_find(before, rule->function, asker->table, &firing->steps[i]);
    if (firing->answers[i])
      continue;
    firing->steps[i] = count;
    steps[count++] = (Step){.function = rule->function, .rule = rule->title, .kind = STEP_VERDICT};
  }
  const Answers *answers = asker_ask(asker, steps, count, NULL, error);
  for (size_t i = 0; i < firing->count; i++)
    if (!firing->answers[i])
      firing->answers[i] = answers;
  return answers;
}

static bool check_firing_of(Checking *checking, int side, Asker *asker, Error *error) {
  const Asker *before = checking->input->decided;
  Firing firing = {.checking = checking, .side = side};
  list_rules(&firing, side);
  asker->table = checking->places[side + 1].table;
  firing.rows = asker->table->rows;
  const Answers *answers = ask_the_rest(&firing, asker, error);
  asker->table = checking->table;
  if (!answers)
    return false;
  check_mistakes(&firing, answers);
  for (size_t i = 0; before && i < before->count; i++)
    check_mistakes(&firing, before->answers[i]);
  for (size_t i = 0; i < firing.count; i++)
    check_one(&firing, i);
  return true;
}

bool check_firing(Checking *checking, Asker *asker, Error *error) {
  for (int side = -1; side < (int)checking->policy->side_table_count; side++)
    if (!check_firing_of(checking, side, asker, error))
      return false;
  return true;
}

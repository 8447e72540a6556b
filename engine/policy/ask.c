#include "policy/ask.h"

#include "base/memory.h"
#include "policy/ask_memory.h"
#include "policy/ask_pages.h"
#include "policy/ask_parcel.h"
#include "policy/ask_trace.h"
#include "policy/ask_trees.h"
#include "policy/ask_trouble.h"
#include "policy/ask_value.h"
#include "policy/worker.h"

/* --- what the workers left ------------------------------------------------------ */

/* All that came in parcels. */
typedef struct Opened {
  Dictionary **details; /* [worker] */
  Dictionary **ran;     /* [worker]: lines, with `trace` */
  Dictionary ***texts;  /* [step][worker]; NULL for steps without values */
} Opened;

static bool opened_take(Opened *opened, const Asking *asking, const AskPages *pages) {
  bool sound = true;
  opened->details = memory_array(pages->workers + 1, sizeof *opened->details);
  opened->ran = memory_array(pages->workers + 1, sizeof *opened->ran);
  opened->texts = memory_array(asking->step_count + 1, sizeof *opened->texts);
  for (size_t step = 0; step < asking->step_count; step++)
    if (ask_step_has_values(&asking->steps[step]))
      opened->texts[step] = memory_array(pages->workers + 1, sizeof **opened->texts);
  for (size_t worker = 0; sound && worker < pages->workers; worker++) {
    size_t at = 0;
    const AskRange *range = &pages->ranges[worker];
    sound = (opened->details[worker] = ask_parcel_take(range, &at)) != NULL &&
            (opened->ran[worker] = ask_parcel_take(range, &at)) != NULL;
    for (size_t step = 0; sound && step < asking->step_count; step++)
      if (opened->texts[step])
        sound = (opened->texts[step][worker] = ask_parcel_take(range, &at)) != NULL;
  }
  return sound;
}

static void opened_drop(Opened *opened, const Asking *asking, size_t workers) {
  for (size_t worker = 0; worker < workers; worker++) {
    dictionary_drop(opened->details[worker]);
    dictionary_drop(opened->ran[worker]);
    for (size_t step = 0; step < asking->step_count; step++)
      if (opened->texts[step])
        dictionary_drop(opened->texts[step][worker]);
  }
  for (size_t step = 0; step < asking->step_count; step++)
    memory_free(opened->texts[step]);
  memory_free(opened->texts);
  memory_free(opened->details);
  memory_free(opened->ran);
}

static bool verdicts_sound(const Asking *asking, const AskPages *pages) {
  uint8_t all = 0;
  for (size_t step = 0; step < asking->step_count; step++)
    for (size_t row = 0; row < asking->table->rows; row++)
      all |= pages->verdicts[step][row];
  return all <= (VERDICT_NO | VERDICT_YES | VERDICT_UNKNOWN | VERDICT_NOT_ASKED);
}

/* What the threads found and what the workers did, one list after the other. */
static bool troubles_gather(Arena *arena, const AskPages *pages, const AskTrees *trees,
                            const Opened *opened, Answers *answers) {
  AskTroubles *lists = arena_array(arena, 2 * pages->workers + 1, sizeof *lists);
  size_t count = 0;
  for (size_t i = 0; i < pages->workers; i++) {
    const AskRange *range = &pages->ranges[i];
    const AskFound *found = &trees->found[i];
    lists[count++] = (AskTroubles){found->troubles, found->count, found->count,
                                   range->first,    range->end,   found->details};
    lists[count++] =
        (AskTroubles){range->troubles, *range->trouble_count, range->most_troubles, range->first,
                      range->end,      opened->details[i]};
  }
  return ask_trouble_gather(arena, lists, count, answers);
}

static bool answers_fill(Arena *arena, const Asking *asking, const AskPages *pages,
                         const AskTrees *trees, const Opened *opened, Answers *answers) {
  bool sound = (!trees->workers_needed || verdicts_sound(asking, pages)) &&
               troubles_gather(arena, pages, trees, opened, answers);
  if (sound && asking->trace)
    ask_trace_read(arena, opened->ran, pages->workers, answers);
  for (size_t step = 0; sound && step < asking->step_count; step++) {
    answers->verdicts[step] = pages->verdicts[step];
    if (!opened->texts[step])
      continue;
    Dictionary *const *texts = trees->texts[step] ? trees->texts[step] : opened->texts[step];
    answers->values[step] = ask_value_column(arena, asking, pages, step, texts);
    sound = answers->values[step] != NULL;
  }
  return sound;
}

static bool answers_take(Arena *arena, const Asking *asking, const AskPages *pages,
                         const AskTrees *trees, Answers *answers, Error *error) {
  Opened opened;
  bool sound = opened_take(&opened, asking, pages) &&
               answers_fill(arena, asking, pages, trees, &opened, answers);
  opened_drop(&opened, asking, pages->workers);
  return sound || error_set(error, ERROR_INTERNAL, "what the rules' process left makes no sense");
}

/* --- running them --------------------------------------------------------------- */

static bool blame_worker(const Asking *asking, const JailReport *report, Error *error) {
  char scratch[24];
  Text rule = TEXT(""), customer = TEXT("");
  if (report->seat.step < asking->step_count) {
    rule = asking->steps[report->seat.step].rule;
    if (report->seat.row < asking->table->rows && asking->table->key != SIZE_MAX)
      customer = table_key(asking->table, report->seat.row, scratch);
  }
  return worker_blame(report, asking->limits, rule, customer, error);
}

/* In the worker that has the policy loaded: no other is needed. */
static bool ask_here(const Asking *asking, AskPages *pages, State *state, Error *error) {
  AskOrder order = {asking, pages};
  for (size_t worker = 0; worker < pages->workers; worker++)
    if (!ask_work_in(&order, worker, state)) {
      *error = state->seat->error;
      return false;
    }
  return true;
}

/* How far the workers are: each in its range, batch by batch. */
static void workers_looked(void *context, const JailSeat *seats) {
  const AskOrder *order = context;
  const Asking *asking = order->asking;
  size_t done = 0, rows = asking->table->rows;
  for (size_t i = 0; i < order->pages->workers; i++) {
    const AskRange *range = &order->pages->ranges[i];
    size_t row = seats[i].row; /* a stranger's word */
    if (seats[i].step != JAIL_NO_STEP && row >= range->first && row < range->end)
      done += row - range->first;
  }
  asking->progress(asking->progress_context, done, rows);
}

static bool workers_run(const Asking *asking, AskPages *pages, Error *error) {
  if (asking->policy->seated)
    return ask_here(asking, pages, asking->policy->seated, error);
  ask_pages_share(pages, asking);
  AskOrder order = {asking, pages};
  JailReport report;
  JailPlan plan = {.work = ask_work,
                   .asked = state_stop_asked,
                   .crashed = state_crashed,
                   .context = &order,
                   .workers = pages->workers,
                   .looked = asking->progress ? workers_looked : NULL,
                   .calls = (uint64_t)asking->table->rows * asking->step_count,
                   .limits = asking->limits};
  if (!jail_run(&plan, &report, error))
    return false;
  return report.ending == JAIL_DONE || blame_worker(asking, &report, error);
}

static Answers *answers_make(Arena *arena, const Asking *asking, AskPages *pages) {
  Answers *answers = arena_new(arena, sizeof *answers);
  answers->rows = asking->table->rows;
  answers->step_count = asking->step_count;
  answers->verdicts = arena_array(arena, asking->step_count + 1, sizeof *answers->verdicts);
  answers->values = arena_array(arena, asking->step_count + 1, sizeof *answers->values);
  answers->shared = pages;
  return answers;
}

/* The memory takes the pages of the verdicts, where it remembers any. */
static void pages_lend(Arena *arena, const Asking *asking, AskPages *pages) {
  bool *fit = arena_array(arena, asking->step_count + 1, sizeof *fit);
  for (size_t i = 0; i < asking->step_count; i++)
    fit[i] = pages->answered[i] && !pages->again[i];
  AskKept kept = {pages->kept, pages->kept_bytes, pages->verdicts, fit};
  pages->lent = ask_memory_keep(asking->memory, asking, kept);
}

Answers *policy_ask(Arena *arena, const Asking *asking, Error *error) {
  AskPages *pages = ask_pages_make(arena, asking);
  Answers *answers = answers_make(arena, asking, pages);
  AskTrees trees = {.workers_needed = false};
  bool asked = ask_trees_run(arena, asking, pages, &trees, error) &&
               (!trees.workers_needed || workers_run(asking, pages, error)) &&
               answers_take(arena, asking, pages, &trees, answers, error);
  ask_trees_drop(&trees, pages, asking->step_count);
  ask_pages_drop_passing(pages);
  if (asked && asking->memory)
    pages_lend(arena, asking, pages);
  if (asked)
    return answers;
  answers_drop(answers);
  return NULL;
}

void answers_drop(Answers *answers) {
  if (answers)
    ask_pages_drop_kept(answers->shared);
}

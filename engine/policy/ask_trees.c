#include "policy/ask_trees.h"

#include "base/crew.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "policy/ask_memory.h"
#include "policy/ask_reason.h"
#include "policy/ask_value.h"

typedef struct TreesPlan {
  const Asking *asking;
  AskPages *pages;
  AskTrees *trees;
  const Condition **conditions; /* [step]; NULL: for the workers */
  const uint8_t **recalled;     /* [step]: its verdicts, known from before; NULL */
  uint8_t *failed;              /* [step]: a value step that the workers must answer */
  bool *stopped;                /* by Ctrl-C; `interrupted` says so */
  Error *interrupted;
} TreesPlan;

/* One thread: one range of rows. */
typedef struct TreesThread {
  const TreesPlan *plan;
  size_t range;
  ConditionScratch *scratch;
  AskReasons reasons;
  uint8_t asked[CONDITION_BATCH], verdicts[CONDITION_BATCH];
  Value values[CONDITION_BATCH];
} TreesThread;

/* --- whom a step is asked of ------------------------------------------------------ */

static void again_mark(TreesThread *worker, size_t step, size_t row) {
  worker->plan->pages->verdicts[step][row] = ASK_AGAIN;
  __atomic_store_n(&worker->plan->pages->again[step], true, __ATOMIC_RELAXED);
}

static bool again_is(const AskPages *pages, size_t step) {
  return __atomic_load_n(&pages->again[step], __ATOMIC_RELAXED);
}

/* Fills the mask of a guarded step, without the rows whose guard waits for the workers.
 * False when everyone is asked. */
static bool guard_fill(TreesThread *worker, size_t step, size_t first, size_t count) {
  const Step *asked = &worker->plan->asking->steps[step];
  uint8_t *const *verdicts = worker->plan->pages->verdicts;
  bool until = asked->guard == GUARD_UNTIL_YES;
  size_t end = until ? asked->last : asked->first + 1;
  if (asked->guard == GUARD_NONE)
    return false;
  memset(worker->asked, until, sizeof worker->asked);
  for (size_t guard = asked->first; guard < end; guard++)
    for (size_t i = 0; i < count; i++)
      if (verdicts[guard][first + i] == VERDICT_YES)
        worker->asked[i] = !until;
  for (size_t guard = asked->first; guard < end; guard++) {
    bool waits = again_is(worker->plan->pages, guard);
    for (size_t i = 0; waits && i < count; i++)
      if (verdicts[guard][first + i] == ASK_AGAIN)
        worker->asked[i] = 0;
  }
  return true;
}

/* Takes the rows that a step skips out of the mask, which is there already if `guarded`. */
static bool skip_fill(TreesThread *worker, size_t step, ConditionRows rows, bool guarded) {
  const uint8_t *skip = worker->plan->asking->steps[step].skip;
  if (!skip)
    return guarded;
  if (!guarded)
    memset(worker->asked, 1, sizeof worker->asked);
  for (size_t i = 0; i < rows.count; i++)
    if (skip[rows.first + i])
      worker->asked[i] = 0;
  return true;
}

/* The rows whose guard waits for the workers wait with it. */
static void guard_wait(TreesThread *worker, size_t step, size_t first, size_t count) {
  const Step *asked = &worker->plan->asking->steps[step];
  const AskPages *pages = worker->plan->pages;
  size_t end = asked->guard == GUARD_UNTIL_YES ? asked->last : asked->first + 1;
  for (size_t guard = asked->first; asked->guard != GUARD_NONE && guard < end; guard++) {
    bool waits = again_is(pages, guard);
    for (size_t i = 0; waits && i < count; i++)
      if (pages->verdicts[guard][first + i] == ASK_AGAIN)
        again_mark(worker, step, first + i);
  }
}

/* --- why a row is unknown --------------------------------------------------------- */

static void unknowns_explain(TreesThread *worker, size_t step, size_t first, size_t count) {
  const uint8_t *at = worker->verdicts, *end = at + count;
  for (; (at = memchr(at, VERDICT_UNKNOWN, (size_t)(end - at))); at++) {
    size_t row = first + (size_t)(at - worker->verdicts);
    if (ask_reason_note(&worker->reasons, step, row))
      continue;
    if (ask_step_has_values(&worker->plan->asking->steps[step]))
      __atomic_store_n(&worker->plan->failed[step], 1, __ATOMIC_RELAXED);
    else
      again_mark(worker, step, row);
  }
}

/* --- values ----------------------------------------------------------------------- */

/* False: what Lua would not have given as an answer, or would have called wrong. */
static bool value_store(TreesThread *worker, size_t step, size_t row, const Value *value) {
  const TreesPlan *plan = worker->plan;
  int64_t *slot = &plan->pages->slots[step][row];
  bool number = value->kind == VALUE_INTEGER || value->kind == VALUE_DECIMAL;
  plan->pages->kinds[step][row] = (uint8_t)value->kind;
  if (plan->asking->steps[step].kind == STEP_NUMBER && !number && value->kind != VALUE_MISSING)
    return false;
  switch (value->kind) {
  case VALUE_MISSING:
    return true;
  case VALUE_DECIMAL:
    memcpy(slot, &value->decimal, sizeof *slot);
    return true;
  case VALUE_TEXT: {
    bool is_new;
    *slot = dictionary_enter(plan->trees->texts[step][worker->range], value->text, &is_new);
    return ask_value_text_wrong(value->text) == NULL;
  }
  default:
    *slot = value->kind == VALUE_INTEGER ? value->integer : value->boolean;
    return value->kind == VALUE_INTEGER || value->kind == VALUE_BOOLEAN;
  }
}

static size_t values_ask(TreesThread *worker, size_t step, ConditionRows rows) {
  const TreesPlan *plan = worker->plan;
  size_t unknown = condition_values(plan->conditions[step], worker->scratch, rows, worker->values,
                                    worker->verdicts);
  bool good = true;
  for (size_t i = 0; i < rows.count; i++) {
    size_t row = rows.first + i;
    if (worker->verdicts[i] == VERDICT_YES)
      good = value_store(worker, step, row, &worker->values[i]) && good;
    else
      plan->pages->kinds[step][row] = VALUE_MISSING;
  }
  if (!good)
    __atomic_store_n(&plan->failed[step], 1, __ATOMIC_RELAXED);
  return unknown;
}

/* --- a range ---------------------------------------------------------------------- */

/* Into the thread's verdicts; 0 where none is unknown. */
static size_t verdicts_ask(TreesThread *worker, size_t step, size_t first, size_t count) {
  const TreesPlan *plan = worker->plan;
  if (plan->recalled[step]) {
    memcpy(worker->verdicts, plan->recalled[step] + first, count);
    return memchr(worker->verdicts, VERDICT_UNKNOWN, count) != NULL;
  }
  bool guarded = guard_fill(worker, step, first, count);
  guarded = skip_fill(worker, step, (ConditionRows){first, count, NULL}, guarded);
  ConditionRows rows = {first, count, guarded ? worker->asked : NULL};
  return ask_step_has_values(&plan->asking->steps[step])
             ? values_ask(worker, step, rows)
             : condition_verdicts(plan->conditions[step], worker->scratch, rows, worker->verdicts);
}

static void batch_ask(TreesThread *worker, size_t step, size_t first, size_t count) {
  size_t unknown = verdicts_ask(worker, step, first, count);
  memcpy(worker->plan->pages->verdicts[step] + first, worker->verdicts, count);
  if (unknown)
    unknowns_explain(worker, step, first, count);
  guard_wait(worker, step, first, count);
}

/* Once a batch: the first thread looks whether all are to stop, and tells how far all are,
 * which is as far as it is. */
static bool is_stopped(const TreesThread *worker, size_t first) {
  const TreesPlan *plan = worker->plan;
  const Asking *asking = plan->asking;
  if (worker->range == 0 && interrupt_stop(plan->interrupted))
    __atomic_store_n(plan->stopped, true, __ATOMIC_RELAXED);
  size_t done = first * plan->pages->workers, rows = asking->table->rows;
  if (worker->range == 0 && asking->progress)
    asking->progress(asking->progress_context, done < rows ? done : rows, rows);
  return __atomic_load_n(plan->stopped, __ATOMIC_RELAXED);
}

static void range_ask(void *workers, size_t number) {
  TreesThread *worker = (TreesThread *)workers + number;
  const TreesPlan *plan = worker->plan;
  const AskRange *range = &plan->pages->ranges[worker->range];
  for (size_t first = range->first; first < range->end && !is_stopped(worker, first);
       first += CONDITION_BATCH) {
    size_t left = range->end - first;
    for (size_t step = 0; step < plan->asking->step_count; step++)
      if (plan->conditions[step])
        batch_ask(worker, step, first, left < CONDITION_BATCH ? left : CONDITION_BATCH);
  }
}

/* --- all of it -------------------------------------------------------------------- */

/* Whether all steps that the guard looks at are answered here. */
static bool guard_ready(const TreesPlan *plan, const Step *step) {
  size_t end = step->guard == GUARD_UNTIL_YES ? step->last : step->first + 1;
  for (size_t guard = step->first; step->guard != GUARD_NONE && guard < end; guard++)
    if (!plan->conditions[guard])
      return false;
  return true;
}

static bool conditions_prepare(Arena *arena, const TreesPlan *plan, Error *error) {
  const Asking *asking = plan->asking;
  const Tree **trees = arena_array(arena, asking->step_count + 1, sizeof(Tree *));
  for (size_t i = 0; i < asking->step_count; i++) {
    const Step *step = &asking->steps[i];
    if (!step->function->tree || !guard_ready(plan, step))
      continue;
    trees[i] = tree_read(arena, step->function->tree, error);
    if (!trees[i])
      return false;
    plan->conditions[i] = condition_prepare(arena, trees[i], asking->table, asking->policy->as_of);
  }
  if (asking->memory)
    ask_memory_recall(asking->memory, asking, trees, plan->recalled);
  return true;
}

static void trees_make(Arena *arena, const TreesPlan *plan) {
  size_t ranges = plan->pages->workers;
  plan->trees->found = memory_array(ranges + 1, sizeof *plan->trees->found);
  plan->trees->texts = arena_array(arena, plan->asking->step_count + 1, sizeof(Dictionary **));
  for (size_t range = 0; range < ranges; range++)
    plan->trees->found[range].details = dictionary_make();
  for (size_t step = 0; step < plan->asking->step_count; step++) {
    if (!plan->conditions[step] || !ask_step_has_values(&plan->asking->steps[step]))
      continue;
    plan->trees->texts[step] = arena_array(arena, ranges + 1, sizeof(Dictionary *));
    for (size_t range = 0; range < ranges; range++)
      plan->trees->texts[step][range] = dictionary_make();
  }
}

/* The conditions that there are, without gaps; answers how many. */
static size_t conditions_list(const TreesPlan *plan, const Condition **list) {
  size_t count = 0;
  for (size_t i = 0; i < plan->asking->step_count; i++)
    if (plan->conditions[i])
      list[count++] = plan->conditions[i];
  return count;
}

static void threads_run(const TreesPlan *plan) {
  size_t count = plan->pages->workers;
  const Condition **list = memory_array(plan->asking->step_count + 1, sizeof *list);
  size_t listed = conditions_list(plan, list);
  TreesThread *workers = memory_array(count + 1, sizeof *workers);
  for (size_t i = 0; i < count; i++) {
    workers[i].plan = plan;
    workers[i].range = i;
    workers[i].scratch = condition_scratch_make(list, listed);
    workers[i].reasons = ask_reasons_make(plan->conditions, plan->asking->step_count,
                                          workers[i].scratch, &plan->trees->found[i]);
  }
  crew_run(count, count, range_ask, workers);
  for (size_t i = 0; i < count; i++) {
    condition_scratch_drop(workers[i].scratch);
    ask_reasons_drop(&workers[i].reasons);
  }
  memory_free(workers);
  memory_free(list);
}

static void texts_drop(AskTrees *trees, size_t step, size_t ranges) {
  for (size_t range = 0; trees->texts[step] && range < ranges; range++)
    dictionary_drop(trees->texts[step][range]);
  trees->texts[step] = NULL;
}

/* The troubles of a step that the workers will answer are theirs to tell. */
static void troubles_forget(const TreesPlan *plan, size_t step) {
  for (size_t range = 0; range < plan->pages->workers; range++) {
    AskFound *found = &plan->trees->found[range];
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++)
      if (found->troubles[i].step != step)
        found->troubles[kept++] = found->troubles[i];
    found->count = kept;
  }
}

/* What is left for the workers: steps without trees, those that failed and what waits
 * for them. */
static void left_settle(const TreesPlan *plan) {
  const Asking *asking = plan->asking;
  for (size_t i = 0; i < asking->step_count; i++) {
    if (plan->conditions[i] && (plan->failed[i] || !guard_ready(plan, &asking->steps[i]))) {
      plan->conditions[i] = NULL;
      plan->pages->again[i] = false;
      texts_drop(plan->trees, i, plan->pages->workers);
      troubles_forget(plan, i);
    }
    plan->pages->answered[i] = plan->conditions[i] != NULL;
    if (!plan->pages->answered[i] || plan->pages->again[i])
      plan->trees->workers_needed = true;
  }
}

bool ask_trees_run(Arena *arena, const Asking *asking, AskPages *pages, AskTrees *trees,
                   Error *error) {
  bool stopped = false;
  TreesPlan plan = {.asking = asking,
                    .stopped = &stopped,
                    .interrupted = error,
                    .pages = pages,
                    .trees = trees,
                    .conditions = arena_array(arena, asking->step_count + 1, sizeof(Condition *)),
                    .recalled = arena_array(arena, asking->step_count + 1, sizeof(uint8_t *)),
                    .failed = arena_array(arena, asking->step_count + 1, 1)};
  bool good = asking->interpret || conditions_prepare(arena, &plan, error);
  trees_make(arena, &plan);
  if (good && !asking->interpret)
    threads_run(&plan);
  left_settle(&plan);
  return good && !stopped;
}

void ask_trees_drop(AskTrees *trees, const AskPages *pages, size_t step_count) {
  for (size_t range = 0; range < pages->workers; range++) {
    memory_free(trees->found[range].troubles);
    dictionary_drop(trees->found[range].details);
  }
  for (size_t step = 0; step < step_count; step++)
    texts_drop(trees, step, pages->workers);
  memory_free(trees->found);
}

#include "decide/asker.h"

#include "base/memory.h"

const Answers *asker_ask(Asker *asker, const Step *steps, size_t count, const Asking *outcomes,
                         Error *error) {
  if (count == 0) { /* a policy without rules: no worker is started */
    Answers *none = arena_new(asker->arena, sizeof *none);
    none->rows = asker->table->rows;
    return none;
  }
  Asking *asking = arena_new(asker->arena, sizeof *asking);
  if (outcomes)
    *asking = *outcomes;
  asking->policy = asker->policy;
  asking->table = asker->table;
  asking->steps = steps;
  asking->step_count = count;
  asking->limits = asker->limits;
  asking->threads = asker->threads;
  asking->interpret = asker->interpret;
  asking->progress = asker->progress;
  asking->progress_context = asker->progress_context;
  Answers *answers = asker->ask(asker->arena, asking, error);
  if (!answers)
    return NULL;
  asker->answers = memory_grow(asker->answers, (asker->count + 1) * sizeof *asker->answers);
  asker->askings = memory_grow(asker->askings, (asker->count + 1) * sizeof *asker->askings);
  asker->askings[asker->count] = asking;
  asker->answers[asker->count++] = answers;
  return answers;
}

static bool is_of_all(const Step *step) {
  return step->kind == STEP_VERDICT && step->guard == GUARD_NONE && !step->skip;
}

const Answers *asker_find(const Asker *asker, const Function *function, const Table *table,
                          size_t *step) {
  for (size_t i = 0; i < asker->count; i++) {
    const Asking *asking = asker->askings[i];
    if (asking->table != table || asking->outcome)
      continue;
    for (*step = 0; *step < asking->step_count; ++*step)
      if (asking->steps[*step].function == function && is_of_all(&asking->steps[*step]))
        return asker->answers[i];
  }
  return NULL;
}

Asker asker_alike(const Asker *asker) {
  Asker other = *asker;
  other.answers = NULL;
  other.askings = NULL;
  other.count = 0;
  return other;
}

void asker_drop(Asker *asker) {
  for (size_t i = 0; i < asker->count; i++)
    asker->drop(asker->answers[i]);
  memory_free(asker->answers);
  memory_free(asker->askings);
  asker->answers = NULL;
  asker->askings = NULL;
  asker->count = 0;
}

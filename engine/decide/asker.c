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
  asker->answers[asker->count++] = answers;
  return answers;
}

void asker_drop(Asker *asker) {
  for (size_t i = 0; i < asker->count; i++)
    asker->drop(asker->answers[i]);
  memory_free(asker->answers);
  asker->answers = NULL;
  asker->count = 0;
}

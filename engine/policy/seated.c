#include "policy/seated.h"

#include "policy/load.h"
#include "policy/state.h"

struct Seated {
  State *state;
};

static bool work(void *context, size_t worker, JailSeat *seat) {
  const SeatedPlan *plan = context;
  Seated seated = {state_make(seat, plan->limits)};
  return plan->work(plan->context, worker, &seated);
}

bool seated_run(const SeatedPlan *plan, JailReport *report, Error *error) {
  JailPlan jail = {.work = work,
                   .asked = state_stop_asked,
                   .crashed = state_crashed,
                   .context = (void *)(uintptr_t)plan,
                   .workers = plan->workers,
                   .calls = plan->beats,
                   .limits = plan->limits};
  return jail_run(&jail, report, error);
}

Policy *seated_load(Seated *seated, Arena *arena, const Policy *like, const PolicyFile *files,
                    int32_t as_of, Error *error) {
  Text json;
  PolicySource source = {.files = files, .file_count = like->file_count, .as_of = as_of};
  if (!state_load(seated->state, &source) || !state_description(seated->state, &json)) {
    *error = seated->state->seat->error;
    return NULL;
  }
  Policy *policy = arena_new(arena, sizeof *policy);
  *policy = (Policy){.as_of = as_of, .folder = like->folder, .file_count = like->file_count};
  policy->files = arena_array(arena, like->file_count, sizeof *policy->files);
  memcpy(policy->files, files, like->file_count * sizeof *files);
  policy->seated = seated->state;
  if (load_description(arena, text_copy(arena, json), policy))
    return policy;
  error_set(error, ERROR_INTERNAL, "the description of a changed policy could not be read");
  return NULL;
}

bool seated_load_functions(Seated *seated, const Policy *policy, const PolicyFile *files,
                           Error *error) {
  PolicySource source = {.files = files,
                         .file_count = policy->file_count,
                         .as_of = policy->as_of,
                         .functions_only = true};
  if (state_load(seated->state, &source))
    return true;
  *error = seated->state->seat->error;
  return false;
}

void seated_beat(Seated *seated) {
  state_beat(seated->state);
}

#include "bound.h"

#include "figure.h"

Bound bound_make(const char *policy, const char *data) {
  Error error = {0};
  Bound bound = {.arena = arena_make()};
  bound.policy = policy_load(bound.arena, policy, BOUND_AS_OF, jail_limits_default(), &error);
  if (!bound.policy)
    figure_fail("%s", error.message);
  ReadOptions options = bound.policy->read;
  options.threads = BOUND_THREADS;
  bound.table = table_read(data, &options, &error);
  if (!bound.table || !policy_bind(bound.policy, bound.table, &error))
    figure_fail("%s", error.message);
  return bound;
}

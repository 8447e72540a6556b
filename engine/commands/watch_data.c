#include "commands/watch_data.h"

#include "commands/run_data.h"
#include "commands/run_events.h"
#include "decide/order.h"

/* --- whether it is to be read otherwise ---------------------------------------------- */

static bool same_words(const Text *a, size_t a_count, const Text *b, size_t b_count) {
  bool same = a_count == b_count && !a == !b;
  for (size_t i = 0; same && i < a_count; i++)
    same = text_equal(a[i], b[i]);
  return same;
}

static bool same_field(const FieldOption *a, const FieldOption *b) {
  return text_equal(a->field, b->field) && a->decimal == b->decimal &&
         text_equal(a->date_order, b->date_order) && text_equal(a->type, b->type) &&
         same_words(a->missing, a->missing_count, b->missing, b->missing_count);
}

static bool same_reading(const ReadOptions *a, const ReadOptions *b) {
  bool same = text_equal(a->key, b->key) && text_equal(a->link, b->link) &&
              same_words(a->missing, a->missing_count, b->missing, b->missing_count) &&
              a->field_count == b->field_count;
  for (size_t i = 0; same && i < a->field_count; i++)
    same = same_field(&a->fields[i], &b->fields[i]);
  return same;
}

static bool same_data(const Policy *a, const Policy *b) {
  bool same = text_equal(a->data, b->data) && text_equal(a->customers, b->customers) &&
              same_reading(&a->read, &b->read) && a->side_table_count == b->side_table_count;
  for (size_t i = 0; same && i < a->side_table_count; i++) {
    const SideTable *one = &a->side_tables[i], *other = &b->side_tables[i];
    same = text_equal(one->name, other->name) && text_equal(one->of, other->of) &&
           text_equal(one->on, other->on) && same_reading(&one->read, &other->read);
  }
  return same;
}

/* --- reading --------------------------------------------------------------------------- */

static bool bind_again(const WatchData *data, Policy *policy, Error *error) {
  bool good = policy_bind(policy, data->read.table, error);
  for (size_t i = 0; good && i < policy->side_table_count; i++)
    good = policy_bind_events(policy, i, data->read.events[i]->table, error);
  return good;
}

/* The copy of the policy lives as long as the table that was read for it. */
static bool read_anew(WatchData *data, const RunOptions *options, const Policy *policy,
                      Error *error) {
  RunProgress progress = {0};
  data->arena = arena_make();
  data->policy =
      policy_load_described(data->arena, policy->files[0].path.bytes,
                            text_copy(data->arena, policy->described), policy->as_of, error);
  bool good =
      data->policy && run_read(data->arena, options, data->policy, &progress, &data->read, error);
  run_progress_end(&progress);
  if (good) {
    data->fields = data->read.table->column_count;
    data->ranges = arena_array(data->arena, data->fields, sizeof *data->ranges);
    data->memory = ask_memory_make();
    data->by_key = order_by_key(data->arena, data->read.table, options->threads);
    return true;
  }
  arena_drop(data->arena);
  data->arena = NULL;
  return false;
}

bool watch_data_take(WatchData *data, const RunOptions *options, Policy *policy, bool stale,
                     Error *error) {
  if (data->arena && !stale && same_data(data->policy, policy)) {
    watch_data_table(data);
    return bind_again(data, policy, error);
  }
  WatchData fresh = {.arena = NULL};
  if (!read_anew(&fresh, options, policy, error))
    return false;
  watch_data_drop(data);
  *data = fresh;
  return bind_again(data, policy, error);
}

Table *watch_data_table(WatchData *data) {
  data->read.table->column_count = data->fields;
  return data->read.table;
}

void watch_data_files(Arena *arena, const RunOptions *options, const Policy *policy,
                      WatchFiles *files) {
  Error error;
  const char *path = run_data_path(arena, options->data, policy, &error);
  if (path)
    watch_files_add(files, path, WATCH_DATA);
  for (size_t i = 0; path && i < policy->side_table_count; i++)
    watch_files_add(files, run_events_path(arena, path, policy->side_tables[i].name), WATCH_DATA);
  if (options->overrides)
    watch_files_add(files, options->overrides, WATCH_DATA);
}

void watch_data_drop(WatchData *data) {
  if (!data->arena)
    return;
  ask_memory_drop(data->memory);
  run_read_drop(&data->read);
  arena_drop(data->arena);
  data->arena = NULL;
}

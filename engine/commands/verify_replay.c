#include "commands/verify_replay.h"

#include "base/crew.h"
#include "base/date.h"
#include "base/file.h"
#include "commands/run_events.h"
#include "commands/run_progress.h"
#include "commands/verify_compare.h"
#include "decide/decide.h"
#include "log/run_policy.h"
#include "log/run_values.h"

typedef struct Replaying {
  Arena *arena;
  const Run *run;
  Replay *replay;
  Policy *policy;
  Mask mask;
  const char *overrides; /* the file, where it is still the run's; else NULL */
  bool compare_overrides;
  RunProgress *progress;
} Replaying;

static const json_t *input_of(const Run *run, const char *name) {
  return json_object_get(json_object_get(run->manifest, "inputs"), name);
}

static const char *string_of(const json_t *object, const char *name) {
  return json_string_value(json_object_get(object, name));
}

static JailLimits limits_of(const Run *run) {
  JailLimits limits = jail_limits_default();
  const json_t *told = input_of(run, "limits");
  double seconds = json_number_value(json_object_get(told, "seconds"));
  json_int_t bytes = json_integer_value(json_object_get(told, "bytes"));
  if (seconds > 0 && seconds < 3600)
    limits.seconds = seconds;
  if (bytes > 0)
    limits.bytes = (size_t)bytes;
  return limits;
}

static Policy *load_copy(Replaying *replaying, Error *error) {
  Arena *arena = replaying->arena;
  const Run *run = replaying->run;
  const json_t *files = json_object_get(input_of(run, "policy"), "files");
  const char *file = string_of(json_array_get(files, 0), "name");
  const char *as_of = json_string_value(input_of(run, "as_of"));
  int32_t days;
  if (file && as_of && date_from_iso(text_of(as_of), &days)) {
    char *folder = file_join(arena, run->folder, "policy");
    return policy_load(arena, file_join(arena, folder, file), days, limits_of(run), error);
  }
  error_set(error, ERROR_INPUT, "this manifest does not name its policy and as_of");
  error_at(error, text_of(file_join(arena, run->folder, "manifest.json")), 0, 0);
  return NULL;
}

/* Whether the file at `path` is, byte for byte, the one that the manifest tells of. */
static bool is_the_same(const char *path, const json_t *told) {
  Text content;
  Error error;
  const char *want = string_of(told, "sha256");
  if (!want || !file_map(path, &content, &error))
    return false;
  char hex[SHA256_HEX + 1];
  sha256_hex_of(content.bytes, content.length, hex);
  file_unmap(&content);
  return strcmp(hex, want) == 0;
}

static const char *changed(Replaying *replaying, const char *path) {
  replaying->replay->note =
      text_format(replaying->arena,
                  "%s is not there as it was at the run (--data DIR|FILE tells where it is)", path);
  return NULL;
}

/* The customers' table as it was at the run, with the side tables beside it; NULL, and the note
 * tells, where it is not there. */
static const char *data_path(Replaying *replaying, const char *data) {
  Arena *arena = replaying->arena;
  const json_t *told = json_array_get(input_of(replaying->run, "data"), 0);
  const char *path = data ? data : string_of(told, "path"), *table = string_of(told, "table");
  if (path && table && file_is_folder(path))
    path = file_join(arena, path, arena_format(arena, "%s.csv", table));
  if (!path || !is_the_same(path, told))
    return changed(replaying, path ? path : "the data");
  for (size_t i = 0; i < replaying->policy->side_table_count; i++) {
    const char *side = run_events_path(arena, path, replaying->policy->side_tables[i].name);
    if (!is_the_same(side, json_array_get(input_of(replaying->run, "data"), i + 1)))
      return changed(replaying, side);
  }
  return path;
}

static Events **read_events(Replaying *replaying, const Table *customers, Error *error) {
  RunEvents asked = {.policy = replaying->policy,
                     .customers = customers,
                     .skip_bad_rows = json_is_true(input_of(replaying->run, "skip_bad_rows")),
                     .threads = crew_processors()};
  return run_events_read(replaying->arena, &asked, error);
}

static Table *read_data(Replaying *replaying, const char *path, Error *error) {
  ReadOptions read = replaying->policy->read;
  read.skip_bad_rows = json_is_true(input_of(replaying->run, "skip_bad_rows"));
  read.threads = crew_processors();
  read.progress = run_progress_read(replaying->progress, "reading");
  read.progress_context = replaying->progress;
  Table *table = table_read(path, &read, error);
  if (table && !policy_bind(replaying->policy, table, error)) {
    table_drop(table);
    return NULL;
  }
  return table;
}

/* Overrides change nothing in a line but its last member: where their file is gone, the
 * lines are compared without it. */
static void find_overrides(Replaying *replaying) {
  const json_t *told = input_of(replaying->run, "overrides");
  const char *path = string_of(told, "path");
  replaying->compare_overrides = !path;
  if (path && is_the_same(path, told)) {
    replaying->overrides = path;
    replaying->compare_overrides = true;
  } else if (path && !replaying->replay->note.length) {
    replaying->replay->note = text_format(
        replaying->arena, "%s is not there as it was: overrides were not compared", path);
  }
}

/* The policy as it is asked of logged values: attributes are values like others. */
static void ask_logged(Replaying *replaying) {
  const json_t *read = input_of(replaying->run, "read");
  Policy *policy = replaying->policy;
  size_t i;
  json_t *item;
  policy->attribute_count = policy->side_table_count = 0;
  for (size_t s = 0; s < policy->selection_count; s++)
    policy->selections[s].pressure.max = 0;
  policy->named = arena_array(replaying->arena, json_array_size(read), sizeof *policy->named);
  policy->named_count = json_array_size(read);
  json_array_foreach(read, i, item) {
    const char *name = string_of(item, "name");
    policy->named[i] = text_copy(replaying->arena, text_of(name ? name : ""));
  }
}

/* Rules that read masked values have no answer without the data; how many they are is told. */
static void skip_masked(const Replaying *replaying, VerifyCompare *compare) {
  if (replaying->replay->kind != REPLAY_LINES || !replaying->mask.count)
    return;
  compare->skip_count =
      mask_rules(replaying->arena, &replaying->mask, replaying->policy, &compare->skip);
  replaying->replay->skipped = compare->skip;
  replaying->replay->skipped_count = compare->skip_count;
}

static bool decide_again(Replaying *replaying, Table *table, Error *error) {
  Decided decided;
  Events **events = NULL;
  if (replaying->replay->kind == REPLAY_DATA && !(events = read_events(replaying, table, error)))
    return false;
  DecideInput input = {.policy = replaying->policy,
                       .table = table,
                       .events = events,
                       .overrides = replaying->overrides,
                       .limits = limits_of(replaying->run),
                       .threads = crew_processors(),
                       .mask = &replaying->mask,
                       .progress = run_progress_rows(replaying->progress, "deciding"),
                       .progress_context = replaying->progress,
                       .ask = policy_ask,
                       .drop = answers_drop};
  VerifyCompare compare = {.arena = replaying->arena,
                           .run = replaying->run,
                           .decisions = &decided.decisions,
                           .overrides = replaying->compare_overrides};
  bool good = decide_run(replaying->arena, &input, &decided, error);
  if (good) {
    run_progress_say(replaying->progress, "comparing");
    skip_masked(replaying, &compare);
    verify_compare(&compare, replaying->replay);
  }
  decide_drop(&decided);
  run_events_drop(events, replaying->policy);
  return good;
}

bool verify_replay(Arena *arena, const Run *run, const ReplayAsked *asked, Replay *replay,
                   Error *error) {
  Replaying replaying = {.arena = arena, .run = run, .replay = replay, .progress = asked->progress};
  run_progress_say(asked->progress, "looking at the data");
  *replay = (Replay){.kind = REPLAY_DATA};
  replaying.policy = load_copy(&replaying, error);
  if (!replaying.policy)
    return false;
  replaying.mask = run_mask(arena, run);
  const char *path = data_path(&replaying, asked->data);
  Table *table;
  if (path) {
    find_overrides(&replaying);
    table = read_data(&replaying, path, error);
  } else {
    replay->kind = REPLAY_LINES;
    ask_logged(&replaying);
    table = run_values(arena, run, replaying.policy->read.key, error);
  }
  bool good = table && decide_again(&replaying, table, error);
  table_drop(table);
  return good;
}

/* helder watch: the counts again after every save. */
#include <malloc.h>
#include <time.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "commands/command.h"
#include "commands/watch_counts.h"
#include "commands/watch_data.h"
#include "commands/watch_findings.h"
#include "commands/watch_screen.h"

static const char usage[] =
    "helder watch POLICY [--data DIR|FILE] [--as-of DATE] [--overrides FILE] [--interpret]\n"
    "                    [--threads N] [--skip-bad-rows] [--no-cache]\n"
    "\n"
    "Shows the counts of a policy and stays: after every save of the policy, of a file that it\n"
    "requires, or of its data, the counts again, each with what it gained or lost, and what\n"
    "helder check finds. Where a save cannot be run, the reason and its place stand above the\n"
    "last counts that were good. Ctrl-C ends it.\n"
    "\n"
    "Nothing is written, and nobody's outcome is told: helder run does that. The data stay in\n"
    "memory, and are read again only when they change. The options are those of helder run.\n"
    "\n"
    "Exit: 130 after Ctrl-C; 2 it could not be done (no policy of this name is there).\n";

enum { POLL_MILLISECONDS = 2, POLICY_AT_REST = 2, DATA_AT_REST = 100, GONE_MOST = 250 };
enum { EVENTS_MOST = 1000000 };
enum { BLOCK_MOST = 32 << 20, KEPT_MOST = 512 << 20 };

/* One save that ran. */
typedef struct Pass {
  Arena *arena;
  Policy *policy;
  Decided decided;
  size_t columns; /* of the table, with the attributes */
  WatchCounts counts;
} Pass;

typedef struct Watch {
  const RunOptions *options;
  Arena *arena;
  WatchFiles files;
  WatchData data;
  WatchScreen screen;
  Pass good; /* the last that ran; arena NULL: none did */
  size_t save, good_save;
  Text what;   /* "policy.lua changed" */
  bool broken; /* the last save did not run */
  Error why;   /* where it is broken */
  bool folder; /* no file that is looked at changed, only what else stands beside them */
  bool stale;  /* the data changed and were not read since */
} Watch;

static const char *main_path(const Watch *watch) {
  const char *policy = watch->options->policy;
  return file_is_folder(policy) ? file_join(watch->arena, policy, "policy.lua") : policy;
}

/* --- one save --------------------------------------------------------------------------- */

static bool is_the_users(const Error *error) {
  return error->kind == ERROR_INPUT || error->kind == ERROR_RULE || error->kind == ERROR_SYSTEM ||
         error->kind == ERROR_USAGE;
}

/* What a save can mend: a policy that is not there at all is a mistake of the command. */
static bool is_waited_for(const Watch *watch, const Error *error) {
  return is_the_users(error) && (watch->save > 1 || file_exists(main_path(watch)));
}

static bool decide(Watch *watch, Pass *pass, Error *error) {
  DecideInput input = {.policy = pass->policy,
                       .table = watch_data_table(&watch->data),
                       .events = watch->data.read.events,
                       .by_key = watch->data.by_key,
                       .overrides = watch->options->overrides,
                       .limits = jail_limits_default(),
                       .threads = watch->options->threads,
                       .interpret = watch->options->interpret,
                       .without_near = true,
                       .counts_only = true,
                       .ask = policy_ask,
                       .drop = answers_drop,
                       .memory = watch->data.memory};
  bool good = decide_run(pass->arena, &input, &pass->decided, error);
  if (good)
    pass->counts = watch_counts(pass->arena, pass->policy, &pass->decided);
  pass->columns = input.table->column_count;
  return good;
}

/* What is to be looked at from now on; before it is read, so that nothing is missed. */
static void look_at(Watch *watch, const Pass *pass) {
  for (size_t i = 0; i < pass->policy->file_count; i++)
    watch_files_add(&watch->files, pass->policy->files[i].path.bytes, WATCH_POLICY);
  watch_data_files(pass->arena, watch->options, pass->policy, &watch->files);
}

/* `stale`: the data must be read again. */
static bool run_save(Watch *watch, Pass *pass, bool stale, Error *error) {
  const RunOptions *options = watch->options;
  *pass = (Pass){.arena = arena_make()};
  error->kind = ERROR_NONE;
  pass->policy =
      policy_load(pass->arena, options->policy, options->as_of, jail_limits_default(), error);
  if (pass->policy)
    look_at(watch, pass);
  else if (error->file[0])
    watch_files_add(&watch->files, error->file, WATCH_POLICY);
  bool read = pass->policy && watch_data_take(&watch->data, options, pass->policy, stale, error);
  watch->stale = stale && !read;
  if (pass->policy && !read && error->file[0]) /* a folder without the table: it may come */
    watch_files_add(&watch->files, error->file, WATCH_FOLDER);
  return read && decide(watch, pass, error);
}

/* --- what is shown ----------------------------------------------------------------------- */

static void put_head(const Watch *watch, const char *then, Buffer *out) {
  if (watch->save > 1 && !watch->screen.terminal)
    buffer_byte(out, '\n');
  buffer_format(out, "Save %zu, %.*s%s\n", watch->save, TEXT_ARGS(watch->what), then);
}

static void put_milliseconds(const Watch *watch, double seconds, Buffer *out) {
  if (watch->screen.terminal)
    buffer_format(out, "In %.0f ms. ", seconds * 1e3);
}

static void show_good(Watch *watch, const Pass *pass, double seconds, Buffer *out) {
  put_head(watch, ":", out);
  size_t moved =
      watch_counts_text(&pass->counts, watch->good.arena ? &watch->good.counts : NULL, out);
  buffer_byte(out, '\n');
  put_milliseconds(watch, seconds, out);
  if (watch->good.arena && !moved)
    buffer_format(out, "No count differs from save %zu.", watch->good_save);
  else if (watch->good.arena)
    buffer_format(out, "%zu %s from save %zu.", moved,
                  moved == 1 ? "count differs" : "counts differ", watch->good_save);
  else
    buffer_string(out, "The next save is held against this one.");
  buffer_byte(out, '\n');
}

static void show_broken(Watch *watch, const Error *why, Buffer *out) {
  put_head(watch, ", which cannot be run:", out);
  error_print(why, out);
  buffer_byte(out, '\n');
  if (watch->good.arena && watch->screen.terminal)
    watch_counts_text(&watch->good.counts, NULL, out);
  buffer_byte(out, '\n');
  if (watch->good.arena)
    buffer_format(out, "The counts of save %zu stay.\n", watch->good_save);
}

static void pass_drop(Pass *pass) {
  decide_drop(&pass->decided);
  arena_drop(pass->arena);
}

/* Of its answers nothing is needed any more. */
static void keep(Watch *watch, Pass *pass) {
  decide_drop(&pass->decided);
  if (watch->good.arena)
    arena_drop(watch->good.arena);
  watch->good = *pass;
  watch->good_save = watch->save;
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Many events are not waited for: then only what holds whatever the data is found. */
static bool has_many_events(const Pass *pass, const RunRead *read) {
  size_t events = 0;
  for (size_t i = 0; i < pass->policy->side_table_count; i++)
    events += read->events[i]->file_rows;
  return events > EVENTS_MOST;
}

/* Of what the save has just read, asked and decided. */
static bool find(Watch *watch, Pass *pass, Buffer *found, Error *error) {
  const RunRead *read = &watch->data.read;
  CheckInput input = {.policy = pass->policy,
                      .table = watch_data_table(&watch->data),
                      .events = read->events,
                      .limits = jail_limits_default(),
                      .threads = watch->options->threads,
                      .by_key = watch->data.by_key,
                      .ranges = watch->data.ranges,
                      .range_count = watch->data.fields,
                      .decided = &pass->decided.asker,
                      .decided_columns = pass->columns,
                      .ask = policy_ask,
                      .drop = answers_drop};
  if (has_many_events(pass, read))
    input.table = NULL;
  return watch_findings(pass->arena, &input, found, error);
}

/* The counts first; what check finds comes when it is there, and then the end. A terminal is
 * painted whole each time. */
static bool show(Watch *watch, Pass *pass, Buffer *block, Error *error) {
  static const char end[] = "Ctrl-C ends.\n";
  bool terminal = watch->screen.terminal;
  size_t counts = block->length;
  if (terminal)
    buffer_string(block, end);
  if (!watch_screen_show(&watch->screen, buffer_view(block), error))
    return false;
  block->length = terminal ? counts : 0;
  size_t before = block->length;
  if (pass && !find(watch, pass, block, error))
    return false;
  if (terminal && block->length == before)
    return true;
  buffer_string(block, end);
  return watch_screen_show(&watch->screen, buffer_view(block), error);
}

/* What came into a folder mends nothing: an editor's own file, or the beginning of a save that
 * is seen as one at the next look. */
static bool is_no_save(const Watch *watch, bool ran, const Error *error) {
  const Error *why = &watch->why;
  return watch->folder &&
         (watch_files_changed(&watch->files, WATCH_DATA) ||
          (!ran && error->kind == why->kind && error->line == why->line &&
           strcmp(error->file, why->file) == 0 && strcmp(error->message, why->message) == 0));
}

static bool save_again(Watch *watch, bool stale, Error *error) {
  Buffer block = {0};
  Pass pass;
  double began = seconds_now();
  bool ran = run_save(watch, &pass, stale, error);
  if (is_no_save(watch, ran, error)) {
    pass_drop(&pass);
    return true;
  }
  watch->save++;
  watch->broken = !ran;
  if (!ran)
    watch->why = *error;
  if (ran)
    show_good(watch, &pass, seconds_now() - began, &block);
  else if (is_waited_for(watch, error))
    show_broken(watch, error, &block);
  bool told = block.length > 0;
  if (told)
    error->kind = ERROR_NONE;
  told = told && show(watch, ran ? &pass : NULL, &block, error);
  if (ran)
    keep(watch, &pass);
  else
    pass_drop(&pass);
  buffer_free(&block);
  return told;
}

/* --- waiting ----------------------------------------------------------------------------- */

static bool rest(int polls, Error *error) {
  struct timespec pause = {.tv_nsec = 1000000L * POLL_MILLISECONDS};
  for (int i = 0; i < polls; i++) {
    nanosleep(&pause, NULL);
    if (interrupt_stop(error))
      return false;
  }
  return true;
}

/* Until a file is another. A folder counts only while nothing runs: then a file that was
 * missing may have come. */
static const WatchFile *wait_for_save(const Watch *watch, Error *error) {
  const WatchFile *changed;
  WatchKind most = watch->broken ? WATCH_FOLDER : WATCH_DATA;
  while (!(changed = watch_files_changed(&watch->files, most)))
    if (!rest(1, error))
      return NULL;
  return changed;
}

static bool is_gone(const WatchFile *file) {
  return !file->there || (file->kind != WATCH_FOLDER && file->stamp.size == 0);
}

/* An editor that empties the file before it writes, or renames another over it, is given the
 * time to end: until nothing has moved between two looks. */
static bool settle(Watch *watch, const WatchFile **changed, bool *data, Error *error) {
  int polls = (*changed)->kind == WATCH_DATA ? DATA_AT_REST : POLICY_AT_REST, gone = 0;
  watch_files_take(&watch->files, changed, data);
  do {
    if (!rest(polls, error))
      return false;
  } while (!watch_files_take(&watch->files, changed, data) ||
           (is_gone(*changed) && (gone += polls) < GONE_MOST));
  return true;
}

static void look_at_first(Watch *watch) {
  const char *main = main_path(watch);
  watch_files_add(&watch->files, main, WATCH_POLICY);
  watch_files_add(&watch->files, file_parent(watch->arena, main), WATCH_FOLDER);
}

/* Until Ctrl-C, or an error that no save can mend. */
static void watch_on(Watch *watch, Error *error) {
  bool data = false;
  look_at_first(watch);
  watch->what = TEXT("as it is");
  while (save_again(watch, data, error)) {
    const WatchFile *changed = wait_for_save(watch, error);
    data = watch->stale;
    if (!changed || !settle(watch, &changed, &data, error))
      return;
    watch->folder = changed->kind == WATCH_FOLDER;
    watch->what = text_format(watch->arena, "%s changed", file_name(changed->path));
  }
}

static int watch(int argc, char **argv, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  RunOptions options;
  (void)out;
  /* What a save gives back, the next takes again: pages need not be cleared by the kernel. */
  mallopt(M_MMAP_THRESHOLD, BLOCK_MOST);
  mallopt(M_TRIM_THRESHOLD, KEPT_MOST);
  if (run_options_read(arena, argc, argv, &options, error) && run_options_watch(&options, error)) {
    Watch all = {.options = &options,
                 .arena = arena,
                 .files = {.arena = arena},
                 .screen = watch_screen_make()};
    watch_on(&all, error);
    if (all.good.arena)
      arena_drop(all.good.arena);
    watch_data_drop(&all.data);
  }
  arena_drop(arena);
  return 0;
}

const Command command_watch = {"watch", "the counts again after every save", usage, watch};

#include "commands/run_stream.h"

#include <unistd.h>

#include "base/file.h"
#include "commands/run_data.h"
#include "commands/run_events.h"
#include "commands/run_progress.h"
#include "commands/run_report.h"
#include "commands/run_stdin.h"
#include "decide/gather.h"
#include "decide/tally.h"
#include "log/run_stream.h"
#include "table/stream.h"

typedef struct Streaming {
  Arena *arena;
  const RunOptions *options;
  Policy *policy;
  RunReport report;
  RunInput input;
  RunProgress progress;
  size_t readings, all_readings; /* begun; the first one only learns the types */
  TableStream *stream;
  RunStream *log; /* NULL with --counts */
  bool is_stdin;
  Tally tally;
  Gather *gather;      /* of several readings; NULL: one is enough */
  const Policy *asked; /* in a reading that gathers; NULL: this one decides */
  Table **sides;       /* as read, until they are joined to all keys; NULL then */
  Events **events;
  SetByHand *by_hand; /* once the keys are known; NULL: nothing is */
} Streaming;

static uint32_t note(void *context, Text key) {
  return table_stream_note(context, key);
}

/* --- pieces ------------------------------------------------------------------------------- */

static bool gather(Streaming *streaming, const Decided *decided, Error *error) {
  GatherTwins twins;
  return gather_add(streaming->gather, decided, &twins) ||
         table_stream_again(streaming->stream, twins.row, twins.other, error);
}

static bool piece_put(Streaming *streaming, Table *piece, uint64_t before, Error *error) {
  Arena *arena = arena_make();
  const RunReport *report = &streaming->report;
  const Policy *asked = streaming->asked;
  const Gather *gathered = streaming->gather;
  Decided decided;
  DecideInput input = {.policy = asked ? asked : streaming->policy,
                       .table = piece,
                       .piece = true,
                       .before = before,
                       .settled = gathered && !asked ? gather_selections(gathered) : NULL,
                       .by_hand = asked ? NULL : streaming->by_hand,
                       .places = gathered ? gather_places(gathered) : NULL,
                       .contacts =
                           gathered ? gather_contacts(arena, gathered, before, piece->rows) : NULL,
                       .without_near = asked != NULL,
                       .limits = report->limits,
                       .threads = streaming->options->threads,
                       .interpret = streaming->options->interpret,
                       .mask = report->mask.count && !asked ? &report->mask : NULL,
                       .ask = policy_ask,
                       .drop = answers_drop};
  bool good = decide_run(arena, &input, &decided, error);
  if (good && asked)
    good = gather(streaming, &decided, error);
  else if (good)
    tally_add(&streaming->tally, &decided);
  if (good && !asked && streaming->log)
    good = run_stream_put(streaming->log, &decided.decisions, error);
  decide_drop(&decided);
  arena_drop(arena);
  return good;
}

static void say_reading(Streaming *streaming) {
  run_progress_say(&streaming->progress,
                   arena_format(streaming->arena, "reading %zu of %zu", ++streaming->readings,
                                streaming->all_readings));
}

static bool pieces_put(Streaming *streaming, Error *error) {
  uint64_t before = 0;
  say_reading(streaming);
  for (Table *piece; (piece = table_stream_next(streaming->stream, error)) != NULL;) {
    size_t rows = piece->rows;
    bool good = piece_put(streaming, piece, before, error);
    table_drop(piece);
    if (!good)
      return false;
    before += rows;
  }
  return error->kind == ERROR_NONE;
}

/* Joins the side tables to the keys of all customers, and measures them. */
static bool join_events(Streaming *streaming, Error *error) {
  const Policy *policy = streaming->policy;
  const Table *keys = gather_keys(streaming->gather);
  size_t threads = streaming->options->threads;
  Table **sides = streaming->sides;
  SettledEvents settled;
  streaming->sides = NULL;
  streaming->events = arena_array(streaming->arena, policy->side_table_count, sizeof(Events *));
  for (size_t i = 0; i < policy->side_table_count; i++)
    streaming->events[i] = events_make(sides[i], policy->side_tables[i].of,
                                       policy->side_tables[i].on, keys, policy->as_of, threads);
  streaming->report.events = streaming->events;
  DecideInput input = {.policy = policy,
                       .events = streaming->events,
                       .limits = streaming->report.limits,
                       .threads = threads,
                       .interpret = streaming->options->interpret,
                       .ask = policy_ask,
                       .drop = answers_drop};
  if (!settle_events(streaming->arena, &input, keys->rows, &settled, error))
    return false;
  gather_events(streaming->gather, &settled);
  return true;
}

static bool read_overrides(Streaming *streaming, Error *error) {
  const Policy *policy = streaming->policy;
  SetByHand *by_hand = arena_new(streaming->arena, sizeof *by_hand);
  if (!overrides_read(streaming->arena, streaming->options->overrides, policy,
                      gather_keys(streaming->gather), &by_hand->overrides, error))
    return false;
  by_hand->discretion = discretion_use(streaming->arena, policy, &by_hand->overrides);
  streaming->by_hand = by_hand;
  return true;
}

/* What speaks of customers by their keys, after the first reading. */
static bool join_keys(Streaming *streaming, Error *error) {
  if (streaming->options->overrides && !streaming->by_hand && !read_overrides(streaming, error))
    return false;
  return !streaming->sides || join_events(streaming, error);
}

/* The last reading decides; those before it gather what it needs of all customers. */
static bool passes_run(Streaming *streaming, Error *error) {
  streaming->readings = 1, streaming->all_readings = 2;
  if (streaming->options->two_pass) {
    size_t rows = table_stream_whole(streaming->stream)->rows;
    streaming->gather = gather_make(streaming->policy, rows, streaming->options->overrides != NULL);
    streaming->all_readings += gather_readings(streaming->gather);
  }
  while (streaming->gather && (streaming->asked = gather_next(streaming->gather)) != NULL) {
    if (!pieces_put(streaming, error) || !gather_settle(streaming->gather, error))
      return false;
    if (!join_keys(streaming, error))
      return false;
    if (!table_stream_restart(streaming->stream, error))
      return false;
  }
  return pieces_put(streaming, error);
}

/* --- the end ------------------------------------------------------------------------------ */

static void make(Streaming *streaming, Buffer *made) {
  RunReport *report = &streaming->report;
  if (streaming->by_hand)
    streaming->tally.sum.overrides = streaming->by_hand->overrides;
  report->decided = &streaming->tally.sum;
  streaming->input.inputs = run_inputs(report);
  streaming->input.counts = run_counts(report);
  streaming->input.decisions = &streaming->tally.sum.decisions;
  if (streaming->options->json)
    run_json(report, streaming->input.inputs, streaming->input.counts, made);
  else
    run_text(report, made);
}

/* The tables of which rows were set aside. */
static void name_tables(Streaming *streaming) {
  size_t count = streaming->policy->side_table_count;
  const Table **sides = arena_array(streaming->arena, count, sizeof *sides);
  for (size_t i = 0; i < count; i++)
    sides[i] = streaming->events[i]->table;
  streaming->tally.sum.decisions.table = table_stream_whole(streaming->stream);
  streaming->input.sides = sides;
  streaming->input.side_count = count;
}

static const char *finish(Streaming *streaming, Error *error) {
  RunTwins twins;
  RunStream *log = streaming->log;
  streaming->log = NULL;
  error->kind = ERROR_NONE;
  name_tables(streaming);
  run_progress_say(&streaming->progress, "sorting the index");
  const char *folder = run_stream_end(log, &streaming->input, &twins, error);
  if (!folder && error->kind == ERROR_NONE && twins.found)
    table_stream_again(streaming->stream, twins.row, twins.other, error);
  return folder;
}

static int tell(Streaming *streaming, Buffer *out, Error *error) {
  const RunReport *report = &streaming->report;
  Buffer made = {0};
  const char *folder = NULL;
  make(streaming, &made);
  if (streaming->log) {
    buffer_reserve(out, made.length + run_tell_room(report));
    folder = finish(streaming, error);
  }
  run_progress_end(&streaming->progress);
  if (folder)
    run_tell(report, buffer_view(&made), folder, out);
  else if (streaming->options->counts)
    run_tell_counts(report, buffer_view(&made), out);
  buffer_free(&made);
  return (folder || streaming->options->counts) && run_finding(report);
}

/* --- the beginning ------------------------------------------------------------------------ */

static bool refuse_sides(const Policy *policy, Error *error) {
  const SideTable *side = &policy->side_tables[0];
  error_set(error, ERROR_INPUT,
            "events \"%.*s\" are read from the folder of the customers' file, and standard input "
            "stands in none",
            TEXT_ARGS(side->name));
  error_at(error, side->at.file, side->at.line, side->at.column);
  return error_hint(error, "give the folder or the file with --data");
}

static bool read_sides(Streaming *streaming, const Table *whole, Error *error) {
  const RunOptions *options = streaming->options;
  RunEvents asked = {.policy = streaming->policy,
                     .customers = whole,
                     .skip_bad_rows = options->skip_bad_rows,
                     .threads = options->threads,
                     .keep_from = options->no_cache ? 0 : RUN_DATA_KEEP_FROM,
                     .progress = run_progress_read(&streaming->progress, "reading"),
                     .progress_context = &streaming->progress};
  if (streaming->is_stdin)
    return refuse_sides(streaming->policy, error);
  streaming->sides = run_events_tables(streaming->arena, &asked, error);
  for (size_t i = 0; streaming->sides && i < streaming->policy->side_table_count; i++)
    if (!policy_bind_events(streaming->policy, i, streaming->sides[i], error))
      return false;
  return streaming->sides != NULL;
}

static void drop_sides(Streaming *streaming) {
  for (size_t i = 0; streaming->sides && i < streaming->policy->side_table_count; i++)
    table_drop(streaming->sides[i]);
  run_events_drop(streaming->events, streaming->policy);
}

static bool begin(Streaming *streaming, Error *error) {
  const RunOptions *options = streaming->options;
  Policy *policy = streaming->policy;
  Table *whole = table_stream_whole(streaming->stream);
  RunReport *report = &streaming->report;
  Mask asked = {options->masks, options->mask_count};
  if (streaming->is_stdin)
    whole->path = arena_copy(streaming->arena, "-", 1);
  report->table = whole;
  report->field_count = whole->column_count;
  streaming->tally = (Tally){.arena = streaming->arena, .note = note, .context = streaming->stream};
  streaming->input = (RunInput){.out = options->out,
                                .policy_name = policy->name,
                                .as_of = policy->as_of,
                                .description = policy->described,
                                .files = run_files(streaming->arena, policy),
                                .file_count = policy->file_count,
                                .seed = options->seed,
                                .key = report->signer,
                                .threads = options->threads};
  if (!policy_bind(policy, whole, error) ||
      !mask_make(streaming->arena, policy, whole, asked, &report->mask, error))
    return false;
  streaming->input.masked = report->mask.count > 0;
  if (policy->side_table_count && !read_sides(streaming, whole, error))
    return false;
  if (!options->counts) {
    run_clear_leftovers(report);
    streaming->log = run_stream_begin(streaming->arena, &streaming->input, error);
  }
  return options->counts || streaming->log;
}

static int stream_file(Streaming *streaming, const char *path, Buffer *out, Error *error) {
  ReadOptions read = streaming->policy->read;
  int code = 0;
  read.threads = streaming->options->threads;
  read.progress = run_progress_read(&streaming->progress, "first reading");
  read.progress_context = &streaming->progress;
  read.skip_bad_rows = streaming->options->skip_bad_rows;
  streaming->stream = table_stream_open(path, &read, error);
  if (streaming->stream && begin(streaming, error) && passes_run(streaming, error) &&
      tally_end(&streaming->tally, error))
    code = tell(streaming, out, error);
  run_progress_end(&streaming->progress);
  run_stream_abandon(streaming->log);
  drop_sides(streaming);
  gather_drop(streaming->gather);
  table_stream_close(streaming->stream);
  return code;
}

static int stream_stdin(Streaming *streaming, Buffer *out, Error *error) {
  int descriptor, code = 0;
  const char *folder = streaming->options->counts ? "/var/tmp" : streaming->options->out;
  bool is_new = !file_is_folder(folder);
  RunStdin told = {folder, run_progress_read(&streaming->progress, "reading"),
                   &streaming->progress};
  const char *path = run_stdin_open(streaming->arena, &told, &descriptor, error);
  if (!path) {
    run_progress_end(&streaming->progress);
    return 0;
  }
  streaming->is_stdin = true;
  code = stream_file(streaming, path, out, error);
  run_stdin_rename(path, error);
  run_stdin_close(descriptor);
  if (is_new && error->kind != ERROR_NONE)
    rmdir(folder); /* it holds nothing then */
  return code;
}

int run_stream(Arena *arena, const RunOptions *options, Policy *policy, const NoteKey *signer,
               Buffer *out, Error *error) {
  Streaming streaming = {.arena = arena, .options = options, .policy = policy};
  streaming.report = (RunReport){.arena = arena,
                                 .options = options,
                                 .policy = policy,
                                 .limits = jail_limits_default(),
                                 .signer = signer};
  if (!tally_possible(policy, options->two_pass, error))
    return 0;
  if (options->data && strcmp(options->data, "-") == 0)
    return stream_stdin(&streaming, out, error);
  const char *path = run_data_path(arena, options->data, policy, error);
  return path ? stream_file(&streaming, path, out, error) : 0;
}

#include "commands/command.h"
#include "commands/run_read.h"
#include "commands/run_report.h"
#include "commands/run_stream.h"
#include "commands/what_if.h"
#include "log/run_write.h"

static const char usage[] =
    "helder run POLICY [--data DIR|FILE] [--as-of DATE] [--out DIR] [--overrides FILE] [--seed "
    "HEX]\n"
    "                  [--counts] [--interpret] [--threads N] [--skip-bad-rows] [--no-cache]\n"
    "                  [--mask FIELD]… [--key FILE] [--json]\n"
    "                  [--scenario NAME]… [--set 'FIELD=EXPRESSION']… [--stream [--two-pass]]\n"
    "\n"
    "Runs a policy over customer data: who is in which segment, who is chosen for what, who\n"
    "is left out. Every outcome goes into a new run folder; the summary is shown once that is\n"
    "safe on the disk.\n"
    "\n"
    "  POLICY            a policy file, or a folder that holds policy.lua\n"
    "  --data DIR|FILE   a folder with <customers>.csv, or that file; default: the policy's data\n"
    "  --as-of DATE      the day the run is about, like 2026-11-21; default: today\n"
    "  --out DIR         where run folders are made; default: runs\n"
    "  --overrides FILE  outcomes set by hand: a CSV file with key,rule,outcome,reason,by,until\n"
    "                    and, if you like, made\n"
    "  --seed HEX        makes the salts of the log reproducible: same inputs, same bytes\n"
    "  --counts          counts only, at once: nothing is written, and nobody's outcome is told\n"
    "  --interpret       every rule by the Lua machine, for comparison; the answers are the same\n"
    "  --threads N       how many at once; default: as many as there are processors\n"
    "  --skip-bad-rows   set malformed rows aside in rejected.csv instead of refusing the file\n"
    "  --mask FIELD      keeps the values of this field or attribute, and of what is worked out "
    "of\n"
    "                    it, out of the run folder; may be given again (of events: visits.spend)\n"
    "  --no-cache        reads the data itself: large files are kept as columns beside it, in\n"
    "                    .helder-cache, and taken from there while the file stays the same\n"
    "  --key FILE        signs the run's checkpoint (helder keygen)\n"
    "  --json            one stable document instead of the summary\n"
    "  --scenario NAME   what if: decides as it is, which is written as always, and as it would "
    "be\n"
    "                    in this scenario of the policy, and tells who moves; may be given again\n"
    "  --set 'FIELD=EXPRESSION'\n"
    "                    a scenario made here: 'visits_12m=visits_12m + 1'; names are the\n"
    "                    customer's fields; may be given again for another field; all\n"
    "                    hold together\n"
    "  --stream          piece by piece, in the same memory (under 256 MiB) whatever the size of\n"
    "                    the data; for policies whose rules look at one customer at a time: no\n"
    "                    events, no rank, limit, one_per, quota or pressure, no place among\n"
    "                    others (ntile, quantile, share, ahead); what does not go is refused\n"
    "                    with its name and line. The log is the same. With --json near misses\n"
    "                    are counted, not listed. With --skip-bad-rows all keys are in memory\n"
    "                    while the data are first read. --overrides want --two-pass; --scenario\n"
    "                    and --set do not go with it\n"
    "  --two-pass        with --stream: goes over the customers twice, so that all of these go.\n"
    "                    Once more for each step in which they stand on one another: a rank by\n"
    "                    an ntile takes three. In memory stay the events, and for each customer\n"
    "                    the key and 12 bytes, 9 for each field that these name, 1 to 8 for each\n"
    "                    such attribute, 6 to 30 for each selection, and 32 while one is put in\n"
    "                    order: 57 in all for a rank and a limit, measured with keys of 9 letters\n"
    "  --data -          with --stream: the data come from standard input, and pass through a\n"
    "                    nameless file on the disk\n"
    "\n"
    "Exit: 0 done; 1 done, with a finding (a mistake in a rule, a broken guarantee, a customer\n"
    "in two segments of mode \"unique\", overrides beyond the discretion of staff), in the world "
    "as\n"
    "it is or in one of a what-if, which says which; 2 it could not be done, nothing was "
    "written.\n";

static bool read_signer(Arena *arena, const char *path, NoteKey *signer, Error *error) {
  if (!note_key_read(arena, path, signer, error))
    return false;
  if (signer->may_sign)
    return true;
  error_set(error, ERROR_INPUT, "this is a public key; signing needs the private one");
  return error_at(error, text_of(path), 0, 0);
}

const RunFile *run_files(Arena *arena, const Policy *policy) {
  RunFile *files = arena_array(arena, policy->file_count, sizeof *files);
  for (size_t i = 0; i < policy->file_count; i++)
    files[i] = (RunFile){policy->files[i].name, policy->files[i].content};
  return files;
}

static const Table **side_tables(const RunReport *report) {
  const Table **tables =
      arena_array(report->arena, report->policy->side_table_count, sizeof *tables);
  for (size_t i = 0; i < report->policy->side_table_count; i++)
    tables[i] = report->events[i]->table;
  return tables;
}

/* Writes the run folder; NULL with the Error filled. */
static const char *write_run(RunReport *report, Text inputs, Text counts, RunProgress *progress,
                             Error *error) {
  RunInput input = {.out = report->options->out,
                    .policy_name = report->policy->name,
                    .as_of = report->policy->as_of,
                    .inputs = inputs,
                    .counts = counts,
                    .description = report->policy->described,
                    .files = run_files(report->arena, report->policy),
                    .file_count = report->policy->file_count,
                    .decisions = &report->decided->decisions,
                    .sides = side_tables(report),
                    .side_count = report->policy->side_table_count,
                    .seed = report->options->seed,
                    .masked = report->mask.count > 0,
                    .key = report->signer,
                    .threads = report->options->threads,
                    .progress = run_progress_rows(progress, "writing"),
                    .progress_context = progress};
  return run_write(report->arena, &input, error);
}

static void make(const RunReport *report, const WhatIfReport *what_if, Text inputs, Text counts,
                 Buffer *made) {
  if (what_if && report->options->json)
    what_if_json(what_if, made);
  else if (what_if)
    what_if_text(what_if, made);
  else if (report->options->json)
    run_json(report, inputs, counts, made);
  else
    run_text(report, made);
}

/* Outcomes are told once they are written; nothing can fail any more then. Answers the exit
 * code. */
static int write_and_tell(RunReport *report, const WhatIfReport *what_if, RunProgress *progress,
                          Buffer *out, Error *error) {
  Buffer made = {0};
  Text inputs = run_inputs(report), counts = run_counts(report);
  make(report, what_if, inputs, counts, &made);
  const char *folder = NULL;
  if (!report->options->counts) {
    buffer_reserve(out, made.length + run_tell_room(report));
    run_clear_leftovers(report);
    folder = write_run(report, inputs, counts, progress, error);
  }
  run_progress_end(progress);
  if (report->options->counts)
    run_tell_counts(report, buffer_view(&made), out);
  else if (folder)
    run_tell(report, buffer_view(&made), folder, out);
  buffer_free(&made);
  bool told = folder || report->options->counts;
  return told && (what_if ? what_if_finding(what_if) : run_finding(report));
}

static int decide_and_write(RunReport *report, const RunRead *read, WhatIfPlan *plan,
                            RunProgress *progress, Buffer *out, Error *error) {
  const RunOptions *options = report->options;
  Decided *decided = arena_new(report->arena, sizeof *decided);
  DecideInput input = {.policy = report->policy,
                       .table = read->table,
                       .events = report->events,
                       .overrides = options->overrides,
                       .limits = report->limits,
                       .threads = options->threads,
                       .interpret = options->interpret,
                       .near_rows = options->json,
                       .counts_only = options->counts,
                       .mask = report->mask.count ? &report->mask : NULL,
                       .progress = run_progress_rows(progress, "deciding"),
                       .progress_context = progress,
                       .ask = policy_ask,
                       .drop = answers_drop};
  int code = 0;
  report->decided = decided;
  bool good = decide_run(report->arena, &input, decided, error);
  const WhatIfReport *what_if =
      good && plan->count ? what_if_decide(plan, report, read, error) : NULL;
  if (good && (what_if || plan->count == 0))
    code = write_and_tell(report, what_if, progress, out, error);
  what_if_end(plan);
  decide_drop(decided);
  return code;
}

static int run_policy(Arena *arena, const RunOptions *options, Buffer *out, Error *error) {
  JailLimits limits = jail_limits_default();
  RunProgress progress = {0};
  RunRead read;
  WhatIfPlan plan;
  NoteKey signer;
  if (options->key && !read_signer(arena, options->key, &signer, error))
    return 0;
  Policy *policy = policy_load(arena, options->policy, options->as_of, limits, error);
  if (policy && options->stream)
    return run_stream(arena, options, policy, options->key ? &signer : NULL, out, error);
  if (!policy || !what_if_plan(arena, options, policy, &plan, error))
    return 0;
  if (!run_read(arena, options, policy, &progress, &read, error))
    return 0;
  RunReport report = {.arena = arena,
                      .options = options,
                      .policy = policy,
                      .table = read.table,
                      .events = read.events,
                      .field_count = read.table->column_count,
                      .limits = limits,
                      .signer = options->key ? &signer : NULL};
  Mask asked = {options->masks, options->mask_count};
  int code = 0;
  if (what_if_bind(&plan, read.table, error) &&
      mask_make(arena, policy, read.table, asked, &report.mask, error))
    code = decide_and_write(&report, &read, &plan, &progress, out, error);
  run_progress_end(&progress);
  run_read_drop(&read);
  return code;
}

static int run(int argc, char **argv, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  RunOptions options;
  int code = 0;
  if (run_options_read(arena, argc, argv, &options, error))
    code = run_policy(arena, &options, out, error);
  arena_drop(arena);
  return code;
}

Text run_key(const RunReport *report, size_t row) {
  char scratch[24];
  return text_copy(report->arena, table_key(report->table, row, scratch));
}

const Command command_run = {"run", "runs a policy over customer data", usage, run};

#include "base/file.h"
#include "base/interrupt.h"
#include "commands/command.h"
#include "commands/run_progress.h"
#include "commands/verify_receipt.h"
#include "commands/verify_replay.h"
#include "commands/verify_report.h"

static const char usage[] =
    "helder verify [RUN|RUNS|RECEIPT] [--key FILE] [--since CHECKPOINT] [--receipt KEY]\n"
    "              [--data DIR|FILE] [--no-replay] [--json]\n"
    "\n"
    "Is a run what was written, and does it come out the same again? Without a path: the newest\n"
    "run under runs/.\n"
    "\n"
    "  RUN                 a run folder: every byte of it is held against its checkpoint, the\n"
    "                      checkpoint against the log of runs; then the policy copy decides "
    "again,\n"
    "                      over the data where it is still there, else over the logged values\n"
    "  RUNS                a folder of runs: its log, and every run in it, without replay\n"
    "  RECEIPT             what --receipt wrote: checked with nothing else at hand\n"
    "  --key FILE          the key that must have signed (helder keygen)\n"
    "  --since CHECKPOINT  a checkpoint kept from before: the log is the same, or only grew\n"
    "  --receipt KEY       instead of verifying: a proof, on standard output, that this\n"
    "                      customer's line is in the run\n"
    "  --data DIR|FILE     where the run's data is now\n"
    "  --no-replay         the bytes only\n"
    "  --json              one stable document\n"
    "\n"
    "It proves that a run fits its checkpoint. Whoever can rewrite the run, the log of runs and\n"
    "every copy of the checkpoint, and has the signing key, can make another past: keep copies of\n"
    "checkpoints where he cannot reach. Exit: 0 intact; 1 a finding; 2 it could not be read.\n";

typedef struct Options {
  const char *path, *key, *since, *receipt, *data;
  bool no_replay, json;
} Options;

static const char **option_path(Options *options, const char *word) {
  const struct {
    const char *word;
    const char **where;
  } paths[] = {{"--key", &options->key},
               {"--since", &options->since},
               {"--receipt", &options->receipt},
               {"--data", &options->data}};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    if (strcmp(word, paths[i].word) == 0)
      return paths[i].where;
  return NULL;
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  for (int i = 1; i < argc; i++) {
    const char **where = option_path(options, argv[i]);
    if (where) {
      *where = argv[++i];
      if (!*where)
        return error_set(error, ERROR_USAGE, "%s needs something after it", argv[i - 1]);
    } else if (strcmp(argv[i], "--no-replay") == 0) {
      options->no_replay = true;
    } else if (strcmp(argv[i], "--json") == 0) {
      options->json = true;
    } else if (argv[i][0] == '-' && argv[i][1] == '-') {
      return error_set(error, ERROR_USAGE, "verify does not know the option \"%s\"", argv[i]);
    } else if (options->path) {
      return error_set(error, ERROR_USAGE, "verify takes one path, found \"%s\" and \"%s\"",
                       options->path, argv[i]);
    } else {
      options->path = argv[i];
    }
  }
  return true;
}

typedef struct Verifier {
  Arena *arena;
  const Options *options;
  const NoteKey *key;        /* NULL: none was given */
  const Checkpoint *earlier; /* NULL: none was given */
  Verified *verified;
  Buffer *out;
  RunProgress *progress;
} Verifier;

static int tell(const Verifier *verifier, const VerifyReport *report) {
  (verifier->options->json ? verify_json : verify_text)(report, verifier->out);
  return verify_has_finding(report);
}

/* The run against the log of runs beside it, where there is one. */
static bool hold_against_log(const Verifier *verifier, const RunBytes *bytes, Text *note,
                             Error *error) {
  Arena *arena = verifier->arena;
  char *runs = file_parent(arena, bytes->folder);
  RunsLog log;
  if (!runs_log_is(arena, runs)) {
    *note = TEXT("there is no log of runs beside it: that it is all, and the only one, is not "
                 "proved");
    return true;
  }
  if (!runs_log_read(arena, runs, verifier->key, &log, error))
    return false;
  verify_entered(arena, bytes, &log, verifier->verified);
  if (log.bad)
    verify_finding(arena, verifier->verified, log.path, log.bad,
                   "this entry is not as it was written: %.*s", TEXT_ARGS(log.why));
  return true;
}

/* The policy copy is asked only where it is the one that ran. */
static bool replay(const Verifier *verifier, const char *folder, Replay *replayed, Error *error) {
  if (verifier->options->no_replay)
    return true;
  if (verifier->verified->finding_count) {
    replayed->note = TEXT("what is not intact is not replayed");
    return true;
  }
  Run *run = run_open(verifier->arena, folder, error);
  ReplayAsked asked = {verifier->options->data, verifier->progress};
  bool good = run && verify_replay(verifier->arena, run, &asked, replayed, error);
  run_close(run);
  return good;
}

/* False with the Error filled after Ctrl-C. */
static bool look_at_bytes(const Verifier *verifier, const RunBytes *bytes, Error *error) {
  Verified *verified = verifier->verified;
  verified->progress = run_progress_rows(verifier->progress, "verifying");
  verified->progress_context = verifier->progress;
  verify_run(verifier->arena, bytes, verifier->key, verified);
  verified->progress = NULL;
  return !verified->stopped || !interrupt_stop(error);
}

static int verify_one_run(const Verifier *verifier, const char *folder, Error *error) {
  RunBytes bytes;
  Replay replayed = {.kind = REPLAY_NONE};
  VerifyReport report = {.path = folder, .verified = verifier->verified, .replay = &replayed};
  if (!run_bytes_open(verifier->arena, folder, &bytes, error))
    return 0;
  if (!look_at_bytes(verifier, &bytes, error)) {
    run_bytes_close(&bytes);
    return 0;
  }
  if (verifier->earlier)
    verify_since(verifier->arena, &bytes, verifier->earlier, verifier->verified);
  int code = 0;
  if (hold_against_log(verifier, &bytes, &report.log_note, error) &&
      replay(verifier, folder, &replayed, error))
    code = tell(verifier, &report);
  run_bytes_close(&bytes);
  return code;
}

static int verify_all_runs(const Verifier *verifier, const char *runs, Error *error) {
  RunsLog log;
  VerifyReport report = {.path = runs, .runs = true, .verified = verifier->verified};
  if (!runs_log_read(verifier->arena, runs, verifier->key, &log, error))
    return 0;
  verify_runs(verifier->arena, runs, &log, verifier->key, verifier->earlier, verifier->verified);
  return tell(verifier, &report);
}

static bool is_run(Arena *arena, const char *folder) {
  return file_exists(file_join(arena, folder, "checkpoint")) ||
         file_exists(file_join(arena, folder, "manifest.json"));
}

static int verify_path(const Verifier *verifier, const char *path, Error *error) {
  if (verifier->options->receipt)
    return receipt_write(verifier->arena, path, verifier->options->receipt, verifier->out, error);
  if (!file_exists(path)) {
    error_set(error, ERROR_INPUT, "there is no run folder, folder of runs or receipt of this name");
    return error_at(error, text_of(path), 0, 0);
  }
  if (!file_is_folder(path)) {
    ReceiptCheck check = {verifier->key, verifier->earlier, verifier->options->json};
    return receipt_check(verifier->arena, path, &check, verifier->out, error);
  }
  if (is_run(verifier->arena, path))
    return verify_one_run(verifier, path, error);
  if (runs_log_is(verifier->arena, path))
    return verify_all_runs(verifier, path, error);
  error_set(error, ERROR_INPUT, "this is neither a run folder nor a folder of runs with a log");
  error_at(error, text_of(path), 0, 0);
  return 0;
}

static int verify_options(Arena *arena, const Options *options, RunProgress *progress, Buffer *out,
                          Error *error) {
  NoteKey key;
  Checkpoint earlier;
  Note note;
  const char *path =
      options->path ? file_plain(arena, options->path) : run_newest(arena, "runs", error);
  if (!path || (options->key && !note_key_read(arena, options->key, &key, error)) ||
      (options->since && !checkpoint_read(arena, options->since, &earlier, &note, error)))
    return 0;
  Verifier verifier = {arena,
                       options,
                       options->key ? &key : NULL,
                       options->since ? &earlier : NULL,
                       arena_new(arena, sizeof(Verified)),
                       out,
                       progress};
  if (options->since && options->key && note_check(&note, &key) == NOTE_FORGED) {
    error_set(error, ERROR_INPUT, "this checkpoint's signature is not that of the key");
    error_at(error, text_of(options->since), 0, 0);
    return 0;
  }
  return verify_path(&verifier, path, error);
}

static int verify(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "verifying");
  int code = verify_options(arena, &options, &progress, out, error);
  run_progress_end(&progress);
  arena_drop(arena);
  return code;
}

const Command command_verify = {"verify", "is a run intact, and does it replay the same?", usage,
                                verify};

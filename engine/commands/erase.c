#include "log/erase.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "commands/command.h"
#include "commands/erase_traces.h"
#include "commands/run_progress.h"
#include "log/run_read.h"

static const char usage[] =
    "helder erase KEY --run DIR|--all --ground TEXT --by TEXT [--key FILE]\n"
    "\n"
    "Forgets a customer: the line in the run becomes a note that it was erased, its leaf stays, "
    "so\n"
    "that the rest can still be proved (helder verify). The index entry, rows set aside that name\n"
    "the key and exports in the run folder that name it go too; so does all that killed runs left\n"
    "beside it, and what was kept of the runs' data in .helder-cache (the next run keeps it anew, "
    "as\n"
    "long as the data hold the customer). It cannot be undone.\n"
    "\n"
    "  --run DIR      the run folder\n"
    "  --all          every run under runs/\n"
    "  --ground TEXT  why, like \"GDPR article 17, letter of 2026-11-20\"; not the key itself\n"
    "  --by TEXT      who does it\n"
    "  --key FILE     signs the entry in the log of runs\n"
    "\n"
    "The data that the runs read, receipts and lists given away are not Helder's to erase. A run "
    "is\n"
    "as it was or without the customer, whatever happens meanwhile. Exit: 0 erased; 1 erased, but "
    "a\n"
    "run is being written just now that may hold the customer; 2 not; 130 interrupted: it tells\n"
    "what is erased and what not yet.\n";

typedef struct Options {
  const char *key, *run, *ground, *by, *signer;
  bool all;
} Options;

static const char **option_text(Options *options, const char *word) {
  const struct {
    const char *word;
    const char **where;
  } texts[] = {{"--run", &options->run},
               {"--ground", &options->ground},
               {"--by", &options->by},
               {"--key", &options->signer}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(word, texts[i].word) == 0)
      return texts[i].where;
  return NULL;
}

static bool read_words(int argc, char **argv, Options *options, Error *error) {
  for (int i = 1; i < argc; i++) {
    const char **where = option_text(options, argv[i]);
    if (where) {
      *where = argv[++i];
      if (!*where || !**where)
        return error_set(error, ERROR_USAGE, "%s needs something after it", argv[i - 1]);
    } else if (strcmp(argv[i], "--all") == 0) {
      options->all = true;
    } else if (argv[i][0] == '-' && argv[i][1] == '-') {
      return error_set(error, ERROR_USAGE, "erase does not know the option \"%s\"", argv[i]);
    } else if (options->key) {
      error_set(error, ERROR_USAGE, "erase takes one key, found \"%s\" and \"%s\"", options->key,
                argv[i]);
      return error_hint(error, "a key with spaces needs quotes around it");
    } else {
      options->key = argv[i];
    }
  }
  return true;
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  if (!read_words(argc, argv, options, error))
    return false;
  if (!options->key || !*options->key)
    return error_set(error, ERROR_USAGE, "whom? Give the customer's key");
  if (!options->run == !options->all)
    return error_set(error, ERROR_USAGE, "from which run? Give --run DIR, or --all");
  if (!options->ground)
    return error_set(error, ERROR_USAGE, "why? Give --ground TEXT; it stays in the log");
  return options->by || error_set(error, ERROR_USAGE, "who erases? Give --by TEXT");
}

typedef struct Erasing {
  Arena *arena;
  const Options *options;
  Erasure erasure;
  EraseTraces traces;
  size_t found;  /* runs in which something was erased */
  size_t erased; /* lines of the runs that were erased before */
  Buffer left;   /* runs that were not reached, by name */
  size_t left_count;
  Buffer *out;
} Erasing;

enum { LEFT_NAMED = 4 };

static void note_left(Erasing *erasing, const char *folder) {
  if (erasing->left_count++ < LEFT_NAMED)
    buffer_format(&erasing->left, "%s%s", erasing->left_count > 1 ? ", " : "", folder);
}

static bool erase_one(Erasing *erasing, const char *folder, Error *error) {
  Erased erased;
  if (interrupt_stop(error) ||
      !erase_from_run(erasing->arena, folder, &erasing->erasure, &erased, error)) {
    note_left(erasing, folder);
    return false;
  }
  erasing->erased += erased.before;
  if (erased.lines + erased.rejected + erased.exports) {
    erasing->found++;
    buffer_format(erasing->out, "%s: erased %zu line, %zu rows set aside, %zu exports%s\n", folder,
                  erased.lines, erased.rejected, erased.exports,
                  erased.entered ? "" : "; there is no log of runs to enter it in");
  }
  return erase_traces_kept(&erasing->traces, folder, erasing->out, error);
}

/* Of the runs that are there now, those that were not there before. *more: there were some. */
static bool erase_new(Erasing *erasing, bool *more, Error *error) {
  struct dirent **entries;
  int count = scandir("runs", &entries, NULL, alphasort);
  bool good = true;
  *more = false;
  for (int i = 0; i < count; i++) {
    char *folder = file_join(erasing->arena, "runs", entries[i]->d_name);
    bool is_run = entries[i]->d_name[0] != '.' &&
                  file_exists(file_join(erasing->arena, folder, "checkpoint")) &&
                  erase_traces_new(&erasing->traces, folder);
    *more |= is_run;
    if (is_run && good)
      good = erase_one(erasing, folder, error);
    else if (is_run)
      note_left(erasing, folder);
    free(entries[i]);
  }
  if (count >= 0)
    free(entries);
  return good;
}

/* A run that was ended meanwhile is one of all, too. */
static bool erase_all(Erasing *erasing, Error *error) {
  bool good = true;
  for (bool more = true; good && more;)
    good = erase_new(erasing, &more, error);
  if (good)
    erase_traces_living(&erasing->traces);
  return good;
}

/* Nothing was found: nobody has this key, or who had it was erased already. */
static void tell_unknown(Erasing *erasing, Error *error) {
  const Options *options = erasing->options;
  Arena *arena = erasing->arena;
  Run *run = options->run ? run_open(arena, options->run, error) : NULL;
  Text near = run ? run_nearest_key(arena, run, text_of(options->key)) : (Text){"", 0};
  run_close(run);
  if (options->run && !run)
    return;
  error_set(error, ERROR_INPUT, "there is no customer \"%s\" in %s%s", options->key,
            options->run ? "this run" : "any of the runs",
            erasing->erased ? ", or no longer: lines were erased there, and nobody can tell whose"
                            : "");
  error_at(error, text_of(options->run ? options->run : "runs"), 0, 0);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
}

/* After an interrupt: what was erased stands in the output, the rest is told here. */
static void tell_left(const Erasing *erasing, Error *error) {
  if (erasing->out->length == 0)
    return; /* nothing was written, as the Error says */
  Text left = buffer_view(&erasing->left);
  if (erasing->left_count > LEFT_NAMED)
    error_set(error, ERROR_INTERRUPTED, "stopped; not erased yet from %.*s and %zu more",
              TEXT_ARGS(left), erasing->left_count - LEFT_NAMED);
  else
    error_set(error, ERROR_INTERRUPTED, "stopped; not erased yet from %.*s", TEXT_ARGS(left));
  error_hint(error, "what is told above is done; the same command again erases the rest");
}

/* Where erasing finds something beside the runs, it goes first: what is left of an erasure that was
 * interrupted is the customer as he was. */
static int erase_everywhere(Erasing *erasing, Error *error) {
  const Options *options = erasing->options;
  bool good = erase_traces_left(&erasing->traces, erasing->erasure.key, erasing->out, error) &&
              (options->all ? erase_all(erasing, error) : erase_one(erasing, options->run, error));
  if (good && erasing->found == 0 && erasing->traces.held)
    buffer_string(erasing->out,
                  "Nothing else of this customer is there: erased already, or never in "
                  "a finished run.\n");
  else if (good && erasing->found == 0)
    tell_unknown(erasing, error);
  if (error->kind == ERROR_INTERRUPTED)
    tell_left(erasing, error);
  buffer_free(&erasing->left);
  return good && erasing->traces.living;
}

/* The folder that holds the run. */
static char *runs_of(Arena *arena, const char *run) {
  size_t length = strlen(run);
  while (length > 1 && run[length - 1] == '/')
    length--;
  return file_parent(arena, arena_copy(arena, run, length));
}

static bool is_there(const Options *options, Error *error) {
  if (options->all && !file_is_folder("runs")) {
    error_set(error, ERROR_INPUT, "there is no folder of runs here");
    return error_at(error, TEXT("runs"), 0, 0);
  }
  if (options->all || file_is_folder(options->run))
    return true;
  error_set(error, ERROR_INPUT, "there is no run folder of this name");
  return error_at(error, text_of(options->run), 0, 0);
}

static int erase_named(Arena *arena, const Options *options, Buffer *out, Error *error) {
  NoteKey key;
  char today[DATE_ISO_LENGTH];
  if (!is_there(options, error) ||
      (options->signer && !note_key_read(arena, options->signer, &key, error)))
    return 0;
  date_to_iso(date_today(), today);
  char *runs = options->all ? arena_copy(arena, "runs", 4) : runs_of(arena, options->run);
  Erasing erasing = {.arena = arena,
                     .options = options,
                     .erasure = {.key = text_of(options->key),
                                 .on = {today, sizeof today},
                                 .ground = text_of(options->ground),
                                 .by = text_of(options->by),
                                 .signer = options->signer ? &key : NULL},
                     .traces = {.arena = arena, .runs = runs},
                     .out = out};
  return erase_everywhere(&erasing, error);
}

static int erase(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "erasing");
  int code = erase_named(arena, &options, out, error);
  run_progress_end(&progress);
  arena_drop(arena);
  return code;
}

const Command command_erase = {"erase", "the right to be forgotten; the log still verifies", usage,
                               erase};

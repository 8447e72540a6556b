#include "log/erase.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "commands/command.h"
#include "log/run_read.h"

static const char usage[] =
    "helder erase KEY --run DIR|--all --ground TEXT --by TEXT [--key FILE]\n"
    "\n"
    "Forgets a customer: the line in the run becomes a note that it was erased, its leaf stays, "
    "so\n"
    "that the rest can still be proved (helder verify). The index entry, rows set aside that name\n"
    "the key and exports in the run folder that name it go too. It cannot be undone.\n"
    "\n"
    "  --run DIR      the run folder\n"
    "  --all          every run under runs/\n"
    "  --ground TEXT  why, like \"GDPR article 17, letter of 2026-11-20\"; not the key itself\n"
    "  --by TEXT      who does it\n"
    "  --key FILE     signs the entry in the log of runs\n"
    "\n"
    "The data that the runs read, receipts and lists given away are not Helder's to erase. A run "
    "is\n"
    "as it was or without the customer, whatever happens meanwhile. Exit: 0 erased; 2 not.\n";

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

typedef struct Total {
  size_t runs; /* in which something was erased */
} Total;

static bool erase_one(Arena *arena, const char *folder, const Erasure *erasure, Total *total,
                      Buffer *out, Error *error) {
  Erased erased;
  if (!erase_from_run(arena, folder, erasure, &erased, error))
    return false;
  if (erased.lines + erased.rejected + erased.exports == 0)
    return true;
  total->runs++;
  buffer_format(out, "%s: erased %zu line, %zu rows set aside, %zu exports%s\n", folder,
                erased.lines, erased.rejected, erased.exports,
                erased.entered ? "" : "; there is no log of runs to enter it in");
  return true;
}

static bool erase_all(Arena *arena, const Erasure *erasure, Total *total, Buffer *out,
                      Error *error) {
  struct dirent **entries;
  int count = scandir("runs", &entries, NULL, alphasort);
  bool good = true;
  if (count < 0) {
    error_set(error, ERROR_INPUT, "there is no folder of runs here");
    return error_at(error, TEXT("runs"), 0, 0);
  }
  for (int i = 0; i < count; i++) {
    char *folder = file_join(arena, "runs", entries[i]->d_name);
    if (good && entries[i]->d_name[0] != '.' && file_exists(file_join(arena, folder, "checkpoint")))
      good = erase_one(arena, folder, erasure, total, out, error);
    free(entries[i]);
  }
  free(entries);
  return good;
}

static void tell_unknown(Arena *arena, const Options *options, Error *error) {
  Run *run = options->run ? run_open(arena, options->run, error) : NULL;
  Text near = run ? run_nearest_key(arena, run, text_of(options->key)) : (Text){"", 0};
  run_close(run);
  if (options->run && !run)
    return;
  error_set(error, ERROR_INPUT, "there is no customer \"%s\" in %s", options->key,
            options->run ? "this run" : "any of the runs");
  error_at(error, text_of(options->run ? options->run : "runs"), 0, 0);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
}

static void erase_named(Arena *arena, const Options *options, Buffer *out, Error *error) {
  NoteKey key;
  char today[DATE_ISO_LENGTH];
  Total total = {0};
  if (options->signer && !note_key_read(arena, options->signer, &key, error))
    return;
  date_to_iso(date_today(), today);
  Erasure erasure = {.key = text_of(options->key),
                     .on = {today, sizeof today},
                     .ground = text_of(options->ground),
                     .by = text_of(options->by),
                     .signer = options->signer ? &key : NULL};
  bool good = options->all ? erase_all(arena, &erasure, &total, out, error)
                           : erase_one(arena, options->run, &erasure, &total, out, error);
  if (good && total.runs == 0)
    tell_unknown(arena, options, error);
}

static int erase(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  erase_named(arena, &options, out, error);
  arena_drop(arena);
  return 0;
}

const Command command_erase = {"erase", "the right to be forgotten; the log still verifies", usage,
                               erase};

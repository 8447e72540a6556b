#include "explain/list.h"

#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "base/json.h"
#include "commands/command.h"
#include "commands/run_progress.h"
#include "log/runs_log.h"

static const char usage[] =
    "helder list WHOM [--csv|--ndjson] [--excel nl] [--run DIR] [--anyway [--key FILE]]\n"
    "\n"
    "The campaign's file: key and the values that the rules read, of all customers who ended so.\n"
    "\n"
    "  WHOM        'selected quiet Sunday', 'excluded by membership paused' or\n"
    "              'segment guest=keeper of the calm'\n"
    "  --csv       the default; --ndjson: a JSON object a line\n"
    "  --excel nl  CSV as Dutch Excel opens it: semicolons, decimal commas; a text that it would\n"
    "              take for a number, a date, a time or a boolean (1-2, 3/4, 1e5, waar) stands as\n"
    "              =\"1-2\", so that it stays what it is\n"
    "  --run DIR   the run folder; default: the newest under runs/\n"
    "  --anyway    also from a run that broke a guarantee; that goes into the log of runs\n"
    "  --key FILE  signs that entry\n"
    "\n"
    "An override in force counts: who was put in or left out by hand is, and the column override\n"
    "says so. A customer whom people excluded by hand is on no list of selected ones. Cells that "
    "a\n"
    "spreadsheet would take for a formula begin with an apostrophe. Exit: 0 listed; 2 not.\n";

typedef struct Options {
  const char *whom, *run, *key;
  bool ndjson, csv, excel, anyway;
} Options;

static bool read_value(char **argv, int *at, Options *options, Error *error) {
  const char *word = argv[*at], *value = argv[++*at];
  if (!value)
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (strcmp(word, "--run") == 0)
    options->run = value;
  else if (strcmp(word, "--key") == 0)
    options->key = value;
  else if (strcmp(value, "nl") == 0)
    options->excel = true;
  else
    return error_set(error, ERROR_USAGE, "--excel takes nl, found \"%s\"", value);
  return true;
}

static bool read_word(char **argv, int *at, Options *options, Error *error) {
  const char *word = argv[*at];
  if (strcmp(word, "--run") == 0 || strcmp(word, "--key") == 0 || strcmp(word, "--excel") == 0)
    return read_value(argv, at, options, error);
  if (strcmp(word, "--ndjson") == 0)
    options->ndjson = true;
  else if (strcmp(word, "--csv") == 0)
    options->csv = true;
  else if (strcmp(word, "--anyway") == 0)
    options->anyway = true;
  else if (word[0] == '-' && word[1] == '-')
    return error_set(error, ERROR_USAGE, "list does not know the option \"%s\"", word);
  else if (options->whom) {
    error_set(error, ERROR_USAGE, "list takes one list, found \"%s\" and \"%s\"", options->whom,
              word);
    return error_hint(error, "write it in quotes: 'selected quiet Sunday'");
  } else
    options->whom = word;
  return true;
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  for (int i = 1; i < argc; i++)
    if (!read_word(argv, &i, options, error))
      return false;
  if (options->ndjson && (options->csv || options->excel))
    return error_set(error, ERROR_USAGE, "--ndjson and CSV: one of the two");
  if (options->whom)
    return true;
  error_set(error, ERROR_USAGE, "whom to list?");
  return error_hint(error, "like: helder list 'selected quiet Sunday'");
}

/* Into the log of runs, before the list is released. */
static bool enter(Arena *arena, const Run *run, const Options *options, const Listed *listed,
                  Error *error) {
  char today[DATE_ISO_LENGTH];
  NoteKey key;
  Text broken = list_broken_guarantee(run);
  char *runs = file_parent(arena, run->folder);
  if (options->key && !note_key_read(arena, options->key, &key, error))
    return false;
  if (!runs_log_is(arena, runs)) {
    error_set(error, ERROR_INPUT, "there is no log of runs beside this run to enter it in");
    return error_at(error, text_of(runs), 0, 0);
  }
  Buffer members = {0};
  date_to_iso(date_today(), today);
  buffer_string(&members, "\"event\":\"list\",\"run\":");
  json_put_text(&members, text_of(file_name(run->folder)));
  buffer_string(&members, ",\"what\":");
  json_put_text(&members, text_of(options->whom));
  buffer_format(&members, ",\"customers\":%zu,\"on\":\"%.*s\",\"because\":", listed->customers,
                DATE_ISO_LENGTH, today);
  Text because = text_format(arena, "guarantee %.*s is broken", TEXT_ARGS(broken));
  json_put_text(&members, because);
  bool good =
      runs_log_append(arena, runs, buffer_view(&members), options->key ? &key : NULL, error);
  buffer_free(&members);
  return good;
}

/* Whether a guarantee broke, the manifest tells: it must be the run's own. */
static bool may_be_listed(Arena *arena, const Run *run, const Options *options, Error *error) {
  if (!run_manifest_holds(arena, run, error))
    return false;
  Text broken = list_broken_guarantee(run);
  if (!broken.length || options->anyway)
    return true;
  error_set(error, ERROR_INPUT, "this run broke the guarantee \"%.*s\": nothing is listed from it",
            TEXT_ARGS(broken));
  error_at(error, text_of(run->folder), 0, 0);
  return error_hint(error, "--anyway lists all the same, and enters that in the log of runs");
}

static void tell_hands(const Listed *listed) {
  if (listed->put_in || listed->left_out)
    fprintf(stderr, "helder: by hand, %zu more and %zu fewer than the rules listed\n",
            listed->put_in, listed->left_out);
}

static void list_run(Arena *arena, const Run *run, const Options *options, Buffer *out,
                     Error *error) {
  Wanted wanted = {.kind = WANTED_SELECTED};
  Listed listed;
  ListForm form = options->ndjson ? LIST_NDJSON : options->excel ? LIST_CSV_NL : LIST_CSV;
  size_t before = out->length;
  if (!wanted_read(arena, run, text_of(options->whom), &wanted, error) ||
      !may_be_listed(arena, run, options, error))
    return;
  bool good = list_write(run, &wanted, form, out, &listed, error);
  if (good && list_broken_guarantee(run).length)
    good = enter(arena, run, options, &listed, error);
  if (good)
    tell_hands(&listed);
  else
    out->length = before;
}

static int list(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "listing");
  Run *run = run_open(arena, options.run, error);
  if (run)
    list_run(arena, run, &options, out, error);
  run_close(run);
  run_progress_end(&progress);
  arena_drop(arena);
  return 0;
}

const Command command_list = {"list", "the customers who ended so, as CSV or JSON", usage, list};

#include "explain/letter.h"

#include <stdio.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "commands/command.h"
#include "commands/letter_files.h"
#include "commands/run_progress.h"
#include "explain/why.h"
#include "log/run_policy.h"

static const char usage[] =
    "helder letter KEY [--run DIR] [--lang en|nl] [--format text|md|html] [--out FILE]\n"
    "helder letter --all [WHOM] --out DIR [--run DIR] [--lang en|nl] [--format text|md|html]\n"
    "\n"
    "The honest statement for the customer: what was decided, the reason, which of his data were\n"
    "used and from where, how, what would change it, what it means for him, until when, and how\n"
    "to contest it. At most four reasons and 250 words; no operator, no column, no one else's\n"
    "data. Fields are named by their labels (helder check tells which have none).\n"
    "\n"
    "  --run DIR      the run folder; default: the newest under runs/\n"
    "  --lang         the language; default: en\n"
    "  --format       text (the default), md (Markdown) or html\n"
    "  --out FILE     into this file instead of to standard output\n"
    "  --all          of everyone, or of those on a list, a file each in a new folder --out DIR\n"
    "  WHOM           'selected quiet Sunday', 'excluded by membership paused' or\n"
    "                 'segment guest=keeper of the calm', as for helder list; what the letter is\n"
    "                 about comes first in it. --segment G=S is the last of these\n"
    "\n"
    "It is written from the run folder alone, all letters or none. A letter is refused where a\n"
    "text of the policy that stands in it shows an operator or a column, or has no Dutch while\n"
    "--lang nl asks for it: the message names rule and line (helder check warns of both before\n"
    "the run). Exit: 0 written; 2 not.\n";

enum { LINES_AT_ONCE = 1024 };

typedef struct Options {
  const char *key, *run, *out, *segment; /* key: with --all, the list */
  LetterForm form;
  bool all, dutch;
} Options;

static const char *const endings[] = {
    [LETTER_MARKDOWN] = "md", [LETTER_HTML] = "html", [LETTER_TEXT] = "text"};

/* --- the command line ------------------------------------------------------------------ */

static bool read_form(const char *word, Options *options, Error *error) {
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (strcmp(word, endings[i]) != 0)
      continue;
    options->form = (LetterForm)i;
    return true;
  }
  return error_set(error, ERROR_USAGE, "--format takes text, md or html, found \"%s\"", word);
}

static bool read_language(const char *word, Options *options, Error *error) {
  options->dutch = strcmp(word, "nl") == 0;
  return options->dutch || strcmp(word, "en") == 0 ||
         error_set(error, ERROR_USAGE, "--lang takes en or nl, found \"%s\"", word);
}

static bool read_value(const char *word, const char *value, Options *options, Error *error) {
  if (!value)
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (strcmp(word, "--format") == 0)
    return read_form(value, options, error);
  if (strcmp(word, "--lang") == 0)
    return read_language(value, options, error);
  const char **where = strcmp(word, "--run") == 0   ? &options->run
                       : strcmp(word, "--out") == 0 ? &options->out
                                                    : &options->segment;
  *where = value;
  return true;
}

static bool takes_value(const char *word) {
  static const char *const words[] = {"--run", "--out", "--segment", "--format", "--lang"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(word, words[i]) == 0)
      return true;
  return false;
}

static bool check_options(const Options *options, Error *error) {
  if (options->segment && !options->all)
    return error_set(error, ERROR_USAGE, "--segment goes with --all");
  if (options->segment && options->key)
    return error_set(error, ERROR_USAGE, "--segment and '%s': one of the two", options->key);
  if (options->all && !options->out)
    return error_set(error, ERROR_USAGE, "--all writes files: where? Give --out DIR");
  return options->all || options->key ||
         error_set(error, ERROR_USAGE, "whose? Give the customer's key, or --all");
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  *options = (Options){.form = LETTER_TEXT};
  for (int i = 1; i < argc; i++) {
    if (takes_value(argv[i])) {
      if (!read_value(argv[i], argv[i + 1], options, error))
        return false;
      i++;
    } else if (strcmp(argv[i], "--all") == 0) {
      options->all = true;
    } else if (argv[i][0] == '-' && argv[i][1] == '-') {
      return error_set(error, ERROR_USAGE, "letter does not know the option \"%s\"", argv[i]);
    } else if (options->key) {
      error_set(error, ERROR_USAGE, "letter takes one %s, found \"%s\" and \"%s\"",
                options->all ? "list" : "key", options->key, argv[i]);
      return error_hint(error, "what has spaces in it needs quotes around it");
    } else {
      options->key = argv[i];
    }
  }
  return check_options(options, error);
}

/* --- letters ------------------------------------------------------------------------------ */

typedef struct Writing {
  Arena *arena;
  const Run *run;
  const Options *options;
  const Wanted *about; /* NULL: none in particular */
  Changes *changes;
  Text *unnamed; /* fields without a label that were used, each once */
  size_t unnamed_count, letters;
} Writing;

/* Told once, at the end, however many letters there are. */
static void note_unnamed(Writing *writing, const Letter *letter) {
  enum { NAMED_MOST = 32 };
  if (!writing->unnamed)
    writing->unnamed = arena_array(writing->arena, NAMED_MOST, sizeof *writing->unnamed);
  for (size_t i = 0; i < letter->unnamed_count; i++) {
    size_t known = 0;
    while (known < writing->unnamed_count &&
           !text_equal(writing->unnamed[known], letter->unnamed[i]))
      known++;
    if (known == writing->unnamed_count && known < NAMED_MOST)
      writing->unnamed[writing->unnamed_count++] = text_copy(writing->arena, letter->unnamed[i]);
  }
}

static void tell_unnamed(const Writing *writing) {
  for (size_t i = 0; i < writing->unnamed_count; i++)
    fprintf(stderr, "%s%.*s", i ? ", " : "helder: not named in letters, as there is no label: ",
            TEXT_ARGS(writing->unnamed[i]));
  if (writing->unnamed_count)
    fputc('\n', stderr);
}

/* The letter of the customer at which `again` stands. */
static bool write_one(Writing *writing, Again *again, Buffer *out, Error *error) {
  Telling telling = {
      .arena = arena_make(), .run = writing->run, .again = again, .dutch = writing->options->dutch};
  LetterInput input = {&telling, writing->about, writing->changes};
  Letter letter;
  bool good = letter_compose(&input, &letter, error);
  if (good) {
    letter_write(&letter, writing->options->form, out);
    note_unnamed(writing, &letter);
    writing->letters++;
  }
  arena_drop(telling.arena);
  return good;
}

static bool write_lines(Writing *writing, const LetterFiles *files, const Text *lines, size_t count,
                        Error *error) {
  Arena *arena = arena_make();
  Again *again = again_ask_lines(arena, writing->run, lines, count, error);
  Buffer out = {0};
  bool good = again != NULL;
  for (size_t i = 0; good && i < count; i++) {
    again_turn(again, i);
    const json_t *key = json_object_get(again->line, "key");
    out.length = 0;
    good = !interrupt_stop(error) && write_one(writing, again, &out, error) &&
           letter_files_put(files, (Text){json_string_value(key), json_string_length(key)},
                            buffer_view(&out), error);
  }
  buffer_free(&out);
  if (again)
    again_close(again);
  arena_drop(arena);
  return good;
}

static bool write_many(Writing *writing, const ListLines *lines, Error *error) {
  const Options *options = writing->options;
  LetterFiles files = {.arena = writing->arena,
                       .folder = options->out,
                       .ending = options->form == LETTER_TEXT ? "txt" : endings[options->form]};
  if (!letter_files_begin(&files, error))
    return false;
  bool good = true;
  for (size_t i = 0; good && i < lines->count; i += LINES_AT_ONCE) {
    size_t left = lines->count - i;
    good = write_lines(writing, &files, lines->lines + i,
                       left < LINES_AT_ONCE ? left : LINES_AT_ONCE, error);
  }
  good = good && letter_files_end(&files, error);
  if (!good)
    letter_files_abandon();
  return good;
}

static bool letters_of_all(Writing *writing, Buffer *out, Error *error) {
  const Options *options = writing->options;
  ListLines lines;
  Wanted wanted;
  Text whom = options->segment ? text_format(writing->arena, "segment %s", options->segment)
                               : text_of(options->key);
  if (whom.length && !wanted_read(writing->arena, writing->run, whom, &wanted, error))
    return false;
  writing->about = whom.length ? &wanted : NULL;
  if (!list_lines_wanted(writing->arena, writing->run, writing->about, &lines, error) ||
      !write_many(writing, &lines, error))
    return false;
  buffer_format(out, "%zu letter%s in %s\n", writing->letters, writing->letters == 1 ? "" : "s",
                options->out);
  return true;
}

static bool letter_of_one(Writing *writing, Buffer *out, Error *error) {
  const Options *options = writing->options;
  Text line;
  if (!run_line(writing->run, text_of(options->key), &line))
    return why_no_such_key(writing->arena, writing->run, text_of(options->key), error);
  Again *again = again_ask(writing->arena, writing->run, line, error);
  Buffer letter = {0};
  bool good = again && write_one(writing, again, &letter, error);
  if (good && options->out)
    good = file_replace(writing->arena, options->out, buffer_view(&letter), error);
  else if (good)
    buffer_text(out, buffer_view(&letter));
  buffer_free(&letter);
  if (again)
    again_close(again);
  return good;
}

static void write_letters(Arena *arena, const Run *run, const Options *options, Buffer *out,
                          Error *error) {
  Writing writing = {.arena = arena, .run = run, .options = options};
  const Policy *policy = run_policy(arena, run, error);
  writing.changes = policy ? change_open(arena, run, policy, error) : NULL;
  if (writing.changes && (options->all ? letters_of_all : letter_of_one)(&writing, out, error))
    tell_unnamed(&writing);
}

static int letter(int argc, char **argv, Buffer *out, Error *error) {
  Options options;
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "writing");
  Run *run = run_open(arena, options.run, error);
  if (run)
    write_letters(arena, run, &options, out, error);
  run_close(run);
  run_progress_end(&progress);
  arena_drop(arena);
  return 0;
}

const Command command_letter = {"letter", "the honest statement for the customer", usage, letter};

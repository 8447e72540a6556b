#include <dirent.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "commands/command.h"
#include "commands/init_skeleton.h"
#include "policy/scripts.h"

static const char usage[] =
    "helder init DIR [--data FILE.csv]\n"
    "\n"
    "Makes a folder to start from: a small policy, its data and a test, which work at once.\n"
    "\n"
    "  DIR               a folder that does not exist yet, or is empty\n"
    "  --data FILE.csv   a policy over your own customers instead: their fields with labels, one\n"
    "                    segment and one selection to change; the file stays where it is\n"
    "\n"
    "Exit: 0 done; 2 it could not be done, nothing was written.\n";

typedef struct Options {
  const char *folder, *data;
} Options;

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  *options = (Options){0};
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--data") == 0) {
      options->data = argv[++i];
      if (!options->data || *options->data == '\0')
        return error_set(error, ERROR_USAGE, "--data needs a CSV file after it");
    } else if (argv[i][0] == '-' && argv[i][1] != '\0') {
      error_set(error, ERROR_USAGE, "init does not know the option \"%s\"", argv[i]);
      return error_hint(error, "did you mean: --data?");
    } else if (options->folder) {
      return error_set(error, ERROR_USAGE, "one folder at a time, found also \"%s\"", argv[i]);
    } else {
      options->folder = argv[i];
    }
  }
  if (options->folder && *options->folder)
    return true;
  error_set(error, ERROR_USAGE, "which folder? Give the name of a new one");
  return error_hint(error, "like: helder init club");
}

/* --- the folder ------------------------------------------------------------------- */

static bool is_empty(const char *path) {
  DIR *folder = opendir(path);
  bool empty = folder != NULL;
  for (struct dirent *entry; folder && empty && (entry = readdir(folder));)
    empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
  if (folder)
    closedir(folder);
  return empty;
}

/* *made: it was not there before. */
static bool make_folder(Arena *arena, const char *path, bool *made, Error *error) {
  *made = false;
  if (file_exists(path) && file_is_folder(path) && is_empty(path))
    return true;
  if (file_exists(path)) {
    error_set(error, ERROR_INPUT, "\"%s\" is there already, and not an empty folder", path);
    return error_hint(error, "give a new name; nothing is ever written over");
  }
  *made = true;
  return file_folder_ensure(file_parent(arena, path), error) && file_folder_make(path, error);
}

static void take_back(Arena *arena, const char *folder, bool made, const InitFile *files,
                      size_t count) {
  for (size_t i = 0; i < count; i++)
    unlink(file_join(arena, folder, files[i].name));
  if (made)
    rmdir(folder);
}

static bool write_files(Arena *arena, const char *folder, const InitFile *files, size_t count,
                        Error *error) {
  interrupt_hold();
  bool made, good = make_folder(arena, folder, &made, error);
  for (size_t i = 0; good && i < count; i++) {
    good = file_put(file_join(arena, folder, files[i].name), files[i].content, error);
    if (!good)
      take_back(arena, folder, made, files, i + 1);
  }
  return good;
}

/* --- what is written -------------------------------------------------------------- */

static size_t start_files(InitFile *files) {
  size_t count = 0;
  for (const ShippedScript *file = shipped_start; file->name; file++)
    files[count++] = (InitFile){file->name, {file->bytes, file->length}};
  return count;
}

/* So that the commands can be copied. */
static const char *word_of(Arena *arena, const char *word) {
  Buffer out = {0};
  file_put_word(&out, word);
  return buffer_keep(&out, arena).bytes;
}

static void tell(Arena *arena, const Options *options, const InitFile *files, size_t count,
                 const char *key, Buffer *out) {
  const char *folder = word_of(arena, options->folder);
  buffer_format(out, "Made %s:", options->folder);
  for (size_t i = 0; i < count; i++)
    buffer_format(out, "%s %s", i ? "," : "", files[i].name);
  buffer_format(out, "\n\n  helder run %-12s who belongs where, who is chosen, who is left out\n",
                folder);
  buffer_format(out, "  helder why %-12s why this one\n", word_of(arena, key));
  buffer_format(out, "  helder test %-11s does it do what was meant?\n", folder);
  buffer_format(out, "  helder check %-10s is there anything in it that cannot be meant?\n",
                folder);
  buffer_string(out, "\nThen open policy.lua, change something, and run it again.\n");
}

static int init(int argc, char **argv, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  Options options;
  InitFile files[INIT_MOST_FILES];
  size_t count = 0;
  const char *key = "M-011";
  bool good = read_options(argc, argv, &options, error);
  if (good)
    options.folder = file_plain(arena, options.folder);
  if (good && options.data)
    good = init_skeleton(arena, options.folder, options.data, files, &count, &key, error);
  else if (good)
    count = start_files(files);
  if (good && write_files(arena, options.folder, files, count, error))
    tell(arena, &options, files, count, key, out);
  arena_drop(arena);
  return 0;
}

const Command command_init = {"init", "a policy, its data and a test to start from", usage, init};

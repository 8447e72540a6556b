#include "commands/command.h"
#include "log/note.h"

static const char usage[] =
    "helder keygen NAME [--out FILE]\n"
    "\n"
    "Makes a key that signs checkpoints (helder run --key FILE): Ed25519, as C2SP's signed-note\n"
    "tells. NAME says whose it is, like spa.example/policies: no spaces, no \"+\".\n"
    "\n"
    "  --out FILE   where the private key goes, for its owner's eyes only; default: helder.key.\n"
    "               The public one goes to FILE.pub: give that to whoever verifies.\n"
    "\n"
    "Nothing is overwritten. Who has the private key can sign another past: keep it elsewhere\n"
    "than the runs. Exit: 0 made; 2 not.\n";

static bool read_options(int argc, char **argv, const char **name, const char **path,
                         Error *error) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--out") == 0) {
      *path = argv[++i];
      if (!*path)
        return error_set(error, ERROR_USAGE, "--out needs a file after it");
    } else if (argv[i][0] == '-' && argv[i][1] == '-') {
      return error_set(error, ERROR_USAGE, "keygen does not know the option \"%s\"", argv[i]);
    } else if (*name) {
      return error_set(error, ERROR_USAGE, "keygen takes one name, found \"%s\" and \"%s\"", *name,
                       argv[i]);
    } else {
      *name = argv[i];
    }
  }
  return *name || error_set(error, ERROR_USAGE, "whose key is it? Give a name");
}

static int keygen(int argc, char **argv, Buffer *out, Error *error) {
  const char *name = NULL, *path = "helder.key";
  NoteKey key;
  if (!read_options(argc, argv, &name, &path, error) || !note_key_make(text_of(name), &key, error))
    return 0;
  Arena *arena = arena_make();
  if (note_key_save(arena, path, &key, error))
    buffer_format(out, "%s signs, %s.pub verifies:\n%.*s", path, path,
                  TEXT_ARGS(note_key_public(arena, &key)));
  arena_drop(arena);
  return 0;
}

const Command command_keygen = {"keygen", "makes a key that signs checkpoints", usage, keygen};

#include "log/run_write.h"

#include <unistd.h>

#include "base/crew.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "log/lines.h"
#include "log/manifest.h"
#include "log/pending.h"
#include "log/rejected.h"
#include "log/runs_log.h"
#include "log/writing.h"

/* "<as_of>-<8 hex>" */
static char *run_name(const Writing *writing) {
  char hex[SHA256_HEX + 1], as_of[DATE_ISO_LENGTH];
  sha256_hex_of(writing->inputs.bytes, writing->inputs.length, hex);
  date_to_iso(writing->input->as_of, as_of);
  return arena_format(writing->arena, "%.*s-%.8s", DATE_ISO_LENGTH, as_of, hex);
}

bool writing_put(const Writing *writing, const char *name, Text content, Error *error) {
  char *path = file_join(writing->arena, writing->folder, name);
  pending_note(path);
  return file_put(path, content, error);
}

/* Makes the folders in a policy file's name, below policy/. */
static bool make_folders(const Writing *writing, Text name, Error *error) {
  for (size_t i = 0; i < name.length; i++) {
    if (name.bytes[i] != '/')
      continue;
    char *folder =
        arena_format(writing->arena, "%s/policy/%.*s", writing->folder, (int)i, name.bytes);
    if (!pending_folder(folder, error))
      return false;
  }
  return true;
}

/* Names are relative to the policy's folder and stay in it. */
static bool name_stays_inside(Text name) {
  size_t begin = 0;
  for (size_t i = 0; i <= name.length; i++) {
    if (i < name.length && name.bytes[i] != '/')
      continue;
    Text part = {name.bytes + begin, i - begin};
    if (part.length == 0 || text_equal(part, TEXT("..")) || text_equal(part, TEXT(".")))
      return false;
    begin = i + 1;
  }
  return true;
}

bool writing_policy(const Writing *writing, Error *error) {
  Arena *arena = writing->arena;
  Text description = writing->input->description;
  if (description.length && !writing_put(writing, "policy.json", description, error))
    return false;
  if (!pending_folder(file_join(arena, writing->folder, "policy"), error))
    return false;
  for (size_t i = 0; i < writing->input->file_count; i++) {
    const RunFile *file = &writing->input->files[i];
    if (!name_stays_inside(file->name))
      return error_set(error, ERROR_INTERNAL, "the policy file \"%.*s\" has no place in the run",
                       TEXT_ARGS(file->name));
    char *name = arena_format(arena, "policy/%.*s", TEXT_ARGS(file->name));
    if (!make_folders(writing, file->name, error) ||
        !writing_put(writing, name, file->content, error))
      return false;
  }
  return true;
}

/* Every folder below policy/, deepest last made; each sync makes its names last. */
static bool sync_folders(const Writing *writing, Error *error) {
  Arena *arena = writing->arena;
  for (size_t i = 0; i < writing->input->file_count; i++) {
    Text name = writing->input->files[i].name;
    for (size_t j = 0; j < name.length; j++)
      if (name.bytes[j] == '/' &&
          !file_folder_sync(
              arena_format(arena, "%s/policy/%.*s", writing->folder, (int)j, name.bytes), error))
        return false;
  }
  return file_folder_sync(file_join(arena, writing->folder, "policy"), error) &&
         file_folder_sync(writing->folder, error);
}

/* --- lines, leaves, index ---------------------------------------------------------- */

/* A file that is open for writing. */
typedef struct Opened {
  char *path;
  int descriptor; /* -1: it could not be made */
} Opened;

static Opened open_new(const Writing *writing, const char *name, Error *error) {
  char *path = file_join(writing->arena, writing->folder, name);
  pending_note(path);
  return (Opened){path, file_create(path, error)};
}

static bool write_lines(const Writing *writing, Spool *spool, Lines *lines, Error *error) {
  const RunInput *input = writing->input;
  LinePlan *plan = line_plan(input->decisions);
  LinesInput from = {.decisions = input->decisions,
                     .plan = plan,
                     .salts = &writing->salts,
                     .spool = spool,
                     .threads = input->threads,
                     .progress = input->progress,
                     .progress_context = input->progress_context};
  bool good = lines_write(&from, lines, error);
  line_plan_drop(plan);
  return good;
}

/* The three files come to the disk at once: while the lines wait for it, the others are made. */
enum { LINES_FILE, LEAVES_FILE, INDEX_FILE, DECIDED_FILES };

typedef struct Deciding {
  const Writing *writing;
  Opened files[DECIDED_FILES];
  Spool *spool; /* of the lines */
  Lines lines;
  Error errors[DECIDED_FILES];
  bool good[DECIDED_FILES];
} Deciding;

static bool put_whole(const Opened *file, Text content, Error *error) {
  if (file_write(file->descriptor, file->path, content.bytes, content.length, error))
    return file_finish(file->descriptor, file->path, error);
  close(file->descriptor);
  return false;
}

static bool put_index(const Opened *file, Lines *lines, size_t rows, Error *error) {
  Buffer bytes = {0};
  index_sort(lines->records, rows);
  index_bytes(lines->records, rows, &bytes);
  bool good = put_whole(file, buffer_view(&bytes), error);
  buffer_free(&bytes);
  return good;
}

static void finish_file(void *context, size_t number) {
  Deciding *deciding = context;
  const Opened *file = &deciding->files[number];
  Error *error = &deciding->errors[number];
  size_t rows = deciding->writing->input->decisions->rows;
  Text leaves = {(const char *)deciding->lines.leaves, rows * sizeof *deciding->lines.leaves};
  bool good = number == LINES_FILE    ? spool_end(deciding->spool, error)
              : number == LEAVES_FILE ? put_whole(file, leaves, error)
                                      : put_index(file, &deciding->lines, rows, error);
  deciding->good[number] = good;
}

static bool finish_files(Deciding *deciding, Error *error) {
  crew_run(DECIDED_FILES, DECIDED_FILES, finish_file, deciding);
  for (int i = 0; i < DECIDED_FILES; i++) {
    if (deciding->good[i])
      continue;
    *error = deciding->errors[i];
    return false;
  }
  return true;
}

static bool open_files(Deciding *deciding, Error *error) {
  static const char *const names[] = {"decisions.ndjson", "leaves", "index"};
  for (int i = 0; i < DECIDED_FILES; i++) {
    deciding->files[i] = open_new(deciding->writing, names[i], error);
    if (deciding->files[i].descriptor >= 0)
      continue;
    while (i-- > 0)
      close(deciding->files[i].descriptor);
    return false;
  }
  return true;
}

bool writing_checkpoint(Writing *writing, uint64_t rows, const MerkleHash *root, Error *error) {
  Arena *arena = writing->arena;
  Checkpoint checkpoint = {checkpoint_origin(arena, writing->input->policy_name), rows, *root,
                           writing->extensions};
  return note_sign(arena, checkpoint_text(arena, &checkpoint), writing->input->key,
                   &writing->checkpoint, error) &&
         writing_put(writing, "checkpoint", writing->checkpoint, error);
}

static bool write_decided(Writing *writing, Error *error) {
  Deciding deciding = {.writing = writing};
  if (!open_files(&deciding, error))
    return false;
  const Opened *file = &deciding.files[LINES_FILE];
  deciding.spool = spool_make(file->descriptor, file->path);
  bool good = write_lines(writing, deciding.spool, &deciding.lines, error);
  if (good) {
    good = finish_files(&deciding, error);
  } else {
    spool_drop(deciding.spool);
    close(deciding.files[LEAVES_FILE].descriptor);
    close(deciding.files[INDEX_FILE].descriptor);
  }
  memory_free(deciding.lines.leaves);
  memory_free(deciding.lines.records);
  return good &&
         writing_checkpoint(writing, writing->input->decisions->rows, &deciding.lines.root, error);
}

static RejectedFrom rejected_from(Arena *arena, const RunInput *input) {
  const Table **tables = arena_array(arena, input->side_count + 1, sizeof *tables);
  tables[0] = input->decisions->table;
  for (size_t i = 0; i < input->side_count; i++)
    tables[i + 1] = input->sides[i];
  return (RejectedFrom){tables, input->side_count + 1};
}

static bool write_manifest(Writing *writing, Error *error) {
  Arena *arena = writing->arena;
  Text manifest = manifest_text(arena, writing->inputs, writing->input->counts);
  writing->extensions = checkpoint_file_line(arena, "manifest.json", manifest);
  return writing_put(writing, "manifest.json", manifest, error);
}

bool writing_covered(Writing *writing, Error *error) {
  Arena *arena = writing->arena;
  RejectedFrom from = rejected_from(arena, writing->input);
  if (!write_manifest(writing, error))
    return false;
  if (rejected_count(&from) == 0)
    return true;
  Rejected rejected;
  if (!rejected_make(arena, &from, &writing->salts, writing->input->masked, &rejected, error) ||
      !writing_put(writing, "rejected.csv", rejected.csv, error) ||
      !writing_put(writing, "rejected.seals", rejected.seals, error))
    return false;
  Text line = checkpoint_tree_line(arena, "rejected.csv", rejected.rows, &rejected.root);
  writing->extensions =
      text_format(arena, "%.*s%.*s", TEXT_ARGS(writing->extensions), TEXT_ARGS(line));
  return true;
}

static bool fill(Writing *writing, Error *error) {
  return salts_start(&writing->salts, writing->input->seed, error) &&
         writing_policy(writing, error) && writing_covered(writing, error) &&
         write_decided(writing, error);
}

/* The first free name of <name>, <name>-2, <name>-3… becomes the folder's. */
static char *give_name(const Writing *writing, const char *name, Error *error) {
  const char *out = writing->input->out;
  for (int number = 1;; number++) {
    char *path =
        file_join(writing->arena, out,
                  number == 1 ? name : arena_format(writing->arena, "%s-%d", name, number));
    if (file_rename_new(writing->folder, path, error)) {
      pending_named(path);
      return path;
    }
    if (error->kind != ERROR_NONE)
      return NULL;
  }
}

/* The names that the rename changed, on the disk, and the run in the log of runs. */
static bool enter(const Writing *writing, const char *path, bool new_out, Error *error) {
  const char *out = writing->input->out;
  return file_folder_sync(out, error) &&
         (!new_out || file_folder_sync(file_parent(writing->arena, out), error)) &&
         runs_log_append(writing->arena, out,
                         runs_log_run(writing->arena, path, writing->checkpoint),
                         writing->input->key, error);
}

char *writing_end(const Writing *writing, bool new_out, Error *error) {
  char *path = sync_folders(writing, error) ? give_name(writing, run_name(writing), error) : NULL;
  return path && enter(writing, path, new_out, error) ? path : NULL;
}

char *run_write(Arena *arena, const RunInput *input, Error *error) {
  Writing writing = {.arena = arena, .input = input};
  writing.inputs = manifest_inputs(arena, input->inputs, input->decisions);
  char *name = run_name(&writing);
  char *hidden = arena_format(arena, ".%s.%ld.tmp", name, (long)getpid());
  writing.folder = file_join(arena, input->out, hidden);
  bool new_out = !file_is_folder(input->out);
  if (!file_folder_ensure(input->out, error) || !pending_begin(writing.folder, error))
    return NULL;
  char *path = fill(&writing, error) ? writing_end(&writing, new_out, error) : NULL;
  pending_end(path != NULL);
  return path;
}

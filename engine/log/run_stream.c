#include "log/run_stream.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "log/index_pile.h"
#include "log/line_read.h"
#include "log/lines.h"
#include "log/manifest.h"
#include "log/pending.h"
#include "log/writing.h"

/* Leaves that make a whole subtree. */
enum { SUBTREE = 2048, KEY_BYTES = 4096, KEY_MOST = 1 << 26 };

struct RunStream {
  Writing writing;
  bool new_out;
  char *lines_path, *leaves_path;
  Spool *lines; /* NULL: closed */
  int leaves;   /* descriptor; -1: closed */
  uint64_t rows;
  MerkleGrowth growth;      /* its leaves are roots of SUBTREE leaves */
  MerkleHash rest[SUBTREE]; /* leaves of the next one */
  size_t rest_count;
  IndexPile *pile;
  RunTwins *twins;
};

static int create(RunStream *stream, const char *name, char **path, Error *error) {
  *path = file_join(stream->writing.arena, stream->writing.folder, name);
  pending_note(*path);
  return file_create(*path, error);
}

static bool open_files(RunStream *stream, Error *error) {
  Writing *writing = &stream->writing;
  char *pile = file_join(writing->arena, writing->folder, "index.sorting");
  pending_note(pile);
  int lines = create(stream, "decisions.ndjson", &stream->lines_path, error);
  if (lines < 0)
    return false;
  stream->lines = spool_make(lines, stream->lines_path);
  stream->leaves = create(stream, "leaves", &stream->leaves_path, error);
  if (stream->leaves >= 0)
    stream->pile = index_pile_make(pile, error);
  return stream->pile != NULL;
}

RunStream *run_stream_begin(Arena *arena, const RunInput *input, Error *error) {
  RunStream *stream = memory_new(sizeof *stream);
  Writing *writing = &stream->writing;
  *writing = (Writing){.arena = arena, .input = input};
  stream->leaves = -1;
  stream->new_out = !file_is_folder(input->out);
  writing->folder =
      file_join(arena, input->out, arena_format(arena, ".stream.%ld.tmp", (long)getpid()));
  bool good = file_folder_ensure(input->out, error) && pending_begin(writing->folder, error);
  if (!good) {
    memory_free(stream);
    return NULL;
  }
  if (salts_start(&writing->salts, input->seed, error) && writing_policy(writing, error) &&
      open_files(stream, error))
    return stream;
  run_stream_abandon(stream);
  return NULL;
}

/* --- a piece ------------------------------------------------------------------------------ */

static void grow(RunStream *stream, const MerkleHash *leaves, size_t count) {
  while (count) {
    size_t room = SUBTREE - stream->rest_count, some = count < room ? count : room;
    memcpy(stream->rest + stream->rest_count, leaves, some * sizeof *leaves);
    stream->rest_count += some;
    leaves += some, count -= some;
    if (stream->rest_count < SUBTREE)
      return;
    MerkleHash root = merkle_root(stream->rest, SUBTREE);
    merkle_grow(&stream->growth, &root);
    stream->rest_count = 0;
  }
}

/* A last subtree that is not whole stands where RFC 6962 puts it: to the right of all. */
static MerkleHash root_of(RunStream *stream) {
  if (stream->rest_count || stream->rows == 0) {
    MerkleHash rest = merkle_root(stream->rest, stream->rest_count);
    if (stream->rows == stream->rest_count)
      return rest;
    merkle_grow(&stream->growth, &rest);
  }
  return merkle_growth_root(&stream->growth);
}

static bool keep(RunStream *stream, const Lines *lines, size_t rows, Error *error) {
  stream->rows += rows;
  grow(stream, lines->leaves, rows);
  return file_write(stream->leaves, stream->leaves_path, lines->leaves,
                    rows * sizeof *lines->leaves, error) &&
         index_pile_add(stream->pile, lines->records, rows, error);
}

bool run_stream_put(RunStream *stream, const Decisions *decisions, Error *error) {
  LinePlan *plan = line_plan(decisions);
  Lines lines = {.leaves = NULL};
  LinesInput input = {.decisions = decisions,
                      .plan = plan,
                      .salts = &stream->writing.salts,
                      .spool = stream->lines,
                      .threads = stream->writing.input->threads};
  bool good = lines_write(&input, &lines, error) && keep(stream, &lines, decisions->rows, error);
  line_plan_drop(plan);
  memory_free(lines.leaves);
  memory_free(lines.records);
  return good;
}

/* --- the end ------------------------------------------------------------------------------ */

/* The beginning of the line at `offset`, with its key; empty when it cannot be read. */
static Text head_read(RunStream *stream, uint64_t offset, Buffer *head) {
  int descriptor = open(stream->lines_path, O_RDONLY | O_CLOEXEC);
  for (size_t size = KEY_BYTES; descriptor >= 0 && size <= KEY_MOST; size *= 16) {
    head->length = 0;
    buffer_reserve(head, size);
    ssize_t got = pread(descriptor, head->bytes, size, (off_t)offset);
    head->length = got > 0 ? (size_t)got : 0;
    if (line_key_quoted(buffer_view(head)).length)
      break;
  }
  if (descriptor >= 0)
    close(descriptor);
  return line_key_quoted(buffer_view(head));
}

static uint64_t seq_of(const Buffer *head) {
  static const char before[] = "{\"v\":1,\"seq\":";
  return head->length > sizeof before ? strtoull(head->bytes + sizeof before - 1, NULL, 10) : 0;
}

/* Of all keys that stand twice, the one whose second row comes first: what reading all at
 * once would have refused. */
static bool note_twins(void *context, const IndexRecord *one, const IndexRecord *other,
                       Error *error) {
  RunStream *stream = context;
  Buffer first = {0}, second = {0};
  Text key = head_read(stream, one->offset, &first);
  Text again = head_read(stream, other->offset, &second);
  bool good = key.length && again.length;
  if (good && text_equal(key, again) &&
      (!stream->twins->found || seq_of(&second) < stream->twins->row))
    *stream->twins = (RunTwins){true, seq_of(&second), seq_of(&first)};
  buffer_free(&first);
  buffer_free(&second);
  return good || error_set(error, ERROR_SYSTEM, "could not read back the lines of this run");
}

static bool write_index(RunStream *stream, Error *error) {
  char *path;
  int descriptor = create(stream, "index", &path, error);
  if (descriptor < 0)
    return false;
  if (index_pile_merge(stream->pile, descriptor, path, note_twins, stream, error))
    return file_finish(descriptor, path, error);
  close(descriptor);
  return false;
}

static bool finish_lines(RunStream *stream, Error *error) {
  Spool *ended = stream->lines;
  stream->lines = NULL;
  return spool_end(ended, error);
}

static bool finish_leaves(RunStream *stream, Error *error) {
  int ended = stream->leaves;
  stream->leaves = -1;
  return file_finish(ended, stream->leaves_path, error);
}

static bool write_rest(RunStream *stream, Error *error) {
  Writing *writing = &stream->writing;
  MerkleHash root = root_of(stream);
  return finish_lines(stream, error) && finish_leaves(stream, error) &&
         write_index(stream, error) && !stream->twins->found && writing_covered(writing, error) &&
         writing_checkpoint(writing, stream->rows, &root, error);
}

static void drop(RunStream *stream) {
  spool_drop(stream->lines);
  if (stream->leaves >= 0)
    close(stream->leaves);
  index_pile_drop(stream->pile);
  memory_free(stream);
}

char *run_stream_end(RunStream *stream, const RunInput *input, RunTwins *twins, Error *error) {
  Writing *writing = &stream->writing;
  *twins = (RunTwins){.found = false};
  stream->twins = twins;
  writing->input = input;
  writing->inputs = manifest_inputs(writing->arena, input->inputs, input->decisions);
  char *path = write_rest(stream, error) ? writing_end(writing, stream->new_out, error) : NULL;
  drop(stream);
  pending_end(path != NULL);
  return path;
}

void run_stream_abandon(RunStream *stream) {
  if (!stream)
    return;
  drop(stream);
  pending_end(false);
}

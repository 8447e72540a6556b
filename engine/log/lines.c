#include "log/lines.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/crew.h"
#include "base/interrupt.h"
#include "base/memory.h"

/* A power of two, so that a batch is a whole subtree of the Merkle tree. */
enum { LINES_A_BATCH = 2048 };

typedef struct Writer {
  const LinesInput *input;
  Lines *lines;
  MerkleHash *subtrees; /* a batch's root */
  size_t batches;
  atomic_size_t next; /* the batch to be taken next */
  pthread_mutex_t lock;
  pthread_cond_t turned;
  size_t turn; /* the batch to be written next; under the lock, as what follows and the spool */
  bool failed;
  Error error;
} Writer;

typedef struct Batch {
  size_t number, first, count; /* rows first … first + count - 1 */
  uint8_t *salts;
  Text *lines; /* of `text`, without the newline */
  Buffer text;
} Batch;

/* The lines' hashes, once the text has come to rest. */
static void batch_hash(Writer *writer, const Batch *batch) {
  MerkleHash *leaves = writer->lines->leaves + batch->first;
  const IndexRecord *records = writer->lines->records + batch->first;
  for (size_t i = 0; i < batch->count; i++) {
    size_t end = i + 1 < batch->count ? records[i + 1].offset : batch->text.length;
    batch->lines[i] = (Text){batch->text.bytes + records[i].offset, end - 1 - records[i].offset};
  }
  merkle_leaves(batch->lines, batch->count, leaves);
  writer->subtrees[batch->number] = merkle_root(leaves, batch->count);
}

static void batch_fill(Writer *writer, Batch *batch) {
  const LinesInput *input = writer->input;
  IndexRecord *records = writer->lines->records + batch->first;
  batch->text.length = 0;
  for (size_t i = 0; i < batch->count; i++) {
    size_t row = batch->first + i, begin = batch->text.length;
    char scratch[24];
    line_write(input->plan, row, batch->salts + i * SALT_BYTES, &batch->text);
    buffer_byte(&batch->text, '\n');
    Text key = table_key(input->decisions->table, row, scratch);
    records[i] = (IndexRecord){.hash = text_hash(key), .offset = begin};
  }
  batch_hash(writer, batch);
}

/* Under the lock. */
static bool batch_put(Writer *writer, const Batch *batch, Error *error) {
  const LinesInput *input = writer->input;
  uint64_t before = spool_length(input->spool);
  if (interrupt_stop(error) ||
      !spool_put(input->spool, batch->text.bytes, batch->text.length, error))
    return false;
  IndexRecord *records = writer->lines->records + batch->first;
  for (size_t i = 0; i < batch->count; i++)
    records[i].offset += before;
  if (input->progress)
    input->progress(input->progress_context, batch->first + batch->count, input->decisions->rows);
  return true;
}

/* Waits for this batch's turn and writes it; false when anyone failed. */
static bool batch_take_turn(Writer *writer, const Batch *batch, bool good, const Error *why) {
  pthread_mutex_lock(&writer->lock);
  while (writer->turn != batch->number && !writer->failed)
    pthread_cond_wait(&writer->turned, &writer->lock);
  if (!writer->failed) {
    if (!good)
      writer->error = *why;
    writer->failed = !good || !batch_put(writer, batch, &writer->error);
  }
  writer->turn++;
  good = !writer->failed;
  pthread_cond_broadcast(&writer->turned);
  pthread_mutex_unlock(&writer->lock);
  return good;
}

/* Batches as long as there are any; that of one waits for its turn, but each has its worker. */
static void work(void *context, size_t number) {
  (void)number;
  Writer *writer = context;
  size_t rows = writer->input->decisions->rows;
  Batch batch = {.salts = memory_new(LINES_A_BATCH * SALT_BYTES),
                 .lines = memory_array(LINES_A_BATCH, sizeof *batch.lines)};
  for (bool good = true; good;) {
    Error error = {.kind = ERROR_NONE};
    batch.number = atomic_fetch_add(&writer->next, 1);
    if (batch.number >= writer->batches)
      break;
    batch.first = batch.number * LINES_A_BATCH;
    batch.count = rows - batch.first < LINES_A_BATCH ? rows - batch.first : LINES_A_BATCH;
    good = salts_make(writer->input->salts, writer->input->decisions->before + batch.first,
                      batch.count, batch.salts, &error);
    if (good)
      batch_fill(writer, &batch);
    good = batch_take_turn(writer, &batch, good, &error);
  }
  buffer_free(&batch.text);
  memory_free(batch.salts);
  memory_free(batch.lines);
}

bool lines_write(const LinesInput *input, Lines *lines, Error *error) {
  size_t rows = input->decisions->rows;
  Writer writer = {.input = input, .lines = lines};
  writer.batches = (rows + LINES_A_BATCH - 1) / LINES_A_BATCH;
  writer.subtrees = memory_array(writer.batches, sizeof *writer.subtrees);
  lines->leaves = memory_array(rows, sizeof *lines->leaves);
  lines->records = memory_array(rows, sizeof *lines->records);
  pthread_mutex_init(&writer.lock, NULL);
  pthread_cond_init(&writer.turned, NULL);
  size_t workers = input->threads < writer.batches ? input->threads : writer.batches;
  crew_run(workers, workers, work, &writer);
  pthread_cond_destroy(&writer.turned);
  pthread_mutex_destroy(&writer.lock);
  lines->root = merkle_root(writer.subtrees, writer.batches);
  memory_free(writer.subtrees);
  if (writer.failed)
    *error = writer.error;
  return !writer.failed;
}

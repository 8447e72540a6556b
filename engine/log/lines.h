/* All decision lines into one file: formatted, salted and hashed in batches by
 * several threads, written in row order.
 *
 * Memory beyond the answer: a few megabytes a thread. The caller owns the Spool, the
 * LinePlan and the arrays of the answer (memory_free), which are there also after
 * a failure. */
#ifndef HELDER_LOG_LINES_H
#define HELDER_LOG_LINES_H
#include "base/error.h"
#include "base/spool.h"
#include "log/index.h"
#include "log/line.h"
#include "log/merkle.h"

typedef struct LinesInput {
  const Decisions *decisions;
  const LinePlan *plan;
  const Salts *salts;
  Spool *spool;   /* of the file; holds the lines before */
  size_t threads; /* 1 or more */
  /* Called now and then, by any thread, never by two at once; may be NULL. */
  void (*progress)(void *context, size_t done, size_t all);
  void *progress_context;
} LinesInput;

typedef struct Lines {
  MerkleHash *leaves;   /* a line's leaf hash */
  IndexRecord *records; /* in row order */
  MerkleHash root;
} Lines;

bool lines_write(const LinesInput *input, Lines *lines, Error *error);
#endif

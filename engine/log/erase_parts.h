/* The parts of erase_from_run: what each file of the run becomes without the customer. */
#ifndef HELDER_LOG_ERASE_PARTS_H
#define HELDER_LOG_ERASE_PARTS_H
#include "log/erase.h"
#include "log/run_bytes.h"

typedef struct Erasing {
  Arena *arena;
  const Erasure *erasure;
  RunBytes run;
  uint64_t row; /* of the customer's line; UINT64_MAX: the run does not know the key */
  Buffer decisions, index, csv, seals; /* the new files; csv and seals empty: as they were */
  size_t rejected, exports;
  size_t before; /* lines that were erased earlier */
} Erasing;

/* Fills decisions, index and row. False: the line is not the logged one, or
 * interrupted. */
bool erase_lines(Erasing *erasing, Error *error);

/* Fills csv and seals where a rejected row names the customer. */
void erase_rejected(Erasing *erasing);

/* Whether a file of the folder is an export that names the customer. */
bool erase_is_export_of(const Erasing *erasing, const FileBytes *file);
#endif

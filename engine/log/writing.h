/* The inside of writing a run folder, shared by run_write.c (all at once) and run_stream.c
 * (in pieces). No other file includes this. Every path is noted (pending.h) before it is
 * made; each function answers false with the Error filled. */
#ifndef HELDER_LOG_WRITING_H
#define HELDER_LOG_WRITING_H
#include "log/merkle.h"
#include "log/run_write.h"
#include "log/salts.h"

typedef struct Writing {
  Arena *arena;
  const RunInput *input;
  char *folder; /* the temporary one */
  Text inputs;  /* what the run hash is made of */
  Salts salts;
  Text checkpoint;
  Text extensions; /* the checkpoint's lines about other files */
} Writing;

bool writing_put(const Writing *writing, const char *name, Text content, Error *error);

/* The policy's files and its description. */
bool writing_policy(const Writing *writing, Error *error);

/* manifest.json and the rejected rows: files that the checkpoint has a line for. */
bool writing_covered(Writing *writing, Error *error);

/* The commit point: it stands for all the other files. */
bool writing_checkpoint(Writing *writing, uint64_t rows, const MerkleHash *root, Error *error);

/* Syncs the folders, gives the run its name and enters it in the log of runs; its path, or
 * NULL. `new_out`: the folder of runs was made for it. */
char *writing_end(const Writing *writing, bool new_out, Error *error);
#endif

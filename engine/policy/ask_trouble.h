/* Troubles: why a verdict is unknown, from the worker's words to Answers.
 *
 * A detail travels as bytes: the line, the file, the message and the missing fields'
 * names, each ended by NUL; equal details are equal bytes. */
#ifndef HELDER_POLICY_ASK_TROUBLE_H
#define HELDER_POLICY_ASK_TROUBLE_H
#include "policy/ask_trees.h"
#include "policy/ask_worker.h"

/* The bytes of a detail: begin with the place, add the message (empty where fields are
 * missing), then each missing field. */
void ask_trouble_begin(Buffer *bytes, long line, Text file);
void ask_trouble_add(Buffer *bytes, Text part);

/* In the worker: the call that was asked failed like this. Finds whose fault it is
 * (asking again with poison) and notes it. */
void ask_trouble_failed(Asker *asker, const DoorTrouble *trouble);

/* In the worker: what the function answered is wrong in itself. */
void ask_trouble_wrong(Asker *asker, const char *message);

/* One list of troubles, a worker's or a thread's, and its details. */
typedef struct AskTroubles {
  const Trouble *troubles;
  size_t count, most; /* most: that there can be */
  size_t first, end;  /* the rows they may be about */
  const Dictionary *details;
} AskTroubles;

/* In the parent: all troubles, sorted by row and step, with their details in order of
 * first appearance. False when a list makes no sense. */
bool ask_trouble_gather(Arena *arena, const AskTroubles *lists, size_t list_count,
                        Answers *answers);
#endif

/* Troubles: why a verdict is unknown, from the worker's words to Answers.
 *
 * A detail travels as bytes: the line, the file, the message and the missing fields'
 * names, each ended by NUL; equal details are equal bytes. */
#ifndef HELDER_POLICY_ASK_TROUBLE_H
#define HELDER_POLICY_ASK_TROUBLE_H
#include "policy/ask_worker.h"

/* In the worker: the call that was asked failed like this. Finds whose fault it is
 * (asking again with poison) and notes it. */
void ask_trouble_failed(Asker *asker, const DoorTrouble *trouble);

/* In the worker: what the function answered is wrong in itself. */
void ask_trouble_wrong(Asker *asker, const char *message);

/* In the parent: all workers' troubles, sorted, with their details. False when the
 * pages make no sense. `details` are each worker's. */
bool ask_trouble_gather(Arena *arena, const AskPages *pages, Dictionary *const *details,
                        Answers *answers);
#endif

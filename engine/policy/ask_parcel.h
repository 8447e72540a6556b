/* Parcels: how a worker's texts get to its parent: for each dictionary its count, then
 * each text's length and bytes. Linear costs. */
#ifndef HELDER_POLICY_ASK_PARCEL_H
#define HELDER_POLICY_ASK_PARCEL_H
#include "policy/ask_worker.h"

/* In the worker: ends it (too much memory) when there is no room. */
void ask_parcel_put(Asker *asker, const Dictionary *dictionary);

/* In the parent: the next dictionary from `*at` on; NULL when the bytes make no sense. */
Dictionary *ask_parcel_take(const AskRange *range, size_t *at);
#endif

/* What a script lists of a policy (changes to try, differences to undo), read as JSON. */
#ifndef HELDER_POLICY_EDITS_H
#define HELDER_POLICY_EDITS_H
#include "policy/state.h"

/* A piece of a policy's file. */
typedef struct EditPlace {
  size_t file;
  size_t first, end; /* bytes, from 0; `end` is behind it */
} EditPlace;

/* What source->script answers, in a worker; the caller gives it back to jansson. NULL with the
 * Error filled. */
json_t *edits_list(Arena *arena, const PolicySource *source, Error *error);

/* The piece that an item tells of, as {"file":name,"first":…,"last":…}, bytes from 1; false:
 * there is no such piece. */
bool edits_place(const Policy *policy, const json_t *item, EditPlace *place);
#endif

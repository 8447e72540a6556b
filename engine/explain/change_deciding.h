/* What stands in the way where nothing that a customer can change gives an outcome. */
#ifndef HELDER_EXPLAIN_CHANGE_DECIDING_H
#define HELDER_EXPLAIN_CHANGE_DECIDING_H
#include "explain/change_search.h"

/* `input` was searched and nothing was found. Answers how many values decide, into
 * list[values of the rules]: each of those that alone would do it if it could be asked to
 * change, either way; or else some that would together, but not without one of them; or else
 * each that would beyond its least and most; or else, as far as ranges tell, each (or some
 * together) without which, were it otherwise, missing or worked out by the VM to something
 * else, nothing would; 0: nothing would.
 * `freed`: by own value, room for what was worked out before (NULL: not yet), of the rules'
 * Arena. Costs a short search a value. */
size_t change_deciding(Arena *arena, const SearchInput *input, const Reach **freed, size_t *list);
#endif

/* Two decision lines of one customer: are they the same in all that depends on the
 * customer alone (exclusions, segments, eligibility), whoever else there was? */
#ifndef HELDER_COMMANDS_VERIFY_SELF_H
#define HELDER_COMMANDS_VERIFY_SELF_H
#include "base/text.h"

typedef struct VerifySelf {
  const Text *skip; /* rules that are not compared, by their names in the log */
  size_t skip_count;
} VerifySelf;

/* Whom a rule that is not compared let through, later rules were asked of: what follows from
 * it (a quota's place, an order) is not compared either. */
bool verify_self_same(const VerifySelf *self, Text logged, Text now);

/* Gives the line `now` the number of the logged one: erased lines moved it. */
void verify_self_seq(Buffer *now, Text logged);
#endif

/* Guarantees: promises held against the outcome of each customer they concern, after
 * overrides. One asking for all of them. The Arena owns the answer. */
#ifndef HELDER_DECIDE_GUARANTEES_H
#define HELDER_DECIDE_GUARANTEES_H
#include "decide/asker.h"
#include "decide/shares.h"
#include "decide/unknowns.h"

enum { GUARANTEE_EXAMPLES = 5 };

/* Of fair shares, what is counted are groups: `asked` are judged, `held` get enough, `broken`
 * fall short; `unknown` are customers. Of a piece of a run they are counted only. */
typedef struct GuaranteeResult {
  Text name;
  size_t asked; /* `when` said yes */
  size_t held, broken;
  size_t unknown;              /* `when` or `holds` was */
  const uint8_t *when, *holds; /* [row]: a Verdict; holds NOT_ASKED where `when` is not yes. They
                                  live until the Asker is dropped */
  uint32_t examples[GUARANTEE_EXAMPLES]; /* the first rows where it is broken */
  size_t example_count;
  const Guarantee *shared; /* fair shares: what it asks; else NULL */
  Shares shares;
} GuaranteeResult;

/* NULL with the Error filled. An item a guarantee, in the policy's order. */
GuaranteeResult *guarantees_check(Asker *asker, const Decisions *decisions, Unknowns *unknowns,
                                  Error *error);

/* Of fair shares that were counted: judges them. False with the Error filled. */
bool guarantee_judge(GuaranteeResult *result, Error *error);
#endif

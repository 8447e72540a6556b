/* Decide: a policy over a table, in the order of DESIGN.md: attributes, exclusions,
 * segmentations, selections, overrides, guarantees; and the check that it adds up.
 *
 * Two askings of the policy for all conditions, one for each layer of attributes.
 * The same decisions for a key whatever the order of the rows and the number of
 * threads. The Arena owns the answer, except shared pages: decide_drop gives those
 * back, also after a failure. The table gets the attributes as columns. */
#ifndef HELDER_DECIDE_DECIDE_H
#define HELDER_DECIDE_DECIDE_H
#include "decide/asker.h"
#include "decide/counts.h"
#include "decide/discretion.h"
#include "decide/guarantees.h"
#include "decide/near.h"
#include "decide/overrides.h"
#include "policy/mask.h"
#include "table/events.h"

/* What was set by hand, and the discretion it uses, for all rows of a run. */
typedef struct SetByHand {
  Overrides overrides;
  DiscretionUse discretion;
} SetByHand;

typedef struct DecideInput {
  const Policy *policy; /* bound to the table */
  Table *table;
  Events *const *events; /* of each side table of the policy; NULL: nobody has any */
  bool piece;            /* of a run, whose rest is elsewhere (tally.h) */
  uint64_t before;       /* rows of the run that stand before this table's (decisions.h) */
  const SelectionDecision *settled; /* of all rows of the run (gather.h); NULL: these are all */
  const Places *places;             /* the same of attributes that look at all; NULL */
  const uint32_t *by_key;   /* order_by_key of the table, for who decides over it again; NULL */
  const char *overrides;    /* path; NULL: none */
  const SetByHand *by_hand; /* of a piece: overrides that were read before, by keys of the run */
  JailLimits limits;
  size_t threads;
  bool interpret;
  bool without_near;             /* nobody asks for near misses: they are not looked for */
  bool near_rows;                /* who they are is wanted, not only how many */
  bool counts_only;              /* nothing is told of any one customer (log/decisions.h) */
  const Mask *mask;              /* what is kept out of the log; NULL: nothing */
  Givens givens;                 /* attributes that need not be worked out for some */
  const Column *const *contacts; /* [selection]: how often each customer was contacted (integers,
                                    none missing), where that is known; NULL: events are counted */
  AskFunction *ask;              /* policy_ask */
  DropFunction *drop;
  AskMemory *memory;     /* of who decides over this table again (policy/ask_memory.h); NULL */
  AskProgress *progress; /* of each asking; NULL: nobody looks */
  void *progress_context;
} DecideInput;

typedef struct Decided {
  Decisions decisions;
  Counts counts;
  Overrides overrides;
  size_t overrides_changing; /* set another outcome than the rules gave */
  DiscretionUse discretion;
  NearMisses *near; /* of each selection */
  GuaranteeResult *guarantees;
  size_t guarantee_count;
  Asker asker;
} Decided;

bool decide_run(Arena *arena, const DecideInput *input, Decided *decided, Error *error);
void decide_drop(Decided *decided);
#endif

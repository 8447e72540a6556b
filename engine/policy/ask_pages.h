/* The pages that workers of an asking write and their parent reads.
 *
 * Each worker has a range of rows, whole chunks of ASK_CHUNK; verdicts and values of
 * its rows, its troubles, and a parcel of texts: those that its values and troubles
 * speak of, by code. After the workers' end the parent takes nothing of it on trust.
 * Pages cost what is touched of them. */
#ifndef HELDER_POLICY_ASK_PAGES_H
#define HELDER_POLICY_ASK_PAGES_H
#include "policy/ask.h"

enum { ASK_CHUNK = 2048, ASK_MOST_DETAILS = 65000 };

/* In place of a Verdict: the condition room leaves this row to the workers. */
enum { ASK_AGAIN = 4 };

typedef struct AskRange {
  size_t first, end; /* rows */
  Trouble *troubles; /* in the order of chunk, step, row; details by the worker's codes */
  size_t most_troubles;
  size_t *trouble_count;
  uint8_t *parcel;
  size_t parcel_bytes;
} AskRange;

typedef struct AskPages {
  size_t workers;
  AskRange *ranges;
  uint8_t **verdicts; /* [step][row] */
  uint8_t **kinds;    /* [step][row]: a ValueKind, of value steps; else NULL */
  int64_t **slots;    /* [step][row]: as in a COLUMN_MIXED, texts by the worker's codes */
  bool *answered;     /* [step]: by the condition room; workers look only at ASK_AGAIN rows */
  bool *again;        /* [step]: there are such rows */
  uint8_t *kept;      /* the verdicts, which the Answers take over */
  bool lent;          /* these are the memory's (policy/ask_memory.h) */
  uint8_t *passing;   /* all else */
  size_t kept_bytes, passing_bytes;
} AskPages;

/* The AskPages themselves live in the arena. The verdicts are in pages of this process
 * alone until ask_pages_share, which workers need. */
AskPages *ask_pages_make(Arena *arena, const Asking *asking);
void ask_pages_share(AskPages *pages, const Asking *asking);
void ask_pages_drop_kept(AskPages *pages);
void ask_pages_drop_passing(AskPages *pages);

static inline bool ask_step_has_values(const Step *step) {
  return step->kind != STEP_VERDICT;
}
#endif

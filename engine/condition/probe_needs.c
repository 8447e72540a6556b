/* What must be so for a condition to say what is wanted, in the box looked at last: parts
 * of it that have no choice left. */
#include "condition/probe.h"
#include "condition/prove_terms.h"

typedef struct Needs {
  ProbeNeed *list;
  size_t count, most;
} Needs;

static unsigned possible(const Term *term) {
  return probe_verdicts(term->seen);
}

static void need(Needs *needs, Term *term, unsigned wanted);

/* The verdicts of the first operand under which something wanted can come out: itself where
 * it decides, `onward` where the next one does. */
static unsigned allowed(unsigned wanted, unsigned deciding, unsigned onward, bool can_go_on) {
  return (wanted & deciding) | (can_go_on ? onward : 0);
}

static void need_either(Needs *needs, const Term *term, unsigned wanted) {
  unsigned onward = term->op == TREE_AND ? CLAIM_YES : CLAIM_NO;
  unsigned deciding = (CLAIM_YES | CLAIM_NO | CLAIM_UNKNOWN) & ~onward;
  Term *first = term->operands[0], *second = term->operands[1];
  bool reached = possible(first) & onward;
  bool can_go_on = reached && possible(second) & wanted;
  unsigned left = allowed(wanted, deciding, onward, can_go_on);
  need(needs, first, left);
  if (reached && !(possible(first) & left & ~onward))
    need(needs, second, wanted);
}

static void need_if(Needs *needs, const Term *term, unsigned wanted) {
  Term *condition = term->operands[0];
  bool yes = possible(condition) & CLAIM_YES && possible(term->operands[1]) & wanted;
  bool no = possible(condition) & CLAIM_NO && possible(term->operands[2]) & wanted;
  unsigned left = (wanted & CLAIM_UNKNOWN) | (yes ? CLAIM_YES : 0u) | (no ? CLAIM_NO : 0u);
  need(needs, condition, left);
  left &= possible(condition);
  if (left == CLAIM_YES)
    need(needs, term->operands[1], wanted);
  else if (left == CLAIM_NO)
    need(needs, term->operands[2], wanted);
}

static void need_let(Needs *needs, const Term *term, unsigned wanted) {
  Term *value = term->operands[0], *body = term->operands[1];
  bool goes_on = possible(value) & (CLAIM_YES | CLAIM_NO) && possible(body) & wanted;
  unsigned left = (wanted & CLAIM_UNKNOWN) | (goes_on ? CLAIM_YES | CLAIM_NO : 0u);
  need(needs, value, left);
  if (goes_on && !(possible(value) & left & CLAIM_UNKNOWN))
    need(needs, body, wanted);
}

static unsigned turned(unsigned verdicts) {
  unsigned kept = verdicts & CLAIM_UNKNOWN;
  kept |= verdicts & CLAIM_YES ? CLAIM_NO : 0u;
  return verdicts & CLAIM_NO ? kept | CLAIM_YES : kept;
}

static void need_below(Needs *needs, const Term *term, unsigned wanted) {
  switch (term->op) {
  case TREE_AND:
  case TREE_OR:
    need_either(needs, term, wanted);
    break;
  case TREE_IF:
    need_if(needs, term, wanted);
    break;
  case TREE_LET:
    need_let(needs, term, wanted);
    break;
  case TREE_NOT:
    need(needs, term->operands[0], turned(wanted));
    break;
  case TREE_LOCAL:
    need(needs, term->operands[0], wanted);
    break;
  default: /* TERM_ATTEMPT: what fails is missing */
    need(needs, term->operands[0], wanted & CLAIM_NO ? wanted | CLAIM_UNKNOWN : wanted);
  }
}

static void need(Needs *needs, Term *term, unsigned wanted) {
  bool logical = term_is_logical(term) || term->op == TERM_ATTEMPT;
  if (term->sole == TERM_NONE || !(possible(term) & ~wanted))
    return;
  if (term->sole == TERM_SEVERAL && logical)
    need_below(needs, term, wanted);
  else if (needs->count < needs->most)
    needs->list[needs->count++] = (ProbeNeed){term, wanted};
}

size_t probe_needs(const Prover *prover, Term *term, unsigned wanted, ProbeNeed *list,
                   size_t most) {
  Needs needs = {list, 0, most};
  if (term->look == prover->look)
    need(&needs, term, wanted);
  return needs.count;
}

/* What conditions do with each own value. */
#include "condition/probe.h"
#include "condition/prove_terms.h"

/* What becomes of a part's answer. */
typedef enum Becomes {
  BECOMES_TRUTH,    /* only yes, no or failing counts */
  BECOMES_EQUALITY, /* it is held against constants for equality, or asked whether it is there */
  BECOMES_VALUE
} Becomes;

typedef struct Walk {
  Prover *prover;
  ProbeUse *uses;
} Walk;

static void add_atom(const Walk *walk, ProbeUse *use, Term *atom) {
  for (size_t i = 0; i < use->atom_count; i++)
    if (use->atoms[i] == atom)
      return;
  use->atoms = arena_room(walk->prover->arena, use->atoms, use->atom_count, &use->atom_capacity,
                          sizeof(Term *));
  use->atoms[use->atom_count++] = atom;
}

/* A part about one value only, below one about several. */
static void note_whole_part(const Walk *walk, Term *term, Becomes becomes) {
  ProbeUse *use = &walk->uses[term->sole];
  if (becomes == BECOMES_TRUTH)
    add_atom(walk, use, term);
  else
    use->mixed = true;
}

static Becomes operand_becomes(const Term *term, size_t operand, Becomes becomes) {
  switch (term->op) {
  case TREE_NOT:
    return BECOMES_TRUTH;
  case TREE_IF:
  case TREE_LET:
    return operand == 0 ? BECOMES_TRUTH : becomes;
  case TREE_LOCAL:
  case TREE_AND:
  case TREE_OR:
    return becomes;
  case TREE_EQUAL:
  case TREE_UNEQUAL:
    return term->operands[1 - operand]->op == TREE_CONSTANT ? BECOMES_EQUALITY : BECOMES_VALUE;
  case TREE_ONE_OF:
  case TREE_KNOWN:
    return BECOMES_EQUALITY;
  default:
    return term->op == TERM_ATTEMPT ? becomes : BECOMES_VALUE;
  }
}

static void walk_term(const Walk *walk, Term *term, Becomes becomes, bool below_several) {
  size_t way = (size_t)becomes * 2 + below_several;
  if (term->sole == TERM_NONE || term->walks[way] == walk->prover->walk)
    return;
  term->walks[way] = walk->prover->walk;
  bool several = term->sole == TERM_SEVERAL;
  if (!several && below_several)
    note_whole_part(walk, term, becomes);
  if (term->op == TREE_FIELD) {
    walk->uses[term->sole].named = true;
    walk->uses[term->sole].calculated |= becomes == BECOMES_VALUE;
  }
  for (size_t i = 0; i < term->count; i++)
    walk_term(walk, term->operands[i], operand_becomes(term, i, becomes), several);
}

void probe_use(Prover *prover, Term *term, bool as_value, ProbeUse *uses) {
  Walk walk = {prover, uses};
  prover->walk++;
  walk_term(&walk, term, as_value ? BECOMES_VALUE : BECOMES_TRUTH, true);
}

/* --- the texts that are written in conditions ------------------------------- */

typedef struct Texts {
  Text *list;
  size_t count, most;
} Texts;

static void add_text(Texts *texts, Text text) {
  for (size_t i = 0; i < texts->count; i++)
    if (text_equal(texts->list[i], text))
      return;
  if (texts->count < texts->most)
    texts->list[texts->count++] = text;
}

static void find_texts(const Prover *prover, Term *term, Texts *texts) {
  if (term->walks[0] == prover->walk)
    return;
  term->walks[0] = prover->walk;
  if (term->op == TREE_CONSTANT && term->value.kind == VALUE_TEXT)
    add_text(texts, term->value.text);
  for (size_t i = 0; i < term->count; i++)
    find_texts(prover, term->operands[i], texts);
}

size_t probe_texts(Prover *prover, Term *const *terms, size_t count, Text *texts, size_t most) {
  Texts found = {texts, 0, most};
  prover->walk++;
  for (size_t i = 0; i < count; i++)
    find_texts(prover, terms[i], &found);
  return found.count;
}

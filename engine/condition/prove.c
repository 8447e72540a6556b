/* The search of a Prover: where to cut a box in two or three, and when to stop. */
#include "condition/prove.h"

#include "condition/prove_terms.h"

enum {
  WORK = 300000, /* evaluations of a term a question, some 100 ns each */
  DEEPEST = 400  /* cuts within cuts */
};

/* --- how a term is cut ---------------------------------------------------------- */

/* Kinds that operations treat alike, the falsy ones first. */
static const unsigned sorts[] = {INTERVAL_MISSING, INTERVAL_FALSE,  INTERVAL_TRUE,
                                 INTERVAL_NAN,     INTERVAL_NUMBER, INTERVAL_TEXT};

static size_t cut_sorts(const Interval *whole, Interval parts[3]) {
  unsigned values = whole->kinds & INTERVAL_VALUES;
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
    if (!(values & sorts[i]) || !(values & ~sorts[i]))
      continue;
    parts[0] = parts[1] = *whole;
    parts[0].kinds = values & sorts[i];
    parts[1].kinds = values & ~sorts[i];
    return 2;
  }
  return 0;
}

static size_t cut_at(const Interval *whole, Value point, Interval parts[3]) {
  Interval pieces[3];
  size_t count = 0;
  interval_split(whole, point, pieces);
  for (int i = 0; i < 3; i++)
    if (pieces[i].kinds & INTERVAL_VALUES)
      parts[count++] = pieces[i];
  return count;
}

/* 0: there is nothing to cut. */
static size_t cut(const Term *term, Interval parts[3]) {
  size_t count = cut_sorts(&term->seen, parts);
  if (count || !(term->seen.kinds & INTERVAL_VALUES))
    return count;
  for (size_t i = 0; i < term->point_count; i++) {
    bool text = term->points[i].kind == VALUE_TEXT;
    if (!(term->seen.kinds & (text ? INTERVAL_TEXT : INTERVAL_NUMBER)))
      continue;
    count = cut_at(&term->seen, term->points[i], parts);
    if (count > 1)
      return count;
  }
  return 0;
}

static Term *if_cuttable(Term *term) {
  Interval parts[3];
  return cut(term, parts) > 1 ? term : NULL;
}

/* --- which term to cut ---------------------------------------------------------- */

static Term *find_for_value(const Prover *prover, Term *term);

/* A term whose cutting may settle whether this one is true, false or fails. */
static Term *find_for_truth(const Prover *prover, Term *term) {
  if (term->look != prover->look || term->truth_search == prover->look || term_is_settled(term))
    return NULL;
  term->truth_search = prover->look;
  if (!term_is_logical(term))
    return find_for_value(prover, term);
  for (size_t i = 0; i < term->count; i++) {
    bool is_value = term->op == TREE_LET && i == 0;
    Term *found = is_value ? find_for_value(prover, term->operands[i])
                           : find_for_truth(prover, term->operands[i]);
    if (found)
      return found;
  }
  return NULL;
}

static Term *find_in_operands(const Prover *prover, const Term *term) {
  for (size_t i = 0; i < term->count; i++) {
    bool is_condition = term->op == TREE_NOT || (term->op == TREE_IF && i == 0);
    Term *found = is_condition ? find_for_truth(prover, term->operands[i])
                               : find_for_value(prover, term->operands[i]);
    if (found)
      return found;
  }
  return NULL;
}

/* A term whose cutting may narrow what this one is. */
static Term *find_for_value(const Prover *prover, Term *term) {
  if (term->look != prover->look || term->value_search == prover->look || term->op == TREE_CONSTANT)
    return NULL;
  term->value_search = prover->look;
  if (term_is_boolean(term) && term_is_settled(term))
    return NULL;
  bool inside = term_is_logical(term) || term_is_boolean(term);
  bool may_fail = term->seen.kinds & INTERVAL_ERROR && term->seen.kinds & INTERVAL_VALUES;
  Term *found = inside || may_fail ? find_in_operands(prover, term) : NULL;
  return found || term_is_logical(term) ? found : if_cuttable(term);
}

/* --- the search ----------------------------------------------------------------- */

typedef struct Question {
  Prover *prover;
  const Claim *claims;
  size_t count;
} Question;

/* Nobody in this box fits all claims. */
static bool is_excluded(const Question *question) {
  for (size_t i = 0; i < question->count; i++) {
    const Claim *claim = &question->claims[i];
    if (!(term_verdicts(prover_evaluate(question->prover, claim->term)) & claim->verdicts))
      return true;
  }
  return false;
}

/* NULL: no cut helps. */
static Term *find_cut(const Question *question) {
  for (size_t i = 0; i < question->count; i++) {
    const Claim *claim = &question->claims[i];
    bool open = term_verdicts(claim->term->seen) & ~claim->verdicts;
    Term *found = open ? find_for_truth(question->prover, claim->term) : NULL;
    if (found)
      return found;
  }
  return NULL;
}

static bool search(const Question *question) {
  question->prover->look++;
  if (is_excluded(question))
    return true;
  bool tired = !question->prover->work || question->prover->depth >= DEEPEST;
  Term *term = tired ? NULL : find_cut(question);
  if (!term)
    return false;
  question->prover->depth++;
  Interval parts[3], whole = term->bounds;
  size_t count = cut(term, parts);
  bool excluded = true;
  for (size_t i = 0; i < count && excluded; i++) {
    term->bounds = parts[i];
    excluded = search(question);
  }
  term->bounds = whole;
  question->prover->depth--;
  return excluded;
}

bool prover_excludes(Prover *prover, const Claim *claims, size_t count) {
  Question question = {prover, claims, count};
  prover->work = WORK;
  return search(&question);
}

Interval prover_interval(Prover *prover, Term *term) {
  prover->look++;
  return prover_evaluate(prover, term);
}

/* The terms of a Prover, for prove*.c and probe*.c alone.
 *
 * A Term is made once for all parts that say the same; a local is its value. While a
 * box is looked at, `bounds` is what the box lets the term be, and `seen` what came out. */
#ifndef HELDER_CONDITION_PROVE_TERMS_H
#define HELDER_CONDITION_PROVE_TERMS_H
#include "condition/pool.h"
#include "condition/prove.h"

enum { TERM_WALKS = 6 };

struct Term {
  TreeOp op; /* GREATER is LESS turned round */
  size_t count;
  Term **operands; /* TREE_LOCAL: its value */
  Interval *room;  /* for what each operand can be */
  Value value;     /* TREE_CONSTANT */
  Text field;      /* TREE_FIELD */
  uint64_t hash;
  Term *next;    /* of the same hash */
  Value *points; /* what it is compared with: where it is worth cutting */
  size_t point_count, point_capacity;
  Interval bounds;
  Interval seen;
  uint64_t look;       /* the look at which it was seen */
  uint64_t changed;    /* TREE_FIELD, with `remembers`: the look of its last bounds */
  const size_t *reads; /* the own values it depends on, once asked; NULL: not yet */
  size_t read_count;
  size_t sole;                /* the one own value that it is about; TERM_NONE, TERM_SEVERAL */
  Value point;                /* what it is for one customer … */
  uint64_t point_look;        /* … at this look … */
  bool point_failed;          /* … or that it fails */
  uint64_t walks[TERM_WALKS]; /* the walks that came here, by how (condition/probe.h) */
  char *made;                 /* the bytes of the one text that it can be, when it makes one */
  size_t made_capacity;
  uint64_t value_search, truth_search; /* the looks at which a cut was sought in it */
};

enum { TERM_BUCKETS = 1024 };

/* Beside TreeOp: the value of its operand, missing where that fails. An attribute. */
#define TERM_ATTEMPT ((TreeOp)TREE_OP_COUNT)

#define TERM_NONE (SIZE_MAX - 1)
#define TERM_SEVERAL SIZE_MAX

/* A name that stands for a term, where it is not one of the customer's own values. */
typedef struct TermName {
  Text name;
  Term *term;
  struct TermName *next;
} TermName;

struct Prover {
  Arena *arena;
  ProveField *field;
  const void *context;
  int32_t as_of;
  Term *buckets[TERM_BUCKETS];
  uint64_t look;
  size_t work;  /* evaluations left for this question */
  size_t depth; /* cuts within cuts */
  TermName *names;
  Term **fields; /* the own values that were named, in that order */
  size_t field_count, field_capacity;
  uint64_t point_look, walk;
  bool remembers;      /* what was seen holds until something it depends on is put */
  const Value *values; /* of the point that is looked at, by number */
  Pool pool;           /* texts of point values */
  Pool made;           /* texts on their way into a term */
};

/* The term that says this; made where there is none. `wanted`: op, count, operands, value,
 * field. An operation also notes where its operands are worth cutting, and may turn the
 * operands round. */
Term *prover_intern(Prover *prover, Term wanted);
Term *prover_operation(Prover *prover, Term wanted);
Term *prover_constant(Prover *prover, Value value);

/* What this name stands for. */
Term *prover_field(Prover *prover, Text name);

/* What the term can be in this box (prove_evaluate.c). Remembered until the next look. */
Interval prover_evaluate(Prover *prover, Term *term);

/* What the operation answers where each of the operands in its `room` can be one value
 * only: exactly, by Lua's own rules. False: one can be more, or only the VM can tell. */
bool prover_evaluate_points(Prover *prover, Term *term, Interval *answer);

/* Fills reads and read_count. */
void prover_find_reads(Prover *prover, Term *term);

/* The operation turns its operands' truth into its own: and, or, not, if, let, local. */
static inline bool term_is_logical(const Term *term) {
  return (term->op >= TREE_LOCAL && term->op <= TREE_NOT);
}

/* Of true, false and an error, no more than one can come of it. */
static inline bool term_is_settled(const Term *term) {
  unsigned kinds = term->seen.kinds;
  int ways = (kinds & INTERVAL_TRUTHY) != 0;
  ways += (kinds & INTERVAL_FALSY) != 0;
  ways += (kinds & INTERVAL_ERROR) != 0;
  return ways < 2;
}

/* The verdicts that a condition with such an answer may have: CLAIM_ bits. */
static inline unsigned term_verdicts(Interval answer) {
  unsigned verdicts = answer.kinds & INTERVAL_TRUTHY ? CLAIM_YES : 0;
  verdicts |= answer.kinds & INTERVAL_FALSY ? CLAIM_NO : 0;
  return answer.kinds & INTERVAL_ERROR ? verdicts | CLAIM_UNKNOWN : verdicts;
}

/* It answers true or false, or fails. */
static inline bool term_is_boolean(const Term *term) {
  return tree_is_question(term->op);
}
#endif

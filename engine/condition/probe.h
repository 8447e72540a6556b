/* Probing conditions: one customer with other values than he has, or a whole box of such
 * customers at once. For "what would change it" (explain/).
 *
 * Works on the Terms of a Prover (condition/prove.h). The customer's own values are
 * numbered in the order in which terms first name them. A name that is defined stands for
 * a term over own values: an attribute, missing where working it out fails. Define before
 * the terms that name it are made. A look at a point or a box costs about 50 ns a term
 * that it needs; nothing is allocated but texts that a condition makes, and those only
 * live until the next point. */
#ifndef HELDER_CONDITION_PROBE_H
#define HELDER_CONDITION_PROBE_H
#include "condition/prove.h"

/* A Prover to whom every own value can be anything; for this use alone. */
Prover *probe_make(Arena *arena, int32_t as_of);

size_t probe_count(const Prover *prover);
Text probe_name(const Prover *prover, size_t number);
size_t probe_number(Prover *prover, Text name); /* numbered now, if it was not */

void probe_define(Prover *prover, Text name, Term *term);
Term *probe_field(Prover *prover, Text name); /* what the name stands for */

/* Which of the parts that `breaks` make holds the number: 1 … count + 1; nil for none. */
Term *probe_bins(Prover *prover, Term *of, const double *breaks, size_t count);

/* Comparisons with a constant, and the few more that conditions are put together of. */
Term *probe_compare(Prover *prover, Term *term, TreeOp op, Value than);
Term *probe_known(Prover *prover, Term *term);
Term *probe_if(Prover *prover, Term *condition, Term *yes, Term *no);
Term *probe_truth(Prover *prover, bool truth);

/* --- one customer ----------------------------------------------------------- */

enum { PROBE_FAILS = VALUE_TEXT + 2 }; /* a ValueKind: working it out fails */

/* `values` by number, to be kept until the next start. */
void probe_point_start(Prover *prover, const Value *values);

/* False: working it out fails. */
bool probe_point(Prover *prover, Term *term, Value *out);

/* --- a box ------------------------------------------------------------------ */

/* What an own value can be in the boxes looked at from now on (ERROR: working out fails).
 * Terms that do not depend on what was put since their last look are not asked again: put
 * all that a term depends on before it is first looked at, and again where texts moved. */
void probe_box_put(Prover *prover, size_t number, Interval interval);

/* Begins a look, after all were put. */
void probe_box_start(Prover *prover);
Interval probe_box(Prover *prover, Term *term);

/* The verdicts (CLAIM_ bits) that such an answer allows. */
unsigned probe_verdicts(Interval answer);

/* Something that must be so: the part's verdict is one of these (CLAIM_ bits). */
typedef struct ProbeNeed {
  Term *part;
  unsigned wanted;
} ProbeNeed;

/* Where the condition is to say something wanted in the box of the last look, in which it
 * was asked: what that requires of its parts, as far as they could say otherwise. Answers
 * how many, at most `most`. */
size_t probe_needs(const Prover *prover, Term *term, unsigned wanted, ProbeNeed *list, size_t most);

/* The numbers of the own values that a term depends on. */
const size_t *probe_reads(Prover *prover, Term *term, size_t *count);

/* --- what a condition is about ---------------------------------------------- */

/* The own values that terms depend on, and how. A part that is about one value alone and of
 * which only yes or no counts is an atom of that value: between the points where its
 * atoms turn, all of its values are the same. */
typedef struct ProbeUse {
  bool named;      /* some term depends on it */
  bool mixed;      /* some part weighs it against other values: atoms do not tell all */
  bool calculated; /* more is done with it than asking whether it equals a constant */
  Term **atoms;
  size_t atom_count, atom_capacity;
} ProbeUse;

/* Adds what a term (a condition, or with `as_value` a value) does; uses[probe_count]. */
void probe_use(Prover *prover, Term *term, bool as_value, ProbeUse *uses);

/* The constants that the own value is compared with directly. */
const Value *probe_constants(const Prover *prover, size_t number, size_t *count);

/* All constant texts within these terms, without doubles; `most` of them at most. */
size_t probe_texts(Prover *prover, Term *const *terms, size_t count, Text *texts, size_t most);

/* The own value to look at more closely when this box is too large to tell whether the
 * condition says yes (`truth`) or no, and the last point says the other: one of which
 * `open` is true; SIZE_MAX: none. */
size_t probe_pick(Prover *prover, Term *term, bool truth, const bool *open);
#endif

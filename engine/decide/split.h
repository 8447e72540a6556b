/* Split: the one cut that brings the customers of a group closest together.
 *
 * Tried are, of each field in the order given: a number, a date or yes and no at each of
 * its values ("at least this" against the rest), a text for each of its values ("is this"
 * against the rest). Who has no value there is of the rest, as in a policy. The cut that
 * takes away most misfit is the best; of equals that of the first field. This is one step
 * of a regression tree (Breiman, Friedman, Olshen, Stone 1984, Classification and
 * Regression Trees; for the misfit of choices see decide/misfit.h).
 *
 * Among many cuts one will always seem to help. So a part has at least PART_LEAST
 * customers, and a cut that could well be chance is told as such: where the difference
 * between the parts, tested as a difference of two means (of a choice: of who wants the one
 * part's way less who wants the other's) and multiplied by the number of
 * cuts tried (Bonferroni, as in CHAID: Kass 1980), has a probability above CHANCE_MOST.
 * Costs a sort of the group by each field. */
#ifndef HELDER_DECIDE_SPLIT_H
#define HELDER_DECIDE_SPLIT_H
#include "decide/misfit.h"

enum { PART_LEAST = 10 };
#define CHANCE_MOST 0.01

typedef struct Split {
  const Column *field;   /* NULL: there is no cut that takes misfit away */
  Value value;           /* the part: field >= value; of a text, and of yes, field == value */
  uint32_t *part, *rest; /* rows, in the order they came */
  size_t part_count, rest_count;
  double gain;   /* the misfit taken away */
  size_t tried;  /* cuts */
  double chance; /* as above, at most 1 */
} Split;

/* Of the rows of a group, all with a wish, in the order of keys. Columns that mix kinds of
 * values are passed over. The Arena owns the answer. */
Split split_best(Arena *arena, const Wishes *wishes, const uint32_t *rows, size_t count,
                 const Column *const *fields, size_t field_count);
#endif

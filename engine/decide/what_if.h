/* What if: the world of a scenario, made from the world as it is.
 *
 * The scenario's changes are asked of every customer as he is, attributes worked out; what
 * they answer becomes the customer's in the other world: a field's cell, an attribute's
 * value (which is then not worked out). An answer of nil changes nothing; of the command
 * line's scenario ("--set") it makes the field missing. Where a change cannot be worked
 * out, nothing changes for that customer, and it is told. A value must be of the field's
 * or attribute's kind: numbers (that end), texts, dates as "2026-05-21", yes or no.
 * Costs an asking, and a pass over the customers for each field that is set. The Arena
 * owns all but the table, which what_if_drop frees; the table as it is must live as long. */
#ifndef HELDER_DECIDE_WHAT_IF_H
#define HELDER_DECIDE_WHAT_IF_H
#include "decide/asker.h"
#include "decide/unknowns.h"

typedef struct WhatIfField {
  Text name;
  size_t customers; /* whose value is another one than as it is */
} WhatIfField;

typedef struct WhatIf {
  const Scenario *scenario;
  Table *table;  /* fields only: decide_run adds the attributes */
  Givens givens; /* of that run */
  WhatIfField *fields;
  size_t field_count;
  const UnknownKind *unknown; /* for whom a change could not be worked out, and why */
  size_t unknown_count;
} WhatIf;

/* `asker` has the table as it is, with attributes after its `field_count` fields. False
 * with the Error filled: a value that is not of its field's kind, a rule that was stopped. */
bool what_if_make(Asker *asker, size_t field_count, const Scenario *scenario, WhatIf *what_if,
                  Error *error);
void what_if_drop(WhatIf *what_if);
#endif

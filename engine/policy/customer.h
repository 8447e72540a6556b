/* The customer as rules see it: `g`, one userdata a worker, read-only, lazy.
 *
 * g.nps pushes one cell of the row that is asked about: about 25 ns; the field is found
 * by the address of its name, which Lua keeps once. Texts of small dictionaries and
 * dates are made once and kept. A function may read only the fields that its `reads`
 * name. Missing cells that were read are noted, for blame. Belongs to its Lua state. */
#ifndef HELDER_POLICY_CUSTOMER_H
#define HELDER_POLICY_CUSTOMER_H
#include <lua.h>

#include "policy/ask.h"

enum { CUSTOMER_MOST_NOTED = 64 }; /* reads of missing cells in one call */

typedef struct CustomerField {
  const void *name; /* as Lua keeps it */
  const Column *column;
  int kept_from;    /* where its texts are kept; 0: they are made each time */
  int32_t earliest; /* of a date column */
} CustomerField;

typedef struct Customer {
  size_t row;
  const CustomerField **by_name; /* hash table; empty places are NULL */
  size_t places;                 /* a power of two */
  CustomerField *fields;
  size_t field_count;
  const bool *may_read; /* by field: of the function that is asked */
  bool **of_step;       /* the same for each step */
  const Table *table;
  size_t noted_count; /* reads of missing cells; those over the most are only counted */
  size_t noted[CUSTOMER_MOST_NOTED]; /* fields, in the order of reading */
  size_t poisoned;                   /* this read of a missing cell gives poison; SIZE_MAX: none */
} Customer;

/* Pushes the customer of an asking; call it behind the door (door.h). */
Customer *customer_push(lua_State *lua, const Asking *asking);

/* Gives back what it holds beside Lua's memory; it cannot be asked any more. */
void customer_drop(Customer *customer, size_t step_count);

/* Before each call. */
static inline void customer_turn(Customer *customer, size_t row) {
  customer->row = row;
  customer->noted_count = 0;
}

static inline Text customer_field_name(const Customer *customer, size_t field) {
  return customer->fields[field].column->name;
}

/* Pushes a value, a date as its text. */
void customer_push_value(lua_State *lua, Value value);
#endif

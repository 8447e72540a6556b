#include "policy/customer.h"

#include <lauxlib.h>

#include "base/date.h"
#include "base/memory.h"
#include "policy/blame.h"

enum {
  MOST_KEPT = 1 << 18,    /* texts that are kept, of all fields */
  MOST_OF_FIELD = 1 << 16 /* a field with more is not kept */
};

/* --- one cell ----------------------------------------------------------------- */

void customer_push_value(lua_State *lua, Value value) {
  char day[DATE_ISO_LENGTH];
  switch (value.kind) {
  case VALUE_BOOLEAN:
    lua_pushboolean(lua, value.boolean);
    break;
  case VALUE_INTEGER:
    lua_pushinteger(lua, value.integer);
    break;
  case VALUE_DECIMAL:
    lua_pushnumber(lua, value.decimal);
    break;
  case VALUE_DATE:
    date_to_iso(value.days, day);
    lua_pushlstring(lua, day, sizeof day);
    break;
  case VALUE_TEXT:
    lua_pushlstring(lua, value.text.bytes, value.text.length);
    break;
  default:
    lua_pushnil(lua);
  }
}

/* The text at `place` of the kept ones, made from the cell the first time. */
static void push_kept(lua_State *lua, const CustomerField *field, size_t row, int place) {
  if (lua_rawgeti(lua, lua_upvalueindex(1), place) != LUA_TNIL)
    return;
  lua_pop(lua, 1);
  customer_push_value(lua, column_value(field->column, row));
  lua_pushvalue(lua, -1);
  lua_rawseti(lua, lua_upvalueindex(1), place);
}

static void push_cell(lua_State *lua, const CustomerField *field, size_t row) {
  const Column *column = field->column;
  switch (column->type) {
  case COLUMN_INTEGER:
    lua_pushinteger(lua, column_integer(column, row));
    return;
  case COLUMN_DECIMAL:
    lua_pushnumber(lua, ((const double *)column->cells)[row]);
    return;
  case COLUMN_BOOLEAN:
    lua_pushboolean(lua, ((const uint8_t *)column->cells)[row]);
    return;
  case COLUMN_DATE:
    if (field->kept_from) {
      int32_t day = ((const int32_t *)column->cells)[row] - field->earliest;
      push_kept(lua, field, row, field->kept_from + day);
      return;
    }
    break;
  case COLUMN_TEXT:
    if (field->kept_from) {
      push_kept(lua, field, row, field->kept_from + (int)column_code(column, row));
      return;
    }
    break;
  default:
    break;
  }
  customer_push_value(lua, column_value(column, row));
}

static void push_missing(lua_State *lua, Customer *customer, const CustomerField *field) {
  size_t read = customer->noted_count++;
  if (read < CUSTOMER_MOST_NOTED)
    customer->noted[read] = (size_t)(field - customer->fields);
  if (read == customer->poisoned)
    blame_push_poison(lua);
  else
    lua_pushnil(lua);
}

/* --- finding a field ---------------------------------------------------------- */

static size_t place_of(const Customer *customer, const void *name) {
  return ((uintptr_t)name >> 4) * 0x9E3779B97F4A7C15u >> 32 & (customer->places - 1);
}

static const CustomerField *field_by_address(const Customer *customer, const void *name) {
  size_t place = place_of(customer, name);
  while (customer->by_name[place] && customer->by_name[place]->name != name)
    place = (place + 1) & (customer->places - 1);
  return customer->by_name[place];
}

/* Long names are not kept once by Lua. */
static const CustomerField *field_by_text(const Customer *customer, Text name) {
  for (size_t i = 0; i < customer->field_count; i++)
    if (text_equal(customer->fields[i].column->name, name))
      return &customer->fields[i];
  return NULL;
}

static Text nearest_field(const Table *table, Text name) {
  Text *names = memory_array(table->column_count + 1, sizeof *names);
  for (size_t i = 0; i < table->column_count; i++)
    names[i] = table->columns[i].name;
  Text nearest = text_nearest(name, names, table->column_count);
  memory_free(names);
  return nearest;
}

static int refuse_read(lua_State *lua, const Customer *customer, Text name) {
  const char *shown = lua_tostring(lua, 2);
  if (table_column(customer->table, name))
    return luaL_error(lua,
                      "the rule reads \"%s\", which its source does not name: add reads = "
                      "{ \"%s\" } to it",
                      shown, shown);
  Text nearest = nearest_field(customer->table, name);
  if (nearest.length == 0)
    return luaL_error(lua, "there is no field \"%s\"", shown);
  lua_pushlstring(lua, nearest.bytes, nearest.length);
  return luaL_error(lua, "there is no field \"%s\"; did you mean \"%s\"?", shown,
                    lua_tostring(lua, -1));
}

static const CustomerField *field_needed(lua_State *lua, const Customer *customer) {
  Text name;
  if (lua_type(lua, 2) != LUA_TSTRING) {
    luaL_error(lua, "a customer's fields have names: g.name or g[\"name\"], not a %s",
               luaL_typename(lua, 2));
    return NULL;
  }
  name.bytes = lua_tolstring(lua, 2, &name.length);
  const CustomerField *field = field_by_text(customer, name);
  if (!field || !customer->may_read[field - customer->fields])
    refuse_read(lua, customer, name);
  return field;
}

static int customer_index(lua_State *lua) {
  Customer *customer = lua_touserdata(lua, 1);
  const CustomerField *field = field_by_address(customer, lua_topointer(lua, 2));
  if (!field || !customer->may_read[field - customer->fields])
    field = field_needed(lua, customer);
  if (column_lacks(field->column, customer->row))
    push_missing(lua, customer, field);
  else
    push_cell(lua, field, customer->row);
  return 1;
}

static int customer_write(lua_State *lua) {
  return luaL_error(lua, "a rule cannot change the customer; a derived value is an attribute");
}

static int customer_refuse(lua_State *lua) {
  return luaL_error(lua, "a customer is read field by field, like g.name");
}

/* --- making it ---------------------------------------------------------------- */

static CustomerField *field_enter(Customer *customer, const Column *column) {
  CustomerField *field = (CustomerField *)field_by_text(customer, column->name);
  if (!field) {
    field = &customer->fields[customer->field_count++];
    *field = (CustomerField){.column = column};
  }
  return field;
}

static size_t reads_of_all(const Asking *asking) {
  size_t count = 0;
  for (size_t i = 0; i < asking->step_count; i++)
    count += asking->steps[i].function->read_count;
  return count;
}

/* Which fields are read, and by whom. A name that is no column stays unknown. */
static void fields_collect(Customer *customer, const Asking *asking) {
  size_t most = reads_of_all(asking);
  customer->fields = memory_array(most + 1, sizeof *customer->fields);
  customer->of_step = memory_array(asking->step_count, sizeof *customer->of_step);
  for (size_t i = 0; i < asking->step_count; i++) {
    const Function *function = asking->steps[i].function;
    customer->of_step[i] = memory_array(most + 1, sizeof(bool));
    for (size_t k = 0; k < function->read_count; k++) {
      const Column *column = table_column(asking->table, function->reads[k]);
      if (column)
        customer->of_step[i][field_enter(customer, column) - customer->fields] = true;
    }
  }
}

/* How many texts are kept for a column; 0: none. */
static size_t kept_count(CustomerField *field) {
  const Column *column = field->column;
  if (column->type == COLUMN_TEXT)
    return dictionary_count(column->dictionary);
  if (column->type != COLUMN_DATE)
    return 0;
  int32_t latest = INT32_MIN;
  field->earliest = INT32_MAX;
  for (size_t row = 0; row < column->rows; row++) {
    int32_t day = ((const int32_t *)column->cells)[row];
    if (column_missing(column, row))
      continue;
    latest = day > latest ? day : latest;
    field->earliest = day < field->earliest ? day : field->earliest;
  }
  return latest < field->earliest ? 0 : (size_t)((int64_t)latest - field->earliest + 1);
}

/* Gives each field its places among the kept texts; answers how many there are. */
static int kept_share(Customer *customer) {
  size_t used = 1;
  for (size_t i = 0; i < customer->field_count; i++) {
    size_t count = kept_count(&customer->fields[i]);
    if (count == 0 || count > MOST_OF_FIELD || used + count > MOST_KEPT)
      continue;
    customer->fields[i].kept_from = (int)used;
    used += count;
  }
  return (int)used;
}

/* Enters the names, which a table keeps in place for as long as the Lua state lives. */
static void names_enter(lua_State *lua, Customer *customer) {
  customer->places = 8;
  while (customer->places < 4 * customer->field_count)
    customer->places *= 2;
  customer->by_name = memory_array(customer->places, sizeof(CustomerField *));
  lua_createtable(lua, (int)customer->field_count, 0);
  for (size_t i = 0; i < customer->field_count; i++) {
    Text name = customer_field_name(customer, i);
    lua_pushlstring(lua, name.bytes, name.length);
    customer->fields[i].name = lua_topointer(lua, -1);
    lua_rawseti(lua, -2, (lua_Integer)i + 1);
    size_t place = place_of(customer, customer->fields[i].name);
    while (customer->by_name[place])
      place = (place + 1) & (customer->places - 1);
    customer->by_name[place] = &customer->fields[i];
  }
  lua_setiuservalue(lua, -2, 1);
}

Customer *customer_push(lua_State *lua, const Asking *asking) {
  static const luaL_Reg refused[] = {{"__newindex", customer_write},
                                     {"__len", customer_refuse},
                                     {"__pairs", customer_refuse},
                                     {NULL, NULL}};
  Customer *customer = lua_newuserdatauv(lua, sizeof *customer, 1);
  *customer = (Customer){.table = asking->table, .poisoned = SIZE_MAX};
  fields_collect(customer, asking);
  names_enter(lua, customer);
  luaL_newlib(lua, refused);
  lua_createtable(lua, kept_share(customer), 0);
  lua_pushcclosure(lua, customer_index, 1);
  lua_setfield(lua, -2, "__index");
  lua_pushliteral(lua, "customer");
  lua_setfield(lua, -2, "__name");
  lua_setmetatable(lua, -2);
  return customer;
}

void customer_drop(Customer *customer, size_t step_count) {
  for (size_t i = 0; i < step_count; i++)
    memory_free(customer->of_step[i]);
  memory_free(customer->of_step);
  memory_free(customer->fields);
  memory_free(customer->by_name);
}

#include "policy/ask_value.h"

#include <stdio.h>

#include "base/date.h"
#include "base/memory.h"

/* --- in the worker ------------------------------------------------------------- */

const char *ask_value_text_wrong(Text text) {
  if (text.length > ASK_LONGEST_TEXT)
    return "the answer is a text of over 64 KiB";
  if (memchr(text.bytes, '\0', text.length) || text_utf8_prefix(text) != text.length)
    return "the answer is a text that is not valid UTF-8, or has a NUL in it";
  return NULL;
}

static const char *text_take(Asker *asker, int64_t *slot) {
  Text text;
  text.bytes = lua_tolstring(asker->state->lua, -1, &text.length);
  const char *wrong = ask_value_text_wrong(text);
  if (!wrong)
    *slot = ask_enter(asker, asker->texts[asker->step], text);
  return wrong;
}

static ValueKind kind_on_top(lua_State *lua) {
  switch (lua_type(lua, -1)) {
  case LUA_TNUMBER:
    return lua_isinteger(lua, -1) ? VALUE_INTEGER : VALUE_DECIMAL;
  case LUA_TBOOLEAN:
    return VALUE_BOOLEAN;
  case LUA_TSTRING:
    return VALUE_TEXT;
  default:
    return VALUE_MISSING;
  }
}

static const char *slot_take(Asker *asker, ValueKind kind, int64_t *slot) {
  lua_State *lua = asker->state->lua;
  if (kind == VALUE_TEXT)
    return text_take(asker, slot);
  double decimal = kind == VALUE_DECIMAL ? lua_tonumber(lua, -1) : 0;
  if (kind == VALUE_DECIMAL)
    memcpy(slot, &decimal, sizeof decimal);
  else
    *slot = kind == VALUE_INTEGER ? lua_tointeger(lua, -1) : lua_toboolean(lua, -1);
  return NULL;
}

const char *ask_value_take(Asker *asker) {
  bool number_only = asker->asking->steps[asker->step].kind == STEP_NUMBER;
  uint8_t *kinds = asker->pages->kinds[asker->step];
  int64_t *slots = asker->pages->slots[asker->step];
  ValueKind kind = kind_on_top(asker->state->lua);
  kinds[asker->row] = VALUE_MISSING;
  if (kind == VALUE_MISSING && !lua_isnil(asker->state->lua, -1))
    return number_only ? "the answer must be a number"
                       : "the answer must be a number, a text, "
                         "true or false";
  if (number_only && kind != VALUE_MISSING && kind != VALUE_INTEGER && kind != VALUE_DECIMAL)
    return "the answer must be a number";
  const char *wrong = slot_take(asker, kind, &slots[asker->row]);
  if (!wrong)
    kinds[asker->row] = (uint8_t)kind;
  return wrong;
}

/* Is each key of the list on top one of the parts? */
static bool keys_are_parts(Asker *asker, const Step *step) {
  lua_State *lua = asker->state->lua;
  lua_pushnil(lua);
  while (lua_next(lua, -2)) {
    Text name = {"", 0};
    lua_pop(lua, 1);
    if (lua_type(lua, -1) == LUA_TSTRING)
      name.bytes = lua_tolstring(lua, -1, &name.length);
    if (text_among(name, step->parts, step->part_count))
      continue;
    snprintf(asker->said, sizeof asker->said, "it sets \"%.60s\", which its sets = { … } lacks",
             name.bytes);
    asker->said[text_utf8_prefix(text_of(asker->said))] = '\0';
    lua_pop(lua, 1);
    return false;
  }
  return true;
}

const char *ask_value_part(Asker *asker) {
  const Step *step = &asker->asking->steps[asker->step];
  lua_State *lua = asker->state->lua;
  Text name = step->parts[step->part];
  if (!lua_toboolean(lua, -1)) {
    lua_pop(lua, 1);
    lua_pushnil(lua);
    return NULL;
  }
  if (!lua_istable(lua, -1))
    return "the answer must be a list of fields, like { nps = 10 }";
  if (!keys_are_parts(asker, step))
    return asker->said;
  lua_pushlstring(lua, name.bytes, name.length);
  lua_rawget(lua, -2);
  lua_remove(lua, -2);
  return NULL;
}

/* --- in the parent: looking at what there is ------------------------------------ */

/* The values of one step, while they become a column. */
typedef struct Gathered {
  const uint8_t *kinds;
  int64_t *slots;
  size_t rows, missing_count;
  size_t counts[VALUE_TEXT + 1];
  int64_t smallest, largest; /* of integers */
} Gathered;

static bool gathered_look(Gathered *gathered) {
  gathered->smallest = INT64_MAX;
  gathered->largest = INT64_MIN;
  for (size_t row = 0; row < gathered->rows; row++) {
    int64_t slot = gathered->slots[row];
    ValueKind kind = (ValueKind)gathered->kinds[row];
    if (kind > VALUE_TEXT || kind == VALUE_DATE)
      return false;
    gathered->counts[kind]++;
    if (kind == VALUE_INTEGER) {
      gathered->smallest = slot < gathered->smallest ? slot : gathered->smallest;
      gathered->largest = slot > gathered->largest ? slot : gathered->largest;
    }
  }
  return true;
}

/* Enters all workers' texts in the order of rows and sets slots to their codes. */
static bool texts_enter(Gathered *gathered, const AskPages *pages, Dictionary *const *texts,
                        Dictionary *all) {
  bool sound = true;
  for (size_t i = 0; sound && i < pages->workers; i++) {
    uint32_t count = dictionary_count(texts[i]);
    uint32_t *codes = memory_array((size_t)count + 1, sizeof *codes);
    for (uint32_t code = 0; code < count; code++) {
      bool is_new;
      codes[code] = dictionary_enter(all, dictionary_text(texts[i], code), &is_new);
    }
    for (size_t row = pages->ranges[i].first; sound && row < pages->ranges[i].end; row++)
      if (gathered->kinds[row] == VALUE_TEXT) {
        sound = gathered->slots[row] >= 0 && gathered->slots[row] < count;
        gathered->slots[row] = sound ? codes[gathered->slots[row]] : 0;
      }
    memory_free(codes);
  }
  return sound;
}

/* --- in the parent: the column --------------------------------------------------- */

static ColumnType type_of(const Gathered *gathered) {
  static const struct {
    ValueKind kind;
    ColumnType type;
  } plain[] = {{VALUE_INTEGER, COLUMN_INTEGER},
               {VALUE_DECIMAL, COLUMN_DECIMAL},
               {VALUE_BOOLEAN, COLUMN_BOOLEAN},
               {VALUE_TEXT, COLUMN_TEXT}};
  size_t present = gathered->rows - gathered->counts[VALUE_MISSING];
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (present && gathered->counts[plain[i].kind] == present)
      return plain[i].type;
  return present ? COLUMN_MIXED : COLUMN_TEXT;
}

/* The days of a text column in which each text is a date; NULL when one is none. */
static int32_t *days_of_texts(const Dictionary *texts) {
  uint32_t count = dictionary_count(texts);
  int32_t *days = memory_array((size_t)count + 1, sizeof *days);
  bool dates = count > 0;
  for (uint32_t code = 0; dates && code < count; code++)
    dates = date_from_iso(dictionary_text(texts, code), &days[code]);
  if (dates)
    return days;
  memory_free(days);
  return NULL;
}

static void turn_into_dates(Gathered *gathered, Column *column, const Dictionary *texts) {
  int32_t *days = column->type == COLUMN_TEXT ? days_of_texts(texts) : NULL;
  for (size_t row = 0; days && row < gathered->rows; row++)
    if (gathered->kinds[row] == VALUE_TEXT)
      gathered->slots[row] = days[gathered->slots[row]];
  if (days)
    column->type = COLUMN_DATE;
  memory_free(days);
}

static uint8_t width_of(const Gathered *gathered, const Column *column, const Dictionary *texts) {
  switch (column->type) {
  case COLUMN_INTEGER:
    return column_integer_width(gathered->smallest, gathered->largest);
  case COLUMN_BOOLEAN:
    return 1;
  case COLUMN_DATE:
    return 4;
  case COLUMN_TEXT:
    return column_code_width(dictionary_count(texts));
  default:
    return 8;
  }
}

static void missing_mark(Arena *arena, const Gathered *gathered, Column *column) {
  column->missing_count = gathered->counts[VALUE_MISSING];
  if (column->missing_count == 0)
    return;
  uint64_t *missing = arena_array(arena, gathered->rows / 64 + 1, sizeof *missing);
  for (size_t row = 0; row < gathered->rows; row++)
    if (gathered->kinds[row] == VALUE_MISSING) {
      missing[row / 64] |= (uint64_t)1 << (row % 64);
      gathered->slots[row] = 0;
    }
  column->missing = missing;
}

static Column *column_make(Arena *arena, Gathered *gathered, Dictionary *texts) {
  Column *column = arena_new(arena, sizeof *column);
  column->type = type_of(gathered);
  column->rows = gathered->rows;
  turn_into_dates(gathered, column, texts);
  missing_mark(arena, gathered, column);
  column->width = width_of(gathered, column, texts);
  void *cells = arena_array(arena, gathered->rows + 1, column->width);
  column_cells_put(cells, column->width, 0, gathered->slots, gathered->rows);
  column->cells = cells;
  if (column->type == COLUMN_MIXED)
    column->kinds =
        (const uint8_t *)arena_copy(arena, (const char *)gathered->kinds, gathered->rows);
  if (column->type == COLUMN_MIXED || column->type == COLUMN_TEXT)
    column->dictionary = dictionary_freeze(texts, arena);
  else
    dictionary_drop(texts);
  return column;
}

Column *ask_value_column(Arena *arena, const Asking *asking, const AskPages *pages, size_t step,
                         Dictionary *const *texts) {
  Gathered gathered = {
      .kinds = pages->kinds[step], .slots = pages->slots[step], .rows = asking->table->rows};
  Dictionary *all = dictionary_make();
  if (gathered_look(&gathered) && texts_enter(&gathered, pages, texts, all))
    return column_make(arena, &gathered, all);
  dictionary_drop(all);
  return NULL;
}

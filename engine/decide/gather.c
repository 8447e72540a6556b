#include "decide/gather.h"

#include "base/memory.h"
#include "decide/gathered.h"
#include "decide/layers.h"
#include "decide/order.h"
#include "decide/placing.h"
#include "decide/selections.h"

/* What a selection found of each customer before any was held against others. */
typedef struct Entered {
  uint8_t *state;
  uint16_t *by;
} Entered;

struct Gather {
  Arena *arena;
  const Policy *policy;
  Layers layers;
  Places places;        /* of the attributes that look at all, in the policy's order */
  const Attribute **of; /* [place] */
  size_t *layer;        /* [place]: the reading that gathers it */

  size_t reading;    /* from 1 */
  Policy view;       /* of this reading */
  size_t all;        /* rows of the run */
  size_t rows;       /* that were read in this reading */
  Gathered *columns; /* of this reading: those that are named, then a selection's score */
  size_t named, count;
  uint8_t **only; /* [place]: a Verdict a row; NULL: all belong, or it is not its reading */

  Dictionary *entered_keys; /* while the first reading lasts */
  ColumnType key_type;
  Table *keys; /* its only column at first is the key; NULL: not there yet, or any more */
  const uint32_t *by_key;

  size_t *score; /* [selection]: among the columns; SIZE_MAX: it has no rank */
  Entered *entered;
  SelectionDecision *settled;    /* NULL: not yet */
  const Column *const *contacts; /* [selection], of all rows; NULL: there are no events */
};

/* --- making ------------------------------------------------------------------------------- */

static void list_places(Gather *gather) {
  const Policy *policy = gather->policy;
  size_t most = policy->attribute_count;
  gather->places.list = arena_array(gather->arena, most, sizeof *gather->places.list);
  gather->of = arena_array(gather->arena, most, sizeof *gather->of);
  gather->layer = arena_array(gather->arena, most, sizeof *gather->layer);
  gather->only = arena_array(gather->arena, most, sizeof *gather->only);
  for (size_t i = 0; i < most; i++) {
    if (!layers_looks_at_all(policy->attributes[i].kind))
      continue;
    size_t place = gather->places.count++;
    gather->places.list[place].attribute = policy->attributes[i].name;
    gather->of[place] = &policy->attributes[i];
    gather->layer[place] = gather->layers.attributes[i];
  }
}

Gather *gather_make(const Policy *policy, size_t rows, bool keys) {
  Gather *gather = memory_new(sizeof *gather);
  size_t selections = policy->selection_count;
  gather->arena = arena_make();
  gather->policy = policy;
  gather->all = rows;
  gather->layers = layers_make(gather->arena, policy);
  if (keys && gather->layers.count == 0)
    gather->layers.count = 1;
  list_places(gather);
  gather->columns = arena_array(gather->arena, 2 * gather->places.count + 4 * selections,
                                sizeof *gather->columns);
  gather->score = arena_array(gather->arena, selections, sizeof *gather->score);
  gather->entered = arena_array(gather->arena, selections, sizeof *gather->entered);
  gather->entered_keys = dictionary_make();
  return gather;
}

static void drop_columns(Gather *gather) {
  for (size_t i = 0; i < gather->count; i++)
    gathered_drop(&gather->columns[i]);
  gather->named = gather->count = 0;
  for (size_t i = 0; i < gather->places.count; i++) {
    memory_free(gather->only[i]);
    gather->only[i] = NULL;
  }
  for (size_t i = 0; i < gather->policy->selection_count; i++) {
    memory_free(gather->entered[i].state);
    memory_free(gather->entered[i].by);
    gather->entered[i] = (Entered){NULL, NULL};
  }
  gather->rows = 0;
}

static void drop_keys(Gather *gather) {
  table_drop(gather->keys);
  gather->keys = NULL;
}

void gather_drop(Gather *gather) {
  if (!gather)
    return;
  drop_columns(gather);
  drop_keys(gather);
  dictionary_drop(gather->entered_keys);
  arena_drop(gather->arena);
  memory_free(gather);
}

/* --- a reading ---------------------------------------------------------------------------- */

size_t gather_readings(const Gather *gather) {
  return gather->layers.count;
}

static bool is_selections(const Gather *gather) {
  return gather->layers.selections == gather->reading;
}

static bool is_gathered(const Gather *gather, size_t place) {
  return gather->layer[place] == gather->reading;
}

static void name_one(Gather *gather, Text name) {
  const Place *place = places_find(&gather->places, name);
  for (size_t i = 0; i < gather->named; i++)
    if (text_equal(gather->columns[i].name, name))
      return;
  if (name.length && !(place && place->settled))
    gathered_make(&gather->columns[gather->named++], name, gather->all);
}

static void name_columns(Gather *gather) {
  const Policy *policy = gather->policy;
  for (size_t i = 0; i < gather->places.count; i++)
    if (is_gathered(gather, i)) {
      name_one(gather, gather->of[i]->of);
      name_one(gather, gather->of[i]->order);
    }
  for (size_t i = 0; is_selections(gather) && i < policy->selection_count; i++) {
    name_one(gather, policy->selections[i].one_per);
    name_one(gather, policy->selections[i].quota_per);
    name_one(gather, policy->selections[i].quota_of);
  }
  gather->count = gather->named;
  for (size_t i = 0; is_selections(gather) && i < policy->selection_count; i++) {
    gather->score[i] = policy->selections[i].rank.number >= 0 ? gather->count : SIZE_MAX;
    if (gather->score[i] != SIZE_MAX)
      gathered_make(&gather->columns[gather->count++], TEXT("rank"), gather->all);
  }
}

/* For who belongs to a population, and who entered a selection. */
static void make_room(Gather *gather) {
  for (size_t i = 0; i < gather->places.count; i++)
    if (is_gathered(gather, i) && gather->of[i]->only)
      gather->only[i] = memory_array(gather->all + 1, 1);
  for (size_t i = 0; is_selections(gather) && i < gather->policy->selection_count; i++) {
    Entered *entered = &gather->entered[i];
    entered->state = memory_array(gather->all + 1, sizeof *entered->state);
    entered->by = memory_array(gather->all + 1, sizeof *entered->by);
  }
}

const Policy *gather_next(Gather *gather) {
  if (gather->reading && gather->reading >= gather->layers.selections)
    drop_keys(gather);
  gather->reading++;
  gather->places.last = gather->reading > gather->layers.count;
  if (gather->places.last)
    return NULL;
  gather->view = layers_view(gather->arena, gather->policy, &gather->layers, gather->reading);
  name_columns(gather);
  make_room(gather);
  return &gather->view;
}

/* --- a piece ------------------------------------------------------------------------------ */

/* Whoever was not kept out by himself is still in: what came after that hung on others. */
static void add_states(const Entered *entered, size_t from, const SelectionDecision *piece,
                       size_t rows) {
  for (size_t row = 0; row < rows; row++) {
    bool out = piece->state[row] < STATE_CONTACTED_ENOUGH;
    entered->state[from + row] = out ? piece->state[row] : STATE_SELECTED;
    entered->by[from + row] = out ? piece->by[row] : UINT16_MAX;
  }
}

static bool add_keys(Gather *gather, const Table *piece, GatherTwins *twins) {
  Text *keys = memory_array(piece->rows + 1, sizeof *keys);
  char scratch[24];
  uint32_t other = 0;
  for (size_t row = 0; row < piece->rows; row++)
    keys[row] = table_key(piece, row, scratch);
  size_t entered = dictionary_enter_new(gather->entered_keys, keys, piece->rows);
  bool good = entered == piece->rows;
  if (!good && dictionary_find(gather->entered_keys, keys[entered], &other))
    *twins = (GatherTwins){gather->rows + entered, other};
  gather->key_type = piece->columns[piece->key].type;
  memory_free(keys);
  return good;
}

static void add_only(Gather *gather, size_t rows) {
  for (size_t i = 0; i < gather->places.count; i++)
    if (gather->only[i] && rows)
      memcpy(gather->only[i] + gather->rows, gather->places.list[i].only, rows);
}

bool gather_add(Gather *gather, const Decided *piece, GatherTwins *twins) {
  const Table *table = piece->decisions.table;
  size_t rows = table->rows;
  if (gather->reading == 1 && !add_keys(gather, table, twins))
    return false;
  add_only(gather, rows);
  for (size_t i = 0; i < gather->named; i++)
    gathered_add(&gather->columns[i], table_column(table, gather->columns[i].name), rows);
  for (size_t i = 0; is_selections(gather) && i < gather->policy->selection_count; i++) {
    const SelectionDecision *selection = &piece->decisions.selections[i];
    add_states(&gather->entered[i], gather->rows, selection, rows);
    if (gather->score[i] != SIZE_MAX)
      gathered_add(&gather->columns[gather->score[i]], selection->score, rows);
  }
  gather->rows += rows;
  return true;
}

/* --- all of them -------------------------------------------------------------------------- */

/* What the columns of this reading and what is settled of earlier ones come to. */
static void add_columns(Gather *gather, Table *table, const Column *columns) {
  for (size_t i = 0; i < gather->named; i++)
    if (!table_column(table, columns[i].name))
      table_add(table, &columns[i]);
  for (size_t i = 0; i < gather->places.count; i++)
    if (gather->places.list[i].settled)
      table_add(table, gather->places.list[i].settled);
}

/* A settled attribute, as narrow as its numbers let it. */
static const Column *keep(Gather *gather, Text name, const Column *made) {
  Column *kept = arena_new(gather->arena, sizeof *kept);
  size_t rows = made->rows, words = rows / 64 + 1;
  int64_t most = 0;
  *kept = *made;
  kept->name = name;
  for (size_t row = 0; made->type == COLUMN_INTEGER && row < rows; row++)
    if (!column_missing(made, row) && column_integer(made, row) > most)
      most = column_integer(made, row);
  if (made->type == COLUMN_INTEGER)
    kept->width = column_integer_width(0, most);
  void *cells = arena_array(gather->arena, rows + 1, kept->width);
  if (kept->width == made->width && rows)
    memcpy(cells, made->cells, rows * kept->width);
  else
    column_cells_put(cells, kept->width, 0, made->cells, rows);
  uint64_t *missing = arena_array(gather->arena, words, sizeof *missing);
  memcpy(missing, made->missing, words * sizeof *missing);
  kept->cells = cells;
  kept->missing = missing;
  return kept;
}

static bool settle_places(Gather *gather, const Table *table, Error *error) {
  for (size_t i = 0; i < gather->places.count; i++) {
    if (!is_gathered(gather, i) || gather->of[i]->kind == ATTRIBUTE_EVENTS)
      continue;
    Arena *arena = arena_make();
    const Column *made =
        placing_settle(arena, gather->of[i], table, gather->by_key, gather->only[i], error);
    if (made)
      gather->places.list[i].settled = keep(gather, gather->of[i]->name, made);
    arena_drop(arena);
    if (!made)
      return false;
  }
  return true;
}

static void settle_selections(Gather *gather, const Table *table, const Column *columns) {
  const Policy *policy = gather->policy;
  SelectionDecision *settled = arena_array(gather->arena, policy->selection_count, sizeof *settled);
  for (size_t i = 0; i < policy->selection_count; i++) {
    SelectionInput input = {.policy = policy,
                            .number = i,
                            .table = table,
                            .by_key = gather->by_key,
                            .earlier = settled,
                            .score =
                                gather->score[i] == SIZE_MAX ? NULL : &columns[gather->score[i]],
                            .entered_state = gather->entered[i].state,
                            .entered_by = gather->entered[i].by,
                            .contacts = gather->contacts ? gather->contacts[i] : NULL};
    settled[i] = selection_decide(gather->arena, &input, NULL);
    settled[i].score = settled[i].quota_per = settled[i].quota_of = NULL; /* of the piece */
  }
  gather->settled = settled;
}

static void settle_keys(Gather *gather) {
  const Policy *policy = gather->policy;
  dictionary_trim(gather->entered_keys);
  gather->keys =
      table_of_keys(policy->customers, policy->read.key, gather->key_type, gather->entered_keys);
  gather->entered_keys = NULL;
  gather->by_key = order_by_key(gather->arena, gather->keys, 1);
}

bool gather_settle(Gather *gather, Error *error) {
  if (gather->reading == 1)
    settle_keys(gather);
  Arena *arena = arena_make();
  Column *columns = arena_array(arena, gather->count, sizeof *columns);
  for (size_t i = 0; i < gather->count; i++)
    columns[i] = gathered_column(arena, &gather->columns[i]);
  Table *table = table_of_columns(gather->policy->customers, NULL, 0, gather->rows, SIZE_MAX);
  add_columns(gather, table, columns);
  bool good = settle_places(gather, table, error);
  table_drop(table);
  if (good && is_selections(gather)) {
    add_columns(gather, gather->keys, columns);
    settle_selections(gather, gather->keys, columns);
  }
  arena_drop(arena);
  drop_columns(gather);
  return good;
}

const Table *gather_keys(const Gather *gather) {
  return gather->keys;
}

void gather_events(Gather *gather, const SettledEvents *settled) {
  for (size_t i = 0; i < gather->places.count; i++)
    if (gather->of[i]->kind == ATTRIBUTE_EVENTS)
      gather->places.list[i].settled = table_column(settled->attributes, gather->of[i]->name);
  gather->places.doubts = settled->doubts;
  gather->contacts = settled->contacts;
}

const Column *const *gather_contacts(Arena *arena, const Gather *gather, uint64_t before,
                                     size_t rows) {
  size_t count = gather->contacts ? gather->policy->selection_count : 0;
  const Column **contacts = arena_array(arena, count, sizeof *contacts);
  for (size_t i = 0; i < count; i++) {
    if (!gather->contacts[i])
      continue;
    Column *laid = arena_new(arena, sizeof *laid);
    *laid = places_lay(arena, gather->contacts[i], before, rows);
    contacts[i] = laid;
  }
  return gather->contacts ? contacts : NULL;
}

const Places *gather_places(const Gather *gather) {
  return &gather->places;
}

const SelectionDecision *gather_selections(const Gather *gather) {
  return gather->settled;
}

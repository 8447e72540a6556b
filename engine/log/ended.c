#include "log/ended.h"

#include <stdlib.h>

#include "base/memory.h"
#include "condition/verdict.h"

/* One rule while its customers are labelled. */
typedef struct Labelling {
  Arena *arena;
  const Decisions *decisions;
  Dictionary *labels;
  uint32_t *of;
  Text rule;
} Labelling;

static uint32_t label(Labelling *labelling, const char *text) {
  bool is_new;
  return dictionary_enter(labelling->labels, text_of(text), &is_new);
}

static Labelling begin(Arena *arena, const Decisions *decisions, const char *kind, Text name) {
  return (Labelling){.arena = arena,
                     .decisions = decisions,
                     .labels = dictionary_make(),
                     .of = arena_array(arena, decisions->rows, sizeof(uint32_t)),
                     .rule = text_format(arena, "%s %.*s", kind, TEXT_ARGS(name))};
}

static Ended end(Labelling *labelling) {
  const Decisions *decisions = labelling->decisions;
  Buffer outcome = {0};
  for (size_t i = 0; i < decisions->override_count; i++) {
    const Override *override = &decisions->overrides[i];
    if (!text_equal(override->rule, labelling->rule))
      continue;
    outcome.length = 0;
    buffer_format(&outcome, "%.*s by hand", TEXT_ARGS(override->outcome));
    bool is_new;
    labelling->of[override->row] =
        dictionary_enter(labelling->labels, buffer_view(&outcome), &is_new);
  }
  buffer_free(&outcome);
  return (Ended){labelling->rule, dictionary_freeze(labelling->labels, labelling->arena),
                 labelling->of, decisions->rows};
}

static Ended end_exclusion(Arena *arena, const Decisions *decisions, size_t number) {
  const ExclusionDecision *decided = &decisions->exclusions[number];
  Labelling labelling = begin(arena, decisions, "exclusion", decided->name);
  uint32_t of[VERDICT_NOT_ASKED + 1];
  of[VERDICT_YES] = label(&labelling, "excluded");
  of[VERDICT_NO] = of[VERDICT_NOT_ASKED] = label(&labelling, "not excluded");
  of[VERDICT_UNKNOWN] = label(&labelling, "could not decide");
  for (size_t row = 0; row < decisions->rows; row++)
    labelling.of[row] = of[decided->verdicts[row]];
  return end(&labelling);
}

/* "weekend, company" */
static uint32_t label_many(Labelling *labelling, const SegmentationDecision *decided, size_t row,
                           Buffer *joined) {
  bool is_new;
  joined->length = 0;
  for (size_t i = 0; i < decided->segment_count; i++)
    if (decided->members[i][row] == VERDICT_YES)
      buffer_format(joined, "%s%.*s", joined->length ? ", " : "",
                    TEXT_ARGS(decided->segment_names[i]));
  if (joined->length == 0)
    return label(labelling, "(in none)");
  return dictionary_enter(labelling->labels, buffer_view(joined), &is_new);
}

static Ended end_segmentation(Arena *arena, const Decisions *decisions, size_t number) {
  const SegmentationDecision *decided = &decisions->segmentations[number];
  Labelling labelling = begin(arena, decisions, "segmentation", decided->name);
  uint32_t *of = memory_array(decided->segment_count + 1, sizeof *of);
  Buffer joined = {0};
  bool is_new;
  for (size_t i = 0; i < decided->segment_count; i++)
    of[i] = dictionary_enter(labelling.labels, decided->segment_names[i], &is_new);
  uint32_t none = label(&labelling, "(in none)"), conflict = none;
  if (decided->style == SEGMENT_ONE)
    conflict = label(&labelling, "(in conflict)");
  for (size_t row = 0; row < decisions->rows; row++) {
    if (decided->style == SEGMENT_MANY)
      labelling.of[row] = label_many(&labelling, decided, row, &joined);
    else if (decided->segment[row] < decided->segment_count)
      labelling.of[row] = of[decided->segment[row]];
    else
      labelling.of[row] = decided->segment[row] == SEGMENT_CONFLICT ? conflict : none;
  }
  buffer_free(&joined);
  memory_free(of);
  return end(&labelling);
}

static Ended end_selection(Arena *arena, const Decisions *decisions, size_t number) {
  const SelectionDecision *decided = &decisions->selections[number];
  Labelling labelling = begin(arena, decisions, "selection", decided->name);
  uint32_t of[STATE_COUNT];
  for (int state = 0; state < STATE_COUNT; state++)
    of[state] = label(&labelling, state_name((State)state));
  for (size_t row = 0; row < decisions->rows; row++)
    labelling.of[row] = of[decided->state[row]];
  return end(&labelling);
}

EndedList ended_of(Arena *arena, const Decisions *decisions) {
  size_t count =
      decisions->exclusion_count + decisions->segmentation_count + decisions->selection_count;
  EndedList all = {arena_array(arena, count, sizeof(Ended)), 0};
  for (size_t i = 0; i < decisions->exclusion_count; i++)
    all.list[all.count++] = end_exclusion(arena, decisions, i);
  for (size_t i = 0; i < decisions->segmentation_count; i++)
    all.list[all.count++] = end_segmentation(arena, decisions, i);
  for (size_t i = 0; i < decisions->selection_count; i++)
    all.list[all.count++] = end_selection(arena, decisions, i);
  return all;
}

const Ended *ended_find(const EndedList *list, Text rule) {
  for (size_t i = 0; i < list->count; i++)
    if (text_equal(list->list[i].rule, rule))
      return &list->list[i];
  return NULL;
}

size_t ended_count(const Ended *ended, uint32_t label) {
  size_t count = 0;
  for (size_t row = 0; row < ended->rows; row++)
    count += ended->of[row] == label;
  return count;
}

/* --- moves ------------------------------------------------------------------------- */

/* The labels of `to`, as labels of `from`; those that `from` has not come after its own. */
static uint32_t *translate(const Ended *from, const Ended *to, size_t *count) {
  size_t theirs = dictionary_count(to->labels), ours = dictionary_count(from->labels);
  uint32_t *as = memory_array(theirs + 1, sizeof *as);
  *count = ours;
  for (uint32_t i = 0; i < theirs; i++)
    if (!dictionary_find(from->labels, dictionary_text(to->labels, i), &as[i]))
      as[i] = (uint32_t)(*count)++;
  return as;
}

typedef struct Moving {
  const Ended *from, *to;
  const uint32_t *as; /* labels of `to` as labels of `from` */
  size_t labels;      /* of both */
} Moving;

/* A customer who moved; sorts by where from and where to. */
typedef struct Moved {
  uint64_t way; /* from * labels + to */
  uint32_t row;
} Moved;

static size_t list_moved(const Moving *moving, const uint32_t *partner, Moved *moved) {
  size_t count = 0;
  for (size_t row = 0; row < moving->from->rows; row++) {
    uint32_t other = partner ? partner[row] : (uint32_t)row;
    if (other == ENDED_NOWHERE)
      continue;
    uint32_t from = moving->from->of[row], to = moving->as[moving->to->of[other]];
    if (from != to)
      moved[count++] = (Moved){(uint64_t)from * moving->labels + to, (uint32_t)row};
  }
  return count;
}

static int by_way(const void *left, const void *right) {
  const Moved *a = left, *b = right;
  if (a->way != b->way)
    return a->way < b->way ? -1 : 1;
  return a->row < b->row ? -1 : a->row > b->row;
}

static Text name_of(const Moving *moving, size_t label) {
  if (label < dictionary_count(moving->from->labels))
    return dictionary_text(moving->from->labels, (uint32_t)label);
  for (uint32_t i = 0; i < dictionary_count(moving->to->labels); i++)
    if (moving->as[i] == label)
      return dictionary_text(moving->to->labels, i);
  return TEXT("");
}

/* Those of the same way, which stand side by side. */
static Moves group(Arena *arena, const Moving *moving, const Moved *moved, size_t count) {
  Moves moves = {.customers = count};
  for (size_t i = 0; i < count; i++)
    moves.count += i == 0 || moved[i].way != moved[i - 1].way;
  moves.list = arena_array(arena, moves.count, sizeof *moves.list);
  uint32_t *rows = arena_array(arena, count, sizeof *rows);
  Move *move = NULL;
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || moved[i].way != moved[i - 1].way)
      *(move = move ? move + 1 : moves.list) =
          (Move){name_of(moving, moved[i].way / moving->labels),
                 name_of(moving, moved[i].way % moving->labels), 0, &rows[i]};
    rows[i] = moved[i].row;
    move->customers++;
  }
  return moves;
}

Moves ended_moves(Arena *arena, const Ended *from, const Ended *to, const uint32_t *partner) {
  Moving moving = {.from = from, .to = to};
  uint32_t *as = translate(from, to, &moving.labels);
  moving.as = as;
  Moved *moved = memory_array(from->rows + 1, sizeof *moved);
  size_t count = list_moved(&moving, partner, moved);
  if (count)
    qsort(moved, count, sizeof *moved, by_way);
  Moves moves = group(arena, &moving, moved, count);
  memory_free(moved);
  memory_free(as);
  return moves;
}

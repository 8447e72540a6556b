#include "log/piece.h"

#include "base/json.h"
#include "condition/verdict.h"

enum { WAYS_MOST = 1024 };

Text piece_copy(Arena *arena, Text text) {
  char *bytes = arena_new(arena, text.length + PIECE_SLACK);
  if (text.length)
    memcpy(bytes, text.bytes, text.length);
  return (Text){bytes, text.length};
}

Text piece_quoted(Arena *arena, Text text) {
  Buffer buffer = {0};
  json_put_text(&buffer, text);
  Text piece = piece_copy(arena, buffer_view(&buffer));
  buffer_free(&buffer);
  return piece;
}

/* How many ways there are in all; 0: too many. */
static size_t all_ways(const Answered *answered) {
  size_t all = 1;
  for (size_t i = 0; i < answered->count && all <= WAYS_MOST; i++)
    all *= answered->ways;
  return all <= WAYS_MOST ? all : 0;
}

/* The rules' verdicts over as many rows as there are ways: each row answers in its way. */
static const uint8_t *const *every_way(Arena *arena, const Answered *answered, size_t all) {
  const uint8_t **verdicts = arena_array(arena, answered->count, sizeof *verdicts);
  for (size_t i = 0, worth = 1; i < answered->count; i++, worth *= answered->ways) {
    uint8_t *answers = arena_array(arena, all, 1);
    for (size_t way = 0; way < all; way++)
      answers[way] = (uint8_t)(way / worth % answered->ways);
    verdicts[i] = answers;
  }
  return verdicts;
}

void answered_prepare(Arena *arena, Answered *answered) {
  _Static_assert(VERDICT_NO == 0 && VERDICT_YES == 1 && VERDICT_UNKNOWN == 2, "digits of a way");
  size_t all = all_ways(answered);
  Text *pieces = arena_array(arena, all, sizeof *pieces);
  Arena *passing = arena_make();
  const uint8_t *const *verdicts = every_way(passing, answered, all);
  Buffer buffer = {0};
  for (size_t way = 0; way < all; way++) {
    buffer.length = 0;
    answered->write(answered->context, verdicts, way, &buffer);
    pieces[way] = piece_copy(arena, buffer_view(&buffer));
  }
  buffer_free(&buffer);
  arena_drop(passing);
  answered->pieces = all ? pieces : NULL;
}

void answered_put(const Answered *answered, size_t row, Buffer *out) {
  size_t way = 0, worth = 1;
  if (!answered->pieces) {
    answered->write(answered->context, answered->verdicts, row, out);
    return;
  }
  if (answered->ways == 2) {
    for (size_t i = 0; i < answered->count; i++)
      way |= (size_t)(answered->verdicts[i][row] == VERDICT_YES) << i;
  } else {
    for (size_t i = 0; i < answered->count; i++, worth *= 3)
      way += (answered->verdicts[i][row] < 2 ? answered->verdicts[i][row] : 2) * worth;
  }
  piece_put(out, answered->pieces[way]);
}

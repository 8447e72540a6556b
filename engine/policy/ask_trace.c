#include "policy/ask_trace.h"

#include <stdio.h>

/* --- in the worker ------------------------------------------------------------- */

/* "step line file", a text each. */
static void line_ran(lua_State *lua, lua_Debug *now) {
  Asker *asker = state_of(lua)->tracing;
  char text[600];
  if (!asker || !lua_getinfo(lua, "Sl", now) || now->source[0] != '@')
    return;
  int length =
      snprintf(text, sizeof text, "%zu %d %s", asker->step, now->currentline, now->source + 1);
  if (length > 0 && (size_t)length < sizeof text)
    ask_enter(asker, asker->ran, (Text){text, (size_t)length});
}

void ask_trace_begin(Asker *asker) {
  if (!asker->asking->trace)
    return;
  asker->state->tracing = asker;
  lua_sethook(asker->state->lua, line_ran, LUA_MASKLINE, 0);
}

void ask_trace_end(Asker *asker) {
  if (!asker->asking->trace)
    return;
  lua_sethook(asker->state->lua, NULL, 0, 0);
  asker->state->tracing = NULL;
}

/* --- in the parent ------------------------------------------------------------- */

static bool line_read(Arena *arena, Text text, LineRan *ran) {
  char *copy = arena_copy(arena, text.bytes, text.length);
  int file = 0;
  if (sscanf(copy, "%zu %d %n", &ran->step, &ran->line, &file) != 2 || file == 0)
    return false;
  ran->file = (Text){copy + file, text.length - (size_t)file};
  return true;
}

void ask_trace_read(Arena *arena, Dictionary *const *ran, size_t workers, Answers *answers) {
  size_t all = 0;
  for (size_t i = 0; i < workers; i++)
    all += dictionary_count(ran[i]);
  LineRan *lines = arena_array(arena, all + 1, sizeof *lines);
  for (size_t i = 0; i < workers; i++)
    for (uint32_t code = 0; code < dictionary_count(ran[i]); code++)
      if (line_read(arena, dictionary_text(ran[i], code), &lines[answers->ran_count]))
        answers->ran_count++;
  answers->ran = lines;
}

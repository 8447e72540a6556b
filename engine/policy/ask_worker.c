#include "policy/ask_worker.h"

#include "base/memory.h"
#include "policy/ask_parcel.h"
#include "policy/ask_trace.h"
#include "policy/ask_trouble.h"
#include "policy/ask_value.h"
#include "policy/outcome.h"

enum { AT_CUSTOMER = 1, AT_OUTCOME = 2, HEAD_BYTES = 16 };

uint32_t ask_enter(Asker *asker, Dictionary *dictionary, Text text) {
  bool is_new;
  uint32_t code = dictionary_enter(dictionary, text, &is_new);
  asker->entered += is_new ? text.length + HEAD_BYTES : 0;
  if (asker->entered > asker->asking->limits.bytes)
    jail_leave(asker->state->seat, JAIL_MEMORY);
  return code;
}

/* --- one step, the rows of one chunk ------------------------------------------- */

static bool guard_asks(const Asker *asker, const Step *step) {
  uint8_t *const *verdicts = asker->pages->verdicts;
  if (step->skip && step->skip[asker->row])
    return false;
  if (step->guard == GUARD_IF_YES)
    return verdicts[step->first][asker->row] == VERDICT_YES;
  if (step->guard == GUARD_UNTIL_YES)
    for (size_t earlier = step->first; earlier < step->last; earlier++)
      if (verdicts[earlier][asker->row] == VERDICT_YES)
        return false;
  return true;
}

/* The verdict of the value on top, which stays there. */
static Verdict verdict_take(Asker *asker, const Step *step) {
  lua_State *lua = asker->state->lua;
  if (step->kind == STEP_VERDICT)
    return lua_toboolean(lua, -1) ? VERDICT_YES : VERDICT_NO;
  const char *wrong = step->parts ? ask_value_part(asker) : NULL;
  wrong = wrong ? wrong : ask_value_take(asker);
  if (wrong) {
    ask_trouble_wrong(asker, wrong);
    return VERDICT_UNKNOWN;
  }
  return lua_isnil(lua, -1) ? VERDICT_NO : VERDICT_YES;
}

/* (asker, function, customer, outcome or nothing): from asker->row to the end. An
 * error in the policy's function leaves at that row. */
static int rows_ask(lua_State *lua) {
  Asker *asker = lua_touserdata(lua, 1);
  const Step *step = &asker->asking->steps[asker->step];
  uint8_t *verdicts = asker->pages->verdicts[asker->step];
  bool answered = asker->pages->answered[asker->step];
  int arguments = lua_gettop(lua) - 2;
  for (; asker->row < asker->end; asker->row++) {
    if (answered && verdicts[asker->row] != ASK_AGAIN)
      continue;
    if (!guard_asks(asker, step)) {
      verdicts[asker->row] = VERDICT_NOT_ASKED;
      continue;
    }
    asker->state->seat->row = (uint32_t)asker->row;
    customer_turn(asker->customer, asker->row);
    for (int i = 0; i <= arguments; i++)
      lua_pushvalue(lua, 2 + i);
    lua_call(lua, arguments, 1);
    verdicts[asker->row] = (uint8_t)verdict_take(asker, step);
    lua_pop(lua, 1);
  }
  return 0;
}

int ask_push_call(Asker *asker) {
  lua_State *lua = asker->state->lua;
  state_push_function(asker->state, asker->asking->steps[asker->step].function->number);
  lua_pushvalue(lua, AT_CUSTOMER);
  if (!asker->asking->outcome)
    return 1;
  lua_pushvalue(lua, AT_OUTCOME);
  return 2;
}

static void step_ask(Asker *asker, size_t step, size_t first) {
  DoorTrouble trouble;
  size_t end = first + ASK_CHUNK;
  asker->step = step;
  asker->row = first;
  asker->end = end < asker->range->end ? end : asker->range->end;
  asker->customer->may_read = asker->customer->of_step[step];
  asker->state->seat->step = (uint32_t)step;
  while (asker->row < asker->end) {
    lua_pushcfunction(asker->state->lua, rows_ask);
    lua_pushlightuserdata(asker->state->lua, asker);
    ask_trace_begin(asker);
    bool ran = door_call(asker->state, 2 + ask_push_call(asker), 0, &trouble);
    ask_trace_end(asker);
    if (ran)
      continue;
    asker->pages->verdicts[step][asker->row] = VERDICT_UNKNOWN;
    ask_trouble_failed(asker, &trouble);
    asker->row++;
  }
}

/* --- all of it ----------------------------------------------------------------- */

/* (asker) -> customer, outcome or nothing */
static int customer_make(lua_State *lua) {
  Asker *asker = lua_touserdata(lua, 1);
  asker->customer = customer_push(lua, asker->asking);
  if (!asker->asking->outcome)
    return 1;
  outcome_push(lua, asker->asking, asker->customer);
  return 2;
}

static bool begin(Asker *asker) {
  size_t steps = asker->asking->step_count;
  DoorTrouble trouble;
  asker->details = dictionary_make();
  asker->ran = dictionary_make();
  asker->texts = memory_array(steps + 1, sizeof *asker->texts);
  for (size_t i = 0; i < steps; i++)
    if (ask_step_has_values(&asker->asking->steps[i]))
      asker->texts[i] = dictionary_make();
  lua_pushcfunction(asker->state->lua, customer_make);
  lua_pushlightuserdata(asker->state->lua, asker);
  if (door_call(asker->state, 1, asker->asking->outcome ? 2 : 1, &trouble))
    return true;
  asker->state->seat->error = trouble.error;
  return false;
}

static void send(Asker *asker) {
  ask_parcel_put(asker, asker->details);
  ask_parcel_put(asker, asker->ran);
  for (size_t i = 0; i < asker->asking->step_count; i++)
    if (asker->texts[i])
      ask_parcel_put(asker, asker->texts[i]);
}

static void asker_drop(Asker *asker) {
  for (size_t i = 0; i < asker->asking->step_count; i++)
    dictionary_drop(asker->texts[i]);
  memory_free(asker->texts);
  dictionary_drop(asker->details);
  dictionary_drop(asker->ran);
  lua_settop(asker->state->lua, 0);
}

bool ask_work_in(const AskOrder *order, size_t worker, State *state) {
  Asker asker = {.asking = order->asking,
                 .pages = order->pages,
                 .range = &order->pages->ranges[worker],
                 .state = state};
  bool begun = begin(&asker);
  for (size_t first = asker.range->first; begun && first < asker.range->end; first += ASK_CHUNK)
    for (size_t step = 0; step < asker.asking->step_count; step++)
      if (!order->pages->answered[step] || order->pages->again[step])
        step_ask(&asker, step, first);
  state_beat(state);
  if (begun) {
    send(&asker);
    customer_drop(asker.customer, asker.asking->step_count);
  }
  asker_drop(&asker);
  return begun;
}

bool ask_work(void *context, size_t worker, JailSeat *seat) {
  const AskOrder *order = context;
  const Policy *policy = order->asking->policy;
  PolicySource source = {.files = policy->files,
                         .file_count = policy->file_count,
                         .as_of = policy->as_of,
                         .functions_only = true,
                         .sets = policy->sets,
                         .set_count = policy->set_count};
  State *state = state_make(seat, order->asking->limits);
  return state_load(state, &source) && ask_work_in(order, worker, state);
}

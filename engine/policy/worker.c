#include "policy/worker.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

enum { DESCRIPTION_BYTES = 64 << 20 }; /* pages are taken as they are touched */

/* --- what a policy declares --------------------------------------------------- */

typedef struct Describing {
  const PolicySource *source;
  JailLimits limits;
  size_t *length; /* shared: of the description, which follows */
  char *json;
} Describing;

static bool describe(void *context, size_t worker, JailSeat *seat) {
  Describing *describing = context;
  State *state = state_make(seat, describing->limits);
  Text json;
  (void)worker;
  if (!state_load(state, describing->source) || !state_description(state, &json))
    return false;
  if (json.length > DESCRIPTION_BYTES - sizeof(size_t))
    return error_set(&seat->error, ERROR_INPUT,
                     "this policy is too large: its description is "
                     "over 64 MiB");
  memcpy(describing->json, json.bytes, json.length);
  *describing->length = json.length;
  return true;
}

static bool describe_run(Describing *describing, Arena *arena, Text *json, Error *error) {
  JailReport report;
  JailPlan plan = {.work = describe,
                   .asked = state_stop_asked,
                   .crashed = state_crashed,
                   .context = describing,
                   .workers = 1,
                   .calls = 1,
                   .limits = describing->limits};
  if (!jail_run(&plan, &report, error))
    return false;
  if (report.ending != JAIL_DONE)
    return worker_blame(&report, describing->limits, TEXT(""), TEXT(""), error);
  size_t length = *describing->length;
  if (length > DESCRIPTION_BYTES - sizeof(size_t))
    return error_set(error, ERROR_INTERNAL, "the policy's description has no end");
  *json = text_copy(arena, (Text){describing->json, length});
  return true;
}

bool worker_describe(Arena *arena, const PolicySource *source, JailLimits limits, Text *json,
                     Error *error) {
  size_t *pages = memory_shared(DESCRIPTION_BYTES);
  Describing describing = {source, limits, pages, (char *)(pages + 1)};
  bool described = describe_run(&describing, arena, json, error);
  if (!described && !error->file[0] && error->kind != ERROR_SYSTEM)
    error_at(error, source->files[0].path, 0, 0);
  memory_shared_free(pages, DESCRIPTION_BYTES);
  return described;
}

/* --- why a worker did not end well -------------------------------------------- */

/* What a bad end is called, before and after the customer, and what to do. */
typedef struct EndingWords {
  const char *did;
  char most[64];
  const char *hint;
} EndingWords;

static EndingWords words_of(const JailReport *report, JailLimits limits) {
  EndingWords words = {.did = "was stopped: it broke out of Lua",
                       .hint = "nothing of it was kept; please report this policy"};
  if (report->ending == JAIL_TIME) {
    words.did = "did not finish";
    words.hint = "is there a loop without an end?";
    snprintf(words.most, sizeof words.most, " within %g second%s", limits.seconds,
             limits.seconds == 1 ? "" : "s");
  } else if (report->ending == JAIL_MEMORY) {
    words.did = "was stopped: it wanted too much memory";
    words.hint = "is there a text or a list that grows without an end?";
    snprintf(words.most, sizeof words.most, ", more than %zu MiB", limits.bytes >> 20);
  } else if (report->signal) {
    snprintf(words.most, sizeof words.most, " (signal %d, %s)", report->signal,
             strsignal(report->signal));
  }
  return words;
}

static void text_settle(char *text, size_t size) {
  text[size - 1] = '\0';
  text[text_utf8_prefix(text_of(text))] = '\0';
}

/* A worker's own Error, of which nothing can be taken on trust. */
static bool error_take(const Error *written, Error *error) {
  *error = *written;
  if (error->kind != ERROR_INPUT && error->kind != ERROR_RULE)
    error->kind = ERROR_INTERNAL;
  text_settle(error->file, sizeof error->file);
  text_settle(error->message, sizeof error->message);
  text_settle(error->hint, sizeof error->hint);
  return false;
}

bool worker_blame(const JailReport *report, JailLimits limits, Text rule, Text customer,
                  Error *error) {
  EndingWords words = words_of(report, limits);
  Text file = text_of(report->seat.file);
  const char *where = customer.length ? " for customer " : rule.length ? "" : " while it was read";
  if (report->ending == JAIL_FAILED)
    return error_take(&report->seat.error, error);
  error_set(error, ERROR_RULE, "the %s%.*s %s%s%.*s%s", rule.length ? "rule " : "policy",
            TEXT_ARGS(rule), words.did, where, TEXT_ARGS(customer), words.most);
  if (report->seat.line > 0)
    error_at(error, (Text){file.bytes, text_utf8_prefix(file)}, report->seat.line, 0);
  return error_hint(error, "%s", words.hint);
}

/* A trial: a small policy from a text, asked of four customers.
 *
 *   id     a    b    city      since
 *   C-1    1    10   Delft     2026-01-31
 *   C-2    –    20   Breda     –
 *   C-3    3    –    –         2026-11-20
 *   C-4    –    –    Delft     2025-11-21 */
#ifndef HELDER_TESTS_TRIAL_H
#define HELDER_TESTS_TRIAL_H
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "policy/ask.h"

enum { TRIAL_ROWS = 4 };

typedef struct Trial {
  Arena *arena;
  Table *table;
  Policy *policy; /* NULL: refused, see error */
  Answers *answers;
  JailLimits limits;
  size_t threads;
  char folder[40];
  Error error;
  char text[2600]; /* for trial_said */
} Trial;

static inline Value trial_integer(int64_t integer) {
  return (Value){.kind = VALUE_INTEGER, .integer = integer};
}

static inline Value trial_text(const char *text) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(text)};
}

static inline Value trial_date(const char *iso) {
  Value value = {.kind = VALUE_DATE};
  ck_assert(date_from_iso(text_of(iso), &value.days));
  return value;
}

static inline Table *trial_table(Arena *arena) {
  static const Value none = {.kind = VALUE_MISSING};
  const Value cells[][TRIAL_ROWS] = {
      {trial_text("C-1"), trial_text("C-2"), trial_text("C-3"), trial_text("C-4")},
      {trial_integer(1), none, trial_integer(3), none},
      {trial_integer(10), trial_integer(20), none, none},
      {trial_text("Delft"), trial_text("Breda"), none, trial_text("Delft")},
      {trial_date("2026-01-31"), none, trial_date("2026-11-20"), trial_date("2025-11-21")}};
  static const char *const names[] = {"id", "a", "b", "city", "since"};
  Column *columns[sizeof names / sizeof *names];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    columns[i] = column_from_values(arena, text_of(names[i]), cells[i], TRIAL_ROWS);
  return table_of_columns(TEXT("rows"), columns, sizeof names / sizeof *names, TRIAL_ROWS, 0);
}

static inline Trial *trial_make(void) {
  Arena *arena = arena_make();
  Trial *trial = arena_new(arena, sizeof *trial);
  trial->arena = arena;
  trial->limits = jail_limits_default();
  trial->threads = 1;
  trial->table = trial_table(arena);
  strcpy(trial->folder, "/tmp/helder-trial-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(trial->folder));
  return trial;
}

/* Loads `source` as policy.lua; false when it is refused. */
static inline bool trial_load(Trial *trial, const char *source, size_t length) {
  int32_t as_of;
  char *path = file_join(trial->arena, trial->folder, "policy.lua");
  Error ignored;
  ck_assert(date_from_iso(TEXT("2026-11-21"), &as_of));
  unlink(path);
  ck_assert(file_put(path, (Text){source, length}, &ignored));
  trial->policy = policy_load(trial->arena, path, as_of, trial->limits, &trial->error);
  return trial->policy != NULL;
}

/* A policy with `top` before an exclusion "trial" that has `body` as its condition. */
static inline bool trial_load_rule(Trial *trial, const char *top, const char *body) {
  Text source =
      text_format(trial->arena,
                  "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n%s\n"
                  "exclusion \"trial\" { because = \"b\",\nwhen = function(g)\n%s\nend }\n",
                  top, body);
  return trial_load(trial, source.bytes, source.length);
}

/* Asks one function as step 0. */
static inline bool trial_ask(Trial *trial, const Function *function, StepKind kind) {
  Step *step = arena_new(trial->arena, sizeof *step);
  *step = (Step){.function = function, .rule = TEXT("exclusion \"trial\""), .kind = kind};
  Asking asking = {.policy = trial->policy,
                   .table = trial->table,
                   .steps = step,
                   .step_count = 1,
                   .limits = trial->limits,
                   .threads = trial->threads,
                   .interpret = true};
  trial->answers = policy_ask(trial->arena, &asking, &trial->error);
  return trial->answers != NULL;
}

static inline bool trial_ask_rule(Trial *trial) {
  return trial_ask(trial, &trial->policy->exclusions[0].when, STEP_VERDICT);
}

/* The error as users see it, without the folder's name. */
static inline const char *trial_said(Trial *trial) {
  Buffer out = {0};
  error_print(&trial->error, &out);
  snprintf(trial->text, sizeof trial->text, "%.*s", (int)out.length, out.bytes);
  buffer_free(&out);
  for (char *found; (found = strstr(trial->text, trial->folder));) {
    const char *rest = found + strlen(trial->folder) + 1;
    memmove(found, rest, strlen(rest) + 1);
  }
  return trial->text;
}

/* "yes", "no", "not asked"; of an unknown: "a b?" the missing fields, or the message. */
static inline const char *trial_verdict(Trial *trial, size_t row) {
  static const char *const names[] = {"no", "yes", NULL, "not asked"};
  const Answers *answers = trial->answers;
  uint8_t verdict = answers->verdicts[0][row];
  if (verdict != VERDICT_UNKNOWN)
    return names[verdict];
  Buffer out = {0};
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const TroubleDetail *detail = &answers->details[answers->troubles[i].detail];
    if (answers->troubles[i].row != row)
      continue;
    buffer_format(&out, "%.*s", TEXT_ARGS(detail->message));
    for (size_t k = 0; k < detail->missing_count; k++)
      buffer_format(&out, "%s%.*s", k ? " " : "", TEXT_ARGS(detail->missing[k]));
    buffer_string(&out, detail->missing_count ? "?" : "");
  }
  Text text = text_copy(trial->arena, buffer_view(&out));
  buffer_free(&out);
  return text.bytes;
}

static inline void trial_drop(Trial *trial) {
  answers_drop(trial->answers);
  table_drop(trial->table);
  file_folder_remove(trial->folder);
  arena_drop(trial->arena);
}
#endif

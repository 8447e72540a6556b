#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "commands/run_events.h"
#include "decide/check.h"
#include "decide/check_about.h"
#include "decide/decide.h"

#define LABELLED(field) field " = { label = { en = \"e\", nl = \"n\" } }, "
#define HEAD                                                                                       \
  "policy \"P\" { version = \"1\" } customers \"guests\" { key = \"id\", fields = { " LABELLED(    \
      "visits") LABELLED("nps") LABELLED("spend") LABELLED("city") LABELLED("member")              \
      LABELLED("since") LABELLED("birth_year") "} }"
#define CASES "tests/decide/check_cases.txt"

static Arena *arena;
static char folder[64];
static Error error;

static const char *in_folder(const char *name) {
  return file_join(arena, folder, name);
}

static void put(const char *name, Text content) {
  unlink(in_folder(name));
  ck_assert_msg(file_put(in_folder(name), content, &error), "%s", error.message);
}

/* Forty guests: visits 0 … 19 and never missing; nps 1 … 10, city, birth_year and since
 * sometimes missing. */
static void put_guests(void) {
  static const char *const cities[] = {"Utrecht", "Delft", "", "Gouda"};
  Buffer csv = {0};
  buffer_string(&csv, "id,visits,nps,spend,city,member,since,birth_year\n");
  for (int i = 0; i < 40; i++) {
    buffer_format(&csv, "G%02d,%d,", i, i / 2);
    if (i % 5)
      buffer_format(&csv, "%d", i % 10 + 1);
    buffer_format(&csv, ",%d.50,%s,%s,2025-%02d-10,", 10 * i, cities[i % 4], i % 3 ? "yes" : "no",
                  i % 12 + 1);
    buffer_format(&csv, i % 7 ? "%d\n" : "\n", 1950 + i);
  }
  put("guests.csv", buffer_view(&csv));
  buffer_free(&csv);
}

/* Sixty calls of the first twenty guests, one to three minutes; a kind is missing of some, and one
 * is of nobody. */
static void put_calls(void) {
  static const char *const kinds[] = {"phone", "noise", ""};
  Buffer csv = {0};
  buffer_string(&csv, "guest,called_on,kind,minutes\n");
  for (int i = 0; i < 60; i++)
    buffer_format(&csv, "G%02d,2026-%02d-03,%s,%d\n", i / 3, i % 10 + 1, kinds[i % 3], i % 3 + 1);
  buffer_string(&csv, "G99,2026-01-03,noise,3\n");
  put("calls.csv", buffer_view(&csv));
  buffer_free(&csv);
}

static void setup(void) {
  arena = arena_make();
  memset(&error, 0, sizeof error);
  strcpy(folder, "/tmp/helder-check-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  put_guests();
  put_calls();
}

static void teardown(void) {
  file_folder_remove(folder);
  arena_drop(arena);
}

/* --- checking --------------------------------------------------------------------- */

static Table **sides_of(Policy *policy, const Table *table) {
  RunEvents asked = {.policy = policy, .customers = table, .threads = 1};
  Table **sides = run_events_tables(arena, &asked, &error);
  ck_assert_msg(sides != NULL, "%s", error.message);
  return sides;
}

static CheckInput input_of(Policy *policy, Table *table) {
  return (CheckInput){.policy = policy,
                      .table = table,
                      .sides = table ? sides_of(policy, table) : NULL,
                      .limits = {30, 256 << 20},
                      .threads = 1,
                      .ask = policy_ask,
                      .drop = answers_drop};
}

static void must_be_same(const Findings *a, const Findings *b) {
  ck_assert_uint_eq(a->count, b->count);
  for (size_t i = 0; i < a->count; i++) {
    const Finding *one = &a->list[i], *other = &b->list[i];
    ck_assert_str_eq(one->id, other->id);
    ck_assert_int_eq(one->at.line, other->at.line);
    ck_assert_int_eq(one->level, other->level);
    ck_assert_msg(text_equal(one->message, other->message), "%.*s / %.*s", TEXT_ARGS(one->message),
                  TEXT_ARGS(other->message));
  }
}

/* Twice: the second time with what the first found of the columns, and the run's events. */
static void check_with(const DecideInput *run, Policy *policy, const Asker *decided, size_t fields,
                       const Findings *first) {
  size_t columns = run->table->column_count;
  ColumnRange *ranges = arena_array(arena, fields, sizeof *ranges);
  for (int time = 0; time < 2; time++) {
    Findings findings = {.arena = arena};
    run->table->column_count = fields;
    CheckInput input = input_of(policy, run->table);
    if (time == 1) {
      for (size_t i = 0; i < policy->side_table_count; i++)
        table_drop(input.sides[i]);
      input.sides = NULL;
      input.events = run->events;
    }
    input.decided = decided;
    input.decided_columns = columns;
    input.ranges = ranges;
    input.range_count = fields;
    ck_assert_msg(check_policy(&input, &findings, &error), "%s", error.message);
    must_be_same(first, &findings);
  }
}

/* A policy that has just decided over its data is found the same things, of what it answered
 * then. Answers whether it could decide. */
static bool check_decided(Policy *policy, Table *table, size_t fields, const Findings *first) {
  RunEvents asked = {.policy = policy, .customers = table, .threads = 1};
  table->column_count = fields;
  Events **events =
      policy_bind(policy, table, &error) ? run_events_read(arena, &asked, &error) : NULL;
  if (!events)
    return false;
  DecideInput run = {.policy = policy,
                     .table = table,
                     .events = events,
                     .limits = {30, 256 << 20},
                     .threads = 1,
                     .ask = policy_ask,
                     .drop = answers_drop};
  Decided decided;
  bool good = decide_run(arena, &run, &decided, &error);
  if (good)
    check_with(&run, policy, &decided.asker, fields, first);
  decide_drop(&decided);
  run_events_drop(events, policy);
  return good;
}

static int decided_too; /* of the policies that were checked */

static Findings check_file(const char *path, const char *data, const char *day) {
  int32_t as_of;
  date_from_iso(text_of(day), &as_of);
  Policy *policy = policy_load(arena, path, as_of, (JailLimits){30, 256 << 20}, &error);
  ck_assert_msg(policy != NULL, "%s:%ld: %s", path, error.line, error.message);
  Table *table = data ? table_read(data, &policy->read, &error) : NULL;
  ck_assert_msg(table || !data, "%s", error.message);
  size_t fields = table ? table->column_count : 0;
  Findings findings = {.arena = arena};
  CheckInput input = input_of(policy, table);
  ck_assert_msg(check_policy(&input, &findings, &error), "%s", error.message);
  decided_too += table && check_decided(policy, table, fields, &findings);
  table_drop(table);
  return findings;
}

static Text written(const Findings *findings) {
  static const char *const levels[] = {"note", "warning", "error"};
  Buffer out = {0};
  for (size_t i = 0; i < findings->count; i++) {
    const Finding *finding = &findings->list[i];
    ck_assert_uint_gt(finding->message.length, 0);
    buffer_format(&out, "%d:%d %s %s %s\n", finding->at.line, finding->at.column,
                  levels[finding->level], finding->id, finding->proven ? "proven" : "on this data");
  }
  Text text = text_copy(arena, buffer_view(&out));
  buffer_free(&out);
  return text;
}

typedef struct Case {
  char name[200];
  Buffer source, expected;
} Case;

static void trim_end(Buffer *text) {
  while (text->length && text->bytes[text->length - 1] == '\n')
    text->length--;
}

/* Answers whether it is as expected; says so where it is not. */
static bool check_case(Case *one) {
  trim_end(&one->expected);
  put("policy.lua", buffer_view(&one->source));
  bool data = strncmp(one->name, "no data", 7) != 0;
  Findings findings =
      check_file(in_folder("policy.lua"), data ? in_folder("guests.csv") : NULL, "2026-11-21");
  Buffer found = {0};
  buffer_text(&found, written(&findings));
  trim_end(&found);
  bool same = text_equal(buffer_view(&found), buffer_view(&one->expected));
  if (!same)
    printf("%sexpected\n%.*s\nfound\n%.*s\n\n", one->name, TEXT_ARGS(buffer_view(&one->expected)),
           TEXT_ARGS(buffer_view(&found)));
  buffer_free(&found);
  buffer_free(&one->source);
  buffer_free(&one->expected);
  return same;
}

START_TEST(each_case_gets_its_findings) {
  FILE *file = fopen(CASES, "r");
  ck_assert_ptr_nonnull(file);
  Case one = {0};
  Buffer *into = NULL;
  char *line = NULL;
  size_t room = 0;
  int count = 0, wrong = 0;
  while (getline(&line, &room, file) > 0) {
    if (strncmp(line, "### ", 4) == 0) {
      if (into)
        wrong += !check_case(&one);
      one = (Case){0};
      snprintf(one.name, sizeof one.name, "%s", line + 4);
      into = &one.source;
      count++;
    } else if (strcmp(line, "---\n") == 0) {
      into = &one.expected;
    } else if (into) {
      buffer_string(into, strcmp(line, "@\n") == 0 ? HEAD "\n" : line);
    }
  }
  wrong += !check_case(&one);
  free(line);
  fclose(file);
  ck_assert_int_ge(count, 20);
  ck_assert_int_ge(decided_too, 20);
  ck_assert_msg(wrong == 0, "%d cases are not as expected, see above", wrong);
}
END_TEST

/* --- the policies that ship ------------------------------------------------------- */

static void check_shipped(const char *name, const char *day) {
  int32_t as_of;
  const char *path = file_join(arena, "rules", name);
  date_from_iso(text_of(day), &as_of);
  if (!file_exists(file_join(arena, path, "policy.lua")))
    return;
  Policy *policy = policy_load(arena, path, as_of, (JailLimits){30, 256 << 20}, &error);
  ck_assert_msg(policy != NULL, "%s: %s", path, error.message);
  const char *data = file_join(arena, path, text_copy(arena, policy->data).bytes);
  data = file_join(arena, data, text_format(arena, "%.*s.csv", TEXT_ARGS(policy->customers)).bytes);
  Findings findings = check_file(path, data, day);
  for (size_t i = 0; i < findings.count; i++)
    ck_assert_msg(findings.list[i].level == CHECK_NOTE, "%s:%d: %.*s", path,
                  findings.list[i].at.line, TEXT_ARGS(findings.list[i].message));
}

START_TEST(shipped_policies_have_no_finding) {
  DIR *rules = opendir("rules");
  ck_assert_ptr_nonnull(rules);
  for (const struct dirent *entry; (entry = readdir(rules));) {
    if (entry->d_name[0] == '.')
      continue;
    check_shipped(entry->d_name, "2026-11-21");
  }
  closedir(rules);
  check_shipped("spa", "2026-12-31"); /* measures of November have ended by then */
}
END_TEST

/* --- what is written about them --------------------------------------------------- */

START_TEST(each_kind_is_told_in_the_guide_and_has_a_case) {
  Text guide, cases;
  ck_assert(file_read(arena, "engine/decide/CHECKS.md", &guide, &error));
  ck_assert(file_read(arena, CASES, &cases, &error));
  for (const CheckAbout *about = check_abouts; about->id; about++) {
    const char *heading = arena_format(arena, "\n## %s\n", about->id);
    ck_assert_msg(strstr(guide.bytes, heading) != NULL, "%s is not in CHECKS.md", about->id);
    if (strncmp(about->id, "broken-", 7) != 0)
      ck_assert_msg(strstr(cases.bytes, arena_format(arena, " %s ", about->id)) != NULL,
                    "no case for %s", about->id);
  }
}
END_TEST

Suite *decide_check_suite(void);
Suite *decide_check_suite(void) {
  Suite *suite = suite_create("decide_check");
  TCase *all = tcase_create("check");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_set_timeout(all, 180);
  tcase_add_test(all, each_case_gets_its_findings);
  tcase_add_test(all, shipped_policies_have_no_finding);
  tcase_add_test(all, each_kind_is_told_in_the_guide_and_has_a_case);
  suite_add_tcase(suite, all);
  return suite;
}

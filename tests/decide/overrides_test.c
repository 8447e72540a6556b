/* Overrides: read with their lines, refused with what was meant, laid over outcomes. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "decide/outcomes.h"
#include "scene.h"

typedef struct Trial {
  Scene scene;
  char path[64];
  Overrides overrides;
  Error error;
  bool good;
} Trial;

/* Two customers, A-1 and A-2; an exclusion, a segmentation and a selection. */
static void make_policy(Scene *scene) {
  static Exclusion exclusion;
  static Segment segments[2];
  static Segmentation group;
  static Selection selection;
  exclusion = (Exclusion){.name = TEXT("membership paused")};
  segments[0] = (Segment){.name = TEXT("keeper of the calm")};
  segments[1] = (Segment){.name = TEXT("guest"), .otherwise = true};
  group = (Segmentation){.name = TEXT("guest"), .segments = segments, .segment_count = 2};
  selection = (Selection){.name = TEXT("quiet Sunday"), .limit = -1};
  scene->policy = (Policy){.as_of = SCENE_AS_OF,
                           .exclusions = &exclusion,
                           .exclusion_count = 1,
                           .segmentations = &group,
                           .segmentation_count = 1,
                           .selections = &selection,
                           .selection_count = 1};
}

static void read_rows(Trial *trial, const char *header, const char *rows) {
  Scene *scene = &trial->scene;
  *trial = (Trial){.scene = {.arena = arena_make()}};
  Value keys[] = {scene_text(scene->arena, "A-", 1), scene_text(scene->arena, "A-", 2)};
  Column *column = column_from_values(scene->arena, TEXT("id"), keys, 2);
  scene->table = table_of_columns(TEXT("guests"), &column, 1, 2, 0);
  make_policy(scene);
  snprintf(trial->path, sizeof trial->path, "/tmp/helder-overrides-%ld.csv", (long)getpid());
  Text content = text_format(scene->arena, "%s\n%s", header, rows);
  Error error;
  ck_assert(file_put(trial->path, content, &error));
  trial->good = overrides_read(scene->arena, trial->path, &scene->policy, scene->table,
                               &trial->overrides, &trial->error);
  unlink(trial->path);
}

static void trial_end(Trial *trial) {
  scene_end(&trial->scene);
}

#define HEADER "key,rule,outcome,reason,by,until"
/* Day 20000 is 2024-10-04. */

START_TEST(rows_that_hold_and_rows_that_ran_out) {
  Trial trial;
  read_rows(&trial, HEADER,
            "A-2,selection quiet Sunday,selected,\"a promise, in person\",Ann,2024-10-04\n"
            "A-1,segment guest,keeper of the calm,known to us,Ann,31-12-2024\n"
            "A-1,exclusion membership paused,not excluded,sorry,Bob,2024-10-03\n");
  ck_assert_msg(trial.good, "%s", trial.error.message);
  const Overrides *overrides = &trial.overrides;
  ck_assert_uint_eq(overrides->held_count, 2);
  ck_assert_uint_eq(overrides->held[0].row, 0);
  ck_assert(text_equal(overrides->held[0].rule, TEXT("segmentation guest")));
  ck_assert(text_equal(overrides->held[1].reason, TEXT("a promise, in person")));
  ck_assert_uint_eq(overrides->expired_count, 1);
  ck_assert(text_equal(overrides->expired[0].key, TEXT("A-1")));
  ck_assert_int_eq(overrides->expired[0].until, SCENE_AS_OF - 1);
  ck_assert_uint_eq(strlen(overrides->sha256), SHA256_HEX);
  ck_assert_uint_eq(overrides->bytes, 237);
  trial_end(&trial);
}
END_TEST

static const struct {
  const char *rows, *message, *hint;
  long line;
} wrong[] = {
    {"A-11,selection quiet Sunday,selected,r,b,2025-01-01\n", "there is no customer \"A-11\"",
     "did you mean: A-1?", 2},
    {"A-1,selection quiet Sunday,selected,\"two\nlines\",b,2025-01-01\n"
     "A-1,selection quiet Monday,selected,r,b,2025-01-01\n",
     "the policy has no rule \"selection quiet Monday\"", "did you mean: selection quiet Sunday?",
     4},
    {"A-1,quota x,selected,r,b,2025-01-01\n", "the policy has no rule \"quota x\"",
     "there is: exclusion membership paused, segmentation guest, selection quiet Sunday", 2},
    {"A-1,selection quiet Sunday,slected,r,b,2025-01-01\n",
     "\"slected\" is no outcome of \"selection quiet Sunday\"", "did you mean: selected?", 2},
    {"A-1,segmentation guest,gust,r,b,2025-01-01\n",
     "\"gust\" is no outcome of \"segmentation guest\"", "did you mean: guest?", 2},
    {"A-1,exclusion membership paused,selected,r,b,2025-01-01\n",
     "\"selected\" is no outcome of \"exclusion membership paused\"",
     "there is: excluded, not excluded", 2},
    {"A-1,selection quiet Sunday,selected,,b,2025-01-01\n", "this override has no reason", "", 2},
    {"A-1,selection quiet Sunday,selected,r,b,\n", "this override has no until",
     "give the last day on which it holds, like 2026-12-31", 2},
    {"A-1,selection quiet Sunday,selected,r,b,2025-02-30\n", "\"2025-02-30\" is no date",
     "write it like 2026-12-31", 2},
    {"A-2,selection quiet Sunday,selected,r,b,2025-01-01\n"
     "A-1,selection quiet Sunday,selected,r,b,2025-01-01\n"
     "A-2,selection quiet Sunday,not selected,r,b,2025-01-01\n",
     "this customer's \"selection quiet Sunday\" is overridden on line 2 already", "", 4},
};

START_TEST(what_is_wrong_is_told_with_its_line) {
  Trial trial;
  read_rows(&trial, HEADER, wrong[_i].rows);
  ck_assert(!trial.good);
  ck_assert_int_eq(trial.error.kind, ERROR_INPUT);
  ck_assert_str_eq(trial.error.message, wrong[_i].message);
  ck_assert_str_eq(trial.error.hint, wrong[_i].hint);
  ck_assert_str_eq(trial.error.file, trial.path);
  ck_assert_int_eq(trial.error.line, wrong[_i].line);
  trial_end(&trial);
}
END_TEST

START_TEST(a_column_that_lacks_is_named) {
  Trial trial;
  read_rows(&trial, "key,rule,outcome,by,until", "");
  ck_assert(!trial.good);
  ck_assert_str_eq(trial.error.message, "this file of overrides has no column \"reason\"");
  trial_end(&trial);
}
END_TEST

/* The rules' outcome of row 0: excluded, guest, not eligible. */
static Decisions decisions_of(const Trial *trial, const Override *override) {
  static const uint8_t yes[] = {VERDICT_YES, VERDICT_NO},
                       state[] = {STATE_NOT_ELIGIBLE, STATE_SELECTED};
  static const uint16_t second[] = {1, 0};
  static Text names[2];
  static ExclusionDecision exclusion;
  static SegmentationDecision group;
  static SelectionDecision selection;
  names[0] = TEXT("keeper of the calm"), names[1] = TEXT("guest");
  exclusion = (ExclusionDecision){TEXT("membership paused"), yes};
  group = (SegmentationDecision){
      .name = TEXT("guest"), .segment_names = names, .segment_count = 2, .segment = second};
  selection = (SelectionDecision){.name = TEXT("quiet Sunday"), .state = state};
  return (Decisions){.table = trial->scene.table,
                     .rows = 2,
                     .exclusions = &exclusion,
                     .exclusion_count = 1,
                     .segmentations = &group,
                     .segmentation_count = 1,
                     .selections = &selection,
                     .selection_count = 1,
                     .overrides = override,
                     .override_count = override ? 1 : 0};
}

static Value outcome(const Decisions *decisions, const char *kind, const char *name) {
  Value value = scene_missing();
  outcomes_of(&(Outcomes){NULL, decisions}, 0, text_of(kind), text_of(name), &value, 1);
  return value;
}

START_TEST(an_override_is_what_guarantees_see) {
  static const struct {
    const char *kind, *rule, *name, *outcome, *seen;
    size_t changed;
  } cases[] = {
      {"selection", "selection quiet Sunday", "quiet Sunday", "selected", "selected", 1},
      {"selection", "selection quiet Sunday", "quiet Sunday", "not selected", "not selected", 0},
      {"segment", "segmentation guest", "guest", "keeper of the calm", "keeper of the calm", 1},
      {"segment", "segmentation guest", "guest", "guest", "guest", 0},
      {"excluded", "exclusion membership paused", "membership paused", "not excluded", "false", 1},
      {"excluded", "exclusion membership paused", "membership paused", "excluded", "true", 0},
      {"selection", "", "quiet Sunday", "", "not eligible", 0},
      {"segment", "", "guest", "", "guest", 0},
      {"excluded", "", "membership paused", "", "true", 0},
  };
  Trial trial;
  read_rows(&trial, HEADER, "");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Override override = {.rule = text_of(cases[i].rule), .outcome = text_of(cases[i].outcome)};
    Decisions decisions = decisions_of(&trial, cases[i].rule[0] ? &override : NULL);
    Buffer seen = {0};
    value_plain(&seen, outcome(&decisions, cases[i].kind, cases[i].name));
    buffer_byte(&seen, '\0');
    ck_assert_str_eq(seen.bytes, cases[i].seen);
    ck_assert_uint_eq(outcomes_changed(&(Outcomes){NULL, &decisions}), cases[i].changed);
    buffer_free(&seen);
  }
  trial_end(&trial);
}
END_TEST

Suite *decide_overrides_suite(void) {
  Suite *suite = suite_create("decide_overrides");
  TCase *tests = tcase_create("overrides");
  tcase_add_test(tests, rows_that_hold_and_rows_that_ran_out);
  tcase_add_loop_test(tests, what_is_wrong_is_told_with_its_line, 0, sizeof wrong / sizeof *wrong);
  tcase_add_test(tests, a_column_that_lacks_is_named);
  tcase_add_test(tests, an_override_is_what_guarantees_see);
  suite_add_tcase(suite, tests);
  return suite;
}

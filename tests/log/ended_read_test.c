/* What is read from the lines of a run is what was decided: every mode of segmentation, every
 * verdict, overrides, names with quotes in them. */
#include "log/ended_read.h"

#include "decide/decide.h"
#include "run_scene.h"

static const char source[] =
    "policy \"p\" {} customers \"guests\" { key = \"guest_id\" }\n"
    "exclusion \"a \\\"b\\\", c\" { when = function(g) return g.nps > 8 end, because = \"a\" }\n"
    "exclusion \"never\" { when = function(g) return g.nps > 99 end, because = \"a\",\n"
    "  when_unknown = \"ignore\" }\n"
    "segmentation \"first\" {\n"
    "  segment \"low {\" { when = function(g) return g.nps < 3 end, because = \"a\" },\n"
    "  segment \"mid\" { when = function(g) return g.nps < 6 end, because = \"a\" } }\n"
    "segmentation \"one\" { mode = \"unique\",\n"
    "  segment \"up\" { when = function(g) return g.nps > 4 end, because = \"a\" },\n"
    "  segment \"down\" { when = function(g) return g.nps < 7 end, because = \"a\" } }\n"
    "segmentation \"every\" { mode = \"all\",\n"
    "  segment \"x, y\" { when = function(g) return g.nps > 2 end, because = \"a\" },\n"
    "  segment \"z\" { when = function(g) return g.nps > 5 end, because = \"a\" } }\n"
    "segmentation \"sum\" { mode = \"score\",\n"
    "  point \"p\" { points = 2, when = function(g) return g.nps > 3 end, because = \"a\" },\n"
    "  segment \"high\" { from = 2, because = \"a\" }, segment \"none\" { from = 1, because = "
    "\"a\" "
    "} }\n"
    "selection \"q\" { when = function(g) return g.nps >= 2 end, because = \"a\",\n"
    "  rank = function(g) return g.nps end, limit = 5, holdout = 0.4,\n"
    "  quota = { per = \"day\", max = 3 } }\n"
    "selection \"open\" { when = function(g) return one_of(g.day, { \"Sun\\\"day\" }) end,\n"
    "  because = \"a\" }\n";

enum { ROWS = 60 };

static Policy *load(const RunScene *scene, Error *error) {
  int32_t as_of;
  char *folder = sample_folder(scene->arena), *path = file_join(scene->arena, folder, "policy.lua");
  ck_assert(date_from_iso(TEXT("2026-11-21"), &as_of));
  ck_assert(file_put(path, (Text){source, sizeof source - 1}, error));
  Policy *policy = policy_load(scene->arena, path, as_of, jail_limits_default(), error);
  file_folder_remove(folder);
  ck_assert_msg(policy != NULL, "%s", error->message);
  return policy;
}

static void same(const Ended *told, const Ended *read, size_t row) {
  Text decided = dictionary_text(told->labels, told->of[row]);
  Text found = dictionary_text(read->labels, read->of[row]);
  ck_assert_msg(text_equal(decided, found), "%.*s of row %zu: \"%.*s\", read \"%.*s\"",
                TEXT_ARGS(told->rule), row, TEXT_ARGS(decided), TEXT_ARGS(found));
}

START_TEST(the_lines_tell_how_everyone_ended) {
  Error error = {.kind = ERROR_NONE};
  RunScene scene;
  Decided decided;
  EndedList read;
  run_scene_start(&scene, ROWS, 0);
  Policy *policy = load(&scene, &error);
  DecideInput input = {.policy = policy,
                       .table = scene.table,
                       .limits = jail_limits_default(),
                       .threads = 1,
                       .ask = policy_ask,
                       .drop = answers_drop};
  ck_assert_msg(policy_bind(policy, scene.table, &error), "%s", error.message);
  ck_assert_msg(decide_run(scene.arena, &input, &decided, &error), "%s", error.message);
  Override overrides[] = {
      {.row = 7, .rule = TEXT("segmentation first"), .outcome = TEXT("mid"), .reason = TEXT("r")},
      {.row = 9, .rule = TEXT("selection q"), .outcome = TEXT("selected"), .reason = TEXT("{[\"")}};
  decided.decisions.overrides = overrides;
  decided.decisions.override_count = 2;
  scene.decisions = decided.decisions;
  Run *run = run_open(scene.arena, run_scene_write(&scene), &error);
  ck_assert_msg(run && ended_read(scene.arena, run, policy, &read, &error), "%s", error.message);
  EndedList told = ended_of(scene.arena, &decided.decisions);
  ck_assert_uint_eq(told.count, read.count);
  for (size_t i = 0; i < told.count; i++) {
    ck_assert_uint_eq(read.list[i].rows, ROWS);
    for (size_t row = 0; row < ROWS; row++)
      same(&told.list[i], &read.list[i], row);
  }
  run_close(run);
  decide_drop(&decided);
  run_scene_end(&scene);
}
END_TEST

/* Every cut and every changed byte of a line: an answer or an error, never a crash. */
START_TEST(a_line_that_is_none_is_named) {
  Error error = {.kind = ERROR_NONE};
  RunScene scene;
  EndedList ended;
  run_scene_start(&scene, 1, 0);
  Policy *policy = load(&scene, &error);
  char line[] = "{\"v\":1,\"seq\":0,\"key\":\"a\",\"salt\":\"s\",\"read\":{},\"missing\":[],"
                "\"excluded\":[\"never\"],\"unknown\":[],\"segments\":{\"first\":null,\"one\":null,"
                "\"every\":[\"z\"],\"sum\":{\"segment\":\"high\",\"score\":2,\"points\":{}}},"
                "\"selections\":{\"q\":{\"state\":\"excluded\",\"by\":\"never\"},"
                "\"open\":{\"state\":\"selected\"}},\"overrides\":[]}\n";
  size_t length = sizeof line - 1;
  Run run = {.folder = "run", .decisions = {line, length}, .rows = 1};
  ck_assert_msg(ended_read(scene.arena, &run, policy, &ended, &error), "%s", error.message);
  for (size_t cut = 1; cut + 1 < length; cut++) {
    run.decisions.length = cut;
    ck_assert(!ended_read(scene.arena, &run, policy, &ended, &error));
    ck_assert_int_eq(error.line, 1);
  }
  run.decisions.length = length;
  for (size_t at = 0; at + 1 < length; at++) {
    char was = line[at];
    error.line = 0;
    line[at] = was == '{' ? '[' : '{';
    bool good = ended_read(scene.arena, &run, policy, &ended, &error);
    ck_assert_msg(good ? ended.count == 8 && ended.list[0].rows == 1 : error.line == 1,
                  "byte %zu changed", at);
    line[at] = was;
  }
  run_scene_end(&scene);
}
END_TEST

Suite *log_ended_read_suite(void);
Suite *log_ended_read_suite(void) {
  Suite *suite = suite_create("log_ended_read");
  TCase *cases = tcase_create("log_ended_read");
  tcase_set_timeout(cases, 60);
  tcase_add_test(cases, the_lines_tell_how_everyone_ended);
  tcase_add_test(cases, a_line_that_is_none_is_named);
  suite_add_tcase(suite, cases);
  return suite;
}

/* Differences between two policies: each undone by itself, and all together, gives a policy
 * that loads and holds what the one before held. */
#include "policy/differences.h"

#include <check.h>

#include "base/date.h"
#include "base/file.h"

#define HEAD "policy \"p\" {} customers \"c\" { key = \"k\" }\n"
#define RULE(when)                                                                                 \
  "exclusion \"x\" {\n  when = function(g) return " when " end,\n  because = \"no {a}\",\n}\n"

typedef struct Pair {
  const char *before, *after;
  const char *says;    /* of each, joined by "; " */
  const char *refused; /* the numbers of those that cannot be undone alone */
} Pair;

static const Pair pairs[] = {
    {"local W = 3\n" RULE("g.a >= W"), "local W = 2\n" RULE("g.a >= W"), "W went from 3 to 2", ""},
    {"local W = 3\n" RULE("g.a >= W"), "local W = 3\n" RULE("g.a >= 4"),
     "\"g.a >= W\" became \"g.a >= 4\" in exclusion \"x\"", ""},
    {"local W = 3\n" RULE("g.a >= W"), RULE("g.a >= 4"),
     "\"g.a >= W\" became \"g.a >= 4\" in exclusion \"x\"", ""},
    {RULE("g.a >= 4"), "local W = 3\n" RULE("g.a >= W"),
     "\"g.a >= 4\" became \"g.a >= W\" in exclusion \"x\"", ""},
    {"attribute \"s\" { is = function(g) return g.b end }\n" RULE("g.s >= 4"), RULE("g.a >= 4"),
     "\"g.s >= 4\" became \"g.a >= 4\" in exclusion \"x\"; attribute \"s\" is gone", ""},
    {RULE("g.a >= 4"),
     "attribute \"s\" { is = function(g) return g.b end, label = \"ess\" }\n" RULE("g.s >= 4"),
     "attribute \"s\" is new; \"g.a >= 4\" became \"g.s >= 4\" in exclusion \"x\"", ""},
    {"selection \"q\" { when = function(c) return c.a end, because = \"b\", limit = 3 }",
     "selection \"q\" { because = \"b\", when = function(c) return c.a end, holdout = 0.1 }",
     "holdout of selection \"q\" went from none to 0.1; limit of selection \"q\" went from 3 to "
     "none",
     ""},
    {"segmentation \"s\" { segment \"a\" { because = \"a\", when = function(g) return g.a end } }",
     "segmentation \"s\" { mode = \"score\", segment \"a\" { because = \"a\", from = 1 },\n"
     "point \"p\" { points = 1, because = \"b\", when = function(g) return g.b end } }",
     "mode of segmentation \"s\" went from none to \"score\"; from of segment \"a\" went from none "
     "to "
     "1; when of segment \"a\" is gone; point \"p\" is new",
     "0123"},
};

static Policy *load(Arena *arena, const char *folder, const char *name, const char *text) {
  Error error = {.kind = ERROR_NONE};
  int32_t as_of;
  char *path = file_join(arena, folder, name);
  Text source = text_format(arena, HEAD "%s", text);
  ck_assert(date_from_iso(TEXT("2026-11-21"), &as_of) && file_put(path, source, &error));
  Policy *policy = policy_load(arena, path, as_of, jail_limits_default(), &error);
  ck_assert_msg(policy != NULL, "%s: %s", text, error.message);
  return policy;
}

/* What decides, of a description. */
static void same_rules(const Policy *one, const Policy *other, const char *what) {
  ck_assert_msg(one->exclusion_count == other->exclusion_count &&
                    one->selection_count == other->selection_count &&
                    one->attribute_count == other->attribute_count,
                "%s: other rules", what);
  for (size_t i = 0; i < one->exclusion_count; i++)
    ck_assert_msg(text_equal(one->exclusions[i].when.source, other->exclusions[i].when.source),
                  "%s: %.*s", what, TEXT_ARGS(other->exclusions[i].when.source));
  for (size_t i = 0; i < one->selection_count; i++)
    ck_assert_msg(one->selections[i].limit == other->selections[i].limit &&
                      one->selections[i].holdout == other->selections[i].holdout,
                  "%s: another selection", what);
}

static void try_pair(Arena *arena, const char *folder, const Pair *pair) {
  Error error = {.kind = ERROR_NONE};
  const Policy *before = load(arena, folder, "old.lua", pair->before);
  const Policy *after = load(arena, folder, "new.lua", pair->after);
  const PolicyDifference *all[8];
  size_t count;
  const PolicyDifference *list = differences_list(arena, before, after, &count, &error);
  ck_assert_msg(list && count <= 8, "%s", error.message);
  Text says = TEXT(""), refused = TEXT("");
  for (size_t i = 0; i < count; i++) {
    all[i] = &list[i];
    says =
        text_format(arena, "%.*s%s%.*s", TEXT_ARGS(says), i ? "; " : "", TEXT_ARGS(list[i].says));
    Undoing alone = {before, after, &all[i], 1, after->as_of};
    if (!differences_undo(arena, &alone, &error))
      refused = text_format(arena, "%.*s%zu", TEXT_ARGS(refused), i);
  }
  ck_assert_str_eq(says.bytes, pair->says);
  ck_assert_str_eq(refused.bytes, pair->refused);
  Undoing everything = {before, after, all, count, after->as_of};
  const Policy *undone = differences_undo(arena, &everything, &error);
  ck_assert_msg(undone != NULL, "%s: %s", pair->says, error.message);
  same_rules(before, undone, pair->says);
}

START_TEST(undone_it_is_the_policy_before) {
  char folder[] = "/tmp/helder-differences-XXXXXX";
  ck_assert_ptr_nonnull(mkdtemp(folder));
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    Arena *arena = arena_make();
    try_pair(arena, folder, &pairs[i]);
    arena_drop(arena);
  }
  file_folder_remove(folder);
}
END_TEST

START_TEST(the_same_policy_has_none) {
  char folder[] = "/tmp/helder-differences-XXXXXX";
  Arena *arena = arena_make();
  Error error;
  size_t count = 9;
  ck_assert_ptr_nonnull(mkdtemp(folder));
  const Policy *one = load(arena, folder, "old.lua", RULE("g.a > 1"));
  const Policy *other = load(arena, folder, "new.lua", "-- the same\n" RULE("g.a > 1"));
  ck_assert_ptr_nonnull(differences_list(arena, one, one, &count, &error));
  ck_assert_uint_eq(count, 0);
  ck_assert_ptr_nonnull(differences_list(arena, one, other, &count, &error));
  ck_assert_uint_eq(count, 0);
  file_folder_remove(folder);
  arena_drop(arena);
}
END_TEST

Suite *policy_differences_suite(void);
Suite *policy_differences_suite(void) {
  Suite *suite = suite_create("policy_differences");
  TCase *cases = tcase_create("policy_differences");
  tcase_set_timeout(cases, 60);
  tcase_add_test(cases, undone_it_is_the_policy_before);
  tcase_add_test(cases, the_same_policy_has_none);
  suite_add_tcase(suite, cases);
  return suite;
}

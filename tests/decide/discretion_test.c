/* Discretion: which overrides take a place in the budget, against a look at every pair of
 * lines by hand; over random files. */
#include <check.h>
#include <stdlib.h>

#include "../many.h"
#include "base/date.h"
#include "decide/discretion.h"

enum { LINES_MOST = 60, AS_OF = 20000 };

static uint64_t random_state;

static uint64_t chance(uint64_t below) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (random_state >> 33) % below;
}

typedef struct File {
  Arena *arena;
  OverrideLine lines[LINES_MOST];
  Override held[LINES_MOST];
  long held_lines[LINES_MOST];
  Overrides overrides;
  Policy policy;
} File;

static File *file_make(int seed) {
  static const char *const people[] = {"Mies", "Ruud", "Gerda", "Ids"};
  Arena *arena = arena_make();
  File *file = arena_new(arena, sizeof *file);
  random_state = (uint64_t)seed * 13 + 1;
  *file = (File){.arena = arena};
  file->overrides = (Overrides){.held = file->held,
                                .held_lines = file->held_lines,
                                .lines = file->lines,
                                .line_count = chance(LINES_MOST),
                                .dated = seed % 3 != 0};
  for (size_t i = 0; i < file->overrides.line_count; i++) {
    OverrideLine *line = &file->lines[i];
    *line = (OverrideLine){.by = text_of(people[chance(4)]),
                           .line = (long)i + 2,
                           .in_force = chance(3) > 0,
                           .made = file->overrides.dated ? AS_OF - 70 + (int32_t)chance(75) : 0};
    line->in_force &= line->made <= AS_OF;
  }
  for (size_t i = file->overrides.line_count; i-- > 0;) /* in another order than the file's */
    if (file->lines[i].in_force)
      file->held_lines[file->overrides.held_count++] = file->lines[i].line;
  Span spans[] = {{SPAN_NONE, 0}, {SPAN_DAYS, 30}, {SPAN_MONTHS, 1}};
  file->policy.as_of = AS_OF;
  file->policy.discretion =
      (Discretion){.given = true, .budget = (int64_t)chance(30), .per = spans[chance(3)]};
  return file;
}

/* --- by hand ------------------------------------------------------------------------ */

static bool counts(const File *file, const OverrideLine *line) {
  Span per = file->policy.discretion.per;
  if (!file->overrides.dated || per.unit == SPAN_NONE)
    return line->in_force;
  int32_t first = per.unit == SPAN_DAYS ? AS_OF - 29 : date_add_months(AS_OF, -1) + 1;
  return line->made >= first && line->made <= AS_OF;
}

/* How many that count come before it, and itself. */
static size_t place(const File *file, const OverrideLine *line) {
  size_t before = 1;
  for (size_t i = 0; i < file->overrides.line_count; i++) {
    const OverrideLine *other = &file->lines[i];
    before += counts(file, other) &&
              (other->made < line->made || (other->made == line->made && other->line < line->line));
  }
  return counts(file, line) ? before : 0;
}

static size_t used_by(const File *file, Text by) {
  size_t used = 0;
  for (size_t i = 0; i < file->overrides.line_count; i++)
    used += counts(file, &file->lines[i]) && text_equal(file->lines[i].by, by);
  return used;
}

MANY(the_budget_is_what_a_count_by_hand_gives, 50) {
  File *file = file_make(_i);
  DiscretionUse use = discretion_use(file->arena, &file->policy, &file->overrides);
  size_t used = 0, people = 0;
  for (size_t i = 0; i < file->overrides.line_count; i++) {
    size_t number = place(file, &file->lines[i]);
    used += number > 0;
    if (number)
      ck_assert_ptr_eq(use.used[number - 1], &file->lines[i]);
  }
  ck_assert_uint_eq(use.used_count, used);
  size_t budget = (size_t)file->policy.discretion.budget;
  ck_assert_uint_eq(discretion_beyond(&use), used > budget ? used - budget : 0);
  for (size_t i = 0; i < file->overrides.held_count; i++)
    ck_assert_uint_eq(file->held[i].place, place(file, &file->lines[file->held_lines[i] - 2]));
  for (size_t i = 0; i < use.person_count; i++) {
    ck_assert_uint_eq(use.people[i].used, used_by(file, use.people[i].by));
    ck_assert(i == 0 || use.people[i].used <= use.people[i - 1].used);
    people += use.people[i].used;
  }
  ck_assert_uint_eq(people, used);
  arena_drop(file->arena);
}

START_TEST(without_a_budget_nothing_is_counted) {
  File *file = file_make(1);
  file->policy.discretion.given = false;
  DiscretionUse use = discretion_use(file->arena, &file->policy, &file->overrides);
  ck_assert_uint_eq(use.used_count, 0);
  ck_assert_uint_eq(discretion_beyond(&use), 0);
  for (size_t i = 0; i < file->overrides.held_count; i++)
    ck_assert_uint_eq(file->held[i].place, 0);
  arena_drop(file->arena);
}
END_TEST

Suite *decide_discretion_suite(void) {
  Suite *suite = suite_create("decide_discretion");
  TCase *tests = tcase_create("discretion");
  tcase_add_many(tests, the_budget_is_what_a_count_by_hand_gives, 50, 300);
  tcase_add_test(tests, without_a_budget_nothing_is_counted);
  suite_add_tcase(suite, tests);
  return suite;
}

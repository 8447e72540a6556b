/* Arrays that grow, and a crew that does its jobs. */
#include <check.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/crew.h"
#include "base/memory.h"

enum { ITEMS = 1000, JOBS = 300 };

START_TEST(items_stay_when_the_array_grows) {
  Arena *arena = arena_make();
  size_t arena_capacity = 0, memory_capacity = 0;
  int *in_arena = NULL, *in_memory = NULL;
  for (int i = 0; i < ITEMS; i++) {
    in_arena = arena_room(arena, in_arena, (size_t)i, &arena_capacity, sizeof *in_arena);
    in_memory = memory_room(in_memory, (size_t)i, &memory_capacity, sizeof *in_memory);
    ck_assert_uint_gt(arena_capacity, (size_t)i);
    ck_assert_uint_gt(memory_capacity, (size_t)i);
    in_arena[i] = in_memory[i] = i;
  }
  for (int i = 0; i < ITEMS; i++) {
    ck_assert_int_eq(in_arena[i], i);
    ck_assert_int_eq(in_memory[i], i);
  }
  ck_assert_ptr_eq(arena_room(arena, in_arena, 3, &arena_capacity, sizeof *in_arena), in_arena);
  ck_assert_ptr_eq(memory_room(in_memory, 3, &memory_capacity, sizeof *in_memory), in_memory);
  memory_free(in_memory);
  arena_drop(arena);
}
END_TEST

static void mark(void *context, size_t number) {
  atomic_int *done = context;
  atomic_fetch_add(&done[number], 1);
}

START_TEST(each_job_is_done_once) {
  const size_t threads[] = {0, 1, 2, 7, 100};
  for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
    atomic_int done[JOBS] = {0};
    crew_run(threads[i], JOBS, mark, done);
    for (size_t job = 0; job < JOBS; job++)
      ck_assert_int_eq(atomic_load(&done[job]), 1);
    crew_run(threads[i], 0, mark, NULL);
  }
}
END_TEST

Suite *base_room_suite(void) {
  Suite *suite = suite_create("base_room");
  TCase *cases = tcase_create("growing and sharing out");
  tcase_add_test(cases, items_stay_when_the_array_grows);
  tcase_add_test(cases, each_job_is_done_once);
  suite_add_tcase(suite, cases);
  return suite;
}

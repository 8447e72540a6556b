/* Joining a side table: the customer of each event, whatever the keys are. */
#include "table/events.h"

#include <check.h>
#include <stdlib.h>

#define NOBODY UINT32_MAX

typedef struct Joined {
  Arena *arena;
  Table *customers;
  Events *events;
} Joined;

static Value number(int64_t integer) {
  return (Value){.kind = VALUE_INTEGER, .integer = integer};
}

static Value word(const char *text) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(text)};
}

static Joined join(const Value *own, size_t customers, const Value *keys, size_t events) {
  Joined joined = {.arena = arena_make()};
  Column *id = column_from_values(joined.arena, TEXT("id"), own, customers);
  Column *of = column_from_values(joined.arena, TEXT("of"), keys, events);
  joined.customers = table_of_columns(TEXT("customers"), &id, 1, customers, 0);
  Value numbers[8];
  for (size_t i = 0; i < events; i++)
    numbers[i] = number((int64_t)i);
  Column *columns[] = {of, column_from_values(joined.arena, TEXT("n"), numbers, events)};
  Table *side = table_of_columns(TEXT("side"), columns, 2, events, SIZE_MAX);
  joined.events = events_make(side, TEXT("of"), TEXT(""), joined.customers, 0, 2);
  return joined;
}

static void drop(Joined *joined) {
  events_drop(joined->events);
  table_drop(joined->customers);
  arena_drop(joined->arena);
}

/* The customer of each event of the file, wherever it stands now. */
static void check_customers(const Joined *joined, const uint32_t *wanted, size_t count) {
  const Events *events = joined->events;
  const Column *number_of = table_column(events->table, TEXT("n"));
  size_t counted = 0;
  for (size_t i = 0; i < count; i++)
    counted += wanted[i] != NOBODY;
  ck_assert_uint_eq(events->table->rows, counted);
  for (size_t row = 0; row < counted; row++) {
    ck_assert_uint_eq(events->customer[row], wanted[column_integer(number_of, row)]);
    bool ascends = row == 0 || events->customer[row - 1] < events->customer[row] ||
                   column_integer(number_of, row - 1) < column_integer(number_of, row);
    ck_assert(ascends);
  }
}

START_TEST(numbers_that_are_close) {
  const Value own[] = {number(7), number(5), number(6)};
  const Value keys[] = {number(5), number(7), number(4), number(8), number(INT64_MIN), number(6)};
  const uint32_t wanted[] = {1, 0, NOBODY, NOBODY, NOBODY, 2};
  Joined joined = join(own, 3, keys, 6);
  check_customers(&joined, wanted, 6);
  ck_assert_uint_eq(joined.events->unknown, 3);
  ck_assert_uint_eq(joined.events->unknown_key_count, 3);
  ck_assert(text_equal(joined.events->unknown_keys[0], TEXT("4")));
  drop(&joined);
}
END_TEST

START_TEST(each_customer_in_file_order) {
  const Value own[] = {number(3), number(1), number(2)};
  const Value keys[] = {number(2), number(1), number(3), number(2),
                        number(9), number(1), number(2), number(3)};
  const uint32_t wanted[] = {2, 1, 0, 2, NOBODY, 1, 2, 0}, first[] = {0, 2, 4, 7};
  Joined joined = join(own, 3, keys, 8);
  check_customers(&joined, wanted, 8);
  for (size_t i = 0; i < 4; i++)
    ck_assert_uint_eq(joined.events->first[i], first[i]);
  drop(&joined);
}
END_TEST

START_TEST(numbers_that_are_far_apart) {
  const Value own[] = {number(INT64_MAX), number(INT64_MIN), number(0), number(1 << 20)};
  const Value keys[] = {number(0),         number(INT64_MIN), number(1 << 20),
                        number(INT64_MAX), number(17),        {.kind = VALUE_MISSING}};
  const uint32_t wanted[] = {2, 1, 3, 0, NOBODY, NOBODY};
  Joined joined = join(own, 4, keys, 6);
  check_customers(&joined, wanted, 6);
  ck_assert_uint_eq(joined.events->unknown, 1);
  ck_assert_uint_eq(joined.events->nameless, 1);
  drop(&joined);
}
END_TEST

START_TEST(texts_and_numbers_by_their_text) {
  const Value own[] = {word("7"), word("007"), word("A")};
  const Value keys[] = {number(7), number(8)};
  const uint32_t wanted[] = {0, NOBODY};
  Joined joined = join(own, 3, keys, 2);
  check_customers(&joined, wanted, 2);
  drop(&joined);
  const Value own_numbers[] = {number(7), number(8)};
  const Value texts[] = {word("007"), word("8"), word("7"), word("")};
  const uint32_t also[] = {NOBODY, 1, 0, NOBODY};
  joined = join(own_numbers, 2, texts, 4);
  check_customers(&joined, also, 4);
  drop(&joined);
}
END_TEST

START_TEST(nobody_and_nothing) {
  const Value key = number(1);
  Joined joined = join(&key, 0, &key, 1);
  ck_assert_uint_eq(joined.events->unknown, 1);
  drop(&joined);
  joined = join(&key, 1, &key, 0);
  ck_assert_uint_eq(joined.events->counted, 0);
  ck_assert_uint_eq(joined.events->first[1], 0);
  drop(&joined);
  const Value missing = {.kind = VALUE_MISSING};
  joined = join(&key, 1, &missing, 1);
  ck_assert_uint_eq(joined.events->nameless, 1);
  drop(&joined);
}
END_TEST

/* What the columns of `many` say of event n. */
static Value small_of(size_t n) {
  return n % 11 == 5 ? (Value){.kind = VALUE_MISSING} : number((int64_t)(n * 7 % 101));
}

static Value amount_of(size_t n) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = (double)n / 4};
}

/* Events of customers 0 … customers - 1, of some who are nobody, and of none. */
static Joined many(size_t customers, size_t events, size_t threads, uint32_t *wanted) {
  Joined joined = {.arena = arena_make()};
  Value *values[4];
  for (size_t i = 0; i < 4; i++)
    values[i] = arena_array(joined.arena, events + customers, sizeof(Value));
  for (size_t i = 0; i < customers; i++)
    values[0][i] = number((int64_t)i);
  Column *id = column_from_values(joined.arena, TEXT("id"), values[0], customers);
  uint64_t state = customers * 31 + events;
  for (size_t n = 0; n < events; n++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    size_t drawn = (size_t)(state >> 33) % (customers + customers / 8 + 1);
    wanted[n] = drawn < customers && state >> 60 ? (uint32_t)drawn : NOBODY;
    values[0][n] = state >> 60 ? number((int64_t)drawn) : (Value){.kind = VALUE_MISSING};
    values[1][n] = number((int64_t)n);
    values[2][n] = small_of(n);
    values[3][n] = amount_of(n);
  }
  static const char *const names[] = {"of", "n", "small", "amount"};
  Column *columns[4];
  for (size_t i = 0; i < 4; i++)
    columns[i] = column_from_values(joined.arena, text_of(names[i]), values[i], events);
  joined.customers = table_of_columns(TEXT("customers"), &id, 1, customers, 0);
  Table *side = table_of_columns(TEXT("side"), columns, 4, events, SIZE_MAX);
  joined.events = events_make(side, TEXT("of"), TEXT(""), joined.customers, 0, threads);
  return joined;
}

/* How many rows do not stand where they should: an assertion each would take too long. */
static size_t misplaced(const Events *events, const uint32_t *wanted) {
  const Column *number_of = table_column(events->table, TEXT("n"));
  const Column *small = table_column(events->table, TEXT("small"));
  const Column *amount = table_column(events->table, TEXT("amount"));
  size_t wrong = 0, before = 0;
  for (size_t row = 0; row < events->table->rows; row++) {
    size_t n = (size_t)column_integer(number_of, row);
    uint32_t customer = events->customer[row];
    Value value = small_of(n), found = column_value(small, row);
    bool in_order = row == 0 || events->customer[row - 1] < customer ||
                    (events->customer[row - 1] == customer && before < n);
    bool inside = events->first[customer] <= row && row < events->first[customer + 1];
    wrong += !in_order || !inside || customer != wanted[n] || found.kind != value.kind ||
             found.integer != value.integer ||
             column_value(amount, row).decimal != amount_of(n).decimal;
    before = n;
  }
  return wrong;
}

static size_t counted_of(const uint32_t *wanted, size_t events) {
  size_t counted = 0;
  for (size_t n = 0; n < events; n++)
    counted += wanted[n] != NOBODY;
  return counted;
}

START_TEST(many_in_their_order_by_any_number_of_threads) {
  static const size_t customers[] = {1, 3, 40000}, threads[] = {1, 2, 7};
  static const size_t events[] = {100, 20000, 90000};
  uint32_t *wanted = calloc(90000, sizeof *wanted);
  for (size_t c = 0; c < 3; c++)
    for (size_t e = 0; e < 3; e++)
      for (size_t t = 0; t < 3; t++) {
        Joined joined = many(customers[c], events[e], threads[t], wanted);
        ck_assert_uint_eq(joined.events->table->rows, counted_of(wanted, events[e]));
        ck_assert_uint_eq(misplaced(joined.events, wanted), 0);
        drop(&joined);
      }
  free(wanted);
}
END_TEST

Suite *table_events_suite(void) {
  Suite *suite = suite_create("table_events");
  TCase *tests = tcase_create("events");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, numbers_that_are_close);
  tcase_add_test(tests, each_customer_in_file_order);
  tcase_add_test(tests, numbers_that_are_far_apart);
  tcase_add_test(tests, texts_and_numbers_by_their_text);
  tcase_add_test(tests, nobody_and_nothing);
  tcase_add_test(tests, many_in_their_order_by_any_number_of_threads);
  suite_add_tcase(suite, tests);
  return suite;
}

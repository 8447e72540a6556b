/* Pieces: what is prepared is what would have been written. */
#include <check.h>
#include <stdlib.h>

#include "condition/verdict.h"
#include "log/piece.h"

enum { ROWS = 3000, RULES_MOST = 12 };

static void write_all(const void *context, const uint8_t *const *verdicts, size_t row,
                      Buffer *out) {
  const Answered *answered = context;
  for (size_t i = 0; i < answered->count; i++) {
    uint8_t verdict = verdicts[i][row];
    buffer_string(out, verdict == VERDICT_YES                         ? "a long word for yes, "
                       : answered->ways == 3 && verdict != VERDICT_NO ? "?"
                                                                      : "");
  }
}

static void same_for(size_t count, size_t ways, bool prepared) {
  Arena *arena = arena_make();
  uint8_t *verdicts[RULES_MOST];
  for (size_t i = 0; i < count; i++) {
    verdicts[i] = arena_array(arena, ROWS, 1);
    for (size_t row = 0; row < ROWS; row++)
      verdicts[i][row] = (uint8_t)(rand() % (VERDICT_NOT_ASKED + 1));
  }
  Answered answered = {.write = write_all,
                       .verdicts = (const uint8_t *const *)verdicts,
                       .count = count,
                       .ways = ways};
  answered.context = &answered;
  answered_prepare(arena, &answered);
  ck_assert_int_eq(answered.pieces != NULL, prepared);
  Buffer one = {0}, other = {0};
  for (size_t row = 0; row < ROWS; row++) {
    one.length = other.length = 0;
    answered_put(&answered, row, &one);
    write_all(&answered, answered.verdicts, row, &other);
    ck_assert(text_equal(buffer_view(&one), buffer_view(&other)));
  }
  buffer_free(&one);
  buffer_free(&other);
  arena_drop(arena);
}

START_TEST(every_way_to_answer_has_its_own) {
  srand(3);
  for (size_t count = 0; count <= RULES_MOST; count++) {
    same_for(count, 2, count <= 10);
    same_for(count, 3, count <= 6);
  }
}
END_TEST

START_TEST(pieces_of_any_length) {
  char bytes[200];
  Arena *arena = arena_make();
  Buffer out = {0};
  memset(bytes, 'x', sizeof bytes);
  for (size_t length = 0; length < sizeof bytes; length++) {
    Text piece = piece_copy(arena, (Text){bytes, length});
    out.length = 0;
    piece_put(&out, piece);
    buffer_byte(&out, '|');
    ck_assert_uint_eq(out.length, length + 1);
    ck_assert_int_eq(memcmp(out.bytes, bytes, length), 0);
    ck_assert_int_eq(out.bytes[length], '|');
  }
  ck_assert(text_equal(piece_quoted(arena, TEXT("a \"b\"")), TEXT("\"a \\\"b\\\"\"")));
  buffer_free(&out);
  arena_drop(arena);
}
END_TEST

Suite *log_piece_suite(void);
Suite *log_piece_suite(void) {
  Suite *suite = suite_create("log_piece");
  TCase *tests = tcase_create("piece");
  tcase_add_test(tests, every_way_to_answer_has_its_own);
  tcase_add_test(tests, pieces_of_any_length);
  suite_add_tcase(suite, tests);
  return suite;
}

/* Signed notes, checkpoints and receipts: what others wrote is read, what is wrong refused. */
#include "log/note.h"

#include <check.h>

#include "log/base64.h"
#include "log/checkpoint.h"
#include "log/receipt.h"

/* The key, text and signature of the example in the documentation of Go's sumdb/note. */
static const char public_key[] =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
static const char private_key[] =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
static const char text[] = "If you think cryptography is the answer to your problem,\n"
                           "then you don't know what your problem is.\n";
static const char signed_text[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    "\n";

static Arena *arena;

static void setup(void) {
  arena = arena_make();
}

static void teardown(void) {
  arena_drop(arena);
}

START_TEST(a_note_of_others_is_read_and_made) {
  NoteKey reader, writer;
  Note note;
  Text whole;
  Error error;
  ck_assert(note_key_parse(arena, text_of(public_key), &reader));
  ck_assert(note_key_parse(arena, text_of(private_key), &writer));
  ck_assert(writer.may_sign && !reader.may_sign);
  ck_assert_mem_eq(writer.public_bytes, reader.public_bytes, NOTE_KEY_BYTES);
  ck_assert(note_split(text_of(signed_text), &note));
  ck_assert(text_equal(note.text, text_of(text)));
  ck_assert_int_eq(note_check(&note, &reader), NOTE_SIGNED);
  ck_assert_int_eq(note_check(&note, NULL), NOTE_UNKNOWN);
  ck_assert(text_equal(note_signer(&note), TEXT("PeterNeumann")));
  ck_assert(note_sign(arena, text_of(text), &writer, &whole, &error));
  ck_assert(text_equal(whole, text_of(signed_text)));
  ck_assert(!note_sign(arena, text_of(text), &reader, &whole, &error));
}
END_TEST

/* Every bit of the note: never a signature by this key again. */
START_TEST(a_changed_note_is_not_signed) {
  NoteKey key;
  char bytes[sizeof signed_text];
  ck_assert(note_key_parse(arena, text_of(public_key), &key));
  for (size_t i = 0; i < sizeof signed_text - 1; i++) {
    for (int bit = 0; bit < 8; bit++) {
      Note note;
      memcpy(bytes, signed_text, sizeof bytes);
      bytes[i] ^= (char)(1 << bit);
      if (note_split((Text){bytes, sizeof signed_text - 1}, &note))
        ck_assert_int_ne(note_check(&note, &key), NOTE_SIGNED);
    }
  }
}
END_TEST

START_TEST(keys_are_made_and_read_again) {
  NoteKey key, again;
  Error error;
  ck_assert(note_key_make(TEXT("spa.example/policies"), &key, &error));
  Text line = note_key_private(arena, &key);
  ck_assert(note_key_parse(arena, line, &again));
  ck_assert(text_equal(note_key_public(arena, &again), note_key_public(arena, &key)));
  for (size_t i = 0; i + 1 < line.length; i++) {
    char *changed = arena_copy(arena, line.bytes, line.length);
    changed[i] ^= 1;
    ck_assert(!note_key_parse(arena, (Text){changed, line.length}, &again) ||
              !text_equal(again.name, key.name) || memcmp(again.id, key.id, 4) != 0);
  }
  ck_assert(!note_key_make(TEXT("two words"), &key, &error));
  ck_assert(!note_key_make(TEXT("a+b"), &key, &error));
  ck_assert(!note_key_make(TEXT(""), &key, &error));
  ck_assert(!note_key_make(TEXT("no\xC2\xA0"
                                "break"),
                           &key, &error));
}
END_TEST

static const char *const wrong_notes[] = {"",
                                          "no newline",
                                          "bell \a\n",
                                          "\xFF\n",
                                          "text\n\n",
                                          "text\n\nno signature\n",
                                          "text\n\n\xE2\x80\x94 name\n",
                                          "text\n\n\xE2\x80\x94 name AAAA"};

START_TEST(a_wrong_note_is_refused) {
  Note note;
  ck_assert(!note_split(text_of(wrong_notes[_i]), &note));
}
END_TEST

static const char root[] = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

START_TEST(a_checkpoint_is_read_as_it_is_written) {
  Checkpoint checkpoint;
  Text whole = text_format(arena, "example.com/behind-the-sofa\n20852163\n%s\nx 1\nyy 2\n", root);
  ck_assert(checkpoint_parse(whole, &checkpoint));
  ck_assert_uint_eq(checkpoint.size, 20852163);
  ck_assert(text_equal(checkpoint_line(&checkpoint, "yy"), TEXT("yy 2\n")));
  ck_assert_uint_eq(checkpoint_line(&checkpoint, "y").length, 0);
  ck_assert(text_equal(checkpoint_text(arena, &checkpoint), whole));
}
END_TEST

static const char *const wrong_checkpoints[] = {
    "o\n1\n%s",    "o\n1\n",
    "\n1\n%s\n",   "o\n01\n%s\n",
    "o\n-1\n%s\n", "o\n1 \n%s\n",
    "o\n1\n %s\n", "o\n1\n%s\n\n",
    "o\n1\n%s\nx", "o\n9999999999999999999\n%s\n",
    "o\n\n%s\n",   "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n"};

START_TEST(a_wrong_checkpoint_is_refused) {
  Checkpoint checkpoint;
  Buffer whole = {0};
  const char *form = wrong_checkpoints[_i], *here = strstr(form, "%s");
  buffer_append(&whole, form, here ? (size_t)(here - form) : strlen(form));
  if (here) {
    buffer_string(&whole, root);
    buffer_string(&whole, here + 2);
  }
  ck_assert(!checkpoint_parse(buffer_view(&whole), &checkpoint));
  buffer_free(&whole);
}
END_TEST

START_TEST(a_receipt_holds_for_its_line_alone) {
  enum { LINES = 21 };
  MerkleHash leaves[LINES];
  for (size_t i = 0; i < LINES; i++)
    leaves[i] = merkle_leaf(text_format(arena, "line %zu", i));
  Checkpoint checkpoint = {TEXT("helder/x"), LINES, merkle_root(leaves, LINES), {"", 0}};
  for (size_t i = 0; i < LINES; i++) {
    Receipt receipt = {text_format(arena, "line %zu", i),
                       i,
                       {.count = 0},
                       checkpoint_text(arena, &checkpoint)},
            again;
    merkle_prove_inclusion(leaves, LINES, i, &receipt.proof);
    Text whole = receipt_text(arena, &receipt);
    ck_assert(receipt_parse(arena, whole, &again));
    ck_assert(text_equal(again.line, receipt.line) && again.row == i);
    ck_assert(text_equal(again.note, receipt.note));
    ck_assert(receipt_holds(&again, &checkpoint));
    ck_assert(text_equal(receipt_text(arena, &again), whole));
    again.row = (i + 1) % LINES;
    ck_assert(!receipt_holds(&again, &checkpoint));
    again.row = i, again.line = TEXT("line");
    ck_assert(!receipt_holds(&again, &checkpoint));
  }
}
END_TEST

static const char *const wrong_receipts[] = {
    "",
    "c2sp.org/tlog-proof@v1",
    "c2sp.org/tlog-proof@v1\n",
    "c2sp.org/tlog-proof@v1\nindex 0\n\n",
    "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n",
    "c2sp.org/tlog-proof@v1\nextra QQ==\nindex 00\n\n",
    "c2sp.org/tlog-proof@v1\nextra QQ==\nindex 0\n",
    "c2sp.org/tlog-proof@v1\nextra QR==\nindex 0\n\n",
    "c2sp.org/tlog-proof@v1\nextra QQ==\nindex 0\nAAAA\n\n"};

START_TEST(a_wrong_receipt_is_refused) {
  Receipt receipt;
  ck_assert(!receipt_parse(arena, text_of(wrong_receipts[_i]), &receipt));
}
END_TEST

START_TEST(base64_is_the_one_text) {
  uint8_t bytes[70], back[70];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (uint8_t)(i * 37 + 11);
  for (size_t length = 0; length <= sizeof bytes; length++) {
    Buffer out = {0};
    base64_put(&out, bytes, length);
    ck_assert_uint_eq(out.length, (length + 2) / 3 * 4);
    ck_assert(base64_read_exactly(buffer_view(&out), back, length));
    ck_assert_mem_eq(back, bytes, length);
    ck_assert(!base64_read_exactly(buffer_view(&out), back, length + 1));
    buffer_free(&out);
  }
  static const char *const wrong[] = {
      "A", "AA", "AAA", "A===", "AA=A", "AB==", "AAB=", " AAA", "AAA\n", "AA-_", "====", "    "};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    Buffer out = {0};
    ck_assert_msg(!base64_read(text_of(wrong[i]), &out), "%s", wrong[i]);
    ck_assert_uint_eq(out.length, 0);
    buffer_free(&out);
  }
}
END_TEST

#define COUNT(list) (int)(sizeof(list) / sizeof *(list))

Suite *log_note_suite(void) {
  Suite *suite = suite_create("log_note");
  TCase *tests = tcase_create("note");
  tcase_set_timeout(tests, 60);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_test(tests, a_note_of_others_is_read_and_made);
  tcase_add_test(tests, a_changed_note_is_not_signed);
  tcase_add_test(tests, keys_are_made_and_read_again);
  tcase_add_loop_test(tests, a_wrong_note_is_refused, 0, COUNT(wrong_notes));
  tcase_add_test(tests, a_checkpoint_is_read_as_it_is_written);
  tcase_add_loop_test(tests, a_wrong_checkpoint_is_refused, 0, COUNT(wrong_checkpoints));
  tcase_add_test(tests, a_receipt_holds_for_its_line_alone);
  tcase_add_loop_test(tests, a_wrong_receipt_is_refused, 0, COUNT(wrong_receipts));
  tcase_add_test(tests, base64_is_the_one_text);
  suite_add_tcase(suite, tests);
  return suite;
}

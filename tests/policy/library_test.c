/* The words of the safe library, value by value, as library.h defines them. */
#include "trial.h"

static Trial *trial;

static void setup(void) {
  trial = trial_make();
}

static void teardown(void) {
  trial_drop(trial);
}

/* Each pair: an expression, and what it is as Lua text, or the start of its error. Each is a
 * value step of one policy, so that all are asked in one run. */
static const char *const words[][2] = {
    {"floor(2.7)", "2"},
    {"floor(-2.1)", "-3"},
    {"floor(7)", "7"},
    {"floor(1e300)", "1e+300"},
    {"floor(-0.0)", "0"},
    {"floor(1/0)", "inf"},
    {"round(2.5)", "3"},
    {"round(-2.5)", "-3"},
    {"round(0.49999999999999994)", "0"},
    {"round(1e300)", "1e+300"},
    {"round(3)", "3"},
    {"round(-1/0)", "-inf"},
    {"abs(-3)", "3"},
    {"abs(-3.5)", "3.5"},
    {"abs(math.mininteger)", "-9223372036854775808"},
    {"min(3, 2.0, 2)", "2.0"},
    {"min(2, 2.0)", "2"},
    {"max(1, 1.0)", "1"},
    {"max(1, 5, 2.5)", "5"},
    {"min(1)", "1"},
    {"max()", "! max needs a number, found nothing"},
    {"min(1, '2')", "! min needs a number, found a text"},
    {"known(nil)", "false"},
    {"known(false)", "true"},
    {"known()", "false"},
    {"known(0)", "true"},
    {"one_of(2, { 1, 2.0 })", "true"},
    {"one_of('2', { 2 })", "false"},
    {"one_of(false, { false })", "true"},
    {"one_of(1, {})", "false"},
    {"one_of(nil, { 1 })", "! one_of needs a value, found nothing"},
    {"one_of(1, nil)", "! one_of needs a list { … }, found nothing"},
    {"one_of(0/0, { 0/0 })", "false"},
    {"lower('ÀBC Ij')", "Àbc ij"},
    {"lower(12)", "! lower needs a text, found a number"},
    {"starts_with('Delft', 'De')", "true"},
    {"starts_with('De', 'Delft')", "false"},
    {"starts_with('x', '')", "true"},
    {"starts_with(nil, 'x')", "! starts_with needs a text, found nothing"},
    {"contains('a.b', '.')", "true"},
    {"contains('ab', '.')", "false"},
    {"contains('', '')", "true"},
    {"days_since('2026-11-20')", "1"},
    {"days_since('2026-12-01')", "-10"},
    {"days_since('2024-02-29')", "996"},
    {"days_since('21-11-2026')",
     "! days_since needs a date like \"2026-05-21\", found another text"},
    {"days_since(nil)", "! days_since needs a date like \"2026-05-21\", found nothing"},
    {"days_since(20261121)", "! days_since needs a date like \"2026-05-21\", found a number"},
    {"year('2026-05-21')", "2026"},
    {"month('2026-05-21')", "5"},
    {"year(true)", "! year needs a date like \"2026-05-21\", found true or false"},
    {"tostring({})", "table"},
    {"tostring(nil)", "nil"},
    {"tostring(1.0)", "1.0"},
    {"type(nil)", "nil"},
    {"type('')", "string"},
    {"tonumber('0x10')", "16"},
    {"tonumber('ten') == nil", "true"},
    {"math.type(1.0)", "float"},
    {"#string.rep('', 5)", "0"},
    {"('ab'):rep(2, '-')", "ab-ab"},
    {"('%s %5.1f %%'):format({}, 2.25)", "table   2.2 %"},
    {"string.rep('x')", "! "},
    {"('%d'):format('x')", "! "},
    {"table.concat({ 1, 2.5, 'x' }, ' ')", "1 2.5 x"},
    {"#table.pack(1, nil, 3) >= 0", "true"},
    {"select('#', nil, nil)", "2"},
    {"math.tointeger(3.0)", "3"},
    {"utf8.len('é')", "1"},
    {"'10' + 1", "11"},
    {"10 .. ''", "10"},
    {"#('é'):upper()", "2"},
};

enum { WORDS = sizeof words / sizeof *words };

static Text source_of_words(void) {
  Buffer out = {0};
  buffer_string(&out, "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n");
  for (size_t i = 0; i < WORDS; i++)
    buffer_format(&out,
                  "attribute \"x%zu\" { is = function(g) local v = %s return tostring(v) end }\n",
                  i, words[i][0]);
  Text source = text_copy(trial->arena, buffer_view(&out));
  buffer_free(&out);
  return source;
}

static Answers *ask_words(void) {
  Text source = source_of_words();
  Step *steps = arena_array(trial->arena, WORDS, sizeof *steps);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  for (size_t i = 0; i < WORDS; i++)
    steps[i] = (Step){.function = &trial->policy->attributes[i].is, .kind = STEP_VALUE};
  Asking asking = {.policy = trial->policy,
                   .table = trial->table,
                   .steps = steps,
                   .step_count = WORDS,
                   .limits = trial->limits,
                   .threads = 1,
                   .interpret = true};
  Answers *answers = policy_ask(trial->arena, &asking, &trial->error);
  ck_assert_msg(answers != NULL, "%s", trial_said(trial));
  return answers;
}

/* What came of word `step` for the first customer. */
static Text answer_of(const Answers *answers, size_t step) {
  Value value = column_value(answers->values[step], 0);
  if (value.kind == VALUE_TEXT)
    return value.text;
  for (size_t i = 0; i < answers->trouble_count; i++)
    if (answers->troubles[i].step == step)
      return text_format(trial->arena, "! %.*s",
                         TEXT_ARGS(answers->details[answers->troubles[i].detail].message));
  return TEXT("nothing");
}

START_TEST(each_word) {
  trial->answers = ask_words();
  for (size_t i = 0; i < WORDS; i++) {
    Text answer = answer_of(trial->answers, i);
    Text expected = text_of(words[i][1]);
    bool as_expected = expected.length == 2 && expected.bytes[0] == '!'
                           ? answer.length > 2 && answer.bytes[0] == '!'
                           : text_equal(answer, expected);
    ck_assert_msg(as_expected, "%s is %.*s, expected %s", words[i][0], TEXT_ARGS(answer),
                  words[i][1]);
  }
}
END_TEST

Suite *policy_library_suite(void) {
  Suite *suite = suite_create("policy: library");
  TCase *tests = tcase_create("library");
  tcase_set_timeout(tests, 30);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_test(tests, each_word);
  suite_add_tcase(suite, tests);
  return suite;
}

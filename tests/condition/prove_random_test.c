/* Random conditions over random customers: no customer contradicts a proof. */
#include <math.h>
#include <stdio.h>

#include "condition/number.h"
#include "condition/scalar.h"
#include "prove_trial.h"

enum { MOST_CONDITIONS = 150 };

static uint64_t state = 20261121;

static size_t random_below(size_t count) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(state >> 33) % count;
}

static const char *pick(const char *const *list, size_t count) {
  return list[random_below(count)];
}
#define PICK(list) pick(list, sizeof(list) / sizeof *(list))

static void random_value(Buffer *out, int depth);

static void random_condition(Buffer *out, int depth) {
  static const char *const compare[] = {"==", "~=", "<", "<=", ">", ">="};
  static const char *const fields[] = {"g.i", "g.i", "g.i2", "g.d", "g.k", "g.b", "g.t", "g.a"};
  size_t choice = random_below(depth > 0 ? 12 : 6);
  if (choice < 4) {
    buffer_string(out, choice < 3 ? PICK(fields) : "(");
    if (choice == 3) {
      random_value(out, depth);
      buffer_byte(out, ')');
    }
    buffer_format(out, " %s ", PICK(compare));
    random_value(out, 0);
  } else if (choice == 4) {
    buffer_format(out, "known(%s)", PICK(fields));
  } else if (choice == 5) {
    static const char *const others[] = {"g.b",
                                         "one_of(g.t, { 'a', 'c' })",
                                         "one_of(g.i, { 1, 2.0, 3 })",
                                         "g.y < '2026-05-01'",
                                         "g.y >= '2026-01-01'",
                                         "starts_with(g.t, 'a')",
                                         "days_since(g.y) < 100",
                                         "not g.a"};
    buffer_string(out, PICK(others));
  } else {
    static const char *const joins[] = {"and", "and", "or"};
    buffer_string(out, random_below(4) ? "(" : "not (");
    random_condition(out, depth - 1);
    buffer_format(out, " %s ", PICK(joins));
    random_condition(out, depth - 1);
    buffer_byte(out, ')');
  }
}

static void random_value(Buffer *out, int depth) {
  static const char *const plain[] = {"0",
                                      "1",
                                      "2",
                                      "3",
                                      "2.5",
                                      "-1",
                                      "1e308",
                                      "g.i",
                                      "g.i2",
                                      "g.d",
                                      "g.k",
                                      "g.a",
                                      "'a'",
                                      "'b'",
                                      "nil",
                                      "'10'",
                                      "g.t",
                                      "true",
                                      "0.0",
                                      "2.0",
                                      "-0.0",
                                      "g.y",
                                      "'2026-05-01'",
                                      "math.maxinteger",
                                      "math.mininteger"};
  static const char *const numbers[] = {"g.i", "g.i2", "g.d", "g.k", "g.a", "2", "-3", "0.5"};
  static const char *const operators[] = {"+", "-", "*", "/", "//", "%", "^", "&", ".."};
  static const char *const calls[] = {
      "abs(%s)",      "floor(%s)",       "round(%s)", "min(%s, 3)", "max(%s, g.i2)", "- %s",
      "(%s or 0)",    "min(1, %s, g.d)", "month(%s)", "#%s",        "(%s and g.d)",  "lower(%s)",
      "max(g.d, %s)", "(%s == 2)",       "year(%s)",  "~%s",        "days_since(%s)"};
  static const char *const texts[] = {"g.t", "g.y", "g.a"};
  if (depth == 0 || random_below(3) == 0) {
    buffer_string(out, PICK(plain));
  } else if (random_below(2)) {
    buffer_format(out, "(%s %s %s)", PICK(numbers), PICK(operators), PICK(numbers));
  } else {
    size_t call = random_below(sizeof calls / sizeof *calls);
    char text[64];
    bool of_text = call == 8 || call == 9 || call == 11 || call >= 14;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, calls[call], of_text ? PICK(texts) : PICK(numbers));
#pragma GCC diagnostic pop
    buffer_string(out, text);
  }
}

/* A condition by its expression, or with locals and branches. */
static void random_function(Buffer *out) {
  int depth = (int)random_below(4);
  size_t choice = random_below(5);
  if (choice == 0) {
    buffer_string(out, "local n = ");
    random_value(out, 1);
    buffer_string(out, " if ");
  } else if (choice == 1) {
    buffer_string(out, "if ");
  }
  random_condition(out, depth);
  if (choice > 1)
    return;
  buffer_string(out, choice == 0 ? " then return n end return n ~= " : " then return ");
  if (choice == 1) {
    random_condition(out, depth / 2);
    buffer_string(out, " end return ");
    random_condition(out, depth / 2);
  } else {
    random_value(out, 0);
  }
}

static Value text_value(const char *text) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(text)};
}

static Value random_cell(char sort) {
  static const int64_t integers[] = {
      0, 1, 2, 3, 4, -1, -5, 10, INT64_MAX, INT64_MIN, INT64_MAX - 1};
  static const double decimals[] = {0.0, -0.0, 0.5,   1.0,    2.0,   2.5,
                                    3.0, -1.5, 1e308, -1e308, 1e-320};
  static const char *const texts[] = {"", "a", "b", "c", "abc", "10", "0x1", "A", "a b"};
  static const int32_t days[] = {20454, 20573, 20574, 20575, 0, -719162, 2932896, 20700};
  if (sort != 'k' && random_below(5) == 0)
    return (Value){.kind = VALUE_MISSING};
  switch (sort) {
  case 'i':
  case 'k':
    return number_integer(integers[random_below(11)]);
  case 'd':
    return number_decimal_value(decimals[random_below(11)]);
  case 't':
    return text_value(PICK(texts));
  case 'b':
    return (Value){.kind = VALUE_BOOLEAN, .boolean = random_below(2)};
  case 'y':
    return (Value){.kind = VALUE_DATE, .days = days[random_below(8)]};
  default:
    if (random_below(12) == 0)
      return number_decimal_value(random_below(2) ? NAN : -INFINITY);
    return random_cell("idtby"[random_below(5)]);
  }
}

enum { ROWS = 200, FIELDS = 8 };
static const char *const field_names[FIELDS] = {"i", "i2", "d", "k", "t", "b", "y", "a"};

static const Column *random_column(Text name) {
  Value values[ROWS];
  for (size_t row = 0; row < ROWS; row++)
    values[row] = random_cell(name.bytes[0]);
  return column_from_values(arena, name, values, ROWS);
}

static Scalar scalar_of(const Tree *tree, const Column *const *all, Pool *pool) {
  const Column **columns = arena_array(arena, tree->field_count + 1, sizeof *columns);
  for (size_t i = 0; i < tree->field_count; i++)
    for (size_t k = 0; k < FIELDS; k++)
      if (text_equal(tree->fields[i], text_of(field_names[k])))
        columns[i] = all[k];
  return (Scalar){.tree = tree,
                  .columns = columns,
                  .as_of = as_of,
                  .poison = SCALAR_NO_READ,
                  .slots = arena_array(arena, tree->slot_count + 1, sizeof(Value)),
                  .pool = pool};
}

static Verdict verdict_of(Scalar *scalar, size_t row) {
  Value value;
  scalar->row = row;
  scalar->end = SCALAR_FINE;
  if (!scalar_value(scalar, scalar->tree->root, &value))
    return VERDICT_UNKNOWN;
  return scalar_truth(value) ? VERDICT_YES : VERDICT_NO;
}

typedef struct Verdicts {
  uint8_t of[ROWS];
} Verdicts;

static bool contradicts(ProofKind kind, const Verdicts *const *all, size_t row) {
  Verdict first = all[0]->of[row];
  switch (kind) {
  case PROOF_NEVER_YES:
    return first == VERDICT_YES;
  case PROOF_NEVER_NO:
    return first == VERDICT_NO;
  case PROOF_ALWAYS_YES:
    return first != VERDICT_YES;
  case PROOF_IMPLIES:
    return first == VERDICT_YES && all[1]->of[row] != VERDICT_YES;
  default:
    return first == VERDICT_YES && all[1]->of[row] != VERDICT_YES && all[2]->of[row] != VERDICT_YES;
  }
}

static Text source_of(const Tree *tree) {
  return tree->root->text;
}

/* A part's value must be in what the prover thinks it can be. */
static void check_interval(Prover *prover, Scalar *scalar, const TreeNode *node) {
  Interval can = prover_interval(prover, prover_term(prover, scalar->tree, node));
  for (scalar->row = 0; scalar->row < ROWS; scalar->row++) {
    Value value;
    Text day;
    scalar->end = SCALAR_FINE;
    if (!scalar_value(scalar, node, &value)) {
      ck_assert_msg(can.kinds & INTERVAL_ERROR, "%.*s cannot fail", TEXT_ARGS(node->text));
      continue;
    }
    if (value.kind == VALUE_DATE && scalar_text(scalar, value, &day))
      value = (Value){.kind = VALUE_TEXT, .text = day};
    ck_assert_msg(interval_intersect(interval_of(value), can).kinds, "%.*s: kind %d, row %zu",
                  TEXT_ARGS(node->text), value.kind, scalar->row);
  }
  for (size_t i = 0; i < node->count && !scalar->tree->slot_count; i++)
    check_interval(prover, scalar, node->operands[i]);
}

typedef struct Tested {
  const Tree **trees;
  Verdicts *verdicts;
  size_t proven[PROOF_COVERED + 1];
} Tested;

static void check_proof(Prover *prover, Tested *tested, ProofKind kind, const size_t *which) {
  const Tree *trees[3];
  const Verdicts *verdicts[3];
  for (size_t i = 0; i < 3; i++) {
    trees[i] = tested->trees[which[i]];
    verdicts[i] = &tested->verdicts[which[i]];
  }
  if (!prove(prover, kind, trees))
    return;
  tested->proven[kind]++;
  for (size_t row = 0; row < ROWS; row++)
    ck_assert_msg(!contradicts(kind, verdicts, row), "proof %d is wrong: %.*s | %.*s | %.*s", kind,
                  TEXT_ARGS(source_of(trees[0])), TEXT_ARGS(source_of(trees[1])),
                  TEXT_ARGS(source_of(trees[2])));
}

static void check_proofs(Prover *prover, Tested *tested) {
  for (size_t i = 0; i < MOST_CONDITIONS; i++) {
    size_t which[3] = {i, random_below(MOST_CONDITIONS), random_below(MOST_CONDITIONS)};
    for (int kind = PROOF_NEVER_YES; kind <= PROOF_COVERED; kind++)
      check_proof(prover, tested, (ProofKind)kind, which);
    for (int more = 0; more < 10; more++) {
      which[1] = random_below(MOST_CONDITIONS);
      check_proof(prover, tested, PROOF_IMPLIES, which);
    }
  }
}

START_TEST(no_customer_contradicts_a_proof) {
  state += (uint64_t)_i * 7919;
  Tested tested = {0};
  for (size_t i = 0; i < MOST_CONDITIONS; i++) {
    Buffer condition = {0};
    random_function(&condition);
    buffer_byte(&condition, '\0');
    add_condition(condition.bytes);
    buffer_free(&condition);
  }
  tested.trees = read_trees();
  tested.verdicts = arena_array(arena, MOST_CONDITIONS, sizeof *tested.verdicts);
  const Column *columns[FIELDS];
  for (size_t i = 0; i < FIELDS; i++)
    columns[i] = random_column(text_of(field_names[i]));
  Pool pool = {0};
  Prover *prover = prover_make(arena, field_of, NULL, as_of);
  for (size_t i = 0; i < MOST_CONDITIONS; i++) {
    Scalar scalar = scalar_of(tested.trees[i], columns, &pool);
    for (size_t row = 0; row < ROWS; row++)
      tested.verdicts[i].of[row] = (uint8_t)verdict_of(&scalar, row);
    check_interval(prover, &scalar, tested.trees[i]->root);
    pool_reset(&pool);
  }
  check_proofs(prover, &tested);
  pool_free(&pool);
  for (int kind = PROOF_NEVER_YES; kind <= PROOF_COVERED; kind++)
    ck_assert_msg(tested.proven[kind] >= (kind == PROOF_ALWAYS_YES ? 1 : 5), "%d: only %zu proven",
                  kind, tested.proven[kind]);
}
END_TEST

Suite *condition_prove_random_suite(void);
Suite *condition_prove_random_suite(void) {
  Suite *suite = suite_create("condition_prove_random");
  TCase *all = tcase_create("proofs");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_set_timeout(all, 120);
  tcase_add_loop_test(all, no_customer_contradicts_a_proof, 0, 3);
  suite_add_tcase(suite, all);
  return suite;
}

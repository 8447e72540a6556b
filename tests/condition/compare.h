/* A condition over a table against what Lua answered, row by row. */
#ifndef HELDER_TESTS_CONDITION_COMPARE_H
#define HELDER_TESTS_CONDITION_COMPARE_H
#include "trial.h"

static inline bool same_value(Value a, Value b) {
  if (a.kind != b.kind)
    return false;
  if (a.kind == VALUE_DECIMAL)
    return (isnan(a.decimal) && isnan(b.decimal)) ||
           (a.decimal == b.decimal && signbit(a.decimal) == signbit(b.decimal));
  return value_equal(a, b);
}

static inline const char *shown(Arena *arena, Value value) {
  Buffer out = {0};
  value_plain(&out, value);
  const char *text = arena_copy(arena, out.bytes ? out.bytes : "", out.length);
  buffer_free(&out);
  return arena_format(arena, "%s (kind %d)", text, value.kind);
}

typedef struct Checked {
  Arena *arena;
  const Condition *condition;
  ConditionScratch *scratch;
  const json_t *given;
  size_t given_rows;
  const char *source;
} Checked;

static inline void blame_check(const Checked *checked, size_t row) {
  const json_t *expected =
      json_array_get(json_object_get(checked->given, "blame"), row % checked->given_rows);
  const Tree *tree = condition_tree(checked->condition);
  ConditionBlame blame;
  bool told = condition_blame(checked->condition, checked->scratch, row, &blame);
  must(told == json_is_array(expected), "row %zu blame %d: %s", row, told, checked->source);
  must(!told || blame.count == json_array_size(expected), "row %zu blames %zu, Lua %s: %s", row,
       blame.count, json_dumps(expected, JSON_ENCODE_ANY), checked->source);
  json_int_t line = json_integer_value(
      json_array_get(json_object_get(checked->given, "values"), row % checked->given_rows));
  must(!told || line == 0 || blame.failed->error_line == line,
       "row %zu fails on line %d, Lua %d: %s", row, blame.failed->error_line, (int)line,
       checked->source);
  for (size_t i = 0; told && i < blame.count; i++)
    must(text_equal(tree->fields[blame.fields[i]],
                    text_of(json_string_value(json_array_get(expected, i)))),
         "row %zu blames another: %s", row, checked->source);
}

static inline void batch_check(const Checked *checked, ConditionRows rows) {
  uint8_t verdicts[CONDITION_BATCH], value_verdicts[CONDITION_BATCH];
  Value *values = arena_array(checked->arena, CONDITION_BATCH, sizeof *values);
  const char *expected = json_string_value(json_object_get(checked->given, "verdicts"));
  condition_verdicts(checked->condition, checked->scratch, rows, verdicts);
  condition_values(checked->condition, checked->scratch, rows, values, value_verdicts);
  for (size_t i = 0; i < rows.count; i++) {
    size_t row = (rows.first + i) % checked->given_rows;
    char verdict = "ny?-"[verdicts[i]];
    if (rows.asked && !rows.asked[i]) {
      must(verdict == '-' && value_verdicts[i] == VERDICT_NOT_ASKED, "row %zu was asked", row);
      continue;
    }
    must(verdict == expected[row], "row %zu: %c, Lua says %c: %s", row, verdict, expected[row],
         checked->source);
    must((value_verdicts[i] == VERDICT_UNKNOWN) == (verdict == '?'), "row %zu: value: %s", row,
         checked->source);
    if (verdict == '?')
      continue;
    const json_t *given = json_array_get(json_object_get(checked->given, "values"), row);
    Value lua = value_of(json_array_get(given, 0));
    must(same_value(values[i], lua), "row %zu: %s, Lua says %s: %s", row,
         shown(checked->arena, values[i]), shown(checked->arena, lua), checked->source);
  }
}

static inline void case_check(const Table *table, const json_t *given, size_t given_rows,
                              int turn) {
  Error error;
  Arena *arena = arena_make();
  const Tree *tree = tree_read(arena, json_object_get(given, "tree"), &error);
  must(tree != NULL, "%s", error.message);
  Checked checked = {.arena = arena,
                     .condition = condition_prepare(arena, tree, table, trial_day()),
                     .given = given,
                     .given_rows = given_rows,
                     .source = json_string_value(json_object_get(given, "source"))};
  checked.scratch = condition_scratch_make(&checked.condition, 1);
  uint8_t asked[CONDITION_BATCH];
  for (size_t i = 0; i < CONDITION_BATCH; i++)
    asked[i] = (i * 7 + (size_t)turn) % 3 != 0;
  for (size_t first = 0; first < table->rows; first += CONDITION_BATCH) {
    size_t left = table->rows - first;
    batch_check(&checked, (ConditionRows){.first = first,
                                          .count = left < CONDITION_BATCH ? left : CONDITION_BATCH,
                                          .asked = turn % 2 ? asked : NULL});
  }
  const char *verdicts = json_string_value(json_object_get(given, "verdicts"));
  for (size_t row = 0; row < given_rows; row++)
    if (verdicts[row] == '?')
      blame_check(&checked, row);
  condition_scratch_drop(checked.scratch);
  arena_drop(arena);
}

/* Each case of a round of the oracle, over `table_rows` rows: its own again and again. */
static inline void round_check(const json_t *round, size_t table_rows) {
  json_t *given;
  size_t i;
  Arena *arena = arena_make();
  Table *table = table_of(arena, json_object_get(round, "columns"), table_rows);
  json_array_foreach(json_object_get(round, "cases"), i, given) {
    const char *verdicts = json_string_value(json_object_get(given, "verdicts"));
    case_check(table, given, strlen(verdicts), (int)i);
  }
  table_drop(table);
  arena_drop(arena);
}
#endif

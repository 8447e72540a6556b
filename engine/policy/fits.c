/* What the words that look at all customers can be asked of. */
#include "policy/policy.h"

static bool is_number(ValueKind kind) {
  return kind == VALUE_INTEGER || kind == VALUE_DECIMAL;
}

bool policy_holds_numbers(const Column *column) {
  if (column->type != COLUMN_MIXED)
    return column->type == COLUMN_INTEGER || column->type == COLUMN_DECIMAL;
  for (size_t row = 0; row < column->rows; row++) {
    ValueKind kind = column_value(column, row).kind;
    if (kind != VALUE_MISSING && !is_number(kind))
      return false;
  }
  return true;
}

const char *policy_attribute_wants(const Attribute *attribute, Text role, const Column *column) {
  bool order = text_equal(role, TEXT("order"));
  if ((!order && !text_equal(role, TEXT("of")) && !text_equal(role, TEXT("ahead"))) ||
      attribute->kind == ATTRIBUTE_IS || column->missing_count == column->rows ||
      policy_holds_numbers(column))
    return NULL;
  bool numbers_only = attribute->kind == ATTRIBUTE_BINS || attribute->kind == ATTRIBUTE_SHARE ||
                      (attribute->kind == ATTRIBUTE_AHEAD && !order);
  if (numbers_only)
    return "a number";
  return column->type == COLUMN_DATE ? NULL : "a number or a date";
}

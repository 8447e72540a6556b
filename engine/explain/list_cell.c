#include "explain/list_cell.h"

#include <csv.h>

#include "base/date.h"
#include "base/json.h"
#include "base/json_read.h"
#include "explain/list_excel.h"

enum { EXCEL_DIGITS = 15, EXCEL_TEXT = 255 }; /* of a text within a formula */

static bool only_digits(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if (text.bytes[i] < '0' || text.bytes[i] > '9')
      return false;
  return text.length > 0;
}

static bool is_formula(Text text) {
  return text.length && text.bytes[0] && strchr("=+-@\t\r", text.bytes[0]);
}

static bool needs_quotes(Text text, ListForm form) {
  char delimiter = form == LIST_CSV_NL ? ';' : ',';
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.bytes[i];
    if (byte == delimiter || byte == '"' || byte == '\n' || byte == '\r')
      return true;
  }
  return text.length && (text.bytes[0] == ' ' || text.bytes[text.length - 1] == ' ');
}

static void put_cell(Buffer *out, Text text, ListForm form) {
  if (!needs_quotes(text, form)) {
    buffer_text(out, text);
    return;
  }
  size_t length = csv_write(NULL, 0, text.bytes, text.length);
  buffer_reserve(out, length);
  out->length += csv_write(out->bytes + out->length, length, text.bytes, text.length);
}

void list_cell_text(Buffer *out, Text text, ListForm form) {
  Buffer safe = {0};
  bool is_taken = form == LIST_CSV_NL && list_excel_takes(text);
  if (is_formula(text) || (is_taken && text.length > EXCEL_TEXT))
    buffer_format(&safe, "'%.*s", TEXT_ARGS(text));
  else if (is_taken)
    buffer_format(&safe, "=\"%.*s\"", TEXT_ARGS(text));
  else
    buffer_text(&safe, text);
  put_cell(out, buffer_view(&safe), form);
  buffer_free(&safe);
}

void list_cell_date(Buffer *out, const json_t *value, ListForm form) {
  int32_t day;
  if (json_is_string(value) && date_from_iso(json_text(value), &day))
    buffer_text(out, json_text(value));
  else
    list_cell_value(out, value, form);
}

static void put_decimal(Buffer *out, double number, ListForm form) {
  Buffer digits = {0};
  number_decimal(&digits, number);
  char *point = form == LIST_CSV_NL ? memchr(digits.bytes, '.', digits.length) : NULL;
  if (point)
    *point = ',';
  put_cell(out, buffer_view(&digits), form);
  buffer_free(&digits);
}

void list_cell_value(Buffer *out, const json_t *value, ListForm form) {
  if (json_is_string(value))
    list_cell_text(out, (Text){json_string_value(value), json_string_length(value)}, form);
  else if (json_is_integer(value))
    json_put_integer(out, json_integer_value(value));
  else if (json_is_real(value))
    put_decimal(out, json_real_value(value), form);
  else if (json_is_boolean(value) && form == LIST_CSV_NL)
    buffer_string(out, json_is_true(value) ? "ja" : "nee");
  else if (json_is_boolean(value))
    buffer_string(out, json_is_true(value) ? "true" : "false");
  else if (json_object_get(value, "masked"))
    buffer_string(out, "masked");
  else if (json_is_object(value)) /* not a number, or without end */
    list_cell_value(out, json_object_get(value, "decimal"), form);
}

void list_cell_key(Buffer *out, Text key, ListForm form) {
  Text digits = key;
  if (digits.length && digits.bytes[0] == '-')
    digits = (Text){key.bytes + 1, key.length - 1};
  if (only_digits(digits) && digits.length < EXCEL_DIGITS && digits.bytes[0] != '0')
    buffer_text(out, key);
  else
    list_cell_text(out, key, form);
}

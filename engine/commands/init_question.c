#include "commands/init_question.h"

#include <ctype.h>
#include <stdlib.h>

#include "decide/order.h"
#include "table/settle.h"

/* --- names ------------------------------------------------------------------------ */

Text question_words(Arena *arena, Text name) {
  Buffer out = {0};
  for (size_t i = 0; i < name.length; i++) {
    unsigned char byte = (unsigned char)name.bytes[i];
    bool hump = i > 0 && isupper(byte) && islower((unsigned char)name.bytes[i - 1]);
    bool gap = byte == '_' || byte == '-' || byte == '.' || byte <= ' ';
    if ((hump || gap) && out.length && out.bytes[out.length - 1] != ' ')
      buffer_byte(&out, ' ');
    if (!gap)
      buffer_byte(&out, hump ? (char)tolower(byte) : (char)byte);
  }
  Text words = text_copy(arena, text_trim(buffer_view(&out)));
  buffer_free(&out);
  return words.length ? words : text_copy(arena, name);
}

static bool holds_one_of(Text name, const char *const *words) {
  for (; *words; words++) {
    size_t length = strlen(*words);
    for (size_t at = 0; at + length <= name.length; at++)
      if (strncasecmp(name.bytes + at, *words, length) == 0)
        return true;
  }
  return false;
}

bool question_is_sensitive(Text name) {
  static const char *const words[] = {
      "birth",  "born",   "geboor",    "gender",     "geslacht", "religi",
      "geloof", "faith",  "nationali", "ethni",      "race_",    "postcode",
      "zip",    "postal", "marital",   "burgerlijk", "health",   "gezondheid",
      "bsn",    "ssn",    "passport",  "paspoort",   NULL};
  return holds_one_of(name, words);
}

/* What people do, rather than numbers that name something. */
static bool says_what_people_do(Text name) {
  static const char *const words[] = {"visit",   "bezoek", "order",    "bestel", "spend",   "spent",
                                      "besteed", "amount", "bedrag",   "omzet",  "revenue", "total",
                                      "totaal",  "count",  "aantal",   "freq",   "score",   "nps",
                                      "mnt",     "num",    "monetary", "tenure", "charge",  NULL};
  return holds_one_of(name, words);
}

static bool names_something(Text name) {
  static const char *const words[] = {"_id",      "id_",  "number", "nummer", "code", "phone",
                                      "telefoon", "year", "jaar",   "z_",     NULL};
  return text_equal(name, TEXT("id")) || holds_one_of(name, words);
}

/* --- questions -------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static Value as_number(const Column *column, double number) {
  if (column->type == COLUMN_INTEGER)
    return (Value){.kind = VALUE_INTEGER, .integer = (int64_t)number};
  return (Value){.kind = VALUE_DECIMAL, .decimal = number};
}

/* The number that the upper quarter reaches, and the next below it. */
static bool divide(Arena *arena, const Column *column, Question *question) {
  double *numbers = arena_array(arena, column->rows, sizeof *numbers);
  size_t count = 0;
  for (size_t row = 0; row < column->rows; row++)
    count += order_number(column, row, &numbers[count]);
  qsort(numbers, count, sizeof *numbers, by_size);
  if (count == 0 || numbers[0] == numbers[count - 1])
    return false;
  size_t at = count - 1 - count / 4;
  while (numbers[at] == numbers[0])
    at++;
  size_t below = at;
  while (numbers[below] == numbers[at])
    below--;
  *question = (Question){.kind = QUESTION_AT_LEAST,
                         .column = column,
                         .limit = as_number(column, numbers[at]),
                         .below = as_number(column, numbers[below])};
  return true;
}

static bool of_text(const ColumnProfile *profile, Question *question) {
  const Column *column = profile->column;
  if (profile->distinct < 2 || profile->distinct > column->rows / 2 || profile->frequent_count == 0)
    return false;
  *question =
      (Question){.kind = QUESTION_IS, .column = column, .limit = profile->frequent[0].value};
  return true;
}

static bool of_filled(const Column *column, Question *question) {
  if (column->missing_count == 0 || column->missing_count == column->rows)
    return false;
  *question = (Question){.kind = QUESTION_KNOWN, .column = column};
  return true;
}

static bool ask_of(Arena *arena, const ColumnProfile *profile, Question *question) {
  const Column *column = profile->column;
  switch (column->type) {
  case COLUMN_INTEGER:
  case COLUMN_DECIMAL:
    return divide(arena, column, question);
  case COLUMN_BOOLEAN:
    *question = (Question){.kind = QUESTION_TRUE, .column = column};
    return profile->distinct == 2;
  case COLUMN_TEXT:
    return of_text(profile, question) || of_filled(column, question);
  default:
    return of_filled(column, question);
  }
}

/* How well a column suits: what people do, then other numbers, yes and no, texts. */
static int rank(const ColumnProfile *profile) {
  const Column *column = profile->column;
  bool number = column->type == COLUMN_INTEGER || column->type == COLUMN_DECIMAL;
  int points = number                           ? 30
               : column->type == COLUMN_BOOLEAN ? 20
               : column->type == COLUMN_TEXT    ? 10
                                                : 5;
  if (number && says_what_people_do(column->name))
    points += 20;
  if (names_something(column->name) || (number && profile->distinct == column->rows))
    points -= 26;
  if (question_is_sensitive(column->name))
    points -= 40;
  return points - (int)(10 * column->missing_count / (column->rows + 1));
}

bool question_find(Arena *arena, const Table *table, const ColumnProfile *profiles, size_t key,
                   size_t number, Question *question) {
  bool *taken = arena_array(arena, table->column_count, sizeof *taken);
  size_t found = 0;
  taken[key] = true;
  for (size_t tried = 1; tried < table->column_count; tried++) {
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < table->column_count; i++)
      if (!taken[i] && (best == SIZE_MAX || rank(&profiles[i]) > rank(&profiles[best])))
        best = i;
    taken[best] = true;
    if (ask_of(arena, &profiles[best], question) && found++ == number)
      return true;
  }
  return found > 0;
}

/* --- as Lua ----------------------------------------------------------------------- */

static void put_value(Buffer *out, Value value) {
  if (value.kind == VALUE_TEXT)
    settle_text(out, value.text);
  else
    value_plain(out, value);
}

static void put_field(Buffer *out, Text name) {
  Buffer key = {0};
  settle_key(&key, name);
  buffer_format(out, "c%s", key.bytes[0] == '[' ? "" : ".");
  buffer_text(out, buffer_view(&key));
  buffer_free(&key);
}

void question_put(Buffer *out, const Question *question) {
  if (question->kind == QUESTION_KNOWN)
    buffer_string(out, "known(");
  put_field(out, question->column->name);
  if (question->kind == QUESTION_KNOWN)
    buffer_byte(out, ')');
  if (question->kind == QUESTION_AT_LEAST || question->kind == QUESTION_IS) {
    buffer_string(out, question->kind == QUESTION_IS ? " == " : " >= ");
    put_value(out, question->limit);
  }
}

void question_put_given(Buffer *out, const Question *question, bool yes) {
  buffer_string(out, "{ ");
  settle_key(out, question->column->name);
  buffer_string(out, " = ");
  switch (question->kind) {
  case QUESTION_AT_LEAST:
    put_value(out, yes ? question->limit : question->below);
    break;
  case QUESTION_IS:
    if (yes)
      put_value(out, question->limit);
    else
      buffer_string(out, "\"something else\"");
    break;
  case QUESTION_TRUE:
    buffer_string(out, yes ? "true" : "false");
    break;
  case QUESTION_KNOWN:
    buffer_string(out, yes ? "\"something\"" : "none");
  }
  buffer_string(out, " }");
}

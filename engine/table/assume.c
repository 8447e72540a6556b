#include "table/assume.h"

#include "table/settle.h"

enum { INTEGERS = FORMAT_INTEGER | FORMAT_INTEGER_COMMAS | FORMAT_INTEGER_DOTS };

Hints assume_hints(char delimiter) {
  return (Hints){delimiter == ';' ? ',' : '.', FORMAT_DMY};
}

/* --- what the policy says ----------------------------------------------------- */

static bool type_option(Builder *builder, Text type, Error *error) {
  static const struct {
    const char *name;
    uint32_t formats;
  } types[] = {{"integer", INTEGERS},
               {"decimal", FORMAT_DECIMAL_POINT | FORMAT_DECIMAL_COMMA},
               {"boolean", FORMAT_BIT | FORMAT_WORD},
               {"date", FORMAT_DATES},
               {"text", FORMAT_TEXT}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (!text_equal(type, text_of(types[i].name)))
      continue;
    builder->allowed = types[i].formats;
    builder->forced = types[i].formats != FORMAT_TEXT;
    return true;
  }
  error_set(error, ERROR_INPUT, "the field \"%.*s\" is given the type \"%.*s\", which is none",
            TEXT_ARGS(builder->name), TEXT_ARGS(type));
  return error_hint(error, "The types are integer, decimal, boolean, date and text.");
}

static bool date_option(Builder *builder, Text order, Error *error) {
  if (text_equal(order, TEXT("ymd")))
    builder->allowed &= ~(uint32_t)(FORMAT_DMY | FORMAT_MDY);
  else if (text_equal(order, TEXT("dmy")))
    builder->allowed &= ~(uint32_t)FORMAT_MDY;
  else if (text_equal(order, TEXT("mdy")))
    builder->allowed &= ~(uint32_t)FORMAT_DMY;
  else {
    error_set(error, ERROR_INPUT, "the field \"%.*s\" is given the date order \"%.*s\"",
              TEXT_ARGS(builder->name), TEXT_ARGS(order));
    return error_hint(error, "The orders are dmy, mdy and ymd.");
  }
  return true;
}

bool assume_option(Builder *builder, const FieldOption *option, Error *error) {
  if (option->missing) {
    builder->words = option->missing;
    builder->word_count = option->missing_count;
  }
  if (option->type.length && !type_option(builder, option->type, error))
    return false;
  if (option->decimal == ',')
    builder->allowed &= ~(uint32_t)FORMAT_POINT;
  else if (option->decimal == '.')
    builder->allowed &= ~(uint32_t)FORMAT_COMMA;
  return !option->date_order.length || date_option(builder, option->date_order, error);
}

/* --- saying it ---------------------------------------------------------------- */

static void note_both(Assumptions *assumptions, Text field, Text text, Text logged) {
  assumptions->list = arena_room(assumptions->arena, assumptions->list, assumptions->count,
                                 &assumptions->capacity, sizeof *assumptions->list);
  assumptions->list[assumptions->count++] = (Assumption){field, text, logged};
}

/* What quotes no cell. */
static void note(Assumptions *assumptions, Text field, Text text) {
  note_both(assumptions, field, text, text);
}

static void note_decimal(Assumptions *assumptions, const Builder *builder, char mark) {
  bool whole = builder->format & INTEGERS;
  Text line =
      settle_line(assumptions->arena, builder->name, "decimal", mark == '.' ? "\",\"" : "\".\"");
  Text said = text_format(assumptions->arena,
                          "can be read in two ways; the %s was taken for a %s mark. If that is "
                          "wrong: %.*s",
                          (mark == '.') == whole ? "comma" : "point",
                          whole ? "thousands" : "decimal", TEXT_ARGS(line));
  note_both(assumptions, builder->name,
            text_format(assumptions->arena, "in \"%.*s\" a cell as %s %.*s",
                        TEXT_ARGS(builder->name), builder->example, TEXT_ARGS(said)),
            text_format(assumptions->arena, "in \"%.*s\" every cell %.*s", TEXT_ARGS(builder->name),
                        TEXT_ARGS(said)));
}

static void note_date(Assumptions *assumptions, const Builder *builder) {
  bool day_first = builder->format == FORMAT_DMY;
  Text line = settle_line(assumptions->arena, builder->name, "date_order",
                          day_first ? "\"mdy\"" : "\"dmy\"");
  Text text =
      text_format(assumptions->arena,
                  "in \"%.*s\" no date tells day from month; %s was taken to be first. If "
                  "that is wrong: %.*s",
                  TEXT_ARGS(builder->name), day_first ? "the day" : "the month", TEXT_ARGS(line));
  note(assumptions, builder->name, text);
}

static void note_bits(Assumptions *assumptions, const Builder *builder, bool both) {
  Text line =
      settle_line(assumptions->arena, builder->name, "type", both ? "\"integer\"" : "\"boolean\"");
  Text text = text_format(
      assumptions->arena, "%s %.*s",
      both ? "holds only 0 and 1 and was read as no and yes. If it counts something:"
           : "holds nothing but one of 0 and 1 and was read as a number. If it means yes or no:",
      TEXT_ARGS(line));
  text =
      text_format(assumptions->arena, "\"%.*s\" %.*s", TEXT_ARGS(builder->name), TEXT_ARGS(text));
  note(assumptions, builder->name, text);
}

/* --- deciding ----------------------------------------------------------------- */

static uint32_t open_formats(const Builder *builder) {
  return builder->fits & builder->allowed;
}

static bool has_marks(const Builder *builder) {
  return builder->format && !(builder->fits & FORMAT_INTEGER) &&
         (open_formats(builder) & (FORMAT_POINT | FORMAT_COMMA));
}

static bool mark_is_open(const Builder *builder) {
  return has_marks(builder) && (open_formats(builder) & FORMAT_POINT) &&
         (open_formats(builder) & FORMAT_COMMA);
}

static bool order_is_open(const Builder *builder) {
  uint32_t both = FORMAT_DMY | FORMAT_MDY;
  return builder->format && (open_formats(builder) & both) == both &&
         !(open_formats(builder) & (FORMAT_ISO | FORMAT_NUMBERS | FORMAT_WORD));
}

/* By the columns that leave no doubt; the default where they disagree. */
static Hints hints_of(const Builder *builders, size_t count, char delimiter) {
  size_t points = 0, commas = 0, day_first = 0, month_first = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t open = open_formats(&builders[i]);
    if (has_marks(&builders[i]) && !mark_is_open(&builders[i]))
      *((open & FORMAT_POINT) ? &points : &commas) += 1;
    if (!builders[i].format || (open & (FORMAT_ISO | FORMAT_NUMBERS | FORMAT_WORD)))
      continue;
    if ((open & FORMAT_DMY) && !(open & FORMAT_MDY))
      day_first++;
    else if ((open & FORMAT_MDY) && !(open & FORMAT_DMY))
      month_first++;
  }
  Hints hints = assume_hints(delimiter);
  if (points != commas && (!points || !commas))
    hints.decimal = points ? '.' : ',';
  if (month_first && !day_first)
    hints.date_order = FORMAT_MDY;
  return hints;
}

/* A 0/1 column is yes or no when both stand in it: `when = g.consent` must not be
 * true for 0, which is true in Lua, while a count compared with a number says so
 * loudly. With only one of the two it may as well be a count of a small sample. */
static void settle_bits(Builder *builder, Assumptions *assumptions) {
  if (builder->forced || !(builder->allowed & FORMAT_INTEGER))
    return;
  bool both = builder_bits(builder) == 3;
  if (!both)
    builder_settle(builder, FORMAT_INTEGER);
  note_bits(assumptions, builder, both);
}

char assume_formats(Builder *builders, size_t count, char delimiter, Assumptions *assumptions) {
  Hints hints = hints_of(builders, count, delimiter);
  size_t points = 0, commas = 0;
  for (size_t i = 0; i < count; i++) {
    Builder *builder = &builders[i];
    if (builder->format)
      builder_settle(builder, builder_choose(open_formats(builder), &hints));
    if (builder->format == FORMAT_BIT)
      settle_bits(builder, assumptions);
    if (mark_is_open(builder))
      note_decimal(assumptions, builder, hints.decimal);
    if (order_is_open(builder))
      note_date(assumptions, builder);
    points += has_marks(builder) && (builder->format & FORMAT_POINT);
    commas += has_marks(builder) && (builder->format & FORMAT_COMMA);
  }
  if (points == commas)
    return hints.decimal;
  return points > commas ? '.' : ',';
}

const char *assume_writing(const Builder *builder) {
  static const struct {
    uint32_t format;
    const char *words;
  } writings[] = {{FORMAT_DECIMAL_POINT, "decimal point"},
                  {FORMAT_DECIMAL_COMMA, "decimal comma"},
                  {FORMAT_INTEGER_DOTS, "thousands dots"},
                  {FORMAT_ISO, "year-month-day"},
                  {FORMAT_INTEGER_COMMAS, "thousands commas"},
                  {FORMAT_DMY, "day-month-year"},
                  {FORMAT_MDY, "month-day-year"},
                  {FORMAT_BIT, "0 and 1"},
                  {FORMAT_WORD, "words"}};
  for (size_t i = 0; i < sizeof writings / sizeof *writings; i++)
    if (builder->format == writings[i].format)
      return writings[i].words;
  return "";
}

void assume_file(Records *records, Assumptions *assumptions) {
  size_t count, cell = SIZE_MAX;
  long first;
  const Text *names = records_names(records, &count);
  Text whole = {"", 0};
  if (records_source(records)->encoding == SOURCE_WINDOWS_1252)
    note(assumptions, whole,
         TEXT("the file is not UTF-8; it was read as Windows-1252. Save it as UTF-8 to be sure"));
  for (size_t i = 0; i < count && cell == SIZE_MAX; i++)
    if (format_of(names[i]) != FORMAT_TEXT)
      cell = i;
  if (cell != SIZE_MAX)
    note(assumptions, whole,
         text_format(assumptions->arena,
                     "the first line was taken for the names of the columns, though \"%.*s\" "
                     "looks like data. Add a line of names if it is",
                     TEXT_ARGS(names[cell])));
  size_t blank = records_blank_lines(records, &first);
  if (blank)
    note(assumptions, whole,
         text_format(assumptions->arena, "%zu blank line%s passed over, the first is line %ld",
                     blank, blank == 1 ? " was" : "s were", first));
  size_t literal = records_literal_quotes(records, &first);
  if (literal)
    note(assumptions, whole,
         text_format(assumptions->arena,
                     "in %zu line%s, the first is line %ld, a quote stands inside a cell that does "
                     "not begin with one; it was kept. Quote such cells to be sure",
                     literal, literal == 1 ? "" : "s", first));
}

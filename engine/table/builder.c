#include "table/builder.h"

#include "table/store.h"

uint32_t builder_choose(uint32_t formats, const Hints *hints) {
  static const uint32_t strict[] = {FORMAT_BIT, FORMAT_WORD, FORMAT_INTEGER};
  for (size_t i = 0; i < sizeof strict / sizeof *strict; i++)
    if (formats & strict[i])
      return strict[i];
  bool point = formats & FORMAT_POINT, comma = formats & FORMAT_COMMA;
  if (point && (!comma || hints->decimal == '.'))
    return formats & FORMAT_INTEGER_COMMAS ? FORMAT_INTEGER_COMMAS : FORMAT_DECIMAL_POINT;
  if (comma)
    return formats & FORMAT_INTEGER_DOTS ? FORMAT_INTEGER_DOTS : FORMAT_DECIMAL_COMMA;
  if (formats & FORMAT_ISO)
    return FORMAT_ISO;
  if ((formats & FORMAT_DMY) && (formats & FORMAT_MDY))
    return hints->date_order;
  return formats & FORMAT_DMY ? FORMAT_DMY : formats & FORMAT_MDY ? FORMAT_MDY : FORMAT_TEXT;
}

/* --- a batch ------------------------------------------------------------------ */

static bool is_missing_word(const Builder *builder, Text cell) {
  if (!(builder->word_lengths >> (cell.length < 63 ? cell.length : 63) & 1))
    return false;
  for (size_t i = 0; i < builder->word_count; i++)
    if (text_equal(cell, builder->words[i]))
      return true;
  return false;
}

/* A forced number may have a plus or leading zeros: they are passed over. */
static Text plain_number(Text cell) {
  cell = text_trim(cell);
  if (cell.length > 1 && cell.bytes[0] == '+')
    cell.bytes++, cell.length--;
  while (cell.length > 1 && cell.bytes[0] == '0' && cell.bytes[1] >= '0' && cell.bytes[1] <= '9')
    cell.bytes++, cell.length--;
  return cell;
}

static inline Text cell_of(const Builder *builder, const Batch *batch, size_t row, size_t column) {
  Text cell = batch_cell(batch, row, column);
  if (!cell.length || (builder->word_lengths && is_missing_word(builder, cell)))
    return (Text){NULL, 0};
  return builder->forced && (builder->allowed & FORMAT_NUMBERS) ? plain_number(cell) : cell;
}

/* The column's cells; a missing one has no bytes. */
static void gather(Builder *builder, const Batch *batch, size_t column, Text *cells) {
  bool plain = !builder->word_lengths && !builder->forced;
  for (size_t row = 0; row < batch->rows; row++) {
    cells[row] = plain ? batch_cell(batch, row, column) : cell_of(builder, batch, row, column);
    if (cells[row].length)
      continue;
    cells[row].bytes = NULL;
    store_missing(builder, builder->rows + row);
  }
}

static void narrow(Builder *builder, Text cell) {
  uint32_t formats = format_of(cell);
  if (builder->is_key && formats != FORMAT_TEXT && text_trim(cell).length != cell.length)
    formats = FORMAT_TEXT;
  builder->fits &= formats;
  if (!(formats & FORMAT_INTEGER) && !builder->example[0]) {
    size_t length = cell.length < sizeof builder->example ? cell.length : 0;
    memcpy(builder->example, cell.bytes, length);
  }
}

size_t builder_check(Builder *builder, const Batch *batch, size_t column, size_t from) {
  for (size_t row = from; row < batch->rows; row++) {
    Text cell = cell_of(builder, batch, row, column);
    if (!cell.bytes)
      continue;
    uint32_t fits = builder->fits & format_of(cell);
    if (!(fits & builder->allowed))
      return row;
    builder->fits = fits;
  }
  return batch->rows;
}

/* Whether this would have been stored without the white space around it. */
static bool is_spaced_whole(const Builder *builder, Text text) {
  int64_t number;
  bool answer;
  if (builder->format == FORMAT_BIT)
    return text.length == 1 && format_boolean(text, &answer);
  return builder->format == FORMAT_INTEGER && format_integer(text, &number);
}

/* A cell that could not be stored: white space, or a reason to change the format (then
 * true). */
static bool surprise(Builder *builder, Text *cell, size_t row, const Hints *hints) {
  Text text = text_trim(*cell);
  if (!builder->is_key && text.length == 0) {
    *cell = (Text){NULL, 0};
    builder->spaced = true;
    store_missing(builder, row);
  } else if (!builder->is_key && text.length != cell->length && is_spaced_whole(builder, text)) {
    *cell = text;
    builder->spaced = true;
  } else if (builder->fixed) {
    *cell = (Text){NULL, 0};
    builder->broken = true;
  } else {
    narrow(builder, *cell);
    builder->fits &= ~builder->format;
    builder_settle(builder, builder_choose(builder->fits & builder->allowed, hints));
    return true;
  }
  return false;
}

/* Formats whose survival every stored cell of this format proves anyway. */
static uint32_t implied_by(uint32_t format) {
  if (format == FORMAT_BIT)
    return FORMAT_NUMBERS | FORMAT_BIT | FORMAT_TEXT;
  if (format == FORMAT_INTEGER)
    return FORMAT_NUMBERS | FORMAT_TEXT;
  if (format == FORMAT_INTEGER_COMMAS)
    return FORMAT_POINT | FORMAT_TEXT;
  if (format == FORMAT_INTEGER_DOTS)
    return FORMAT_COMMA | FORMAT_TEXT;
  return format | FORMAT_TEXT;
}

/* Looks at every format of every cell, while that can still change the choice. */
static void study(Builder *builder, const Text *cells, size_t count, const Hints *hints) {
  uint32_t open = builder->fits & builder->allowed;
  if (builder->fixed || (builder->format && !(open & ~implied_by(builder->format)) &&
                         !(builder->again && open != FORMAT_TEXT)))
    return;
  for (size_t i = 0; i < count; i++)
    if (cells[i].bytes)
      narrow(builder, cells[i]);
  if (builder->fits != FORMAT_ALL)
    builder_settle(builder, builder_choose(builder->fits & builder->allowed, hints));
}

/* A column of which no cell told anything yet: all of them count as missing. */
static size_t white_space_missing(Builder *builder, const Text *cells, size_t at, size_t count) {
  for (; at < count; at++, builder->rows++) {
    if (!cells[at].bytes)
      continue;
    builder->spaced = true;
    store_missing(builder, builder->rows);
  }
  return at;
}

void builder_fill(Builder *builder, const Batch *batch, size_t column, const Hints *hints) {
  Text cells[BATCH_ROWS];
  size_t count = batch->rows, at = 0, first = builder->rows;
  store_reserve(builder, count);
  gather(builder, batch, column, cells);
  study(builder, cells, count, hints);
  while (at < count) {
    size_t stored = 0;
    if (builder->again || (builder->is_key && builder->format == FORMAT_TEXT))
      stored = count - at;
    else if (builder->format)
      stored = store_cells(builder, cells + at, count - at);
    at += stored;
    builder->rows += stored;
    if (at == count)
      break;
    if (!builder->format) { /* nothing but white space so far */
      at = white_space_missing(builder, cells, at, count);
    } else if (surprise(builder, &cells[at], first + at, hints)) {
      study(builder, cells + at, count - at, hints);
    }
  }
}

uint8_t builder_bits(const Builder *builder) {
  const uint8_t *cells = builder->cells;
  uint8_t bits = builder->bits;
  if (builder->format != FORMAT_BIT || !cells)
    return bits;
  for (size_t row = 0; row < builder->rows && bits != 3; row++)
    if (!store_is_missing(builder, row))
      bits |= cells[row] ? 2 : 1;
  return bits;
}

#include "explain/letter.h"

enum { TEXT_COLUMNS = 76 };

/* --- HTML --------------------------------------------------------------------------------- */

static void put_html(Buffer *out, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    switch (text.bytes[i]) {
    case '&':
      buffer_string(out, "&amp;");
      break;
    case '<':
      buffer_string(out, "&lt;");
      break;
    case '>':
      buffer_string(out, "&gt;");
      break;
    case '"':
      buffer_string(out, "&quot;");
      break;
    case '\'':
      buffer_string(out, "&#39;");
      break;
    default:
      buffer_byte(out, text.bytes[i]);
    }
  }
}

static void put_element(Buffer *out, const char *element, Text text) {
  buffer_format(out, "<%s>", element);
  put_html(out, text);
  buffer_format(out, "</%s>\n", element);
}

static void write_html(const Letter *letter, Buffer *out) {
  static const char *const elements[] = {[LETTER_TITLE] = "h1",
                                         [LETTER_HEADING] = "h2",
                                         [LETTER_PARAGRAPH] = "p",
                                         [LETTER_ITEM] = "li"};
  bool in_list = false;
  buffer_format(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\" />\n",
                letter->dutch ? "nl" : "en");
  put_element(out, "title", letter->blocks[0].text);
  buffer_string(out, "</head>\n<body>\n");
  for (size_t i = 0; i < letter->count; i++) {
    const LetterBlock *block = &letter->blocks[i];
    bool item = block->part == LETTER_ITEM;
    if (item != in_list)
      buffer_string(out, item ? "<ul>\n" : "</ul>\n");
    in_list = item;
    put_element(out, elements[block->part], block->text);
  }
  buffer_string(out, in_list ? "</ul>\n</body>\n</html>\n" : "</body>\n</html>\n");
}

/* --- Markdown ----------------------------------------------------------------------------- */

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/* Whether this byte would begin a list, a heading, a quote or a rule where it stands. */
static bool begins_block(Text text, size_t at) {
  char byte = text.bytes[at];
  if (at == 0)
    return byte && strchr("#+-=~:", byte) != NULL;
  for (size_t i = 0; i < at; i++)
    if (!is_digit(text.bytes[i]))
      return false;
  return byte == '.' || byte == ')';
}

/* Addresses that GitHub's Markdown would make a link of: http://, www., a@b.c */
static bool begins_link(Text text, size_t at) {
  char byte = text.bytes[at];
  if (byte == ':')
    return text.length - at >= 3 && memcmp(text.bytes + at, "://", 3) == 0;
  return byte == '.' && at >= 3 && (text.bytes[at - 1] | 0x20) == 'w' &&
         (text.bytes[at - 2] | 0x20) == 'w' && (text.bytes[at - 3] | 0x20) == 'w';
}

static void put_markdown(Buffer *out, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.bytes[i];
    if ((byte && strchr("\\`*_[]<>&~|@$", byte)) || begins_block(text, i) || begins_link(text, i))
      buffer_byte(out, '\\');
    buffer_byte(out, byte);
  }
  buffer_byte(out, '\n');
}

static void write_markdown(const Letter *letter, Buffer *out) {
  static const char *const before[] = {[LETTER_TITLE] = "# ",
                                       [LETTER_HEADING] = "## ",
                                       [LETTER_PARAGRAPH] = "",
                                       [LETTER_ITEM] = "- "};
  for (size_t i = 0; i < letter->count; i++) {
    const LetterBlock *block = &letter->blocks[i];
    bool list_goes_on = block->part == LETTER_ITEM && letter->blocks[i - 1].part == LETTER_ITEM;
    if (i && !list_goes_on)
      buffer_byte(out, '\n');
    buffer_string(out, before[block->part]);
    put_markdown(out, block->text);
  }
}

/* --- text --------------------------------------------------------------------------------- */

/* Words in lines of TEXT_COLUMNS; `indent` before each line but the first. */
static void put_wrapped(Buffer *out, Text text, const char *first, const char *indent) {
  size_t column = strlen(first);
  buffer_string(out, first);
  for (size_t at = 0; at < text.length;) {
    const char *space = memchr(text.bytes + at, ' ', text.length - at);
    size_t end = space ? (size_t)(space - text.bytes) : text.length;
    Text word = {text.bytes + at, end - at};
    size_t width = text_width(word), start = strlen(first);
    if (column > start && column + 1 + width > TEXT_COLUMNS) {
      buffer_format(out, "\n%s", indent);
      column = strlen(indent);
      start = column;
      first = indent;
    } else if (column > start) {
      buffer_byte(out, ' ');
      column++;
    }
    buffer_text(out, word);
    column += width;
    at = end + 1;
  }
  buffer_byte(out, '\n');
}

static void write_text(const Letter *letter, Buffer *out) {
  for (size_t i = 0; i < letter->count; i++) {
    const LetterBlock *block = &letter->blocks[i];
    bool item = block->part == LETTER_ITEM;
    if (i && block->part != LETTER_ITEM && letter->blocks[i - 1].part != LETTER_HEADING)
      buffer_byte(out, '\n');
    put_wrapped(out, block->text, item ? "- " : "", item ? "  " : "");
    for (size_t j = 0;
         block->part == LETTER_TITLE && j < text_width(block->text) && j < TEXT_COLUMNS; j++)
      buffer_byte(out, '=');
    if (block->part == LETTER_TITLE)
      buffer_byte(out, '\n');
  }
}

void letter_write(const Letter *letter, LetterForm form, Buffer *out) {
  if (form == LETTER_HTML)
    write_html(letter, out);
  else if (form == LETTER_MARKDOWN)
    write_markdown(letter, out);
  else
    write_text(letter, out);
}

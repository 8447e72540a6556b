#include "commands/init_skeleton.h"

#include <limits.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "commands/init_question.h"
#include "table/settle.h"

enum { THREADS = 2, SHOWN_MOST = 40, KINDS_MOST = 20 };

typedef struct Skeleton {
  Arena *arena;
  const char *folder, *data;
  const Table *table;
  ColumnProfile *profiles;
  size_t key;
  Question segment, selection;
} Skeleton;

/* --- what the file tells ---------------------------------------------------------- */

static bool may_be_key(const ColumnProfile *profile) {
  const Column *column = profile->column;
  return (column->type == COLUMN_TEXT || column->type == COLUMN_INTEGER) &&
         column->missing_count == 0 && profile->distinct == column->rows;
}

static bool sounds_like_key(Text name) {
  static const char *const words[] = {"id", "key", "number", "nummer", "code", "nr", "sleutel"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i]);
    if (name.length >= length &&
        strncasecmp(name.bytes + name.length - length, words[i], length) == 0)
      return true;
  }
  return false;
}

/* The column that tells customers apart: one that sounds like it, else the first. */
static bool find_key(Skeleton *skeleton, Error *error) {
  const Table *table = skeleton->table;
  skeleton->key = SIZE_MAX;
  for (size_t i = 0; i < table->column_count; i++)
    if (may_be_key(&skeleton->profiles[i]) &&
        (skeleton->key == SIZE_MAX || (sounds_like_key(table->columns[i].name) &&
                                       !sounds_like_key(table->columns[skeleton->key].name))))
      skeleton->key = i;
  if (skeleton->key != SIZE_MAX)
    return true;
  error_set(error, ERROR_INPUT, "no column tells these rows apart: each has gaps, or the same %s",
            "value twice");
  error_at(error, text_of(skeleton->data), 0, 0);
  return error_hint(error,
                    "a policy needs a key, like a customer number; a list of orders or visits "
                    "is a side table, init takes the file of customers");
}

static bool refuse(const Skeleton *skeleton, const char *what, Error *error) {
  error_set(error, ERROR_INPUT, "%s", what);
  return error_at(error, text_of(skeleton->data), 0, 0);
}

static bool look(Skeleton *skeleton, Error *error) {
  const Table *table = skeleton->table;
  if (table->rows < 2)
    return refuse(skeleton, "this file has fewer than two customers: nothing can be told apart",
                  error);
  skeleton->profiles = profile_table(table, skeleton->arena);
  profile_spell(table, skeleton->profiles, skeleton->arena);
  if (!find_key(skeleton, error))
    return false;
  if (question_find(skeleton->arena, table, skeleton->profiles, skeleton->key, 0,
                    &skeleton->segment) &&
      question_find(skeleton->arena, table, skeleton->profiles, skeleton->key, 1,
                    &skeleton->selection))
    return true;
  return refuse(skeleton,
                "beside the key no column of this file tells customers apart: no rule can ask it",
                error);
}

/* --- where the file is, seen from the folder ---------------------------------------- */

/* "../guests.csv" for a folder below this one; else the whole path. */
static Text data_path(const Skeleton *skeleton) {
  Buffer up = {0};
  const char *at = skeleton->folder;
  bool plain = *at != '/' && *skeleton->data != '/';
  while (plain && *at) {
    size_t length = strcspn(at, "/");
    if (length == 2 && strncmp(at, "..", 2) == 0)
      plain = false;
    else if (length && !(length == 1 && *at == '.'))
      buffer_string(&up, "../");
    at += length + (at[length] == '/');
  }
  char *whole = plain ? NULL : realpath(skeleton->data, NULL);
  if (whole)
    up.length = 0;
  buffer_string(&up, whole ? whole : skeleton->data);
  Text path = text_copy(skeleton->arena, buffer_view(&up));
  free(whole);
  buffer_free(&up);
  return path;
}

/* "guests" for exports/guests.csv. */
static Text customers_name(const Skeleton *skeleton) {
  const char *name = file_name(skeleton->data);
  const char *end = strrchr(name, '.');
  Text text = {name, end && end > name ? (size_t)(end - name) : strlen(name)};
  return text.length ? text : TEXT("customers");
}

/* --- policy.lua -------------------------------------------------------------------- */

/* A header that no policy can name: on several lines, or very long. */
static bool can_be_named(Text name) {
  return !memchr(name.bytes, '\n', name.length) && !memchr(name.bytes, '\t', name.length) &&
         text_width(name) <= 200;
}

static void put_short(Buffer *out, Value value) {
  Buffer text = {0};
  value_plain(&text, value);
  if (value.kind == VALUE_DECIMAL && text.length > 2 &&
      memcmp(text.bytes + text.length - 2, ".0", 2) == 0)
    text.length -= 2;
  for (size_t i = 0, width = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.bytes[i];
    if (width >= SHOWN_MOST && (byte & 0xC0) != 0x80) {
      buffer_string(out, "…");
      break;
    }
    width += (byte & 0xC0) != 0x80;
    buffer_byte(out, byte < ' ' ? ' ' : (char)byte);
  }
  buffer_free(&text);
}

/* Kinds, of which an example tells something and tells of nobody. */
static bool are_few(const ColumnProfile *profile) {
  return profile->distinct <= KINDS_MOST && profile->distinct * 10 <= profile->column->rows;
}

static void put_texts(Buffer *out, const ColumnProfile *profile) {
  buffer_format(out, "%zu different text%s", profile->distinct, profile->distinct == 1 ? "" : "s");
  if (are_few(profile)) {
    buffer_string(out, ", like ");
    put_short(out, profile->frequent[0].value);
  }
}

/* A cell that may mean "no answer", and the line that says so. */
static void put_suspect(Buffer *out, const ColumnProfile *profile) {
  if (profile->suspect_count == 0 || profile->suspects[0].spelling_count == 0)
    return;
  buffer_string(out, "; no answer? missing = { ");
  settle_text(out, profile->suspects[0].spellings[0]);
  buffer_string(out, " }");
}

/* "-- 1 to 49; missing for 3 of 2000" */
static void put_remark(Buffer *out, const ColumnProfile *profile) {
  const Column *column = profile->column;
  buffer_string(out, " -- ");
  if (column->missing_count == column->rows) {
    buffer_string(out, "always missing");
    return;
  }
  if (column->type == COLUMN_BOOLEAN) {
    buffer_string(out, "yes or no");
  } else if (column->type == COLUMN_TEXT) {
    put_texts(out, profile);
  } else {
    put_short(out, profile->smallest);
    buffer_string(out, " to ");
    put_short(out, profile->largest);
  }
  if (column->missing_count)
    buffer_format(out, "; missing for %zu of %zu", column->missing_count, column->rows);
  put_suspect(out, profile);
}

static size_t key_width(Text name) {
  Buffer key = {0};
  settle_key(&key, name);
  size_t width = text_width(buffer_view(&key));
  buffer_free(&key);
  return width;
}

static void put_key(Buffer *out, Text name, size_t widest) {
  settle_key(out, name);
  for (size_t width = key_width(name); width < widest; width++)
    buffer_byte(out, ' ');
}

static void put_fields(Buffer *out, const Skeleton *skeleton) {
  size_t widest = 0;
  for (size_t i = 0; i < skeleton->table->column_count; i++) {
    size_t width = key_width(skeleton->table->columns[i].name);
    widest = width > widest && width <= SHOWN_MOST ? width : widest;
  }
  for (size_t i = 0; i < skeleton->table->column_count; i++) {
    Text name = skeleton->table->columns[i].name;
    if (!can_be_named(name))
      continue;
    buffer_string(out, "    ");
    put_key(out, name, widest);
    buffer_string(out, " = { label = ");
    settle_text(out, question_words(skeleton->arena, name));
    buffer_string(out, question_is_sensitive(name) ? ", sensitive = true }," : " },");
    put_remark(out, &skeleton->profiles[i]);
    buffer_byte(out, '\n');
  }
}

static void put_condition(Buffer *out, const Question *question) {
  buffer_string(out, "    when    = function(c) return ");
  question_put(out, question);
  buffer_string(out, " end,\n");
}

/* "Your visits 12m: {visits_12m}."; braces in a name would begin another. */
static void put_because(Buffer *out, const Skeleton *skeleton, const Question *question) {
  Text name = question->column->name, words = question_words(skeleton->arena, name);
  bool braced = memchr(name.bytes, '{', name.length) || memchr(name.bytes, '}', name.length);
  Text because = braced ? TEXT("Say here why, as you would say it to this customer.")
                        : text_format(skeleton->arena, "Your %.*s: {%.*s}.", TEXT_ARGS(words),
                                      TEXT_ARGS(name));
  buffer_string(out, "    because = ");
  settle_text(out, because);
  buffer_string(out, ",\n");
}

static void put_head(Buffer *out, const Skeleton *skeleton) {
  Text key = skeleton->table->columns[skeleton->key].name;
  buffer_string(
      out, "-- A first policy over your own customers. Change something, run it again, and see "
           "what moves.\n-- The words are in rules/README.md of Helder; what follows two "
           "dashes is a remark for people.\n\n");
  buffer_string(
      out, "policy \"A first policy\" {\n  version = \"1\",\n  owner   = \"the team that answers "
           "for it\",\n  purpose = \"Say here what this policy is for.\",\n  data    = ");
  settle_text(out, data_path(skeleton));
  buffer_string(out, ",\n}\n\ncustomers ");
  settle_text(out, customers_name(skeleton));
  buffer_string(out, " {\n  key    = ");
  settle_text(out, key);
  buffer_string(out, ", -- filled everywhere, no two alike\n  fields = {\n");
  put_fields(out, skeleton);
  buffer_string(out, "  },\n}\n\n");
}

static Text policy_text(const Skeleton *skeleton) {
  Buffer out = {0};
  const Question *segment = &skeleton->segment, *selection = &skeleton->selection;
  bool number = selection->kind == QUESTION_AT_LEAST;
  size_t limit = skeleton->table->rows / 10 + 1;
  put_head(&out, skeleton);
  buffer_string(&out, "-- Who belongs where: everyone is in the first segment that fits.\n"
                      "segmentation \"group\" {\n  segment \"first\" {\n");
  put_condition(&out, segment);
  put_because(&out, skeleton, segment);
  buffer_string(&out, "  },\n  otherwise \"others\" { because = \"You are welcome.\" },\n}\n\n"
                      "-- Who is chosen, and for what.\nselection \"a first try\" {\n");
  Buffer rule = {0};
  put_condition(&rule, selection);
  put_because(&rule, skeleton, selection);
  for (size_t i = 0; i < rule.length; i++) /* two spaces less than in a segment */
    if (!(i + 1 < rule.length && rule.bytes[i] == ' ' && rule.bytes[i + 1] == ' ' &&
          (i == 0 || rule.bytes[i - 1] == '\n')))
      buffer_byte(&out, rule.bytes[i]);
    else
      i++;
  buffer_free(&rule);
  if (number) {
    buffer_string(&out, "  rank    = function(c) return ");
    Question known = *selection;
    known.kind = QUESTION_TRUE; /* the field alone */
    question_put(&out, &known);
    buffer_string(&out, " end, -- the highest first\n");
  }
  buffer_format(&out, "  limit   = %zu, -- so many at most\n}\n", limit);
  return buffer_keep(&out, skeleton->arena);
}

/* --- policy_test.lua --------------------------------------------------------------- */

static void put_case(Buffer *out, const Question *question, bool yes, const char *expect) {
  buffer_string(out, "    { given = ");
  question_put_given(out, question, yes);
  buffer_format(out, ", expect = { %s } },\n", expect);
}

static Text test_text_of(const Skeleton *skeleton) {
  Buffer out = {0};
  char day[DATE_ISO_LENGTH];
  date_to_iso(date_today(), day);
  buffer_format(&out,
                "-- Does the policy do what was meant? Each test makes up a customer and says what "
                "must come out.\n\ntests { as_of = \"%.*s\" }\n\n",
                DATE_ISO_LENGTH, day);
  buffer_string(&out, "test \"who is in the first segment\" {\n  cases = {\n");
  put_case(&out, &skeleton->segment, true, "segment = { group = \"first\" }");
  put_case(&out, &skeleton->segment, false, "segment = { group = \"others\" }");
  buffer_string(&out, "  },\n}\n\ntest \"who is chosen\" {\n  cases = {\n");
  put_case(&out, &skeleton->selection, true, "selection = { [\"a first try\"] = \"selected\" }");
  put_case(&out, &skeleton->selection, false,
           "selection = { [\"a first try\"] = \"not eligible\" }");
  buffer_string(&out, "  },\n}\n");
  return buffer_keep(&out, skeleton->arena);
}

bool init_skeleton(Arena *arena, const char *folder, const char *data, InitFile *files,
                   size_t *count, const char **key, Error *error) {
  ReadOptions read = {.threads = THREADS};
  Skeleton skeleton = {.arena = arena, .folder = folder, .data = data};
  Table *table = table_read(data, &read, error);
  skeleton.table = table;
  bool good = table && look(&skeleton, error);
  if (good) {
    Buffer text = {0};
    value_plain(&text, column_value(&table->columns[skeleton.key], 0));
    *key = text_copy(arena, buffer_view(&text)).bytes;
    buffer_free(&text);
    files[0] = (InitFile){"policy.lua", policy_text(&skeleton)};
    files[1] = (InitFile){"policy_test.lua", test_text_of(&skeleton)};
    *count = 2;
  }
  table_drop(table);
  return good;
}

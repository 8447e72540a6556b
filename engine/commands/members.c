#include "commands/members.h"

#include "base/date.h"
#include "base/json.h"
#include "log/line.h"

static void comma(Buffer *out) {
  char last = out->length ? out->bytes[out->length - 1] : '{';
  if (last != '{' && last != '[')
    buffer_byte(out, ',');
}

static void begin(Buffer *out, const char *name) {
  comma(out);
  json_put_name(out, text_of(name));
}

void member_text(Buffer *out, const char *name, Text text) {
  begin(out, name);
  json_put_text(out, text);
}

void member_count(Buffer *out, const char *name, uint64_t count) {
  begin(out, name);
  json_put_integer(out, (int64_t)count);
}

void member_number(Buffer *out, const char *name, double number) {
  begin(out, name);
  line_number(out, number);
}

void member_boolean(Buffer *out, const char *name, bool answer) {
  begin(out, name);
  buffer_string(out, answer ? "true" : "false");
}

void member_day(Buffer *out, const char *name, int32_t days) {
  char iso[DATE_ISO_LENGTH];
  date_to_iso(days, iso);
  member_text(out, name, (Text){iso, sizeof iso});
}

void member_json(Buffer *out, const char *name, Text json) {
  begin(out, name);
  buffer_text(out, json);
}

void member_open(Buffer *out, const char *name, char bracket) {
  comma(out);
  if (name)
    json_put_name(out, text_of(name));
  buffer_byte(out, bracket);
}

void item_text(Buffer *out, Text text) {
  comma(out);
  json_put_text(out, text);
}

#include "explain/why_details.h"

#include "base/json.h"
#include "base/json_read.h"

typedef struct Word {
  const char *logged, *dutch;
} Word;

static const Word states[] = {
    {"excluded", "uitgesloten"},
    {"not eligible", "voldoet niet"},
    {"undecided", "onbeslist"},
    {"contacted enough", "vaak genoeg benaderd"},
    {"taken elsewhere", "elders gekozen"},
    {"household", "ander in het huishouden gekozen"},
    {"over quota", "boven het quotum"},
    {"below the cut", "onder de grens"},
    {"holdout", "gekozen voor de controlegroep"},
    {"selected", "gekozen"},
    {"not selected", "niet gekozen"},
    {"not excluded", "niet uitgesloten"},
    {NULL, NULL},
};

static const Word kinds[] = {
    {"exclusion", "uitsluiting"},
    {"segmentation", "segmentatie"},
    {"segment", "segment"},
    {"selection", "selectie"},
    {"attribute", "kenmerk"},
    {"point", "punt"},
    {"rank", "volgorde"},
    {"quota", "quotum"},
    {NULL, NULL},
};

static const Word numbers[] = {
    {"score", "score"},   {"rank", "rang"},      {"household", "plaats in het huishouden"},
    {"limit", "aantal"},  {"cut", "grens"},      {"bucket", "trekking"},
    {"fraction", "deel"}, {"count", "benaderd"}, {"max", "ten hoogste"},
    {NULL, NULL},
};

static Text translated(const Word *words, Text logged, bool dutch) {
  for (; dutch && words->logged; words++)
    if (text_equal(text_of(words->logged), logged))
      return text_of(words->dutch);
  return logged;
}

void why_put_state(Buffer *out, Text state, bool dutch) {
  buffer_text(out, translated(states, state, dutch));
}

void why_put_rule(Buffer *out, Text rule, bool dutch) {
  const char *space = rule.length ? memchr(rule.bytes, ' ', rule.length) : NULL;
  Text kind = {rule.bytes, space ? (size_t)(space - rule.bytes) : rule.length};
  buffer_text(out, translated(kinds, kind, dutch));
  buffer_append(out, rule.bytes + kind.length, rule.length - kind.length);
}

void why_put_number(Buffer *out, double number, bool dutch) {
  size_t begin = out->length;
  number_decimal(out, number);
  if (out->length > begin + 2 && memcmp(out->bytes + out->length - 2, ".0", 2) == 0)
    out->length -= 2;
  for (size_t i = begin; dutch && i < out->length; i++)
    if (out->bytes[i] == '.')
      out->bytes[i] = ',';
}

static void put_number_of(Buffer *out, const json_t *number, bool dutch) {
  double decimal;
  if (json_decimal(number, &decimal))
    why_put_number(out, decimal, dutch);
  else if (json_is_object(number))
    buffer_string(out, dutch ? "afgeschermd" : "masked");
  else
    json_put_integer(out, json_integer_value(number));
}

static void put_quota_value(Buffer *out, const json_t *value, bool dutch) {
  buffer_string(out, dutch ? " voor " : " for ");
  if (json_is_string(value))
    buffer_append(out, json_string_value(value), json_string_length(value));
  else if (json_is_boolean(value))
    buffer_string(out, json_is_true(value) ? (dutch ? "ja" : "yes") : (dutch ? "nee" : "no"));
  else
    put_number_of(out, value, dutch);
}

/* "quota: place 34 for Saturday; 40 of 40 taken, 2 needed"; without "for …": one for all */
static void put_quota(Buffer *out, const json_t *quota, bool dutch) {
  const json_t *value = json_object_get(quota, "value");
  buffer_string(out, dutch ? "quotum = plaats " : "quota = place ");
  put_number_of(out, json_object_get(quota, "place"), dutch);
  if (value)
    put_quota_value(out, value, dutch);
  buffer_string(out, "; ");
  put_number_of(out, json_object_get(quota, "taken"), dutch);
  buffer_string(out, dutch ? " van " : " of ");
  put_number_of(out, json_object_get(quota, "max"), dutch);
  buffer_string(out, dutch ? " vergeven, nodig: " : " taken before, needed: ");
  put_number_of(out, json_object_get(quota, "need"), dutch);
  buffer_byte(out, '\n');
}

void why_put_window(Buffer *out, const json_t *pressure, bool dutch) {
  const json_t *days = json_object_get(pressure, "days");
  json_int_t count = json_integer_value(days ? days : json_object_get(pressure, "months"));
  const char *one = days ? (dutch ? "dag" : "day") : dutch ? "maand" : "month";
  buffer_format(out, "%lld %s%s", (long long)count, one, count == 1 ? "" : dutch ? "en" : "s");
}

/* "pressure = 2 of mailings in 30 days, 1 in this run, of 3" */
static void put_pressure(Buffer *out, const json_t *pressure, bool dutch) {
  buffer_string(out, dutch ? "contactdruk = " : "pressure = ");
  put_number_of(out, json_object_get(pressure, "counted"), dutch);
  buffer_format(out, " %s ", dutch ? "van" : "of");
  const json_t *events = json_object_get(pressure, "events");
  buffer_append(out, json_string_value(events), json_string_length(events));
  buffer_string(out, " in ");
  why_put_window(out, pressure, dutch);
  buffer_string(out, ", ");
  put_number_of(out, json_object_get(pressure, "chosen"), dutch);
  buffer_string(out, dutch ? " in deze ronde; genoeg is " : " in this run; enough is ");
  put_number_of(out, json_object_get(pressure, "max"), dutch);
  buffer_byte(out, '\n');
}

void why_put_details(Buffer *out, const json_t *details, bool dutch) {
  const char *name;
  json_t *detail;
  json_object_foreach((json_t *)(uintptr_t)details, name, detail) {
    bool quota = strcmp(name, "quota") == 0 && json_is_object(detail);
    if (!quota && !json_is_number(detail) && !json_is_object(detail))
      continue;
    buffer_string(out, "               ");
    if (strcmp(name, "pressure") == 0) {
      put_pressure(out, detail, dutch);
      continue;
    }
    if (quota) {
      put_quota(out, detail, dutch);
      continue;
    }
    buffer_text(out, translated(numbers, text_of(name), dutch));
    buffer_string(out, " = ");
    put_number_of(out, detail, dutch);
    buffer_byte(out, '\n');
  }
}

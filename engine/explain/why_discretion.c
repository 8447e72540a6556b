#include "explain/why_discretion.h"

json_t *why_discretion(const Telling *telling) {
  const Discretion *discretion = &telling->again->policy->discretion;
  if (!discretion->given)
    return json_null();
  json_t *told = json_object(), *per = json_object();
  const Phrase *because = &discretion->because;
  json_object_set_new(told, "budget", json_integer(discretion->budget));
  if (discretion->per.unit != SPAN_NONE)
    json_object_set_new(per, discretion->per.unit == SPAN_MONTHS ? "months" : "days",
                        json_integer(discretion->per.count));
  json_object_set_new(told, "per", per);
  json_object_set_new(told, "because",
                      rule_text(telling->dutch && because->nl.length ? because->nl : because->en));
  return told;
}

/* " in 1 month", "in 30 dagen"; nothing where the file does not tell days. */
static void put_per(Buffer *out, const json_t *per, const json_t *override, bool dutch) {
  const json_t *months = json_object_get(per, "months"), *days = json_object_get(per, "days");
  json_int_t count = json_integer_value(months ? months : days);
  const char *unit = months       ? dutch        ? count == 1 ? "maand" : "maanden"
                                    : count == 1 ? "month"
                                                 : "months"
                     : dutch      ? count == 1 ? "dag" : "dagen"
                     : count == 1 ? "day"
                                  : "days";
  if (count && json_object_get(override, "made"))
    buffer_format(out, " in %lld %s", (long long)count, unit);
}

void why_put_discretion(Buffer *out, const json_t *document, const json_t *override, bool dutch) {
  const json_t *told = json_object_get(document, "discretion");
  json_int_t place = json_integer_value(json_object_get(override, "place"));
  json_int_t budget = json_integer_value(json_object_get(told, "budget"));
  if (!json_is_object(told) || place < 1)
    return;
  buffer_string(out, "               ");
  if (place > budget)
    buffer_string(out, dutch ? "buiten de beslisruimte van " : "beyond the discretion of ");
  else
    buffer_string(out, dutch ? "binnen de beslisruimte van " : "within the discretion of ");
  buffer_format(out, "%lld", (long long)budget);
  put_per(out, json_object_get(told, "per"), override, dutch);
  buffer_format(out, dutch ? ": nummer %lld\n" : ": number %lld\n", (long long)place);
}

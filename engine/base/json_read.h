/* Texts of JSON that jansson read: views, which live as long as it does. */
#ifndef HELDER_BASE_JSON_READ_H
#define HELDER_BASE_JSON_READ_H
#include <jansson.h>
#include <math.h>

#include "base/text.h"

/* The text; empty where it is no string. */
static inline Text json_text(const json_t *json) {
  return json_is_string(json) ? (Text){json_string_value(json), json_string_length(json)}
                              : TEXT("");
}

static inline Text json_text_in(const json_t *object, const char *key) {
  return json_text(json_object_get(object, key));
}

/* A decimal as json_put_decimal writes it: 1.5, or {"decimal":"inf"}, "-inf", "nan". False: none of
 * these. */
static inline bool json_decimal(const json_t *json, double *number) {
  const char *word = json_string_value(json_object_get(json, "decimal"));
  if (!word && !json_is_real(json))
    return false;
  *number = !word          ? json_real_value(json)
            : *word == 'n' ? (double)NAN
            : *word == '-' ? -(double)INFINITY
                           : (double)INFINITY;
  return true;
}

/* Whether it is one of a list's texts. */
static inline bool json_lists(const json_t *list, Text text) {
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    if (text_equal(json_text(item), text))
      return true;
  }
  return false;
}
#endif

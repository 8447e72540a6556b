#include "decide/told.h"

/* A constant of the policy has always a value. */
static bool has_value(const Outcomes *outcomes, size_t row, Text name) {
  const FieldInfo *field = policy_field(outcomes->policy, name);
  const Column *column = table_column(outcomes->decisions->table, name);
  return !(field && field->sensitive) && !(column && column_missing(column, row));
}

static bool sentence_can_be(const Outcomes *outcomes, size_t row, Text sentence) {
  for (size_t i = 0; i < sentence.length; i++) {
    Text rest = {sentence.bytes + i, sentence.length - i};
    const char *close;
    if (rest.bytes[0] != '{')
      continue;
    if (rest.length > 1 && rest.bytes[1] == '{') {
      i++;
    } else if ((close = memchr(rest.bytes, '}', rest.length)) != NULL) {
      size_t length = (size_t)(close - rest.bytes);
      if (!has_value(outcomes, row, (Text){rest.bytes + 1, length - 1}))
        return false;
      i += length;
    }
  }
  return true;
}

static const Phrase *reason_of(const Segmentation *group, Text segment) {
  for (size_t i = 0; i < group->segment_count; i++)
    if (text_equal(group->segments[i].name, segment))
      return &group->segments[i].because;
  return NULL;
}

bool told_can_be(const Outcomes *outcomes, size_t row, Text segmentation) {
  enum { MOST = 512 };
  const Policy *policy = outcomes->policy;
  Value segments[MOST];
  size_t count = outcomes_of(outcomes, row, TEXT("segment"), segmentation, segments, MOST);
  const Segmentation *group = policy->segmentations;
  while (!text_equal(group->name, segmentation))
    group++;
  for (size_t i = 0; i < count && i < MOST; i++) {
    const Phrase *because = reason_of(group, segments[i].text);
    if (!because || !sentence_can_be(outcomes, row, because->en) ||
        !sentence_can_be(outcomes, row, because->nl))
      return false;
  }
  return count > 0;
}

#include "policy/find.h"

const Attribute *policy_attribute(const Policy *policy, Text name) {
  for (size_t i = 0; i < policy->attribute_count; i++)
    if (text_equal(policy->attributes[i].name, name))
      return &policy->attributes[i];
  return NULL;
}

const PolicyFile *policy_file(const Policy *policy, Text name) {
  for (size_t i = 0; i < policy->file_count; i++)
    if (text_equal(policy->files[i].name, name))
      return &policy->files[i];
  return NULL;
}

bool policy_exclusion_applies(const Exclusion *exclusion, Text selection) {
  return exclusion->from_count == 0 ||
         text_among(selection, exclusion->from, exclusion->from_count);
}

const char *policy_mode_name(SegmentationMode mode) {
  static const char *const names[] = {"first", "unique", "all", "score"};
  return names[mode];
}

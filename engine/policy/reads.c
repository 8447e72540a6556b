#include "policy/reads.h"

/* These roles are about columns of the file, not about reading them. */
static bool is_read(const Mention *mention) {
  return !text_equal(mention->role, TEXT("key")) && !text_equal(mention->role, TEXT("field"));
}

bool reads_rest_on(const Policy *policy, Text name, const Text *below, size_t count,
                   const bool *resting) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(below[i], name))
      return true;
  for (size_t i = 0; i < policy->attribute_count; i++)
    if (resting[i] && text_equal(policy->attributes[i].name, name))
      return true;
  return false;
}

/* Attributes stand behind those they need: one pass tells. */
const bool *reads_resting(Arena *arena, const Policy *policy, const Text *below, size_t count) {
  bool *resting = arena_array(arena, policy->attribute_count, sizeof *resting);
  for (size_t i = 0; i < policy->attribute_count; i++)
    for (size_t j = 0; j < policy->mention_count && !resting[i]; j++)
      resting[i] = text_equal(policy->mentions[j].attribute, policy->attributes[i].name) &&
                   reads_rest_on(policy, policy->mentions[j].name, below, count, resting);
  return resting;
}

typedef struct Listing {
  SensitiveRead *list;
  size_t count;
} Listing;

static void add(Listing *listing, SensitiveRead read) {
  for (size_t i = 0; i < listing->count; i++) {
    const SensitiveRead *known = &listing->list[i];
    if (text_equal(known->field, read.field) && text_equal(known->rule, read.rule) &&
        text_equal(known->through, read.through) && known->told == read.told)
      return;
  }
  listing->list[listing->count++] = read;
}

/* `resting` is about the field. */
static void add_mention(Listing *listing, const Policy *policy, const Mention *mention, Text field,
                        const bool *resting) {
  if (!reads_rest_on(policy, mention->name, &field, 1, resting))
    return;
  bool itself = text_equal(mention->name, field);
  add(listing, (SensitiveRead){.field = field,
                               .rule = mention->rule,
                               .through = itself ? TEXT("") : mention->name,
                               .told = text_equal(mention->role, TEXT("reason")),
                               .at = mention->at});
}

size_t reads_sensitive(Arena *arena, const Policy *policy, SensitiveRead **list) {
  size_t most = policy->mention_count * policy->field_count;
  Listing listing = {.list = arena_array(arena, most, sizeof(SensitiveRead))};
  for (size_t i = 0; i < policy->field_count; i++) {
    Text field = policy->fields[i].name;
    const bool *resting =
        policy->fields[i].sensitive ? reads_resting(arena, policy, &field, 1) : NULL;
    for (size_t j = 0; resting && j < policy->mention_count; j++)
      if (is_read(&policy->mentions[j]))
        add_mention(&listing, policy, &policy->mentions[j], field, resting);
  }
  *list = listing.list;
  return listing.count;
}

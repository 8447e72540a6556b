#include "policy/reads.h"

/* What is looked for, and which attributes rest on it. */
typedef struct Below {
  const Policy *policy;
  const Text *names;
  size_t count;
  const bool *resting;
} Below;

/* These roles are about columns of a file, not about reading them. */
static bool is_read(const Mention *mention) {
  return !text_equal(mention->role, TEXT("key")) && !text_equal(mention->role, TEXT("field")) &&
         !text_equal(mention->role, TEXT("on"));
}

/* Whether the mention is of this name; of a field of events, with its table before it. */
static bool is_of(const Mention *mention, Text name) {
  size_t before = mention->table.length;
  if (!before)
    return text_equal(mention->name, name);
  return name.length == before + 1 + mention->name.length && name.bytes[before] == '.' &&
         memcmp(name.bytes, mention->table.bytes, before) == 0 &&
         memcmp(name.bytes + before + 1, mention->name.bytes, mention->name.length) == 0;
}

static bool rests(const Below *below, const Mention *mention) {
  for (size_t i = 0; i < below->count; i++)
    if (is_of(mention, below->names[i]))
      return true;
  for (size_t i = 0; i < below->policy->attribute_count && !mention->table.length; i++)
    if (below->resting[i] && text_equal(below->policy->attributes[i].name, mention->name))
      return true;
  return false;
}

static bool any_rests(const Below *below, const Mention *mentions, size_t count, Text attribute) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(mentions[i].attribute, attribute) && rests(below, &mentions[i]))
      return true;
  return false;
}

/* Attributes stand behind those they need: one pass tells. */
const bool *reads_resting(Arena *arena, const Policy *policy, const Text *names, size_t count) {
  bool *resting = arena_array(arena, policy->attribute_count, sizeof *resting);
  Below below = {policy, names, count, resting};
  for (size_t i = 0; i < policy->attribute_count; i++) {
    Text name = policy->attributes[i].name;
    resting[i] = any_rests(&below, policy->mentions, policy->mention_count, name) ||
                 any_rests(&below, policy->event_mentions, policy->event_mention_count, name);
  }
  return resting;
}

/* --- sensitive fields ---------------------------------------------------------------- */

size_t reads_sensitive_fields(Arena *arena, const Policy *policy, Text **fields) {
  size_t most = policy->field_count, count = 0;
  for (size_t i = 0; i < policy->side_table_count; i++)
    most += policy->side_tables[i].field_count;
  Text *list = arena_array(arena, most, sizeof *list);
  for (size_t i = 0; i < policy->field_count; i++)
    if (policy->fields[i].sensitive)
      list[count++] = policy->fields[i].name;
  for (size_t i = 0; i < policy->side_table_count; i++) {
    const SideTable *table = &policy->side_tables[i];
    for (size_t j = 0; j < table->field_count; j++)
      if (table->fields[j].sensitive)
        list[count++] = text_format(arena, "%.*s.%.*s", TEXT_ARGS(table->name),
                                    TEXT_ARGS(table->fields[j].name));
  }
  *fields = list;
  return count;
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

static void add_mentions(Listing *listing, const Below *below, const Mention *mentions,
                         size_t count) {
  for (size_t i = 0; i < count; i++) {
    const Mention *mention = &mentions[i];
    if (!is_read(mention) || !rests(below, mention))
      continue;
    bool itself = is_of(mention, below->names[0]);
    add(listing, (SensitiveRead){.field = below->names[0],
                                 .rule = mention->rule,
                                 .through = itself ? TEXT("") : mention->name,
                                 .told = text_equal(mention->role, TEXT("reason")),
                                 .at = mention->at});
  }
}

size_t reads_sensitive(Arena *arena, const Policy *policy, SensitiveRead **list) {
  Text *fields;
  size_t count = reads_sensitive_fields(arena, policy, &fields);
  size_t mentions = policy->mention_count + policy->event_mention_count;
  Listing listing = {.list = arena_array(arena, count * mentions, sizeof(SensitiveRead))};
  for (size_t i = 0; i < count; i++) {
    Below below = {policy, &fields[i], 1, reads_resting(arena, policy, &fields[i], 1)};
    add_mentions(&listing, &below, policy->mentions, policy->mention_count);
    add_mentions(&listing, &below, policy->event_mentions, policy->event_mention_count);
  }
  *list = listing.list;
  return listing.count;
}

#include "commands/sensitive.h"

#include "commands/members.h"
#include "policy/reads.h"

void sensitive_member(Arena *arena, const Policy *policy, Buffer *out) {
  SensitiveRead *reads;
  size_t count = reads_sensitive(arena, policy, &reads);
  member_open(out, "sensitive", '[');
  for (size_t i = 0; i < count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "field", reads[i].field);
    member_text(out, "rule", reads[i].rule);
    if (reads[i].through.length)
      member_text(out, "through", reads[i].through);
    else
      member_json(out, "through", TEXT("null"));
    member_text(out, "how", reads[i].told ? TEXT("told") : TEXT("read"));
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

/* The sensitive fields that nothing reads. */
static size_t unread(Arena *arena, const Policy *policy, Text **fields) {
  SensitiveRead *reads;
  size_t read_count = reads_sensitive(arena, policy, &reads), kept = 0;
  size_t count = reads_sensitive_fields(arena, policy, fields);
  for (size_t i = 0; i < count; i++) {
    bool read = false;
    for (size_t j = 0; j < read_count; j++)
      read |= text_equal(reads[j].field, (*fields)[i]);
    if (!read)
      (*fields)[kept++] = (*fields)[i];
  }
  return kept;
}

void sensitive_unread_member(Arena *arena, const Policy *policy, Buffer *out) {
  Text *fields;
  size_t count = unread(arena, policy, &fields);
  member_open(out, "unread", '[');
  for (size_t i = 0; i < count; i++)
    item_text(out, fields[i]);
  buffer_byte(out, ']');
}

void sensitive_text(Arena *arena, const Policy *policy, Buffer *out) {
  SensitiveRead *reads;
  size_t count = reads_sensitive(arena, policy, &reads);
  for (size_t i = 0; i < count; i++) {
    buffer_format(out, "  Sensitive: %.*s is %s by %.*s", TEXT_ARGS(reads[i].field),
                  reads[i].told ? "told" : "read", TEXT_ARGS(reads[i].rule));
    if (reads[i].through.length)
      buffer_format(out, ", through %.*s", TEXT_ARGS(reads[i].through));
    buffer_byte(out, '\n');
  }
}

static void put_list(Buffer *out, const Text *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    buffer_format(out, "%s%.*s", i ? ", " : " ", TEXT_ARGS(list[i]));
  buffer_byte(out, '\n');
}

void sensitive_masked_text(Arena *arena, const Policy *policy, const Mask *mask, Buffer *out) {
  if (!mask->count)
    return;
  const Text *rules;
  size_t count = mask_rules(arena, mask, policy, &rules);
  buffer_string(out, "  Masked, not in the run folder:");
  put_list(out, mask->names, mask->count);
  if (!count)
    return;
  buffer_string(out, "  Without the data, what these met cannot be explained or decided again:");
  put_list(out, rules, count);
}

void sensitive_unread_text(Arena *arena, const Policy *policy, Buffer *out) {
  Text *fields;
  size_t count = unread(arena, policy, &fields);
  for (size_t i = 0; i < count; i++)
    buffer_format(out, "  Sensitive: %.*s is read by nothing\n", TEXT_ARGS(fields[i]));
}

void sensitive_masked_member(const Mask *mask, Buffer *out) {
  member_open(out, "masked", '[');
  for (size_t i = 0; i < mask->count; i++)
    item_text(out, mask->names[i]);
  buffer_byte(out, ']');
}

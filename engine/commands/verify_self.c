#include "commands/verify_self.h"

#include <jansson.h>
#include <stdio.h>

#include "log/line_read.h"
#include "log/state.h"

/* Whether a rule whose name begins (or is) so is passed over. */
static bool skips(const VerifySelf *self, const char *kind, const char *name, bool begins) {
  size_t before = strlen(kind), length = strlen(name);
  for (size_t i = 0; i < self->skip_count; i++) {
    Text rule = self->skip[i];
    if (rule.length >= before + length && memcmp(rule.bytes, kind, before) == 0 &&
        memcmp(rule.bytes + before, name, length) == 0 &&
        (begins ? rule.length > before + length && rule.bytes[before + length] == '/'
                : rule.length == before + length))
      return true;
  }
  return false;
}

/* --- the parts of a line ------------------------------------------------------------ */

/* Names of exclusions that said yes, but for those passed over. */
static json_t *own_excluded(const VerifySelf *self, const json_t *line) {
  json_t *own = json_array(), *item;
  size_t i;
  json_array_foreach(json_object_get(line, "excluded"), i, item) {
    const char *name = json_string_value(item);
    if (name && !skips(self, "exclusion ", name, false))
      json_array_append(own, item);
  }
  return own;
}

/* Whether this rule was asked because of what another one said that is passed over: a rank
 * or a quota is asked of those whom the selection's condition let through, a segment often of
 * those whom no other took. */
static bool follows_skipped(const VerifySelf *self, const char *rule) {
  static const char *const later[] = {"rank ", "quota "};
  if (strncmp(rule, "segment ", 8) == 0) {
    char group[256];
    snprintf(group, sizeof group, "%.*s", (int)strcspn(rule + 8, "/"), rule + 8);
    return skips(self, "segment ", group, true);
  }
  for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
    size_t length = strlen(later[i]);
    if (strncmp(rule, later[i], length) == 0)
      return skips(self, "selection ", rule + length, false);
  }
  return false;
}

/* What could not be decided, but for attributes (their logged values were taken),
 * guarantees (which look at outcomes) and what is passed over or follows from it. */
static json_t *own_unknowns(const VerifySelf *self, const json_t *line) {
  json_t *own = json_array(), *item;
  size_t i;
  json_array_foreach(json_object_get(line, "unknown"), i, item) {
    const char *rule = json_string_value(json_object_get(item, "rule"));
    if (rule && strncmp(rule, "attribute ", 10) != 0 && strncmp(rule, "guarantee ", 10) != 0 &&
        !skips(self, "", rule, false) && !follows_skipped(self, rule))
      json_array_append(own, item);
  }
  return own;
}

/* Those of exclusions and segmentations alone, which are asked of everyone. */
static json_t *early_unknowns(const VerifySelf *self, const json_t *line) {
  json_t *all = own_unknowns(self, line), *early = json_array(), *item;
  size_t i;
  json_array_foreach(all, i, item) {
    const char *rule = json_string_value(json_object_get(item, "rule"));
    if (strncmp(rule, "selection ", 10) != 0 && strncmp(rule, "rank ", 5) != 0 &&
        strncmp(rule, "quota ", 6) != 0)
      json_array_append(early, item);
  }
  json_decref(all);
  return early;
}

/* A segmentation with a rule that is passed over is so as a whole. */
static json_t *own_segments(const VerifySelf *self, const json_t *line) {
  json_t *own = json_copy(json_object_get(line, "segments")), *value;
  const char *name;
  void *next;
  json_object_foreach_safe(own, next, name, value) {
    if (skips(self, "segment ", name, true) || skips(self, "point ", name, true))
      json_object_del(own, name);
  }
  return own;
}

static bool is_early(const json_t *selection) {
  const char *name = json_string_value(json_object_get(selection, "state"));
  State state;
  return name && state_from_name(text_of(name), &state) && state < STATE_CONTACTED_ENOUGH;
}

/* Whether this line's selections may rest on an exclusion that is passed over: it said yes,
 * or could not say. */
static bool rests_on_skipped(const VerifySelf *self, const json_t *line) {
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(line, "excluded"), i, item) {
    if (skips(self, "exclusion ", json_string_value(item) ? json_string_value(item) : "", false))
      return true;
  }
  json_array_foreach(json_object_get(line, "unknown"), i, item) {
    const char *rule = json_string_value(json_object_get(item, "rule"));
    if (rule && strncmp(rule, "exclusion ", 10) == 0 && skips(self, "", rule, false))
      return true;
  }
  return false;
}

/* Excluded, not eligible and undecided hang on the customer; what comes later on others. */
static bool same_selection(const json_t *before, const json_t *after) {
  return is_early(before) == is_early(after) && (!is_early(before) || json_equal(before, after));
}

static bool same_selections(const VerifySelf *self, bool rests, const json_t *logged,
                            const json_t *now) {
  const json_t *now_all = json_object_get(now, "selections");
  json_t *all = json_object_get(logged, "selections"), *before;
  const char *name;
  if (json_object_size(all) != json_object_size(now_all))
    return false;
  json_object_foreach(all, name, before) {
    const json_t *after = json_object_get(now_all, name);
    bool skipped = skips(self, "selection ", name, false) || skips(self, "quota ", name, false);
    if (!after || (!rests && !skipped && !same_selection(before, after)))
      return false;
  }
  return true;
}

static bool same_filtered(const VerifySelf *self, const json_t *logged, const json_t *now,
                          json_t *(*filter)(const VerifySelf *, const json_t *)) {
  json_t *before = filter(self, logged), *after = filter(self, now);
  bool same = json_equal(before, after);
  json_decref(before);
  json_decref(after);
  return same;
}

static bool same_parts(const VerifySelf *self, const json_t *logged, const json_t *now) {
  static const char *const parts[] = {"key", "read", "missing"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!json_equal(json_object_get(logged, parts[i]), json_object_get(now, parts[i])))
      return false;
  bool rests = rests_on_skipped(self, logged) || rests_on_skipped(self, now);
  return same_filtered(self, logged, now, own_excluded) &&
         same_filtered(self, logged, now, rests ? early_unknowns : own_unknowns) &&
         same_filtered(self, logged, now, own_segments) &&
         same_selections(self, rests, logged, now);
}

bool verify_self_same(const VerifySelf *self, Text logged, Text now) {
  json_t *before = json_loadb(logged.bytes, logged.length, JSON_ALLOW_NUL, NULL);
  json_t *after = json_loadb(now.bytes, now.length, JSON_ALLOW_NUL, NULL);
  bool same = before && after && same_parts(self, before, after);
  json_decref(before);
  json_decref(after);
  return same;
}

void verify_self_seq(Buffer *now, Text logged) {
  Text before = line_key_quoted(logged), after = line_key_quoted(buffer_view(now));
  if (!before.length || !after.length)
    return;
  Buffer numbered = {0};
  size_t head = (size_t)(before.bytes - logged.bytes), cut = (size_t)(after.bytes - now->bytes);
  if (head == cut && memcmp(logged.bytes, now->bytes, head) == 0)
    return;
  buffer_append(&numbered, logged.bytes, head);
  buffer_append(&numbered, now->bytes + cut, now->length - cut);
  buffer_free(now);
  *now = numbered;
}

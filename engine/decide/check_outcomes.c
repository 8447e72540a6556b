/* What guarantees name of the outcome d: the rules, and the states and segments that they are
 * compared with. */
#include "decide/check_parts.h"
#include "log/state.h"
#include "policy/names.h"

typedef enum Kind { KIND_SEGMENTATION, KIND_SELECTION, KIND_EXCLUSION } Kind;

/* The parts of the outcome, and whose names they take. */
static const struct {
  const char *name;
  Kind kind;
} parts[] = {{"segment", KIND_SEGMENTATION},
             {"score", KIND_SEGMENTATION},
             {"told", KIND_SEGMENTATION},
             {"selection", KIND_SELECTION},
             {"excluded", KIND_EXCLUSION}};
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

static const char *const words[] = {"segmentation", "selection", "exclusion"};

typedef struct Names {
  Text *list;
  size_t count;
} Names;

static Names names_of_rules(Arena *arena, const Policy *policy, Kind kind) {
  const size_t counts[] = {policy->segmentation_count, policy->selection_count,
                           policy->exclusion_count};
  Names names = {arena_array(arena, counts[kind] + 1, sizeof(Text)), counts[kind]};
  for (size_t i = 0; i < names.count; i++)
    names.list[i] = kind == KIND_SEGMENTATION ? policy->segmentations[i].name
                    : kind == KIND_SELECTION  ? policy->selections[i].name
                                              : policy->exclusions[i].name;
  return names;
}

/* What a selection's state can be, also by hand. */
static Names names_of_states(Arena *arena) {
  Names names = {arena_array(arena, STATE_COUNT + 1, sizeof(Text)), 0};
  for (int state = STATE_SELECTED; state >= 0; state--)
    names.list[names.count++] = text_of(state_name((State)state));
  names.list[names.count++] = TEXT("not selected");
  return names;
}

static Names names_of_segments(Arena *arena, const Policy *policy, Text segmentation) {
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *of = &policy->segmentations[i];
    if (!text_equal(of->name, segmentation))
      continue;
    Names names = {arena_array(arena, of->segment_count + 1, sizeof(Text)), of->segment_count};
    for (size_t s = 0; s < names.count; s++)
      names.list[s] = of->segments[s].name;
    return names;
  }
  return (Names){0};
}

static Finding *report(Checking *checking, const Mention *mention, const char *format, Text last) {
  Finding *finding = findings_add(checking->findings, "unknown-name", CHECK_ERROR, mention->at);
  finding->proven = true;
  finding->message =
      text_format(checking->arena, format, TEXT_ARGS(mention->rule), TEXT_ARGS(mention->role),
                  TEXT_ARGS(error_quote(checking->arena, mention->name, 60)), TEXT_ARGS(last));
  return finding;
}

/* A name in d.selection["name"]. */
static void check_rule_name(Checking *checking, const Mention *mention, Kind kind) {
  Names names = names_of_rules(checking->arena, checking->policy, kind);
  if (text_among(mention->name, names.list, names.count))
    return;
  Finding *finding =
      report(checking, mention, "%.*s asks for d.%.*s[%.*s], and there is no such %.*s",
             text_of(words[kind]));
  finding->advice = names_advice(checking->arena, mention->name, names.list, names.count);
}

/* A text that d.selection["name"] or d.segment.name is compared with. */
static void check_value(Checking *checking, const Mention *mention) {
  bool state = text_equal(mention->role, TEXT("selection"));
  if (!state && !text_equal(mention->role, TEXT("segment")))
    return;
  Names names = state ? names_of_states(checking->arena)
                      : names_of_segments(checking->arena, checking->policy, mention->table);
  if (names.count == 0 || text_among(mention->name, names.list, names.count))
    return;
  Finding *finding =
      report(checking, mention,
             state ? "%.*s compares d.%.*s with %.*s, and no customer of %.*s has such a state"
                   : "%.*s compares d.%.*s with %.*s, and %.*s has no such segment",
             error_quote(checking->arena, mention->table, 60));
  finding->advice = names_advice(checking->arena, mention->name, names.list, names.count);
}

static void check_part(Checking *checking, const Mention *mention) {
  for (size_t i = 0; i < PART_COUNT; i++) {
    if (!text_equal(mention->role, text_of(parts[i].name)))
      continue;
    if (mention->table.length)
      check_value(checking, mention);
    else
      check_rule_name(checking, mention, parts[i].kind);
    return;
  }
  if (mention->table.length)
    return; /* told of the part itself */
  Finding *finding = findings_add(checking->findings, "unknown-name", CHECK_ERROR, mention->at);
  finding->proven = true;
  finding->message =
      text_format(checking->arena, "%.*s asks for d.%.*s, and the outcome has no such part",
                  TEXT_ARGS(mention->rule), TEXT_ARGS(mention->role));
  finding->advice = TEXT("there are: d.segment, d.score, d.told, d.selection, d.excluded");
}

void check_outcomes(Checking *checking) {
  for (size_t i = 0; i < checking->policy->outcome_mention_count; i++)
    check_part(checking, &checking->policy->outcome_mentions[i]);
}

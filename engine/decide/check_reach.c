/* Rules that nobody can reach, because others take everyone before them. */
#include "decide/check_parts.h"
#include "policy/find.h"

enum { NOT_YES = CLAIM_NO | CLAIM_UNKNOWN };

/* That a rule says one of these verdicts. */
typedef struct Said {
  const CheckRule *rule;
  unsigned verdicts;
} Said;

/* Proven in this world that nobody fits them all. A rule without a tree proves nothing. */
static bool impossible_in(const Checking *checking, const World *world, const Said *said,
                          size_t count) {
  Claim *claims = arena_array(checking->arena, count, sizeof *claims);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (said[i].rule && said[i].rule->tree)
      claims[kept++] =
          (Claim){prover_term(world->prover, said[i].rule->tree, NULL), said[i].verdicts};
  return kept && prover_excludes(world->prover, claims, kept);
}

static bool impossible(const Checking *checking, const Said *said, size_t count, bool *proven) {
  const CheckPlace *customers = &checking->places[0];
  *proven = impossible_in(checking, customers->whatever, said, count);
  return *proven || (customers->typed && impossible_in(checking, customers->typed, said, count));
}

static Finding *report(Checking *checking, const char *id, Position at, bool proven) {
  Finding *finding = findings_add(checking->findings, id, CHECK_WARNING, at);
  finding->proven = proven;
  return finding;
}

/* --- segments --------------------------------------------------------------------- */

/* Where an earlier segment alone takes everyone, its title; else "an earlier segment". */
static Text who_takes(const Checking *checking, const CheckRule *rule, const Said *said,
                      size_t count) {
  bool proven;
  for (size_t i = 0; i + 1 < count; i++) {
    Said two[2] = {{rule, CLAIM_YES}, said[i]};
    if (said[i].rule && said[i].rule->tree && impossible(checking, two, 2, &proven))
      return said[i].rule->title;
  }
  return TEXT("one of the segments before it");
}

static void check_segment(Checking *checking, size_t group, size_t number) {
  const Segmentation *segmentation = &checking->policy->segmentations[group];
  const Segment *segment = &segmentation->segments[number];
  CheckRule *rule = check_rule(checking, CHECK_SEGMENT, group, number);
  Said *said = arena_array(checking->arena, number + 1, sizeof *said);
  bool proven;
  for (size_t i = 0; i < number; i++)
    said[i] = (Said){check_rule(checking, CHECK_SEGMENT, group, i), NOT_YES};
  said[number] = (Said){rule, CLAIM_YES};
  bool asked = rule && rule->tree && !rule->never;
  if ((!asked && !segment->otherwise) || number == 0)
    return;
  if (!impossible(checking, said, number + 1, &proven))
    return;
  Finding *finding = report(checking, "shadowed-segment", segment->at, proven);
  Text taker =
      asked ? who_takes(checking, rule, said, number + 1) : TEXT("one of the segments before it");
  finding->message =
      text_format(checking->arena, "nobody can be in segment \"%.*s\": %.*s takes them all",
                  TEXT_ARGS(segment->name), TEXT_ARGS(taker));
  finding->advice = TEXT("put the narrower segment first, or leave this one out");
  if (rule)
    rule->explained = true;
}

/* Mode unique: where one says yes, so does the other, and then there is no segment. */
static void check_unique(Checking *checking, size_t group, size_t number) {
  const Segmentation *segmentation = &checking->policy->segmentations[group];
  const CheckRule *rule = check_rule(checking, CHECK_SEGMENT, group, number);
  for (size_t i = 0; rule && rule->tree && !rule->never && i < segmentation->segment_count; i++) {
    const CheckRule *other = check_rule(checking, CHECK_SEGMENT, group, i);
    Said said[2] = {{rule, CLAIM_YES}, {other, NOT_YES}};
    bool proven;
    if (i == number || !other || !other->tree || !impossible(checking, said, 2, &proven))
      continue;
    Finding *finding =
        report(checking, "overlapping-segments", segmentation->segments[number].at, proven);
    finding->message = text_format(
        checking->arena, "everyone in %.*s is in %.*s as well; mode \"unique\" allows one",
        TEXT_ARGS(rule->title), TEXT_ARGS(other->title));
    finding->advice = TEXT("make them exclude each other, or use the mode \"first\"");
    return;
  }
}

/* The least and the most that points can add up to. */
static void sum_of(const Checking *checking, size_t group, double *least, double *most) {
  const Segmentation *segmentation = &checking->policy->segmentations[group];
  *least = *most = 0;
  for (size_t i = 0; i < segmentation->point_count; i++) {
    const CheckRule *rule = check_rule(checking, CHECK_POINT, group, i);
    double points = segmentation->points[i].points;
    if (rule && rule->never)
      continue;
    *most += points > 0 || (rule && rule->always) ? points : 0;
    *least += points < 0 || (rule && rule->always) ? points : 0;
  }
}

static double lowest_band(const Segmentation *segmentation) {
  double lowest = segmentation->segments[0].from;
  for (size_t i = 1; i < segmentation->segment_count; i++)
    if (!segmentation->segments[i].otherwise && segmentation->segments[i].from < lowest)
      lowest = segmentation->segments[i].from;
  return lowest;
}

static void check_bands(Checking *checking, size_t group) {
  const Segmentation *segmentation = &checking->policy->segmentations[group];
  double least, most;
  sum_of(checking, group, &least, &most);
  for (size_t i = 0; i < segmentation->segment_count; i++) {
    const Segment *band = &segmentation->segments[i];
    bool too_low = band->otherwise && i > 0 && least >= lowest_band(segmentation);
    if (!too_low && (band->otherwise || band->from <= most))
      continue;
    Finding *finding = report(checking, "unreachable-band", band->at, true);
    finding->message = text_format(
        checking->arena, "nobody can be in segment \"%.*s\": the points add up to %s %g",
        TEXT_ARGS(band->name), too_low ? "at least" : "at most", too_low ? least : most);
    finding->advice = TEXT("change where the segment begins, or the points");
  }
}

/* --- exclusions ------------------------------------------------------------------- */

/* `wide` holds for every selection that `narrow` holds for, and does not end before it. */
static bool reaches_as_far(const Exclusion *narrow, const Exclusion *wide) {
  if (narrow->from_count == 0 && wide->from_count)
    return false;
  for (size_t i = 0; i < narrow->from_count; i++)
    if (!policy_exclusion_applies(wide, narrow->from[i]))
      return false;
  if (wide->lasts.unit == SPAN_NONE)
    return true;
  return wide->lasts.unit == narrow->lasts.unit && wide->lasts.count >= narrow->lasts.count &&
         text_equal(wide->since, narrow->since);
}

static void report_subsumed(Checking *checking, size_t number, size_t other, bool proven) {
  const Exclusion *exclusions = checking->policy->exclusions;
  Finding *finding = report(checking, "subsumed-exclusion", exclusions[number].at, proven);
  bool later = other < number;
  finding->level = later ? CHECK_WARNING : CHECK_NOTE;
  finding->message = text_format(
      checking->arena, "exclusion \"%.*s\" keeps out nobody whom \"%.*s\" does not keep out%s",
      TEXT_ARGS(exclusions[number].name), TEXT_ARGS(exclusions[other].name),
      later ? "; as it comes later, its reason is never the one that counts"
            : "; only its reason differs");
  finding->advice = later ? TEXT("put it first, if its reason matters, or leave it out") : TEXT("");
}

/* Whoever the rule keeps out, undecided or not, the other keeps out as well. */
static bool keeps_out_less(const Checking *checking, size_t number, size_t other, bool *proven) {
  const Exclusion *exclusions = checking->policy->exclusions;
  const CheckRule *rule = check_rule(checking, CHECK_EXCLUSION, 0, number);
  const CheckRule *wide = check_rule(checking, CHECK_EXCLUSION, 0, other);
  Said yes[2] = {{rule, CLAIM_YES}, {wide, NOT_YES}};
  Said unknown[2] = {{rule, CLAIM_UNKNOWN},
                     {wide, exclusions[other].ignore_unknown ? NOT_YES : CLAIM_NO}};
  bool also = true;
  if (!wide || !wide->tree || !reaches_as_far(&exclusions[number], &exclusions[other]) ||
      !impossible(checking, yes, 2, proven))
    return false;
  if (!exclusions[number].ignore_unknown && !impossible(checking, unknown, 2, &also))
    return false;
  *proven = *proven && also;
  return true;
}

static void check_exclusion(Checking *checking, size_t number) {
  const CheckRule *rule = check_rule(checking, CHECK_EXCLUSION, 0, number);
  bool proven;
  if (!rule || !rule->tree || rule->never)
    return;
  for (size_t i = 0; i < checking->policy->exclusion_count; i++) {
    if (i == number || !keeps_out_less(checking, number, i, &proven))
      continue;
    report_subsumed(checking, number, i, proven);
    return;
  }
}

/* --- selections ------------------------------------------------------------------- */

static void report_selection(Checking *checking, const Selection *selection, const char *why,
                             bool proven) {
  Finding *finding = report(checking, "unreachable-selection", selection->at, proven);
  finding->message = text_format(checking->arena, "nobody can be chosen by selection \"%.*s\": %s",
                                 TEXT_ARGS(selection->name), why);
}

static void check_selection(Checking *checking, size_t number) {
  const Policy *policy = checking->policy;
  const Selection *selection = &policy->selections[number];
  CheckRule *rule = check_rule(checking, CHECK_SELECTION, 0, number);
  Said *said = arena_array(checking->arena, policy->exclusion_count + 1, sizeof *said);
  size_t count = 0;
  bool proven;
  if (selection->limit == 0)
    report_selection(checking, selection, "its limit is 0", true);
  else if (selection->quota && selection->quota_max <= 0)
    report_selection(checking, selection, "its quota admits 0", true);
  else if (selection->holdout >= 1)
    report_selection(checking, selection, "its holdout takes everyone", true);
  if (!rule || !rule->tree || rule->never)
    return;
  said[count++] = (Said){rule, CLAIM_YES};
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    const Exclusion *exclusion = &policy->exclusions[i];
    if (exclusion->lasts.unit == SPAN_NONE && policy_exclusion_applies(exclusion, selection->name))
      said[count++] = (Said){check_rule(checking, CHECK_EXCLUSION, 0, i),
                             exclusion->ignore_unknown ? NOT_YES : CLAIM_NO};
  }
  if (count < 2 || !impossible(checking, said, count, &proven))
    return;
  report_selection(checking, selection, "an exclusion keeps out all who fit it", proven);
  rule->explained = true;
}

void check_reach(Checking *checking) {
  const Policy *policy = checking->policy;
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *segmentation = &policy->segmentations[i];
    for (size_t k = 0; k < segmentation->segment_count; k++) {
      if (segmentation->mode == SEGMENTATION_FIRST)
        check_segment(checking, i, k);
      else if (segmentation->mode == SEGMENTATION_UNIQUE)
        check_unique(checking, i, k);
    }
    if (segmentation->mode == SEGMENTATION_SCORE)
      check_bands(checking, i);
  }
  for (size_t i = 0; i < policy->exclusion_count; i++)
    check_exclusion(checking, i);
  for (size_t i = 0; i < policy->selection_count; i++)
    check_selection(checking, i);
}

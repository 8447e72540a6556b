/* "What would change it": for the weightiest decisions, the smallest change of the customer's
 * own values (explain/change.h), told with labels only. */
#include "explain/letter_draft.h"
#include "policy/find.h"

/* What he may want instead; false: nothing that can be asked. */
static bool want_of(const LetterPoint *point, ChangeWant *want) {
  *want = (ChangeWant){.rule = point->number, .segment = point->segment};
  if (point->kind == POINT_HAND ||
      (point->kind == POINT_STAGE && point->state != STATE_BELOW_THE_CUT))
    return false;
  want->kind = point->kind == POINT_EXCLUDED  ? CHANGE_NOT_EXCLUDED
               : point->kind == POINT_SEGMENT ? CHANGE_NOT_SEGMENT
               : point->kind == POINT_SELECTED && point->state == STATE_SELECTED
                   ? CHANGE_NOT_ELIGIBLE
                   : CHANGE_SELECTED;
  return true;
}

/* Looked for once, however often the letter is written again. False with the Error filled. */
static bool find(LetterDraft *draft, size_t number, Error *error) {
  ChangeWant want;
  if (draft->answered[number])
    return true;
  draft->answered[number] = true;
  if (!want_of(&draft->points.list[number], &want))
    return true;
  draft->answers[number] =
      change_find(draft->arena, draft->input->changes, draft->telling->again, want, error);
  return draft->answers[number] != NULL;
}

/* How many of the points told are of the rules, not of people. */
static size_t count_reasons(const LetterDraft *draft) {
  size_t reasons = 0;
  for (size_t i = 0; i < draft->told; i++)
    reasons += draft->points.list[i].kind != POINT_HAND && draft->bullets[i] > 0;
  return reasons;
}

/* "the second point"; "this reason" where there is but one. */
static Text point_text(const LetterDraft *draft, size_t number) {
  size_t bullet = draft->bullets[number];
  if (count_reasons(draft) < 2 || bullet < 1 || bullet > LETTER_REASONS_MOST)
    return letter_plain(draft, SAY_CHANGE_REASON);
  Text which = letter_plain(draft, (LetterPhrase)(SAY_FIRST + bullet - 1));
  return LETTER_SAY(draft->arena, draft->dutch, SAY_CHANGE_POINT, {"which", which});
}

/* Whether more groups than one are told of. */
static bool has_groups(const LetterDraft *draft) {
  size_t groups = 0;
  for (size_t i = 0; i < draft->told; i++)
    groups += draft->points.list[i].kind == POINT_SEGMENT;
  return groups > 1;
}

/* What an answer is about: a point of the letter, the group, or what he may be chosen for. */
static Text about_text(const LetterDraft *draft, size_t number) {
  const ChangeWant *want = &draft->answers[number]->want;
  if (want->kind == CHANGE_NOT_SEGMENT && !has_groups(draft))
    return letter_plain(draft, SAY_CHANGE_GROUP);
  if (want->kind == CHANGE_NOT_SEGMENT || want->kind == CHANGE_NOT_EXCLUDED)
    return point_text(draft, number);
  return letter_selection_name(draft, &draft->policy->selections[want->rule]);
}

static Text outcome_text(const LetterDraft *draft, size_t number) {
  LetterPhrase phrase = SAY_CHANGE_SELECTED;
  Text about = about_text(draft, number);
  switch (draft->answers[number]->want.kind) {
  case CHANGE_NOT_EXCLUDED:
    phrase = SAY_CHANGE_NOT_EXCLUDED;
    break;
  case CHANGE_NOT_SEGMENT:
    phrase = has_groups(draft) ? SAY_CHANGE_SEGMENT_OF : SAY_CHANGE_SEGMENT;
    break;
  case CHANGE_NOT_ELIGIBLE:
    phrase = SAY_CHANGE_NOT_SELECTED;
    break;
  default:
    break;
  }
  return LETTER_SAY(draft->arena, draft->dutch, phrase, {"about", about}, {"name", about});
}

/* --- what decides ------------------------------------------------------------------------- */

/* It has a name for the customer, and is neither sensitive nor kept out of the log. */
static bool may_show(const LetterDraft *draft, Text name) {
  const FieldInfo *field = policy_field(draft->policy, name);
  return policy_has_label(draft->policy, name) && !(field && field->sensitive) &&
         !again_hides(draft->telling->again, name);
}

/* "children at home (1) and adults at home (4)"; what cannot be shown, as that. */
static Text facts_text(const LetterDraft *draft, const ChangeAnswer *answer) {
  Text *facts = arena_array(draft->arena, answer->decided_count + 1, sizeof *facts);
  size_t count = 0, unsaid = !answer->decided_count;
  for (size_t i = 0; i < answer->decided_count; i++) {
    const ChangeFact *fact = &answer->decided_by[i];
    Text label = letter_in_language(draft, fact->label);
    Text now = letter_in_language(draft, fact->now_text);
    if (!fact->name.length)
      facts[count++] = label;
    else if (!may_show(draft, fact->name))
      unsaid++;
    else
      facts[count++] = text_format(draft->arena, "%.*s (%.*s)", TEXT_ARGS(label), TEXT_ARGS(now));
  }
  if (unsaid)
    facts[count++] = letter_plain(draft, SAY_CHANGE_UNSAID);
  return letter_join(draft, facts, count, draft->measure.names);
}

static Text nothing_text(const LetterDraft *draft, size_t number) {
  return LETTER_SAY(draft->arena, draft->dutch, SAY_CHANGE_NOTHING,
                    {"about", about_text(draft, number)},
                    {"facts", facts_text(draft, draft->answers[number])});
}

/* --- what would do it ---------------------------------------------------------------------- */

/* Empty where a value has no label. */
static Text parts_text(const LetterDraft *draft, const ChangeAnswer *answer) {
  Text *parts = arena_array(draft->arena, answer->part_count, sizeof *parts);
  for (size_t i = 0; i < answer->part_count; i++) {
    const ChangePart *part = &answer->parts[i];
    if (!policy_has_label(draft->policy, part->name))
      return (Text){"", 0};
    parts[i] = LETTER_SAY(draft->arena, draft->dutch, SAY_CHANGE_PART,
                          {"label", letter_in_language(draft, part->label)},
                          {"text", letter_in_language(draft, part->text)},
                          {"now", letter_in_language(draft, part->now_text)});
  }
  return letter_join(draft, parts, answer->part_count, SIZE_MAX);
}

static Text answer_text(const LetterDraft *draft, size_t number) {
  const ChangeAnswer *answer = draft->answers[number];
  Text parts = answer->part_count ? parts_text(draft, answer) : (Text){"", 0};
  if (answer->status == CHANGE_NONE)
    return nothing_text(draft, number);
  if (!parts.length)
    return LETTER_SAY(draft->arena, draft->dutch,
                      answer->part_count ? SAY_CHANGE_ASK_OF : SAY_CHANGE_UNTOLD,
                      {"about", about_text(draft, number)});
  Text told = LETTER_SAY(draft->arena, draft->dutch, SAY_CHANGE_WITH, {"parts", parts},
                         {"outcome", outcome_text(draft, number)});
  if (!answer->others)
    return told;
  return LETTER_SAY(draft->arena, draft->dutch, SAY_CHANGE_IF_ALONE, {"change", told});
}

bool letter_put_change(LetterDraft *draft, Error *error) {
  size_t told = 0;
  letter_add(draft, LETTER_HEADING, letter_plain(draft, SAY_CHANGE));
  size_t from = draft->count;
  for (size_t i = 0; i < draft->told && told < draft->measure.changes; i++) {
    if (!find(draft, i, error))
      return false;
    if (!draft->answers[i])
      continue;
    told += letter_add_once(draft, from, LETTER_PARAGRAPH, answer_text(draft, i));
  }
  if (!told)
    letter_add(draft, LETTER_PARAGRAPH,
               letter_plain(draft, letter_is_by_hand(draft) ? SAY_CHANGE_HAND : SAY_CHANGE_ASK));
  return true;
}

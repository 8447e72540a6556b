/* "What would change it": for the weightiest decisions, the smallest change of the customer's
 * own values (explain/change.h), told with labels only. */
#include "explain/letter_draft.h"

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

static Text outcome_text(const LetterDraft *draft, const ChangeAnswer *answer) {
  Text name = TEXT("");
  LetterPhrase phrase = SAY_CHANGE_SEGMENT;
  if (answer->want.kind == CHANGE_NOT_EXCLUDED)
    phrase = SAY_CHANGE_NOT_EXCLUDED;
  else if (answer->want.kind != CHANGE_NOT_SEGMENT) {
    name = letter_selection_name(draft, &draft->policy->selections[answer->want.rule]);
    phrase = answer->want.kind == CHANGE_SELECTED ? SAY_CHANGE_SELECTED : SAY_CHANGE_NOT_SELECTED;
  }
  return LETTER_SAY(draft->arena, draft->dutch, phrase, {"name", name});
}

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

static Text answer_text(const LetterDraft *draft, const ChangeAnswer *answer) {
  Text parts = answer->part_count ? parts_text(draft, answer) : (Text){"", 0};
  if (!parts.length)
    return letter_plain(draft, answer->status == CHANGE_NONE ? SAY_CHANGE_NOTHING : SAY_CHANGE_ASK);
  Text told = LETTER_SAY(draft->arena, draft->dutch, SAY_CHANGE_WITH, {"parts", parts},
                         {"outcome", outcome_text(draft, answer)});
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
    told += letter_add_once(draft, from, LETTER_PARAGRAPH, answer_text(draft, draft->answers[i]));
  }
  if (!told)
    letter_add(draft, LETTER_PARAGRAPH,
               letter_plain(draft, letter_is_by_hand(draft) ? SAY_CHANGE_HAND : SAY_CHANGE_ASK));
  return true;
}

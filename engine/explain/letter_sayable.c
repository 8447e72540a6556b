/* Whether a letter may go out as it is written: no words that a customer should not read, and
 * none in another language. */
#include "explain/letter_draft.h"
#include "policy/wording.h"

/* A text of the policy: whose it is, and where. */
typedef struct Said {
  const char *what, *kind;
  Text name;
  Phrase phrase;
  Position at;
} Said;

static bool refuse_words(const Said *said, Text words, Error *error) {
  error_set(error, ERROR_INPUT, "the %s of %s \"%.*s\" would show the customer %.*s", said->what,
            said->kind, TEXT_ARGS(said->name), TEXT_ARGS(words));
  error_at(error, said->at.file, said->at.line, said->at.column);
  return error_hint(error, "say it there in plain words ({name} shows a value), and run the policy "
                           "again; helder check names all such texts");
}

static bool refuse_language(const Said *said, Error *error) {
  error_set(error, ERROR_INPUT, "the %s of %s \"%.*s\" has no Dutch, and the letter is to be Dutch",
            said->what, said->kind, TEXT_ARGS(said->name));
  error_at(error, said->at.file, said->at.line, said->at.column);
  return error_hint(
      error, "write { en = \"…\", nl = \"…\" } there, and run the policy again; or write the "
             "letter with --lang en");
}

static bool may_say(const LetterDraft *draft, const Said *said, Error *error) {
  Text text = letter_in_language(draft, said->phrase);
  Text words = wording_technical(draft->arena, draft->policy, text);
  if (draft->dutch && said->phrase.en.length && !said->phrase.nl.length)
    return refuse_language(said, error);
  return !words.length || refuse_words(said, words, error);
}

/* --- reasons ------------------------------------------------------------------------------ */

static bool may_say_exclusion(const LetterDraft *draft, const Exclusion *exclusion, Error *error) {
  Said because = {"reason", "exclusion", exclusion->name, exclusion->because, exclusion->at};
  Said appeal = {"appeal", "exclusion", exclusion->name, exclusion->appeal, exclusion->at};
  return may_say(draft, &because, error) && may_say(draft, &appeal, error);
}

static bool may_say_point(const LetterDraft *draft, const LetterPoint *point, Error *error) {
  const Policy *policy = draft->policy;
  if (point->kind == POINT_EXCLUDED)
    return may_say_exclusion(draft, &policy->exclusions[point->number], error);
  if (point->kind == POINT_SEGMENT) {
    const Segment *segment = &policy->segmentations[point->number].segments[point->segment];
    Said said = {"reason", "segment", segment->name, segment->because, segment->at};
    return may_say(draft, &said, error);
  }
  if (point->kind != POINT_SELECTED || point->state != STATE_SELECTED)
    return true;
  const Selection *selection = &policy->selections[point->number];
  Said said = {"reason", "selection", selection->name, selection->because, selection->at};
  return may_say(draft, &said, error);
}

/* --- names: those that stand in the letter --------------------------------------------------- */

static bool of_word(const char *byte) {
  return strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", *byte) ||
         (unsigned char)*byte >= 0x80;
}

/* Whether the text stands there as words of its own; blocks end in a NUL. */
static bool stands_in(Text block, Text text) {
  const char *at = block.bytes, *end = block.bytes + block.length;
  while ((at = memmem(at, (size_t)(end - at), text.bytes, text.length))) {
    const char *behind = at + text.length;
    if ((at == block.bytes || !of_word(at - 1)) && (behind == end || !of_word(behind)))
      return true;
    at++;
  }
  return false;
}

static bool may_name(const LetterDraft *draft, const Said *said, Error *error) {
  Text text = letter_in_language(draft, said->phrase);
  for (size_t i = 0; text.length && i < draft->count; i++)
    if (stands_in(draft->blocks[i].text, text))
      return may_say(draft, said, error);
  return true;
}

static bool may_name_all(const LetterDraft *draft, Error *error) {
  const Policy *policy = draft->policy;
  bool good = true;
  for (size_t i = 0; good && i < policy->selection_count; i++) {
    const Selection *one = &policy->selections[i];
    Said said = {"label", "selection", one->name, one->label, one->at};
    good = may_name(draft, &said, error);
  }
  for (size_t i = 0; good && i < policy->field_count; i++) {
    const FieldInfo *one = &policy->fields[i];
    Said said = {"label", "the field", one->name, one->label, one->at};
    good = may_name(draft, &said, error);
  }
  for (size_t i = 0; good && i < policy->attribute_count; i++) {
    const Attribute *one = &policy->attributes[i];
    Said said = {"label", "attribute", one->name, one->label, one->at};
    good = !policy_has_label(policy, one->name) || may_name(draft, &said, error);
  }
  Said said = {"source", "customers", policy->customers, policy->source, policy->customers_at};
  good = good && may_name(draft, &said, error);
  for (size_t i = 0; good && i < policy->side_table_count; i++) {
    const SideTable *one = &policy->side_tables[i];
    Said events = {"source", "events", one->name, one->source, one->at};
    good = may_name(draft, &events, error);
  }
  return good;
}

bool letter_sayable(const LetterDraft *draft, Error *error) {
  for (size_t i = 0; i < draft->told; i++)
    if (!may_say_point(draft, &draft->points.list[i], error))
      return false;
  return may_name_all(draft, error);
}

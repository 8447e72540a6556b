#include "explain/letter.h"

#include "base/file.h"
#include "base/json_read.h"
#include "explain/letter_draft.h"

/* From all to least: what a letter that is too long tells less of. Its reasons come on top of
 * what people decided. */
static const LetterMeasure measures[] = {{4, 8, 2, 6}, {4, 4, 1, 6}, {3, 4, 1, 6}, {3, 3, 1, 4},
                                         {2, 4, 1, 4}, {2, 3, 1, 4}, {2, 2, 1, 3}, {1, 3, 1, 3},
                                         {1, 2, 1, 3}, {1, 1, 1, 2}, {1, 1, 1, 1}, {1, 0, 1, 1},
                                         {1, 1, 0, 1}, {1, 0, 0, 1}, {0, 0, 0, 1}};

/* --- blocks ----------------------------------------------------------------------------- */

/* The next code point of valid UTF-8, and its length. */
static uint32_t code_point(Text text, size_t at, size_t *length) {
  const unsigned char *bytes = (const unsigned char *)text.bytes + at;
  *length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
  if (*length > text.length - at)
    *length = text.length - at;
  uint32_t point = *length == 1 ? bytes[0] : bytes[0] & (0xFFu >> (*length + 1));
  for (size_t i = 1; i < *length; i++)
    point = point << 6 | (bytes[i] & 0x3F);
  return point;
}

/* Control characters and line ends of all kinds. */
static bool is_space(uint32_t point) {
  return point <= 0x20 || (point >= 0x7F && point <= 0xA0) || point == 0x2028 || point == 0x2029;
}

/* What turns the direction of text around, or is no character. */
static bool is_dropped(uint32_t point) {
  return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
         point == 0x200E || point == 0x200F || point == 0xFEFF ||
         (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
}

/* One line: no control characters, no two spaces, a capital where a small letter begins. */
static Text cleaned(Arena *arena, Text text) {
  Buffer out = {0};
  bool space = false;
  for (size_t at = 0, length; at < text.length; at += length) {
    uint32_t point = code_point(text, at, &length);
    if (is_space(point)) {
      space = out.length > 0;
    } else if (!is_dropped(point)) {
      if (space)
        buffer_byte(&out, ' ');
      space = false;
      buffer_append(&out, text.bytes + at, length);
    }
  }
  if (out.length && out.bytes[0] >= 'a' && out.bytes[0] <= 'z')
    out.bytes[0] = (char)(out.bytes[0] - 'a' + 'A');
  return buffer_keep(&out, arena);
}

/* Words as people count them: between spaces, with a letter or a digit in them. */
static size_t words_in(Text text) {
  size_t words = 0;
  bool counted = false;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.bytes[i];
    bool of_word = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                   (byte >= 'a' && byte <= 'z');
    if (byte == ' ')
      counted = false;
    else if (of_word && !counted)
      words++, counted = true;
  }
  return words;
}

void letter_add(LetterDraft *draft, LetterPart part, Text text) {
  enum { BLOCKS_MOST = 32 };
  Text clean = cleaned(draft->arena, text);
  if (!clean.length || draft->count == BLOCKS_MOST)
    return;
  if (!draft->blocks)
    draft->blocks = arena_array(draft->arena, BLOCKS_MOST, sizeof *draft->blocks);
  draft->blocks[draft->count++] = (LetterBlock){part, clean};
  draft->words += words_in(clean);
}

bool letter_add_once(LetterDraft *draft, size_t from, LetterPart part, Text text) {
  Text clean = cleaned(draft->arena, text);
  for (size_t i = from; i < draft->count; i++)
    if (text_equal(draft->blocks[i].text, clean))
      return false;
  letter_add(draft, part, clean);
  return true;
}

/* --- the sections ------------------------------------------------------------------------- */

static void put_head(LetterDraft *draft) {
  const Policy *policy = draft->policy;
  Text key = json_text(json_object_get(draft->telling->again->line, "key"));
  Text run = text_of(file_name(draft->telling->run->folder));
  LetterPhrase from = policy->owner.length ? SAY_FROM : SAY_FROM_NOBODY;
  letter_add(draft, LETTER_TITLE,
             LETTER_SAY(draft->arena, draft->dutch, SAY_TITLE, {"policy", policy->name}));
  letter_add(draft, LETTER_PARAGRAPH,
             LETTER_SAY(draft->arena, draft->dutch, from, {"owner", policy->owner},
                        {"date", letter_day(draft, policy->as_of)}, {"key", key}, {"run", run}));
}

static void put_decided(LetterDraft *draft) {
  letter_add(draft, LETTER_HEADING, letter_plain(draft, SAY_DECIDED));
  size_t from = draft->count, items = 0;
  for (size_t i = 0; i < draft->told; i++) {
    Text text = letter_point_text(draft, &draft->points.list[i]);
    bool added = letter_add_once(draft, from, LETTER_ITEM, text);
    draft->bullets[i] = added ? ++items : 0;
  }
  if (!draft->points.count)
    letter_add(draft, LETTER_PARAGRAPH, letter_plain(draft, SAY_DECIDED_NOTHING));
  size_t others = draft->points.count - draft->told;
  if (!others)
    return;
  Text count = text_format(draft->arena, "%zu", others);
  letter_add(draft, LETTER_PARAGRAPH,
             LETTER_SAY(draft->arena, draft->dutch, others == 1 ? SAY_OTHER : SAY_OTHERS,
                        {"count", count}));
}

/* Whether some do not get what they are eligible for. */
static bool has_few_places(const Policy *policy) {
  for (size_t i = 0; i < policy->selection_count; i++) {
    const Selection *selection = &policy->selections[i];
    if (selection->limit >= 0 || selection->quota || selection->holdout > 0 ||
        selection->one_per.length)
      return true;
  }
  return false;
}

/* "reasons to leave you out, then your group", as far as the policy has them. */
static Text asked_text(const LetterDraft *draft) {
  const Policy *policy = draft->policy;
  const struct {
    LetterPhrase phrase;
    size_t count;
  } parts[] = {{SAY_HOW_EXCLUSIONS, policy->exclusion_count},
               {SAY_HOW_SEGMENTS, policy->segmentation_count},
               {SAY_HOW_SELECTIONS, policy->selection_count}};
  Buffer out = {0};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i].count)
      continue;
    if (out.length)
      buffer_text(&out, letter_plain(draft, SAY_THEN));
    buffer_text(&out, letter_plain(draft, parts[i].phrase));
  }
  return buffer_keep(&out, draft->arena);
}

static void put_procedure(LetterDraft *draft) {
  bool hand = false;
  for (size_t i = 0; i < draft->points.count; i++)
    hand |= draft->points.list[i].kind == POINT_HAND;
  Text order = LETTER_SAY(draft->arena, draft->dutch,
                          has_few_places(draft->policy) ? SAY_HOW_ORDER_PLACES : SAY_HOW_ORDER,
                          {"asked", asked_text(draft)});
  letter_add(draft, LETTER_HEADING, letter_plain(draft, SAY_HOW));
  letter_add(draft, LETTER_PARAGRAPH,
             text_format(draft->arena, "%.*s %.*s",
                         TEXT_ARGS(letter_plain(draft, hand ? SAY_HOW_HAND : SAY_HOW_PROGRAM)),
                         TEXT_ARGS(order)));
}

/* The way of the weightiest exclusion that names one; else to the owner. */
static Text contest_text(LetterDraft *draft) {
  const Policy *policy = draft->policy;
  for (size_t i = 0; i < draft->told; i++) {
    const LetterPoint *point = &draft->points.list[i];
    const Exclusion *exclusion =
        point->kind == POINT_EXCLUDED ? &policy->exclusions[point->number] : NULL;
    if (exclusion && exclusion->appeal.en.length)
      return letter_reason(draft, exclusion->appeal, &exclusion->when);
  }
  if (!policy->owner.length)
    return letter_plain(draft, SAY_CONTEST_US);
  return LETTER_SAY(draft->arena, draft->dutch, SAY_CONTEST_TO, {"owner", policy->owner});
}

static void put_contest(LetterDraft *draft) {
  Text human = letter_plain(draft, SAY_CONTEST_HUMAN);
  letter_add(draft, LETTER_HEADING, letter_plain(draft, SAY_CONTEST));
  letter_add(
      draft, LETTER_PARAGRAPH,
      text_format(draft->arena, "%.*s %.*s", TEXT_ARGS(contest_text(draft)), TEXT_ARGS(human)));
}

/* What people decided comes on top of the reasons of the rules: it takes the place of none. */
static size_t count_told(const LetterDraft *draft) {
  const LetterPoints *points = &draft->points;
  size_t told = draft->measure.reasons;
  for (size_t i = 0; i < points->count; i++)
    told += points->list[i].kind == POINT_HAND;
  if (!draft->measure.reasons && points->count && points->list[0].kind != POINT_HAND)
    told++;
  told = told > LETTER_REASONS_MOST ? LETTER_REASONS_MOST : told;
  return told > points->count ? points->count : told;
}

bool letter_is_by_hand(const LetterDraft *draft) {
  for (size_t i = 0; i < draft->told; i++)
    if (draft->points.list[i].kind != POINT_HAND)
      return false;
  return draft->told > 0;
}

static bool write_draft(LetterDraft *draft, LetterMeasure measure, Error *error) {
  draft->measure = measure;
  draft->count = draft->words = 0;
  draft->told = count_told(draft);
  put_head(draft);
  put_decided(draft);
  letter_put_means(draft);
  letter_put_data(draft);
  put_procedure(draft);
  if (!letter_put_change(draft, error))
    return false;
  put_contest(draft);
  return true;
}

static bool too_long(const LetterDraft *draft, Error *error) {
  error_set(error, ERROR_INPUT, "this letter has %zu words, and %d are allowed", draft->words,
            LETTER_WORDS_MOST);
  error_at(error, text_of(draft->telling->run->folder), 0, 0);
  return error_hint(error, "shorten the reasons and labels of the policy; helder check names "
                           "reasons that are too long");
}

bool letter_compose(const LetterInput *input, Letter *letter, Error *error) {
  LetterDraft draft = {.input = input,
                       .telling = input->telling,
                       .policy = input->telling->again->policy,
                       .arena = input->telling->arena,
                       .dutch = input->telling->dutch};
  if (!letter_points(input, &draft.points, error))
    return false;
  draft.answers = arena_array(draft.arena, draft.points.count, sizeof *draft.answers);
  draft.bullets = arena_array(draft.arena, draft.points.count, sizeof *draft.bullets);
  draft.answered = arena_array(draft.arena, draft.points.count, sizeof *draft.answered);
  draft.words = SIZE_MAX;
  for (size_t i = 0; draft.words > LETTER_WORDS_MOST && i < sizeof measures / sizeof *measures; i++)
    if (!write_draft(&draft, measures[i], error))
      return false;
  if (draft.words > LETTER_WORDS_MOST)
    return too_long(&draft, error);
  if (!letter_sayable(&draft, error))
    return false;
  *letter = (Letter){.dutch = draft.dutch,
                     .blocks = draft.blocks,
                     .count = draft.count,
                     .words = draft.words,
                     .reasons = draft.told,
                     .unnamed = draft.unnamed,
                     .unnamed_count = draft.unnamed_count};
  return true;
}

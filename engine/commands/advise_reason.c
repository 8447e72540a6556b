/* Why a segment is served so: the sentences, and what fills their braces. */
#include "commands/advise_report.h"
#include "policy/reason.h"

typedef enum Sentence {
  SENTENCE_NOBODY,
  SENTENCE_ALIKE,
  SENTENCE_SEGMENT,
  SENTENCE_SPLIT,
  SENTENCE_FAR,
  SENTENCE_FEW,
  SENTENCE_NICE,
  SENTENCE_NICE_NOT,
  SENTENCE_COUNT
} Sentence;

#define PHRASE(en, nl)                                                                             \
  {                                                                                                \
    {en, sizeof(en) - 1}, {                                                                        \
      nl, sizeof(nl) - 1                                                                           \
    }                                                                                              \
  }

static const Phrase sentences[SENTENCE_COUNT] = {
    [SENTENCE_NOBODY] = PHRASE("Of nobody here is known what he needs.",
                               "Van niemand hier is bekend wat hij nodig heeft."),
    [SENTENCE_ALIKE] =
        PHRASE("Served as everybody ({all}) they are well enough off: {other} would be worth "
               "{worth} and cost {cost}.",
               "Als iedereen ({all}) zijn zij goed genoeg bediend: {other} zou {worth} waard zijn "
               "en {cost} kosten."),
    [SENTENCE_SEGMENT] =
        PHRASE("They lie close enough together ({apart}) and away from everybody ({all}): one way "
               "for them all, {way}. Serving each as he needs would be worth {more} more and cost "
               "{dearer} more.",
               "Zij liggen dicht genoeg bij elkaar ({apart}) en anders dan iedereen ({all}): één "
               "aanpak voor hen allen, {way}. Ieder naar behoefte bedienen zou {more} meer waard "
               "zijn en {dearer} meer kosten."),
    [SENTENCE_SPLIT] =
        PHRASE("They lie too far apart for one way ({apart}). Divide them by {condition}: "
               "{part_number} at {part_way} ({part_apart}), {part_as}; the other {rest_number} at "
               "{rest_way} ({rest_apart}), {rest_as}. That leaves {more} more than {other}.",
               "Zij liggen te ver uiteen voor één aanpak ({apart}). Splits hen naar {condition}: "
               "{part_number} op {part_way} ({part_apart}), {part_as}; de andere {rest_number} op "
               "{rest_way} ({rest_apart}), {rest_as}. Dat laat {more} meer over dan {other}."),
    [SENTENCE_FAR] =
        PHRASE("They lie really far apart ({apart}; individual tailoring pays from {pays}): each "
               "as he needs. In form {form}: {meaning}.",
               "Zij liggen echt ver uiteen ({apart}; ieder apart loont vanaf {pays}): ieder naar "
               "behoefte. De vorm is {form}: {meaning}."),
    [SENTENCE_FEW] =
        PHRASE("They are too few for a way of their own, which costs {segment_cost}: each as he "
               "needs costs {cost}. In form {form}: {meaning}.",
               "Zij zijn met te weinig voor een eigen aanpak, die {segment_cost} kost: ieder naar "
               "behoefte kost {cost}. De vorm is {form}: {meaning}."),
    [SENTENCE_NICE] =
        PHRASE("A nice-to-have does not count. Were it a must: {other}, worth {worth} at a cost of "
               "{cost}.",
               "Wat mooi meegenomen is, telt niet. Was het nodig: {other}, {worth} waard voor "
               "{cost}."),
    [SENTENCE_NICE_NOT] =
        PHRASE("A nice-to-have does not count, and tailoring it would not pay here.",
               "Wat mooi meegenomen is, telt niet, en maatwerk zou hier niet lonen.")};

typedef struct Telling {
  const AdviseReport *report;
  const NeedAdvice *need;
  const SegmentAdvice *segment;
  Way way, other; /* the way told of, and the one it is held against */
} Telling;

typedef void PutValue(const Telling *telling, Buffer *out);

/* --- parts of the sentences ------------------------------------------------------------ */

static void put_string(const Telling *telling, const char *en, const char *nl, Buffer *out) {
  buffer_string(out, telling->report->dutch ? nl : en);
}

static void put_apart(const Telling *telling, const GroupAdvice *group, Buffer *out) {
  if (telling->need->wishes.choice) {
    advise_put_share(group->spread, out);
    put_string(telling, " need something else", " wil iets anders", out);
    return;
  }
  put_string(telling, "spread ", "spreiding ", out);
  advise_put_number(group->spread, telling->report->dutch, out);
}

/* A way as what one would do: for "would be worth". */
static void put_deed(const Telling *telling, Way way, Buffer *out) {
  switch (way) {
  case WAY_ALIKE:
    put_string(telling, "serving them as everybody", "hen bedienen als iedereen", out);
    break;
  case WAY_SEGMENT:
    put_string(telling, "a way of their own (", "een eigen aanpak (", out);
    advise_put_way(telling->need, telling->segment->group.served.way, telling->report->dutch, out);
    buffer_byte(out, ')');
    break;
  case WAY_SPLIT:
    put_string(telling, "two parts, divided by ", "twee delen, gesplitst naar ", out);
    buffer_text(out, advise_condition(telling->report->arena, &telling->segment->split));
    break;
  default:
    put_string(telling, "serving each as he needs", "ieder naar behoefte bedienen", out);
  }
}

static void put_as(const Telling *telling, const GroupAdvice *group, Buffer *out) {
  if (group->best == WAY_ALIKE)
    put_string(telling, "served as everybody", "bediend als iedereen", out);
  else if (group->best == WAY_SEGMENT)
    put_string(telling, "in a way of their own", "met een eigen aanpak", out);
  else
    put_string(telling, "each as he needs", "ieder naar behoefte", out);
}

/* --- the names in the braces ------------------------------------------------------------- */

static const Reckoned *reckoned(const Telling *telling, Way way) {
  return &telling->segment->group.ways[way];
}

static void put_money(const Telling *telling, double amount, Buffer *out) {
  advise_put_money(amount, telling->report->dutch, out);
}

static void put_all(const Telling *telling, Buffer *out) {
  advise_put_way(telling->need, telling->need->everyone.way, telling->report->dutch, out);
}

static void put_way(const Telling *telling, Buffer *out) {
  advise_put_way(telling->need, telling->segment->group.served.way, telling->report->dutch, out);
}

static void put_own_apart(const Telling *telling, Buffer *out) {
  put_apart(telling, &telling->segment->group, out);
}

static void put_other(const Telling *telling, Buffer *out) {
  put_deed(telling, telling->other, out);
}

/* Of the other way; `cost` too, but for who is told of each as he needs. */
static void put_worth(const Telling *telling, Buffer *out) {
  put_money(telling, reckoned(telling, telling->other)->benefit, out);
}

static void put_cost(const Telling *telling, Buffer *out) {
  put_money(telling, reckoned(telling, telling->other)->cost, out);
}

/* Of a way of their own: how much more the other is worth. Else how much less it leaves. */
static void put_more(const Telling *telling, Buffer *out) {
  const Reckoned *way = reckoned(telling, telling->way), *other = reckoned(telling, telling->other);
  put_money(telling,
            telling->way == WAY_SEGMENT ? other->benefit - way->benefit : way->left - other->left,
            out);
}

static void put_dearer(const Telling *telling, Buffer *out) {
  put_money(telling,
            reckoned(telling, telling->other)->cost - reckoned(telling, telling->way)->cost, out);
}

static void put_condition(const Telling *telling, Buffer *out) {
  buffer_text(out, advise_condition(telling->report->arena, &telling->segment->split));
}

static void put_part_number(const Telling *telling, Buffer *out) {
  buffer_format(out, "%zu", telling->segment->part.served.number);
}

static void put_rest_number(const Telling *telling, Buffer *out) {
  buffer_format(out, "%zu", telling->segment->rest.served.number);
}

static void put_part_way(const Telling *telling, Buffer *out) {
  advise_put_way(telling->need, telling->segment->part.served.way, telling->report->dutch, out);
}

static void put_rest_way(const Telling *telling, Buffer *out) {
  advise_put_way(telling->need, telling->segment->rest.served.way, telling->report->dutch, out);
}

static void put_part_apart(const Telling *telling, Buffer *out) {
  put_apart(telling, &telling->segment->part, out);
}

static void put_rest_apart(const Telling *telling, Buffer *out) {
  put_apart(telling, &telling->segment->rest, out);
}

static void put_part_as(const Telling *telling, Buffer *out) {
  put_as(telling, &telling->segment->part, out);
}

static void put_rest_as(const Telling *telling, Buffer *out) {
  put_as(telling, &telling->segment->rest, out);
}

static void put_pays(const Telling *telling, Buffer *out) {
  double pays = advise_pays_from(telling->need->need, telling->need->wishes.choice);
  if (telling->need->wishes.choice)
    advise_put_share(pays, out);
  else
    advise_put_number(pays, telling->report->dutch, out);
}

static void put_form(const Telling *telling, Buffer *out) {
  buffer_string(out, advise_form_word(telling->need->need, telling->report->dutch));
}

static void put_meaning(const Telling *telling, Buffer *out) {
  buffer_string(out, advise_form_meaning(telling->need->need, telling->report->dutch));
}

static void put_segment_cost(const Telling *telling, Buffer *out) {
  put_money(telling, telling->need->need->cost_segment, out);
}

static const struct {
  const char *name;
  PutValue *put;
} names[] = {{"all", put_all},
             {"way", put_way},
             {"apart", put_own_apart},
             {"other", put_other},
             {"worth", put_worth},
             {"cost", put_cost},
             {"more", put_more},
             {"dearer", put_dearer},
             {"condition", put_condition},
             {"part_number", put_part_number},
             {"rest_number", put_rest_number},
             {"part_way", put_part_way},
             {"rest_way", put_rest_way},
             {"part_apart", put_part_apart},
             {"rest_apart", put_rest_apart},
             {"part_as", put_part_as},
             {"rest_as", put_rest_as},
             {"pays", put_pays},
             {"form", put_form},
             {"meaning", put_meaning},
             {"segment_cost", put_segment_cost},
             {NULL, NULL}};

static bool find_name(const void *context, Text name, Value *value) {
  const Telling *telling = context;
  for (size_t i = 0; names[i].name; i++) {
    if (!text_equal(text_of(names[i].name), name))
      continue;
    Buffer out = {0};
    names[i].put(telling, &out);
    *value =
        (Value){.kind = VALUE_TEXT, .text = text_copy(telling->report->arena, buffer_view(&out))};
    buffer_free(&out);
    return true;
  }
  return false;
}

/* --- which sentence ------------------------------------------------------------------------ */

/* A way of their own that is that of everybody is none. */
static bool can_be_told(const SegmentAdvice *segment, Way way) {
  const Reckoned *reckoned = &segment->group.ways[way];
  return reckoned->possible && (way != WAY_SEGMENT || reckoned->benefit > 0);
}

/* The best of the ways but this one; as everybody is one where `alike`. */
static Way best_but(const SegmentAdvice *segment, Way way, bool alike) {
  const Reckoned *ways = segment->group.ways;
  Way best = WAY_INDIVIDUAL;
  for (Way other = alike ? WAY_ALIKE : WAY_SEGMENT; other < WAY_COUNT; other++)
    if (other != way && can_be_told(segment, other) && ways[other].left > ways[best].left)
      best = other;
  return best;
}

static void put_sentence(const Telling *telling, Sentence sentence, Buffer *out) {
  buffer_text(out, reason_fill(telling->report->arena, sentences[sentence], telling->report->dutch,
                               find_name, telling));
}

/* Else each as he needs is only cheaper than one way for so few. */
static bool is_far_apart(const Telling *telling) {
  return telling->segment->group.spread >=
         advise_pays_from(telling->need->need, telling->need->wishes.choice);
}

static void put_must(Telling *telling, Buffer *out) {
  telling->way = telling->segment->advised;
  telling->other = best_but(telling->segment, telling->way, telling->way == WAY_SPLIT);
  switch (telling->way) {
  case WAY_ALIKE:
    put_sentence(telling, SENTENCE_ALIKE, out);
    break;
  case WAY_SEGMENT:
    telling->other = WAY_INDIVIDUAL;
    put_sentence(telling, SENTENCE_SEGMENT, out);
    break;
  case WAY_SPLIT:
    put_sentence(telling, SENTENCE_SPLIT, out);
    break;
  default:
    telling->other = WAY_INDIVIDUAL;
    put_sentence(telling, is_far_apart(telling) ? SENTENCE_FAR : SENTENCE_FEW, out);
  }
}

void advise_put_reason(const AdviseReport *report, const NeedAdvice *need,
                       const SegmentAdvice *segment, Buffer *out) {
  Telling telling = {.report = report, .need = need, .segment = segment};
  if (segment->group.served.number == 0) {
    put_sentence(&telling, SENTENCE_NOBODY, out);
  } else if (need->need->must) {
    put_must(&telling, out);
  } else {
    telling.other = segment->group.best;
    put_sentence(&telling, telling.other == WAY_ALIKE ? SENTENCE_NICE_NOT : SENTENCE_NICE, out);
  }
}

#include "explain/letter_words.h"

typedef struct Say {
  const char *english, *dutch;
} Say;

static const Say says[SAY_COUNT] = {
    [SAY_TITLE] = {"{policy}: what we decided about you", "{policy}: wat wij over u besloten"},
    [SAY_FROM] = {"From: {owner}. Date: {date}. Your number: {key}. Reference: {run}.",
                  "Van: {owner}. Datum: {date}. Uw nummer: {key}. Kenmerk: {run}."},
    [SAY_FROM_NOBODY] = {"Date: {date}. Your number: {key}. Reference: {run}.",
                         "Datum: {date}. Uw nummer: {key}. Kenmerk: {run}."},
    [SAY_DECIDED] = {"Our decision", "Ons besluit"},
    [SAY_DECIDED_NOTHING] = {"Nothing was decided about you.", "Over u is niets besloten."},
    [SAY_UNTIL] = {"{reason} This holds until {until}.", "{reason} Dit geldt tot {until}."},
    [SAY_OTHERS] = {"And {count} more decisions: ask us.",
                    "En nog {count} besluiten: vraag ernaar."},
    [SAY_OTHER] = {"And 1 more decision: ask us.", "En nog 1 besluit: vraag ernaar."},
    [SAY_HAND_SELECTED] = {"You are chosen for {name}: one of us decided so, until {until}.",
                           "U bent gekozen voor {name}: een van ons besloot dat, tot {until}."},
    [SAY_HAND_NOT_SELECTED] = {"You are not chosen for {name}: one of us decided so, until "
                               "{until}.",
                               "U bent niet gekozen voor {name}: een van ons besloot dat, tot "
                               "{until}."},
    [SAY_HAND_EXCLUDED] = {"You are left out: one of us decided so, until {until}.",
                           "U doet niet mee: een van ons besloot dat, tot {until}."},
    [SAY_HAND_NOT_EXCLUDED] = {"One of us set aside a reason to leave you out, until {until}.",
                               "Een van ons zette een reden om u uit te sluiten opzij, tot "
                               "{until}."},
    [SAY_HAND_SEGMENT] = {"One of us decided in which group you are, until {until}.",
                          "Een van ons besloot in welke groep u hoort, tot {until}."},
    [SAY_HAND_REASON] = {"{decided}: “{reason}”.", "{decided}: “{reason}”."},
    [SAY_SELECTED] = {"Chosen for {name}: {reason}", "Gekozen voor {name}: {reason}"},
    [SAY_HOLDOUT] = {"{name}: chosen, and then kept apart by lot. We do not invite you, so as to "
                     "learn what inviting does.",
                     "{name}: gekozen, en toen door het lot apart gehouden. Wij nodigen u niet "
                     "uit, om te leren wat uitnodigen doet."},
    [SAY_CONTACTED] = {"{name}: not now, as you have heard from us often enough.",
                       "{name}: nu niet, want u hoorde al vaak genoeg van ons."},
    [SAY_TAKEN] = {"{name}: not now, as you are chosen for {other}.",
                   "{name}: nu niet, want u bent gekozen voor {other}."},
    [SAY_HOUSEHOLD] = {"{name}: not now, as we choose one of those who belong together.",
                       "{name}: nu niet, want van wie bij elkaar hoort kiezen wij er één."},
    [SAY_OVER_QUOTA] = {"{name}: there is room for {max}, and when your turn came too little was "
                        "left.",
                        "{name}: er is plaats voor {max}, en toen u aan de beurt was, bleef er te "
                        "weinig over."},
    [SAY_BELOW_THE_CUT] = {"{name}: there are {limit} places, and you stand at place {place}.",
                           "{name}: er zijn {limit} plaatsen, en u staat op plaats {place}."},
    [SAY_UNDECIDED] = {"{name}: we could not decide, as we do not know {missing}.",
                       "{name}: wij konden niet beslissen, want wij weten niet: {missing}."},
    [SAY_UNDECIDED_OTHERWISE] = {"{name}: we could not decide, as we know too little.",
                                 "{name}: wij konden niet beslissen, want wij weten te weinig."},
    [SAY_NOT_ELIGIBLE] = {"{name}: no, because of {labels}.", "{name}: nee, vanwege {labels}."},
    [SAY_NOT_ELIGIBLE_OTHERWISE] = {"{name}: no, as it does not fit what we know of you.",
                                    "{name}: nee, want het past niet bij wat wij van u weten."},
    [SAY_MEANS] = {"What it means for you", "Wat het voor u betekent"},
    [SAY_MEANS_UNTIL] = {"Until {until} we do not choose you for {names}.",
                         "Tot {until} kiezen wij u niet voor {names}."},
    [SAY_MEANS_WHILE] = {"As long as this is so, we do not choose you for {names}.",
                         "Zolang dit zo is, kiezen wij u niet voor {names}."},
    [SAY_MEANS_SELECTED] = {"You hear from us about {names}.", "U hoort van ons over {names}."},
    [SAY_MEANS_REST] = {"Not for you this time: {names}.", "Deze keer niet voor u: {names}."},
    [SAY_MEANS_NOTHING] = {"Nothing changes for you.", "Voor u verandert er niets."},
    [SAY_DATA] = {"Your data", "Uw gegevens"},
    [SAY_DATA_COUNT] = {"We used {count}: ask which.", "Wij gebruikten er {count}: vraag ernaar."},
    [SAY_DATA_MORE] = {"And {count} more: ask which.", "En nog {count}: vraag ernaar."},
    [SAY_DATA_NONE] = {"None: this is so for everyone in no other group.",
                       "Geen: dit geldt voor wie in geen andere groep hoort."},
    [SAY_DATA_HAND] = {"None: one of us decided, as told above.",
                       "Geen: een van ons besloot, zoals hierboven staat."},
    [SAY_DATA_FROM] = {"From {source}.", "Uit {source}."},
    [SAY_DATA_WORKED_OUT] = {"Some we worked out from these.", "Een deel berekenden wij daaruit."},
    [SAY_OWN_RECORDS] = {"our own records", "onze eigen gegevens"},
    [SAY_NOT_KNOWN] = {"not known", "niet bekend"},
    [SAY_MASKED] = {"not kept in our log", "niet bewaard in ons logboek"},
    [SAY_HOW] = {"How we decided", "Hoe wij besloten"},
    [SAY_HOW_PROGRAM] = {"A computer program held the same rules for everyone against your data; "
                         "no person took part.",
                         "Een computer legde voor iedereen dezelfde regels naast de gegevens; er "
                         "kwam geen mens aan te pas."},
    [SAY_HOW_HAND] = {"A computer program held the same rules for everyone against your data; then "
                      "one of us decided.",
                      "Een computer legde voor iedereen dezelfde regels naast de gegevens; daarna "
                      "besloot een van ons."},
    [SAY_HOW_ORDER] = {"It looked for {asked}.", "De computer keek naar {asked}."},
    [SAY_HOW_ORDER_PLACES] =
        {"It looked for {asked}; few places go by rank or lot.",
         "De computer keek naar {asked}; schaarse plaatsen gaan op rang of lot."},
    [SAY_HOW_EXCLUSIONS] = {"reasons to leave you out", "redenen om u uit te sluiten"},
    [SAY_HOW_SEGMENTS] = {"your group", "uw groep"},
    [SAY_HOW_SELECTIONS] = {"what to choose you for", "waarvoor wij u kiezen"},
    [SAY_CHANGE] = {"What would change it", "Wat het zou veranderen"},
    [SAY_CHANGE_WITH] = {"With {parts}, {outcome}.", "Met {parts} {outcome}."},
    [SAY_CHANGE_PART] = {"{label}: {text} (now {now})", "{label}: {text} (nu {now})"},
    [SAY_CHANGE_NOT_EXCLUDED] = {"{about} would not hold", "gold {about} niet"},
    [SAY_CHANGE_SELECTED] = {"you would be chosen for {name}", "werd u gekozen voor {name}"},
    [SAY_CHANGE_NOT_SELECTED] = {"you would not be chosen for {name}",
                                 "werd u niet gekozen voor {name}"},
    [SAY_CHANGE_SEGMENT] = {"you would be in another group", "hoorde u in een andere groep"},
    [SAY_CHANGE_SEGMENT_OF] = {"you would be in another group than {about} says",
                               "hoorde u in een andere groep dan {about} zegt"},
    [SAY_CHANGE_REASON] = {"this reason", "deze reden"},
    [SAY_CHANGE_POINT] = {"the {which} point", "het {which} punt"},
    [SAY_CHANGE_GROUP] = {"your group", "uw groep"},
    [SAY_CHANGE_IF_ALONE] = {"{change} That is if nothing else changes.",
                             "{change} Als verder niets verandert."},
    [SAY_CHANGE_NOTHING] = {"You cannot change {about} yourself: what decides is {facts}.",
                            "Aan {about} kunt u zelf niets veranderen: wat beslist is {facts}."},
    [SAY_CHANGE_UNSAID] = {"what this letter does not show (ask us)",
                           "wat in deze brief niet staat (vraag ernaar)"},
    [SAY_CHANGE_ASK_OF] = {"Other values would change {about}; ask us which.",
                           "Andere waarden veranderen {about}; vraag ons welke."},
    [SAY_CHANGE_UNTOLD] = {"Whether other values would change {about} could not be told; ask us.",
                           "Of andere waarden {about} veranderen, was niet na te gaan; vraag het "
                           "ons."},
    [SAY_CHANGE_ASK] = {"Other values of the data above would; ask us which.",
                        "Andere waarden van de gegevens hierboven; vraag ons welke."},
    [SAY_CHANGE_HAND] = {"One of us can decide otherwise; ask us.",
                         "Een van ons kan anders besluiten; vraag het ons."},
    [SAY_CONTEST] = {"If you disagree", "Bent u het er niet mee eens?"},
    [SAY_CONTEST_TO] = {"Write to {owner}.", "Schrijf naar {owner}."},
    [SAY_CONTEST_US] = {"Write to us.", "Schrijf ons."},
    [SAY_CONTEST_HUMAN] = {"A person looks again, hears you and answers. You may see and correct "
                           "your data, and complain to the data protection authority.",
                           "Een mens kijkt opnieuw, hoort u en antwoordt. U mag uw gegevens inzien "
                           "en verbeteren, en klagen bij de Autoriteit Persoonsgegevens."},
    [SAY_THEN] = {", then ", ", dan "},
    [SAY_FIRST] = {"first", "eerste"},
    [SAY_SECOND] = {"second", "tweede"},
    [SAY_THIRD] = {"third", "derde"},
    [SAY_FOURTH] = {"fourth", "vierde"},
    [SAY_AND] = {"{before} and {last}", "{before} en {last}"},
    [SAY_MORE_NAMES] = {"{names} and {count} more", "{names} en nog {count}"},
};

Text letter_phrase(LetterPhrase phrase, bool dutch) {
  return text_of(dutch ? says[phrase].dutch : says[phrase].english);
}

static const LetterFill *fill_named(const LetterFill *fills, size_t count, Text name) {
  for (size_t i = 0; i < count; i++)
    if (fills[i].name && text_equal(text_of(fills[i].name), name))
      return &fills[i];
  return NULL;
}

Text letter_fill(Arena *arena, Text phrase, const LetterFill *fills, size_t count) {
  Buffer out = {0};
  for (size_t at = 0; at < phrase.length;) {
    const char *open = memchr(phrase.bytes + at, '{', phrase.length - at);
    size_t begin = open ? (size_t)(open - phrase.bytes) : phrase.length;
    buffer_append(&out, phrase.bytes + at, begin - at);
    if (!open)
      break;
    const char *close = memchr(open, '}', phrase.length - begin);
    size_t end = close ? (size_t)(close - phrase.bytes) : phrase.length - 1;
    const LetterFill *fill =
        fill_named(fills, count, (Text){open + 1, end > begin ? end - begin - 1 : 0});
    if (fill)
      buffer_text(&out, fill->text);
    at = end + 1;
  }
  return buffer_keep(&out, arena);
}

#include "explain/sentence.h"

#define SAY(english, dutch)                                                                        \
  { english, dutch }

static const struct {
  const char *english, *dutch;
} sentences[SENTENCE_COUNT] = {
    [SENTENCE_EXCLUDED] = SAY("Left out by the rule “{by}”.", "Uitgesloten door de regel “{by}”."),
    [SENTENCE_NOT_ELIGIBLE] = SAY("The condition of this selection is not met.",
                                  "Aan de voorwaarde van deze selectie is niet voldaan."),
    [SENTENCE_UNDECIDED_FIELDS] = SAY("We could not decide, because we do not know {missing}.",
                                      "Wij konden niet beslissen, want wij weten niet {missing}."),
    [SENTENCE_UNDECIDED_BY] =
        SAY("We could not decide whether the rule “{by}” applies, so nothing was chosen.",
            "Wij konden niet beslissen of de regel “{by}” geldt, dus is er niets gekozen."),
    [SENTENCE_UNDECIDED_ERROR] =
        SAY("We could not decide: the rule has a mistake that must be repaired.",
            "Wij konden niet beslissen: de regel bevat een fout die hersteld moet worden."),
    [SENTENCE_CONTACTED_ENOUGH] =
        SAY("Contacted {count} times in {window}; at most {max} is allowed.",
            "In {window} {count} keer benaderd; meer dan {max} mag niet."),
    [SENTENCE_TAKEN_ELSEWHERE] = SAY("Already chosen for “{by}”.", "Al gekozen voor “{by}”."),
    [SENTENCE_HOUSEHOLD] = SAY("Only one is chosen for each {one_per}, and another ranks higher.",
                               "Er wordt er één gekozen per {one_per}, en een ander staat hoger."),
    [SENTENCE_OVER_QUOTA] = SAY(
        "At most {max} fit for {per} {value}; {taken} were taken when this place ({place}) came, "
        "and {need} more did not fit.",
        "Voor {per} {value} is plaats voor {max}; {taken} waren vergeven toen deze plaats "
        "({place}) aan de beurt kwam, en {need} erbij paste niet."),
    [SENTENCE_BELOW_THE_CUT] =
        SAY("The first {limit} are chosen; this is place {place}, with a score of {rank} where the "
            "last one chosen has {cut}.",
            "De eerste {limit} worden gekozen; dit is plaats {place}, met een score van {rank}, "
            "waar de laatst gekozene {cut} heeft."),
    [SENTENCE_TIED_AT_THE_CUT] = SAY(
        "The first {limit} are chosen; this is place {place}. The score {rank} equals that of "
        "the last one chosen; equal scores are put in the order of the customer key.",
        "De eerste {limit} worden gekozen; dit is plaats {place}. De score {rank} is gelijk aan "
        "die van de laatst gekozene; gelijke scores staan op volgorde van het klantnummer."),
    [SENTENCE_HOLDOUT] =
        SAY("Chosen, but left out on purpose so that the effect can be measured: the draw {bucket} "
            "is below {fraction}.",
            "Gekozen, maar met opzet niet benaderd om het effect te kunnen meten: de trekking "
            "{bucket} ligt onder {fraction}."),
    [SENTENCE_SELECTED] = SAY("Chosen.", "Gekozen."),
};

Phrase sentence_phrase(Sentence sentence) {
  return (Phrase){text_of(sentences[sentence].english), text_of(sentences[sentence].dutch)};
}

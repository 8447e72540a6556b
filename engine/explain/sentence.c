#include "explain/sentence.h"

#define SAY(english, dutch)                                                                        \
  { english, dutch }

static const struct {
  const char *english, *dutch;
} sentences[SENTENCE_COUNT] = {
    [SENTENCE_EXCLUDED] = SAY("Left out by the rule “{by}”.", "Uitgesloten door de regel “{by}”."),
    [SENTENCE_NOT_ELIGIBLE] = SAY("The condition of this selection is not met.",
                                  "Aan de voorwaarde van deze selectie is niet voldaan."),
    [SENTENCE_UNDECIDED_FIELDS] = SAY("We could not decide, because we do not know: {missing}.",
                                      "Wij konden niet beslissen, want niet bekend is: {missing}."),
    [SENTENCE_UNDECIDED_BY] =
        SAY("We could not decide whether the rule “{by}” applies, so nothing was chosen.",
            "Wij konden niet beslissen of de regel “{by}” geldt, dus is er niets gekozen."),
    [SENTENCE_UNDECIDED_ERROR] =
        SAY("We could not decide: the rule has a mistake that must be repaired.",
            "Wij konden niet beslissen: de regel bevat een fout die hersteld moet worden."),
    [SENTENCE_CONTACTED_ENOUGH] =
        SAY("Contacts in the past {window}: {counted}; {max} is enough.",
            "Contactmomenten in de afgelopen {window}: {counted}; {max} is genoeg."),
    [SENTENCE_CONTACTED_AND_CHOSEN] =
        SAY("Contacts in the past {window}: {counted}, and chosen before in this run: {chosen}; "
            "{max} is enough.",
            "Contactmomenten in de afgelopen {window}: {counted}, en in deze ronde al gekozen: "
            "{chosen}; {max} is genoeg."),
    [SENTENCE_TAKEN_ELSEWHERE] = SAY("Already chosen for “{by}”.", "Al gekozen voor “{by}”."),
    [SENTENCE_HOUSEHOLD] = SAY("Only one is chosen for each {one_per}, and another ranks higher.",
                               "Per {one_per} wordt er één gekozen, en een ander staat hoger."),
    [SENTENCE_OVER_QUOTA] = SAY(
        "There is room for {max} ({per}: {value}). When it came to place {place}, {taken} were "
        "taken, and {need} more did not fit.",
        "Er is plaats voor {max} ({per}: {value}). Toen plaats {place} aan de beurt kwam, waren "
        "er {taken} vergeven, en {need} erbij paste niet."),
    [SENTENCE_OVER_ONE_QUOTA] = SAY(
        "There is room for {max} in all. When it came to place {place}, {taken} were taken, and "
        "{need} more did not fit.",
        "Er is in totaal plaats voor {max}. Toen plaats {place} aan de beurt kwam, waren er "
        "{taken} vergeven, en {need} erbij paste niet."),
    [SENTENCE_BELOW_THE_CUT] = SAY(
        "The first {limit} are chosen; this is place {place}, with a score of {score} where the "
        "last one chosen has {cut}.",
        "De eerste {limit} worden gekozen; dit is plaats {place}, met een score van {score}, "
        "waar de laatst gekozene {cut} heeft."),
    [SENTENCE_TIED_AT_THE_CUT] = SAY(
        "The first {limit} are chosen; this is place {place}. The score {score} equals that of "
        "the last one chosen; equal scores are put in the order of the customer key.",
        "De eerste {limit} worden gekozen; dit is plaats {place}. De score {score} is gelijk aan "
        "die van de laatst gekozene; gelijke scores staan op volgorde van het klantnummer."),
    [SENTENCE_CUT_BY_KEY] = SAY(
        "The first {limit} are chosen, in the order of the customer key; this is place {place}.",
        "De eerste {limit} worden gekozen, op volgorde van het klantnummer; dit is plaats "
        "{place}."),
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

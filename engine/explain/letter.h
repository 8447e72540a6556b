/* A letter: the honest statement to one customer of what a run decided about him, why, from
 * which of his data, how, what would change it, what it means for him, until when, and how
 * to contest it (GDPR articles 13 to 15 and 22; CJEU C-203/22: concise, the procedure that
 * was applied, how other data would have changed it).
 *
 * It never shows an operator, a column (labels only), another customer's data or a score,
 * has at most four reasons and 250 words, and is written from the run folder alone. Costs
 * some microseconds a customer, and what explain/change.h costs. The Arena of the Telling
 * owns the texts. */
#ifndef HELDER_EXPLAIN_LETTER_H
#define HELDER_EXPLAIN_LETTER_H
#include "explain/change.h"
#include "explain/list.h"
#include "explain/rule.h"

enum { LETTER_WORDS_MOST = 250, LETTER_REASONS_MOST = 4 };

typedef enum LetterPart { LETTER_TITLE, LETTER_HEADING, LETTER_PARAGRAPH, LETTER_ITEM } LetterPart;

typedef struct LetterBlock {
  LetterPart part;
  Text text; /* one line: no control characters, no markup */
} LetterBlock;

typedef struct Letter {
  bool dutch;
  const LetterBlock *blocks;
  size_t count;
  size_t words, reasons;
  const Text *unnamed; /* fields and attributes that were used and have no label */
  size_t unnamed_count;
} Letter;

typedef struct LetterInput {
  const Telling *telling; /* again stands at the customer */
  const Wanted *about;    /* this decision comes first; NULL: none in particular */
  Changes *changes;
} LetterInput;

/* False with the Error filled: the run's policy does not give the logged outcome, or its
 * texts leave no room for a letter, show an operator or a column (policy/wording.h), or lack the
 * Dutch that is asked for. */
bool letter_compose(const LetterInput *input, Letter *letter, Error *error);

typedef enum LetterForm { LETTER_MARKDOWN, LETTER_HTML, LETTER_TEXT } LetterForm;

/* Markdown (CommonMark and GitHub's), HTML5 that is also XML, or text of 76 columns. */
void letter_write(const Letter *letter, LetterForm form, Buffer *out);
#endif

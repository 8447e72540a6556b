/* What `helder advise` tells: the tables for people and the document for machines
 * (engine/decide/ADVISE.md). Each costs its length. No customer is named in either. */
#ifndef HELDER_COMMANDS_ADVISE_REPORT_H
#define HELDER_COMMANDS_ADVISE_REPORT_H
#include "decide/advise.h"

typedef struct AdviseReport {
  Arena *arena;
  const Policy *policy;
  const Table *table;
  const Decisions *decisions;
  const NeedAdvice *needs;
  bool dutch;
} AdviseReport;

void advise_text(const AdviseReport *report, Buffer *out);
void advise_json(const AdviseReport *report, Buffer *out);

/* "alike", "segment", "split", "individual", in the language. */
const char *advise_way_word(Way way, bool dutch);

/* Gilmore and Pine 1997, The Four Faces of Mass Customization (Harvard Business Review,
 * January): whether the product changes, and whether its presentation does. */
const char *advise_form_word(const Need *need, bool dutch);
const char *advise_form_meaning(const Need *need, bool dutch);

/* The spread from which each customer his own pays against everybody alike; INFINITY
 * where it never does. */
double advise_pays_from(const Need *need, bool choice);

/* The need's because, with the policy's numbers in it; a plain sentence where it has none. */
Text advise_because(const AdviseReport *report, const Need *need);

/* `km >= 12.5`: the condition of a split's part, as a policy writes it after "g.". */
Text advise_condition(Arena *arena, const Split *split);

/* How a group is served best, as people write it: "3.1", "phone". */
void advise_put_way(const NeedAdvice *need, double way, bool dutch, Buffer *out);

/* Rounded to two places; whole from a thousand on. */
void advise_put_money(double amount, bool dutch, Buffer *out);
void advise_put_number(double number, bool dutch, Buffer *out);
void advise_put_share(double share, Buffer *out); /* "46 %" */

/* Why a segment is served so, in a sentence or two. */
void advise_put_reason(const AdviseReport *report, const NeedAdvice *need,
                       const SegmentAdvice *segment, Buffer *out);
#endif

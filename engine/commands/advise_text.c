#include <math.h>

#include "base/date.h"
#include "commands/advise_report.h"

enum { NAME_WIDTH = 26, CELL_WIDTH = 11, WAY_WIDTH = 13 };

typedef struct Words {
  const char *need, *must, *nice, *alike, *spread, *others, *between, *nothing_between, *eta,
      *lambda, *segment_cost, *individual_cost, *pays_from, *pays_share, *pays_never, *form,
      *form_end;
  const char *number, *missing, *mean, *common, *worth, *cost, *left, *advice, *all, *nowhere, *sum,
      *version, *as_of, *read, *mistake, *line;
} Words;

static const Words english = {.need = "Need",
                              .must = "a must",
                              .nice = "nice to have: does not count",
                              .alike = "Everybody alike:",
                              .spread = "spread",
                              .others = "others",
                              .between = "of the misfit is between the segments",
                              .nothing_between = "nobody differs from anybody",
                              .eta = "eta squared",
                              .lambda = "lambda",
                              .segment_cost = "A way of its own costs",
                              .individual_cost = "a segment; serving each as he needs costs",
                              .pays_from = "a customer and pays from a spread of",
                              .pays_share =
                                  "a customer and pays where as many need something else:",
                              .pays_never = "a customer and never pays",
                              .form = "Tailoring would be",
                              .form_end = "",
                              .number = "number",
                              .missing = "not known",
                              .mean = "mean",
                              .common = "most common",
                              .worth = "worth",
                              .cost = "cost",
                              .left = "left",
                              .advice = "advice",
                              .all = "everybody",
                              .nowhere = "in no segment",
                              .sum = "as advised",
                              .version = "version",
                              .as_of = "as of",
                              .read = "Read",
                              .mistake = "MISTAKE in",
                              .line = "line"};

static const Words dutch_words = {.need = "Behoefte",
                                  .must = "moet",
                                  .nice = "mooi meegenomen: telt niet",
                                  .alike = "Iedereen gelijk:",
                                  .spread = "spreiding",
                                  .others = "anders",
                                  .between = "van wat niet past ligt tussen de segmenten",
                                  .nothing_between = "niemand verschilt van een ander",
                                  .eta = "eta-kwadraat",
                                  .lambda = "lambda",
                                  .segment_cost = "Een eigen aanpak kost",
                                  .individual_cost = "per segment; ieder naar behoefte kost",
                                  .pays_from = "per klant en loont vanaf een spreiding van",
                                  .pays_share =
                                      "per klant en loont waar zovelen iets anders willen:",
                                  .pays_never = "per klant en loont nooit",
                                  .form = "Maatwerk zou",
                                  .form_end = " zijn",
                                  .number = "aantal",
                                  .missing = "onbekend",
                                  .mean = "gemiddeld",
                                  .common = "meest",
                                  .worth = "waard",
                                  .cost = "kost",
                                  .left = "over",
                                  .advice = "advies",
                                  .all = "iedereen",
                                  .nowhere = "in geen segment",
                                  .sum = "volgens advies",
                                  .version = "versie",
                                  .as_of = "per",
                                  .read = "Gelezen:",
                                  .mistake = "FOUT in",
                                  .line = "regel"};

typedef struct Page {
  const AdviseReport *report;
  const NeedAdvice *need;
  const Words *words;
  Buffer *out;
} Page;

/* --- cells ------------------------------------------------------------------------------ */

static void put_spaces(const Page *page, size_t width, size_t room) {
  buffer_format(page->out, "%*s", width < room ? (int)(room - width) : 1, "");
}

static void put_left(const Page *page, Text text, size_t room) {
  buffer_string(page->out, "  ");
  buffer_text(page->out, text);
  put_spaces(page, text_width(text) + 2, room);
}

static void put_right(const Page *page, Text text) {
  put_spaces(page, text_width(text), CELL_WIDTH);
  buffer_text(page->out, text);
}

/* What is put into the buffer from `begin` on becomes a cell of its own. */
static void align(const Page *page, Buffer *cell) {
  put_right(page, buffer_view(cell));
  buffer_free(cell);
}

static void put_count(const Page *page, size_t count) {
  Buffer cell = {0};
  buffer_format(&cell, "%zu", count);
  align(page, &cell);
}

static void put_money(const Page *page, double amount) {
  Buffer cell = {0};
  advise_put_money(amount, page->report->dutch, &cell);
  align(page, &cell);
}

static void put_served(const Page *page, Served served, double spread) {
  Buffer way = {0}, apart = {0};
  if (served.number) {
    advise_put_way(page->need, served.way, page->report->dutch, &way);
    if (page->need->wishes.choice)
      advise_put_share(spread, &apart);
    else
      advise_put_number(spread, page->report->dutch, &apart);
  }
  align(page, &way);
  align(page, &apart);
}

/* --- the head of a need ------------------------------------------------------------------ */

static void put_alike(const Page *page) {
  const NeedAdvice *need = page->need;
  const Words *words = page->words;
  bool choice = need->wishes.choice;
  buffer_format(page->out, "  %s ", words->alike);
  if (need->everyone.number)
    advise_put_way(need, need->everyone.way, page->report->dutch, page->out);
  else
    buffer_byte(page->out, '-');
  buffer_string(page->out, "; ");
  if (isnan(need->between)) {
    buffer_format(page->out, "%s\n", words->nothing_between);
    return;
  }
  advise_put_share(need->between, page->out);
  buffer_format(page->out, " %s (%s)\n", words->between, choice ? words->lambda : words->eta);
}

static void put_costs(const Page *page) {
  const Need *need = page->need->need;
  const Words *words = page->words;
  bool choice = page->need->wishes.choice, dutch = page->report->dutch;
  double pays = advise_pays_from(need, choice);
  buffer_format(page->out, "  %s ", words->segment_cost);
  advise_put_money(need->cost_segment, dutch, page->out);
  buffer_format(page->out, " %s ", words->individual_cost);
  advise_put_money(need->cost_individual, dutch, page->out);
  if (isinf(pays)) {
    buffer_format(page->out, " %s\n", words->pays_never);
    return;
  }
  buffer_format(page->out, " %s ", choice ? words->pays_share : words->pays_from);
  if (choice)
    advise_put_share(pays, page->out);
  else
    advise_put_number(pays, dutch, page->out);
  buffer_byte(page->out, '\n');
}

static void put_head(const Page *page) {
  const Need *need = page->need->need;
  const Words *words = page->words;
  Text because = advise_because(page->report, need);
  buffer_format(page->out, "\n%s %.*s (%s)\n  %.*s\n", words->need, TEXT_ARGS(need->name),
                need->must ? words->must : words->nice, TEXT_ARGS(because));
  put_alike(page);
  put_costs(page);
  buffer_format(page->out, "  %s %s%s: %s\n\n", words->form,
                advise_form_word(need, page->report->dutch), words->form_end,
                advise_form_meaning(need, page->report->dutch));
}

/* --- its table ---------------------------------------------------------------------------- */

static void put_columns(const Page *page) {
  const Words *words = page->words;
  bool choice = page->need->wishes.choice;
  const char *const heads[] = {words->number,
                               words->missing,
                               choice ? words->common : words->mean,
                               choice ? words->others : words->spread,
                               words->worth,
                               words->cost,
                               words->left};
  put_left(page, page->need->need->segmentation, NAME_WIDTH);
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    put_right(page, text_of(heads[i]));
  buffer_format(page->out, "  %s\n", words->advice);
}

static void put_segment(const Page *page, const SegmentAdvice *segment) {
  const Reckoned *reckoned = &segment->group.ways[segment->advised];
  put_left(page, segment->name, NAME_WIDTH);
  put_count(page, segment->group.served.number);
  put_count(page, segment->missing);
  put_served(page, segment->group.served, segment->group.spread);
  put_money(page, reckoned->benefit);
  put_money(page, reckoned->cost);
  put_money(page, reckoned->left);
  buffer_format(page->out, "  %s\n    ", advise_way_word(segment->advised, page->report->dutch));
  advise_put_reason(page->report, page->need, segment, page->out);
  buffer_byte(page->out, '\n');
}

static void put_everybody(const Page *page) {
  const NeedAdvice *need = page->need;
  put_left(page, text_of(page->words->all), NAME_WIDTH);
  put_count(page, need->everyone.number);
  put_count(page, need->missing);
  put_served(page, need->everyone, need->spread);
  put_money(page, need->benefit);
  put_money(page, need->cost);
  put_money(page, need->benefit - need->cost);
  buffer_format(page->out, "  %s\n", page->words->sum);
  if (need->nowhere == 0)
    return;
  put_left(page, text_of(page->words->nowhere), NAME_WIDTH);
  put_count(page, need->nowhere);
  buffer_byte(page->out, '\n');
}

static void put_title(const Page *page) {
  const Policy *policy = page->report->policy;
  const Table *table = page->report->table;
  char day[DATE_ISO_LENGTH];
  date_to_iso(policy->as_of, day);
  buffer_text(page->out, policy->name);
  if (policy->version.length)
    buffer_format(page->out, ", %s %.*s", page->words->version, TEXT_ARGS(policy->version));
  buffer_format(page->out, ", %s %.*s\n%s %s: %zu %.*s\n", page->words->as_of, DATE_ISO_LENGTH, day,
                page->words->read, table->path, table->rows, TEXT_ARGS(policy->customers));
}

/* Rules that stopped with a mistake: what they were to tell is missing above. */
static void put_mistakes(const Page *page) {
  const Decisions *decisions = page->report->decisions;
  for (size_t i = 0; i < decisions->unknown_kind_count; i++) {
    const UnknownKind *kind = &decisions->unknown_kinds[i];
    if (kind->missing_count == 0)
      buffer_format(page->out, "\n%s %.*s, %s %d: %.*s (%zu)\n", page->words->mistake,
                    TEXT_ARGS(kind->rule), page->words->line, kind->line, TEXT_ARGS(kind->message),
                    kind->customers);
  }
}

void advise_text(const AdviseReport *report, Buffer *out) {
  Page page = {.report = report, .words = report->dutch ? &dutch_words : &english, .out = out};
  put_title(&page);
  for (size_t i = 0; i < report->policy->need_count; i++) {
    page.need = &report->needs[i];
    put_head(&page);
    put_columns(&page);
    for (size_t s = 0; s < page.need->segment_count; s++)
      put_segment(&page, &page.need->segments[s]);
    put_everybody(&page);
  }
  put_mistakes(&page);
}

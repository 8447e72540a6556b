#include "base/json.h"
#include "base/json_read.h"
#include "explain/why.h"
#include "explain/why_details.h"
#include "explain/why_discretion.h"
#include "explain/why_parts.h"

/* The words around the rules' own reasons. */
typedef struct Words {
  const char *customer, *exclusions, *segments, *selections, *overrides, *read;
  const char *yes, *no, *unknown, *not_asked, *missing, *missing_field, *until, *ended, *appeal,
      *mistake;
  const char *points, *total, *differs, *by, *credited, *nobody, *true_word, *false_word, *masked,
      *kept_out;
  bool dutch;
} Words;

static const Words english = {
    .customer = "Customer",
    .exclusions = "Reasons to leave out",
    .segments = "Segment",
    .selections = "Selections",
    .overrides = "Decided by staff",
    .read = "What was read",
    .yes = "yes",
    .no = "no",
    .unknown = "unknown",
    .not_asked = "not asked",
    .missing = "not known",
    .missing_field = "not known:",
    .until = "until",
    .ended = "ended on",
    .appeal = "You can object:",
    .mistake = "the rule has a mistake, see",
    .points = "points",
    .total = "in all",
    .differs = "The policy copy of this run, asked again, does not give the logged answer:",
    .by = "by",
    .credited = "counts first",
    .nobody = "none",
    .true_word = "yes",
    .false_word = "no",
    .masked = "masked",
    .kept_out = "Masked in this run, so that what it met cannot be shown:"};

static const Words dutch_words = {
    .customer = "Klant",
    .exclusions = "Redenen om uit te sluiten",
    .segments = "Segment",
    .selections = "Selecties",
    .overrides = "Door een medewerker besloten",
    .read = "Wat is gelezen",
    .yes = "ja",
    .no = "nee",
    .unknown = "onbekend",
    .not_asked = "niet gevraagd",
    .missing = "niet bekend",
    .missing_field = "niet bekend:",
    .until = "tot",
    .ended = "geëindigd op",
    .appeal = "Bezwaar maken:",
    .mistake = "de regel bevat een fout, zie",
    .points = "punten",
    .total = "samen",
    .differs = "De beleidskopie van deze run geeft, opnieuw gevraagd, een ander antwoord:",
    .by = "door",
    .credited = "telt als eerste",
    .nobody = "geen",
    .true_word = "ja",
    .false_word = "nee",
    .masked = "afgeschermd",
    .kept_out = "Afgeschermd in deze run, zodat niet te tonen is wat ermee vergeleken werd:",
    .dutch = true};

static const char *verdict_word(const Words *words, Text verdict) {
  if (text_equal(verdict, TEXT("yes")))
    return words->yes;
  if (text_equal(verdict, TEXT("no")))
    return words->no;
  if (text_equal(verdict, TEXT("masked")))
    return words->masked;
  return text_equal(verdict, TEXT("unknown")) ? words->unknown : words->not_asked;
}

static void put_value(Buffer *out, const Words *words, const json_t *value) {
  double number;
  if (json_is_string(value))
    buffer_append(out, json_string_value(value), json_string_length(value));
  else if (json_is_integer(value))
    json_put_integer(out, json_integer_value(value));
  else if (json_decimal(value, &number))
    why_put_number(out, number, words->dutch);
  else if (json_is_boolean(value))
    buffer_string(out, json_is_true(value) ? words->true_word : words->false_word);
  else
    buffer_string(out, json_is_object(value) ? words->masked : words->missing);
}

static void pad(Buffer *out, Text text, size_t width) {
  buffer_text(out, text);
  for (size_t at = text_width(text); at < width; at++)
    buffer_byte(out, ' ');
}

static void put_facts(Buffer *out, const Words *words, const json_t *answer) {
  size_t i;
  json_t *fact;
  json_array_foreach(json_object_get(answer, "read"), i, fact) {
    buffer_string(out, "               ");
    buffer_text(out, json_text_in(fact, "name"));
    buffer_string(out, " = ");
    put_value(out, words, json_object_get(fact, "value"));
    if (!text_equal(json_text_in(fact, "label"), json_text_in(fact, "name")))
      buffer_format(out, "   (%.*s)", TEXT_ARGS(json_text_in(fact, "label")));
    buffer_byte(out, '\n');
  }
}

static size_t widest(const json_t *comparisons, const char *key) {
  size_t i, width = 0;
  json_t *comparison;
  json_array_foreach(comparisons, i, comparison) {
    size_t here = text_width(json_text_in(comparison, key));
    width = here > width && here <= 60 ? here : width;
  }
  return width;
}

/* "phone_incidents >= WARNINGS   4 >= 3   yes", a line each. */
static void put_comparisons(Buffer *out, const Words *words, const json_t *comparisons) {
  size_t i, left = widest(comparisons, "text"), right = widest(comparisons, "filled");
  json_t *comparison;
  json_array_foreach(comparisons, i, comparison) {
    buffer_string(out, "               ");
    pad(out, json_text_in(comparison, "text"), left + 3);
    pad(out, json_text_in(comparison, "filled"), right + 3);
    buffer_string(out, verdict_word(words, json_text_in(comparison, "verdict")));
    buffer_byte(out, '\n');
  }
}

/* The lines that ran, as they stand in the policy. */
static void put_lines_run(Buffer *out, const json_t *lines) {
  size_t i;
  json_t *line;
  json_array_foreach(lines, i, line) {
    buffer_string(out, "               ");
    pad(out, json_text_in(line, "at"), 16);
    buffer_format(out, "  %.*s\n", TEXT_ARGS(json_text_in(line, "source")));
  }
}

/* The comparisons of a rule with a tree; else what it read and which lines ran. */
static void put_grounds(Buffer *out, const Words *words, const json_t *answer) {
  const json_t *comparisons = json_object_get(answer, "comparisons");
  if (json_array_size(comparisons))
    put_comparisons(out, words, comparisons);
  else
    put_facts(out, words, answer);
  put_lines_run(out, json_object_get(answer, "ran"));
}

static void put_line(Buffer *out, const char *before, Text text) {
  if (text.length)
    buffer_format(out, "               %s%s%.*s\n", before, *before ? " " : "", TEXT_ARGS(text));
}

/* What was not known, or the mistake in the rule. */
static void put_trouble(Buffer *out, const Words *words, const json_t *answer) {
  size_t i;
  json_t *name;
  json_array_foreach(json_object_get(answer, "missing"), i, name) {
    Text field = {json_string_value(name), json_string_length(name)};
    put_line(out, words->missing_field, field);
  }
  const json_t *error = json_object_get(answer, "error");
  if (error)
    buffer_format(out, "               %s %.*s: %.*s\n", words->mistake,
                  TEXT_ARGS(json_text_in(error, "at")), TEXT_ARGS(json_text_in(error, "message")));
}

/* "  yes          name" and, below it, the reason, the dates and the values read. */
static void put_rule(Buffer *out, const Words *words, const json_t *answer) {
  Text verdict = json_text_in(answer, "verdict");
  buffer_string(out, "  ");
  pad(out, text_of(verdict_word(words, verdict)), 12);
  buffer_byte(out, ' ');
  buffer_text(out, json_text_in(answer, "name"));
  if (json_is_true(json_object_get(answer, "credited")))
    buffer_format(out, "  (%s)", words->credited);
  buffer_byte(out, '\n');
  if (text_equal(verdict, TEXT("yes")))
    put_line(out, "", json_text_in(answer, "because"));
  Text until = json_text_in(answer, "until");
  put_line(out, words->until, text_equal(until, TEXT("masked")) ? text_of(words->masked) : until);
  put_line(out, words->ended, json_text_in(answer, "ended"));
  if (text_equal(verdict, TEXT("yes")))
    put_line(out, words->appeal, json_text_in(answer, "appeal"));
  put_trouble(out, words, answer);
  if (!text_equal(verdict, TEXT("not asked")))
    put_grounds(out, words, answer);
}

static void put_exclusions(Buffer *out, const Words *words, const json_t *document) {
  size_t i;
  json_t *answer;
  const json_t *all = json_object_get(document, "exclusions");
  if (json_array_size(all))
    buffer_format(out, "\n%s\n", words->exclusions);
  json_array_foreach(all, i, answer) {
    put_rule(out, words, answer);
  }
}

static void put_points(Buffer *out, const Words *words, const json_t *group) {
  size_t i;
  json_t *point;
  const json_t *logged = json_object_get(group, "logged");
  json_array_foreach(json_object_get(group, "points"), i, point) {
    put_rule(out, words, point);
    out->length--;
    Text verdict = json_text_in(point, "verdict");
    bool earned = text_equal(verdict, TEXT("yes"));
    buffer_string(out, "\n               ");
    if (earned)
      put_value(out, words, json_object_get(point, "points"));
    else
      buffer_byte(out, '0');
    buffer_format(out, " %s\n", words->points);
  }
  if (json_is_object(logged)) {
    buffer_string(out, "               ");
    put_value(out, words, json_object_get(logged, "score"));
    buffer_format(out, " %s %s\n", words->points, words->total);
  }
}

static void put_segment_names(Buffer *out, const Words *words, const json_t *group) {
  size_t i, shown = 0;
  json_t *segment;
  json_array_foreach(json_object_get(group, "segments"), i, segment) {
    if (!json_is_true(json_object_get(segment, "member")))
      continue;
    buffer_format(out, "%s%.*s", shown++ ? ", " : "", TEXT_ARGS(json_text_in(segment, "name")));
  }
  if (!shown)
    buffer_string(out, words->nobody);
}

static void put_segmentations(Buffer *out, const Words *words, const json_t *document) {
  size_t i, j;
  json_t *group, *segment;
  json_array_foreach(json_object_get(document, "segmentations"), i, group) {
    buffer_format(out, "\n%s: %.*s = ", words->segments, TEXT_ARGS(json_text_in(group, "name")));
    put_segment_names(out, words, group);
    buffer_byte(out, '\n');
    put_points(out, words, group);
    json_array_foreach(json_object_get(group, "segments"), j, segment) {
      bool member = json_is_true(json_object_get(segment, "member"));
      if (json_object_get(segment, "at"))
        put_rule(out, words, segment);
      else if (member)
        put_line(out, "", json_text_in(segment, "because"));
    }
  }
}

/* Which rule the state is due to, where it is one. */
static void put_by(Buffer *out, const Words *words, Text by) {
  if (by.length == 0)
    return;
  buffer_format(out, "               %s ", words->by);
  why_put_rule(out, by, words->dutch);
  buffer_byte(out, '\n');
}

static void put_selections(Buffer *out, const Words *words, const json_t *document) {
  size_t i;
  json_t *answer;
  const json_t *all = json_object_get(document, "selections");
  if (json_array_size(all))
    buffer_format(out, "\n%s\n", words->selections);
  json_array_foreach(all, i, answer) {
    buffer_string(out, "  ");
    buffer_text(out, json_text_in(answer, "name"));
    buffer_string(out, ": ");
    why_put_state(out, json_text_in(answer, "state"), words->dutch);
    buffer_byte(out, '\n');
    put_line(out, "", json_text_in(answer, "reason"));
    const json_t *details = json_object_get(answer, "details");
    put_by(out, words, json_text_in(details, "by"));
    why_put_details(out, details, words->dutch);
    put_trouble(out, words, answer);
    put_grounds(out, words, answer);
  }
}

static void put_overrides(Buffer *out, const Words *words, const json_t *document) {
  size_t i;
  json_t *item;
  const json_t *all = json_object_get(document, "overrides");
  if (json_array_size(all))
    buffer_format(out, "\n%s\n", words->overrides);
  json_array_foreach(all, i, item) {
    buffer_string(out, "  ");
    why_put_rule(out, json_text_in(item, "rule"), words->dutch);
    buffer_string(out, ": ");
    why_put_state(out, json_text_in(item, "outcome"), words->dutch);
    buffer_format(out, ", %s %.*s, %s %.*s\n", words->by, TEXT_ARGS(json_text_in(item, "by")),
                  words->until, TEXT_ARGS(json_text_in(item, "until")));
    put_line(out, "", json_text_in(item, "reason"));
    why_put_discretion(out, document, item, words->dutch);
  }
}

static void put_differences(Buffer *out, const Words *words, const json_t *document) {
  size_t i;
  json_t *item;
  const json_t *all = json_object_get(document, "differences");
  if (json_array_size(all))
    buffer_format(out, "\n%s\n", words->differs);
  json_array_foreach(all, i, item) {
    buffer_format(out, "  %.*s: %.*s / %.*s\n", TEXT_ARGS(json_text_in(item, "rule")),
                  TEXT_ARGS(json_text_in(item, "logged")), TEXT_ARGS(json_text_in(item, "now")));
  }
}

void why_put_answer(const json_t *answer, bool dutch, Buffer *out) {
  put_rule(out, dutch ? &dutch_words : &english, answer);
}

/* What this run kept out of its log. */
static void put_masked(Buffer *out, const Words *words, const json_t *document) {
  size_t i;
  json_t *name;
  const json_t *all = json_object_get(document, "masked");
  if (json_array_size(all))
    buffer_format(out, "\n%s", words->kept_out);
  json_array_foreach(all, i, name) {
    buffer_format(out, "%s %s", i ? "," : "", json_string_value(name));
  }
  if (json_array_size(all))
    buffer_byte(out, '\n');
}

void why_text(const json_t *document, Buffer *out) {
  const Words *words =
      text_equal(json_text_in(document, "lang"), TEXT("nl")) ? &dutch_words : &english;
  const json_t *policy = json_object_get(document, "policy");
  buffer_format(out, "%s %.*s · %.*s · %.*s\n", words->customer,
                TEXT_ARGS(json_text_in(document, "key")), TEXT_ARGS(json_text_in(policy, "name")),
                TEXT_ARGS(json_text_in(document, "as_of")));
  put_exclusions(out, words, document);
  put_segmentations(out, words, document);
  put_selections(out, words, document);
  why_put_changes(document, words->dutch, out);
  put_overrides(out, words, document);
  put_differences(out, words, document);
  put_masked(out, words, document);
}

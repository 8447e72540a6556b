/* "What this means for you": which selections a customer is kept from and until when, and
 * for which he is chosen. */
#include "base/date.h"
#include "base/json_read.h"
#include "explain/letter_draft.h"
#include "explain/why_parts.h"
#include "policy/find.h"

/* Selections with the same consequence. */
typedef struct Names {
  Text *list;
  size_t count;
} Names;

typedef struct Means {
  const LetterDraft *draft;
  Names barred, while_so, chosen, rest;
  int32_t *until; /* of each in barred */
} Means;

static void add(Names *names, Text name) {
  names->list[names->count++] = name;
}

/* The first day on which this exclusion keeps him from the selection no longer; INT32_MIN:
 * it does not keep him from it; INT32_MAX: no day is said. */
static int32_t kept_until(const LetterDraft *draft, const Exclusion *exclusion, Text selection) {
  const Telling *telling = draft->telling;
  const json_t *override = letter_override(telling, "exclusion ", exclusion->name);
  Text outcome = json_text(json_object_get(override, "outcome"));
  int32_t day;
  if (!policy_exclusion_applies(exclusion, selection) || text_equal(outcome, TEXT("not excluded")))
    return INT32_MIN;
  if (override)
    return date_from_iso(json_text(json_object_get(override, "until")), &day) ? day : INT32_MAX;
  if (!why_lists(json_object_get(telling->again->line, "excluded"), exclusion->name))
    return INT32_MIN;
  return letter_until(telling, exclusion);
}

/* Of all exclusions that keep him from it, the last day. */
static int32_t last_until(const LetterDraft *draft, Text selection) {
  int32_t last = INT32_MIN;
  for (size_t i = 0; i < draft->policy->exclusion_count; i++) {
    int32_t until = kept_until(draft, &draft->policy->exclusions[i], selection);
    last = until > last ? until : last;
  }
  return last;
}

static void add_selection(Means *means, const Selection *selection) {
  const LetterDraft *draft = means->draft;
  State state;
  letter_logged(draft->telling, selection, &state);
  Text name = letter_selection_name(draft, selection);
  const json_t *override = letter_override(draft->telling, "selection ", selection->name);
  Text outcome = json_text(json_object_get(override, "outcome"));
  int32_t until = last_until(draft, selection->name);
  if (override)
    add(text_equal(outcome, TEXT("selected")) ? &means->chosen : &means->rest, name);
  else if (until == INT32_MAX)
    add(&means->while_so, name);
  else if (until > INT32_MIN) {
    means->until[means->barred.count] = until;
    add(&means->barred, name);
  } else
    add(state == STATE_SELECTED ? &means->chosen : &means->rest, name);
}

static void put(Buffer *out, Text text) {
  buffer_format(out, "%s%.*s", out->length ? " " : "", TEXT_ARGS(text));
}

static void put_names(const Means *means, Buffer *out, LetterPhrase phrase, const Names *names,
                      Text until) {
  const LetterDraft *draft = means->draft;
  if (!names->count)
    return;
  Text joined = letter_join(draft, names->list, names->count, draft->measure.names);
  put(out, LETTER_SAY(draft->arena, draft->dutch, phrase, {"names", joined}, {"until", until}));
}

/* Those of the same day together. */
static void put_barred(Means *means, Buffer *out) {
  const LetterDraft *draft = means->draft;
  Names same = {arena_array(draft->arena, means->barred.count, sizeof(Text)), 0};
  for (size_t i = 0; i < means->barred.count; i++) {
    int32_t day = means->until[i];
    same.count = 0;
    for (size_t j = i; j < means->barred.count && day != INT32_MIN; j++) {
      if (means->until[j] != day)
        continue;
      add(&same, means->barred.list[j]);
      means->until[j] = INT32_MIN;
    }
    if (day != INT32_MIN)
      put_names(means, out, SAY_MEANS_UNTIL, &same, letter_day(draft, day));
  }
}

void letter_put_means(LetterDraft *draft) {
  Means means = {.draft = draft};
  Names *all[] = {&means.barred, &means.while_so, &means.chosen, &means.rest};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    all[i]->list = arena_array(draft->arena, draft->policy->selection_count, sizeof(Text));
  means.until = arena_array(draft->arena, draft->policy->selection_count, sizeof *means.until);
  for (size_t i = 0; i < draft->policy->selection_count; i++)
    add_selection(&means, &draft->policy->selections[i]);
  Buffer out = {0};
  put_barred(&means, &out);
  put_names(&means, &out, SAY_MEANS_WHILE, &means.while_so, TEXT(""));
  put_names(&means, &out, SAY_MEANS_SELECTED, &means.chosen, TEXT(""));
  if (!out.length)
    put(&out, letter_plain(draft, SAY_MEANS_NOTHING));
  put_names(&means, &out, SAY_MEANS_REST, &means.rest, TEXT(""));
  letter_add(draft, LETTER_HEADING, letter_plain(draft, SAY_MEANS));
  letter_add(draft, LETTER_PARAGRAPH, text_copy(draft->arena, buffer_view(&out)));
  buffer_free(&out);
}

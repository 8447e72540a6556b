/* The words and numbers that the advice is told in. */
#include <math.h>

#include "commands/advise_report.h"
#include "policy/reason.h"
#include "table/settle.h"

const char *advise_way_word(Way way, bool dutch) {
  static const char *const words[2][WAY_COUNT] = {
      {"alike", "segment", "split", "individual"},
      {"als iedereen", "per segment", "splitsen", "ieder apart"}};
  return words[dutch][way];
}

/* By whether the product differs, and then whether the presentation does. */
const char *advise_form_word(const Need *need, bool dutch) {
  static const char *const words[2][2][2] = {
      {{"adaptive", "cosmetic"}, {"transparent", "collaborative"}},
      {{"adaptief", "cosmetisch"}, {"transparant", "samenwerkend"}}};
  return words[dutch][need->product][need->presentation];
}

const char *advise_form_meaning(const Need *need, bool dutch) {
  static const char *const meanings[2][2][2] = {
      {{"one product, one presentation, which each customer sets for himself",
        "the same product, shown or delivered to each in another way"},
       {"a product made for each, shown to all in the same way",
        "product and presentation made together with each"}},
      {{"één product, één presentatie, die ieder voor zichzelf instelt",
        "hetzelfde product, aan ieder anders getoond of gebracht"},
       {"een product op maat, aan allen op dezelfde wijze getoond",
        "product en presentatie samen met ieder gemaakt"}}};
  return meanings[dutch][need->product][need->presentation];
}

double advise_pays_from(const Need *need, bool choice) {
  if (need->benefit <= 0)
    return INFINITY;
  double misfit = need->cost_individual / need->benefit;
  if (choice)
    return misfit <= 1 ? misfit : INFINITY;
  return sqrt(misfit);
}

static bool find_constant(const void *context, Text name, Value *value) {
  const Function *constants = context;
  for (size_t i = 0; i < constants->value_count; i++)
    if (text_equal(constants->values[i].name, name)) {
      *value = constants->values[i].value;
      return true;
    }
  return false;
}

Text advise_because(const AdviseReport *report, const Need *need) {
  if (!need->because.en.length)
    return report->dutch ? TEXT("Wat klanten hier nodig hebben, kan verschillen.")
                         : TEXT("What customers need here may differ.");
  return reason_fill(report->arena, need->because, report->dutch, find_constant, &need->constants);
}

Text advise_condition(Arena *arena, const Split *split) {
  Buffer out = {0};
  settle_key(&out, split->field->name);
  if (split->value.kind == VALUE_TEXT) {
    buffer_string(&out, " == ");
    settle_text(&out, split->value.text);
  } else if (split->value.kind != VALUE_BOOLEAN) {
    bool date = split->value.kind == VALUE_DATE;
    buffer_string(&out, date ? " >= \"" : " >= ");
    value_plain(&out, split->value);
    buffer_string(&out, date ? "\"" : "");
  }
  return buffer_keep(&out, arena);
}

void advise_put_number(double number, bool dutch, Buffer *out) {
  reason_value(out, (Value){.kind = VALUE_DECIMAL, .decimal = number}, dutch);
}

void advise_put_money(double amount, bool dutch, Buffer *out) {
  double cents = round(amount * 100) / 100; /* 0 and not nearly 0 */
  advise_put_number(fabs(amount) < 1000 ? cents + 0.0 : round(amount), dutch, out);
}

void advise_put_share(double share, Buffer *out) {
  buffer_format(out, "%.0f %%", share * 100);
}

void advise_put_way(const NeedAdvice *need, double way, bool dutch, Buffer *out) {
  if (need->wishes.choice)
    reason_value(out, need->wishes.choices[(size_t)way], dutch);
  else
    advise_put_number(way, dutch, out);
}

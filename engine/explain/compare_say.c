/* What made the difference, in words. */
#include "explain/compare_parts.h"

const char *compare_kind_name(CompareKind kind) {
  static const char *const names[] = {
      [COMPARE_DATA] = "data",    [COMPARE_NUMBER] = "number",   [COMPARE_SETTING] = "setting",
      [COMPARE_RULE] = "rule",    [COMPARE_DAY] = "day",         [COMPARE_OTHERS] = "others",
      [COMPARE_HAND] = "by hand", [COMPARE_SEVERAL] = "several", [COMPARE_UNTOLD] = "not known"};
  return names[kind];
}

static Text plain(Arena *arena, Value value) {
  Buffer out = {0};
  if (value.kind == VALUE_MISSING)
    return TEXT("missing");
  value_plain(&out, value);
  return buffer_keep(&out, arena);
}

/* One cause: of this customer, or (`about`) of everyone who moved so. */
static Text cause(const Comparing *comparing, const OpenMover *open, size_t number, bool about) {
  const CompareDifference *difference = &comparing->differences[open->causes.differences[number]];
  Arena *arena = comparing->arena;
  if (difference->field == SIZE_MAX)
    return difference->says;
  if (open->causes.others[number])
    return text_format(arena, "other customers' %.*s changed", TEXT_ARGS(difference->says));
  if (about)
    return text_format(arena, "%.*s changed", TEXT_ARGS(difference->says));
  const CompareField *field = &comparing->fields[difference->field];
  Text was = plain(arena, column_value(field->columns[COMPARE_BEFORE], open->mover->before));
  Text is = plain(arena, column_value(field->columns[COMPARE_AFTER], open->mover->after));
  return text_format(arena, "%.*s went from %.*s to %.*s", TEXT_ARGS(difference->says),
                     TEXT_ARGS(was), TEXT_ARGS(is));
}

static Text join(const Comparing *comparing, const OpenMover *open, bool about) {
  const CompareCauses *causes = &open->causes;
  Buffer out = {0};
  if (causes->together)
    buffer_string(&out, "several together: ");
  for (size_t i = 0; i < causes->count; i++) {
    Text text = cause(comparing, open, i, about);
    const char *between = causes->together ? "; " : ", and ";
    buffer_format(&out, "%s%.*s", i ? between : "", TEXT_ARGS(text));
  }
  if (causes->cut)
    buffer_string(&out, "; and more");
  return buffer_keep(&out, comparing->arena);
}

static CompareKind kind_of(const Comparing *comparing, const CompareCauses *causes) {
  if (causes->together || causes->count > 1)
    return COMPARE_SEVERAL;
  return causes->others[0] ? COMPARE_OTHERS : comparing->differences[causes->differences[0]].kind;
}

void compare_say(const Comparing *comparing, OpenMover *open) {
  CompareMover *mover = open->mover;
  const CompareSide *sides = comparing->input->sides;
  const char *untold =
      sides[COMPARE_BEFORE].untold ? sides[COMPARE_BEFORE].untold : sides[COMPARE_AFTER].untold;
  if (mover->kind == COMPARE_HAND) {
    mover->because = mover->about = TEXT("somebody decided it by hand");
  } else if (mover->kind == COMPARE_UNTOLD) {
    mover->because = mover->about =
        untold ? text_of(untold) : TEXT("something that is not in the two runs");
  } else if (open->causes.count == 0) {
    mover->kind = COMPARE_SEVERAL;
    mover->because = mover->about = TEXT("several together: too many to tell apart");
  } else {
    mover->kind = kind_of(comparing, &open->causes);
    mover->because = join(comparing, open, false);
    mover->about = join(comparing, open, true);
  }
}

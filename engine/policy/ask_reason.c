#include "policy/ask_reason.h"

#include "base/memory.h"
#include "policy/ask_trouble.h"

/* Of the last unknown row of a step. */
struct AskReason {
  bool known;
  bool nothing; /* the row had no value in any field that the tree reads */
  uint16_t detail;
  const TreeNode *failed;
  size_t *fields; /* blamed: room for all of the tree, of which `count` are */
  size_t count;
};

AskReasons ask_reasons_make(const Condition *const *conditions, size_t step_count,
                            ConditionScratch *scratch, AskFound *found) {
  AskReasons reasons = {conditions, step_count, scratch, found,
                        memory_array(step_count + 1, sizeof *reasons.last)};
  for (size_t i = 0; i < step_count; i++)
    if (conditions[i])
      reasons.last[i].fields =
          memory_array(condition_tree(conditions[i])->field_count + 1, sizeof(size_t));
  return reasons;
}

void ask_reasons_drop(AskReasons *reasons) {
  for (size_t i = 0; i < reasons->step_count; i++)
    memory_free(reasons->last[i].fields);
  memory_free(reasons->last);
}

static uint16_t detail_enter(AskFound *found, const Tree *tree, const ConditionBlame *blame) {
  Buffer bytes = {0};
  bool is_new;
  ask_trouble_begin(&bytes, blame->failed->error_line, tree->files[blame->failed->file]);
  ask_trouble_add(&bytes, TEXT(""));
  for (size_t i = 0; i < blame->count; i++)
    ask_trouble_add(&bytes, tree->fields[blame->fields[i]]);
  uint32_t code = dictionary_enter(found->details, buffer_view(&bytes), &is_new);
  buffer_free(&bytes);
  return code < ASK_MOST_DETAILS ? (uint16_t)code : ASK_MOST_DETAILS;
}

static bool is_the_last(const AskReason *last, const ConditionBlame *blame) {
  return last->known && last->failed == blame->failed && last->count == blame->count &&
         memcmp(last->fields, blame->fields, blame->count * sizeof *blame->fields) == 0;
}

static void take(AskReasons *reasons, size_t step, const ConditionBlame *blame) {
  AskReason *last = &reasons->last[step];
  if (is_the_last(last, blame))
    return;
  last->known = true;
  last->detail = detail_enter(reasons->found, condition_tree(reasons->conditions[step]), blame);
  last->failed = blame->failed;
  last->count = blame->count;
  memcpy(last->fields, blame->fields, blame->count * sizeof *blame->fields);
}

bool ask_reason_note(AskReasons *reasons, size_t step, size_t row) {
  AskFound *found = reasons->found;
  AskReason *last = &reasons->last[step];
  bool nothing = condition_has_nothing(reasons->conditions[step], row);
  ConditionBlame blame;
  if (!nothing || !last->nothing) {
    if (!condition_blame(reasons->conditions[step], reasons->scratch, row, &blame) ||
        blame.count == 0)
      return false;
    take(reasons, step, &blame);
    last->nothing = nothing;
  }
  found->troubles =
      memory_room(found->troubles, found->count, &found->capacity, sizeof *found->troubles);
  found->troubles[found->count++] = (Trouble){(uint32_t)row, (uint16_t)step, last->detail};
  return true;
}

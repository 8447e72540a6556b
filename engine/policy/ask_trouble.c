#include "policy/ask_trouble.h"

#include <stdlib.h>

#include "base/memory.h"

enum { TOO_MANY = UINT16_MAX }; /* in place of a detail: there were too many different ones */

/* --- in the worker ------------------------------------------------------------- */

void ask_trouble_begin(Buffer *bytes, long line, Text file) {
  buffer_format(bytes, "%ld", line);
  buffer_byte(bytes, '\0');
  ask_trouble_add(bytes, file);
}

void ask_trouble_add(Buffer *bytes, Text part) {
  buffer_text(bytes, part);
  buffer_byte(bytes, '\0');
}

static void note(Asker *asker, const Buffer *bytes) {
  AskRange *range = asker->range;
  Text detail = buffer_view(bytes);
  uint32_t code;
  if (!dictionary_find(asker->details, detail, &code))
    code = dictionary_count(asker->details) < ASK_MOST_DETAILS
               ? ask_enter(asker, asker->details, detail)
               : TOO_MANY;
  if (*range->trouble_count < range->most_troubles)
    range->troubles[(*range->trouble_count)++] = (Trouble){
        .row = (uint32_t)asker->row, .step = (uint16_t)asker->step, .detail = (uint16_t)code};
}

/* Asks again with poison in place of one missing value. */
static bool fails_on_poison(Asker *asker, size_t read) {
  DoorTrouble trouble = {.on_poison = false};
  customer_turn(asker->customer, asker->row);
  asker->customer->poisoned = read;
  asker->state->poisoned = true;
  bool ran = door_call(asker->state, ask_push_call(asker), 0, &trouble);
  asker->state->poisoned = false;
  asker->customer->poisoned = SIZE_MAX;
  return !ran && trouble.on_poison;
}

static bool is_among(size_t field, const size_t *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (fields[i] == field)
      return true;
  return false;
}

/* The fields to blame among `count` reads of missing cells; answers how many. */
static size_t blame_by_poison(Asker *asker, const size_t *reads, size_t count, size_t *blamed) {
  size_t blamed_count = 0;
  for (size_t read = 0; read < count; read++)
    if (!is_among(reads[read], blamed, blamed_count) && fails_on_poison(asker, read))
      blamed[blamed_count++] = reads[read];
  return blamed_count;
}

static size_t blame_all(const size_t *reads, size_t count, size_t *blamed) {
  size_t blamed_count = 0;
  for (size_t read = 0; read < count; read++)
    if (!is_among(reads[read], blamed, blamed_count))
      blamed[blamed_count++] = reads[read];
  return blamed_count;
}

static void place_ensure(const Asker *asker, Error *error) {
  const Function *function = asker->asking->steps[asker->step].function;
  if (!error->file[0])
    error_at(error, function->at.file, function->at.line, 0);
}

void ask_trouble_failed(Asker *asker, const DoorTrouble *trouble) {
  const Customer *customer = asker->customer;
  size_t count =
      customer->noted_count < CUSTOMER_MOST_NOTED ? customer->noted_count : CUSTOMER_MOST_NOTED;
  size_t reads[CUSTOMER_MOST_NOTED], blamed[CUSTOMER_MOST_NOTED];
  Error error = trouble->error;
  Buffer bytes = {0};
  memcpy(reads, customer->noted, count * sizeof *reads);
  size_t blamed_count = blame_by_poison(asker, reads, count, blamed);
  if (blamed_count == 0 && strstr(error.message, "nil"))
    blamed_count = blame_all(reads, count, blamed);
  place_ensure(asker, &error);
  ask_trouble_begin(&bytes, error.line, text_of(error.file));
  ask_trouble_add(&bytes, blamed_count
                              ? TEXT("")
                              : text_of(plain_words(asker->state, &asker->plain, error.message)));
  for (size_t i = 0; i < blamed_count; i++)
    ask_trouble_add(&bytes, customer_field_name(customer, blamed[i]));
  note(asker, &bytes);
  buffer_free(&bytes);
}

void ask_trouble_wrong(Asker *asker, const char *message) {
  Error error = {.line = 0};
  Buffer bytes = {0};
  place_ensure(asker, &error);
  ask_trouble_begin(&bytes, error.line, text_of(error.file));
  ask_trouble_add(&bytes, text_of(message));
  note(asker, &bytes);
  buffer_free(&bytes);
}

/* --- in the parent ------------------------------------------------------------- */

/* Cuts the part before the next NUL off; without one, all that is left. */
static Text part_cut(Text *rest) {
  const char *nul = memchr(rest->bytes, '\0', rest->length);
  Text part = {rest->bytes, nul ? (size_t)(nul - rest->bytes) : rest->length};
  size_t used = part.length + (nul ? 1 : 0);
  *rest = (Text){rest->bytes + used, rest->length - used};
  return part;
}

static TroubleDetail detail_read(Arena *arena, Text bytes) {
  TroubleDetail detail = {.line = 0};
  Text rest = text_copy(arena, bytes);
  detail.line = (int)strtol(part_cut(&rest).bytes, NULL, 10);
  detail.file = part_cut(&rest);
  detail.message = part_cut(&rest);
  for (Text names = rest; names.length; part_cut(&names))
    detail.missing_count++;
  if (detail.missing_count)
    detail.missing = arena_array(arena, detail.missing_count, sizeof *detail.missing);
  for (size_t i = 0; i < detail.missing_count; i++)
    detail.missing[i] = part_cut(&rest);
  return detail;
}

/* What the parent sorts into one list. */
typedef struct Gathering {
  const AskTroubles *lists;
  size_t list_count;
  Dictionary *all;
  uint16_t **among_all; /* [list][code]: the detail among all */
  Trouble *troubles;
  uint32_t *next; /* by row: where its next trouble goes */
  Answers *answers;
} Gathering;

static uint16_t *details_enter(Arena *arena, const Dictionary *details, Dictionary *all) {
  uint32_t count = dictionary_count(details);
  uint16_t *among_all = arena_array(arena, (size_t)count + 1, sizeof *among_all);
  for (uint32_t code = 0; code < count; code++) {
    bool is_new;
    uint32_t place = dictionary_enter(all, dictionary_text(details, code), &is_new);
    among_all[code] = place < ASK_MOST_DETAILS ? (uint16_t)place : TOO_MANY;
  }
  return among_all;
}

static bool troubles_count(Gathering *gathering, const AskTroubles *list) {
  if (list->count > list->most)
    return false;
  for (size_t i = 0; i < list->count; i++) {
    const Trouble *trouble = &list->troubles[i];
    if (trouble->row < list->first || trouble->row >= list->end ||
        trouble->step >= gathering->answers->step_count)
      return false;
    gathering->next[trouble->row + 1]++;
  }
  gathering->answers->trouble_count += list->count;
  return true;
}

/* Puts a trouble among those of its row, which come by step and stand together. */
static void trouble_place(Gathering *gathering, Trouble trouble) {
  Trouble *troubles = gathering->troubles;
  size_t at = gathering->next[trouble.row]++;
  for (; at > 0 && troubles[at - 1].row == trouble.row && troubles[at - 1].step > trouble.step;
       at--)
    troubles[at] = troubles[at - 1];
  troubles[at] = trouble;
}

static bool troubles_place(Gathering *gathering, size_t list) {
  const AskTroubles *from = &gathering->lists[list];
  uint32_t detail_count = dictionary_count(from->details);
  for (size_t i = 0; i < from->count; i++) {
    Trouble trouble = from->troubles[i];
    if (trouble.detail >= detail_count && trouble.detail != TOO_MANY)
      return false;
    if (trouble.detail != TOO_MANY)
      trouble.detail = gathering->among_all[list][trouble.detail];
    trouble_place(gathering, trouble);
  }
  return true;
}

/* Numbers the details as they first appear among the sorted troubles, so that they do
 * not tell who answered; the last one stands for those that were too many. */
static void details_number(Arena *arena, Gathering *gathering) {
  uint32_t count = dictionary_count(gathering->all);
  size_t kept = 0;
  TroubleDetail *details = arena_array(arena, (size_t)count + 1, sizeof *details);
  uint16_t *number = memory_array((size_t)count + 1, sizeof *number);
  memset(number, 0xFF, ((size_t)count + 1) * sizeof *number);
  for (size_t i = 0; i < gathering->answers->trouble_count; i++) {
    Trouble *trouble = &gathering->troubles[i];
    if (trouble->detail == TOO_MANY)
      continue;
    if (number[trouble->detail] == TOO_MANY) {
      details[kept] = detail_read(arena, dictionary_text(gathering->all, trouble->detail));
      number[trouble->detail] = (uint16_t)kept++;
    }
    trouble->detail = number[trouble->detail];
  }
  for (size_t i = 0; i < gathering->answers->trouble_count; i++)
    if (gathering->troubles[i].detail == TOO_MANY)
      gathering->troubles[i].detail = (uint16_t)kept;
  details[kept].message = TEXT("one of more different messages than can be kept");
  memory_free(number);
  gathering->answers->details = details;
  gathering->answers->detail_count = kept + 1;
}

static bool gather(Arena *arena, Gathering *gathering) {
  Answers *answers = gathering->answers;
  bool sound = true;
  for (size_t i = 0; sound && i < gathering->list_count; i++)
    sound = troubles_count(gathering, &gathering->lists[i]);
  gathering->troubles = arena_array(arena, answers->trouble_count + 1, sizeof(Trouble));
  for (size_t row = 0; row < answers->rows; row++)
    gathering->next[row + 1] += gathering->next[row];
  for (size_t i = 0; sound && i < gathering->list_count; i++) {
    gathering->among_all[i] = details_enter(arena, gathering->lists[i].details, gathering->all);
    sound = troubles_place(gathering, i);
  }
  answers->troubles = gathering->troubles;
  return sound;
}

static void no_troubles(Arena *arena, Answers *answers) {
  answers->troubles = arena_new(arena, sizeof *answers->troubles);
  answers->details = arena_new(arena, sizeof *answers->details);
}

bool ask_trouble_gather(Arena *arena, const AskTroubles *lists, size_t list_count,
                        Answers *answers) {
  Gathering gathering = {.lists = lists, .list_count = list_count, .answers = answers};
  size_t count = 0;
  for (size_t i = 0; i < list_count; i++)
    count += lists[i].count;
  if (count == 0) {
    no_troubles(arena, answers);
    return true;
  }
  gathering.all = dictionary_make();
  gathering.among_all = arena_array(arena, list_count + 1, sizeof *gathering.among_all);
  gathering.next = memory_array(answers->rows + 2, sizeof *gathering.next);
  bool sound = gather(arena, &gathering);
  if (sound)
    details_number(arena, &gathering);
  memory_free(gathering.next);
  dictionary_drop(gathering.all);
  return sound;
}

#include "policy/ask_trouble.h"

#include <stdlib.h>

#include "base/memory.h"

enum { TOO_MANY = UINT16_MAX }; /* in place of a detail: there were too many different ones */

/* --- in the worker ------------------------------------------------------------- */

static void detail_begin(Buffer *bytes, const Error *error) {
  buffer_format(bytes, "%ld", error->line);
  buffer_byte(bytes, '\0');
  buffer_string(bytes, error->file);
  buffer_byte(bytes, '\0');
}

static void detail_add(Buffer *bytes, Text part) {
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
  detail_begin(&bytes, &error);
  detail_add(&bytes, blamed_count
                         ? TEXT("")
                         : text_of(plain_words(asker->state, &asker->plain, error.message)));
  for (size_t i = 0; i < blamed_count; i++)
    detail_add(&bytes, customer_field_name(customer, blamed[i]));
  note(asker, &bytes);
  buffer_free(&bytes);
}

void ask_trouble_wrong(Asker *asker, const char *message) {
  Error error = {.line = 0};
  Buffer bytes = {0};
  place_ensure(asker, &error);
  detail_begin(&bytes, &error);
  detail_add(&bytes, text_of(message));
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

/* All details, each once; the last one stands for those that were too many. */
static void details_read(Arena *arena, const Dictionary *all, Answers *answers) {
  uint32_t count = dictionary_count(all);
  size_t kept = count < ASK_MOST_DETAILS ? count : ASK_MOST_DETAILS;
  TroubleDetail *details = arena_array(arena, kept + 1, sizeof *details);
  for (uint32_t code = 0; code < kept; code++)
    details[code] = detail_read(arena, dictionary_text(all, code));
  details[kept].message = TEXT("one of more different messages than can be kept");
  answers->details = details;
  answers->detail_count = kept + 1;
}

/* Where each of a worker's details is among all; those of later workers come later,
 * so that the order is that of the rows for any number of workers. */
static uint16_t *details_enter(Arena *arena, const Dictionary *details, Dictionary *all) {
  uint32_t count = dictionary_count(details);
  uint16_t *among_all = arena_array(arena, (size_t)count + 1, sizeof *among_all);
  for (uint32_t code = 0; code < count; code++) {
    bool is_new;
    uint32_t place = dictionary_enter(all, dictionary_text(details, code), &is_new);
    among_all[code] = place < ASK_MOST_DETAILS ? (uint16_t)place : ASK_MOST_DETAILS;
  }
  return among_all;
}

/* What the parent sorts into one list. */
typedef struct Gathering {
  Trouble *troubles;
  size_t *next; /* by row: where its next trouble goes */
  size_t rows, steps;
} Gathering;

static bool troubles_count(Gathering *gathering, const AskRange *range, size_t *count) {
  if (*range->trouble_count > range->most_troubles)
    return false;
  for (size_t i = 0; i < *range->trouble_count; i++) {
    const Trouble *trouble = &range->troubles[i];
    if (trouble->row < range->first || trouble->row >= range->end ||
        trouble->step >= gathering->steps)
      return false;
    gathering->next[trouble->row + 1]++;
  }
  *count += *range->trouble_count;
  return true;
}

/* Within a row they come in the order of steps already. */
static bool troubles_place(Gathering *gathering, const AskRange *range, const uint16_t *among_all,
                           uint32_t detail_count) {
  for (size_t i = 0; i < *range->trouble_count; i++) {
    Trouble trouble = range->troubles[i];
    if (trouble.detail >= detail_count && trouble.detail != TOO_MANY)
      return false;
    trouble.detail = trouble.detail == TOO_MANY ? ASK_MOST_DETAILS : among_all[trouble.detail];
    gathering->troubles[gathering->next[trouble.row]++] = trouble;
  }
  return true;
}

static bool gather(Arena *arena, Gathering *gathering, const AskPages *pages,
                   Dictionary *const *details, Dictionary *all, Answers *answers) {
  bool sound = true;
  for (size_t i = 0; sound && i < pages->workers; i++)
    sound = troubles_count(gathering, &pages->ranges[i], &answers->trouble_count);
  gathering->troubles = arena_array(arena, answers->trouble_count + 1, sizeof(Trouble));
  for (size_t row = 0; row < gathering->rows; row++)
    gathering->next[row + 1] += gathering->next[row];
  for (size_t i = 0; sound && i < pages->workers; i++)
    sound = troubles_place(gathering, &pages->ranges[i], details_enter(arena, details[i], all),
                           dictionary_count(details[i]));
  answers->troubles = gathering->troubles;
  return sound;
}

bool ask_trouble_gather(Arena *arena, const AskPages *pages, Dictionary *const *details,
                        Answers *answers) {
  Gathering gathering = {.rows = answers->rows, .steps = answers->step_count};
  Dictionary *all = dictionary_make();
  gathering.next = memory_array(answers->rows + 2, sizeof *gathering.next);
  bool sound = gather(arena, &gathering, pages, details, all, answers);
  if (sound)
    details_read(arena, all, answers);
  memory_free(gathering.next);
  dictionary_drop(all);
  return sound;
}

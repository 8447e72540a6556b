/* libFuzzer: any bytes as decisions.ndjson, leaves, index and rejected files of a run, and
 * as its log of runs. Reading and verifying must end with an answer; lines that are their
 * leaves' must be called intact, others not. */
#include <stdint.h>

#include "log/contacts_read.h"
#include "log/ended_read.h"
#include "log/line_read.h"
#include "log/read_back.h"
#include "log/rejected.h"
#include "log/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void read_line(Arena *arena, Text line) {
  Text salt, rest, key;
  uint8_t salted[SALT_BYTES];
  ErasedLine erased;
  Value value;
  Buffer scratch = {0};
  line_key(line_key_quoted(line), &scratch, &key);
  line_without_overrides(line);
  line_erased(line, &erased);
  if (line_rest(line, &salt, &rest)) {
    salt_read(salt, salted);
    for (int i = 0; i < 3 && read_back(arena, &rest, TEXT("\"nps\""), &value); i++)
      read_back_done(rest);
  }
  buffer_free(&scratch);
}

/* How everyone ended, by the rules of the seeds. */
static void read_ends(Arena *arena, Text lines) {
  Segment guest[] = {{.name = TEXT("keeper of the calm")}, {.name = TEXT("guest")}};
  Segment bond[] = {{.name = TEXT("close")}, {.name = TEXT("warm")}};
  Exclusion exclusion = {.name = TEXT("membership paused")};
  Segmentation groups[] = {
      {.name = TEXT("guest"), .segments = guest, .segment_count = 2},
      {.name = TEXT("bond"), .mode = SEGMENTATION_SCORE, .segments = bond, .segment_count = 2}};
  Selection selections[] = {{.name = TEXT("quiet Sunday"), .pressure = {.max = 3}},
                            {.name = TEXT("thank you card")}};
  Policy policy = {.exclusions = &exclusion,
                   .exclusion_count = 1,
                   .segmentations = groups,
                   .segmentation_count = 2,
                   .selections = selections,
                   .selection_count = 2};
  Run run = {.folder = "fuzz", .decisions = lines, .rows = 100};
  EndedList ended;
  Error error;
  ended_read(arena, &run, &policy, &ended, &error);
  contacts_read(arena, &run, &policy, &error);
}

static void read_rejected(Text csv, Text seals) {
  RejectedReading reading = rejected_begin(csv, seals);
  RejectedItem item;
  while (rejected_next(&reading, &item)) {
    Buffer out = {0};
    if (item.intact)
      rejected_erase(&item, &out, &out);
    buffer_free(&out);
  }
}

static void verify(Arena *arena, Text lines, Text other) {
  static Verified verified;
  FileBytes files[] = {{TEXT("checkpoint"), other, true, TEXT("")},
                       {TEXT("decisions.ndjson"), lines, true, TEXT("")},
                       {TEXT("index"), other, true, TEXT("")},
                       {TEXT("leaves"), other, true, TEXT("")},
                       {TEXT("manifest.json"), other, true, TEXT("")},
                       {TEXT("rejected.csv"), lines, true, TEXT("")},
                       {TEXT("rejected.seals"), other, true, TEXT("")}};
  RunBytes run = {"fuzz", files, sizeof files / sizeof *files};
  verify_run(arena, &run, NULL, &verified);
  if (verified.finding_count == 0)
    __builtin_trap(); /* one file cannot be a checkpoint and a manifest */
}

/* The first byte tells where the bytes are cut in two. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (length < 1)
    return 0;
  Arena *arena = arena_make();
  size_t cut = (length - 1) * bytes[0] / 255, at = 0;
  Text lines = {(const char *)bytes + 1, cut}, line;
  Text other = {(const char *)bytes + 1 + cut, length - 1 - cut};
  bool whole;
  while (line_next(lines, &at, &line, &whole))
    read_line(arena, line);
  read_ends(arena, lines);
  read_rejected(lines, other);
  verify(arena, lines, other);
  arena_drop(arena);
  return 0;
}

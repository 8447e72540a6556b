/* Ten customers, one in each state of one selection, for the tests of the log. */
#ifndef HELDER_TESTS_LOG_SAMPLE_H
#define HELDER_TESTS_LOG_SAMPLE_H
#include <check.h>
#include <stdio.h>
#include <unistd.h>

#include "base/memory.h"
#include "condition/verdict.h"
#include "log/run_read.h"
#include "log/run_write.h"

enum { SAMPLE_ROWS = 10 };

static inline Value sample_integer(int64_t number) {
  return (Value){.kind = VALUE_INTEGER, .integer = number};
}

static inline Value sample_text(const char *text) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(text)};
}

static inline Column *sample_column(Arena *arena, const char *name, const Value *values,
                                    size_t rows) {
  return column_from_values(arena, text_of(name), values, rows);
}

static inline Table *sample_table(Arena *arena, size_t rows) {
  Value *keys = arena_array(arena, rows, sizeof *keys);
  Value *scores = arena_array(arena, rows, sizeof *scores);
  Value *days = arena_array(arena, rows, sizeof *days);
  Value *sizes = arena_array(arena, rows, sizeof *sizes);
  static const char *const names[] = {"Sun\"day", "Friday; noon", "zondag \xE2\x82\xAC"};
  for (size_t i = 0; i < rows; i++) {
    keys[i] = (Value){.kind = VALUE_TEXT, .text = text_format(arena, "G-%04zu", i)};
    scores[i] = i % 4 == 3 ? (Value){.kind = VALUE_MISSING} : sample_integer((int64_t)(i % 11));
    days[i] = sample_text(names[i % 3]);
    sizes[i] = (Value){.kind = VALUE_DECIMAL, .decimal = 1.5};
  }
  Column *columns[] = {
      sample_column(arena, "guest_id", keys, rows), sample_column(arena, "nps", scores, rows),
      sample_column(arena, "day", days, rows), sample_column(arena, "party", sizes, rows)};
  return table_of_columns(TEXT("guests"), columns, 4, rows, 0);
}

/* Row n ends in state n. */
static inline SelectionDecision sample_selection(Arena *arena, const Table *table, size_t rows) {
  uint8_t *state = arena_array(arena, rows, 1);
  uint16_t *by = arena_array(arena, rows, sizeof *by);
  uint32_t *place = arena_array(arena, rows, sizeof *place);
  uint32_t *within = arena_array(arena, rows, sizeof *within);
  double *taken = arena_array(arena, rows, sizeof *taken);
  double *bucket = arena_array(arena, rows, sizeof *bucket);
  for (size_t i = 0; i < rows; i++) {
    state[i] = (uint8_t)(i % STATE_COUNT);
    by[i] = state[i] == STATE_UNDECIDED ? BY_WHEN : 0;
    place[i] = (uint32_t)i + 1, within[i] = 2;
    taken[i] = 38.5, bucket[i] = 0.25;
  }
  return (SelectionDecision){.name = TEXT("quiet Sunday"),
                             .state = state,
                             .by = by,
                             .score = table_column(table, TEXT("nps")),
                             .place = place,
                             .within = within,
                             .limit = 120,
                             .cut_made = true,
                             .cut = sample_integer(7),
                             .quota = true,
                             .quota_per = table_column(table, TEXT("day")),
                             .quota_of = table_column(table, TEXT("party")),
                             .quota_max = 40,
                             .quota_taken = taken,
                             .holdout = 0.3,
                             .bucket = bucket};
}

static inline SegmentationDecision sample_segmentation(Arena *arena, size_t rows) {
  Text *names = arena_array(arena, 2, sizeof *names);
  uint16_t *segment = arena_array(arena, rows, sizeof *segment);
  names[0] = TEXT("keeper of the calm"), names[1] = TEXT("guest");
  for (size_t i = 0; i < rows; i++)
    segment[i] = i % 3 == 2 ? NO_SEGMENT : (uint16_t)(i % 3);
  return (SegmentationDecision){
      .name = TEXT("guest"), .segment_names = names, .segment_count = 2, .segment = segment};
}

static inline Decisions sample_decisions(Arena *arena, Table *table) {
  size_t rows = table->rows;
  const Column **read = arena_array(arena, 2, sizeof *read);
  read[0] = table_column(table, TEXT("nps")), read[1] = table_column(table, TEXT("day"));
  uint8_t *verdicts = arena_array(arena, rows, 1);
  verdicts[0] = VERDICT_YES;
  ExclusionDecision *exclusion = arena_new(arena, sizeof *exclusion);
  *exclusion = (ExclusionDecision){TEXT("membership paused"), verdicts};
  SegmentationDecision *segmentation = arena_new(arena, sizeof *segmentation);
  *segmentation = sample_segmentation(arena, rows);
  SelectionDecision *selection = arena_new(arena, sizeof *selection);
  *selection = sample_selection(arena, table, rows);
  return (Decisions){.table = table,
                     .rows = rows,
                     .read = read,
                     .read_count = 2,
                     .exclusions = exclusion,
                     .exclusion_count = 1,
                     .segmentations = segmentation,
                     .segmentation_count = 1,
                     .selections = selection,
                     .selection_count = 1};
}

/* A new empty folder for one test. */
static inline char *sample_folder(Arena *arena) {
  char *path = arena_format(arena, "/tmp/helder-log-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(path));
  return path;
}
#endif

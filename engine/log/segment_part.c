#include "log/segment_part.h"

#include "condition/verdict.h"
#include "log/line.h"

/* --- preparing -------------------------------------------------------------------- */

static const Text *quote_all(Arena *arena, const Text *names, size_t count) {
  Text *quoted = arena_array(arena, count, sizeof *quoted);
  for (size_t i = 0; i < count; i++)
    quoted[i] = piece_quoted(arena, names[i]);
  return quoted;
}

static const Text *write_worths(Arena *arena, const double *points, size_t count) {
  Text *worth = arena_array(arena, count, sizeof *worth);
  Buffer buffer = {0};
  for (size_t i = 0; i < count; i++) {
    buffer.length = 0;
    line_number(&buffer, points[i]);
    worth[i] = piece_copy(arena, buffer_view(&buffer));
  }
  buffer_free(&buffer);
  return worth;
}

/* The names of the segments that said yes. */
static void write_members(const void *context, const uint8_t *const *verdicts, size_t row,
                          Buffer *out) {
  const SegmentationPart *part = context;
  char before = '[';
  for (size_t i = 0; i < part->decided->segment_count; i++) {
    if (verdicts[i][row] != VERDICT_YES)
      continue;
    buffer_byte(out, before);
    buffer_text(out, part->segments[i]);
    before = ',';
  }
  buffer_string(out, before == '[' ? "[]" : "]");
}

/* What each point gave; null where it could not tell. */
static void write_points(const void *context, const uint8_t *const *verdicts, size_t row,
                         Buffer *out) {
  const SegmentationPart *part = context;
  char before = '{';
  for (size_t i = 0; i < part->decided->point_count; i++) {
    uint8_t verdict = verdicts[i][row];
    buffer_byte(out, before);
    buffer_text(out, part->points[i]);
    buffer_byte(out, ':');
    if (verdict == VERDICT_YES)
      buffer_text(out, part->worth[i]);
    else
      buffer_string(out, verdict == VERDICT_NO ? "0" : "null");
    before = ',';
  }
  buffer_string(out, before == '{' ? "{}}" : "}}");
}

static void prepare_one(Arena *arena, SegmentationPart *part, const SegmentationDecision *decided) {
  Text name = piece_quoted(arena, decided->name);
  part->decided = decided;
  part->head = piece_copy(arena, text_format(arena, "%.*s:", TEXT_ARGS(name)));
  part->segments = quote_all(arena, decided->segment_names, decided->segment_count);
  part->points = quote_all(arena, decided->point_names, decided->point_count);
  part->worth = write_worths(arena, decided->points, decided->point_count);
  part->members = (Answered){.write = write_members,
                             .context = part,
                             .verdicts = decided->members,
                             .count = decided->segment_count,
                             .ways = 2};
  part->scored = (Answered){.write = write_points,
                            .context = part,
                            .verdicts = decided->point_verdicts,
                            .count = decided->point_count,
                            .ways = 3};
  if (decided->style == SEGMENT_MANY)
    answered_prepare(arena, &part->members);
  if (decided->style == SEGMENT_SCORE)
    answered_prepare(arena, &part->scored);
}

SegmentPart segment_part(Arena *arena, const Decisions *decisions) {
  size_t count = decisions->segmentation_count;
  SegmentationPart *parts = arena_array(arena, count, sizeof *parts);
  for (size_t i = 0; i < count; i++)
    prepare_one(arena, &parts[i], &decisions->segmentations[i]);
  return (SegmentPart){parts, count};
}

/* --- writing ---------------------------------------------------------------------- */

static void write_segment(const SegmentationPart *part, size_t row, Buffer *out) {
  uint16_t segment = part->decided->segment[row];
  if (segment == SEGMENT_CONFLICT) {
    buffer_string(out, "{\"conflict\":");
    answered_put(&part->members, row, out);
    buffer_byte(out, '}');
  } else if (segment == NO_SEGMENT) {
    buffer_string(out, "null");
  } else {
    piece_put(out, part->segments[segment]);
  }
}

static void write_score(const SegmentationPart *part, size_t row, Buffer *out) {
  buffer_string(out, "{\"segment\":");
  write_segment(part, row, out);
  buffer_string(out, ",\"score\":");
  line_number(out, part->decided->sum[row]);
  buffer_string(out, ",\"points\":");
  answered_put(&part->scored, row, out);
}

void segment_part_write(const SegmentPart *part, size_t row, Buffer *out) {
  buffer_string(out, ",\"segments\":{");
  for (size_t i = 0; i < part->count; i++) {
    const SegmentationPart *one = &part->segmentations[i];
    if (i)
      buffer_byte(out, ',');
    piece_put(out, one->head);
    if (one->decided->style == SEGMENT_MANY)
      answered_put(&one->members, row, out);
    else if (one->decided->style == SEGMENT_SCORE)
      write_score(one, row, out);
    else
      write_segment(one, row, out);
  }
  buffer_byte(out, '}');
}

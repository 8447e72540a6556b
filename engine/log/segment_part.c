#include "log/segment_part.h"

#include "condition/verdict.h"
#include "log/line.h"
#include "log/read_part.h"

static const Text *quote_all(Arena *arena, const Text *names, size_t count) {
  Text *quoted = arena_array(arena, count, sizeof *quoted);
  for (size_t i = 0; i < count; i++)
    quoted[i] = json_quoted(arena, names[i]);
  return quoted;
}

static const Text *write_worths(Arena *arena, const double *points, size_t count) {
  Text *worth = arena_array(arena, count, sizeof *worth);
  Buffer buffer = {0};
  for (size_t i = 0; i < count; i++) {
    buffer.length = 0;
    line_number(&buffer, points[i]);
    worth[i] = text_copy(arena, buffer_view(&buffer));
  }
  buffer_free(&buffer);
  return worth;
}

SegmentPart segment_part(Arena *arena, const Decisions *decisions) {
  size_t count = decisions->segmentation_count;
  SegmentationPart *parts = arena_array(arena, count, sizeof *parts);
  for (size_t i = 0; i < count; i++) {
    const SegmentationDecision *decided = &decisions->segmentations[i];
    parts[i].decided = decided;
    parts[i].quoted = json_quoted(arena, decided->name);
    parts[i].segments = quote_all(arena, decided->segment_names, decided->segment_count);
    parts[i].points = quote_all(arena, decided->point_names, decided->point_count);
    parts[i].worth = write_worths(arena, decided->points, decided->point_count);
  }
  return (SegmentPart){parts, count};
}

static void write_members(const SegmentationPart *part, size_t row, Buffer *out) {
  const SegmentationDecision *decided = part->decided;
  char before = '[';
  for (size_t i = 0; i < decided->segment_count; i++) {
    if (decided->members[i][row] != VERDICT_YES)
      continue;
    buffer_byte(out, before);
    buffer_text(out, part->segments[i]);
    before = ',';
  }
  buffer_string(out, before == '[' ? "[]" : "]");
}

static void write_segment(const SegmentationPart *part, size_t row, Buffer *out) {
  uint16_t segment = part->decided->segment[row];
  if (segment == SEGMENT_CONFLICT) {
    buffer_string(out, "{\"conflict\":");
    write_members(part, row, out);
    buffer_byte(out, '}');
  } else if (segment == NO_SEGMENT) {
    buffer_string(out, "null");
  } else {
    buffer_text(out, part->segments[segment]);
  }
}

static void write_score(const SegmentationPart *part, size_t row, Buffer *out) {
  const SegmentationDecision *decided = part->decided;
  buffer_string(out, "{\"segment\":");
  write_segment(part, row, out);
  buffer_string(out, ",\"score\":");
  line_number(out, decided->sum[row]);
  buffer_string(out, ",\"points\":");
  char before = '{';
  for (size_t i = 0; i < decided->point_count; i++) {
    uint8_t verdict = decided->point_verdicts[i][row];
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

void segment_part_write(const SegmentPart *part, size_t row, Buffer *out) {
  buffer_string(out, ",\"segments\":{");
  for (size_t i = 0; i < part->count; i++) {
    const SegmentationPart *one = &part->segmentations[i];
    if (i)
      buffer_byte(out, ',');
    buffer_text(out, one->quoted);
    buffer_byte(out, ':');
    if (one->decided->style == SEGMENT_MANY)
      write_members(one, row, out);
    else if (one->decided->style == SEGMENT_SCORE)
      write_score(one, row, out);
    else
      write_segment(one, row, out);
  }
  buffer_byte(out, '}');
}

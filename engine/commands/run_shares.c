#include "commands/run_shares.h"

#include <math.h>

#include "commands/members.h"
#include "log/read_part.h"

enum { GROUP_WIDTH = 32, COUNT_WIDTH = 10 };

static double share_of(const ShareGroup *group) {
  return (double)group->chosen / (double)group->customers;
}

static void put_padded(Buffer *out, Text name, size_t width) {
  size_t used = text_width(name);
  buffer_text(out, name);
  buffer_format(out, "%*s", used + 2 < width ? (int)(width - used) : 2, "");
}

static void put_names(const Shares *shares, Buffer *out) {
  size_t shown = 0;
  for (size_t i = 0; i < shares->count; i++)
    if (shares->groups[i].falls_short)
      buffer_format(out, "%s%.*s", shown++ ? ", " : ": ", TEXT_ARGS(shares->groups[i].name));
}

static void put_group(const GuaranteeResult *result, const ShareGroup *group, Buffer *out) {
  buffer_string(out, "    ");
  put_padded(out, group->name, GROUP_WIDTH - 2);
  buffer_format(out, "%*zu%*zu%*.1f%%%*.2f", COUNT_WIDTH, group->customers, COUNT_WIDTH,
                group->chosen, COUNT_WIDTH - 1, 100 * share_of(group), COUNT_WIDTH + 2,
                group->ratio);
  if (group->falls_short)
    buffer_format(out, "  below %g", result->shared->at_least);
  else if (!group->judged)
    buffer_format(out, "  not judged: fewer than %lld", (long long)result->shared->least);
  buffer_byte(out, '\n');
}

void run_shares_text(const GuaranteeResult *result, Buffer *out) {
  const Shares *shares = &result->shares;
  buffer_format(out, "%s for %zu of %zu groups", result->broken ? "BROKEN" : "held",
                result->broken ? result->broken : result->held, result->asked);
  put_names(shares, out);
  if (result->unknown)
    buffer_format(out, "; could not be decided for %zu", result->unknown);
  buffer_string(out, "\n    ");
  put_padded(out, result->shared->by, GROUP_WIDTH - 2);
  buffer_format(out, "%*s%*s%*s%*s\n", COUNT_WIDTH, "customers", COUNT_WIDTH, "chosen", COUNT_WIDTH,
                "share", COUNT_WIDTH + 2, "of highest");
  for (size_t i = 0; i < shares->count; i++)
    put_group(result, &shares->groups[i], out);
}

static double rounded(double number) {
  return round(number * 1e6) / 1e6;
}

void run_shares_json(const GuaranteeResult *result, const Mask *mask, Buffer *out) {
  const Shares *shares = &result->shares;
  bool masked = mask_hides(mask, result->shared->by);
  member_text(out, "selection", result->shared->selection);
  member_text(out, "by", result->shared->by);
  member_number(out, "at_least", result->shared->at_least);
  member_count(out, "least", (uint64_t)result->shared->least);
  member_open(out, "groups", '[');
  for (size_t i = 0; i < shares->count; i++) {
    const ShareGroup *group = &shares->groups[i];
    member_open(out, NULL, '{');
    if (masked)
      member_json(out, "group", TEXT(READ_MASKED));
    else
      member_text(out, "group", group->name);
    member_count(out, "customers", group->customers);
    member_count(out, "chosen", group->chosen);
    member_number(out, "share", rounded(share_of(group)));
    member_number(out, "ratio", rounded(group->ratio));
    member_boolean(out, "judged", group->judged);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

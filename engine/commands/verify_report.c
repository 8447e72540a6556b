#include "commands/verify_report.h"

#include "commands/members.h"
#include "log/base64.h"

bool verify_has_finding(const VerifyReport *report) {
  return report->verified->finding_count > 0 || (report->replay && report->replay->differ > 0);
}

static void put_place(const VerifyReport *report, const Finding *finding, Buffer *out) {
  buffer_format(out, "  %s", finding->file.length ? finding->file.bytes : report->path);
  if (finding->line)
    buffer_format(out, ":%zu", finding->line);
  if (finding->key.length)
    buffer_format(out, " (key %.*s)", TEXT_ARGS(finding->key));
  buffer_format(out, ": %.*s\n", TEXT_ARGS(finding->what));
}

static void put_findings(const VerifyReport *report, Buffer *out) {
  const Verified *verified = report->verified;
  size_t kept = verified->finding_count < VERIFY_FINDINGS_MOST ? verified->finding_count
                                                               : (size_t)VERIFY_FINDINGS_MOST;
  for (size_t i = 0; i < kept; i++)
    put_place(report, &verified->findings[i], out);
  if (verified->finding_count > kept)
    buffer_format(out, "  and %zu more\n", verified->finding_count - kept);
}

static void put_signature(const VerifyReport *report, Buffer *out) {
  const Verified *verified = report->verified;
  Text signer = verified->has_checkpoint ? note_signer(&verified->note) : (Text){"", 0};
  if (verified->signature == NOTE_SIGNED)
    buffer_string(out, "signed by the key that was given");
  else if (signer.length)
    buffer_format(out, "signed in the name of %.*s, not checked (--key FILE checks)",
                  TEXT_ARGS(signer));
  else
    buffer_string(out, "not signed: only a copy of it kept elsewhere proves its age");
  buffer_byte(out, '\n');
}

static void put_run(const VerifyReport *report, Buffer *out) {
  const Verified *verified = report->verified;
  buffer_format(out, "  %zu lines: %zu intact, %zu erased\n", verified->lines, verified->intact,
                verified->erased);
  if (verified->rejected)
    buffer_format(out, "  %zu rows set aside: %zu erased\n", verified->rejected,
                  verified->rejected_erased);
  if (verified->has_checkpoint) {
    buffer_string(out, "  root ");
    base64_put(out, verified->checkpoint.root.bytes, SHA256_BYTES);
    buffer_string(out, ", ");
    put_signature(report, out);
  }
  if (verified->entered)
    buffer_format(out, "  entry %zu of the log of runs has the same checkpoint\n",
                  verified->entered);
  else if (report->log_note.length)
    buffer_format(out, "  %.*s\n", TEXT_ARGS(report->log_note));
}

/* What reads masked values has no answer without the data. */
static void put_skipped(const Replay *replay, Buffer *out) {
  buffer_format(out, "  %zu rule%s masked values and %s not decided again:", replay->skipped_count,
                replay->skipped_count == 1 ? " reads" : "s read",
                replay->skipped_count == 1 ? "was" : "were");
  for (size_t i = 0; i < replay->skipped_count; i++)
    buffer_format(out, "%s%.*s", i ? ", " : " ", TEXT_ARGS(replay->skipped[i]));
  buffer_byte(out, '\n');
}

static void put_replay(const Replay *replay, Buffer *out) {
  if (replay->kind == REPLAY_DATA)
    buffer_format(out, "  replayed over the data: %zu lines the same, byte for byte", replay->same);
  else if (replay->kind == REPLAY_LINES)
    buffer_format(out,
                  "  re-decided from the lines' own values: %zu the same byte for byte, %zu in all "
                  "that depends on the customer alone",
                  replay->same, replay->same_self);
  else
    buffer_string(out, "  not replayed");
  if (replay->differ)
    buffer_format(out, ", %zu DIFFER", replay->differ);
  if (replay->note.length)
    buffer_format(out, "\n  %.*s", TEXT_ARGS(replay->note));
  buffer_byte(out, '\n');
  if (replay->skipped_count)
    put_skipped(replay, out);
  size_t named = replay->differ < REPLAY_TOLD_MOST ? replay->differ : (size_t)REPLAY_TOLD_MOST;
  for (size_t i = 0; i < named; i++)
    buffer_format(out, "    %.*s comes out differently: helder why %.*s\n",
                  TEXT_ARGS(replay->named[i]), TEXT_ARGS(replay->named[i]));
  if (replay->differ > named)
    buffer_format(out, "    and %zu more\n", replay->differ - named);
}

static void put_runs(const VerifyReport *report, Buffer *out) {
  const Verified *verified = report->verified;
  buffer_format(out, "  %zu %s in the log of runs\n", verified->entered,
                verified->entered == 1 ? "entry" : "entries");
  buffer_format(out, "  %zu lines: %zu intact, %zu erased\n", verified->lines, verified->intact,
                verified->erased);
}

void verify_text(const VerifyReport *report, Buffer *out) {
  buffer_format(out, "%s: %s\n", report->path,
                report->verified->finding_count            ? "NOT intact"
                : report->replay && report->replay->differ ? "intact, but it does not replay"
                                                           : "intact");
  put_findings(report, out);
  if (report->runs)
    put_runs(report, out);
  else
    put_run(report, out);
  if (report->replay)
    put_replay(report->replay, out);
}

static void json_findings(const Verified *verified, Buffer *out) {
  member_open(out, "findings", '[');
  for (size_t i = 0; i < verified->finding_count && i < VERIFY_FINDINGS_MOST; i++) {
    const Finding *finding = &verified->findings[i];
    member_open(out, NULL, '{');
    member_text(out, "file", finding->file);
    member_count(out, "line", finding->line);
    member_text(out, "key", finding->key);
    member_text(out, "what", finding->what);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void json_replay(const Replay *replay, Buffer *out) {
  static const char *const kinds[] = {"none", "data", "lines"};
  member_open(out, "replay", '{');
  member_text(out, "over", text_of(kinds[replay->kind]));
  member_text(out, "note", replay->note);
  member_count(out, "same", replay->same);
  member_count(out, "same_self", replay->same_self);
  member_count(out, "differ", replay->differ);
  member_open(out, "skipped", '[');
  for (size_t i = 0; i < replay->skipped_count; i++)
    item_text(out, replay->skipped[i]);
  buffer_byte(out, ']');
  member_open(out, "named", '[');
  for (size_t i = 0; i < replay->differ; i++)
    item_text(out, replay->named[i]);
  buffer_string(out, "]}");
}

void verify_json(const VerifyReport *report, Buffer *out) {
  static const char *const signatures[] = {"none", "unchecked", "good", "forged"};
  const Verified *verified = report->verified;
  Buffer root = {0};
  base64_put(&root, verified->checkpoint.root.bytes, SHA256_BYTES);
  buffer_byte(out, '{');
  member_text(out, report->runs ? "runs" : "run", text_of(report->path));
  member_boolean(out, "intact", verified->finding_count == 0);
  member_count(out, "lines", verified->lines);
  member_count(out, "intact_lines", verified->intact);
  member_count(out, "erased", verified->erased);
  member_count(out, "rejected", verified->rejected);
  member_count(out, "rejected_erased", verified->rejected_erased);
  if (verified->has_checkpoint)
    member_text(out, "root", buffer_view(&root));
  member_text(out, "signature", text_of(signatures[verified->signature]));
  member_count(out, report->runs ? "entries" : "entry", verified->entered);
  json_findings(verified, out);
  if (report->replay)
    json_replay(report->replay, out);
  buffer_string(out, "}\n");
  buffer_free(&root);
}

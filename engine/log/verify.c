#include "log/verify.h"

#include <jansson.h>
#include <stdarg.h>

#include "base/json_read.h"
#include "log/verify_parts.h"

void verify_finding(Arena *arena, Verified *verified, const char *file, size_t line,
                    const char *format, ...) {
  if (verified->finding_count++ >= VERIFY_FINDINGS_MOST)
    return;
  va_list list;
  va_start(list, format);
  Text what = text_of(arena_vformat(arena, format, list));
  va_end(list);
  verified->findings[verified->finding_count - 1] =
      (Finding){text_copy(arena, text_of(file)), line, {"", 0}, what};
}

/* The content of a file that every run has; false, and a finding, when it is not there or cannot be
 * read (of what is no plain file, check_others tells). */
static bool content_of(Verifying *verifying, const char *name, Text *content) {
  const FileBytes *file = run_bytes_file(verifying->bytes, name);
  *content = file ? file->content : (Text){"", 0};
  if (!file)
    verify_finding(verifying->arena, verifying->verified, name, 0, "this file is missing");
  else if (file->trouble.length)
    verify_finding(verifying->arena, verifying->verified, name, 0, "%.*s",
                   TEXT_ARGS(file->trouble));
  return file && file->plain && !file->trouble.length;
}

static void check_signature(Verifying *verifying) {
  Verified *verified = verifying->verified;
  verified->signature = note_check(&verified->note, verifying->key);
  if (!verifying->key || verified->signature == NOTE_SIGNED)
    return;
  Text name = verifying->key->name;
  if (verified->signature == NOTE_FORGED)
    verify_finding(verifying->arena, verified, "checkpoint", 0,
                   "its signature is not that of the key %.*s: the checkpoint was changed",
                   TEXT_ARGS(name));
  else
    verify_finding(verifying->arena, verified, "checkpoint", 0, "it is not signed by %.*s",
                   TEXT_ARGS(name));
}

static void check_checkpoint(Verifying *verifying) {
  Verified *verified = verifying->verified;
  Text content;
  if (!content_of(verifying, "checkpoint", &content))
    return;
  verified->has_checkpoint = note_split(content, &verified->note) &&
                             checkpoint_parse(verified->note.text, &verified->checkpoint);
  if (verified->has_checkpoint)
    check_signature(verifying);
  else
    verify_finding(verifying->arena, verified, "checkpoint", 0,
                   "this is not as checkpoints are written: it was changed");
}

/* The checkpoint has a line for the manifest and, where rows were set aside, one for
 * them; in that order and no other. */
static void check_extensions(Verifying *verifying, Text manifest) {
  const Checkpoint *checkpoint = &verifying->verified->checkpoint;
  Text line = checkpoint_file_line(verifying->arena, "manifest.json", manifest);
  Text given = checkpoint_line(checkpoint, "manifest.json");
  Text rejected = checkpoint_line(checkpoint, "rejected.csv");
  if (given.length + rejected.length != checkpoint->extensions.length ||
      given.bytes != checkpoint->extensions.bytes)
    verify_finding(verifying->arena, verifying->verified, "checkpoint", 0,
                   "it has other lines about files than runs have: it was changed");
  else if (!text_equal(line, given))
    verify_finding(verifying->arena, verifying->verified, "manifest.json", 0,
                   "it is not what the checkpoint says of it: manifest.json was changed, or that "
                   "line of the checkpoint");
}

/* One file of the policy copy against what the manifest says of it. */
static void check_policy_file(Verifying *verifying, const char *path, const json_t *told) {
  Arena *arena = verifying->arena;
  Text want = json_text_in(told, "sha256"), content;
  if (!content_of(verifying, path, &content))
    return;
  verify_known(verifying, path);
  Text line = checkpoint_file_line(arena, "x", content);
  Text now = {line.bytes + line.length - 1 - SHA256_HEX, SHA256_HEX};
  if (!text_equal(now, want))
    verify_finding(arena, verifying->verified, path, 0,
                   "this is not the file that ran: its SHA-256 is not the manifest's");
}

static void check_told(Verifying *verifying, const json_t *manifest) {
  Arena *arena = verifying->arena;
  Verified *verified = verifying->verified;
  const json_t *policy = json_object_get(json_object_get(manifest, "inputs"), "policy");
  size_t i;
  json_t *file;
  json_array_foreach(json_object_get(policy, "files"), i, file) {
    Text name = json_text_in(file, "name");
    check_policy_file(verifying, arena_format(arena, "policy/%.*s", TEXT_ARGS(name)), file);
  }
  const json_t *description = json_object_get(policy, "description");
  if (description)
    check_policy_file(verifying, "policy.json", description);
  if (!verified->has_checkpoint)
    return;
  Text origin = checkpoint_origin(arena, json_text_in(policy, "name"));
  if (!text_equal(origin, verified->checkpoint.origin))
    verify_finding(arena, verified, "checkpoint", 0,
                   "its first line is not \"%.*s\", as the manifest's policy has it",
                   TEXT_ARGS(origin));
}

static void check_manifest(Verifying *verifying) {
  Text content;
  if (!content_of(verifying, "manifest.json", &content))
    return;
  size_t before = verifying->verified->finding_count;
  if (verifying->verified->has_checkpoint)
    check_extensions(verifying, content);
  json_t *manifest = json_loadb(content.bytes, content.length, JSON_ALLOW_NUL, NULL);
  if (manifest)
    check_told(verifying, manifest);
  else if (verifying->verified->finding_count == before)
    verify_finding(verifying->arena, verifying->verified, "manifest.json", 0,
                   "this manifest is not JSON");
  json_decref(manifest);
}

void verify_known(Verifying *verifying, const char *name) {
  const FileBytes *file = run_bytes_file(verifying->bytes, name);
  if (file)
    verifying->known[file - verifying->bytes->files] = true;
}

/* Files that are no part of a run; exports are their owner's. */
static void check_others(Verifying *verifying) {
  static const char *const parts[] = {"manifest.json", "decisions.ndjson", "leaves", "index",
                                      "checkpoint"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    verify_known(verifying, parts[i]);
  for (size_t i = 0; i < verifying->bytes->count; i++) {
    const FileBytes *file = &verifying->bytes->files[i];
    bool is_export = file->name.length > 8 && memcmp(file->name.bytes, "exports/", 8) == 0;
    if (!file->plain)
      verify_finding(verifying->arena, verifying->verified, file->name.bytes, 0,
                     "this is no plain file: a run has no links and devices");
    else if (!verifying->known[i] && !is_export)
      verify_finding(verifying->arena, verifying->verified, file->name.bytes, 0,
                     "no run wrote this file; exports belong in the folder exports");
  }
}

/* Whatever of lines, leaves and index is there is held against the rest. */
static void verify_decided(Verifying *verifying) {
  Text lines, leaves, index;
  bool has_lines = content_of(verifying, "decisions.ndjson", &lines);
  bool has_leaves = content_of(verifying, "leaves", &leaves);
  bool has_index = content_of(verifying, "index", &index);
  if (has_lines)
    verify_lines(verifying, lines, has_leaves ? &leaves : NULL, has_index ? &index : NULL);
  else if (has_leaves)
    verify_leaves(verifying, leaves);
}

void verify_run(Arena *arena, const RunBytes *bytes, const NoteKey *key, Verified *verified) {
  *verified = (Verified){.lines = 0};
  Verifying verifying = {.arena = arena, .bytes = bytes, .key = key, .verified = verified};
  verifying.known = arena_array(arena, bytes->count, sizeof *verifying.known);
  check_checkpoint(&verifying);
  check_manifest(&verifying);
  verify_decided(&verifying);
  verify_rejected(&verifying);
  check_others(&verifying);
}

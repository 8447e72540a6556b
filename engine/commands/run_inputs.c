#include <csv.h>
#include <jansson.h>
#include <openssl/crypto.h>
#include <seccomp.h>

#include "base/sha256.h"
#include "base/version.h"
#include "commands/members.h"
#include "commands/run_report.h"
#include "commands/run_sources.h"
#include "commands/sensitive.h"
#include "policy/versions.h"

static void put_libraries(Arena *arena, Buffer *out) {
  const struct scmp_version *seccomp = seccomp_version();
  member_open(out, "libraries", '{');
  member_text(out, "lua", versions_lua());
  member_text(out, "lpeg", versions_lpeg(arena));
  member_text(out, "libcsv", text_format(arena, "%d.%d.%d", CSV_MAJOR, CSV_MINOR, CSV_RELEASE));
  member_text(out, "openssl", text_of(OpenSSL_version(OPENSSL_VERSION_STRING)));
  member_text(out, "jansson", text_of(jansson_version_str()));
  member_text(out, "libseccomp",
              text_format(arena, "%u.%u.%u", seccomp->major, seccomp->minor, seccomp->micro));
  buffer_byte(out, '}');
}

/* policy.json: what the engine read in the policy's files. */
static void put_description(Text described, Buffer *out) {
  char hex[SHA256_HEX + 1];
  sha256_hex_of(described.bytes, described.length, hex);
  member_open(out, "description", '{');
  member_count(out, "bytes", described.length);
  member_text(out, "sha256", text_of(hex));
  buffer_byte(out, '}');
}

static void put_policy(const Policy *policy, Buffer *out) {
  member_open(out, "policy", '{');
  member_text(out, "name", policy->name);
  member_text(out, "version", policy->version);
  member_text(out, "owner", policy->owner);
  member_text(out, "purpose", policy->purpose);
  member_open(out, "files", '[');
  for (size_t i = 0; i < policy->file_count; i++) {
    const PolicyFile *file = &policy->files[i];
    member_open(out, NULL, '{');
    member_text(out, "name", file->name);
    member_count(out, "bytes", file->content.length);
    member_text(out, "sha256", text_of(file->sha256));
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
  put_description(policy->described, out);
  buffer_byte(out, '}');
}

static void put_overrides(const Overrides *overrides, Buffer *out) {
  if (!overrides->path) {
    member_json(out, "overrides", TEXT("null"));
    return;
  }
  member_open(out, "overrides", '{');
  member_text(out, "path", text_of(overrides->path));
  member_count(out, "bytes", overrides->bytes);
  member_text(out, "sha256", text_of(overrides->sha256));
  buffer_byte(out, '}');
}

static void put_seed(Text seed, Buffer *out) {
  char hex[SHA256_HEX + 1];
  if (seed.length == 0) {
    member_json(out, "seed", TEXT("null"));
    return;
  }
  sha256_hex_of(seed.bytes, seed.length, hex);
  member_open(out, "seed", '{');
  member_text(out, "sha256", text_of(hex));
  buffer_byte(out, '}');
}

Text run_inputs(const RunReport *report) {
  Buffer out = {0};
  buffer_byte(&out, '{');
  member_text(&out, "engine", TEXT(HELDER_VERSION));
  put_libraries(report->arena, &out);
  put_policy(report->policy, &out);
  run_sources_inputs(report, &out);
  put_overrides(&report->decided->overrides, &out);
  member_day(&out, "as_of", report->policy->as_of);
  member_open(&out, "limits", '{');
  member_number(&out, "seconds", report->limits.seconds);
  member_count(&out, "bytes", report->limits.bytes);
  buffer_byte(&out, '}');
  member_boolean(&out, "skip_bad_rows", report->options->skip_bad_rows);
  put_seed(report->options->seed, &out);
  sensitive_member(report->arena, report->policy, &out);
  sensitive_masked_member(&report->mask, &out);
  buffer_byte(&out, '}');
  return buffer_keep(&out, report->arena);
}

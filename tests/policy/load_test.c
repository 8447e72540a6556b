#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "policy/policy.h"

static Arena *arena;
static char *folder;
static Error error;

static void setup(void) {
  static char name[] = "/tmp/helder-load-XXXXXX";
  arena = arena_make();
  memset(&error, 0, sizeof error);
  strcpy(name + strlen(name) - 6, "XXXXXX");
  folder = mkdtemp(name);
}

static void teardown(void) {
  file_folder_remove(folder);
  arena_drop(arena);
}

static const char *in_folder(const char *name) {
  return file_join(arena, folder, name);
}

static void write_file(const char *name, const char *content, size_t length) {
  FILE *file = fopen(in_folder(name), "wb");
  fwrite(content, 1, length, file);
  fclose(file);
}

static void write_text(const char *name, const char *content) {
  write_file(name, content, strlen(content));
}

static Policy *load(const char *path) {
  int32_t as_of;
  date_from_iso(TEXT("2026-11-21"), &as_of);
  JailLimits limits = jail_limits_default();
  limits.seconds = 20; /* sanitizers are slow, and a machine may be busy */
  return policy_load(arena, path, as_of, limits, &error);
}

/* The message without the folder's name. */
static const char *said(void) {
  Buffer out = {0};
  error_print(&error, &out);
  char *text = arena_copy(arena, out.bytes, out.length);
  buffer_free(&out);
  for (char *found; (found = strstr(text, folder));)
    memmove(found, found + strlen(folder) + 1, strlen(found + strlen(folder) + 1) + 1);
  return text;
}

#define HEAD "policy \"P\" { version = \"1\" } customers \"guests\" { key = \"id\" }"

/* --- wrong policies: the messages of wrong_policies.txt, through the jail -------- */

typedef struct Case {
  char name[200];
  Buffer source, expected;
} Case;

static void append_line(Buffer *out, const char *line) {
  if (strcmp(line, "@\n") == 0)
    line = HEAD "\n";
  buffer_string(out, line);
}

static void without_last_newline(Buffer *out) {
  if (out->length && out->bytes[out->length - 1] == '\n')
    out->length--;
}

static void check_case(Case *one) {
  if (!one->name[0])
    return;
  without_last_newline(&one->source);
  without_last_newline(&one->expected);
  write_file("policy.lua", one->source.bytes ? one->source.bytes : "", one->source.length);
  memset(&error, 0, sizeof error);
  Policy *policy = load(in_folder("policy.lua"));
  Text expected = text_copy(arena, buffer_view(&one->expected));
  ck_assert_msg(policy == NULL, "accepted: %s", one->name);
  ck_assert_msg(strcmp(said(), expected.bytes) == 0, "%s\nexpected %s\nfound    %s", one->name,
                expected.bytes, said());
  buffer_free(&one->source);
  buffer_free(&one->expected);
}

START_TEST(wrong_policies_get_their_message) {
  FILE *file = fopen("tests/policy/wrong_policies.txt", "r");
  ck_assert_ptr_nonnull(file);
  Case one = {0};
  Buffer *into = NULL;
  char *line = NULL;
  size_t room = 0;
  int count = 0;
  while (getline(&line, &room, file) > 0) {
    if (strncmp(line, "### ", 4) == 0) {
      check_case(&one);
      one = (Case){0};
      snprintf(one.name, sizeof one.name, "%s", line + 4);
      into = &one.source;
      count++;
    } else if (strcmp(line, "---\n") == 0) {
      into = &one.expected;
    } else if (into) {
      append_line(into, line);
    }
  }
  check_case(&one);
  free(line);
  fclose(file);
  ck_assert_int_ge(count, 60);
}
END_TEST

/* --- good policies --------------------------------------------------------------- */

START_TEST(a_policy_becomes_structs) {
  write_text("policy.lua", HEAD
             "\n"
             "local MOST = dated { [\"2025-01-01\"] = 3, because = \"rules\" }\n"
             "attribute \"fifth\" { ntile = 5, of = \"spend\" }\n"
             "attribute \"pace\" { bins = { 1, 6.5 }, of = \"visits\" }\n"
             "exclusion \"paused\" { when = function(g) return g.calls >= MOST end,\n"
             "  because = { en = \"a\", nl = \"b\" }, lasts = months(2), since = \"on\" }\n"
             "segmentation \"guest\" { mode = \"all\", otherwise \"rest\" { because = \"c\" } }\n"
             "selection \"Sunday\" { when = function(g) return g.fifth == 5 end, because = \"d\",\n"
             "  holdout = 0.25, quota = { per = \"day\", max = 40 } }\n");
  Policy *policy = load(folder);
  ck_assert_msg(policy != NULL, "%s", said());
  ck_assert(text_equal(policy->name, TEXT("P")));
  ck_assert_uint_eq(policy->attribute_count, 2);
  ck_assert_int_eq(policy->attributes[0].kind, ATTRIBUTE_NTILE);
  ck_assert_int_eq(policy->attributes[0].tiles, 5);
  ck_assert_uint_eq(policy->attributes[1].break_count, 2);
  ck_assert_double_eq(policy->attributes[1].breaks[1], 6.5);
  const Exclusion *paused = &policy->exclusions[0];
  ck_assert(text_equal(paused->because.nl, TEXT("b")));
  ck_assert_int_eq(paused->lasts.unit, SPAN_MONTHS);
  ck_assert_int_eq(paused->lasts.count, 2);
  ck_assert_int_eq(paused->when.number, 0);
  ck_assert_int_eq(paused->when.at.line, 5);
  ck_assert(text_equal(paused->when.reads[0], TEXT("calls")));
  ck_assert(text_equal(paused->when.values[0].name, TEXT("MOST")));
  ck_assert_int_eq(paused->when.values[0].value.integer, 3);
  ck_assert_int_eq(policy->segmentations[0].mode, SEGMENTATION_ALL);
  ck_assert_int_eq(policy->segmentations[0].segments[0].when.number, -1);
  const Selection *sunday = &policy->selections[0];
  ck_assert_int_eq(sunday->limit, -1);
  ck_assert_int_eq(sunday->rank.number, -1);
  ck_assert_double_eq(sunday->quota_max, 40);
  ck_assert_double_eq(sunday->holdout, 0.25);
  ck_assert(sunday->when.tree != NULL);
}
END_TEST

START_TEST(only_required_files_are_read) {
  mkdir(in_folder("parts"), 0700);
  write_text("parts/ages.lua", "return { OLD = 65 }");
  write_text("other.lua", "this is no Lua");
  write_text("policy.lua",
             "-- require 'other' is not meant\n" HEAD "\nlocal ages = require('parts.ages')\n");
  Policy *policy = load(folder);
  ck_assert_msg(policy != NULL, "%s", said());
  ck_assert_uint_eq(policy->file_count, 2);
  ck_assert(text_equal(policy->files[0].name, TEXT("policy.lua")));
  ck_assert(text_equal(policy->files[1].name, TEXT("parts/ages.lua")));
  ck_assert_uint_eq(strlen(policy->files[1].sha256), SHA256_HEX);
}
END_TEST

/* --- files that are not right ---------------------------------------------------- */

START_TEST(a_path_misspelt) {
  write_text("policy.lua", HEAD);
  ck_assert_ptr_null(load(in_folder("polcy.lua")));
  ck_assert_str_eq(said(), "there is no policy \"polcy.lua\"\n  did you mean \"policy.lua\"?");
}
END_TEST

START_TEST(a_folder_without_a_policy) {
  ck_assert_ptr_null(load(folder));
  ck_assert_ptr_nonnull(strstr(error.message, "holds no policy.lua"));
}
END_TEST

START_TEST(bytes_that_are_not_utf8) {
  write_text("policy.lua", HEAD "\n-- caf\xE9\n");
  ck_assert_ptr_null(load(folder));
  ck_assert_str_eq(said(), "policy.lua:2:7: this file is not UTF-8: a byte E9 stands here\n"
                           "  save it as UTF-8 in your editor");
}
END_TEST

START_TEST(a_file_too_large) {
  char *large = arena_new(arena, 1024 * 1024 + 1);
  memset(large, '\n', 1024 * 1024 + 1);
  write_file("policy.lua", large, 1024 * 1024 + 1);
  ck_assert_ptr_null(load(folder));
  ck_assert_str_eq(said(), "\"policy.lua\" is larger than a policy may be (1 MiB)");
}
END_TEST

START_TEST(a_link_that_leads_out) {
  ck_assert_int_eq(symlink("/etc/passwd", in_folder("out.lua")), 0);
  write_text("policy.lua", HEAD "\nrequire \"out\"\n");
  ck_assert_ptr_null(load(folder));
  ck_assert_str_eq(said(), "\"out.lua\" leads out of the folder of the policy");
}
END_TEST

START_TEST(a_name_that_leads_out) {
  write_text("policy.lua", HEAD "\nrequire \"../../etc/passwd\"\n");
  ck_assert_ptr_null(load(folder));
  ck_assert_int_eq(error.line, 2);
}
END_TEST

START_TEST(a_loop_at_the_top) {
  write_text("policy.lua", HEAD "\nwhile true do end\n");
  JailLimits limits = jail_limits_default();
  limits.seconds = 0.2;
  ck_assert_ptr_null(policy_load(arena, folder, 0, limits, &error));
  ck_assert_int_eq(error.kind, ERROR_RULE);
  ck_assert_int_eq(error.line, 2);
}
END_TEST

Suite *policy_load_suite(void) {
  Suite *suite = suite_create("policy_load");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_set_timeout(all, 120);
  tcase_add_test(all, wrong_policies_get_their_message);
  tcase_add_test(all, a_policy_becomes_structs);
  tcase_add_test(all, only_required_files_are_read);
  tcase_add_test(all, a_path_misspelt);
  tcase_add_test(all, a_folder_without_a_policy);
  tcase_add_test(all, bytes_that_are_not_utf8);
  tcase_add_test(all, a_file_too_large);
  tcase_add_test(all, a_link_that_leads_out);
  tcase_add_test(all, a_name_that_leads_out);
  tcase_add_test(all, a_loop_at_the_top);
  suite_add_tcase(suite, all);
  return suite;
}

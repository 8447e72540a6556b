#include "policy/load_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "policy/find.h"

enum { MOST_NEIGHBOURS = 200 };

/* A file of Lua, or a folder that holds policy.lua. */
static bool may_be_policy(Arena *arena, const char *folder, const char *name) {
  size_t length = strlen(name);
  return name[0] != '.' &&
         ((length > 4 && strcmp(name + length - 4, ".lua") == 0) ||
          file_exists(file_join(arena, file_join(arena, folder, name), "policy.lua")));
}

/* Something like it beside it: "rules/sap" -> "rules/spa". */
static void suggest_path(const char *path, Error *error) {
  Arena *arena = arena_make();
  Text *names = arena_array(arena, MOST_NEIGHBOURS, sizeof(Text));
  size_t count = 0;
  const char *parent = file_parent(arena, path);
  DIR *folder = opendir(parent);
  for (struct dirent *entry; folder && count < MOST_NEIGHBOURS && (entry = readdir(folder));)
    if (may_be_policy(arena, parent, entry->d_name))
      names[count++] = text_copy(arena, text_of(entry->d_name));
  if (folder)
    closedir(folder);
  Text nearest = text_nearest(text_of(file_name(path)), names, count);
  if (nearest.length)
    error_hint(error, "did you mean \"%s\"?", file_join(arena, parent, nearest.bytes));
  arena_drop(arena);
}

/* The customers' file where the policy was asked for. */
static bool is_data(const char *path) {
  static const char *const endings[] = {".csv", ".tsv", ".txt", ".xls", ".xlsx"};
  const char *ending = strrchr(file_name(path), '.');
  for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++)
    if (strcasecmp(ending, endings[i]) == 0)
      return true;
  return false;
}

/* The policy's file for what was typed; NULL with the Error filled. */
static const char *find_main(Arena *arena, const char *path, Error *error) {
  if (!file_exists(path)) {
    error_set(error, ERROR_INPUT, "there is no policy \"%s\"", path);
    suggest_path(path, error);
    return NULL;
  }
  if (!file_is_folder(path) && is_data(path)) {
    error_set(error, ERROR_INPUT, "\"%s\" holds data; the policy comes first, a file of Lua", path);
    error_hint(error,
               "helder run POLICY --data FILE; a first policy over your own data is made by: "
               "helder init DIR --data FILE");
    return NULL;
  }
  if (!file_is_folder(path))
    return path;
  const char *main = file_join(arena, path, "policy.lua");
  if (file_exists(main))
    return main;
  error_set(error, ERROR_INPUT, "the folder \"%s\" holds no policy.lua", path);
  return NULL;
}

static bool check_size(const char *path, Error *error) {
  struct stat status;
  if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
    return error_set(error, ERROR_INPUT, "\"%s\" is not a file", path);
  if (status.st_size > LOAD_MOST_BYTES)
    return error_set(error, ERROR_INPUT, "\"%s\" is larger than a policy may be (1 MiB)", path);
  return true;
}

static bool check_utf8(const char *path, Text content, Error *error) {
  size_t good = text_utf8_prefix(content);
  if (good == content.length)
    return true;
  long line = 1;
  size_t begin = 0;
  for (size_t i = 0; i < good; i++)
    if (content.bytes[i] == '\n')
      line++, begin = i + 1;
  long column = (long)text_width((Text){content.bytes + begin, good - begin}) + 1;
  error_set(error, ERROR_INPUT, "this file is not UTF-8: a byte %02X stands here",
            (unsigned char)content.bytes[good]);
  error_at(error, text_of(path), line, column);
  return error_hint(error, "save it as UTF-8 in your editor");
}

static bool read_one(Arena *arena, Policy *policy, const char *path, Text name, Error *error) {
  if (policy->file_count == LOAD_MOST_FILES)
    return error_set(error, ERROR_INPUT, "a policy may have at most %d files", LOAD_MOST_FILES);
  Text content;
  if (!check_size(path, error) || !file_read(arena, path, &content, error) ||
      !check_utf8(path, content, error))
    return false;
  PolicyFile *file = &policy->files[policy->file_count++];
  *file = (PolicyFile){text_of(path), name, content, ""};
  sha256_hex_of(content.bytes, content.length, file->sha256);
  return true;
}

/* --- what a file requires ------------------------------------------------------ */

static bool is_name_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

/* "parts.ages", "parts/ages" or "parts/ages.lua" -> "parts/ages.lua", as
 * scripts/vocabulary.lua reads it; empty when it is no such name. */
static Text module_file(Arena *arena, Text name) {
  if (name.length > 4 && text_equal((Text){name.bytes + name.length - 4, 4}, TEXT(".lua")))
    name.length -= 4;
  char *file = arena_format(arena, "%.*s.lua", TEXT_ARGS(name));
  bool after_name = false;
  for (size_t i = 0; i < name.length; i++) {
    bool separator = file[i] == '.' || file[i] == '/';
    if (separator ? !after_name : !is_name_byte(file[i]))
      return TEXT("");
    after_name = !separator;
    file[i] = separator ? '/' : file[i];
  }
  return after_name ? text_of(file) : TEXT("");
}

/* The next text in quotes after the word `require` from *at on; false at the end. A
 * `require` in a comment is read too, which does no harm. */
static bool next_required(Text source, size_t *at, Text *name) {
  static const char word[] = "require";
  const char *end = source.bytes + source.length;
  for (const char *found;
       (found = memmem(source.bytes + *at, source.length - *at, word, sizeof word - 1));) {
    const char *byte = found + sizeof word - 1;
    while (byte < end &&
           (*byte == ' ' || *byte == '(' || *byte == '\t' || *byte == '\n' || *byte == '\r'))
      byte++;
    *at = (size_t)(byte - source.bytes);
    if (byte == end || (*byte != '"' && *byte != '\''))
      continue;
    const char *close = memchr(byte + 1, *byte, (size_t)(end - byte - 1));
    if (!close)
      continue;
    *name = (Text){byte + 1, (size_t)(close - byte - 1)};
    return true;
  }
  return false;
}

static bool check_inside(const char *folder, const char *path, Error *error) {
  char *home = realpath(folder, NULL), *real = realpath(path, NULL);
  size_t length = home ? strlen(home) : 0;
  bool inside = home && real && strncmp(home, real, length) == 0 &&
                (real[length] == '/' || (length > 0 && home[length - 1] == '/'));
  free(home);
  free(real);
  return inside ||
         error_set(error, ERROR_INPUT, "\"%s\" leads out of the folder of the policy", path);
}

/* As people know it: beside the policy's own path. */
static const char *shown_path(Arena *arena, const Policy *policy, Text name) {
  if (!memchr(policy->files[0].path.bytes, '/', policy->files[0].path.length))
    return name.bytes;
  return file_join(arena, policy->folder.bytes, name.bytes);
}

static bool read_required(Arena *arena, Policy *policy, Text source, Error *error) {
  Text required;
  for (size_t at = 0; next_required(source, &at, &required);) {
    Text name = module_file(arena, required);
    const char *path = shown_path(arena, policy, name);
    if (!name.length || policy_file(policy, name) || !file_exists(path))
      continue;
    if (!check_inside(policy->folder.bytes, path, error) ||
        !read_one(arena, policy, path, name, error))
      return false;
  }
  return true;
}

bool load_files(Arena *arena, const char *path, Policy *policy, Error *error) {
  const char *main = find_main(arena, path, error);
  if (!main)
    return false;
  policy->folder = text_of(file_parent(arena, main));
  policy->files = arena_array(arena, LOAD_MOST_FILES, sizeof(PolicyFile));
  main = arena_copy(arena, main, strlen(main));
  if (!read_one(arena, policy, main, text_of(file_name(main)), error))
    return false;
  for (size_t i = 0; i < policy->file_count; i++)
    if (!read_required(arena, policy, policy->files[i].content, error))
      return false;
  return true;
}

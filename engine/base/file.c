#include "base/file.h"
#include "base/interrupt.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef HELDER_FAULTS
static bool write_must_fail(void) {
  static long wanted = -1;
  static _Atomic long done = 0;
  if (wanted < 0) {
    const char *text = getenv("HELDER_FAIL_WRITE");
    wanted = text ? strtol(text, NULL, 10) : 0;
  }
  if (wanted <= 0 || ++done != wanted)
    return false;
  errno = ENOSPC;
  return true;
}
#else
static bool write_must_fail(void) {
  return false;
}
#endif

static bool failed(Error *error, const char *path, const char *what) {
  int why = errno;
  char text[128];
  error_set(error, why == ENOENT || why == EACCES || why == EISDIR ? ERROR_INPUT : ERROR_SYSTEM,
            "could not %s: %s", what, strerror_r(why, text, sizeof text));
  return error_at(error, text_of(path), 0, 0);
}

static int open_regular(const char *path, struct stat *found, Error *error) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    failed(error, path, "open this file");
    return -1;
  }
  if (fstat(descriptor, found) != 0 || S_ISDIR(found->st_mode)) {
    errno = S_ISDIR(found->st_mode) ? EISDIR : errno;
    failed(error, path, "read this file");
    close(descriptor);
    return -1;
  }
  return descriptor;
}

bool file_read(Arena *arena, const char *path, Text *out, Error *error) {
  struct stat found;
  int descriptor = open_regular(path, &found, error);
  if (descriptor < 0)
    return false;
  Buffer content = {0};
  bool good = true;
  for (;;) {
    buffer_reserve(&content, 65536);
    ssize_t got =
        read(descriptor, content.bytes + content.length, content.capacity - content.length);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      good = failed(error, path, "read this file");
    if (got <= 0)
      break;
    content.length += (size_t)got;
  }
  close(descriptor);
  *out = good ? text_copy(arena, buffer_view(&content)) : (Text){"", 0};
  buffer_free(&content);
  return good;
}

bool file_map(const char *path, Text *out, Error *error) {
  struct stat found;
  *out = (Text){"", 0};
  int descriptor = open_regular(path, &found, error);
  if (descriptor < 0)
    return false;
  bool good = true;
  if (found.st_size > 0) {
    void *pages = mmap(NULL, (size_t)found.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    good = pages != MAP_FAILED || failed(error, path, "map this file");
    if (good)
      *out = (Text){pages, (size_t)found.st_size};
  }
  close(descriptor);
  return good;
}

void file_unmap(Text *mapped) {
  if (mapped->length)
    munmap((void *)(uintptr_t)mapped->bytes, mapped->length);
  *mapped = (Text){"", 0};
}

void file_map_random(Text mapped, bool random) {
  if (mapped.length) /* a wish; refused, all stays as it is */
    madvise((void *)(uintptr_t)mapped.bytes, mapped.length, random ? MADV_RANDOM : MADV_NORMAL);
}

int file_create(const char *path, Error *error) {
  int descriptor = -1;
  if (!write_must_fail())
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0)
    failed(error, path, "create this file");
  return descriptor;
}

bool file_write(int descriptor, const char *path, const void *bytes, size_t length, Error *error) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t put = write_must_fail() ? -1 : write(descriptor, at, length);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return failed(error, path, "write this file");
    at += put;
    length -= (size_t)put;
  }
  return true;
}

bool file_write_at(int descriptor, const char *path, const void *bytes, size_t length,
                   uint64_t place, Error *error) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t put = write_must_fail() ? -1 : pwrite(descriptor, at, length, (off_t)place);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return failed(error, path, "write this file");
    at += put, place += (uint64_t)put;
    length -= (size_t)put;
  }
  return true;
}

bool file_finish(int descriptor, const char *path, Error *error) {
  bool synced = !write_must_fail() && fsync(descriptor) == 0;
  if (!synced)
    failed(error, path, "bring this file to the disk");
  bool closed = close(descriptor) == 0;
  if (synced && !closed)
    failed(error, path, "close this file");
  return synced && closed;
}

bool file_put(const char *path, Text content, Error *error) {
  int descriptor = file_create(path, error);
  if (descriptor < 0)
    return false;
  if (!file_write(descriptor, path, content.bytes, content.length, error)) {
    close(descriptor);
    return false;
  }
  return file_finish(descriptor, path, error);
}

bool file_put_unsynced(const char *path, Text content, Error *error) {
  int descriptor = file_create(path, error);
  if (descriptor < 0)
    return false;
  bool good = file_write(descriptor, path, content.bytes, content.length, error);
  if (close(descriptor) != 0 && good)
    good = failed(error, path, "close this file");
  return good;
}

bool file_folder_flush(const char *path, Error *error) {
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return failed(error, path, "open this folder");
  bool good = !write_must_fail() && syncfs(descriptor) == 0;
  if (!good)
    failed(error, path, "bring this folder to the disk");
  close(descriptor);
  return good;
}

/* As a file without a name until it is whole: whoever is cut off leaves nothing. Where the file
 * system knows no such files, `path` is there while it is written. */
static bool put_whole(const char *folder, const char *path, Text content, Error *error) {
  char unnamed[32];
  if (write_must_fail())
    return failed(error, path, "create this file");
  int descriptor = open(folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return file_put(path, content, error);
  snprintf(unnamed, sizeof unnamed, "/proc/self/fd/%d", descriptor);
  bool good = file_write(descriptor, path, content.bytes, content.length, error);
  if (good && (write_must_fail() || fsync(descriptor) != 0))
    good = failed(error, path, "bring this file to the disk");
  unlink(path); /* of another process that had this number */
  bool named = good && linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
  close(descriptor);
  return named || (good && file_put(path, content, error));
}

bool file_replace(Arena *arena, const char *path, Text content, Error *error) {
  char *folder = file_parent(arena, path);
  char *hidden = arena_format(arena, ".%s.%ld.tmp", file_name(path), (long)getpid());
  char *beside = file_join(arena, folder, hidden);
  interrupt_hold();
  bool good = put_whole(folder, beside, content, error);
  if (good && (write_must_fail() || rename(beside, path) != 0))
    good = failed(error, path, "give it this name");
  if (good)
    return file_folder_sync(folder, error);
  unlink(beside);
  return error_at(error, text_of(path), 0, 0);
}

bool file_folder_make(const char *path, Error *error) {
  if (write_must_fail() || mkdir(path, 0777) != 0)
    return failed(error, path, "make this folder");
  return true;
}

bool file_folder_ensure(const char *path, Error *error) {
  char part[4096];
  size_t length = strlen(path);
  if (length >= sizeof part) {
    errno = ENAMETOOLONG;
    return failed(error, path, "make this folder");
  }
  for (size_t i = 1; i <= length; i++) {
    if (path[i] != '/' && path[i] != '\0')
      continue;
    memcpy(part, path, i);
    part[i] = '\0';
    if (file_is_folder(part))
      continue;
    if (write_must_fail() || (mkdir(part, 0777) != 0 && errno != EEXIST))
      return failed(error, part, "make this folder");
  }
  if (file_is_folder(path))
    return true;
  errno = ENOTDIR;
  return failed(error, path, "use this as a folder");
}

bool file_folder_sync(const char *path, Error *error) {
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return failed(error, path, "open this folder");
  return file_finish(descriptor, path, error);
}

bool file_rename_new(const char *from, const char *to, Error *error) {
  *error = (Error){.kind = ERROR_NONE};
  if (write_must_fail())
    return failed(error, to, "give it this name");
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return true;
  if (errno == EEXIST)
    return false;
  if (errno == EINVAL || errno == ENOSYS) { /* a file system without the flag */
    if (file_exists(to))
      return false;
    if (rename(from, to) == 0)
      return true;
  }
  return failed(error, to, "give it this name");
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place) {
  (void)found, (void)kind, (void)place;
  return remove(path);
}

void file_folder_remove(const char *path) {
  nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool file_is_folder(const char *path) {
  struct stat found;
  return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

bool file_exists(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0;
}

char *file_join(Arena *arena, const char *folder, const char *name) {
  if (name[0] == '/' || folder[0] == '\0')
    return arena_copy(arena, name, strlen(name));
  const char *between = folder[strlen(folder) - 1] == '/' ? "" : "/";
  return arena_format(arena, "%s%s%s", folder, between, name);
}

char *file_plain(Arena *arena, const char *path) {
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  return arena_copy(arena, path, length);
}

char *file_parent(Arena *arena, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash)
    return arena_copy(arena, ".", 1);
  return arena_copy(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

void file_put_word(Buffer *out, const char *path) {
  bool plain = *path != '\0';
  for (const char *at = path; *at; at++)
    plain = plain &&
            ((unsigned char)*at >= 0x80 || isalnum((unsigned char)*at) || strchr("_./-+:,@%", *at));
  if (!plain)
    buffer_byte(out, '\'');
  for (const char *at = path; *at; at++) {
    if (*at == '\'')
      buffer_string(out, "'\\'");
    buffer_byte(out, *at);
  }
  if (!plain)
    buffer_byte(out, '\'');
}

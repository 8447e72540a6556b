/* Files: read whole, write safely, sync. The only room that writes to disk through
 * here is log/ (run folders) and load/ (rejected.csv).
 *
 * Every call that fails fills the Error with the file, what could not be done and
 * the system's word for it. Built with -DHELDER_FAULTS, HELDER_FAIL_WRITE=n makes
 * the n-th write, sync, rename or folder creation fail (tests only). */
#ifndef HELDER_BASE_FILE_H
#define HELDER_BASE_FILE_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* The whole file; the Text lives in the arena and is followed by a NUL. */
bool file_read(Arena *arena, const char *path, Text *out, Error *error);

/* A file mapped for reading; file_unmap gives it back. An empty file is an empty Text. */
bool file_map(const char *path, Text *out, Error *error);
void file_unmap(Text *mapped);

/* What is read of a mapped file from now on: here and there, of which no more is fetched than is
 * touched, or (as after file_map) from front to end, of which megabytes are fetched at once. */
void file_map_random(Text mapped, bool random);

/* Creates (or truncates) for writing; -1 on failure. */
int file_create(const char *path, Error *error);
bool file_write(int descriptor, const char *path, const void *bytes, size_t length, Error *error);

/* The same at this place of the file; several threads may, each at its own. */
bool file_write_at(int descriptor, const char *path, const void *bytes, size_t length,
                   uint64_t place, Error *error);

/* fsync and close; the descriptor is closed in any case. */
bool file_finish(int descriptor, const char *path, Error *error);

/* A new file with this content, synced. */
bool file_put(const char *path, Text content, Error *error);

/* The same, and whatever had this name before stays whole until the new one is; a process that is
 * killed meanwhile leaves nothing beside it. */
bool file_replace(Arena *arena, const char *path, Text content, Error *error);

/* A new file of many, not synced: file_folder_flush does that for all of them at once. */
bool file_put_unsynced(const char *path, Text content, Error *error);
bool file_folder_flush(const char *path, Error *error);

bool file_folder_make(const char *path, Error *error);   /* one folder that must not exist */
bool file_folder_ensure(const char *path, Error *error); /* and its parents; fine if there */
bool file_folder_sync(const char *path, Error *error);   /* so that names in it last */

/* Renames a folder; false with kind ERROR_NONE when `to` exists (not a failure). */
bool file_rename_new(const char *from, const char *to, Error *error);

/* Removes a folder and all in it; silent, for cleaning up. Stays within `path`. */
void file_folder_remove(const char *path);

bool file_is_folder(const char *path);
bool file_exists(const char *path);

/* "a/b" from "a" and "b"; `name` alone when it is absolute or folder is empty. */
char *file_join(Arena *arena, const char *folder, const char *name);
char *file_plain(Arena *arena, const char *path);  /* without slashes behind it */
char *file_parent(Arena *arena, const char *path); /* "." when there is none */
/* As a word of a command that can be copied: in quotes where a shell needs them. */
void file_put_word(Buffer *out, const char *path);

const char *file_name(const char *path); /* the part after the last '/' */
#endif

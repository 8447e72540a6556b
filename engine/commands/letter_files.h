/* Many letters as files of a new folder, all or none: written under a temporary name, brought
 * to the disk, and renamed when whole. One at a time in a process (log/pending.h). */
#ifndef HELDER_COMMANDS_LETTER_FILES_H
#define HELDER_COMMANDS_LETTER_FILES_H
#include "base/error.h"

typedef struct LetterFiles {
  Arena *arena;
  const char *folder; /* that it becomes */
  char *hidden;       /* its temporary name */
  const char *ending; /* "html" */
} LetterFiles;

/* False with the Error filled: the folder is there already, or cannot be made. */
bool letter_files_begin(LetterFiles *files, Error *error);
bool letter_files_put(const LetterFiles *files, Text key, Text content, Error *error);
bool letter_files_end(const LetterFiles *files, Error *error);

/* Removes what was written, after a failure. */
void letter_files_abandon(void);
#endif

/* The files of a policy, read into memory before anything of it runs.
 *
 * Only the policy's file, and those of its own folder that it requires, or they do:
 * at most LOAD_MOST_FILES of at most LOAD_MOST_BYTES each, plain files, valid UTF-8,
 * none outside of the folder (no "..", no symbolic link that leads out). */
#ifndef HELDER_POLICY_LOAD_FILES_H
#define HELDER_POLICY_LOAD_FILES_H
#include "policy/policy.h"

enum { LOAD_MOST_FILES = 200, LOAD_MOST_BYTES = 1024 * 1024 };

/* `path` is a file, or a folder with policy.lua. Fills policy->files and ->folder.
 * A file that is required but absent is left out: the policy's run says so, with the
 * line. False with the Error filled. */
bool load_files(Arena *arena, const char *path, Policy *policy, Error *error);
#endif

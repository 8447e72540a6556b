/* Words that several commands read or write, the same in all. */
#ifndef HELDER_COMMANDS_WORDS_H
#define HELDER_COMMANDS_WORDS_H
#include "base/error.h"
#include "policy/policy.h"

/* The day behind --as-of; false with the Error filled. */
bool words_day(const char *word, int32_t *days, Error *error);

/* "file:line:column", what is known of it. */
void words_place(Buffer *out, Position at);

/* A delimiter of cells: "comma", "semicolon", "tab" or "bar". */
const char *words_delimiter(char delimiter);
#endif

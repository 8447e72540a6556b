/* Questions that a first policy can ask of a file of customers: "visits_12m >= 12". */
#ifndef HELDER_COMMANDS_INIT_QUESTION_H
#define HELDER_COMMANDS_INIT_QUESTION_H
#include "table/profile.h"

typedef enum QuestionKind {
  QUESTION_AT_LEAST, /* the column's number is at least `limit` */
  QUESTION_IS,       /* the column's text is `limit` */
  QUESTION_TRUE,     /* the column says yes */
  QUESTION_KNOWN     /* the column is filled */
} QuestionKind;

typedef struct Question {
  QuestionKind kind;
  const Column *column;
  Value limit; /* met by some customers, not by all */
  Value below; /* AT_LEAST: a number that the customers have and that is not enough */
} Question;

/* The best question for a segment (`number` 0) or a selection (1): one that divides the
 * customers, on columns that look like what people do rather than who they are. Two
 * numbers give two questions where the file has two columns for it. False: there is none. */
bool question_find(Arena *arena, const Table *table, const ColumnProfile *profiles, size_t key,
                   size_t number, Question *question);

/* As Lua: c.visits_12m >= 12 */
void question_put(Buffer *out, const Question *question);

/* { visits_12m = 12 }: values with which the answer is yes, or no. */
void question_put_given(Buffer *out, const Question *question, bool yes);

/* "visits 12m" for visits_12m or visits12m. */
Text question_words(Arena *arena, Text name);

/* Whether a column's name says that it is about who somebody is (born, sex, faith, …). */
bool question_is_sensitive(Text name);
#endif

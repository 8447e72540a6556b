/* A Reading: one file, or a part of one, on its way into Builders; the inside of
 * table_read, shared by the files of this room that make it up: read.c opens and
 * finishes, reading.c takes row after row, read_parts.c reads parts at once. A Reading
 * owns its Builders, its keys and what it notes; the Records are read.c's to close. */
#ifndef HELDER_TABLE_READING_H
#define HELDER_TABLE_READING_H
#include "table/builder.h"
#include "table/linemap.h"

typedef struct Reading {
  const char *path;
  const ReadOptions *options;
  Records *records;
  Builder *builders;
  size_t count;
  size_t key;       /* the key's column; SIZE_MAX: none */
  Dictionary *keys; /* the code of a key is its row; NULL without a key */
  Hints hints;
  LineMap lines;
  size_t rows;
  long *set_aside; /* lines of the rows this room refused, ascending */
  size_t set_aside_count, set_aside_capacity;
} Reading;

/* A builder a column of the open Records, as the options want it read. */
bool reading_builders(Reading *reading, Error *error);

/* Refuses rows of the batch whose key is missing or among the keys already, and cells that
 * the policy's types do not allow. */
bool reading_rows_check(Reading *reading, Error *error);

/* What the first reading learned of the file, but for its size and hash; settles formats. */
void reading_facts(const Reading *reading, Table *table);

/* The rows that the first reading set aside, by line, into the table. */
void reading_rejected(Reading *reading, Table *table);

/* Takes those of this batch out of it; `next` counts them, from 0 at the file's beginning. */
void reading_take_out(const Reading *reading, Batch *batch, size_t *next);

/* The first reading: every row, checked and into the builders. */
bool reading_first(Reading *reading, Error *error);

/* Whether a builder must be filled a second time; empties those for it. */
bool reading_restart(Reading *reading);

/* The second reading, of the same rows, from `records` at their beginning. */
bool reading_second(Reading *reading, Records *records, Error *error);

/* Refuses a file that is no longer what it was. */
bool reading_changed(const Reading *reading, Error *error);

void reading_drop(Reading *reading);

/* The same by parts at once. Answers false with no error when the file cannot be read so, or
 * something in it is to be refused: then nothing has changed, and one reading tells it. On
 * true the summary of what was learned stands in the builders, which hold no cells; the
 * Records know what all parts counted. */
typedef struct PartReadings PartReadings;
bool reading_parts_first(Reading *reading, PartReadings **parts, Error *error);

/* Fills the builders, in the formats that they have got by now; false as above. */
bool reading_parts_second(Reading *reading, PartReadings *parts, Error *error);
void reading_parts_sha256(const PartReadings *parts, char hex[SHA256_HEX + 1]);
void reading_parts_drop(PartReadings *parts); /* NULL is fine */
#endif

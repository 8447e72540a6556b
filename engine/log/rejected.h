/* The rows that --skip-bad-rows set aside, of the customers' file and of its side tables:
 * rejected.csv (`file,line,why,record`, with the quotes that CSV needs) and rejected.seals, a line
 * a row: `<salt> <base64 leaf>`.
 *
 * A row's leaf is SHA-256(0x00 ‖ salt ‖ row): the checkpoint holds the root over them, so
 * that a changed row can be named and an erased one (`"visits.csv",12,erased,`, and `erased` for
 * its salt) proved without telling what it was. Costs its length. The Arena owns texts. */
#ifndef HELDER_LOG_REJECTED_H
#define HELDER_LOG_REJECTED_H
#include "log/merkle.h"
#include "log/salts.h"
#include "table/table.h"

typedef struct Rejected {
  Text csv, seals;
  size_t rows;
  MerkleHash root;
} Rejected;

/* The tables as they were read, the customers' first. */
typedef struct RejectedFrom {
  const Table *const *tables;
  size_t count;
} RejectedFrom;

/* With `masked`, what stood in the rows is left out: the record is "masked", and so is
 * what the cause quotes. */
bool rejected_make(Arena *arena, const RejectedFrom *from, const Salts *salts, bool masked,
                   Rejected *rejected, Error *error);
size_t rejected_count(const RejectedFrom *from);

/* The two files read side by side. */
typedef struct RejectedReading {
  Text csv, seals; /* what is left */
  bool good;       /* false: the files do not go together */
} RejectedReading;

typedef struct RejectedItem {
  Text row; /* without its newline */
  Text salt;
  Text seal; /* the seals' line, with its newline */
  MerkleHash leaf;
  bool erased, intact; /* neither: the row was changed */
} RejectedItem;

RejectedReading rejected_begin(Text csv, Text seals);
bool rejected_next(RejectedReading *reading, RejectedItem *item);

/* The first line of rejected.csv, with its newline. */
Text rejected_header(void);

/* What erasing makes of an item, appended to the two files. */
void rejected_erase(const RejectedItem *item, Buffer *csv, Buffer *seals);
#endif

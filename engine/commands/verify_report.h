/* What `helder verify` tells: for people and as one JSON document. Each costs its length. */
#ifndef HELDER_COMMANDS_VERIFY_REPORT_H
#define HELDER_COMMANDS_VERIFY_REPORT_H
#include "log/verify.h"

/* What asking the policy copy again gave. */
typedef enum ReplayKind {
  REPLAY_NONE,  /* not asked for, or not possible: `note` tells why */
  REPLAY_DATA,  /* over the data */
  REPLAY_LINES, /* over each line's own `read` */
} ReplayKind;

enum { REPLAY_TOLD_MOST = 20 }; /* by the text; JSON names all */

typedef struct Replay {
  ReplayKind kind;
  Text note;        /* what was not as at the run, and what that means; empty: nothing */
  size_t same;      /* lines that come out the same, byte for byte */
  size_t same_self; /* REPLAY_LINES: the same but for what depends on other customers */
  size_t differ;
  const Text *skipped; /* REPLAY_LINES: rules that read masked values, not decided again */
  size_t skipped_count;
  Text *named; /* [differ]: the keys of those that differ, in order of the lines */
} Replay;

typedef struct VerifyReport {
  const char *path;
  bool runs; /* it is a folder of runs */
  const Verified *verified;
  const Replay *replay; /* NULL: of a folder of runs */
  Text log_note;        /* about the log of runs; empty: the run is in it */
} VerifyReport;

void verify_text(const VerifyReport *report, Buffer *out);
void verify_json(const VerifyReport *report, Buffer *out);

/* Anything that the exit code must tell. */
bool verify_has_finding(const VerifyReport *report);
#endif

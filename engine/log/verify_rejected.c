#include "log/rejected.h"
#include "log/verify_parts.h"

static void finding(Verifying *verifying, size_t row, const char *what) {
  verify_finding(verifying->arena, verifying->verified, "rejected.csv", row, "%s", what);
}

/* Which of the rows is wrong, if one alone is. */
static void check_rows(Verifying *verifying, Text csv, Text seals, Text line) {
  Verified *verified = verifying->verified;
  RejectedReading reading = rejected_begin(csv, seals);
  RejectedItem item;
  MerkleGrowth growth = {.size = 0};
  size_t bad = 0;
  while (rejected_next(&reading, &item)) {
    merkle_grow(&growth, &item.leaf);
    verified->rejected++;
    verified->rejected_erased += item.erased;
    if (!item.erased && !item.intact && bad == 0)
      bad = verified->rejected;
  }
  MerkleHash root = merkle_growth_root(&growth);
  Text now = checkpoint_tree_line(verifying->arena, "rejected.csv", growth.size, &root);
  if (!reading.good)
    finding(verifying, 0,
            "its rows and those of rejected.seals do not go together: one of the two was changed");
  else if (bad)
    finding(verifying, bad + 1,
            "this row is not the one that was set aside: it was changed, or its line in "
            "rejected.seals");
  else if (!text_equal(now, line))
    finding(verifying, 0,
            "its rows do not give the root that the checkpoint says: rejected.seals was changed, "
            "or that line of the checkpoint");
}

void verify_rejected(Verifying *verifying) {
  const FileBytes *csv = run_bytes_file(verifying->bytes, "rejected.csv");
  const FileBytes *seals = run_bytes_file(verifying->bytes, "rejected.seals");
  if (!verifying->verified->has_checkpoint)
    return;
  Text line = checkpoint_line(&verifying->verified->checkpoint, "rejected.csv");
  if (!line.length)
    return; /* the two files, if there, are none of this run's */
  verify_known(verifying, "rejected.csv");
  verify_known(verifying, "rejected.seals");
  if (csv && seals)
    check_rows(verifying, csv->content, seals->content, line);
  else
    finding(verifying, 0, "rejected.csv and rejected.seals belong to this run; one is missing");
}

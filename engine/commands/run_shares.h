/* What `helder run` tells of a guarantee of fair shares: the table of its groups, whether
 * it holds or not. Costs a line a group. */
#ifndef HELDER_COMMANDS_RUN_SHARES_H
#define HELDER_COMMANDS_RUN_SHARES_H
#include "decide/guarantees.h"
#include "policy/mask.h"

/* The rest of the guarantee's line, and the table below it. */
void run_shares_text(const GuaranteeResult *result, Buffer *out);

/* Members of its object: "selection","by","at_least","least","groups":[{"group","customers",
 * "chosen","share","ratio","judged"}]; share and ratio rounded to six places. Where the mask
 * hides what makes the groups, a group's name is {"masked":true}. */
void run_shares_json(const GuaranteeResult *result, const Mask *mask, Buffer *out);
#endif

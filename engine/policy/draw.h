/* The lot of a holdout: a number of a customer in a selection, from 0 on and below 1, that
 * comes from the key alone (DESIGN.md, the order of deciding). Who draws less than the
 * holdout's part is kept apart, in every run. Costs one SHA-256; owns nothing. */
#ifndef HELDER_POLICY_DRAW_H
#define HELDER_POLICY_DRAW_H
#include "base/sha256.h"
#include "base/text.h"

/* Of all customers of one selection: sha256(policy name, 0, selection name, 0 … */
Sha256 draw_start(Text policy, Text selection);

/* … key)'s first 8 bytes / 2^64. */
double draw_bucket(Sha256 start, Text key);
#endif

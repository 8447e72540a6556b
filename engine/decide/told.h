/* Told: can the sentence of a customer's segment be said to this customer?
 *
 * Yes when every field or attribute that it cites has a value for the customer, and
 * none of them is sensitive, in each language it is written in. Costs a reading of
 * the sentence. */
#ifndef HELDER_DECIDE_TOLD_H
#define HELDER_DECIDE_TOLD_H
#include "decide/outcomes.h"

/* Of the segment in the segmentation of that name (mode all: of every one); no where
 * there is no segment, and where an override set one that the policy has not. */
bool told_can_be(const Outcomes *outcomes, size_t row, Text segmentation);
#endif

/* What a policy declares, found by its name. Costs a look at each that there is. */
#ifndef HELDER_POLICY_FIND_H
#define HELDER_POLICY_FIND_H
#include "policy/policy.h"

const Attribute *policy_attribute(const Policy *policy, Text name); /* NULL: there is none */
const PolicyFile *policy_file(const Policy *policy, Text name);     /* NULL: there is none */

/* Whether an exclusion keeps customers out of this selection: it holds for all of them, or
 * names it in `from`. */
bool policy_exclusion_applies(const Exclusion *exclusion, Text selection);

/* "first", "unique", "all" or "score". */
const char *policy_mode_name(SegmentationMode mode);
#endif

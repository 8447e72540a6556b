/* The versions of Lua and LPeg that run the policies, for manifests: "Lua 5.4.4" as
 * "5.4.4". Costs a Lua state that runs no policy. The arena owns the texts. */
#ifndef HELDER_POLICY_VERSIONS_H
#define HELDER_POLICY_VERSIONS_H
#include "base/text.h"

Text versions_lua(void);
Text versions_lpeg(Arena *arena);
#endif

/* The lines of a policy's functions that only the Lua VM can answer, and of the helpers
 * that they call: each line on which something runs. For coverage. Costs a short-lived
 * worker. The Arena owns the answer. */
#ifndef HELDER_POLICY_LINES_H
#define HELDER_POLICY_LINES_H
#include "policy/policy.h"

typedef struct FunctionLine {
  Text file; /* as people know it */
  int line;
  Text text; /* without the space around it */
  Text rule; /* guarantee "a guest is a guest" */
} FunctionLine;

/* NULL with the Error filled. */
const FunctionLine *policy_lines(Arena *arena, const Policy *policy, size_t *count, Error *error);

/* The text of a line of the policy's files; empty where there is no such line. */
Text policy_line(const Policy *policy, Text file, int line);
#endif

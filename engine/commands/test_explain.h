/* Why a test failed: the rules that had a part in it, asked again of its customer, each
 * comparison with the values it met. Costs two short-lived workers a failure at most. */
#ifndef HELDER_COMMANDS_TEST_EXPLAIN_H
#define HELDER_COMMANDS_TEST_EXPLAIN_H
#include "commands/test_judge.h"

/* Fills the failure's answers; the arena owns them. False with the Error filled. */
bool test_explain(Arena *arena, Policy *policy, const Trial *trial, TestFailure *failure,
                  Error *error);
#endif

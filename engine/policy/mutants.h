/* Mutants: a policy's files with one small change each (scripts/mutants.lua tells which).
 *
 * Listing costs a short-lived worker that reads the files and runs nothing of them. The
 * Arena owns all. */
#ifndef HELDER_POLICY_MUTANTS_H
#define HELDER_POLICY_MUTANTS_H
#include "policy/policy.h"

typedef struct Mutant {
  Position at;
  Text before, after; /* of what is changed, for people */
  Text from, to;      /* of a dated number: the days between which it holds; empty: no bound */
  size_t file;        /* in policy->files */
  size_t first, end;  /* the bytes that are replaced: from first, before end */
  Text with;
  Text promise; /* the guarantee in whose `holds` alone it stands; empty: not there */
  bool helper;  /* in a function or list with a name, which several rules may use */
  bool body;    /* inside functions: all else that the policy declares stays as it is */
} Mutant;

/* In the order of the files, by place. NULL with the Error filled. */
const Mutant *mutants_list(Arena *arena, const Policy *policy, size_t *count, Error *error);

/* Whether the change is about a number that holds on this day. */
bool mutant_holds(const Mutant *mutant, int32_t day);

/* The policy's files, one of them changed. */
const PolicyFile *mutant_files(Arena *arena, const Policy *policy, const Mutant *mutant);
#endif

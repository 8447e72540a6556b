/* A policy bound to data in columns: what the bench programs that look inside begin with. */
#ifndef HELDER_BENCH_BOUND_H
#define HELDER_BENCH_BOUND_H
#include "policy/policy.h"

enum { BOUND_AS_OF = 20778 /* 2026-11-21 */, BOUND_THREADS = 2 };

typedef struct Bound {
  Arena *arena;
  Policy *policy;
  Table *table;
} Bound;

/* Ends the program where it cannot be had. */
Bound bound_make(const char *policy, const char *data);
#endif

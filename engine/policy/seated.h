/* Seated: changed policies, loaded and asked one after the other inside one jailed worker.
 *
 * Elsewhere each asking that needs the Lua VM is a process of its own. To try hundreds of
 * changed policies on dozens of made-up customers, here the whole work runs in the worker:
 * the shipped scripts are read once, a policy is loaded in some milliseconds, and
 * policy_ask of it asks in this process. The work may do nothing but compute (jail.h);
 * what it finds it writes to shared pages, and a rule that does not stop ends it. */
#ifndef HELDER_POLICY_SEATED_H
#define HELDER_POLICY_SEATED_H
#include "policy/jail.h"

typedef struct Seated Seated;

typedef bool SeatedWork(void *context, size_t worker, Seated *seated);

typedef struct SeatedPlan {
  SeatedWork *work;
  void *context;
  size_t workers;
  JailLimits limits;
  uint64_t beats; /* the most that one worker calls seated_beat: bounds its processor time */
} SeatedPlan;

/* Runs the workers to their end; the report says how it ended, as jail_run does. False with
 * the Error filled when they could not be started. */
bool seated_run(const SeatedPlan *plan, JailReport *report, Error *error);

/* In the worker: the policy of these files (as many as `like` has, and of the same names
 * and folder) as of a day. It can be asked until the next seated_load. NULL with the Error
 * filled: it is refused. */
Policy *seated_load(Seated *seated, Arena *arena, const Policy *like, const PolicyFile *files,
                    int32_t as_of, Error *error);

/* The same for files that differ from those of `policy` in the bodies of functions only: it
 * is asked with their functions from now on, where the VM answers (interpret), until the
 * next load. A tenth of the cost. The policy was loaded in this worker. */
bool seated_load_functions(Seated *seated, const Policy *policy, const PolicyFile *files,
                           Error *error);

/* Tells the parent that it goes on: to be called more often than once in limits.seconds. */
void seated_beat(Seated *seated);
#endif

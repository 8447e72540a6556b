/* What the parts of a check share: the rules with their trees, the worlds, the findings.
 * For the check_ files alone. The Arena owns all of it. */
#ifndef HELDER_DECIDE_CHECK_PARTS_H
#define HELDER_DECIDE_CHECK_PARTS_H
#include "decide/check.h"
#include "decide/check_world.h"

typedef enum CheckKind {
  CHECK_ATTRIBUTE,
  CHECK_WHERE, /* which events an attribute is about */
  CHECK_ONLY,  /* who belongs to an attribute's population */
  CHECK_EXCLUSION,
  CHECK_SEGMENT,
  CHECK_POINT,
  CHECK_SELECTION,
  CHECK_RANK,
  CHECK_GUARANTEE,
  CHECK_HOLDS
} CheckKind;

/* One function of the policy. */
typedef struct CheckRule {
  CheckKind kind;
  Text title; /* exclusion "membership paused" */
  const Function *function;
  const Tree *tree;     /* NULL: it stays with the VM */
  size_t group, number; /* where it stands in the policy: segmentation and segment or point */
  int side;             /* of whose events it is asked, in the side tables; -1: of customers */
  bool never, always;   /* proven of its condition */
  bool mistyped;        /* a finding tells that it compares what cannot be compared */
  bool whole_told;      /* a finding is about all of its condition */
  bool explained;       /* a finding tells why it fires for nobody or for all */
} CheckRule;

/* What is known of those whom a rule is asked of. */
typedef struct CheckPlace {
  const Table *table;                  /* NULL: no data */
  Text whom;                           /* "guests", "visits" */
  World *whatever, *typed;             /* typed: NULL without a table */
  World *whatever_known, *typed_known; /* nothing is missing */
  ColumnRange *ranges;                 /* [column of the table], looked for when first asked */
  ColumnRange *kept_ranges;            /* of its first columns: CheckInput's; else kept_count 0 */
  size_t kept_count;
} CheckPlace;

typedef struct Checking {
  Arena *arena;
  const CheckInput *input;
  const Policy *policy;
  const Table *table; /* NULL: no data, or not the policy's */
  CheckRule *rules;
  size_t rule_count;
  const Tree **attribute_trees;
  Events **events;    /* of the side tables; NULL: no data */
  CheckPlace *places; /* of the customers, then of each side table */
  Findings *findings;
} Checking;

/* check_rules.c */
bool check_rules_list(Checking *checking, Error *error);
CheckRule *check_rule(const Checking *checking, CheckKind kind, size_t group, size_t number);

/* Whether it is a condition: asked for yes or no. */
bool check_is_condition(const CheckRule *rule);
Position check_at(const CheckRule *rule, const TreeNode *node);

/* A part as the marketer wrote it, shortened; the rule's title where there is no text. */
Text check_shown(const Checking *checking, const CheckRule *rule, const TreeNode *node);

/* check_place.c: once the attributes are there. */
void check_places_make(Checking *checking);
const CheckPlace *check_place(const Checking *checking, const CheckRule *rule);

/* On the data of a rule: this field is missing for all. */
World *check_world_without(const Checking *checking, const CheckRule *rule, Text field);

/* How its function calls the one that it is asked of: "g". */
Text check_parameter(const CheckRule *rule);

/* Without data; false: it does not fit the data, which is then left out of the rest. */
bool check_names(Checking *checking);
void check_outcomes(Checking *checking); /* what guarantees name of d */
void check_phrases(Checking *checking);
void check_values(Checking *checking);  /* types, ranges */
void check_missing(Checking *checking); /* ~= and not */
void check_always(Checking *checking);  /* conditions that are always or never so */
void check_reach(Checking *checking);   /* rules that others leave nothing for */
bool check_firing(Checking *checking, Asker *asker, Error *error);
void check_idle_scenarios(Checking *checking); /* what they set and nobody reads */

/* Scenarios and fair shares on this data; the table's attributes come after its fields. */
bool check_worlds(Checking *checking, Asker *asker, size_t field_count, Error *error);
#endif

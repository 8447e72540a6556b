/* What the parts of a comparison share. For the compare_ files alone. */
#ifndef HELDER_EXPLAIN_COMPARE_PARTS_H
#define HELDER_EXPLAIN_COMPARE_PARTS_H
#include "explain/compare.h"
#include "policy/differences.h"

/* A field, or an attribute that is data here: its columns by side, NULL where it is not. */
typedef struct CompareField {
  Text name;
  const Column *columns[2];
  bool given;    /* an attribute */
  Text contacts; /* of this selection, which is how often customers were contacted; or empty */
} CompareField;

/* One thing that differs. */
typedef struct CompareDifference {
  CompareKind kind;
  Text says;                      /* of data: the name */
  const PolicyDifference *policy; /* NULL: not of the policy's text */
  size_t field;                   /* COMPARE_DATA; else SIZE_MAX */
} CompareDifference;

enum { CAUSES_MOST = 8 };

typedef struct CompareCauses {
  size_t count;
  size_t differences[CAUSES_MOST];
  bool others[CAUSES_MOST]; /* of a field: that of other customers */
  bool together;            /* none of them alone */
  bool cut;                 /* the search went on too long: more belong to them */
} CompareCauses;

/* A mover while it is not known why. */
typedef struct OpenMover {
  CompareMover *mover;
  const ComparedRule *rule;
  CompareCauses causes;
  bool closed;
} OpenMover;

/* A policy between the two, once loaded; what it was asked to be. */
typedef struct MixedPolicy {
  bool *undone;         /* [difference] */
  const Policy *policy; /* NULL: it is none */
} MixedPolicy;

typedef struct Comparing {
  Arena *arena;
  const CompareInput *input;
  Comparison *comparison;
  uint32_t *partner[2]; /* [side][row]: the row on the other side; ENDED_NOWHERE */
  CompareField *fields;
  size_t field_count;
  size_t key; /* of the fields */
  CompareDifference *differences;
  size_t difference_count;
  OpenMover *open;
  size_t open_count;
  MixedPolicy *mixed;
  size_t mixed_count, mixed_room;
  size_t singled_out; /* movers who were looked at one by one */
  Error *error;       /* where what stops it all goes: no memory, an interruption */
  bool stopped;
} Comparing;

/* compare_data.c: partners, fields, and the differences of the data, of the day and of who is
 * there, behind those of the policy. */
void compare_data(Comparing *comparing);
bool compare_differences(Comparing *comparing, Error *error);
bool compare_field_differs(const Comparing *comparing, size_t field, uint32_t before,
                           uint32_t after);

/* A world: as after, with some as before. */
typedef struct World {
  const bool *undone;     /* [difference] */
  const uint8_t *only;    /* [row after]: fields are undone for these alone; NULL: for all */
  Arena *arena;           /* world_drop */
  const uint32_t *row_of; /* [row after]: its row here; NULL: the same */
  EndedList ended;
} World;

/* compare_world.c. False: it cannot be decided (a rule without its constant), or all is
 * stopped. */
bool world_decide(Comparing *comparing, World *world);
void world_drop(World *world);

/* The outcome of a mover in this world; an exclusion that is not there: "not excluded". */
Text world_label(const World *world, const OpenMover *open);

/* compare_cause.c: closes all that are open. */
void compare_causes(Comparing *comparing);

/* compare_say.c: the mover's kind and words. */
void compare_say(const Comparing *comparing, OpenMover *open);
#endif

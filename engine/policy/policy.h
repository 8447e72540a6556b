/* A Policy: what a policy file declares, as plain C data. No Lua is reachable here.
 *
 * policy_load runs the file in a jailed worker process (policy/jail.h), which sends
 * back a description; this process never executes a policy's code. policy_bind holds
 * the description against the data. The Arena given to policy_load owns everything;
 * a Policy does not change after policy_bind. Rules are asked through policy/ask.h. */
#ifndef HELDER_POLICY_POLICY_H
#define HELDER_POLICY_POLICY_H
#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/sha256.h"
#include "table/table.h"

typedef struct Position {
  Text file; /* as people know it: the path from the command line */
  int line, column;
} Position;

/* A reason, label or appeal in the two languages; nl empty: only English is given. */
typedef struct Phrase {
  Text en, nl;
} Phrase;

/* A value the rule's function closes over (WARNINGS), for reasons: {WARNINGS}. */
typedef struct NamedValue {
  Text name;
  Value value;
} NamedValue;

/* One Lua function of a rule. */
typedef struct Function {
  int number;  /* in the worker's list, from 0; -1: the rule has none */
  Position at; /* of the word `function` */
  int last_line;
  Text source; /* as the marketer wrote it */
  Text *reads; /* fields and attributes it reads, in order of first mention */
  size_t read_count;
  NamedValue *values; /* constants it closes over */
  size_t value_count;
  const json_t *tree; /* the condition tree (condition/tree.h), or NULL */
  Text opaque;        /* why there is no tree; empty when there is one */
  Position opaque_at; /* of what keeps it from being one */
} Function;

typedef enum SpanUnit { SPAN_NONE, SPAN_DAYS, SPAN_MONTHS } SpanUnit;

typedef struct Span {
  SpanUnit unit;
  int count;
} Span;

typedef enum AttributeKind {
  ATTRIBUTE_IS,
  ATTRIBUTE_NTILE,
  ATTRIBUTE_BINS,
  ATTRIBUTE_CUTS,
  ATTRIBUTE_QUANTILE,
  ATTRIBUTE_SHARE,
  ATTRIBUTE_AHEAD,
  ATTRIBUTE_EVENTS
} AttributeKind;

typedef enum EventWord {
  EVENT_COUNT,
  EVENT_SUM,
  EVENT_MEAN,
  EVENT_MIN,
  EVENT_MAX,
  EVENT_FIRST, /* by date, ties by place in the file */
  EVENT_LAST,
  EVENT_DISTINCT,
  EVENT_LOST /* decide/lost.h */
} EventWord;

const char *event_word_name(EventWord word); /* "count", … */

/* What an attribute says of a customer's events. */
typedef struct EventMeasure {
  EventWord word;
  size_t table;   /* in policy->side_tables */
  Text of;        /* empty: EVENT_COUNT */
  Span within;    /* SPAN_NONE: all there are */
  Function where; /* number -1: all of them */
  Value none;     /* without such events; VALUE_MISSING: not said */
  size_t lost;    /* EVENT_LOST: the events that others no longer came for; in side_tables */
  int over;       /* EVENT_LOST: days */
} EventMeasure;

typedef struct Attribute {
  Text name;
  Phrase label; /* en is the name when none is given */
  Position at;
  AttributeKind kind;
  Function is;    /* ATTRIBUTE_IS */
  Text of;        /* the others: the field or attribute that is divided, shared, summed */
  int64_t tiles;  /* ATTRIBUTE_NTILE: 1 (lowest) … tiles, as SQL's NTILE; ties by key */
  double *breaks; /* ATTRIBUTE_BINS: value < breaks[0] is 1, … , >= the last is break_count + 1 */
  size_t break_count;
  double added;         /* ATTRIBUTE_CUTS: `tiles` bins at the quantiles, each plus this; as BINS */
  bool reverse;         /* NTILE, BINS, CUTS: 1 is the highest */
  double fraction;      /* ATTRIBUTE_QUANTILE: 0 … 1, as R's type 7; one value for all */
  Text order;           /* ATTRIBUTE_AHEAD: the sum of `of` of those that come before by this, the
                           highest first, a missing one last, ties by key */
  const Function *only; /* who belongs to the population; NULL: everyone. The others: missing */
  EventMeasure events;  /* ATTRIBUTE_EVENTS */
} Attribute;

typedef struct Exclusion {
  Text name;
  Position at;
  Function when;
  Phrase because, appeal; /* appeal.en empty: none */
  bool ignore_unknown;    /* when_unknown = "ignore" */
  Text *from;             /* selections it holds for; from_count 0: all */
  size_t from_count;
  Span lasts; /* with `since`, a date field or attribute: it ends on since + lasts */
  Text since;
} Exclusion;

typedef struct Segment {
  Text name;
  Position at;
  Function when; /* number -1 for `otherwise`, and for the bands of a score */
  Phrase because;
  bool otherwise;
  double from; /* SEGMENTATION_SCORE: the band begins at this sum of points */
} Segment;

typedef struct Point {
  Text name;
  Position at;
  Function when;
  Phrase because;
  double points; /* may be negative */
} Point;

typedef enum SegmentationMode {
  SEGMENTATION_FIRST,  /* the first segment whose condition says yes */
  SEGMENTATION_UNIQUE, /* exactly one may say yes; more is a finding, the customer has none */
  SEGMENTATION_ALL,    /* every segment that says yes */
  SEGMENTATION_SCORE   /* points summed; the highest band whose `from` is reached */
} SegmentationMode;

typedef struct Segmentation {
  Text name;
  Position at;
  SegmentationMode mode;
  Segment *segments; /* as listed; `otherwise`, if any, is the last */
  size_t segment_count;
  Point *points; /* SEGMENTATION_SCORE */
  size_t point_count;
} Segmentation;

/* So many events are enough; max 0: no pressure is looked at. */
typedef struct Pressure {
  size_t table; /* in policy->side_tables */
  int64_t max;
  Span within;
} Pressure;

typedef struct Selection {
  Text name;
  Position at;
  Function when;
  Phrase because;
  Function rank;  /* number -1: all rank the same, ties by key */
  int64_t limit;  /* -1: none */
  Text one_per;   /* empty: none */
  bool quota;     /* there is one */
  Text quota_per; /* one for each value of this; empty: one for all */
  double quota_max;
  Text quota_of;  /* the field that is summed; empty: each customer counts 1 */
  double holdout; /* 0 … 1 */
  Text group;     /* empty: none */
  Pressure pressure;
  Phrase label; /* what it is called when we speak to the customer; en empty: its name */
} Selection;

typedef struct Guarantee {
  Text name;
  Position at;
  Function when, holds; /* of fair shares: when may have number -1 (everyone), holds has it */
  Phrase because;
  Text selection;  /* fair shares: of this selection; else empty */
  Text by;         /* the field or attribute that makes the groups */
  double at_least; /* the lowest share of chosen, as a part of the highest */
  int64_t least;   /* groups with fewer customers are shown but not judged */
} Guarantee;

/* What customers need, and what it is worth to serve it well: for `helder advise`. No
 * decision depends on it. Money (or points) is the policy's own unit. */
typedef struct Need {
  Text name;
  Position at;
  Text field;        /* a number, a text or yes/no: what the customer needs */
  Text segmentation; /* by which customers are served; never one of mode all */
  bool must;         /* false: a nice-to-have, which does not count */
  double benefit;    /* of one customer served without a misfit of 1 (decide/misfit.h) */
  double cost_segment, cost_individual; /* of a way of its own for a segment; a customer */
  bool product, presentation;           /* whether tailoring changes it */
  Text *split_by;                       /* fields and attributes that may divide a segment */
  size_t split_count;
  Phrase because;     /* empty: it does not say */
  Function constants; /* number -1; its values fill the reason */
} Need;

typedef enum Direction { DIRECTION_ANY, DIRECTION_UP, DIRECTION_DOWN } Direction;
/* One field or attribute of a scenario, and the function that says what it becomes. */
typedef struct Change {
  Text field;
  Function function;
  const Text *parts; /* the function answers a list of these names (ask.h); NULL: the value */
  size_t part_count, part;
} Change;

/* A world that could be. One that the command line sets has the name "--set". */
typedef struct Scenario {
  Text name;
  Position at;
  Phrase because; /* en empty: none */
  Change *changes;
  size_t change_count;
  Text *forget; /* fields and attributes that are missing there */
  size_t forget_count;
} Scenario;

/* How many overrides staff may make. */
typedef struct Discretion {
  bool given;
  int64_t budget;
  Span per; /* SPAN_NONE: all that are in force */
  Phrase because;
  Position at;
} Discretion;

/* What the policy says of one field beyond what loading needs (that is in options). */
typedef struct FieldInfo {
  Text name;
  Position at;
  Phrase label;
  bool sensitive, fixed;
  Direction only; /* what a customer can change it to */
  double step;    /* 0: any */
  Value min, max; /* integers, decimals or dates; missing: no bound */
  double cost;    /* of changing it, beside others; 1 when nothing is said */
  bool mask;      /* its values stay out of the log (policy/mask.h) */
} FieldInfo;

/* A table whose rows are events, each of one customer. */
typedef struct SideTable {
  Text name; /* "visits" for visits.csv */
  Position at;
  Text of;          /* its column that holds the customer's key */
  Text on;          /* its date column; empty: the events have no date */
  ReadOptions read; /* how to load it: missing, fields, link */
  FieldInfo *fields;
  size_t field_count;
  Phrase source; /* as a policy's */
} SideTable;

/* A field or attribute that the policy names, and where. `role` is "read" (a rule's
 * function), "reason" (in a reason text), "since", "one_per", "quota.per", "quota.of",
 * "need.field", "split_by", "of", "ahead" and "order" (an attribute's), "by" (a guarantee's),
 * "what if" (a scenario's function reads it), "set" (a scenario sets it), "key" and "field" (of
 * `customers`), "on" (of `events`). */
typedef struct Mention {
  Text name, role;
  Text rule;      /* "exclusion \"membership paused\"", for messages */
  Text attribute; /* the attribute that names it; empty: a rule does, or the table */
  Text table;     /* in event_mentions: the side table whose field it is; in outcome_mentions: the
                   * rule whose state or segment it is, empty: it is a rule's own name */
  Position at;
} Mention;

/* A file that took part: the policy itself first, then what it required. */
typedef struct PolicyFile {
  Text path; /* as opened */
  Text name; /* relative to the policy's folder: "policy.lua", "parts/ages.lua" */
  Text content;
  char sha256[SHA256_HEX + 1];
} PolicyFile;

typedef struct Policy {
  Text name, version, owner, purpose;
  Position at;
  Text data;   /* as written; empty: none */
  Text folder; /* of the policy file */
  int32_t as_of;
  Text customers; /* name of the customers' table */
  Position customers_at;
  Phrase source;    /* where their data come from, in words for them; en empty: not said */
  ReadOptions read; /* key, missing, fields: how to load that table */
  FieldInfo *fields;
  size_t field_count;
  SideTable *side_tables; /* in the order declared */
  size_t side_table_count;
  Attribute *attributes; /* in an order in which each needs only earlier ones */
  size_t attribute_count;
  Exclusion *exclusions;
  size_t exclusion_count;
  Segmentation *segmentations;
  size_t segmentation_count;
  Selection *selections;
  size_t selection_count;
  Guarantee *guarantees;
  size_t guarantee_count;
  Need *needs;
  size_t need_count;
  Scenario *scenarios; /* that of the command line last */
  size_t scenario_count;
  Discretion discretion;
  const Text *sets; /* of the command line: "field=expression" (policy_load_setting) */
  size_t set_count;
  PolicyFile *files;
  size_t file_count;
  Text *named; /* what goes into `read`: every field and attribute that rules, or the
                  attributes they use, name; in order of first mention. Set by policy_bind
                  to those the data has */
  size_t named_count;
  Mention *mentions; /* rules first, in the order of deciding; then attributes; then fields */
  size_t mention_count;
  Mention *event_mentions; /* fields of side tables; not among the mentions */
  size_t event_mention_count;
  Mention *outcome_mentions; /* what guarantees name of d; role: its part, "selection" */
  size_t outcome_mention_count;
  const json_t *description; /* all of it as the worker sent it */
  void *seated;              /* in the worker that has loaded it (policy/seated.h); else NULL */
  Text described;            /* the same as JSON text, its files by name, not path: kept in the
                                run folder, so that a policy need not be read again to be asked */
} Policy;

/* What a worker may use before it is stopped. */
typedef struct JailLimits {
  double seconds; /* for one call of one rule, or for loading the policy; default 1.0 */
  size_t bytes;   /* of Lua memory a worker; default 256 MiB */
} JailLimits;

JailLimits jail_limits_default(void);

/* Reads `path` (a file, or a folder that holds policy.lua) as of a day. NULL with
 * the Error filled: file, line, column, what was expected, "did you mean". */
Policy *policy_load(Arena *arena, const char *path, int32_t as_of, JailLimits limits, Error *error);

/* The same with a last scenario "--set": `sets` are texts "field=expression", Lua in which
 * bare names are the customer's fields. The texts must live as long as the arena. */
Policy *policy_load_setting(Arena *arena, const char *path, int32_t as_of, const Text *sets,
                            size_t set_count, Error *error);

/* The same from a description that was kept (policy->described) and the folder of the
 * files that ran: nothing is run, nothing checked anew. */
Policy *policy_load_described(Arena *arena, const char *path, Text described, int32_t as_of,
                              Error *error);

/* Holds the policy against the data: every field it names is there (or is an
 * attribute), `since` is a date, quota.of a number. False with the Error filled. */
bool policy_bind(Policy *policy, const Table *table, Error *error);

/* What a column must hold to stand in this place of an attribute ("of", "ahead", "order"):
 * "a number"; NULL where it may stand there. Costs a pass where its kinds are mixed. */
const char *policy_attribute_wants(const Attribute *attribute, Text role, const Column *column);

/* Whether all it holds are numbers: a column of integers or decimals, or of both, as an
 * attribute's values may be. Costs a pass where its kinds are mixed. */
bool policy_holds_numbers(const Column *column);

/* The same for a side table and what is named of it: `on` is a date, what is summed a
 * number, `none` of the kind that the field is. */
bool policy_bind_events(const Policy *policy, size_t number, const Table *side, Error *error);

/* What is said of a field of a side table; NULL: nothing. */
const FieldInfo *policy_event_field(const Policy *policy, Text table, Text name);

const FieldInfo *policy_field(const Policy *policy, Text name); /* NULL: nothing said */

/* "the score you gave us": the label of a field or attribute, else its name. */
Text policy_label(const Policy *policy, Text name, bool dutch);

/* Whether a field or attribute has a label of its own. */
bool policy_has_label(const Policy *policy, Text name);
#endif

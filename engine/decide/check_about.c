#include "decide/check_about.h"

#include <stddef.h>

const CheckAbout check_abouts[] = {
    {"broken-policy", "the policy cannot be read"},
    {"broken-data", "the data cannot be read"},
    {"unknown-field", "a name that the data and the policy do not have"},
    {"unknown-name", "a guarantee names a rule, state or segment that there is not"},
    {"wrong-use", "a field of a kind that does not fit its use"},
    {"wrong-type", "values of different kinds are compared or calculated with"},
    {"not-a-date", "a date is compared with something that is no date"},
    {"outside-range", "a number is compared with one that the field never reaches"},
    {"matches-missing", "a condition says yes to customers of whom the field is missing"},
    {"always-true", "a condition, or a part of one, that is always yes"},
    {"always-false", "a condition, or a part of one, that is never yes"},
    {"shadowed-segment", "a segment whose customers an earlier one takes"},
    {"overlapping-segments", "segments of mode unique that hold for the same customers"},
    {"unreachable-band", "a segment of mode score that no sum of points reaches"},
    {"subsumed-exclusion", "an exclusion that keeps out nobody whom another does not"},
    {"idle-scenario", "a scenario that can move nobody"},
    {"unreachable-selection", "a selection that can choose nobody"},
    {"never-fires", "a rule that is yes for nobody in this data"},
    {"always-fires", "a rule that is yes for everybody in this data"},
    {"never-reached", "a segment that gets nobody in this data, though its condition fits some"},
    {"rule-fails", "a rule that stops with a mistake for customers in this data"},
    {"sensitive-read", "a sensitive field that a rule reads"},
    {"missing-dutch", "a text without Dutch in a policy that speaks it"},
    {"missing-label", "fields that a letter to a customer cannot name"},
    {"technical-reason", "a reason that shows an operator or a column to the customer"},
    {"long-reason", "a reason with more words than a letter has room for"},
    {NULL, NULL}};

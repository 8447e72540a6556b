/* What each finding is about, in a line: for reports that list the kinds of findings.
 * Each has a heading in CHECKS.md. Ends with a NULL id. */
#ifndef HELDER_DECIDE_CHECK_ABOUT_H
#define HELDER_DECIDE_CHECK_ABOUT_H

typedef struct CheckAbout {
  const char *id, *about;
} CheckAbout;

extern const CheckAbout check_abouts[];
#endif

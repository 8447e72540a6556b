/* Runs another program and says how long it took, or how much memory it and all
 * its children took together. What the program prints goes nowhere. */
#ifndef HELDER_BENCH_PROCESS_H
#define HELDER_BENCH_PROCESS_H

/* Seconds from start to end. Ends the bench when the program ends with 2 or more. */
double process_seconds(char *const *arguments);

/* The largest sum of PSS, in bytes, over the program and its descendants, looked
 * at every few milliseconds. Pages shared by several count once. */
double process_memory(char *const *arguments);
#endif

/* WIDE: a loop that is built twice, for every processor of its kind and for those with AVX2,
 * of which the loader takes the one that fits. The same answers, in half the instructions.
 * Not by clang, whose linker of Debian 12 ends on it with -flto; nor under the sanitizers,
 * which are not ready yet when the loader asks. */
#ifndef HELDER_CONDITION_WIDE_H
#define HELDER_CONDITION_WIDE_H
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__clang__) &&                         \
    !defined(HELDER_SANITIZED)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif
#endif

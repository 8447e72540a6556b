/* Bytes: how often one occurs among many, some 16 at a time. Costs a pass at memory's pace;
 * owns nothing. */
#ifndef HELDER_BASE_BYTES_H
#define HELDER_BASE_BYTES_H
#include <stddef.h>
#include <stdint.h>

/* How many of `count` bytes are `wanted`. */
size_t bytes_count(const uint8_t *bytes, size_t count, uint8_t wanted);
#endif

#include "log/decisions.h"

size_t decisions_override_first(const Decisions *decisions, size_t row) {
  size_t low = 0, high = decisions->override_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (decisions->overrides[middle].row < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

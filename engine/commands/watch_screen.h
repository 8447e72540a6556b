/* Where a watch shows itself: on a terminal the screen is painted anew, in place; else each
 * save is a block after the last. The one command that prints as it goes (command.h), since
 * it has no end. Costs one write a block. */
#ifndef HELDER_COMMANDS_WATCH_SCREEN_H
#define HELDER_COMMANDS_WATCH_SCREEN_H
#include "base/error.h"
#include "base/text.h"

typedef struct WatchScreen {
  bool terminal;
  bool painted;
} WatchScreen;

WatchScreen watch_screen_make(void);

/* Shows a block. False with the Error filled: nobody reads it any more. */
bool watch_screen_show(WatchScreen *screen, Text block, Error *error);
#endif

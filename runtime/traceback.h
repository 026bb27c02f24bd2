/* Adds frames of compiled functions to tracebacks. */
#ifndef PYX_TRACEBACK_H
#define PYX_TRACEBACK_H
#include "module.h"

/* An exception is set and passes through `function` at `line` of `file` (NULL: the module's file). Never fails; takes the GIL if need be. */
PYX_API void pyx_traceback(pyx_module *m, const char *function, const char *file, int line);

#endif

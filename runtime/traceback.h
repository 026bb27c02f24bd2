/* Adds frames of compiled functions to tracebacks. */
#ifndef PYX_TRACEBACK_H
#define PYX_TRACEBACK_H
#include "module.h"

/* An exception is set and passes through `function` at `line` of `file` (NULL: the module's file). Never fails. */
PYX_API void pyx_traceback(pyx_module *m, const char *function, const char *file, int line);
/* The same in functions that may run without the GIL: takes it if need be. */
PYX_API void pyx_traceback_nogil(pyx_module *m, const char *function, const char *file, int line);

#endif

/* Types that all modules of one process share: the first module that needs one makes it and keeps it in the module
 * `_pyxide_0_1` of `sys.modules`; the others take it from there. */
#ifndef PYX_SHARED_H
#define PYX_SHARED_H
#include "base.h"

#define PYX_SHARED_NAME "_pyxide_0_1"

/* The shared type with the name of `own` (`_pyxide_0_1.NAME`): an earlier module's, or `own`, which is readied. Borrowed;
 * lives as long as the process. `own` is filled in by the caller. */
PYX_API PyTypeObject *pyx_shared_type(PyTypeObject *own);
/* The module itself, borrowed. */
PYX_API PyObject *pyx_shared_module(void);

#endif

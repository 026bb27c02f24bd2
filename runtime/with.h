/* The with statement. */
#ifndef PYX_WITH_H
#define PYX_WITH_H
#include "base.h"

/* (manager; outs: bound exit, bound enter) */
PYX_API int pyx_with_lookup(PyObject *manager, PyObject **exit, PyObject **enter);
PYX_API int pyx_with_lookup_async(PyObject *manager, PyObject **exit, PyObject **enter);
/* The bound exit alone, for a manager that is entered without a lookup. */
PYX_API PyObject *pyx_with_exit_of(PyObject *manager);
PYX_API PyObject *pyx_with_exit_of_async(PyObject *manager);
/* exit(type(exc), exc, exc.__traceback__); None for `exc`: exit(None, None, None) */
PYX_API PyObject *pyx_with_exit(PyObject *exit, PyObject *exc);

#endif

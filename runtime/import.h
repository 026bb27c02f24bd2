/* Import statements. */
#ifndef PYX_IMPORT_H
#define PYX_IMPORT_H
#include "module.h"

/* (dotted name, tuple or list of names or NULL, level, want the leaf module rather than the top package) */
PYX_API PyObject *pyx_import(pyx_module *m, PyObject *name, PyObject *from_list, int level, int leaf);
PYX_API PyObject *pyx_import_from(PyObject *module, PyObject *name);
PYX_API int pyx_import_star(pyx_module *m, PyObject *module);

#endif

/* Python classes: the class statement's metaclass, namespace and call. */
#ifndef PYX_PYCLASS_H
#define PYX_PYCLASS_H
#include "module.h"

/* (name, bases as written, qualname, keyword arguments (changed: `metaclass` is taken out) or NULL, doc or NULL;
 * outs: bases after __mro_entries__, metaclass, namespace) */
PYX_API int pyx_class_prepare(pyx_module *m, PyObject *name, PyObject *bases, PyObject *qualname, PyObject *kwargs,
                              PyObject *doc, PyObject **out_bases, PyObject **out_metaclass, PyObject **out_namespace);
/* (metaclass, name, bases, namespace, keyword arguments or NULL) */
PYX_API PyObject *pyx_class_create(PyObject *metaclass, PyObject *name, PyObject *bases, PyObject *ns, PyObject *kwargs);
/* An empty cell, for `__classcell__`. */
PYX_API PyObject *pyx_class_cell(void);
PYX_API PyObject *pyx_super(PyObject *type, PyObject *self);

#endif

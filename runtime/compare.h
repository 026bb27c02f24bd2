/* Comparison and containment tests whose result is a C truth value. `op` is Py_LT … Py_GE. */
#ifndef PYX_COMPARE_H
#define PYX_COMPARE_H
#include "base.h"

PYX_API int pyx_compare_bool(PyObject *a, PyObject *b, int op);
/* Equality where one side at least is expected to be a str or bytes. */
PYX_API int pyx_str_eq(PyObject *a, PyObject *b);
PYX_API int pyx_bytes_eq(PyObject *a, PyObject *b);
PYX_API int pyx_compare_long(PyObject *a, long b, int op);
/* (container, item) */
PYX_API int pyx_dict_contains(PyObject *dict, PyObject *key);
PYX_API int pyx_set_contains(PyObject *set, PyObject *key);
/* (item, container): `item in container` in the order of the source. */
PYX_INLINE int pyx_contains(PyObject *item, PyObject *container) { return PySequence_Contains(container, item); }

#endif

/* Comparison and containment tests whose result is a C truth value. `op` is Py_LT … Py_GE. */
#ifndef PYX_COMPARE_H
#define PYX_COMPARE_H
#include "base.h"
#include "convert.h"

PYX_API int pyx_compare_objects(PyObject *a, PyObject *b, int op);

/* Most comparisons in loops are of small ints: these are compared in place. `op` is a constant where this is called. */
PYX_INLINE int pyx_compare_bool(PyObject *a, PyObject *b, int op)
{
    Py_ssize_t x, y;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && pyx_one_digit(a, &x) && pyx_one_digit(b, &y))
        return op == Py_LT ? x < y : op == Py_LE ? x <= y : op == Py_EQ ? x == y : op == Py_NE ? x != y
             : op == Py_GT ? x > y : x >= y;
    return pyx_compare_objects(a, b, op);
}
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

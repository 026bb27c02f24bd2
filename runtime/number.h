/* Arithmetic on Python objects, with fast paths for int and float. */
#ifndef PYX_NUMBER_H
#define PYX_NUMBER_H
#include "base.h"

PYX_INLINE PyObject *pyx_pow(PyObject *a, PyObject *b) { return PyNumber_Power(a, b, Py_None); }
PYX_INLINE PyObject *pyx_ipow(PyObject *a, PyObject *b) { return PyNumber_InPlacePower(a, b, Py_None); }
/* (left, right as object, right as a small C value, in-place) */
PYX_API PyObject *pyx_add_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_sub_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_add(PyObject *a, PyObject *b);
PYX_API PyObject *pyx_sub(PyObject *a, PyObject *b);
PYX_API PyObject *pyx_mul(PyObject *a, PyObject *b);

#endif

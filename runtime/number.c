/* Arithmetic on Python objects, with fast paths for int and float. See number.h. */
#include "number.h"
#include "convert.h"

/* Sum of an int object of one digit, or a float, and a C value; NULL without an exception: another kind of object. */
static PyObject *pyx_quick_add(PyObject *a, long v)
{
    Py_ssize_t x;
    if (pyx_likely(PyLong_CheckExact(a)) && pyx_compact_long(a, &x))
        return PyLong_FromLongLong((PY_LONG_LONG)x + v);
    return NULL;
}

PYX_API PyObject *pyx_add_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PyObject *r = pyx_quick_add(a, v);
    if (pyx_likely(r != NULL) || PyErr_Occurred())
        return r;
    if (PyFloat_CheckExact(a))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) + (double)v);
    return inplace ? PyNumber_InPlaceAdd(a, b) : PyNumber_Add(a, b);
}

PYX_API PyObject *pyx_sub_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PyObject *r = pyx_quick_add(a, -v);
    if (pyx_likely(r != NULL) || PyErr_Occurred())
        return r;
    if (PyFloat_CheckExact(a))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) - (double)v);
    return inplace ? PyNumber_InPlaceSubtract(a, b) : PyNumber_Subtract(a, b);
}

PYX_API PyObject *pyx_add(PyObject *a, PyObject *b)
{
    Py_ssize_t x, y;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && pyx_compact_long(a, &x) && pyx_compact_long(b, &y))
        return PyLong_FromSsize_t(x + y);
    if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) + PyFloat_AS_DOUBLE(b));
    return PyNumber_Add(a, b);
}

PYX_API PyObject *pyx_sub(PyObject *a, PyObject *b)
{
    Py_ssize_t x, y;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && pyx_compact_long(a, &x) && pyx_compact_long(b, &y))
        return PyLong_FromSsize_t(x - y);
    if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) - PyFloat_AS_DOUBLE(b));
    return PyNumber_Subtract(a, b);
}

PYX_API PyObject *pyx_mul(PyObject *a, PyObject *b)
{
    Py_ssize_t x, y;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && pyx_compact_long(a, &x) && pyx_compact_long(b, &y))
        return PyLong_FromLongLong((PY_LONG_LONG)x * y);
    if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) * PyFloat_AS_DOUBLE(b));
    return PyNumber_Multiply(a, b);
}

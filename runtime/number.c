/* Arithmetic on Python objects, with fast paths for int and float. See number.h. */
#include "number.h"
#include "arith.h"
#include "convert.h"

/* Value of an exact int of at most two digits; 0: another kind of object. */
PYX_INLINE int pyx_short_long(PyObject *o, PY_LONG_LONG *value)
{
    Py_ssize_t x;
    if (pyx_unlikely(!PyLong_CheckExact(o)))
        return 0;
    if (pyx_unlikely(!pyx_compact_long(o, &x)))
        return pyx_two_digits(o, value);
    *value = x;
    return 1;
}

PYX_INLINE PyObject *pyx_long(PY_LONG_LONG v)
{
#if SIZEOF_LONG == SIZEOF_LONG_LONG
    return PyLong_FromLong((long)v);
#else
    return PyLong_FromLongLong(v);
#endif
}

/* Value of an exact float or short int as a float, which is exact; 0: another kind of object. */
static int pyx_real(PyObject *o, double *value)
{
    Py_ssize_t x;
    if (pyx_likely(PyFloat_CheckExact(o))) {
        *value = PyFloat_AS_DOUBLE(o);
        return 1;
    }
    if (!PyLong_CheckExact(o) || !pyx_compact_long(o, &x))
        return 0;
    *value = (double)x;
    return 1;
}

/* ---- a constant on the right */

PYX_API PyObject *pyx_add_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(x + v);
    if (PyFloat_CheckExact(a))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) + (double)v);
    return inplace ? PyNumber_InPlaceAdd(a, b) : PyNumber_Add(a, b);
}

PYX_API PyObject *pyx_sub_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(x - v);
    if (PyFloat_CheckExact(a))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) - (double)v);
    return inplace ? PyNumber_InPlaceSubtract(a, b) : PyNumber_Subtract(a, b);
}

PYX_API PyObject *pyx_object_floordiv_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(pyx_floordiv_llong(x, v));
    return inplace ? PyNumber_InPlaceFloorDivide(a, b) : PyNumber_FloorDivide(a, b);
}

PYX_API PyObject *pyx_object_mod_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(pyx_mod_llong(x, v));
    return inplace ? PyNumber_InPlaceRemainder(a, b) : PyNumber_Remainder(a, b);
}

PYX_API PyObject *pyx_and_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(x & v);
    return inplace ? PyNumber_InPlaceAnd(a, b) : PyNumber_And(a, b);
}

PYX_API PyObject *pyx_or_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(x | v);
    return inplace ? PyNumber_InPlaceOr(a, b) : PyNumber_Or(a, b);
}

PYX_API PyObject *pyx_xor_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(x ^ v);
    return inplace ? PyNumber_InPlaceXor(a, b) : PyNumber_Xor(a, b);
}

PYX_API PyObject *pyx_lshift_long(PyObject *a, PyObject *b, long v, int inplace)
{
    Py_ssize_t x;
    if (pyx_likely(PyLong_CheckExact(a)) && pyx_likely(v < 32) && pyx_compact_long(a, &x))
        return pyx_long((PY_LONG_LONG)x * ((PY_LONG_LONG)1 << v));
    return inplace ? PyNumber_InPlaceLshift(a, b) : PyNumber_Lshift(a, b);
}

PYX_API PyObject *pyx_rshift_long(PyObject *a, PyObject *b, long v, int inplace)
{
    PY_LONG_LONG x;
    if (pyx_likely(v < 64) && pyx_likely(pyx_short_long(a, &x)))
        return pyx_long(x >> v);
    return inplace ? PyNumber_InPlaceRshift(a, b) : PyNumber_Rshift(a, b);
}

/* ---- two objects */

PYX_API PyObject *pyx_add(PyObject *a, PyObject *b, int inplace)
{
    PY_LONG_LONG x, y;
    double p, q;
    if (pyx_short_long(a, &x) && pyx_short_long(b, &y))
        return pyx_long(x + y);
    if (pyx_real(a, &p) && pyx_real(b, &q))
        return PyFloat_FromDouble(p + q);
    return inplace ? PyNumber_InPlaceAdd(a, b) : PyNumber_Add(a, b);
}

PYX_API PyObject *pyx_sub(PyObject *a, PyObject *b, int inplace)
{
    PY_LONG_LONG x, y;
    double p, q;
    if (pyx_short_long(a, &x) && pyx_short_long(b, &y))
        return pyx_long(x - y);
    if (pyx_real(a, &p) && pyx_real(b, &q))
        return PyFloat_FromDouble(p - q);
    return inplace ? PyNumber_InPlaceSubtract(a, b) : PyNumber_Subtract(a, b);
}

PYX_API PyObject *pyx_mul(PyObject *a, PyObject *b, int inplace)
{
    Py_ssize_t x, y;
    double p, q;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b)) {
        if (pyx_compact_long(a, &x) && pyx_compact_long(b, &y))
            return pyx_long((PY_LONG_LONG)x * y);
    } else if (pyx_real(a, &p) && pyx_real(b, &q)) {
        return PyFloat_FromDouble(p * q);
    }
    return inplace ? PyNumber_InPlaceMultiply(a, b) : PyNumber_Multiply(a, b);
}

PYX_API PyObject *pyx_truediv(PyObject *a, PyObject *b, int inplace)
{
    double p, q;
    if (pyx_likely(pyx_real(a, &p) && pyx_real(b, &q)) && pyx_likely(q != 0))
        return PyFloat_FromDouble(p / q);
    return inplace ? PyNumber_InPlaceTrueDivide(a, b) : PyNumber_TrueDivide(a, b);
}

/* ---- intermediate results */

/* The operands, if both are floats; 0: they are not. */
PYX_INLINE int pyx_both_floats(PyObject *a, PyObject *b, double *p, double *q)
{
    if (!PyFloat_CheckExact(a) || !PyFloat_CheckExact(b))
        return 0;
    *p = PyFloat_AS_DOUBLE(a);
    *q = PyFloat_AS_DOUBLE(b);
    return 1;
}

/* A float in place of the two, which are released. */
static PyObject *pyx_float_result(PyObject *a, PyObject *b, double value)
{
    PyObject *r;
#if !defined(Py_GIL_DISABLED)
    if (Py_REFCNT(a) == 1) {
        ((PyFloatObject *)a)->ob_fval = value;
        Py_DECREF(b);
        return a;
    }
    if (Py_REFCNT(b) == 1) {
        ((PyFloatObject *)b)->ob_fval = value;
        Py_DECREF(a);
        return b;
    }
#endif
    r = PyFloat_FromDouble(value);
    Py_DECREF(a);
    Py_DECREF(b);
    return r;
}

static PyObject *pyx_released(PyObject *r, PyObject *a, PyObject *b)
{
    Py_DECREF(a);
    Py_DECREF(b);
    return r;
}

PYX_API PyObject *pyx_add_temps(PyObject *a, PyObject *b)
{
    double p, q;
    if (pyx_both_floats(a, b, &p, &q))
        return pyx_float_result(a, b, p + q);
    return pyx_released(pyx_add(a, b, 0), a, b);
}

PYX_API PyObject *pyx_sub_temps(PyObject *a, PyObject *b)
{
    double p, q;
    if (pyx_both_floats(a, b, &p, &q))
        return pyx_float_result(a, b, p - q);
    return pyx_released(pyx_sub(a, b, 0), a, b);
}

PYX_API PyObject *pyx_mul_temps(PyObject *a, PyObject *b)
{
    double p, q;
    if (pyx_both_floats(a, b, &p, &q))
        return pyx_float_result(a, b, p * q);
    return pyx_released(pyx_mul(a, b, 0), a, b);
}

PYX_API PyObject *pyx_truediv_temps(PyObject *a, PyObject *b)
{
    double p, q;
    if (pyx_both_floats(a, b, &p, &q) && pyx_likely(q != 0))
        return pyx_float_result(a, b, p / q);
    return pyx_released(pyx_truediv(a, b, 0), a, b);
}

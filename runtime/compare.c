/* Comparison and containment tests. See compare.h. */
#include "compare.h"
#include "convert.h"
#include "iter.h"

/* For each comparison, the outcomes that make it true: bit 0 less, bit 1 equal, bit 2 greater, bit 3 unordered. */
static const unsigned char pyx_outcomes[] = {
    /* Py_LT */ 1, /* Py_LE */ 3, /* Py_EQ */ 2, /* Py_NE */ 13, /* Py_GT */ 4, /* Py_GE */ 6};

PYX_INLINE int pyx_order(Py_ssize_t x, Py_ssize_t y, int op)
{
    return pyx_outcomes[op] >> (1 + (x > y) - (x < y)) & 1;
}

static int pyx_order_double(double x, double y, int op)
{
    return pyx_outcomes[op] >> (x < y ? 0 : x == y ? 1 : x > y ? 2 : 3) & 1;
}

static int pyx_compare_slow(PyObject *a, PyObject *b, int op)
{
    PyObject *r = PyObject_RichCompare(a, b, op);
    int truth;
    if (r == NULL)
        return -1;
    truth = r == Py_True ? 1 : r == Py_False ? 0 : PyObject_IsTrue(r);
    Py_DECREF(r);
    return truth;
}

/* Both are exact str objects. */
static int pyx_same_text(PyObject *a, PyObject *b)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(a);
    if (a == b)
        return 1;
    if (n != PyUnicode_GET_LENGTH(b))
        return 0;
#if PY_VERSION_HEX < 0x030c0000
    if (PyUnicode_READY(a) < 0 || PyUnicode_READY(b) < 0)
        return -1;
#endif
    if (PyUnicode_KIND(a) != PyUnicode_KIND(b))
        return 0;
    /* The first byte (of the first character, or of the end of an empty text) settles most. */
    if (*(const char *)PyUnicode_DATA(a) != *(const char *)PyUnicode_DATA(b))
        return 0;
    return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)n * (size_t)PyUnicode_KIND(a)) == 0;
}

PYX_API int pyx_compare_objects(PyObject *a, PyObject *b, int op)
{
    Py_ssize_t x, y;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && pyx_compact_long(a, &x) && pyx_compact_long(b, &y))
        return pyx_order(x, y, op);
    if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b))
        return pyx_order_double(PyFloat_AS_DOUBLE(a), PyFloat_AS_DOUBLE(b), op);
    if ((op == Py_EQ || op == Py_NE) && PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) {
        int same = pyx_same_text(a, b);
        return same < 0 || op == Py_EQ ? same : !same;
    }
#if PY_VERSION_HEX >= 0x030c0000
    /* Since there are no strings that are not ready any more, this cannot fail. */
    if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))
        return pyx_order(PyUnicode_Compare(a, b), 0, op);
#else
    if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b) && PyUnicode_IS_READY(a) && PyUnicode_IS_READY(b))
        return pyx_order(PyUnicode_Compare(a, b), 0, op);
#endif
    return pyx_compare_slow(a, b, op);
}

PYX_API int pyx_str_eq(PyObject *a, PyObject *b)
{
    return PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b) ? pyx_same_text(a, b) : pyx_compare_slow(a, b, Py_EQ);
}

PYX_API int pyx_bytes_eq(PyObject *a, PyObject *b)
{
    if (PyBytes_CheckExact(a) && PyBytes_CheckExact(b)) {
        Py_ssize_t n = PyBytes_GET_SIZE(a);
        return a == b || (n == PyBytes_GET_SIZE(b) && memcmp(PyBytes_AS_STRING(a), PyBytes_AS_STRING(b), (size_t)n) == 0);
    }
    return pyx_compare_slow(a, b, Py_EQ);
}

PYX_API int pyx_compare_long(PyObject *a, long b, int op)
{
    PyObject *right;
    Py_ssize_t x;
    int r;
    if (pyx_likely(PyLong_CheckExact(a)) && pyx_compact_long(a, &x))
        return pyx_order(x, b, op);
    if (PyFloat_CheckExact(a) && b == (long)(double)b)
        return pyx_order_double(PyFloat_AS_DOUBLE(a), (double)b, op);
    right = PyLong_FromLong(b);
    if (right == NULL)
        return -1;
    r = pyx_compare_slow(a, right, op);
    Py_DECREF(right);
    return r;
}

PYX_API int pyx_dict_contains(PyObject *dict, PyObject *key)
{
    if (pyx_unlikely(dict == Py_None))
        return pyx_none_iterable();
    return PyDict_Contains(dict, key);
}

PYX_API int pyx_set_contains(PyObject *set, PyObject *key)
{
    int r;
    if (pyx_unlikely(set == Py_None))
        return pyx_none_iterable();
    r = PySet_Contains(set, key);
    if (pyx_unlikely(r < 0) && PySet_Check(key) && pyx_clear_error(PyExc_TypeError)) {
        /* A set is looked up as the frozenset that equals it. */
        PyObject *frozen = PyFrozenSet_New(key);
        if (frozen == NULL)
            return -1;
        r = PySet_Contains(set, frozen);
        Py_DECREF(frozen);
    }
    return r;
}

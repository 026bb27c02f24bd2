/* Conversions between Python objects and C values. See convert.h. */
#include "convert.h"

/* The object as an int: itself, or what `__int__` gives. As under Cython, `__index__` alone is for sizes and indices
 * (pyx_as_ssize). New reference. */
static PyObject *pyx_number_int(PyObject *o)
{
    PyNumberMethods *number = Py_TYPE(o)->tp_as_number;
    PyObject *r;
    if (PyLong_Check(o))
        return pyx_newref(o);
    if (number != NULL && number->nb_int != NULL) {
        r = number->nb_int(o);
    } else {
        PyErr_SetString(PyExc_TypeError, "an integer is required");
        return NULL;
    }
    if (r != NULL && pyx_unlikely(!PyLong_Check(r))) {
        PyErr_Format(PyExc_TypeError, "__int__ returned non-int (type %.200s)", Py_TYPE(r)->tp_name);
        Py_DECREF(r);
        return NULL;
    }
    return r;
}

static PYX_COLD int pyx_too_large(const char *name)
{
    PyErr_Format(PyExc_OverflowError, "value too large to convert to %s", name);
    return -1;
}

PYX_API PYX_RARE int pyx_two_digits(PyObject *o, PY_LONG_LONG *value)
{
#if PY_VERSION_HEX >= 0x030c0000
    PyLongObject *n = (PyLongObject *)o;
    uintptr_t size = n->long_value.lv_tag >> 3;
    int negative = (n->long_value.lv_tag & 3) == 2;
    const digit *d = n->long_value.ob_digit;
#else
    Py_ssize_t size = Py_SIZE(o);
    int negative = size < 0;
    const digit *d = ((PyLongObject *)o)->ob_digit;
    size = negative ? -size : size;
#endif
    if (size != 2)
        return 0;
    *value = (PY_LONG_LONG)d[1] << PyLong_SHIFT | (PY_LONG_LONG)d[0];
    if (negative)
        *value = -*value;
    return 1;
}

PYX_API long pyx_as_long_slow(PyObject *o)
{
    PyObject *i;
    PY_LONG_LONG v;
    long r;
    if (pyx_likely(PyLong_Check(o)))
        return sizeof(long) == sizeof v && pyx_two_digits(o, &v) ? (long)v : PyLong_AsLong(o);
    i = pyx_number_int(o);
    if (i == NULL)
        return -1;
    r = PyLong_AsLong(i);
    Py_DECREF(i);
    return r;
}

PYX_API PY_LONG_LONG pyx_as_llong_slow(PyObject *o)
{
    PyObject *i;
    PY_LONG_LONG r;
    if (sizeof(long) == sizeof(PY_LONG_LONG))
        return pyx_as_long_slow(o);
    i = pyx_number_int(o);
    if (i == NULL)
        return -1;
    r = PyLong_AsLongLong(i);
    Py_DECREF(i);
    return r;
}

PYX_API int pyx_as_int_slow(PyObject *o)
{
    long v = pyx_as_long_slow(o);
    if (pyx_unlikely(v != (int)v))
        return pyx_too_large("int");
    return (int)v;
}

/* An unsigned value of any width, as wide as `size` bytes; (…)-1 with an exception. */
static unsigned PY_LONG_LONG pyx_as_unsigned(PyObject *o, int size, const char *name)
{
    PyObject *i = pyx_number_int(o);
    unsigned PY_LONG_LONG r = (unsigned PY_LONG_LONG)-1;
    PY_LONG_LONG v;
    int overflow;
    if (i == NULL)
        return r;
    v = PyLong_AsLongLongAndOverflow(i, &overflow);
    if (overflow < 0 || (overflow == 0 && v < 0)) {
        if (overflow < 0 || !PyErr_Occurred())
            PyErr_Format(PyExc_OverflowError, "can't convert negative value to %s", name);
    } else {
        r = overflow == 0                 ? (unsigned PY_LONG_LONG)v
            : size <= (int)sizeof(long)   ? PyLong_AsUnsignedLong(i)
                                          : PyLong_AsUnsignedLongLong(i);
        if (size < 8 && (r >> (size * 8)) != 0 && !(overflow > 0 && PyErr_Occurred())) {
            pyx_too_large(name);
            r = (unsigned PY_LONG_LONG)-1;
        }
    }
    Py_DECREF(i);
    return r;
}

PYX_API unsigned long pyx_as_ulong_slow(PyObject *o)
{
    return (unsigned long)pyx_as_unsigned(o, sizeof(long), "unsigned long");
}
PYX_API unsigned PY_LONG_LONG pyx_as_ullong_slow(PyObject *o)
{
    return pyx_as_unsigned(o, sizeof(PY_LONG_LONG), "unsigned PY_LONG_LONG");
}
PYX_API unsigned int pyx_as_uint_slow(PyObject *o)
{
    return (unsigned int)pyx_as_unsigned(o, sizeof(int), "unsigned int");
}
PYX_API size_t pyx_as_size_slow(PyObject *o) { return (size_t)pyx_as_unsigned(o, sizeof(size_t), "size_t"); }

PYX_API Py_ssize_t pyx_as_ssize_slow(PyObject *o)
{
    PyObject *i = PyNumber_Index(o);
    Py_ssize_t r;
    if (i == NULL)
        return -1;
    r = PyLong_AsSsize_t(i);
    Py_DECREF(i);
    return r;
}

PYX_API Py_hash_t pyx_as_hash(PyObject *o) { return pyx_as_ssize(o); }

/* A value of more than 64 bits: its halves, of which the upper one has the sign. */
static pyx_wide pyx_as_halves(PyObject *o, int is_signed, const char *name)
{
    PyObject *i = pyx_number_int(o), *half, *shift;
    PY_LONG_LONG high;
    unsigned PY_LONG_LONG low;
    int overflow;
    if (i == NULL)
        return -1;
    low = PyLong_AsUnsignedLongLongMask(i);
    shift = PyLong_FromLong(64);
    half = shift == NULL ? NULL : PyNumber_Rshift(i, shift);
    Py_XDECREF(shift);
    Py_DECREF(i);
    if (half == NULL)
        return -1;
    high = PyLong_AsLongLongAndOverflow(half, &overflow);
    if (!is_signed && overflow > 0) {
        high = (PY_LONG_LONG)PyLong_AsUnsignedLongLong(half);
        overflow = PyErr_Occurred() != NULL;
        PyErr_Clear();
    } else if (!is_signed && (overflow < 0 || high < 0)) {
        PyErr_Format(PyExc_OverflowError, "can't convert negative value to %s", name);
        overflow = 0;
        high = -1;
        low = (unsigned PY_LONG_LONG)-1;
    }
    Py_DECREF(half);
    if (overflow != 0) {
        PyErr_SetString(PyExc_OverflowError, "int too big to convert");
        return -1;
    }
#ifdef PYX_HAS_INT128
    return (pyx_wide)((pyx_uwide)high << 64 | low);
#else
    (void)low;
    return high;
#endif
}

PYX_API pyx_wide pyx_as_int_sized_slow(PyObject *o, int size, int is_signed, const char *name)
{
    PY_LONG_LONG v;
    int bits = size * 8;
    if (size > (int)sizeof(PY_LONG_LONG))
        return pyx_as_halves(o, is_signed, name);
    if (!is_signed)
        return (PY_LONG_LONG)pyx_as_unsigned(o, size, name);
    v = pyx_as_llong(o);
    if (bits < 64 && pyx_unlikely(v < -((PY_LONG_LONG)1 << (bits - 1)) || v >= ((PY_LONG_LONG)1 << (bits - 1))))
        return pyx_too_large(name);
    return v;
}

PYX_API Py_ssize_t pyx_as_index(PyObject *o)
{
    Py_ssize_t v;
    if (pyx_likely(PyLong_CheckExact(o)) && pyx_likely(pyx_compact_long(o, &v)))
        return v;
    return PyNumber_AsSsize_t(o, PyExc_IndexError);
}

PYX_API double pyx_as_double_slow(PyObject *o)
{
    Py_ssize_t v;
    if (PyLong_CheckExact(o) && pyx_compact_long(o, &v))
        return (double)v;
    return PyFloat_AsDouble(o);
}

PYX_API PyObject *pyx_from_wide_int(pyx_wide v, int is_unsigned)
{
#ifdef PYX_HAS_INT128
    PyObject *high = is_unsigned ? PyLong_FromUnsignedLongLong((unsigned PY_LONG_LONG)((pyx_uwide)v >> 64))
                                 : PyLong_FromLongLong((PY_LONG_LONG)(v >> 64));
    PyObject *low = PyLong_FromUnsignedLongLong((unsigned PY_LONG_LONG)v);
    PyObject *shift = PyLong_FromLong(64);
    PyObject *top = high == NULL || shift == NULL ? NULL : PyNumber_Lshift(high, shift);
    PyObject *r = top == NULL || low == NULL ? NULL : PyNumber_Or(top, low);
    Py_XDECREF(high);
    Py_XDECREF(low);
    Py_XDECREF(shift);
    Py_XDECREF(top);
    return r;
#else
    return is_unsigned ? PyLong_FromUnsignedLongLong((unsigned PY_LONG_LONG)v) : PyLong_FromLongLong(v);
#endif
}

/* A character; `type` is what C calls it. */
static Py_UCS4 pyx_as_character(PyObject *o, const char *type)
{
    PyObject *i;
    long v;
    int overflow;
    if (pyx_likely(PyUnicode_Check(o))) {
        if (pyx_likely(PyUnicode_GET_LENGTH(o) == 1))
            return PyUnicode_READ_CHAR(o, 0);
        PyErr_Format(PyExc_ValueError,
                     "only single character unicode strings can be converted to %s, got length %zd", type,
                     PyUnicode_GET_LENGTH(o));
        return (Py_UCS4)-1;
    }
    i = pyx_number_int(o);
    if (i == NULL)
        return (Py_UCS4)-1;
    v = PyLong_AsLongAndOverflow(i, &overflow);
    Py_DECREF(i);
    if (overflow != 0) {
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C long");
        return (Py_UCS4)-1;
    }
    if (v > 0x10ffff) {
        pyx_too_large(type);
        return (Py_UCS4)-1;
    }
    if (v < 0) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_OverflowError, "cannot convert negative value to %s", type);
        return (Py_UCS4)-1;
    }
    return (Py_UCS4)v;
}

PYX_API void *pyx_as_wide(PyObject *o)
{
    if (!PyUnicode_Check(o)) {
        PyErr_Format(PyExc_TypeError, "expected str, %.200s found", Py_TYPE(o)->tp_name);
        return NULL;
    }
#if PY_VERSION_HEX < 0x030c0000
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
    return (void *)PyUnicode_AsUnicode(o);
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
#else
    PyErr_SetString(PyExc_NotImplementedError,
                    "str objects keep no Py_UNICODE characters since Python 3.12; use PyUnicode_AsWideCharString");
    return NULL;
#endif
}

PYX_API Py_UCS4 pyx_as_ucs4(PyObject *o) { return pyx_as_character(o, "Py_UCS4"); }
PYX_API Py_UCS4 pyx_as_py_unicode(PyObject *o) { return pyx_as_character(o, "Py_UNICODE"); }

PYX_API double _Complex pyx_as_complex(PyObject *o)
{
    Py_complex c;
    double _Complex z;
    double parts[2];
    c = PyComplex_CheckExact(o) ? ((PyComplexObject *)o)->cval : PyComplex_AsCComplex(o);
    parts[0] = c.real;
    parts[1] = c.imag;
    memcpy(&z, parts, sizeof(z));
    return z;
}

PYX_API PyObject *pyx_from_soft_complex(double _Complex z)
{
    double parts[2];
    memcpy(parts, &z, sizeof(parts));
    return parts[1] != 0 ? PyComplex_FromDoubles(parts[0], parts[1]) : PyFloat_FromDouble(parts[0]);
}

PYX_API PyObject *pyx_from_complex(double _Complex z)
{
    double parts[2];
    memcpy(parts, &z, sizeof(z));
    return PyComplex_FromDoubles(parts[0], parts[1]);
}

PYX_API const char *pyx_as_char_ptr_slow(PyObject *o)
{
    if (pyx_likely(PyBytes_Check(o)))
        return PyBytes_AS_STRING(o);
    if (PyByteArray_Check(o))
        return PyByteArray_AS_STRING(o);
    PyErr_Format(PyExc_TypeError, "expected bytes, %.200s found", Py_TYPE(o)->tp_name);
    return NULL;
}

PYX_API const char *pyx_as_char_ptr_text(PyObject *o, int ascii)
{
    if (PyUnicode_Check(o)) {
        if (ascii && !PyUnicode_IS_ASCII(o)) {
            /* The encoder words the error. */
            Py_XDECREF(PyUnicode_AsASCIIString(o));
            return NULL;
        }
        return PyUnicode_AsUTF8(o);
    }
    return pyx_as_char_ptr(o);
}

PYX_API PyObject *pyx_from_ucs4(Py_UCS4 c) { return PyUnicode_FromOrdinal((int)c); }

PYX_API PyObject *pyx_decode(const char *s, Py_ssize_t size, const char *encoding, const char *errors)
{
    if (size < 0)
        size = (Py_ssize_t)strlen(s);
    return encoding == NULL ? PyUnicode_DecodeUTF8(s, size, errors) : PyUnicode_Decode(s, size, encoding, errors);
}

PYX_API PyObject *pyx_decode_slice(const char *s, Py_ssize_t start, Py_ssize_t stop, const char *encoding,
                                   const char *errors)
{
    if (start < 0 || stop < 0) {
        Py_ssize_t length = (Py_ssize_t)strlen(s);
        if (start < 0)
            start = start + length < 0 ? 0 : start + length;
        if (stop < 0)
            stop += length;
    }
    if (stop <= start)
        return PyUnicode_FromStringAndSize(NULL, 0);
    return pyx_decode(s + start, stop - start, encoding, errors);
}

PYX_API int pyx_type_test_failed(PyObject *o, PyObject *type)
{
    PyErr_Format(PyExc_TypeError, "Cannot convert %.200s to %.200s", Py_TYPE(o)->tp_name, ((PyTypeObject *)type)->tp_name);
    return -1;
}

PYX_API int pyx_builtin_test_failed(PyObject *o, PyObject *type)
{
    PyErr_Format(PyExc_TypeError, "Expected %.200s, got %.200s", ((PyTypeObject *)type)->tp_name, Py_TYPE(o)->tp_name);
    return -1;
}

PYX_API PyObject *pyx_plain_int_from(PyObject *o)
{
    if (!PyNumber_Check(o)) {
        pyx_builtin_test_failed(o, (PyObject *)&PyLong_Type);
        return NULL;
    }
    return PyNumber_Long(o);
}

PYX_API PyObject *pyx_plain_float_from(PyObject *o)
{
    if (!PyNumber_Check(o)) {
        pyx_builtin_test_failed(o, (PyObject *)&PyFloat_Type);
        return NULL;
    }
    return PyNumber_Float(o);
}

PYX_API PyObject *pyx_struct_item(PyObject *mapping, PyObject *name)
{
    PyObject *value;
    if (!PyMapping_Check(mapping)) {
        PyErr_Format(PyExc_TypeError, "Expected a mapping, got %.200s", Py_TYPE(mapping)->tp_name);
        return NULL;
    }
    value = PyObject_GetItem(mapping, name);
    if (value == NULL && PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        PyErr_Format(PyExc_ValueError, "No value specified for struct attribute '%U'", name);
    }
    return value;
}

PYX_API int pyx_union_member(PyObject *mapping, PyObject *names)
{
    Py_ssize_t i, n = PyTuple_GET_SIZE(names), size;
    int found = -1;
    if (!PyMapping_Check(mapping)) {
        PyErr_Format(PyExc_TypeError, "Expected a mapping, got %.200s", Py_TYPE(mapping)->tp_name);
        return -1;
    }
    size = PyObject_Size(mapping);
    if (size < 0)
        return -1;
    for (i = 0; i < n && size > 0; i++) {
        int has = PySequence_Contains(mapping, PyTuple_GET_ITEM(names, i));
        if (has < 0)
            return -1;
        if (!has)
            continue;
        if (found >= 0) {
            PyErr_Format(PyExc_ValueError, "More than one union attribute passed: %R and %R",
                         PyTuple_GET_ITEM(names, found), PyTuple_GET_ITEM(names, i));
            return -1;
        }
        found = (int)i;
        size--;
    }
    if (found < 0) {
        PyObject *separator = PyUnicode_FromString(", ");
        PyObject *all = separator == NULL ? NULL : PyUnicode_Join(separator, names);
        if (all != NULL)
            PyErr_Format(PyExc_ValueError, "No value specified for any of the union attributes (%U)", all);
        Py_XDECREF(separator);
        Py_XDECREF(all);
    }
    return found;
}

PYX_API PyObject *pyx_array_items(PyObject *items, Py_ssize_t n)
{
    PyObject *tuple = PySequence_Tuple(items);
    if (tuple == NULL || PyTuple_GET_SIZE(tuple) == n)
        return tuple;
    if (PyTuple_GET_SIZE(tuple) > n)
        PyErr_Format(PyExc_IndexError, "too many values found during array assignment, expected %zd", n);
    else
        PyErr_Format(PyExc_IndexError, "not enough values found during array assignment, expected %zd, got %zd", n,
                     PyTuple_GET_SIZE(tuple));
    Py_DECREF(tuple);
    return NULL;
}

PYX_API PyObject *pyx_ctuple_items(PyObject *items, Py_ssize_t n)
{
    PyObject *tuple;
    Py_ssize_t size;
    if (!PySequence_Check(items)) {
        PyErr_Format(PyExc_TypeError, "Expected a sequence of size %zd, got %.200s", n, Py_TYPE(items)->tp_name);
        return NULL;
    }
    size = PySequence_Size(items);
    if (size != n) {
        if (size >= 0)
            PyErr_Format(PyExc_TypeError, "Expected a sequence of size %zd, got size %zd", n, size);
        return NULL;
    }
    tuple = PySequence_Tuple(items);
    if (tuple != NULL && pyx_unlikely(PyTuple_GET_SIZE(tuple) != n)) {
        Py_DECREF(tuple);
        PyErr_SetString(PyExc_RuntimeError, "the sequence changed its size");
        return NULL;
    }
    return tuple;
}

PYX_API PyObject *pyx_non_null(PyObject *o)
{
    if (pyx_likely(o != NULL))
        return pyx_newref(o);
    PyErr_SetString(PyExc_TypeError, "NULL object reference");
    return NULL;
}

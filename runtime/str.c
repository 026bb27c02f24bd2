/* Strings: formatting, joining, single characters. See str.h. */
#include "str.h"
#include "object.h"

PYX_API PyObject *pyx_str_mod(PyObject *format, PyObject *args)
{
    /* A subclass of str on the right may define `__rmod__`. */
    if (pyx_unlikely(!PyUnicode_CheckExact(format)) || (PyUnicode_Check(args) && !PyUnicode_CheckExact(args)))
        return PyNumber_Remainder(format, args);
    return PyUnicode_Format(format, args);
}

PYX_API PyObject *pyx_format(PyObject *value, int conversion, PyObject *spec)
{
    PyObject *converted, *r;
    int plain = spec == NULL || (PyUnicode_Check(spec) && PyUnicode_GET_LENGTH(spec) == 0);
    switch (conversion) {
    case 's': converted = pyx_str(value); break;
    case 'r': converted = PyObject_Repr(value); break;
    case 'a': converted = PyObject_ASCII(value); break;
    default: converted = pyx_newref(value);
    }
    if (converted == NULL || (plain && PyUnicode_CheckExact(converted)))
        return converted;
    if (plain && (PyLong_CheckExact(converted) || PyFloat_CheckExact(converted)))
        r = Py_TYPE(converted)->tp_repr(converted);
    else
        r = PyObject_Format(converted, spec);
    Py_DECREF(converted);
    return r;
}

static PyObject *pyx_str_from_digits(unsigned PY_LONG_LONG v, int negative)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                                "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    char space[24], *p = space + sizeof space;
    Py_ssize_t n;
    PyObject *r;
    /* Characters are shared objects. */
    if (v < 10 && !negative)
        return PyUnicode_FromOrdinal('0' + (int)v);
    while (v >= 100) {
        p -= 2;
        memcpy(p, pairs + v % 100 * 2, 2);
        v /= 100;
    }
    if (v >= 10) {
        p -= 2;
        memcpy(p, pairs + v * 2, 2);
    } else {
        *--p = (char)('0' + v);
    }
    if (negative)
        *--p = '-';
    n = space + sizeof space - p;
    r = PyUnicode_New(n, 127);
    if (pyx_likely(r != NULL))
        memcpy(PyUnicode_DATA(r), p, (size_t)n);
    return r;
}

PYX_API PyObject *pyx_str_from_ullong(unsigned PY_LONG_LONG v) { return pyx_str_from_digits(v, 0); }

PYX_API PyObject *pyx_str_from_llong(PY_LONG_LONG v)
{
    return pyx_str_from_digits(v < 0 ? 0 - (unsigned PY_LONG_LONG)v : (unsigned PY_LONG_LONG)v, v < 0);
}

PYX_API PyObject *pyx_join_str(PyObject *const *items, Py_ssize_t n)
{
    Py_ssize_t i, length = 0, at = 0;
    Py_UCS4 max = 127;
    PyObject *r;
    for (i = 0; i < n; i++) {
        Py_UCS4 c;
#if PY_VERSION_HEX < 0x030c0000
        if (PyUnicode_READY(items[i]) < 0)
            return NULL;
#endif
        c = PyUnicode_MAX_CHAR_VALUE(items[i]);
        if (c > max)
            max = c;
        if (pyx_unlikely(PyUnicode_GET_LENGTH(items[i]) > PY_SSIZE_T_MAX - length)) {
            PyErr_SetString(PyExc_OverflowError, "join() result is too long for a Python string");
            return NULL;
        }
        length += PyUnicode_GET_LENGTH(items[i]);
    }
    r = PyUnicode_New(length, max);
    if (r == NULL)
        return NULL;
    if (max <= 127) {
        char *to = (char *)PyUnicode_DATA(r);
        for (i = 0; i < n; i++) {
            size_t size = (size_t)PyUnicode_GET_LENGTH(items[i]);
            memcpy(to, PyUnicode_DATA(items[i]), size);
            to += size;
        }
        return r;
    }
    for (i = 0; i < n; i++) {
        Py_ssize_t size = PyUnicode_GET_LENGTH(items[i]);
        if (size > 0 && PyUnicode_KIND(items[i]) == PyUnicode_KIND(r))
            memcpy((char *)PyUnicode_DATA(r) + at * (Py_ssize_t)PyUnicode_KIND(r), PyUnicode_DATA(items[i]),
                   (size_t)(size * (Py_ssize_t)PyUnicode_KIND(r)));
        else if (size > 0 && PyUnicode_CopyCharacters(r, at, items[i], 0, size) < 0)
            Py_CLEAR(r);
        if (r == NULL)
            return NULL;
        at += size;
    }
    return r;
}

PYX_API PyObject *pyx_str_join(PyObject *separator, PyObject *items)
{
    if (pyx_unlikely(separator == Py_None)) {
        pyx_none_attribute("join");
        return NULL;
    }
    return PyUnicode_Join(separator, items);
}

PYX_API PyObject *pyx_str_concat(PyObject *a, PyObject *b)
{
    return pyx_likely(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) ? PyUnicode_Concat(a, b) : PyNumber_Add(a, b);
}

PYX_API PyObject *pyx_str_iconcat(PyObject *a, PyObject *b)
{
    PyObject *r;
    if (pyx_likely(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))) {
        PyUnicode_Append(&a, b);
        return a;
    }
    r = PyNumber_InPlaceAdd(a, b);
    Py_DECREF(a);
    return r;
}

/* Characters are read without the GIL too: these take it to raise. */
static void pyx_char_of_none(void)
{
    PyGILState_STATE state = PyGILState_Ensure();
    pyx_none_subscript();
    PyGILState_Release(state);
}

static void pyx_char_out_of_range(const char *what)
{
    PyGILState_STATE state = PyGILState_Ensure();
    pyx_index_error(what);
    PyGILState_Release(state);
}

/* The position of a character; -1 with an exception when it is out of range. */
static Py_ssize_t pyx_char_position(Py_ssize_t i, Py_ssize_t n, int wraparound, int boundscheck, const char *what)
{
    if (wraparound && i < 0)
        i += n;
    if (boundscheck && pyx_unlikely((size_t)i >= (size_t)n)) {
        pyx_char_out_of_range(what);
        return -1;
    }
    return i;
}

PYX_API Py_UCS4 pyx_str_getchar(PyObject *s, Py_ssize_t i, int wraparound, int boundscheck)
{
    if (pyx_unlikely(s == Py_None)) {
        pyx_char_of_none();
        return (Py_UCS4)-1;
    }
#if PY_VERSION_HEX < 0x030c0000
    if (PyUnicode_READY(s) < 0)
        return (Py_UCS4)-1;
#endif
    i = pyx_char_position(i, PyUnicode_GET_LENGTH(s), wraparound, boundscheck, "string");
    return pyx_unlikely(i < 0) ? (Py_UCS4)-1 : PyUnicode_READ_CHAR(s, i);
}

PYX_API int pyx_bytes_getchar(PyObject *s, Py_ssize_t i, int wraparound, int boundscheck)
{
    if (pyx_unlikely(s == Py_None)) {
        pyx_char_of_none();
        return -1;
    }
    if (PyByteArray_Check(s)) {
        i = pyx_char_position(i, PyByteArray_GET_SIZE(s), wraparound, boundscheck, "bytearray");
        return pyx_unlikely(i < 0) ? -1 : (unsigned char)PyByteArray_AS_STRING(s)[i];
    }
    i = pyx_char_position(i, PyBytes_GET_SIZE(s), wraparound, boundscheck, "string");
    return pyx_unlikely(i < 0) ? -1 : (unsigned char)PyBytes_AS_STRING(s)[i];
}

PYX_API int pyx_bytearray_setitem(PyObject *s, Py_ssize_t i, int value, int wraparound, int boundscheck)
{
    if (pyx_unlikely(s == Py_None)) {
        pyx_char_of_none();
        return -1;
    }
    if (pyx_unlikely((unsigned int)value > 255)) {
        PyGILState_STATE state = PyGILState_Ensure();
        PyErr_SetString(PyExc_ValueError, "byte must be in range(0, 256)");
        PyGILState_Release(state);
        return -1;
    }
    i = pyx_char_position(i, PyByteArray_GET_SIZE(s), wraparound, boundscheck, "bytearray");
    if (pyx_unlikely(i < 0))
        return -1;
    PyByteArray_AS_STRING(s)[i] = (char)value;
    return 0;
}

PYX_API long pyx_ord(PyObject *o)
{
    Py_ssize_t n;
    if (PyUnicode_Check(o)) {
        n = PyUnicode_GET_LENGTH(o);
        if (pyx_likely(n == 1))
            return (long)PyUnicode_READ_CHAR(o, 0);
        PyErr_Format(PyExc_ValueError,
                     "only single character unicode strings can be converted to Py_UCS4, got length %zd", n);
        return -1;
    }
    if (PyBytes_Check(o)) {
        n = PyBytes_GET_SIZE(o);
        if (pyx_likely(n == 1))
            return (unsigned char)PyBytes_AS_STRING(o)[0];
    } else if (PyByteArray_Check(o)) {
        n = PyByteArray_GET_SIZE(o);
        if (pyx_likely(n == 1))
            return (unsigned char)PyByteArray_AS_STRING(o)[0];
    } else {
        PyErr_Format(PyExc_TypeError, "ord() expected string of length 1, but %.200s found", Py_TYPE(o)->tp_name);
        return -1;
    }
    PyErr_Format(PyExc_TypeError, "ord() expected a character, but string of length %zd found", n);
    return -1;
}

PYX_API PyObject *pyx_chr(long c)
{
    if (pyx_unlikely(c != (int)c)) {
        PyErr_SetString(PyExc_OverflowError, "value too large to convert to int");
        return NULL;
    }
    if (pyx_unlikely(c < 0 || c > 0x10ffff)) {
        PyErr_SetString(PyExc_ValueError, "chr() arg not in range(0x110000)");
        return NULL;
    }
    return PyUnicode_FromOrdinal((int)c);
}

/* Conversions between Python objects and C values, and run-time type tests.
 *
 * Integer conversions accept what `operator.index` or `__int__` accept (not float, not str) and raise OverflowError
 * when the value does not fit. -1 (or its unsigned twin) may mean an error: ask PyErr_Occurred.
 */
#ifndef PYX_CONVERT_H
#define PYX_CONVERT_H
#include "base.h"

/* True for an int of one machine digit, which most are; `*value` receives it. */
PYX_INLINE int pyx_compact_long(PyObject *o, Py_ssize_t *value)
{
#if PY_VERSION_HEX >= 0x030c0000
    if (!PyUnstable_Long_IsCompact((PyLongObject *)o))
        return 0;
    *value = PyUnstable_Long_CompactValue((PyLongObject *)o);
    return 1;
#else
    Py_ssize_t size = Py_SIZE((PyVarObject *)o);
    if (size < -1 || size > 1)
        return 0;
    *value = size == 0 ? 0 : size * (Py_ssize_t)((PyLongObject *)o)->ob_digit[0];
    return 1;
#endif
}

/* The same for a positive int, which costs least. False for some other small ones, zero among them. */
PYX_INLINE int pyx_one_digit(PyObject *o, Py_ssize_t *value)
{
#if PY_VERSION_HEX >= 0x030c0000
    return pyx_compact_long(o, value);
#else
    if (Py_SIZE((PyVarObject *)o) != 1)
        return 0;
    *value = (Py_ssize_t)((PyLongObject *)o)->ob_digit[0];
    return 1;
#endif
}

/* Value of an int of two digits; 0: another int. */
PYX_API PYX_RARE int pyx_two_digits(PyObject *o, PY_LONG_LONG *value);

PYX_API long pyx_as_long_slow(PyObject *o);
PYX_API PY_LONG_LONG pyx_as_llong_slow(PyObject *o);
PYX_API unsigned long pyx_as_ulong_slow(PyObject *o);
PYX_API unsigned PY_LONG_LONG pyx_as_ullong_slow(PyObject *o);
PYX_API int pyx_as_int_slow(PyObject *o);
PYX_API unsigned int pyx_as_uint_slow(PyObject *o);
PYX_API Py_ssize_t pyx_as_ssize_slow(PyObject *o);
PYX_API size_t pyx_as_size_slow(PyObject *o);
PYX_API double pyx_as_double_slow(PyObject *o);

PYX_INLINE long pyx_as_long(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) ? (long)v : pyx_as_long_slow(o);
}
PYX_INLINE PY_LONG_LONG pyx_as_llong(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) ? (PY_LONG_LONG)v : pyx_as_llong_slow(o);
}
PYX_INLINE int pyx_as_int(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) ? (int)v : pyx_as_int_slow(o);
}
PYX_INLINE PyObject *pyx_to_index(PyObject *o)
{
    return pyx_likely(PyLong_CheckExact(o)) ? pyx_newref(o) : PyNumber_Index(o);
}
PYX_INLINE Py_ssize_t pyx_as_ssize(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) ? v : pyx_as_ssize_slow(o);
}
PYX_INLINE unsigned int pyx_as_uint(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) && pyx_likely(v >= 0)
               ? (unsigned int)v
               : pyx_as_uint_slow(o);
}
PYX_INLINE unsigned long pyx_as_ulong(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) && pyx_likely(v >= 0)
               ? (unsigned long)v
               : pyx_as_ulong_slow(o);
}
PYX_INLINE unsigned PY_LONG_LONG pyx_as_ullong(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) && pyx_likely(v >= 0)
               ? (unsigned PY_LONG_LONG)v
               : pyx_as_ullong_slow(o);
}
PYX_INLINE size_t pyx_as_size(PyObject *o)
{
    Py_ssize_t v = 0;
    return pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v)) && pyx_likely(v >= 0)
               ? (size_t)v
               : pyx_as_size_slow(o);
}
PYX_API Py_hash_t pyx_as_hash(PyObject *o);
/* (object, size in bytes, is signed, C type's name for messages); unsigned values come as their bit pattern. */
PYX_API pyx_wide pyx_as_int_sized_slow(PyObject *o, int size, int is_signed, const char *name);
PYX_INLINE pyx_wide pyx_as_int_sized(PyObject *o, int size, int is_signed, const char *name)
{
    Py_ssize_t v = 0;
    if (pyx_likely(PyLong_Check(o)) && pyx_likely(pyx_compact_long(o, &v))) {
        int bits = size < (int)sizeof(v) ? size * 8 : 0;
        if (pyx_likely(is_signed ? bits == 0 || (v >> (bits - 1) == 0 || v >> (bits - 1) == -1)
                                 : v >= 0 && (bits == 0 || v >> bits == 0)))
            return v;
    }
    return pyx_as_int_sized_slow(o, size, is_signed, name);
}
/* Value of `__index__`; IndexError when it does not fit. */
PYX_API Py_ssize_t pyx_as_index(PyObject *o);
PYX_INLINE double pyx_as_double(PyObject *o)
{
    return pyx_likely(PyFloat_CheckExact(o)) ? PyFloat_AS_DOUBLE(o) : pyx_as_double_slow(o);
}
PYX_API Py_UCS4 pyx_as_ucs4(PyObject *o);
PYX_API Py_UCS4 pyx_as_py_unicode(PyObject *o);
PYX_API double _Complex pyx_as_complex(PyObject *o);
PYX_API PyObject *pyx_from_complex(double _Complex z);
/* A float where there is no imaginary part. */
PYX_API PyObject *pyx_from_soft_complex(double _Complex z);
/* Data of a bytes or bytearray object, as a NUL-terminated string. */
PYX_API const char *pyx_as_char_ptr_slow(PyObject *o);
PYX_INLINE const char *pyx_as_char_ptr(PyObject *o)
{
    return pyx_likely(PyBytes_CheckExact(o)) ? PyBytes_AS_STRING(o) : pyx_as_char_ptr_slow(o);
}
PYX_API const char *pyx_as_char_ptr_text(PyObject *o, int ascii);

PYX_INLINE PyObject *pyx_from_bint(int b) { return pyx_newref(b ? Py_True : Py_False); }
PYX_API PyObject *pyx_from_ucs4(Py_UCS4 c);
PYX_INLINE PyObject *pyx_from_char_ptr(const char *s) { return PyBytes_FromString(s); }
/* Negative sizes, of slices that end before they start, give an empty result. */
PYX_INLINE PyObject *pyx_from_char_ptr_size(const char *s, Py_ssize_t n)
{
    return PyBytes_FromStringAndSize(s, n > 0 ? n : 0);
}
/* (bytes, size or -1 for NUL-terminated, encoding or NULL for UTF-8, errors or NULL) */
PYX_API PyObject *pyx_decode(const char *s, Py_ssize_t size, const char *encoding, const char *errors);
PYX_API PyObject *pyx_decode_slice(const char *s, Py_ssize_t start, Py_ssize_t stop, const char *encoding,
                                   const char *errors);
PYX_INLINE PyObject *pyx_int(PyObject *o) { return PyLong_CheckExact(o) ? pyx_newref(o) : PyNumber_Long(o); }
PYX_INLINE PyObject *pyx_float(PyObject *o) { return PyFloat_CheckExact(o) ? pyx_newref(o) : PyNumber_Float(o); }

PYX_API int pyx_type_test_failed(PyObject *o, PyObject *type);
PYX_INLINE int pyx_type_test(PyObject *o, PyObject *type, int allow_none)
{
    if (pyx_likely(PyObject_TypeCheck(o, (PyTypeObject *)type)) || (allow_none && o == Py_None))
        return 0;
    return pyx_type_test_failed(o, type);
}
/* An exact int, or float, of any number: (object, allow None). */
PYX_API PyObject *pyx_plain_int_from(PyObject *o);
PYX_API PyObject *pyx_plain_float_from(PyObject *o);
PYX_INLINE PyObject *pyx_plain_int(PyObject *o, int allow_none)
{
    if (pyx_likely(PyLong_CheckExact(o)) || (allow_none && o == Py_None))
        return pyx_newref(o);
    return pyx_plain_int_from(o);
}
PYX_INLINE PyObject *pyx_plain_float(PyObject *o, int allow_none)
{
    if (pyx_likely(PyFloat_CheckExact(o)) || (allow_none && o == Py_None))
        return pyx_newref(o);
    return pyx_plain_float_from(o);
}
PYX_API int pyx_builtin_test_failed(PyObject *o, PyObject *type);
/* (object, builtin type object, exact, allow None) */
PYX_INLINE int pyx_builtin_test(PyObject *o, PyObject *type, int exact, int allow_none)
{
    if (pyx_likely((PyObject *)Py_TYPE(o) == type) || (allow_none && o == Py_None))
        return 0;
    if (!exact && PyObject_TypeCheck(o, (PyTypeObject *)type))
        return 0;
    return pyx_builtin_test_failed(o, type);
}
PYX_API PyObject *pyx_from_wide_int(pyx_wide v, int is_unsigned);
/* Integer of a width that only C knows: (value, size in bytes, whether the type is unsigned). */
PYX_INLINE PyObject *pyx_from_int_sized(pyx_wide v, size_t size, int is_unsigned)
{
    if (size > sizeof(PY_LONG_LONG))
        return pyx_from_wide_int(v, is_unsigned);
    return is_unsigned ? PyLong_FromUnsignedLongLong((unsigned PY_LONG_LONG)v) : PyLong_FromLongLong((PY_LONG_LONG)v);
}
/* From a NUL-terminated wchar_t string. */
PYX_INLINE PyObject *pyx_from_wide(void *s) { return PyUnicode_FromWideChar((const wchar_t *)s, -1); }
PYX_INLINE PyObject *pyx_from_wide_size(void *s, Py_ssize_t n)
{
    return PyUnicode_FromWideChar((const wchar_t *)s, n > 0 ? n : 0);
}
PYX_INLINE size_t pyx_wide_len(void *s) { return wcslen((const wchar_t *)s); }
/* The characters of a str, NUL-terminated, which live as long as it. */
PYX_API void *pyx_as_wide(PyObject *o);
/* Item `name` of a mapping that becomes a struct; ValueError when it is missing. */
/* Which of the members of a union a mapping has: exactly one, else an exception. */
PYX_API int pyx_union_member(PyObject *mapping, PyObject *names);
PYX_API PyObject *pyx_struct_item(PyObject *mapping, PyObject *name);
/* The items of an iterable as a tuple of exactly n, for a C array or a C tuple. */
PYX_API PyObject *pyx_array_items(PyObject *items, Py_ssize_t n);
PYX_API PyObject *pyx_ctuple_items(PyObject *items, Py_ssize_t n);
/* The object, which must not be NULL. */
PYX_API PyObject *pyx_non_null(PyObject *o);

#endif

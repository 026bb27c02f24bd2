/* Strings: formatting, joining, single characters. */
#ifndef PYX_STR_H
#define PYX_STR_H
#include "base.h"

PYX_API PyObject *pyx_str_mod(PyObject *format, PyObject *args);
/* (value, conversion 'r', 's', 'a' or 0, format spec or NULL) */
PYX_API PyObject *pyx_format(PyObject *value, int conversion, PyObject *spec);
/* The decimal digits of a number. */
PYX_API PyObject *pyx_str_from_ullong(unsigned PY_LONG_LONG v);
PYX_API PyObject *pyx_str_from_llong(PY_LONG_LONG v);
/* Pieces that are all str. */
PYX_API PyObject *pyx_join_str(PyObject *const *items, Py_ssize_t n);
PYX_API PyObject *pyx_str_join(PyObject *separator, PyObject *items);
PYX_API PyObject *pyx_str_concat(PyObject *a, PyObject *b);
/* Takes `a` over. */
PYX_API PyObject *pyx_str_iconcat(PyObject *a, PyObject *b);
/* (str, index, wraparound, boundscheck); (Py_UCS4)-1 with an exception. */
PYX_API Py_UCS4 pyx_str_getchar(PyObject *s, Py_ssize_t i, int wraparound, int boundscheck);
PYX_API int pyx_bytes_getchar(PyObject *s, Py_ssize_t i, int wraparound, int boundscheck);
/* (bytearray, index, value of a byte or ValueError, wraparound, boundscheck) */
PYX_API int pyx_bytearray_setitem(PyObject *s, Py_ssize_t i, int value, int wraparound, int boundscheck);
/* How wide the characters are and where they start; what None has is never read. */
PYX_INLINE int pyx_str_kind(PyObject *s) { return pyx_likely(s != Py_None) ? (int)PyUnicode_KIND(s) : 1; }
PYX_INLINE void *pyx_str_data(PyObject *s) { return pyx_likely(s != Py_None) ? PyUnicode_DATA(s) : NULL; }
PYX_INLINE Py_UCS4 pyx_str_read(PyObject *s, int kind, void *data, Py_ssize_t i)
{
    (void)s;
    if (pyx_likely(kind == 1))
        return ((const Py_UCS1 *)data)[i];
    return kind == 2 ? ((const Py_UCS2 *)data)[i] : ((const Py_UCS4 *)data)[i];
}
PYX_INLINE int pyx_bytes_read(PyObject *s, Py_ssize_t i) { return (unsigned char)PyBytes_AS_STRING(s)[i]; }
PYX_API long pyx_ord(PyObject *o);
PYX_API PyObject *pyx_chr(long c);

#endif

# Python.h: "Bytes Objects" in the Python/C API reference manual (bytesobject.h).

from cpython.object cimport PyObject

cdef extern from *:
    """
    #include <stdarg.h>
    """
    ctypedef struct va_list

cdef extern from "Python.h":
    bint PyBytes_Check(object o)
    bint PyBytes_CheckExact(object o)

    # ---- Making ---------------------------------------------------------------------------------

    bytes PyBytes_FromString(const char *v)
    # With v NULL the content is not initialised and may be written before anyone else sees it.
    bytes PyBytes_FromStringAndSize(const char *v, Py_ssize_t len)
    bytes PyBytes_FromObject(object o)
    bytes PyBytes_FromFormat(const char *format, ...)
    bytes PyBytes_FromFormatV(const char *format, va_list vargs)
    object PyBytes_Repr(object obj, bint smartquotes)
    bytes PyBytes_DecodeEscape(const char *s, Py_ssize_t len, const char *errors, Py_ssize_t unicode,
                               const char *recode_encoding)

    # ---- Reading. The pointers are into the object, which must outlive them. ----------------------

    Py_ssize_t PyBytes_Size(object o) except -1
    Py_ssize_t PyBytes_GET_SIZE(object o)
    char *PyBytes_AsString(object o) except NULL
    char *PyBytes_AS_STRING(object o)
    # With length NULL, a NUL byte inside is a ValueError.
    int PyBytes_AsStringAndSize(object obj, char **buffer, Py_ssize_t *length) except -1

    # ---- Changing. The bytes object is replaced: *bytes is a reference that the caller owns, and
    # becomes NULL on failure. -----------------------------------------------------------------------

    void PyBytes_Concat(PyObject **bytes, object newpart)
    # Takes over the caller's reference to newpart as well.
    void PyBytes_ConcatAndDel(PyObject **bytes, object newpart)
    int _PyBytes_Resize(PyObject **bytes, Py_ssize_t newsize) except -1

    # ---- Of Python 2's str; no header of CPython 3 has them -------------------------------------------

    bytes PyBytes_Format(object format, object args)
    bytes PyBytes_InternFromString(const char *v)
    void PyBytes_InternInPlace(PyObject **string)
    object PyBytes_Decode(const char *s, Py_ssize_t size, const char *encoding, const char *errors)
    object PyBytes_Encode(const char *s, Py_ssize_t size, const char *encoding, const char *errors)
    object PyBytes_AsDecodedObject(object str, const char *encoding, const char *errors)
    object PyBytes_AsEncodedObject(object str, const char *encoding, const char *errors)

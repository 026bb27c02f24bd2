# Python.h: "String conversion and formatting" in the Python/C API reference manual (pystrtod.h,
# pystrcmp.h, pyerrors.h).

from cpython.object cimport PyObject

cdef extern from *:
    """
    #include <stdarg.h>
    """
    ctypedef struct va_list

cdef extern from "Python.h":
    # As snprintf, and the text always ends in NUL.
    int PyOS_snprintf(char *str, size_t size, const char *format, ...)
    int PyOS_vsnprintf(char *str, size_t size, const char *format, va_list va)

    # Independent of the locale. overflow_exception NULL: an overflow gives HUGE_VAL.
    double PyOS_string_to_double(const char *s, char **endptr, PyObject *overflow_exception) except? -1

    enum:
        Py_DTSF_SIGN
        Py_DTSF_ADD_DOT_0
        Py_DTSF_ALT
        Py_DTST_FINITE
        Py_DTST_INFINITE
        Py_DTST_NAN
    # The caller gives the text back with PyMem_Free. ptype may be NULL.
    char *PyOS_double_to_string(double val, char format_code, int precision, int flags, int *ptype) except NULL

    # Comparison that takes ASCII upper and lower case as equal.
    int PyOS_stricmp(const char *s1, const char *s2)
    int PyOS_strnicmp(const char *s1, const char *s2, Py_ssize_t size)

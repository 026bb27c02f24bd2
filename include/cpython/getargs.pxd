# Python.h: "Parsing arguments and building values" in the Python/C API reference manual
# (modsupport.h).
#
# What follows the format are pointers to C variables (and converters) as the format demands;
# nothing checks them.

cdef extern from *:
    """
    #include <stdarg.h>
    """
    ctypedef struct va_list

cdef extern from "Python.h":
    int PyArg_Parse(object args, const char *format, ...) except 0
    int PyArg_ParseTuple(object args, const char *format, ...) except 0
    int PyArg_VaParse(object args, const char *format, va_list vargs) except 0
    # keywords: names, ended by NULL.
    int PyArg_ParseTupleAndKeywords(object args, object kw, const char *format, char **keywords, ...) except 0
    int PyArg_VaParseTupleAndKeywords(object args, object kw, const char *format, char **keywords,
                                       va_list vargs) except 0
    # Pointers to PyObject *, which are set to borrowed references.
    int PyArg_UnpackTuple(object args, const char *name, Py_ssize_t min, Py_ssize_t max, ...) except 0
    bint PyArg_ValidateKeywordArguments(object kw) except 0

    object Py_BuildValue(const char *format, ...)
    object Py_VaBuildValue(const char *format, va_list vargs)

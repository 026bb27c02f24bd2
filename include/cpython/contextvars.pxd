# Python.h: "Context Variables Objects" in the Python/C API reference manual (context.h).

from cpython.object cimport PyObject
from cpython.ref cimport Py_XDECREF

cdef extern from "Python.h":
    bint PyContext_CheckExact(object obj)
    bint PyContextVar_CheckExact(object obj)
    bint PyContextToken_CheckExact(object obj)

    # ---- Contexts -----------------------------------------------------------------------------------

    object PyContext_New()
    object PyContext_Copy(object ctx)
    object PyContext_CopyCurrent()
    int PyContext_Enter(object ctx) except -1
    int PyContext_Exit(object ctx) except -1

    # ---- Variables. NULL for a default means that there is none. -----------------------------------------

    object PyContextVar_New(const char *name, PyObject *default_value)
    object PyContextVar_New_with_default "PyContextVar_New" (const char *name, object default_value)

    # *value: a new reference to the value, else to the default given here, else to the variable's own,
    # else NULL, which is no error.
    int PyContextVar_Get(object var, PyObject *default_value, PyObject **value) except -1
    int PyContextVar_Get_with_default "PyContextVar_Get" (
        object var, object default_value, PyObject **value) except -1

    # A token for Reset.
    object PyContextVar_Set(object var, object value)
    int PyContextVar_Reset(object var, object token) except -1


cdef inline object get_value(var, default_value=None):
    """The variable's value, else its own default, else `default_value`."""
    cdef PyObject *found = NULL
    PyContextVar_Get(var, NULL, &found)
    if found == NULL:
        return default_value
    result = <object>found
    Py_XDECREF(found)
    return result


cdef inline object get_value_no_default(var, default_value=None):
    """The variable's value, else `default_value`; the variable's own default does not count."""
    cdef PyObject *found = NULL
    PyContextVar_Get(var, <PyObject *>default_value, &found)
    result = <object>found
    Py_XDECREF(found)
    return result

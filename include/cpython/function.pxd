# Python.h: "Function Objects" in the Python/C API reference manual (funcobject.h).

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyFunction_Check(object o)

    object PyFunction_New(object code, object globals)
    object PyFunction_NewWithQualName(object code, object globals, object qualname)

    # Borrowed. NULL with an exception where the argument is no function; without one where the
    # function has no such thing.
    PyObject *PyFunction_GetCode(object op) except? NULL
    PyObject *PyFunction_GetGlobals(object op) except? NULL
    PyObject *PyFunction_GetModule(object op) except? NULL
    PyObject *PyFunction_GetDefaults(object op) except? NULL
    PyObject *PyFunction_GetKwDefaults(object op) except? NULL
    PyObject *PyFunction_GetClosure(object op) except? NULL
    PyObject *PyFunction_GetAnnotations(object op) except? NULL

    # A tuple (a dictionary for KwDefaults and Annotations), or None for nothing.
    int PyFunction_SetDefaults(object op, object defaults) except -1
    int PyFunction_SetKwDefaults(object op, object defaults) except -1
    int PyFunction_SetClosure(object op, object closure) except -1
    int PyFunction_SetAnnotations(object op, object annotations) except -1

# Python.h: "Method Objects" in the Python/C API reference manual (classobject.h).

from cpython.object cimport PyObject

cdef extern from *:
    """
    /* CPython 3 has bound methods only, without a class of their own. */
    static inline PyObject *pyxide_PyMethod_New(PyObject *func, PyObject *self, PyObject *cls) {
        (void)cls;
        return PyMethod_New(func, self);
    }
    """
    # cls is ignored.
    object PyMethod_New "pyxide_PyMethod_New" (object func, object self, object cls)

cdef extern from "Python.h":
    bint PyMethod_Check(object o)

    # Borrowed. The macros check nothing.
    PyObject *PyMethod_Function(object meth) except NULL
    PyObject *PyMethod_GET_FUNCTION(object meth)
    PyObject *PyMethod_Self(object meth) except NULL
    PyObject *PyMethod_GET_SELF(object meth)

    bint PyInstanceMethod_Check(object o)
    object PyInstanceMethod_New(object func)
    PyObject *PyInstanceMethod_Function(object im) except NULL
    PyObject *PyInstanceMethod_GET_FUNCTION(object im)

    # Of Python 2; no header of CPython 3 has them.
    PyObject *PyMethod_Class(object meth) except NULL
    PyObject *PyMethod_GET_CLASS(object meth)

# Python.h: "Reference Counting" in the Python/C API reference manual (object.h, refcount.h).
#
# `object` arguments are counted by the compiler already; these functions change the count on top
# of that, for references kept where the compiler does not look (in a C struct, in a PyObject *).

from cpython.object cimport PyObject, PyTypeObject, Py_TYPE

cdef extern from "Python.h":
    void Py_INCREF(object o)
    void Py_DECREF(object o)

    # The argument may be NULL.
    void Py_XINCREF(PyObject *o)
    void Py_XDECREF(PyObject *o)

    # Sets the variable that is named to NULL and then drops the reference (a macro).
    void Py_CLEAR(PyObject *o)

    # Functions rather than macros; they accept NULL.
    void Py_IncRef(PyObject *o)
    void Py_DecRef(PyObject *o)

    # 3.10+: a new reference to the argument. The second form accepts NULL.
    object Py_NewRef(object o)
    PyObject *Py_XNewRef(PyObject *o)

    Py_ssize_t Py_REFCNT(object o)
    # The count as it stands, without a reference of the caller's own.
    Py_ssize_t _Py_REFCNT "Py_REFCNT" (PyObject *ptr)

    # 3.14+
    int PyUnstable_Object_EnableDeferredRefcount(object o)
    int PyUnstable_Object_IsUniqueReferencedTemporary(object o)
    int PyUnstable_Object_IsUniquelyReferenced(object o)
    int PyUnstable_IsImmortal(object o)
    void PyUnstable_EnableTryIncRef(object o)
    bint PyUnstable_TryIncRef(PyObject *o)

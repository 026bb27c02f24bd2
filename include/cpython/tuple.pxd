# Python.h: "Tuple Objects" in the Python/C API reference manual (tupleobject.h).

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyTuple_Check(object p)
    bint PyTuple_CheckExact(object p)

    # The items of a new tuple are NULL; set each of them before any other code sees it.
    tuple PyTuple_New(Py_ssize_t len)
    # n objects, each cast to PyObject *.
    tuple PyTuple_Pack(Py_ssize_t n, ...)
    tuple PyTuple_GetSlice(object p, Py_ssize_t low, Py_ssize_t high)

    Py_ssize_t PyTuple_Size(object p) except -1
    Py_ssize_t PyTuple_GET_SIZE(object p)

    # Borrowed: the item lives as long as the tuple. GET_ITEM checks nothing.
    PyObject *PyTuple_GetItem(object p, Py_ssize_t pos) except NULL
    PyObject *PyTuple_GET_ITEM(object p, Py_ssize_t pos)

    # Both take over a reference to the item, also where they fail: Py_INCREF it first. They are for
    # filling a new tuple that nobody else has seen.
    int PyTuple_SetItem(object p, Py_ssize_t pos, object o) except -1
    void PyTuple_SET_ITEM(object p, Py_ssize_t pos, object o)

    # *p is the only reference to the tuple; it may be replaced, and becomes NULL on failure.
    int _PyTuple_Resize(PyObject **p, Py_ssize_t newsize) except -1

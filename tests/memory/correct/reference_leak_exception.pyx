from cpython.ref cimport Py_INCREF, PyObject

cdef struct Node:
    PyObject* item

cdef void put(Node* node, object x):
    Py_INCREF(x)
    node.item = <PyObject*>x

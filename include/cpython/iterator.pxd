# Python.h: "Iterator Protocol" in the Python/C API reference manual (abstract.h).

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyIter_Check(object o)
    bint PyAIter_Check(object o)  # 3.10+

    # The end of the iteration is NULL without an exception, which `object` cannot express: where the
    # end can come, use PyIter_NextItem or a `for` loop.
    object PyIter_Next(object o)
    # 3.14+: 1 and a new reference in *item, or 0 and NULL at the end.
    int PyIter_NextItem(object iter, PyObject **item) except -1

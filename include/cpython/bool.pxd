# Python.h: "Boolean Objects" in the Python/C API reference manual (boolobject.h).

cdef extern from "Python.h":
    # The type of True and False; for calls and annotations, the C type is `bint`.
    ctypedef class builtins.bool [object PyLongObject]:
        pass

    bint PyBool_Check(object o)
    object PyBool_FromLong(long v)

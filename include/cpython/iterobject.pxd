# Python.h: "Iterator Objects" in the Python/C API reference manual (iterobject.h).

cdef extern from "Python.h":
    # Over anything that __getitem__ with 0, 1, … until IndexError works for
    bint PySeqIter_Check(object op)
    object PySeqIter_New(object seq)

    # Calls the function until it answers the sentinel, as iter(callable, sentinel)
    bint PyCallIter_Check(object op)
    object PyCallIter_New(object callable, object sentinel)

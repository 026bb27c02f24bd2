# Instances of Python 2's classic classes. No header of CPython 3 has these functions; they are named
# here so that a file which mentions them can still be read.

cdef extern from "Python.h":
    int PyInstance_Check(object obj)
    object PyInstance_New(object cls, object arg, object kw)
    object PyInstance_NewRaw(object cls, object dict)

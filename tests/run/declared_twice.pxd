# The second declaration of a name does not change its type, in this file or in the module.
cimport cython

cdef unsigned int count
cdef object count
cdef long total

# A class of a header keeps its name where a variable is declared with it, as for what the module imports from Python.
cdef extern from "Python.h":
    ctypedef class weakref.ref [object PyWeakReference]:
        pass

cdef type ref

cdef class Watched(ref):
    cdef readonly int number

# Whether the module shows a class is said where the class is defined.
@cython.internal
cdef class Shown:
    pass

cdef class Hidden:
    pass

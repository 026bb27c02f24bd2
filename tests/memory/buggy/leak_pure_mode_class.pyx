import cython
from cython.cimports.cpython.mem import PyMem_Malloc, PyMem_Free

@cython.cclass
class Buf:
    data: cython.p_double
    n: cython.Py_ssize_t

    def __cinit__(self, n: cython.Py_ssize_t):
        self.data = cython.cast(cython.p_double, PyMem_Malloc(n * cython.sizeof(cython.double)))   # expect: leak
        if not self.data:
            raise MemoryError()
        self.n = n

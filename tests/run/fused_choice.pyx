"""Which specialisation C arguments choose: the same type, then the nearest that loses nothing.

>>> for line in chosen(): print(*line)
long 4000000000
long 1099511627776
short 3
long 8589934592
int 5
long 1099511627776
double 1.5
long 4000000000
long 1099511627776
long 4000000000
"""
cimport cython

ctypedef fused number:
    short
    int
    long
    double

cdef integral(cython.integral x):
    return cython.typeof(x), x

cdef numeric(number x):
    return cython.typeof(x), x

cdef class Holder:
    cdef integral(self, cython.integral x):
        return cython.typeof(x), x

def chosen():
    cdef unsigned int u = 4000000000
    cdef long l = 2**40
    cdef short s = 3
    cdef float f = 1.5
    cdef size_t z = 2**33
    cdef char c = 5
    h = Holder()
    return [integral(u), integral(l), integral(s), integral(z), integral(c), numeric(l), numeric(f), numeric(u),
            h.integral(l), h.integral(u)]

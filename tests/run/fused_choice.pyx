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
from libc.stdint cimport int8_t, int32_t, uint16_t

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


ctypedef fused sizes:
    int
    double
    long long

ctypedef fused mixed_sizes:
    int8_t
    uint16_t
    int32_t


cdef by_value(sizes x):
    return cython.typeof(x)

cdef by_two(sizes x, sizes y):
    return cython.typeof(x)

def of_python(sizes x):
    return cython.typeof(x)

def of_names(mixed_sizes x):
    return cython.typeof(x)


def wider(int i, long l, short s, float f):
    """
    >>> wider(1, 2, 3, 4)
    ('int', 'long long', 'int', 'double', 'long long', 'int', 'int')
    >>> of_python(1), of_names(1)
    ('long long', 'int8_t')
    """
    return (by_value(i), by_value(l), by_value(s), by_value(f), by_value(1), by_two(i, l), by_two(l, i))

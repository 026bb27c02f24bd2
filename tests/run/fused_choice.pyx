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


cdef class Box:
    cdef object held


ctypedef fused text_or_box:
    str
    bytes
    Box


cdef object held_by(Box box):
    return box.held


def any_of(text_or_box value):
    """A branch that a specialisation never takes may need another type than it has.

    >>> any_of('a'), any_of(b'b'), any_of(boxed(3))
    ('a', b'b', 3)
    """
    if isinstance(value, (str, bytes)):
        return value
    elif isinstance(value, Box):
        return held_by(value)


def boxed(value):
    box = Box()
    box.held = value
    return box


def as_box(list value):
    """
    >>> as_box(None)
    >>> as_box([])
    Traceback (most recent call last):
    TypeError: Cannot convert list to fused_choice.Box
    """
    cdef Box box = value
    return box

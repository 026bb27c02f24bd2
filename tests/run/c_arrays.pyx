"""
Arrays and slices of C memory, bytes of a bytearray, `**` into C numbers.

>>> fill(1)
[0, 7, 8, 0]
>>> fill(2)
[0, 0, 7, 8]
>>> fill_until(1)
Traceback (most recent call last):
ValueError: Assignment to slice of wrong length, expected 2, got 1
>>> from_object(iter([4, 5]))
[4, 5]
>>> from_object([4])
Traceback (most recent call last):
IndexError: not enough values found during array assignment, expected 2, got 1
>>> rows()
[[1, 2], [3, 4]]
>>> ''.join(wide())
'a\\u2603z'
>>> list(later())
[1, 2, 3]
>>> points()
[4, 9]
>>> power(2, 3)
8
>>> bytes_of_array(bytearray(b'abc'), 1)
bytearray(b'xbe')
>>> bytes_of_array(bytearray(b'abc'), 500)
Traceback (most recent call last):
ValueError: byte must be in range(0, 256)
>>> no_gil(bytearray(b'ab'), 'xy', 1)
(98, 'y')
>>> no_gil(bytearray(b'ab'), 'xy', 2)
Traceback (most recent call last):
IndexError: bytearray index out of range
>>> quotient(-7, 2), quotient_double(7.0, -2.0)
((-4, 1), (-4.0, -1.0))
>>> quotient(1, 0)  # doctest: +ELLIPSIS
Traceback (most recent call last):
ZeroDivisionError: ...division...
>>> absolute()
5.0
>>> downwards(2)
([5, 3, 1], [4, 2], [3, 2, 1])
"""

cdef struct Point:
    int x


def fill(int at):
    cdef int a[4]
    a[:] = [0, 0, 0, 0]
    a[at:at + 2] = [7, 8]
    return a


def fill_until(int stop):
    cdef int a[4]
    a[:stop] = [1, 2]
    return a


def from_object(x):
    cdef int a[2]
    a[:] = x
    return a


def rows():
    cdef int[2] a = [1, 2]
    cdef int[2] b = [3, 4]
    cdef int[2][2] both = [a, b]
    return both


def wide():
    cdef const Py_UCS4 *text = 'a\u2603z'
    return [c for c in text[:3]]


def later():
    cdef int *p = [1, 2, 3]
    for x in p[:3]:
        yield x


def points():
    cdef Point[2] all
    cdef Point *p
    all[0].x, all[1].x = 4, 9
    return [p.x for p in all[:2]]


def power(int a, int b):
    cdef int c = a ** b
    return c


def bytes_of_array(bytearray b, int value):
    b[0] = 'x'
    b[2] += 2
    if value > 1:
        b[1] = value
    return b


def no_gil(bytearray b, str s, int i):
    with nogil:
        byte = b[i]
        char = s[i]
    return byte, char


def quotient(int a, int b):
    with nogil:
        q, r = divmod(a, b)
    return q, r


def quotient_double(double a, double b):
    return divmod(a, b)


cdef double length(complex z) nogil:
    return abs(z)


def absolute():
    return length(3 + 4j)


def downwards(int n):
    cdef int[5] a = [1, 2, 3, 4, 5]
    cdef int *p = a
    return [x for x in a[4::-2]], [x for x in a[3:0:-2]], [x for x in p[n::-1]]


cdef enum:
    LENGTH = 2


def of_another_length():
    """
    >>> of_another_length()
    Traceback (most recent call last):
    ValueError: Assignment to slice of wrong length, expected 3, got 2
    """
    cdef int[LENGTH] short
    cdef int[3] given = [1, 2, 3]
    short = given
    return short

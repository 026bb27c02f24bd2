# What C computes where an operand is a literal, an enum, or a `float`.

cdef enum Colour:
    RED
    GREEN = 5

cdef enum Level:
    LOW = -3
    TOP = 9


def wraps(unsigned int u, int i, long n):
    """
    A literal is an int in C: what is computed with an unsigned int wraps.

    >>> wraps(3, -5, -5)
    [4294967291, 24, 4294967286, False, True, 4294967294, 2147483645]
    >>> wraps(4000000000, 7, 7)
    [3999999992, 1935228928, 3705032688, True, True, 294967304, 1999999996]
    """
    return [u - 8, u << 3, (u - 8) * 2 if i > 0 else (u - 8) + i, u - 8 > i and i > 0, u - 8 > 0,
            -(u - 8) if i > 0 else u + i - (-5) - 2 - 3, (u - 8) >> 1]


def keeps(unsigned int u, int i, long n):
    """
    A long operand, a negative literal or a cast makes it a long.

    >>> keeps(3, -5, -5)
    (-5, 11, -5, -24, -5.0)
    """
    return u - 8 + 0 * n if n > 0 else u - n - 13, u - -8, u - <long>8, (u - <long>8) * 2 - 14, u - 8.0


def indexed(list values, unsigned int u):
    """
    >>> indexed([1, 2, 3], 1)
    1
    >>> indexed([1, 2, 3], 0)
    Traceback (most recent call last):
    IndexError: list index out of range
    """
    return values[u - 1]


def enumerated(Colour colour, Level level):
    """
    >>> enumerated(5, -3)
    (4294967295, -9)
    >>> enumerated(-1, 0)                        # doctest: +ELLIPSIS
    Traceback (most recent call last):
    OverflowError: can't convert negative value to enum ...
    >>> enumerated(2**32, 0)                     # doctest: +ELLIPSIS
    Traceback (most recent call last):
    OverflowError: value too large to convert to enum ...
    >>> enumerated(0, 2**31)                     # doctest: +ELLIPSIS
    Traceback (most recent call last):
    OverflowError: value too large to convert to enum ...
    """
    return colour - 6, level - 6


def rounds(float x):
    """
    A cast to float rounds; a literal beside a float is a double in C.

    >>> rounds(3.3)
    (0.10000000149011612, 1.1000000014901161, 9.899999856948853, inf)
    """
    return <float>0.1, <float>0.1 + 1, x * 3, <float>1e300


def within(Py_UCS4 c):
    """
    Literals in literals need no interpreter.

    >>> within(u'a')
    11
    """
    cdef int found = 0
    with nogil:
        if u'b' in u'abc':
            found += 1
        if u'bd' not in u'abc':
            found += 10
        if b'' not in b'abc':
            found += 100
        if u'b' in (u'a', u'c'):
            found += 1000
    return found


ctypedef short Small
ctypedef unsigned char Byte

ctypedef fused Short:
    Byte
    Small


def chosen(Short x):
    """
    Typedefs are tried as they stand.

    >>> chosen(3)
    'byte'
    >>> chosen['Small'](3)
    'small'
    >>> chosen['Small'](2**15)
    Traceback (most recent call last):
    OverflowError: value too large to convert to short
    """
    if Short is Small:
        return 'small'
    return 'byte'


def negated(unsigned int u):
    """
    >>> negated(3)
    4294967293
    """
    return minus(u)


cdef int unpacked(int a) except -1 nogil:
    cdef int r = 10 // a, s = 0, q = 0
    with gil:
        if a > 5:
            (r, (s, q)) = (1, (a, a))
    return r + s + q + 10 // (a - 3)


def without_interpreter(a):
    """
    Values that are taken apart belong to no variable.

    >>> without_interpreter(7)
    17
    >>> without_interpreter(2)
    -5
    >>> without_interpreter(0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    >>> without_interpreter(3)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return unpacked(a)


def characters(bytes text):
    """
    A slice of characters is bytes to a variable without a type.

    >>> characters(b'a\\x80\\xff')
    ([98, 129, 256], [128, 255], [97, -128, -1], [97, 128, 255])
    """
    cdef char *p = text
    cdef const char *q = p
    cdef signed char c
    found = []
    for x in p[:3]:
        found.append(x + 1)
    typed = []
    for c in p[:3]:
        typed.append(c)
    cdef object o
    objects = []
    for o in p[:3]:
        objects.append(o)
    return found, [y for y in q[1:3]], typed, objects


cimport cython


@cython.overflowcheck(True)
cdef unsigned int minus(unsigned int u):
    return -u

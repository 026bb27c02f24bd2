# Integer types that a C header declares: only the C compiler knows how wide they are and whether they have a sign.
# The declared type is a hint. Here are types of sixteen bytes, types narrower and wider than declared, and types
# with another sign.
cimport cython

cdef extern from *:
    """
    typedef signed char narrow_t;
    typedef unsigned long long unsigned_t;
    """
    ctypedef long long int128 "__int128_t"
    ctypedef unsigned long long uint128 "__uint128_t"
    ctypedef long narrow_t
    ctypedef int unsigned_t


def signed(x):
    """
    >>> [signed(s * 2 ** n) == s * 2 ** n for s in (1, -1) for n in (0, 31, 63, 64, 65, 126)].count(True)
    12
    >>> signed(-2 ** 127) == -2 ** 127, signed(2 ** 127 - 1) == 2 ** 127 - 1
    (True, True)
    >>> signed(2 ** 127)
    Traceback (most recent call last):
    OverflowError: int too big to convert
    >>> signed(-2 ** 127 - 1)
    Traceback (most recent call last):
    OverflowError: int too big to convert
    >>> signed(-1)
    -1
    >>> signed("1")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int128 n = x
    return n


def unsigned(x):
    """
    >>> [unsigned(2 ** n - 1) == 2 ** n - 1 for n in (1, 63, 64, 65, 127, 128)].count(True)
    6
    >>> unsigned(2 ** 128)
    Traceback (most recent call last):
    OverflowError: int too big to convert
    >>> unsigned(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to __uint128_t
    >>> unsigned(-2 ** 100)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to __uint128_t
    """
    cdef uint128 n = x
    return n


def arithmetic(x, y):
    """
    >>> p, q = 2 ** 100 + 7, -(2 ** 70) - 3
    >>> arithmetic(p, q) == [p + q, p - q, p // q, p % q, p & q, p | q, p ^ q, -p, ~p, p > q]
    True
    >>> arithmetic(-p, -q) == [-p - q, -p + q, -p // -q, -p % -q, -p & -q, -p | -q, -p ^ -q, p, ~-p, -p > -q]
    True
    >>> arithmetic(p, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int128 a = x, b = y
    return [a + b, a - b, a // b, a % b, a & b, a | b, a ^ b, -a, ~a, a > b]


def powers_and_shifts(x, unsigned int n):
    """
    >>> powers_and_shifts(3, 70) == (3 ** 70, 3 << 70, 0)
    True
    >>> powers_and_shifts(-2 ** 90, 1) == (-2 ** 90, -2 ** 91, -2 ** 89)
    True
    """
    cdef int128 a = x
    return a ** n, a << n, a >> n


def narrower(x, y):
    """
    >>> narrower(100, 27)
    (127, -116, [27, 100])
    >>> narrower(128, 0)
    Traceback (most recent call last):
    OverflowError: value too large to convert to narrow_t
    """
    cdef narrow_t a = x, b = y
    cdef narrow_t total = a + b
    cdef narrow_t product = a * b
    cdef narrow_t[2] both = [b, a]
    return total, product, [n for n in both]


def other_sign(x, y):
    """
    >>> other_sign(2 ** 64 - 1, 2)
    (9223372036854775807, 1, True)
    >>> other_sign(-1, 2)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned_t
    """
    cdef unsigned_t a = x, b = y
    return a // b, a % b, a > b


@cython.overflowcheck(True)
def checked(x, y):
    """
    >>> checked(2 ** 63, 1) == (2 ** 63 + 1, 2 ** 63 - 1, 2 ** 63)
    True
    >>> checked(2 ** 64 - 1, 1)
    Traceback (most recent call last):
    OverflowError: value too large
    >>> checked(1, 2)
    Traceback (most recent call last):
    OverflowError: value too large
    """
    cdef unsigned_t a = x, b = y
    return a + b, a - b, a * b

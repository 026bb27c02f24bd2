# C complex numbers of each kind of part, what they convert to and from, and the powers that may be complex.
cimport cython


def integers(int complex a, int complex b):
    """
    >>> integers(1 + 2j, 3 - 4j)
    ((4-2j), (-2+6j), (11+2j), (-1-2j), (1-2j), False)
    >>> integers(1.9 - 2.9j, 1)
    ((2-2j), -2j, (1-2j), (-1+2j), (1+2j), False)
    >>> integers("1", 1)
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    return a + b, a - b, a * b, -a, a.conjugate(), a == b


def other_integers(short complex a, unsigned char complex b, long long complex c):
    """
    >>> other_integers(1j, 2, 3 - 1j)
    ((2+1j), (3+0j), (5-1j))
    >>> cython_names()
    ['int complex', 'long long complex', 'double complex', 'float complex', 'double complex']
    """
    return a + b, a + c, b + c


def cython_names():
    cdef short complex a = 1
    cdef char complex b = 1
    cdef long long complex c = 1
    cdef float complex d = 1
    return [cython.typeof(a + b), cython.typeof(a + c), cython.typeof(a + 1.0), cython.typeof(a + d),
            cython.typeof(d / d)]


def quotients(int complex a, int complex b):
    """
    >>> quotients(7, 2)
    ((3.5+0j), 'double complex')
    >>> quotients(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: float division
    """
    return a / b, cython.typeof(a / b)


@cython.cdivision(True)
def truncated(int complex a, int complex b):
    """
    >>> truncated(7, 2)
    (3+0j)
    >>> truncated(50 + 25j, 3 - 4j)
    (2+11j)
    """
    return a / b


def casts(double x, double complex z):
    """
    >>> casts(2.7, 3.9 - 4.9j)
    ((2+0j), (3-4j), 3, 3.9)
    """
    return <int complex>x, <int complex>z, <int>z, <double>z


def parts(double complex z, float complex w, double x):
    """
    >>> parts(1 + 2j, 3j, 0.5)
    ((0.5+2.5j), (0.5+1.5j), 'float')
    """
    z.real = x
    z.imag += x
    w.real += x
    w.imag *= x
    return z, w, cython.typeof(w.real)


def long_parts(long double x):
    """
    >>> long_parts(3)
    (True, True, 'long double')
    """
    cdef long double complex z = 0
    z.real = 1 / x
    z.imag = z.real
    return z.real == 1 / x, z.imag == z.real, cython.typeof(abs(z))


def soft(double a, double b):
    """
    >>> soft(4, 0.5)
    ('soft double complex', 2.0, 'float')
    >>> soft(-4, 0.5)[2]
    'complex'
    """
    c = a ** b
    return cython.typeof(c), c, type(c).__name__


@cython.cpow(False)
def soft_as_float(double a, double b):
    """
    >>> soft_as_float(4, 0.5)
    2.0
    >>> soft_as_float(-4, 0.5)
    Traceback (most recent call last):
    TypeError: Cannot convert 'complex' with non-zero imaginary component to 'double' (this most likely comes from the '**' operator; use 'cython.cpow(True)' to return 'nan' instead of a complex number).
    """
    cdef double c
    with nogil:
        c = a ** b
    return c


def soft_arithmetic(double a, double b, double complex z):
    """
    >>> soft_arithmetic(4, 0.5, 1j)
    (3.0, 1.0, (2+1j), True, -2.0)
    >>> [type(x).__name__ for x in soft_arithmetic(-4, 0.5, 0)]
    ['complex', 'complex', 'complex', 'bool', 'complex']
    """
    c = a ** b
    return c + 1, c / 2, z + c, c == c, -c


def powers_of_integers(int a, int b, unsigned int c, float f):
    """
    >>> powers_of_integers(2, -2, 3, 2)
    (0.25, 'double', 8, 'unsigned int', 0.5, 'double', 0.25, 'double', 4, 'long')
    """
    return (a ** b, cython.typeof(a ** b), a ** c, cython.typeof(a ** c), a ** -1, cython.typeof(a ** -1),
            f ** b, cython.typeof(f ** b), a ** 2, cython.typeof(a ** 2))


@cython.cpow(True)
def powers_in_c(int a, int b, double x, double y):
    """
    >>> powers_in_c(2, 3, 4, 0.5)
    (8, 'int', 2.0, 'double', 0)
    >>> powers_in_c(2, -1, 4, 0.5)
    (0, 'int', 2.0, 'double', 0)
    >>> powers_in_c(-1, -1, 4, 0.5)
    (0, 'int', 2.0, 'double', 0)
    """
    return a ** b, cython.typeof(a ** b), x ** y, cython.typeof(x ** y), a ** -1


def stored_at_once(int a, int b, double x, double y):
    """
    >>> stored_at_once(2, 3, 4, 0.5)
    (8, 2.0)
    >>> n, r = stored_at_once(2, -3, -4, 0.5)
    >>> n, r == r
    (0, False)
    """
    cdef int n = a ** b
    cdef double r = x ** y
    return n, r


cdef struct Pair:
    int complex a
    float complex b


def in_structures(d):
    """
    >>> in_structures({"a": 1j, "b": 2})
    ({'a': 1j, 'b': (2+0j)}, [(1+0j), 2j], (1j, 5))
    """
    cdef Pair pair = d
    cdef int complex[2] array = [1, 0]
    array[1] = <int complex>2j
    cdef (int complex, int) both = (pair.a, 5)
    return pair, array, both


cdef int complex twice(int complex z, int n=2) except *:
    return z * n


def calls(z):
    """
    >>> calls(2 - 1j)
    ((4-2j), (6-3j))
    """
    return twice(z), twice(z, 3)

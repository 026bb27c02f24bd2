# cython: c_string_type = unicode, c_string_encoding = ascii
"""
C functions as Python functions, unions as dicts, arguments of C functions, C strings as objects.

>>> choose(True)(3), choose(False)(x=3)
(6, 9)
>>> choose(True).__doc__
"wrap(x: 'int') -> 'int'"
>>> bound = Counter(10).bound()
>>> bound(5), Counter.unbound(Counter(1), 2)
(15, 3)
>>> sorted(both(5).items())
[('i', 5), ('u', 5)]
>>> member({'u': 7})
7
>>> member({'i': 1, 'u': 2})
Traceback (most recent call last):
ValueError: More than one union attribute passed: 'i' and 'u'
>>> member({})
Traceback (most recent call last):
ValueError: No value specified for any of the union attributes (i, u)
>>> in_order()
([2, 1], 1, 2)
>>> names(1, 2)
(1, 2)
>>> many()
'many'
>>> RED, GREEN
(3, 4)
>>> complex_constant()
((2-1j), (2, 3))
>>> numbers(True), numbers(False), either(0, 2.5), either(3, 2.5)
(1, 2.5, 2.5, 3)
>>> text(b'abcd')
('abcd', True, False, 'bc', b'bc', bytearray(b'bc'))
>>> nothing(None)
Traceback (most recent call last):
TypeError: 'NoneType' object is not subscriptable
>>> same_function()
(True, False)
>>> wrong_class(Counter(1))
Traceback (most recent call last):
TypeError: Cannot convert c_function_objects.Counter to c_function_objects.Other
>>> constant
5
"""

cdef public enum:
    RED = 3
    GREEN

DEF COMPLEX = 2 - 1j
DEF PART = (1, 2, 3)[1:]

cdef const int late
late = 5
constant = late


cdef int twice(int x):
    return 2 * x


cdef int square(int x):
    return x * x


def choose(first):
    if first:
        return twice
    return square


def same_function():
    cdef int (*f)(int)
    f = twice
    return f is twice, f is square


cdef class Counter:
    cdef int n

    def __init__(self, n):
        self.n = n

    cdef int add(self, int m):
        return self.n + m

    def bound(self):
        return self.add

    @staticmethod
    def unbound(Counter c, m):
        return Counter.add(c, m)


cdef class Other:
    pass


def wrong_class(Counter c):
    cdef Other other = c
    return other


cdef union Number:
    int i
    unsigned int u


def both(int x):
    cdef Number n
    n.i = x
    return n


def member(x):
    cdef Number n = x
    return n.i


cdef list log = []


cdef note(x):
    log.append(x)
    return x


cdef pair(a, b):
    return a, b


def in_order():
    a, b = pair(b=note(2), a=note(1))
    return log, a, b


cpdef names(short, list):
    return short, list


cdef first(const char *name, ...):
    return name


def many():
    first("many", 1)
    return first("many", 1, 2.5)


def complex_constant():
    return COMPLEX, PART


def numbers(c):
    cdef int i = 1
    cdef double x = 2.5
    return i if c else x


def either(int i, double x):
    return i or x


def text(bytes b):
    cdef char *p = b
    cdef char *empty = b''
    return p, bool(p), bool(empty), p[1:3], <bytes> p[1:3], <bytearray> p[1:3]


def nothing(str s):
    return s[1:]

def named_only():
    """
    >>> named_only()
    Traceback (most recent call last):
    ZeroDivisionError: ...
    """
    cdef int zero = 0
    &zero, 1 // zero

"""
Integers and floats of C and of Python, and conversions between them.

>>> sum_of_squares(4)
30
>>> mean([1, 2, 6])
3.0
>>> mean([])
Traceback (most recent call last):
ValueError: no values
>>> wrap(2147483647)
-2147483648
>>> wrap(2 ** 40)
Traceback (most recent call last):
OverflowError: value too large to convert to int
>>> divide(-7, 2), modulo(-7, 2)
(-4, 1)
>>> divide(1, 0)
Traceback (most recent call last):
ZeroDivisionError: integer division or modulo by zero
"""


def sum_of_squares(int n):
    cdef int i, total = 0
    for i in range(n + 1):
        total += i * i
    return total


def mean(values):
    cdef double total = 0
    cdef Py_ssize_t count = 0
    for value in values:
        total += value
        count += 1
    if count == 0:
        raise ValueError("no values")
    return total / count


def wrap(int x):
    return <int>(x + 1)


def divide(int a, int b):
    return a // b


def modulo(int a, int b):
    return a % b


def constants_too_large_to_write():
    """
    >>> constants_too_large_to_write() == (10 ** 10000, 1 << 5000, 2 ** 3000 * 3 ** 3000)
    True
    """
    return 10 ** 10000, 1 << 5000, 2 ** 3000 * 3 ** 3000

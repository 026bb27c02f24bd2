"""
Fused types.

>>> total_of(3), total_of(2.5)
(('int', 6), ('double', 5.0))
>>> largest([1, 5, 2]), largest((2, 3))
(5, 3)
>>> generic['int'](3), generic['double'](3)
(1, 1.5)
>>> generic(3.0)
1.5
>>> generic('x')
Traceback (most recent call last):
TypeError: No matching signature found
>>> kind(1), kind(2.5)
('whole', 'real')
>>> sorted(any_number.__signatures__)
['double', 'double complex', 'float', 'float complex', 'int', 'long', 'short']
>>> any_number['double complex'](2)
(2+0j)
"""
cimport cython

ctypedef fused number:
    int
    double

ctypedef fused sequence:
    list
    tuple


cdef number twice(number x):
    return x + x


def total_of(x):
    if isinstance(x, int):
        return 'int', twice[int](x)
    return 'double', twice(<double>x)


def largest(sequence values):
    best = values[0]
    for v in values:
        if v > best:
            best = v
    return best


def generic(number x):
    return x / 2 if number is double else x // 2


def kind(number x):
    if number in cython.floating:
        return 'real'
    if number in cython.integral and number not in cython.floating:
        return 'whole'


def any_number(cython.numeric x):
    return x

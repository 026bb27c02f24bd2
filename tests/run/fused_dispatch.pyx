"""
Fused functions that Python calls: by argument, by index, as methods.

>>> kind(1), kind(1.5), kind("a")
('long', 'double', 'str object')
>>> kind["int"](2), kind["double"](2)
('int', 'double')
>>> sorted(pair.__signatures__)
['double|object', 'double|str', 'int|object', 'int|str']
>>> pair(1, 2), pair(2.5, "b"), pair["int|str"](7), pair["double|object"](7, None)
(('int', 2), ('double', 'b'), ('int', 'x'), ('double', None))
>>> twice(4), twice(1.5), twice[int](3)
(8, 3.0, 6)
>>> keywords(b=2.5, a=1), keywords(1)
((1, 2.5), (1, 3))
>>> kind()
Traceback (most recent call last):
TypeError: Expected at least 1 argument, got 0
>>> kind(None)
Traceback (most recent call last):
TypeError: No matching signature found
>>> kind["list"]
Traceback (most recent call last):
KeyError: 'list'
>>> kind.__name__, kind.__doc__
('kind', 'The kind of a value.')

>>> c = Methods()
>>> c.plain(2), c.plain(2.5), c.both(3), c.plain["int"](4), Methods.plain(c, 5)
((2, 'long'), (2.5, 'double'), 4, (4, 'int'), (5, 'long'))
>>> Regular().plain(1.5), Regular.fixed(1), Regular().made(2.5)
((1.5, 'double'), 'long', ('Regular', 'double'))
"""
cimport cython

ctypedef fused scalar:
    int
    long
    double
    str

ctypedef fused number:
    int
    double

ctypedef fused wide:
    int
    long
    double

ctypedef fused other:
    str
    object


def kind(scalar x):
    "The kind of a value."
    return cython.typeof(x)


def pair(number a, other b="x"):
    return cython.typeof(a), b


cpdef number twice(number a):
    return a + a


def keywords(number a, wide b=3):
    return a, b


cdef class Methods:
    def plain(self, wide x):
        return x, cython.typeof(x)

    cpdef wide both(self, wide x):
        return x + 1


class Regular:
    def plain(self, wide x):
        return x, cython.typeof(x)

    @staticmethod
    def fixed(wide x):
        return cython.typeof(x)

    @classmethod
    def made(cls, wide x):
        return cls.__name__, cython.typeof(x)

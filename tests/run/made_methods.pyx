"""
What the language adds by itself: enum classes, comparisons, pickling.

>>> Colour.RED, list(Colour) == [1, 5], Colour.__doc__
(<Colour.RED: 1>, True, 'Some colours.')
>>> ANON
7
>>> colour(5), colour(2), colour(5) is Colour.GREEN
(<Colour.GREEN: 5>, <Colour: 2>, True)
>>> import copy, pickle
>>> p = Point(1, 2.5, "x")
>>> copy.copy(p).all(), pickle.loads(pickle.dumps(p)).all()
((1, 2.5, 'x'), (1, 2.5, 'x'))
>>> d = pickle.loads(pickle.dumps(Deep(3)))
>>> d.all(), type(d).__name__
((3, 0.0, None), 'Deep')
>>> pickle.dumps(WithPointer())
Traceback (most recent call last):
TypeError: ...pickl...
>>> Version(1) < Version(2), Version(1) >= Version(2), Version(1) <= Version(1), Version(3) > Version(1)
(True, False, True, True)
>>> Version.kind()
'type object'
>>> Before.base()
'After'
"""
import functools
cimport cython

cpdef enum Colour:
    "Some colours."
    RED = 1
    GREEN = 4 + 1

cpdef enum:
    ANON = 7

def colour(Colour c):
    return c

cdef class Before(After):
    pass

cdef class After:
    @classmethod
    def base(cls):
        return cls.__base__.__name__

cdef class Point:
    cdef int x
    cdef double y
    cdef str name

    def __init__(self, x, y=0, name=None):
        self.x, self.y, self.name = x, y, name

    def all(self):
        return self.x, self.y, self.name

cdef class Deep(Point):
    cdef list more

cdef class WithPointer:
    cdef void *p

@functools.total_ordering
cdef class Version:
    cdef int number

    def __init__(self, number):
        self.number = number

    def __lt__(self, Version other):
        return self.number < other.number

    def __eq__(self, Version other):
        return self.number == other.number

    @classmethod
    def kind(cls):
        return cython.typeof(cls)

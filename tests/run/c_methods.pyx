"""
Fused C methods by type and by argument, properties of C that are set, annotations of C functions.

>>> Fused().by_type(3)
(('short', 3), ('long', 3))
>>> Fused().by_argument(3)
(('short', 3), ('double', 3.0))
>>> which(1)
('int', 'long')
>>> e = set_args((1, 2))
>>> more_args(e, (3,))
(1, 2, 3)
>>> annotated([1], 2)
('list object', 'double')
>>> halves(4), halves(True)
(2.0, 0.5)
>>> halves('x')
Traceback (most recent call last):
TypeError: Argument 'x' has incorrect type (expected float, got str)
>>> refers(2.5)
2.5

A `def` method hides an inherited C method from those who know its class, and from no one else.

>>> hidden()
((1, 2, 2), (10, 20, 20, 30, 20))
"""

cimport cython

ctypedef fused number:
    short
    long
    double

cdef extern from *:
    """
    static PyObject *read_args(PyObject *e) { return PyObject_GetAttrString(e, "args"); }
    static int write_args(PyObject *e, PyObject *args) { return PyObject_SetAttrString(e, "args", args); }
    """
    object read_args(object)
    int write_args(object, object) except -1

    ctypedef class __builtin__.Exception [object PyBaseExceptionObject, check_size ignore]:
        @property
        cdef inline given(self):
            return read_args(self)

        @given.setter
        cdef inline int given(self, value) except -1:
            return write_args(self, value)


cdef class Fused:
    cdef name_of(self, number x):
        return cython.typeof(x), x

    def by_type(self, x):
        return self.name_of[short](x), self.name_of[long](x)

    def by_argument(self, x):
        return self.name_of(<short> x), self.name_of(<double> x)


cdef kind(cython.integral x):
    if cython.integral is int:
        return 'int'
    elif cython.integral is long:
        return 'long'
    return 'other'


def which(x):
    return kind(<int> x), kind[long](x)


def set_args(values):
    cdef Exception e = Exception()
    e.given = values
    return e


def more_args(Exception e, values):
    e.given += values
    return e.given


cdef typed(x: list, y: float):
    return cython.typeof(x), cython.typeof(y)


def annotated(x, y):
    return typed(x, y)


def halves(x: float | None):
    return x / 2


def refers(double& x):
    return x


cdef class Shown:
    cdef int plain(self):
        return 1

    cpdef int both(self, int x):
        return x


cdef class Hides(Shown):
    def plain(self):
        return 2

    def both(self, x):
        return x * 2


class HidesInPython(Shown):
    def both(self, x):
        return x * 3


def hidden():
    cdef Shown shown = Hides()
    cdef Hides hides = Hides()
    cdef Shown python = HidesInPython()
    return ((shown.plain(), hides.plain(), Hides().plain()),
            (shown.both(10), hides.both(10), Hides().both(10), python.both(10), (<object> hides).both(10)))
